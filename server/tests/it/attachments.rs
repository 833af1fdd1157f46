//! Files attached to items: announced, taken in, read by a link, and gone with whatever they belonged to.

use crate::{
    items::{Grant, content, furnished, grant, of},
    members::{code, events},
    on_both_engines,
    support::{Person, WRAPPED, World},
};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use serde_json::{Value, json};
use server::{
    domain::{
        Context, Device, Error,
        items::{self, Change, FileLimits, ItemContent, NewAttachment, NewItem, Rewrapped},
    },
    model::{
        error::ErrorCode,
        event::EventKind,
        id::{AttachmentId, FileId, ItemId},
        item::{ItemMarks, UpdateItemRequest, UpdateOwnItemRequest},
        role::{Role, Status},
        time::Micros,
    },
    store::{self, items::Marks, sql},
};
use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tower::ServiceExt as _;

const FILE: &[u8] = b"ciphertext of a scanned contract";

fn announced(size: usize) -> NewAttachment {
    NewAttachment { file_name: WRAPPED.to_owned().try_into().unwrap(), key: WRAPPED.to_owned().try_into().unwrap(), size: size as u64, known_at: None }
}

fn sent(bytes: &'static [u8]) -> impl futures_util::Stream<Item = io::Result<Bytes>> + Send {
    stream::iter(bytes.chunks(7).map(|part| Ok(Bytes::from_static(part))))
}

fn parsed() -> ItemContent {
    ItemContent::parse_text(&content().to_string()).unwrap()
}

async fn create_own(world: &World, by: &Person) -> ItemId {
    let new = NewItem { content: parsed(), marks: Marks::default(), organization: None, collections: Vec::new() };
    items::create_item(&world.by(by, None), new).await.unwrap()
}

async fn attach(world: &World, by: &Person, item: ItemId) -> Result<AttachmentId, Error> {
    let context = world.by(by, None);
    let id = items::attach(&context, item, announced(FILE.len())).await?.id;
    let expected = items::expect(&context, item, id).await?;
    items::receive(&context, expected, sent(FILE)).await?;
    Ok(id)
}

async fn download(world: &World, by: &Person, item: ItemId, id: AttachmentId) -> Result<Vec<u8>, Error> {
    let (_, word) = items::link(&world.by(by, None), item, id).await?;
    let (size, bytes) = items::follow(&world.nobody(), item, id, &word).await?;
    let bytes = bytes.try_collect::<Vec<_>>().await.unwrap().concat();
    assert_eq!(bytes.len() as u64, size);
    Ok(bytes)
}

async fn files_of(world: &World, by: &Person, item: ItemId) -> usize {
    items::one(&world.by(by, None), item).await.unwrap().row.attachments.len()
}

/// Where a file lies.
async fn file(world: &World, item: ItemId, id: AttachmentId) -> FileId {
    let mut db = world.instance.store.read().await.unwrap();
    store::attachments::file_of(&mut db, item, id).await.unwrap().expect("it has arrived")
}

async fn is_kept(world: &World, file: FileId) -> bool {
    world.instance.files.read(file).await.unwrap().is_some()
}

/// Sweeps as if so many days had passed.
async fn sweep(world: &World, days: i64) -> usize {
    items::sweep(&world.instance, Micros::now().plus(days * Micros::DAY)).await.unwrap()
}

