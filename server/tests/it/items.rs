//! Items go by grant, and never to a provider user.

use crate::{
    members::{Client, client, code, events},
    on_both_engines,
    support::{Person, WRAPPED, World, sealed},
};
use serde_json::{Value, json};
use server::{
    domain::{Error, items},
    model::{
        error::ErrorCode,
        event::EventKind,
        id::{CollectionId, FolderId, ItemId, MemberId, OrganizationId},
        item::{
            CreateItemRequest, CreateOwnItemRequest, Detail, FIRST_ITEM_ROWS, ITEM_ROWS, ItemMarks, ItemRequest, ItemView, ItemsRequest, ListItemsRequest,
            MarkItemRequest, MoveItemRequest, ShareItemRequest, UpdateItemRequest,
        },
        role::{ProviderRole, Rights, Role, Status},
        time::Micros,
    },
    store::sql,
};

/// As a page sends it.
pub fn content() -> Value {
    json!({"type": 1, "key": WRAPPED, "name": WRAPPED, "login": {"username": WRAPPED, "password": WRAPPED, "totp": WRAPPED}})
}

pub fn of(view: &ItemView) -> Value {
    serde_json::from_str(&view.content).unwrap()
}

async fn collection(world: &World, organization: OrganizationId) -> CollectionId {
    let id = CollectionId::make();
    let query = sql("INSERT INTO collections (organization_id, id, name, created_at) VALUES ($1, $2, $3, $4)");
    world.execute(query.bind(organization).bind(id).bind(WRAPPED).bind(Micros::now())).await;
    id
}

#[derive(Clone, Copy)]
pub enum Grant {
    Edit,
    ReadOnly,
    ReadOnlyWithoutPasswords,
    EditWithoutPasswords,
}

pub async fn grant(world: &World, organization: OrganizationId, collection: CollectionId, member: MemberId, grant: Grant) {
    let (read_only, hide) = match grant {
        Grant::Edit => (0_i64, 0_i64),
        Grant::ReadOnly => (1, 0),
        Grant::ReadOnlyWithoutPasswords => (1, 1),
        Grant::EditWithoutPasswords => (0, 1),
    };
    let query =
        sql("INSERT INTO collection_members (organization_id, collection_id, member_id, read_only, hide_passwords, manage) VALUES ($1, $2, $3, $4, $5, 0)");
    world.execute(query.bind(organization).bind(collection).bind(member).bind(read_only).bind(hide)).await;
}

pub async fn create(world: &World, by: &Person, organization: OrganizationId, collections: &[CollectionId]) -> Result<ItemView, Error> {
    create_with(world, by, organization, collections, &content()).await
}

async fn create_with(world: &World, by: &Person, organization: OrganizationId, collections: &[CollectionId], content: &Value) -> Result<ItemView, Error> {
    let (collections, content) = (collections.to_vec(), content.to_string());
    items::pages::create(&world.by(by, Some(organization)), CreateItemRequest { organization, collections, content, marks: ItemMarks::default() }).await
}

pub async fn list(world: &World, by: &Person, organization: OrganizationId) -> Result<Vec<ItemView>, Error> {
    Ok(items::list(&world.by(by, None), ListItemsRequest { organization, cursor: None, detail: Detail::Whole }).await?.rows)
}

async fn read(world: &World, by: &Person, organization: OrganizationId, item: ItemId) -> Result<ItemView, Error> {
    items::read(&world.by(by, None), ItemRequest { organization, item }).await
}

/// A collection that the client's owner may edit, with one item in it.
pub async fn furnished(world: &World) -> (Client, CollectionId, ItemId) {
    let client = client(world, 20).await;
    let shared = collection(world, client.id).await;
    grant(world, client.id, shared, client.amara_member, Grant::Edit).await;
    let item = create(world, &client.amara, client.id, &[shared]).await.unwrap().id;
    (client, shared, item)
}

