//! Imports: sent in parts, held beside the vault, and what of them is seen by whom.

use crate::{
    members::{Client, client, code, events},
    on_both_engines,
    support::{Person, WRAPPED, World, sealed},
};
use server::{
    domain::{Error, imports, organizations},
    model::{
        error::ErrorCode,
        id::{CollectionId, ImportId, KeyTicketId, MemberId, OrganizationId},
        import::{
            AcceptImportRequest, BeginImportRequest, HeldItems, HeldItemsRequest, ImportCollection, ImportCounts, ImportItem, ImportProgress, ImportRequest,
            ImportState, ImportView, ListImportsRequest, SendImportPartRequest,
        },
        organization::{KeyPurpose, KeyTicketRequest, OrganizationRequest},
        role::{ProviderRole, Right, Rights, Role, Status},
        time::Micros,
    },
    store::sql,
};

pub const HASH: &str = "07707846d42ad8a9f058f197f570ca0f762bb47f7bb27bf97532604c0d376517";

/// What the server keeps of an item with this name.
pub fn content() -> String {
    serde_json::json!({"type": 1, "key": WRAPPED, "name": WRAPPED, "login": {"username": WRAPPED, "password": WRAPPED}}).to_string()
}

pub fn item(places: &[u16]) -> ImportItem {
    ImportItem { collections: places.to_vec(), content: content() }
}

pub fn new_collection() -> ImportCollection {
    ImportCollection::New(WRAPPED.to_owned().try_into().unwrap())
}

pub async fn collection(world: &World, organization: OrganizationId) -> CollectionId {
    let id = CollectionId::make();
    let query = sql("INSERT INTO collections (organization_id, id, name, created_at) VALUES ($1, $2, $3, $4)");
    world.execute(query.bind(organization).bind(id).bind(WRAPPED).bind(Micros::now())).await;
    id
}

pub async fn grant(world: &World, organization: OrganizationId, collection: CollectionId, member: MemberId, manage: bool) {
    let query =
        sql("INSERT INTO collection_members (organization_id, collection_id, member_id, read_only, hide_passwords, manage) VALUES ($1, $2, $3, 0, 0, $4)");
    world.execute(query.bind(organization).bind(collection).bind(member).bind(manage)).await;
}

pub async fn ticket(world: &World, by: &Person, organization: OrganizationId) -> KeyTicketId {
    imports::key_ticket(&world.by(by, Some(organization)), OrganizationRequest { organization }).await.unwrap().id
}

/// An announcement of one part with two items.
pub async fn announcement(world: &World, by: &Person, organization: OrganizationId, collections: Vec<ImportCollection>) -> BeginImportRequest {
    BeginImportRequest {
        organization,
        import: ImportId::make(),
        ticket: ticket(world, by, organization).await,
        format: "bitwarden-json".to_owned(),
        file_hash: HASH.to_owned().try_into().unwrap(),
        counts: ImportCounts { rows_read: 5, not_understood: 1, twice: 1, left_out: 1 },
        items: 2,
        parts: 1,
        collections,
        reference: "T-1234".to_owned(),
    }
}

pub async fn begin(world: &World, by: &Person, request: &BeginImportRequest) -> Result<ImportProgress, Error> {
    imports::begin(&world.by(by, Some(request.organization)), request.clone()).await
}

pub async fn send(world: &World, by: &Person, of: (OrganizationId, ImportId), part: u32, items: Vec<ImportItem>) -> Result<(), Error> {
    imports::send(&world.by(by, Some(of.0)), SendImportPartRequest { organization: of.0, import: of.1, part, items }).await
}

pub async fn finish(world: &World, by: &Person, of: (OrganizationId, ImportId)) -> Result<ImportView, Error> {
    imports::finish(&world.by(by, Some(of.0)), ImportRequest { organization: of.0, import: of.1 }).await
}