on_both_engines! {
    async fn a_file_is_read_as_it_was_sent_and_both_are_in_the_log(world) {
        let (client, shared, item) = furnished(&world).await;
        let id = attach(&world, &client.amara, item).await.unwrap();
        let kept = file(&world, item, id).await;
        let (reader, member) = client.member(&world, "reader@hartwell.example", Role::User, Status::Confirmed).await;
        grant(&world, client.id, shared, member, Grant::ReadOnly).await;
        assert_eq!(download(&world, &reader, item, id).await.unwrap(), FILE);
        assert_eq!(files_of(&world, &reader, item).await, 1);
        assert_eq!(code(items::detach(&world.by(&reader, None), item, id).await), ErrorCode::Forbidden, "who may only view an item keeps his hands off its files");
        assert_eq!(code(attach(&world, &reader, item).await), ErrorCode::Forbidden);
        items::detach(&world.by(&client.amara, None), item, id).await.unwrap();
        assert_eq!(files_of(&world, &reader, item).await, 0);
        assert_eq!(code(download(&world, &reader, item, id).await), ErrorCode::NotFound);
        assert_eq!((events(&world, client.id, 1103).await, events(&world, client.id, 1104).await), (1, 1));
        assert_eq!((sweep(&world, 6).await, is_kept(&world, kept).await), (0, true), "for whoever restores a database of these days");
        assert_eq!((sweep(&world, 8).await, is_kept(&world, kept).await), (1, false));
        assert_eq!(sweep(&world, 8).await, 0);
    }

    async fn a_file_that_has_not_arrived_is_not_there(world) {
        let (client, _, item) = furnished(&world).await;
        let context = world.by(&client.amara, None);
        let id = items::attach(&context, item, announced(FILE.len())).await.unwrap().id;
        assert_eq!(files_of(&world, &client.amara, item).await, 0);
        assert_eq!(code(items::link(&context, item, id).await.map(|_| ())), ErrorCode::NotFound);
        for bytes in [&FILE[1..], b"ciphertext of a scanned contract and more"] {
            let expected = items::expect(&context, item, id).await.unwrap();
            assert_eq!(code(items::receive(&context, expected, sent(bytes)).await), ErrorCode::Invalid);
        }
        let expected = items::expect(&context, item, id).await.unwrap();
        let broken = sent(FILE).take(2).chain(stream::iter([Err(io::ErrorKind::ConnectionReset.into())]));
        assert_eq!(code(items::receive(&context, expected, broken).await), ErrorCode::Invalid);
        assert_eq!(events(&world, client.id, 1103).await, 0);
        let expected = items::expect(&context, item, id).await.unwrap();
        items::receive(&context, expected, sent(FILE)).await.unwrap();
        assert_eq!(code(items::expect(&context, item, id).await.map(|_| ())), ErrorCode::Conflict, "it comes once");

        let late = items::attach(&context, item, announced(FILE.len())).await.unwrap().id;
        let hours = async |hours: i64| items::sweep(&world.instance, Micros::now().plus(hours * Micros::HOUR)).await.unwrap();
        hours(1).await;
        assert!(items::expect(&context, item, late).await.is_ok());
        hours(3).await;
        assert_eq!(code(items::expect(&context, item, late).await.map(|_| ())), ErrorCode::NotFound);
        assert_eq!(sweep(&world, 8).await, 3, "what was begun and broke off");
        assert_eq!(download(&world, &client.amara, item, id).await.unwrap(), FILE, "the one that arrived stays");
    }

    async fn a_file_whose_item_goes_while_it_arrives_is_not_left_behind(world) {
        let (client, _, item) = furnished(&world).await;
        let context = world.by(&client.amara, None);
        let id = items::attach(&context, item, announced(FILE.len())).await.unwrap().id;
        let expected = items::expect(&context, item, id).await.unwrap();
        items::destroy(&context, vec![item]).await.unwrap();
        assert_eq!(code(items::receive(&context, expected, sent(FILE)).await), ErrorCode::NotFound);
        assert_eq!(sweep(&world, 8).await, 1);
    }

    async fn of_two_that_bring_one_file_the_first_stays(world) {
        let (client, _, item) = furnished(&world).await;
        let context = world.by(&client.amara, None);
        let id = items::attach(&context, item, announced(FILE.len())).await.unwrap().id;
        let (first, second) = (items::expect(&context, item, id).await.unwrap(), items::expect(&context, item, id).await.unwrap());
        items::receive(&context, first, sent(FILE)).await.unwrap();
        assert_eq!(code(items::receive(&context, second, sent(b"another text of the same length!")).await), ErrorCode::NotFound);
        assert_eq!(sweep(&world, 8).await, 1);
        assert_eq!(download(&world, &client.amara, item, id).await.unwrap(), FILE);
        assert_eq!(events(&world, client.id, 1103).await, 1);
    }

    async fn the_vault_is_as_new_as_the_moment_at_which_a_file_has_arrived(world) {
        let (client, _, item) = furnished(&world).await;
        let context = world.by(&client.amara, None);
        let id = items::attach(&context, item, announced(FILE.len())).await.unwrap().id;
        let expected = items::expect(&context, item, id).await.unwrap();
        // Another app asks what is new while the file is on its way.
        let asked = Micros::now();
        assert!(items::revision(&context).await.unwrap() <= asked);
        items::receive(&context, expected, sent(FILE)).await.unwrap();
        assert!(items::revision(&context).await.unwrap() >= asked);
    }

    async fn a_link_is_good_for_one_file_and_one_minute(world) {
        let (client, _, item) = furnished(&world).await;
        let (one, other) = (attach(&world, &client.amara, item).await.unwrap(), attach(&world, &client.amara, item).await.unwrap());
        let (_, word) = items::link(&world.by(&client.amara, None), item, one).await.unwrap();
        let (until, tag) = word.split_once('.').unwrap();
        let later = format!("{}.{tag}", until.parse::<i64>().unwrap() + Micros::DAY);
        for (item, id, word) in [(item, other, &*word), (ItemId::make(), one, &*word), (item, one, &*later), (item, one, ""), (item, one, "1.x")] {
            assert_eq!(code(items::follow(&world.nobody(), item, id, word).await.map(|_| ())), ErrorCode::NotFound, "{word}");
        }
        let after = Context::at(Micros::now().plus(Micros::MINUTE + Micros::SECOND), world.instance.clone(), None, None, Device::default());
        assert_eq!(code(items::follow(&after, item, one, &word).await.map(|_| ())), ErrorCode::NotFound);
        assert!(items::follow(&world.nobody(), item, one, &word).await.is_ok());
        items::detach(&world.by(&client.amara, None), item, one).await.unwrap();
        assert_eq!(code(items::follow(&world.nobody(), item, one, &word).await.map(|_| ())), ErrorCode::NotFound, "not once it was taken off");
    }

    async fn files_go_with_their_item_and_with_all_that_it_belonged_to(world) {
        let (client, _, item) = furnished(&world).await;
        let own = create_own(&world, &client.amara).await;
        let (shared, mine) = (attach(&world, &client.amara, item).await.unwrap(), attach(&world, &client.amara, own).await.unwrap());
        assert_eq!(download(&world, &client.amara, own, mine).await.unwrap(), FILE);
        let (shared, mine) = (file(&world, item, shared).await, file(&world, own, mine).await);
        items::destroy(&world.by(&client.amara, None), vec![own]).await.unwrap();
        assert_eq!(sweep(&world, 8).await, 1);
        assert!(!is_kept(&world, mine).await && is_kept(&world, shared).await);
        world.execute(sql("DELETE FROM organizations WHERE id = $1").bind(client.id)).await;
        assert_eq!(sweep(&world, 8).await, 1);
        assert!(!is_kept(&world, shared).await);
    }

    async fn an_own_item_is_shared_with_its_files_encrypted_anew_or_not_at_all(world) {
        let (client, collection, _) = furnished(&world).await;
        let own = create_own(&world, &client.amara).await;
        let id = attach(&world, &client.amara, own).await.unwrap();
        items::attach(&world.by(&client.amara, None), own, announced(5)).await.unwrap();
        let anew = WRAPPED.replacen("2.o", "2.p", 1);
        let share = async |attachments: Vec<Rewrapped>| {
            let change = Change { content: parsed(), marks: Marks::default(), attachments, known_at: None };
            items::share(&world.by(&client.amara, None), own, client.id, change, vec![collection]).await
        };
        assert_eq!(code(share(Vec::new()).await), ErrorCode::Conflict);
        assert_eq!(items::one(&world.by(&client.amara, None), own).await.unwrap().row.organization, None, "it stayed where it was");
        let rewrapped = Rewrapped { id, file_name: anew.clone().try_into().unwrap(), key: anew.clone().try_into().unwrap() };
        share(vec![rewrapped]).await.unwrap();
        let shared = items::one(&world.by(&client.amara, None), own).await.unwrap();
        assert_eq!(shared.row.organization, Some(client.id));
        let files = shared.row.attachments.iter().map(|file| (file.id, file.key.as_str().to_owned())).collect::<Vec<_>>();
        assert_eq!(files, [(id, anew)]);
        assert_eq!(download(&world, &client.amara, own, id).await.unwrap(), FILE);
    }

    async fn an_item_gets_another_key_with_all_of_its_files_or_not_at_all(world) {
        let (client, _, item) = furnished(&world).await;
        let own = create_own(&world, &client.amara).await;
        for (item, organization) in [(item, Some(client.id)), (own, None)] {
            let id = attach(&world, &client.amara, item).await.unwrap();
            let anew = WRAPPED.replacen("2.o", "2.p", 1);
            let update = async |key: &str, files: Value| {
                let mut content = content();
                content["key"] = json!(key);
                content["attachments"] = files;
                let context = world.by(&client.amara, organization);
                let known_at = items::one(&context, item).await.unwrap().row.revised_at;
                let (content, marks) = (content.to_string(), ItemMarks::default());
                match organization {
                    Some(organization) => items::pages::update(&context, UpdateItemRequest { organization, item, content, marks, known_at }).await,
                    None => items::vault::update(&context, UpdateOwnItemRequest { item, content, marks, known_at }).await,
                }
            };
            let seen = update(WRAPPED, json!([])).await.unwrap();
            let file = of(&seen)["attachments"][0].clone();
            assert_eq!((&file["id"], &file["key"], &file["size"]), (&json!(id), &json!(WRAPPED), &json!(FILE.len().to_string())));
            assert_eq!(code(update(&anew, json!([])).await), ErrorCode::Conflict);
            assert_eq!(code(update(&anew, json!([{"id": id, "fileName": "contract.pdf", "key": anew}])).await), ErrorCode::Invalid, "in the clear");
            let seen = update(&anew, json!([{"id": id, "fileName": anew, "key": anew}])).await.unwrap();
            let file = of(&seen)["attachments"][0].clone();
            assert_eq!((&file["fileName"], &file["key"]), (&json!(anew), &json!(anew)));
        }
    }

    async fn a_file_under_a_key_that_the_item_had_before_is_refused(world) {
        let (client, _, item) = furnished(&world).await;
        let own = create_own(&world, &client.amara).await;
        for item in [item, own] {
            let context = world.by(&client.amara, None);
            let seen = items::one(&context, item).await.unwrap().row.revised_at;
            let announce = async |known_at: Micros| items::attach(&context, item, NewAttachment { known_at: Some(known_at), ..announced(1) }).await;
            assert_eq!(code(announce(seen.plus(-Micros::MINUTE)).await), ErrorCode::Conflict);
            assert_eq!(files_of(&world, &client.amara, item).await, 0);
            assert!(announce(seen).await.is_ok());
        }
    }

    async fn there_is_room_for_so_much(world) {
        let (client, _, item) = furnished(&world).await;
        let most = FileLimits::default();
        let announce = async |size: u64| items::attach(&world.by(&client.amara, None), item, NewAttachment { size, ..announced(1) }).await.map(|_| ());
        assert_eq!(code(announce(0).await), ErrorCode::Invalid);
        assert_eq!(code(announce(most.one + 1).await), ErrorCode::Invalid);
        for _ in 0..most.vault / most.one {
            announce(most.one).await.unwrap();
        }
        assert_eq!(code(announce(most.vault % most.one + 1).await), ErrorCode::Conflict);
        announce(most.vault % most.one).await.unwrap();
    }

    async fn a_provider_user_gets_no_hold_of_a_file(world) {
        let (client, _, item) = furnished(&world).await;
        let id = attach(&world, &client.amara, item).await.unwrap();
        for refused in [
            attach(&world, &client.mara, item).await.map(|_| ()),
            download(&world, &client.mara, item, id).await.map(|_| ()),
            items::detach(&world.by(&client.mara, None), item, id).await,
        ] {
            assert_eq!(code(refused), ErrorCode::ProviderVaultRestricted);
        }
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM attachments WHERE item_id = $1").bind(item)).await, 1);
        assert_eq!(events(&world, client.id, EventKind::ItemsRefused.number().into()).await, 3);
    }
}

