//! Deciding about a held import: looking at it, accepting, discarding, taking back; and its receipt.

use crate::{
    imports::{accept, announcement, begin, content, count, finish, finished, item, items, list, new_collection, send, sent, sentence, waiting, withdraw},
    members::{Client, client, code, events},
    on_both_engines,
    support::{Person, World},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ring::signature::{ED25519, UnparsedPublicKey};
use server::{
    domain::{Error, imports, items as vault},
    model::{
        error::ErrorCode,
        id::{ImportId, ItemId, OrganizationId},
        import::{AcceptImportRequest, BeginImportRequest, HeldItemsRequest, ImportItem, ImportState, ImportView},
        item::{Detail, ListItemsRequest},
        role::{ProviderRole, Role, Status},
        time::Micros,
    },
    store::sql,
};

async fn accept_but(world: &World, by: &Person, of: (OrganizationId, ImportId), duplicates: Vec<ItemId>) -> Result<ImportView, Error> {
    imports::accept(&world.by(by, Some(of.0)), AcceptImportRequest { organization: of.0, import: of.1, duplicates }).await
}

async fn refusals(world: &World, client: &Client, detail: &str) -> i64 {
    let query = sql("SELECT COUNT(*) AS n FROM events WHERE kind = 9002 AND organization_id = $1 AND provider_id = $2 AND detail = $3");
    world.number(query.bind(client.id).bind(client.provider).bind(detail)).await
}

/// Whether the server signed these fields of a receipt.
fn is_signed(world: &World, organization: OrganizationId, view: &ImportView) -> bool {
    let signature = view.signature.as_deref().unwrap();
    let [name, key, signature] = signature.split(':').collect::<Vec<_>>()[..] else { panic!("{signature}") };
    assert_eq!((name, key), ("ed25519", imports::receipt_key(&world.instance).unwrap().as_str()));
    let kinds = view.kinds.iter().map(|(kind, count)| format!("{kind}:{count}")).collect::<Vec<_>>().join(" ");
    let text = format!(
        "castellan import receipt 1\norganization {organization}\nimport {}\nsender {}\nprovider {}\nbegun_at {}\ncompleted_at {}\nformat {}\nfile_hash {}\n\
         rows_read {}\nnot_understood {}\ntwice {}\nleft_out {}\nitems {}\nkinds {kinds}\ncollections {}\nreference {}\n",
        view.id,
        view.sender,
        view.provider.as_deref().unwrap_or_default(),
        view.begun_at.0,
        view.completed_at.unwrap().0,
        view.format,
        view.file_hash.as_str(),
        view.counts.rows_read,
        view.counts.not_understood,
        view.counts.twice,
        view.counts.left_out,
        view.items,
        view.collections,
        view.reference
    );
    UnparsedPublicKey::new(&ED25519, STANDARD.decode(key).unwrap()).verify(text.as_bytes(), &STANDARD.decode(signature).unwrap()).is_ok()
}

on_both_engines! {
    async fn provider_users_neither_look_at_what_is_held_nor_accept_it(world) {
        let client = client(&world, 20).await;
        let (head, _) = world.staff(client.provider, "head@northgate.example", ProviderRole::Admin).await;
        let import = finished(&world, &client.mara, client.id).await;
        for (person, nth) in [(&client.mara, 1), (&head, 2)] {
            assert_eq!(code(items(&world, person, import).await), ErrorCode::ProviderVaultRestricted);
            assert_eq!(code(accept(&world, person, import).await), ErrorCode::ProviderVaultRestricted);
            assert_eq!((refusals(&world, &client, "read an import").await, refusals(&world, &client, "accept an import").await), (nth, nth));
        }
        assert_eq!((count(&world, "items").await, waiting(&world).await), (0, [2, 3, 1, 2]));
    }

    async fn accepting_moves_the_items_and_makes_the_collections(world) {
        let client = client(&world, 20).await;
        let import = finished(&world, &client.mara, client.id).await;
        let held = items(&world, &client.amara, import).await.unwrap();
        assert_eq!(held.collections, [new_collection(), new_collection()]);
        assert_eq!(held.rows.iter().map(|row| row.collections.clone()).collect::<Vec<_>>(), [vec![0, 1], vec![1]]);
        let sent = serde_json::from_str::<serde_json::Value>(&content()).unwrap();
        let kept = serde_json::from_str::<serde_json::Value>(&held.rows[0].content).unwrap();
        assert_eq!((&kept["type"], &kept["name"], &kept["login"]), (&sent["type"], &sent["name"], &sent["login"]));
        assert!(kept["type"].is_number());
        assert_eq!(held.next, None);

        let view = accept(&world, &client.amara, import).await.unwrap();
        assert_eq!((view.state, view.duplicates, view.decided_by.as_deref()), (ImportState::Accepted, Some(0), Some("amara@hartwell.example")));
        assert_eq!((view.may_withdraw, view.may_accept, waiting(&world).await), (false, false, [0; 4]));
        // The accepting member manages the new collections, and sees what is in them.
        let seen = vault::list(&world.by(&client.amara, None), ListItemsRequest { organization: client.id, cursor: None, detail: Detail::Face }).await.unwrap().rows;
        assert_eq!(seen.iter().map(|item| item.id).collect::<Vec<_>>(), held.rows.iter().map(|row| row.id).collect::<Vec<_>>());
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM collection_members WHERE member_id = $1 AND manage = 1").bind(client.amara_member)).await, 2);
        assert_eq!((count(&world, "collections").await, count(&world, "collection_items").await), (2, 3));
        assert!(world.number(sql("SELECT vault_revised_at AS n FROM organizations WHERE id = $1").bind(client.id)).await > 0);
        // One event for the import and one for each collection, and the provider learns of the first.
        assert_eq!((events(&world, client.id, 9016).await, events(&world, client.id, 1300).await, events(&world, client.id, 1100).await), (1, 2, 0));
        let told = sql("SELECT COUNT(*) AS n FROM events WHERE kind = 9016 AND provider_id = $1 AND acting_provider_id IS NULL AND actor_id = $2");
        assert_eq!(world.number(told.bind(client.provider).bind(client.amara.id)).await, 1);
        // It is over.
        assert_eq!(
            sentence(accept(&world, &client.amara, import).await),
            "amara@hartwell.example has accepted this import: its items are in the vault."
        );
        assert_eq!(code(items(&world, &client.amara, import).await), ErrorCode::Conflict);
        assert_eq!(code(withdraw(&world, &client.mara, import).await), ErrorCode::Conflict);
        assert_eq!(count(&world, "items").await, 2);
    }

    async fn what_is_in_the_vault_already_is_left_out(world) {
        let client = client(&world, 20).await;
        let import = finished(&world, &client.mara, client.id).await;
        let other = finished(&world, &client.mara, client.id).await;
        let ids = async |import| items(&world, &client.amara, import).await.unwrap().rows.into_iter().map(|row| row.id).collect::<Vec<_>>();
        let (held, of_other) = (ids(import).await, ids(other).await);
        // An item of another import, or of none.
        for wrong in [of_other[0], ItemId::make()] {
            assert_eq!(code(accept_but(&world, &client.amara, import, vec![held[0], wrong]).await), ErrorCode::NotFound);
        }
        assert_eq!((count(&world, "items").await, waiting(&world).await), (0, [4, 6, 2, 4]));
        let view = accept_but(&world, &client.amara, import, vec![held[1], held[1]]).await.unwrap();
        assert_eq!((view.duplicates, view.items), (Some(1), 2));
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM items WHERE id = $1").bind(held[0])).await, 1);
        assert_eq!((count(&world, "items").await, waiting(&world).await), (1, [2, 3, 1, 2]));
        // How many were there is for the client's own people: from it a provider user could tell what is in the vault.
        let told = async |person| list(&world, person, client.id).await.unwrap().into_iter().map(|row| row.duplicates).collect::<Vec<_>>();
        assert_eq!((told(&client.amara).await, told(&client.mara).await), (vec![None, Some(1)], vec![None, None]));
        let detail = sql("SELECT COUNT(DISTINCT detail) AS n FROM events WHERE kind IN (9015, 9016)");
        assert_eq!(world.number(detail).await, 1, "the log says of an accepted import what it said when it was received");
        // All of it: then no collection is made either.
        let before = count(&world, "collections").await;
        assert_eq!(accept_but(&world, &client.amara, other, of_other).await.unwrap().duplicates, Some(2));
        assert_eq!((count(&world, "items").await, count(&world, "collections").await), (1, before));
    }

    async fn a_collection_that_is_gone_stops_the_whole(world) {
        let client = client(&world, 20).await;
        finished(&world, &client.mara, client.id).await;
        let own = sent(&world, &client.amara, client.id).await;
        world.execute(sql("DELETE FROM collections WHERE organization_id = $1").bind(client.id)).await;
        assert!(sentence(finish(&world, &client.amara, own).await).contains("has been deleted"));
        assert_eq!((count(&world, "items").await, count(&world, "collections").await, waiting(&world).await), (0, 0, [4, 6, 2, 4]));
        assert_eq!((events(&world, client.id, 9016).await, events(&world, client.id, 9015).await, events(&world, client.id, 1300).await), (0, 1, 0));
        let states = list(&world, &client.amara, client.id).await.unwrap().into_iter().map(|row| row.state).collect::<Vec<_>>();
        assert_eq!(states, [ImportState::Sending, ImportState::Held]);
    }

    async fn a_sender_takes_back_what_is_his_and_untouched(world) {
        let client = client(&world, 20).await;
        let (head, _) = world.staff(client.provider, "head@northgate.example", ProviderRole::Admin).await;
        let (held, sending) = (finished(&world, &client.mara, client.id).await, sent(&world, &client.mara, client.id).await);
        let by_amara = sent(&world, &client.amara, client.id).await;
        assert_eq!(code(withdraw(&world, &head, held).await), ErrorCode::Forbidden);
        assert_eq!(code(withdraw(&world, &client.mara, by_amara).await), ErrorCode::NotFound);
        for import in [held, sending] {
            let view = withdraw(&world, &client.mara, import).await.unwrap();
            assert_eq!((view.state, view.decided_by.as_deref(), view.may_withdraw), (ImportState::Withdrawn, Some("mara@northgate.example"), false));
            assert_eq!((view.items, view.counts.rows_read, view.collections), (2, 5, 2));
            assert_eq!(
                sentence(withdraw(&world, &client.mara, import).await),
                "mara@northgate.example has taken this import back: its items are gone."
            );
            assert_eq!(code(accept(&world, &client.amara, import).await), ErrorCode::Conflict);
            assert_eq!(code(finish(&world, &client.mara, import).await), ErrorCode::Conflict);
            assert_eq!(code(send(&world, &client.mara, import, 0, vec![item(&[0])]).await), ErrorCode::Conflict);
        }
        assert_eq!((waiting(&world).await, count(&world, "imports").await), ([2, 3, 1, 2], 3));
        let both = sql("SELECT COUNT(*) AS n FROM events WHERE kind = 9018 AND organization_id = $1 AND provider_id = $2");
        assert_eq!(world.number(both.bind(client.id).bind(client.provider)).await, 2);
    }

    async fn the_organizations_people_discard_what_they_do_not_want(world) {
        let client = client(&world, 20).await;
        let (admin, _) = client.member(&world, "admin@hartwell.example", Role::Admin, Status::Confirmed).await;
        let custom = crate::imports::custom(&world, &client, "custom@hartwell.example").await;
        for (nth, person) in (1..).zip([&client.amara, &admin, &custom]) {
            let (held, sending) = (finished(&world, &client.mara, client.id).await, sent(&world, &client.mara, client.id).await);
            for import in [held, sending] {
                assert_eq!(withdraw(&world, person, import).await.unwrap().state, ImportState::Discarded);
                assert!(sentence(withdraw(&world, person, import).await).contains("has discarded this import"));
                assert_eq!(code(withdraw(&world, &client.mara, import).await), ErrorCode::Conflict);
            }
            let own = sent(&world, person, client.id).await;
            assert_eq!(withdraw(&world, person, own).await.unwrap().state, ImportState::Withdrawn);
            assert_eq!(waiting(&world).await, [0; 4]);
            assert_eq!((events(&world, client.id, 9017).await, events(&world, client.id, 9018).await), (2 * nth, nth));
        }
        let told = sql("SELECT COUNT(*) AS n FROM events WHERE kind = 9017 AND provider_id = $1 AND acting_provider_id IS NULL");
        assert_eq!(world.number(told.bind(client.provider)).await, 6);
        assert_eq!(count(&world, "items").await, 0);
    }

    async fn imports_of_others_are_not_there_for_whoever_decides(world) {
        let client = client(&world, 20).await;
        let elsewhere = world.organization(Some(client.provider), "Bluewater", 5).await;
        let foreign = finished(&world, &client.mara, elsewhere).await;
        for organization in [client.id, elsewhere] {
            let import = (organization, foreign.1);
            assert_eq!(code(items(&world, &client.amara, import).await), ErrorCode::NotFound);
            assert_eq!(code(accept(&world, &client.amara, import).await), ErrorCode::NotFound);
            assert_eq!(code(withdraw(&world, &client.amara, import).await), ErrorCode::NotFound);
        }
        assert!(list(&world, &client.amara, client.id).await.unwrap().is_empty());
        // Another provider's import to the same client, after the client changed hands.
        let other = world.provider("Other Provider", 100).await;
        let import = finished(&world, &client.mara, client.id).await;
        world.execute(sql("UPDATE imports SET provider_id = $2 WHERE id = $1").bind(import.1).bind(other)).await;
        assert!(list(&world, &client.mara, client.id).await.unwrap().is_empty());
        assert_eq!(code(withdraw(&world, &client.mara, import).await), ErrorCode::NotFound);
        assert_eq!(waiting(&world).await, [4, 6, 2, 4]);
    }

    async fn a_receipt_is_signed_over_all_that_it_says(world) {
        let client = client(&world, 20).await;
        let import = sent(&world, &client.mara, client.id).await;
        assert_eq!(list(&world, &client.mara, client.id).await.unwrap()[0].signature, None);
        let view = finish(&world, &client.mara, import).await.unwrap();
        assert!(is_signed(&world, client.id, &view));
        assert!(!is_signed(&world, OrganizationId::make(), &view));
        for changed in [
            ImportView { items: 3, ..view.clone() },
            ImportView { sender: "somebody@northgate.example".to_owned(), ..view.clone() },
            ImportView { provider: None, ..view.clone() },
            ImportView { completed_at: Some(Micros(1)), ..view.clone() },
            ImportView { kinds: vec![(2, 2)], ..view.clone() },
            ImportView { reference: String::new(), ..view.clone() },
        ] {
            assert!(!is_signed(&world, client.id, &changed), "{changed:?}");
        }
        // It holds after the decision, and every receipt names the same key.
        let accepted = accept(&world, &client.amara, import).await.unwrap();
        assert!(is_signed(&world, client.id, &accepted) && accepted.signature == view.signature);
        let own = sent(&world, &client.amara, client.id).await;
        let own = finish(&world, &client.amara, own).await.unwrap();
        assert!(is_signed(&world, client.id, &own));
        let key = |view: &ImportView| view.signature.as_deref().and_then(|text| text.rsplit_once(':')).map(|(key, _)| key.to_owned());
        assert_eq!(key(&own), key(&view));
        let discarded = finished(&world, &client.mara, client.id).await;
        assert!(is_signed(&world, client.id, &withdraw(&world, &client.amara, discarded).await.unwrap()));
    }

    async fn what_is_held_is_read_in_pages_that_are_not_too_large(world) {
        let client = client(&world, 20).await;
        let request = announcement(&world, &client.mara, client.id, vec![new_collection()]).await;
        begin(&world, &client.mara, &BeginImportRequest { items: 520, parts: 3, ..request.clone() }).await.unwrap();
        let import = (client.id, request.import);
        let text = format!("2.oKGio6SlpqeoqaqrrK2urw==|{}|ZyqynBPdYm7KenbDpGq0T3voFFWaOLP6hri2KteC3Xg=", "A".repeat(99_840));
        let fields = serde_json::json!([{"type": 0, "value": text}, {"type": 0, "value": text}, {"type": 0, "value": text}, {"type": 0, "value": text}]);
        let large = format!("{{\"notes\":\"{text}\",\"fields\":{fields},{}", &content()[1..]);
        let large = ImportItem { collections: vec![0], content: large };
        for part in [0, 1] {
            send(&world, &client.mara, import, part, vec![large.clone(); 10]).await.unwrap();
        }
        send(&world, &client.mara, import, 2, vec![item(&[0]); 500]).await.unwrap();
        finish(&world, &client.mara, import).await.unwrap();
        let (mut pages, mut ids, mut cursor) = (Vec::new(), Vec::new(), None);
        loop {
            let request = HeldItemsRequest { organization: client.id, import: import.1, cursor };
            let page = imports::items(&world.by(&client.amara, Some(client.id)), request).await.unwrap();
            pages.push(page.rows.len());
            ids.extend(page.rows.iter().map(|row| row.id));
            assert_eq!(page.collections.len(), 1);
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(pages, [16, 500, 4]);
        assert!(ids.is_sorted_by(|one, other| one < other));
    }
}
