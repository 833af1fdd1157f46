//! What leaves by mail, and what does not any more.

use crate::{
    on_both_engines,
    support::{Failure, World},
};
use server::{
    config::{MailRoute, PublicUrl},
    domain::{
        invitations::{self, Proof},
        outbox::Mail,
        sessions::housekeep,
    },
    jobs::Relay,
    mail::Post,
    model::{
        id::MemberId,
        role::{ProviderRole, Rights, Role, Status},
        time::Micros,
    },
    store::{outbox, sql},
};
use std::{path::Path, sync::Arc};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpListener,
    sync::mpsc,
};

fn public() -> PublicUrl {
    "https://castellan.example".parse().unwrap()
}

fn relay(world: &World, folder: &Path) -> Relay {
    Relay::new(world.instance.clone(), Post::new(&MailRoute::Folder(folder.to_owned()), None, &public()).unwrap())
}

async fn queue(world: &World, mail: &Mail) {
    let payload = serde_json::to_string(mail).unwrap();
    let insert = world
        .instance
        .store
        .write(payload, |db, payload| Box::pin(async move { outbox::insert(db, "mail", vec![payload.clone()], Micros::now()).await.map_err(Failure) }));
    insert.await.unwrap();
}

async fn waiting(world: &World) -> i64 {
    world.number(sql("SELECT COUNT(*) AS n FROM outbox")).await
}

/// Every letter in a folder, with line breaks of the encoding taken out.
fn letters(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    entries.map(|entry| unfold(&std::fs::read_to_string(entry.unwrap().path()).unwrap())).collect()
}

fn unfold(text: &str) -> String {
    text.replace("=\r\n", "").replace("=3D", "=").replace("\r\n ", " ")
}

/// An organization of a provider with one invited member.
async fn invited(world: &World) -> (server::model::id::OrganizationId, MemberId) {
    let provider = world.provider("Northgate IT", 100).await;
    let client = world.organization(Some(provider), "Hartwell Dental", 10).await;
    let amara = world.person("amara@hartwell.example").await;
    (client, world.member(client, &amara, Role::User, Rights::NONE, Status::Invited).await)
}

on_both_engines! {
    async fn an_invitation_carries_a_link_that_proves_the_invitation(world) {
        let folder = tempfile::tempdir().unwrap();
        let (organization, member) = invited(&world).await;
        queue(&world, &Mail::MemberInvitation { organization, member }).await;
        assert_eq!(relay(&world, folder.path()).send_due(Micros::now()).await.unwrap(), 1);
        let letters = letters(folder.path());
        let [letter] = letters.as_slice() else { panic!("{letters:?}") };
        assert!(letter.contains("To: amara@hartwell.example\r\n"), "{letter}");
        assert!(letter.contains("Subject: Northgate IT invites you to Hartwell Dental\r\n"), "{letter}");
        let (_, link) = letter.split_once("https://castellan.example/accept#").expect("a link");
        let token = link.split(|c: char| c.is_whitespace()).next().unwrap();
        let proof = invitations::parse(&world.instance, token, Micros::now()).unwrap();
        assert!(matches!(proof, Proof::Member { organization: o, member: m, .. } if (o, m) == (organization, member)));
        assert_eq!(waiting(&world).await, 0);
    }

    async fn what_is_no_longer_true_is_not_sent(world) {
        let folder = tempfile::tempdir().unwrap();
        let (organization, member) = invited(&world).await;
        let provider = world.provider("Southgate IT", 10).await;
        let (_, person) = world.staff(provider, "mara@southgate.example", ProviderRole::Admin).await;
        world.execute(sql("UPDATE members SET status = $1 WHERE id = $2").bind(Status::Accepted).bind(member)).await;
        queue(&world, &Mail::MemberInvitation { organization, member }).await;
        queue(&world, &Mail::MemberConfirmed { organization, member }).await;
        queue(&world, &Mail::MemberInvitation { organization, member: MemberId::make() }).await;
        queue(&world, &Mail::ProviderInvitation { provider, person }).await;
        assert_eq!(relay(&world, folder.path()).send_due(Micros::now()).await.unwrap(), 4);
        assert_eq!((letters(folder.path()).len(), waiting(&world).await), (0, 0));
    }

    async fn several_relays_send_each_mail_once(world) {
        let folder = tempfile::tempdir().unwrap();
        for n in 0..60 {
            queue(&world, &Mail::PasswordChanged { email: format!("person{n}@hartwell.example").parse().unwrap() }).await;
        }
        let world = Arc::new(world);
        let relays = (0..4).map(|_| {
            let (world, folder) = (world.clone(), folder.path().to_owned());
            tokio::spawn(async move { relay(&world, &folder).send_due(Micros::now()).await.unwrap() })
        });
        let mut taken = 0;
        for one in relays.collect::<Vec<_>>() {
            taken += one.await.unwrap();
        }
        assert_eq!((taken, letters(folder.path()).len(), waiting(&world).await), (60, 60, 0));
    }

    async fn a_mail_that_cannot_be_sent_is_tried_again_later_and_given_up_in_the_end(world) {
        // A file where the folder should be.
        let file = tempfile::NamedTempFile::new().unwrap();
        let relay = relay(&world, file.path());
        queue(&world, &Mail::PasswordChanged { email: "amara@hartwell.example".parse().unwrap() }).await;
        let mut now = Micros::now();
        let mut pauses = Vec::new();
        loop {
            assert_eq!(relay.send_due(now).await.unwrap(), 1);
            assert_eq!(relay.send_due(now).await.unwrap(), 0, "not before its time");
            let row = world.instance.store.read().await.unwrap().one(sql("SELECT next_at, failed_at, error FROM outbox")).await.unwrap();
            let error: String = row.get("error").unwrap();
            assert!(error.contains("the mail folder cannot be written") && !error.contains("amara"), "{error}");
            if row.get::<Option<Micros>>("failed_at").unwrap().is_some() {
                break;
            }
            let next: Micros = row.get("next_at").unwrap();
            pauses.push(next.since(now) / Micros::SECOND);
            now = next;
        }
        assert_eq!(pauses, [30, 120, 600, 1800, 3600, 10800, 21600]);
        assert_eq!(relay.send_due(now.plus(Micros::DAY)).await.unwrap(), 0);
        assert_eq!(housekeep(&world.instance.store, now.plus(6 * Micros::DAY)).await.unwrap().mails, 0);
        assert_eq!(housekeep(&world.instance.store, now.plus(8 * Micros::DAY)).await.unwrap().mails, 1);
    }

    async fn a_relay_that_died_leaves_its_mail_to_the_next(world) {
        let folder = tempfile::tempdir().unwrap();
        queue(&world, &Mail::PasswordChanged { email: "amara@hartwell.example".parse().unwrap() }).await;
        let now = Micros::now();
        let entries = outbox::due(&mut world.instance.store.read().await.unwrap(), "mail", now, 10).await.unwrap();
        let (id, next_at) = (entries[0].id, entries[0].next_at);
        let claim = || world.instance.store.write((), move |db, ()| {
            Box::pin(async move { outbox::claim(db, id, next_at, now.plus(2 * Micros::MINUTE)).await.map_err(Failure) })
        });
        assert!(claim().await.unwrap());
        assert!(!claim().await.unwrap(), "taken only once");
        assert_eq!(relay(&world, folder.path()).send_due(now.plus(Micros::MINUTE)).await.unwrap(), 0);
        assert_eq!(relay(&world, folder.path()).send_due(now.plus(2 * Micros::MINUTE)).await.unwrap(), 1);
        assert_eq!(letters(folder.path()).len(), 1);
    }
}