#[tokio::test]
async fn a_form_with_much_before_its_file_is_not_listened_to() {
    let world = World::sqlite().await;
    let (client, _, item) = furnished(&world).await;
    // As large as a file may be: what may come before it is not more for that.
    let largest = NewAttachment { size: FileLimits::default().one, ..announced(1) };
    let id = items::attach(&world.by(&client.amara, None), item, largest).await.unwrap().id;
    let token = world.bearer(&client.amara).await;
    let taken = Arc::new(AtomicUsize::new(0));
    let counted = taken.clone();
    let endless = stream::repeat(Bytes::from_static(&[b'a'; 8192])).map(move |part| {
        counted.fetch_add(part.len(), Ordering::Relaxed);
        Ok::<_, io::Error>(part)
    });
    let request = Request::post(format!("/api/ciphers/{item}/attachment/{id}"))
        .header("authorization", format!("Bearer x.y.{token}"))
        .header("content-type", "multipart/form-data; boundary=x")
        .body(Body::from_stream(endless))
        .unwrap();
    let answer = tokio::time::timeout(Duration::from_secs(10), world.router().oneshot(request)).await.expect("it ends").unwrap();
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    assert!(taken.load(Ordering::Relaxed) < 1_000_000, "{taken:?} bytes were taken");
}