pub async fn withdraw(world: &World, by: &Person, of: (OrganizationId, ImportId)) -> Result<ImportView, Error> {
    imports::withdraw(&world.by(by, Some(of.0)), ImportRequest { organization: of.0, import: of.1 }).await
}

pub async fn list(world: &World, by: &Person, organization: OrganizationId) -> Result<Vec<ImportView>, Error> {
    Ok(imports::list(&world.by(by, None), ListImportsRequest { organization, cursor: None }).await?.rows)
}

pub async fn items(world: &World, by: &Person, of: (OrganizationId, ImportId)) -> Result<HeldItems, Error> {
    imports::items(&world.by(by, Some(of.0)), HeldItemsRequest { organization: of.0, import: of.1, cursor: None }).await
}

pub async fn accept(world: &World, by: &Person, of: (OrganizationId, ImportId)) -> Result<ImportView, Error> {
    imports::accept(&world.by(by, Some(of.0)), AcceptImportRequest { organization: of.0, import: of.1, duplicates: Vec::new() }).await
}

/// A collection that all members may edit.
pub async fn shared(world: &World, organization: OrganizationId) -> CollectionId {
    let id = collection(world, organization).await;
    let query = sql("INSERT INTO collection_members (organization_id, collection_id, member_id, read_only, hide_passwords, manage)
        SELECT c.organization_id, c.id, m.id, 0, 0, 0 FROM collections c JOIN members m ON m.organization_id = c.organization_id
        WHERE c.organization_id = $1 AND c.id = $2");
    world.execute(query.bind(organization).bind(id)).await;
    id
}

/// An import that a person has announced and sent, of two items into a new collection and another one: what is sent for a provider
/// into a new one, too, else into one that is there.
pub async fn sent(world: &World, by: &Person, organization: OrganizationId) -> (OrganizationId, ImportId) {
    let is_staff = world.number(sql("SELECT COUNT(*) AS n FROM provider_users WHERE user_id = $1").bind(by.id)).await > 0;
    let first = if is_staff { new_collection() } else { ImportCollection::Existing(shared(world, organization).await) };
    let request = announcement(world, by, organization, vec![first, new_collection()]).await;
    begin(world, by, &request).await.unwrap();
    send(world, by, (organization, request.import), 0, vec![item(&[0, 1]), item(&[1])]).await.unwrap();
    (organization, request.import)
}

/// The same, complete.
pub async fn finished(world: &World, by: &Person, organization: OrganizationId) -> (OrganizationId, ImportId) {
    let import = sent(world, by, organization).await;
    finish(world, by, import).await.unwrap();
    import
}

pub async fn count(world: &World, table: &'static str) -> i64 {
    let mut query = sql("SELECT COUNT(*) AS n FROM ");
    query.push(table);
    world.number(query).await
}

/// What waits of all imports: items, their places, parts, names of collections.
pub async fn waiting(world: &World) -> [i64; 4] {
    let mut counts = [0; 4];
    for (place, table) in ["import_items", "import_places", "import_parts", "import_collections"].into_iter().enumerate() {
        counts[place] = count(world, table).await;
    }
    counts
}

pub fn sentence<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    match result {
        Err(Error::Refused(error)) => error.message,
        other => panic!("not refused: {other:?}"),
    }
}

pub async fn custom(world: &World, client: &Client, email: &str) -> Person {
    client.custom(world, email, vec![Right::AccessImportExport]).await
}

