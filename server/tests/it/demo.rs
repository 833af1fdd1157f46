//! The sample data: they are laid down, and their keys really open.

use crate::{
    caller::{cookie, email},
    support::World,
};
use server::{
    demo::{self, Keys, PASSWORD, PairUse, Stage},
    domain::{accounts, clients, members, organizations, providers, sessions},
    model::{
        account::SignInRequest,
        client::{ClientFilter, ClientStatus, ListClientsRequest},
        member::{ListMembersRequest, MemberFilter},
        organization::{KeyPurpose, KeyTicketRequest},
        provider::ProviderRequest,
        role::Plan,
        text::Email,
        time::Micros,
    },
    store::sql,
};
use std::collections::HashSet;
use vault::{Host, Kdf, PrivateKey, account, seal};

/// Derives as the browser does: what stands for the password, and the open account.
async fn open(keys: &Keys, address: &Email) -> (String, account::Account<Host>) {
    let registered = keys.account(address).unwrap();
    let master_key = Kdf::DEFAULT_PBKDF2.derive_master_key(&Host, address.as_str(), PASSWORD).await.unwrap();
    let auth_hash = master_key.derive_auth_hash(&Host, PASSWORD).await.unwrap();
    let open = account::open(&Host, &master_key, registered.user_key.as_str(), registered.private_key.as_str()).await.unwrap();
    assert_eq!(open.private_key.public().to_base64(), registered.public_key.as_str());
    assert_eq!(open.private_key.public().pin(), keys.pair(address).unwrap().pin.as_str());
    (auth_hash, open)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_sample_is_laid_down_and_its_people_sign_in_and_open_their_keys() {
    let world = World::sqlite().await;
    demo::fill(world.instance.clone()).await.unwrap();
    let keys = Keys::load().unwrap();

    // A provider admin signs in, and opens the provider key, a client's key with it, and what is under that.
    let mara = email("mara.kent@northgate.example");
    let (auth_hash, account) = open(&keys, &mara).await;
    let context = world.nobody();
    let access = sessions::sign_in(&context, SignInRequest { email: mara, auth_hash: auth_hash.try_into().unwrap() }).await.unwrap();
    let context = world.in_browser(&crate::caller::Browser { access, refresh: cookie(&context) }).await;
    let unlock = sessions::unlock_keys(&context, ()).await.unwrap();
    let provider_key = seal::open(&Host, &account.private_key, unlock.provider_keys[0].key.as_str()).await.unwrap();
    let provider = accounts::me(&context, ()).await.unwrap().providers[0].id;
    let request = ListClientsRequest { provider, filter: ClientFilter::default(), cursor: None, rows: Some(200) };
    let list = clients::list(&context, request).await.unwrap().rows;
    let hartwell = list.iter().find(|client| client.name == "Hartwell Dental").unwrap();
    let on_page = world.by(&crate::support::Person { id: unlock.user_id, email: unlock.email }, Some(hartwell.id));
    let ticket = organizations::key_ticket(&on_page, KeyTicketRequest { organization: hartwell.id, purpose: KeyPurpose::ConfirmMembers }).await.unwrap();
    let hartwell_key = provider_key.open(ticket.key.as_str()).unwrap();
    let fixture = &keys.clients["hartwell"].keys;
    assert_eq!(hartwell_key.decrypt_text(fixture.collection_name.as_str()).unwrap().as_str(), "Shared logins");
    let pair = PrivateKey::open(&Host, &hartwell_key, fixture.private_key.as_str()).await.unwrap();
    assert_eq!(pair.public().to_base64(), fixture.public_key.as_str());

    // Members hold the same key, whether their pair is their own or shared.
    let cast = demo::cast().unwrap();
    let of_hartwell = &cast.clients.iter().find(|client| client.domain == "hartwell").unwrap().members;
    let shared = of_hartwell.iter().find(|member| member.stage == Stage::Confirmed && matches!(member.pair, PairUse::Shared(_))).unwrap();
    for address in [&email("amara@hartwell.example"), &email("elin@hartwell.example"), &shared.email] {
        let (auth_hash, account) = open(&keys, address).await;
        sessions::sign_in(&world.nobody(), SignInRequest { email: address.clone(), auth_hash: auth_hash.try_into().unwrap() }).await.unwrap();
        let stored = sql("SELECT key FROM members WHERE organization_id = $1 AND email = $2").bind(hartwell.id).bind(address);
        let sealed = world.instance.store.read().await.unwrap().one(stored).await.unwrap().get::<String>("key").unwrap();
        assert_eq!(seal::open(&Host, &account.private_key, &sealed).await.unwrap().id(), hartwell_key.id(), "{address}");
    }

    // What the first page shows.
    let summary = clients::summary(&context, ProviderRequest { provider }).await.unwrap();
    assert_eq!((summary.all, summary.active, summary.setting_up, summary.suspended), (42, 39, 2, 1));
    assert_eq!((summary.to_confirm, summary.clients_to_confirm, summary.seats_full, summary.seats_used), (7, 4, 2, 1_184));
    for client in &list {
        let expected = cast.clients.iter().find(|sample| sample.name.as_str() == client.name).unwrap();
        assert_eq!((client.seats, client.tags.len()), (expected.seats, expected.tags.len()), "{}", client.name);
        assert_eq!(client.status == ClientStatus::Suspended, client.name == "St Roche Hospice");
        let quiet = Micros::now().since(client.last_activity.unwrap()) / Micros::MINUTE;
        // Hartwell has just been visited.
        assert!(client.id == hartwell.id || (expected.quiet..expected.quiet + 10).contains(&quiet), "{}: {quiet} min", client.name);
    }
    let plan = providers::plan(&context, ProviderRequest { provider }).await.unwrap();
    let bought = plan.pools.iter().map(|pool| (pool.plan, pool.purchased)).collect::<Vec<_>>();
    assert!(bought.contains(&(Plan::Teams, 620)) && bought.contains(&(Plan::Enterprise, 830)));

    // Members are where the cast wants them.
    let request = ListMembersRequest { organization: hartwell.id, filter: MemberFilter::default(), cursor: None, rows: Some(200) };
    let view = members::list(&context, request).await.unwrap();
    assert_eq!((view.counts.accepted, view.counts.invited, view.counts.confirmed, view.counts.revoked), (3, 2, 43, 3));
    assert_eq!((view.seats.occupied, view.seats.seats), (48, 50));

    // A past of sixty days, in which nobody got a mail.
    assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM outbox")).await, 0);
    let now = Micros::now();
    let oldest = world.number(sql("SELECT MIN(at) AS n FROM events")).await;
    assert!((58..=60).contains(&(now.since(Micros(oldest)) / Micros::DAY)));
    assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM events WHERE at > $1").bind(now.plus(Micros::MINUTE))).await, 0);
    let rows = world.instance.store.read().await.unwrap().rows(sql("SELECT DISTINCT kind FROM events")).await.unwrap();
    let kinds = rows.iter().map(|row| row.get::<i64>("kind").unwrap()).collect::<HashSet<_>>();
    for kind in [
        1000, 1005, 1400, 1401, 1504, 1500, 1501, 1511, 1512, 1600, 1603, 1800, 1801, 1802, 1900, 1903, 9001, 9002, 9003, 9005, 9006, 9007, 9008, 9010, 9011,
        9012,
    ] {
        assert!(kinds.contains(&kind), "no event of kind {kind}");
    }
}

#[test]
fn everybody_in_the_sample_who_needs_keys_has_some() {
    let (cast, keys) = (demo::cast().unwrap(), Keys::load().unwrap());
    for client in &cast.clients {
        assert!(keys.clients.contains_key(&client.domain), "{}", client.name);
        for member in client.members.iter().filter(|member| member.stage != Stage::Invited) {
            assert!(keys.account(&member.email).is_some(), "{}", member.email);
            let holds_key = matches!(member.stage, Stage::Confirmed | Stage::Revoked);
            assert!(!holds_key || keys.member_key(&client.domain, &member.email).is_some(), "{}", member.email);
        }
    }
    for person in cast.staff.iter().filter(|person| person.stage != Stage::Invited) {
        assert!(keys.account(&person.email).is_some(), "{}", person.email);
    }
}