on_both_engines! {
    async fn a_member_sees_items_of_his_collections_and_no_others(world) {
        let (client, shared, item) = furnished(&world).await;
        let (user, member) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        let (admin, _) = client.member(&world, "admin@hartwell.example", Role::Admin, Status::Confirmed).await;
        let private = collection(&world, client.id).await;
        grant(&world, client.id, private, client.amara_member, Grant::Edit).await;
        let hidden = create(&world, &client.amara, client.id, &[private]).await.unwrap().id;
        grant(&world, client.id, shared, member, Grant::ReadOnly).await;
        let seen = list(&world, &user, client.id).await.unwrap();
        assert_eq!(seen.iter().map(|item| (item.id, item.collections.clone())).collect::<Vec<_>>(), [(item, vec![shared])]);
        assert_eq!(of(&seen[0])["login"], content()["login"]);
        assert_eq!(code(read(&world, &user, client.id, hidden).await), ErrorCode::NotFound);
        assert!(list(&world, &admin, client.id).await.unwrap().is_empty());
        assert_eq!(list(&world, &client.amara, client.id).await.unwrap().len(), 2);
        assert_eq!(events(&world, client.id, 1100).await, 2);
    }

    async fn a_password_that_is_to_be_hidden_is_not_sent(world) {
        let (client, shared, item) = furnished(&world).await;
        let (user, member) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        grant(&world, client.id, shared, member, Grant::ReadOnlyWithoutPasswords).await;
        let listed = list(&world, &user, client.id).await.unwrap();
        assert_eq!((listed[0].hides_passwords, &of(&listed[0])["login"]["password"]), (true, &Value::Null));
        assert_eq!(of(&read(&world, &user, client.id, item).await.unwrap())["login"]["totp"], Value::Null);
        // One grant that shows it is enough.
        let open = collection(&world, client.id).await;
        grant(&world, client.id, open, member, Grant::ReadOnly).await;
        let link = sql("INSERT INTO collection_items (organization_id, collection_id, item_id) VALUES ($1, $2, $3)");
        world.execute(link.bind(client.id).bind(open).bind(item)).await;
        assert_eq!(of(&read(&world, &user, client.id, item).await.unwrap())["login"], content()["login"]);
    }

    async fn an_item_is_created_only_where_every_collection_may_be_edited(world) {
        let (client, shared, _) = furnished(&world).await;
        let (user, member) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        let view_only = collection(&world, client.id).await;
        grant(&world, client.id, shared, member, Grant::Edit).await;
        grant(&world, client.id, view_only, member, Grant::ReadOnly).await;
        let elsewhere = world.organization(Some(client.provider), "Bluewater", 5).await;
        let foreign = collection(&world, elsewhere).await;
        assert_eq!(code(create(&world, &user, client.id, &[]).await), ErrorCode::Invalid);
        assert_eq!(code(create(&world, &user, client.id, &[shared, view_only]).await), ErrorCode::Forbidden);
        assert_eq!(code(create(&world, &user, client.id, &[shared, foreign]).await), ErrorCode::NotFound);
        assert_eq!(code(create(&world, &user, client.id, &[shared, CollectionId::make()]).await), ErrorCode::NotFound);
        assert_eq!(code(create(&world, &user, elsewhere, &[foreign]).await), ErrorCode::NotFound);
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM items")).await, 1);
        assert!(create(&world, &user, client.id, &[shared, shared]).await.is_ok());
    }

    async fn a_field_that_is_not_wrapped_is_refused(world) {
        let (client, shared, _) = furnished(&world).await;
        for path in ["/key", "/name", "/login/username", "/login/password"] {
            let mut wrong = content();
            *wrong.pointer_mut(path).unwrap() = json!(sealed());
            assert_eq!(code(create_with(&world, &client.amara, client.id, &[shared], &wrong).await), ErrorCode::Invalid, "{path}");
        }
    }

    async fn a_provider_user_is_refused_and_both_logs_tell_it_once_a_minute(world) {
        let (client, shared, item) = furnished(&world).await;
        let (root, _) = world.staff(client.provider, "root@northgate.example", ProviderRole::Admin).await;
        for person in [&client.mara, &root, &client.mara] {
            assert_eq!(code(list(&world, person, client.id).await), ErrorCode::ProviderVaultRestricted);
            assert_eq!(code(read(&world, person, client.id, item).await), ErrorCode::ProviderVaultRestricted);
            assert_eq!(code(create(&world, person, client.id, &[shared]).await), ErrorCode::ProviderVaultRestricted);
        }
        let told = |detail: &'static str| {
            let query = sql("SELECT COUNT(*) AS n FROM events WHERE kind = 9002 AND organization_id = $1 AND provider_id = $2 AND acting_provider_id = $2 AND subject = 'Hartwell Dental' AND detail = $3");
            world.number(query.bind(client.id).bind(client.provider).bind(detail))
        };
        // Each wish of each of the two, and none of them a second time.
        assert_eq!((told("list items").await, told("create an item").await, events(&world, client.id, 9002).await), (2, 2, 6));
        world.execute(sql("UPDATE attempts SET blocked_until = blocked_until - $1").bind(61 * Micros::SECOND)).await;
        assert_eq!(code(create(&world, &client.mara, client.id, &[shared]).await), ErrorCode::ProviderVaultRestricted);
        assert_eq!((told("create an item").await, events(&world, client.id, 9002).await), (3, 7));
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM items")).await, 1);
    }

    async fn a_provider_user_who_is_a_member_has_the_members_grants_and_no_more(world) {
        let (client, shared, item) = furnished(&world).await;
        let own = world.member(client.id, &client.mara, Role::Owner, Rights::NONE, Status::Confirmed).await;
        assert!(list(&world, &client.mara, client.id).await.unwrap().is_empty());
        grant(&world, client.id, shared, own, Grant::ReadOnly).await;
        assert_eq!(read(&world, &client.mara, client.id, item).await.unwrap().id, item);
        assert_eq!(code(create(&world, &client.mara, client.id, &[shared]).await), ErrorCode::Forbidden);
        assert_eq!(events(&world, client.id, 9002).await, 0);
        world.execute(sql("UPDATE members SET status = 1 WHERE id = $1").bind(own)).await;
        assert_eq!(code(read(&world, &client.mara, client.id, item).await), ErrorCode::ProviderVaultRestricted);
    }

    async fn items_are_read_through_their_organization_and_by_nobody_else(world) {
        let (client, _, item) = furnished(&world).await;
        let elsewhere = world.organization(Some(client.provider), "Bluewater", 5).await;
        let theirs = collection(&world, elsewhere).await;
        let member = world.member(elsewhere, &client.amara, Role::Owner, Rights::NONE, Status::Confirmed).await;
        grant(&world, elsewhere, theirs, member, Grant::Edit).await;
        assert_eq!(code(read(&world, &client.amara, elsewhere, item).await), ErrorCode::NotFound);
        let stranger = world.person("stranger@elsewhere.example").await;
        assert_eq!(code(list(&world, &stranger, client.id).await), ErrorCode::NotFound);
        assert_eq!(code(create(&world, &stranger, client.id, &[theirs]).await), ErrorCode::NotFound);
        assert_eq!(code(items::list(&world.nobody(), ListItemsRequest { organization: client.id, cursor: None, detail: Detail::Face }).await), ErrorCode::SignedOut);
    }

    async fn items_come_in_pages_and_a_list_shows_their_faces(world) {
        let (client, shared, _) = furnished(&world).await;
        let context = world.by(&client.amara, Some(client.id));
        for _ in 0..FIRST_ITEM_ROWS + ITEM_ROWS {
            create(&world, &client.amara, client.id, &[shared]).await.unwrap();
        }
        let page = async |cursor| items::list(&context, ListItemsRequest { organization: client.id, cursor, detail: Detail::Face }).await.unwrap();
        let first = page(None).await;
        let second = page(first.next.clone()).await;
        let third = page(second.next.clone()).await;
        assert_eq!((first.rows.len(), second.rows.len(), third.rows.len(), third.next), (50, 500, 1, None));
        assert!(first.rows.last().unwrap().id < second.rows[0].id && second.rows.last().unwrap().id < third.rows[0].id);
        assert_eq!(of(&first.rows[0])["login"], json!({"username": WRAPPED}));
    }

    async fn an_item_that_another_client_left_without_a_key_is_read(world) {
        let (client, shared, _) = furnished(&world).await;
        let bare = json!({"type": 2, "name": WRAPPED, "secureNote": {"type": 0}});
        let item = create_with(&world, &client.amara, client.id, &[shared], &bare).await.unwrap().id;
        assert_eq!(list(&world, &client.amara, client.id).await.unwrap().len(), 2);
        let read = read(&world, &client.amara, client.id, item).await.unwrap();
        assert_eq!((of(&read)["key"].clone(), of(&read)["type"].clone()), (Value::Null, json!(2)));
    }

    async fn a_change_of_what_somebody_changed_meanwhile_is_refused(world) {
        let (client, _, item) = furnished(&world).await;
        let seen = read(&world, &client.amara, client.id, item).await.unwrap();
        let update = |known_at| {
            let (organization, content) = (client.id, content().to_string());
            UpdateItemRequest { organization, item, content, marks: ItemMarks { folder: None, is_favorite: true }, known_at }
        };
        let context = world.by(&client.amara, Some(client.id));
        assert_eq!(code(items::pages::update(&context, update(seen.revised_at.plus(-5 * Micros::SECOND))).await), ErrorCode::Conflict);
        assert!(!read(&world, &client.amara, client.id, item).await.unwrap().is_favorite);
        let changed = items::pages::update(&context, update(seen.revised_at)).await.unwrap();
        assert!(changed.is_favorite && changed.revised_at > seen.revised_at);
    }

    async fn items_go_to_the_trash_and_back_all_or_none(world) {
        let (client, shared, item) = furnished(&world).await;
        let (user, member) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        let view_only = collection(&world, client.id).await;
        grant(&world, client.id, view_only, client.amara_member, Grant::Edit).await;
        let other = create(&world, &client.amara, client.id, &[view_only]).await.unwrap().id;
        grant(&world, client.id, shared, member, Grant::Edit).await;
        grant(&world, client.id, view_only, member, Grant::ReadOnly).await;
        let request = |items: &[ItemId]| ItemsRequest { organization: client.id, items: items.to_vec() };
        let context = world.by(&user, Some(client.id));
        let trashed = async || list(&world, &user, client.id).await.unwrap().iter().filter(|item| item.deleted_at.is_some()).count();
        assert_eq!(code(items::pages::trash(&context, request(&[item, other])).await), ErrorCode::Forbidden);
        assert_eq!(code(items::pages::destroy(&context, request(&[item, ItemId::make()])).await), ErrorCode::NotFound);
        assert_eq!(code(items::pages::trash(&context, request(&vec![item; 501])).await), ErrorCode::Invalid);
        assert_eq!((trashed().await, events(&world, client.id, 1115).await), (0, 0));
        items::pages::trash(&context, request(&[item])).await.unwrap();
        assert_eq!((trashed().await, events(&world, client.id, 1115).await), (1, 1));
        items::pages::restore(&context, request(&[item])).await.unwrap();
        assert_eq!(trashed().await, 0);
        items::pages::destroy(&context, request(&[item])).await.unwrap();
        assert_eq!(list(&world, &user, client.id).await.unwrap().len(), 1);
    }

    async fn an_item_changes_its_collections_within_what_the_member_may_edit(world) {
        let (client, shared, item) = furnished(&world).await;
        let (user, member) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        let [edited, viewed, unseen] = [collection(&world, client.id).await, collection(&world, client.id).await, collection(&world, client.id).await];
        grant(&world, client.id, shared, member, Grant::Edit).await;
        grant(&world, client.id, edited, member, Grant::Edit).await;
        grant(&world, client.id, viewed, member, Grant::ReadOnly).await;
        for also in [viewed, unseen] {
            let put = sql("INSERT INTO collection_items (organization_id, collection_id, item_id) VALUES ($1, $2, $3)");
            world.execute(put.bind(client.id).bind(also).bind(item)).await;
        }
        let change = async |by: &Person, collections: &[CollectionId]| {
            let request = MoveItemRequest { organization: client.id, item, collections: collections.to_vec() };
            items::pages::change_collections(&world.by(by, Some(client.id)), request).await
        };
        let sorted = |mut ids: Vec<CollectionId>| {
            ids.sort_unstable();
            ids
        };
        // What he may only view keeps it, whether he names it or not.
        assert_eq!(sorted(change(&user, &[edited]).await.unwrap().collections), sorted(vec![edited, viewed]));
        assert_eq!(sorted(change(&user, &[shared, viewed]).await.unwrap().collections), sorted(vec![shared, viewed]));
        let all = sql("SELECT COUNT(*) AS n FROM collection_items WHERE item_id = $1").bind(item);
        assert_eq!(world.number(all).await, 3, "with the one that he does not see");
        for (named, expected) in [(vec![], ErrorCode::Invalid), (vec![viewed], ErrorCode::Invalid), (vec![unseen], ErrorCode::NotFound)] {
            assert_eq!(code(change(&user, &named).await), expected, "{named:?}");
        }
        assert_eq!(events(&world, client.id, EventKind::ItemCollectionsChanged.number().into()).await, 2);
        assert_eq!(code(change(&client.amara, &[viewed]).await), ErrorCode::NotFound);
    }

    async fn whoever_does_not_see_all_of_an_item_does_not_move_it_to_where_he_would(world) {
        let (client, shared, item) = furnished(&world).await;
        let (user, member) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        let open = collection(&world, client.id).await;
        grant(&world, client.id, shared, member, Grant::EditWithoutPasswords).await;
        grant(&world, client.id, open, member, Grant::Edit).await;
        for collections in [vec![open], vec![shared, open]] {
            let request = MoveItemRequest { organization: client.id, item, collections };
            assert_eq!(code(items::pages::change_collections(&world.by(&user, Some(client.id)), request).await), ErrorCode::Forbidden);
        }
        assert!(read(&world, &user, client.id, item).await.unwrap().hides_passwords);
    }

    async fn an_own_item_is_given_to_an_organization_once(world) {
        let (client, shared, _) = furnished(&world).await;
        let new = CreateOwnItemRequest { content: content().to_string(), marks: ItemMarks::default() };
        let own = items::vault::create(&world.by(&client.amara, None), new).await.unwrap();
        let give = async |by: &Person, known_at: Micros| {
            let content = content().to_string();
            let request = ShareItemRequest { organization: client.id, item: own.id, collections: vec![shared], content, known_at };
            items::pages::share(&world.by(by, Some(client.id)), request).await
        };
        let (other, member) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        grant(&world, client.id, shared, member, Grant::Edit).await;
        assert_eq!(code(give(&other, own.revised_at).await), ErrorCode::NotFound);
        assert_eq!(code(give(&client.amara, Micros(own.revised_at.0 - 10 * Micros::SECOND)).await), ErrorCode::Conflict);
        let given = give(&client.amara, own.revised_at).await.unwrap();
        assert_eq!((given.id, given.organization, given.collections), (own.id, Some(client.id), vec![shared]));
        assert_eq!(code(give(&client.amara, own.revised_at).await), ErrorCode::NotFound);
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM own_items")).await, 0);
        assert_eq!(events(&world, client.id, EventKind::ItemShared.number().into()).await, 1);
        assert_eq!(read(&world, &other, client.id, own.id).await.unwrap().id, own.id);
    }

    async fn whoever_only_views_an_item_still_has_marks_of_his_own(world) {
        let (client, shared, item) = furnished(&world).await;
        let (user, member) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        grant(&world, client.id, shared, member, Grant::ReadOnly).await;
        let context = world.by(&user, Some(client.id));
        let mark = |folder| MarkItemRequest { organization: client.id, item, marks: ItemMarks { folder, is_favorite: true } };
        assert_eq!(code(items::pages::mark(&context, mark(Some(FolderId::make()))).await), ErrorCode::Invalid);
        items::pages::mark(&context, mark(None)).await.unwrap();
        assert!(read(&world, &user, client.id, item).await.unwrap().is_favorite);
        assert!(!read(&world, &client.amara, client.id, item).await.unwrap().is_favorite);
    }
}