on_both_engines! {
    async fn what_a_provider_user_sends_is_held_and_in_no_list(world) {
        let client = client(&world, 20).await;
        let import = sent(&world, &client.mara, client.id).await;
        let view = finish(&world, &client.mara, import).await.unwrap();
        assert_eq!((view.state, view.items, view.collections, view.kinds.as_slice()), (ImportState::Held, 2, 2, [(1, 2)].as_slice()));
        assert_eq!((view.sender.as_str(), view.provider.as_deref()), ("mara@northgate.example", Some("Northgate IT")));
        assert!(view.completed_at.is_some() && view.decided_at.is_none() && view.duplicates.is_none());
        assert_eq!((view.may_withdraw, view.may_accept), (true, false));
        assert_eq!(finish(&world, &client.mara, import).await.unwrap(), view);
        assert_eq!((count(&world, "items").await, count(&world, "collections").await, waiting(&world).await), (0, 0, [2, 3, 1, 2]));
        assert_eq!(world.number(sql("SELECT vault_revised_at AS n FROM organizations WHERE id = $1").bind(client.id)).await, 0);
        let received = sql("SELECT COUNT(*) AS n FROM events WHERE kind = 9015 AND organization_id = $1 AND provider_id = $2 AND acting_provider_id = $2
            AND subject = 'Hartwell Dental'
            AND detail = '2 items from bitwarden-json (file 07707846d42a); rows read: 5, not understood: 1, twice: 1, left out: 1; reference: T-1234'");
        assert_eq!(world.number(received.bind(client.id).bind(client.provider)).await, 1);
        assert_eq!((events(&world, client.id, 9015).await, events(&world, client.id, 9001).await), (1, 1));
    }

    async fn what_the_organizations_own_people_send_is_in_the_vault_at_once(world) {
        let client = client(&world, 20).await;
        let (admin, _) = client.member(&world, "admin@hartwell.example", Role::Admin, Status::Confirmed).await;
        let custom = custom(&world, &client, "custom@hartwell.example").await;
        for (nth, person) in (1..).zip([&client.amara, &admin, &custom]) {
            let import = sent(&world, person, client.id).await;
            let view = finish(&world, person, import).await.unwrap();
            assert_eq!((view.state, view.provider.as_deref(), view.duplicates), (ImportState::Accepted, None, Some(0)));
            assert_eq!((view.may_withdraw, view.may_accept), (false, false));
            assert_eq!(view.decided_by.as_deref(), Some(person.email.as_str()));
            assert_eq!(finish(&world, person, import).await.unwrap(), view);
            assert_eq!((count(&world, "items").await, count(&world, "collection_items").await, waiting(&world).await), (2 * nth, 3 * nth, [0; 4]));
            assert_eq!((events(&world, client.id, 9015).await, events(&world, client.id, 9016).await, events(&world, client.id, 1300).await), (nth, nth, nth));
        }
        assert!(world.number(sql("SELECT vault_revised_at AS n FROM organizations WHERE id = $1").bind(client.id)).await > 0);
        // A provider has no part in it.
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM events WHERE provider_id IS NOT NULL")).await, 0);
        assert!(list(&world, &client.mara, client.id).await.unwrap().is_empty());
    }

    async fn a_plain_member_imports_into_collections_that_he_manages_and_no_others(world) {
        let client = client(&world, 20).await;
        let (user, member) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        let (managed, edited, closed) = (collection(&world, client.id).await, collection(&world, client.id).await, collection(&world, client.id).await);
        grant(&world, client.id, managed, member, true).await;
        grant(&world, client.id, edited, member, false).await;
        let existing = ImportCollection::Existing;
        for (collections, expected) in [
            (vec![existing(managed), existing(edited)], ErrorCode::Forbidden),
            (vec![existing(managed), new_collection()], ErrorCode::Forbidden),
            (vec![existing(managed), existing(closed)], ErrorCode::NotFound),
            (vec![existing(CollectionId::make())], ErrorCode::NotFound),
            (Vec::new(), ErrorCode::Invalid),
        ] {
            let request = announcement(&world, &user, client.id, collections).await;
            assert_eq!(code(begin(&world, &user, &request).await), expected);
        }
        let request = announcement(&world, &user, client.id, vec![existing(managed)]).await;
        begin(&world, &user, &request).await.unwrap();
        let import = (client.id, request.import);
        send(&world, &user, import, 0, vec![item(&[0]), item(&[0])]).await.unwrap();
        // What he may do is looked at again at the end.
        world.execute(sql("UPDATE collection_members SET manage = 0 WHERE member_id = $1").bind(member)).await;
        assert_eq!(code(finish(&world, &user, import).await), ErrorCode::Forbidden);
        assert_eq!((count(&world, "items").await, events(&world, client.id, 9015).await), (0, 0));
        world.execute(sql("UPDATE collection_members SET manage = 1 WHERE collection_id = $1").bind(managed)).await;
        assert_eq!(finish(&world, &user, import).await.unwrap().state, ImportState::Accepted);
        assert_eq!((count(&world, "items").await, count(&world, "collections").await), (2, 3));
        // He sends, and decides about nothing.
        assert_eq!(code(list(&world, &user, client.id).await), ErrorCode::Forbidden);
        assert_eq!(code(withdraw(&world, &user, import).await), ErrorCode::Forbidden);
        assert_eq!(code(items(&world, &user, import).await), ErrorCode::Forbidden);
        assert_eq!(code(accept(&world, &user, import).await), ErrorCode::Forbidden);
    }

    async fn those_who_import_anywhere_put_nothing_into_collections_that_they_may_not_edit(world) {
        let client = client(&world, 20).await;
        let (admin, admin_member) = client.member(&world, "admin@hartwell.example", Role::Admin, Status::Confirmed).await;
        let elsewhere = world.organization(Some(client.provider), "Bluewater", 5).await;
        let (open, viewed, closed, gone) = (
            collection(&world, client.id).await,
            collection(&world, client.id).await,
            collection(&world, client.id).await,
            collection(&world, client.id).await,
        );
        for shelf in [open, viewed, gone] {
            grant(&world, client.id, shelf, admin_member, false).await;
        }
        let read_only = async |shelf: CollectionId, is: bool| {
            world.execute(sql("UPDATE collection_members SET read_only = $2 WHERE collection_id = $1").bind(shelf).bind(is)).await;
        };
        read_only(viewed, true).await;
        world.execute(sql("DELETE FROM collections WHERE id = $1").bind(gone)).await;
        let foreign = collection(&world, elsewhere).await;
        let existing = ImportCollection::Existing;
        for (shelf, expected) in [(viewed, ErrorCode::Forbidden), (closed, ErrorCode::NotFound), (gone, ErrorCode::NotFound), (foreign, ErrorCode::NotFound)] {
            for collections in [vec![existing(shelf)], vec![existing(open), new_collection(), existing(shelf)]] {
                let request = announcement(&world, &admin, client.id, collections).await;
                assert_eq!(code(begin(&world, &admin, &request).await), expected);
            }
        }
        assert_eq!(count(&world, "imports").await, 0);
        let request = announcement(&world, &admin, client.id, vec![existing(open)]).await;
        begin(&world, &admin, &request).await.unwrap();
        let import = (client.id, request.import);
        send(&world, &admin, import, 0, vec![item(&[0]), item(&[0])]).await.unwrap();
        // What he may do is looked at again at the end.
        read_only(open, true).await;
        assert_eq!(code(finish(&world, &admin, import).await), ErrorCode::Forbidden);
        assert_eq!((count(&world, "items").await, events(&world, client.id, 9015).await), (0, 0));
        read_only(open, false).await;
        assert_eq!(finish(&world, &admin, import).await.unwrap().state, ImportState::Accepted);
        let inside = sql("SELECT COUNT(*) AS n FROM collection_items WHERE collection_id = $1").bind(open);
        assert_eq!((world.number(inside).await, count(&world, "collections").await), (2, 4));
    }

    async fn what_is_sent_for_a_provider_goes_into_new_collections_alone(world) {
        let client = client(&world, 20).await;
        let present = shared(&world, client.id).await;
        // Nor by the grants of a membership that he has besides.
        for _ in 0..2 {
            for collections in [vec![ImportCollection::Existing(present)], vec![new_collection(), ImportCollection::Existing(present)]] {
                let request = announcement(&world, &client.mara, client.id, collections).await;
                assert_eq!(code(begin(&world, &client.mara, &request).await), ErrorCode::Forbidden);
            }
            if count(&world, "members").await == 1 {
                let member = world.member(client.id, &client.mara, Role::Owner, Rights::NONE, Status::Confirmed).await;
                grant(&world, client.id, present, member, true).await;
            }
        }
        assert_eq!(count(&world, "imports").await, 0);
    }

    async fn a_custom_member_needs_the_right_and_strangers_see_nothing(world) {
        let client = client(&world, 20).await;
        let import = finished(&world, &client.mara, client.id).await;
        let groups = client.custom(&world, "groups@hartwell.example", vec![Right::ManageGroups]).await;
        let stranger = world.person("stranger@elsewhere.example").await;
        let (waiting, _) = client.member(&world, "waiting@hartwell.example", Role::Owner, Status::Accepted).await;
        for (person, expected) in [(&groups, ErrorCode::Forbidden), (&stranger, ErrorCode::NotFound), (&waiting, ErrorCode::NotFound)] {
            let shown = world.by(person, Some(client.id));
            assert_eq!(code(imports::key_ticket(&shown, OrganizationRequest { organization: client.id }).await), expected);
            assert_eq!(code(list(&world, person, client.id).await), expected);
            assert_eq!(code(withdraw(&world, person, import).await), expected);
            assert_eq!(code(items(&world, person, import).await), expected);
            assert_eq!(code(accept(&world, person, import).await), expected);
            assert_eq!(code(finish(&world, person, import).await), expected);
            assert_eq!(code(send(&world, person, import, 0, vec![item(&[0])]).await), expected);
        }
    }

    async fn each_path_gives_the_key_for_its_own_purpose_only(world) {
        let client = client(&world, 20).await;
        let shown = world.by(&client.mara, Some(client.id));
        let wrong = KeyTicketRequest { organization: client.id, purpose: KeyPurpose::Import };
        assert_eq!(code(organizations::key_ticket(&shown, wrong).await), ErrorCode::NotFound);
        let by_mara = imports::key_ticket(&shown, OrganizationRequest { organization: client.id }).await.unwrap();
        assert_eq!((by_mara.via, by_mara.key.as_str()), (Some(client.provider), WRAPPED));
        let by_amara = imports::key_ticket(&world.by(&client.amara, Some(client.id)), OrganizationRequest { organization: client.id }).await.unwrap();
        assert_eq!((by_amara.via, by_amara.key.as_str()), (None, sealed().as_str()));
        let said = sql("SELECT COUNT(*) AS n FROM events WHERE kind = 9001 AND detail = 'to import' AND organization_id = $1");
        assert_eq!(world.number(said.bind(client.id)).await, 2);
        let confirming = KeyTicketRequest { organization: client.id, purpose: KeyPurpose::ConfirmMembers };
        let other = organizations::key_ticket(&shown, confirming).await.unwrap().id;
        for not_mine in [other, by_amara.id, KeyTicketId::make()] {
            let request = BeginImportRequest { ticket: not_mine, ..announcement(&world, &client.mara, client.id, vec![new_collection()]).await };
            assert_eq!(code(begin(&world, &client.mara, &request).await), ErrorCode::Expired);
        }
        assert_eq!(count(&world, "imports").await, 0);
        // A ticket serves for one import.
        let request = announcement(&world, &client.mara, client.id, vec![new_collection()]).await;
        begin(&world, &client.mara, &request).await.unwrap();
        let again = BeginImportRequest { import: ImportId::make(), ..request };
        assert_eq!(code(begin(&world, &client.mara, &again).await), ErrorCode::Expired);
        assert_eq!(count(&world, "imports").await, 1);
    }

    async fn a_provider_user_who_is_a_member_sends_as_a_provider_user_and_accepts_as_a_member(world) {
        let client = client(&world, 20).await;
        world.member(client.id, &client.mara, Role::Owner, Rights::NONE, Status::Confirmed).await;
        let import = finished(&world, &client.mara, client.id).await;
        let listed = list(&world, &client.mara, client.id).await.unwrap();
        assert_eq!((listed.len(), listed[0].state, listed[0].may_withdraw, listed[0].may_accept), (1, ImportState::Held, true, true));
        assert_eq!(items(&world, &client.mara, import).await.unwrap().rows.len(), 2);
        assert_eq!(accept(&world, &client.mara, import).await.unwrap().state, ImportState::Accepted);
        assert_eq!(count(&world, "items").await, 2);
    }

    async fn each_sees_of_the_imports_what_is_his(world) {
        let client = client(&world, 20).await;
        let (head, _) = world.staff(client.provider, "head@northgate.example", ProviderRole::Admin).await;
        let custom = custom(&world, &client, "custom@hartwell.example").await;
        let by_mara = finished(&world, &client.mara, client.id).await;
        let by_head = sent(&world, &head, client.id).await;
        let by_amara = finished(&world, &client.amara, client.id).await;
        let seen = async |person: &Person| {
            let rows = list(&world, person, client.id).await.unwrap();
            rows.iter().map(|row| (row.id, row.may_withdraw, row.may_accept)).collect::<Vec<_>>()
        };
        assert_eq!(seen(&client.mara).await, [(by_head.1, false, false), (by_mara.1, true, false)]);
        assert_eq!(seen(&head).await, [(by_head.1, true, false), (by_mara.1, false, false)]);
        for person in [&client.amara, &custom] {
            assert_eq!(seen(person).await, [(by_amara.1, false, false), (by_head.1, true, false), (by_mara.1, true, true)]);
        }
        // While the client is suspended nobody decides anything.
        world.execute(sql("UPDATE organizations SET suspended_at = 1 WHERE id = $1").bind(client.id)).await;
        assert!(seen(&client.amara).await.iter().all(|row| !row.1 && !row.2));
        assert_eq!(code(items(&world, &client.amara, by_mara).await), ErrorCode::Suspended);
        assert_eq!(code(accept(&world, &client.amara, by_mara).await), ErrorCode::Suspended);
        assert_eq!(code(withdraw(&world, &client.amara, by_mara).await), ErrorCode::Suspended);
        assert_eq!(code(finish(&world, &head, by_head).await), ErrorCode::Suspended);
    }

    async fn the_list_goes_from_the_newest_to_the_oldest_in_pages(world) {
        let client = client(&world, 20).await;
        finished(&world, &client.mara, client.id).await;
        for nth in 0..60_i64 {
            let query = sql("INSERT INTO imports (organization_id, id, state, sender_id, sender, provider_id, provider, begun_at, announced, format, file_hash,
                    rows_read, not_understood, twice, left_out, items, parts, collections, kinds, reference)
                SELECT organization_id, $1, state, sender_id, sender, provider_id, provider, $2, announced, format, file_hash,
                    rows_read, not_understood, twice, left_out, items, parts, collections, kinds, reference FROM imports WHERE begun_at > 1000");
            world.execute(query.bind(ImportId::make()).bind(nth / 3)).await;
        }
        for person in [&client.mara, &client.amara] {
            let page = async |cursor| imports::list(&world.by(person, None), ListImportsRequest { organization: client.id, cursor }).await.unwrap();
            let first = page(None).await;
            let second = page(first.next.clone()).await;
            assert_eq!((first.rows.len(), second.rows.len(), second.next), (50, 11, None));
            let order = first.rows.iter().chain(&second.rows).map(|row| (row.begun_at, row.id)).collect::<Vec<_>>();
            assert!(order.is_sorted_by(|one, other| one > other), "{order:?}");
        }
        // A cursor of one's own list is not one of another's.
        let cursor = imports::list(&world.by(&client.mara, None), ListImportsRequest { organization: client.id, cursor: None }).await.unwrap().next;
        assert_eq!(code(imports::list(&world.by(&client.amara, None), ListImportsRequest { organization: client.id, cursor }).await), ErrorCode::Invalid);
    }
}