#[tokio::test]
async fn a_mail_server_receives_text_and_html() {
    let world = World::sqlite().await;
    let sink = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://127.0.0.1:{}", sink.local_addr().unwrap().port());
    let (send, mut received) = mpsc::channel(1);
    tokio::spawn(async move {
        let (stream, _) = sink.accept().await.unwrap();
        send.send(take_letter(stream).await).await.unwrap();
    });
    let post = Post::new(&MailRoute::Smtp(url.parse().unwrap()), Some("Northgate IT <portal@northgate.example>"), &public()).unwrap();
    queue(&world, &Mail::Registration { email: "amara@hartwell.example".parse().unwrap(), asked_at: Micros::now() }).await;
    assert_eq!(Relay::new(world.instance.clone(), post).send_due(Micros::now()).await.unwrap(), 1);
    let (commands, letter) = received.recv().await.unwrap();
    assert!(
        commands.contains(&"MAIL FROM:<portal@northgate.example>".to_owned()) && commands.contains(&"RCPT TO:<amara@hartwell.example>".to_owned()),
        "{commands:?}"
    );
    let letter = unfold(&letter);
    for part in ["Content-Type: text/plain", "Content-Type: text/html", "https://castellan.example/register#", "Auto-Submitted: auto-generated"] {
        assert!(letter.contains(part), "{part}: {letter}");
    }
    assert_eq!(waiting(&world).await, 0);
}

#[tokio::test]
async fn a_mail_server_that_refuses_is_quoted_by_its_number_alone() {
    let world = World::sqlite().await;
    let sink = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://127.0.0.1:{}", sink.local_addr().unwrap().port());
    tokio::spawn(async move {
        let (mut stream, _) = sink.accept().await.unwrap();
        stream.write_all(b"554 amara@hartwell.example is unknown here\r\n").await.unwrap();
    });
    let post = Post::new(&MailRoute::Smtp(url.parse().unwrap()), None, &public()).unwrap();
    queue(&world, &Mail::PasswordChanged { email: "amara@hartwell.example".parse().unwrap() }).await;
    Relay::new(world.instance.clone(), post).send_due(Micros::now()).await.unwrap();
    let row = world.instance.store.read().await.unwrap().one(sql("SELECT error FROM outbox")).await.unwrap();
    assert_eq!(row.get::<String>("error").unwrap(), "the mail server refused it (554)");
}

#[test]
fn names_cannot_add_headers() {
    let sender = Post::new(&MailRoute::Folder("/nowhere".into()), Some("A <a@b.example>\r\nBcc: c@d.example"), &public());
    assert!(sender.is_err());
}

/// A mail server that takes one letter: the commands it heard, and the letter.
async fn take_letter(stream: tokio::net::TcpStream) -> (Vec<String>, String) {
    let mut stream = BufReader::new(stream);
    let mut commands = Vec::new();
    let mut letter = String::new();
    stream.write_all(b"220 sink\r\n").await.unwrap();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.unwrap() == 0 {
            return (commands, letter);
        }
        let command = line.trim_end().split(" BODY=").next().unwrap().to_owned();
        commands.push(command.clone());
        match command.as_str() {
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await.unwrap();
                while !letter.ends_with("\r\n.\r\n") {
                    stream.read_line(&mut letter).await.unwrap();
                }
                stream.write_all(b"250 taken\r\n").await.unwrap();
            }
            "QUIT" => {
                stream.write_all(b"221 bye\r\n").await.unwrap();
                return (commands, letter);
            }
            _ => stream.write_all(b"250 ok\r\n").await.unwrap(),
        }
    }
}
