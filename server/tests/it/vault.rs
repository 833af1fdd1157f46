//! One's own vault: nobody else's items, and nothing of it for anybody else.

use crate::{
    members::{client, code, events},
    on_both_engines,
    support::{Person, WRAPPED, World},
};
use serde_json::json;
use server::{
    domain::{
        items::{self, import_part, vault},
        sessions::housekeep,
    },
    model::{
        error::ErrorCode,
        id::{FolderId, IdempotencyKey, ItemId},
        import::PART_ITEMS_MAX,
        item::{
            CreateFolderRequest, CreateOwnItemRequest, Detail, FolderRequest, ImportFolder, ImportOwnItem, ImportOwnItemsRequest, ItemMarks, ItemView,
            ListFoldersRequest, ListOwnItemsRequest, MarkOwnItemRequest, OwnItemRequest, OwnItemsRequest, RenameFolderRequest, UpdateOwnItemRequest,
        },
        role::{ProviderRole, Rights, Role, Status},
        time::Micros,
    },
    store::sql,
};

fn content() -> String {
    json!({"type": 1, "key": WRAPPED, "name": WRAPPED, "login": {"password": WRAPPED}}).to_string()
}

async fn create(world: &World, by: &Person, folder: Option<FolderId>) -> ItemView {
    let marks = ItemMarks { folder, is_favorite: false };
    vault::create(&world.by(by, None), CreateOwnItemRequest { content: content(), marks }).await.unwrap()
}

async fn list(world: &World, by: &Person) -> Vec<ItemView> {
    vault::list(&world.by(by, None), ListOwnItemsRequest { cursor: None, detail: Detail::Face }).await.unwrap().rows
}

async fn folder(world: &World, by: &Person) -> FolderId {
    vault::create_folder(&world.by(by, None), CreateFolderRequest { name: WRAPPED.to_owned().try_into().unwrap() }).await.unwrap().id
}

async fn folders(world: &World, by: &Person) -> usize {
    vault::folders(&world.by(by, None), ListFoldersRequest { cursor: None }).await.unwrap().rows.len()
}

/// An import of one part with one item in each of these places.
fn part(folders: Vec<ImportFolder>, places: &[Option<u16>]) -> ImportOwnItemsRequest {
    let item = |place: &Option<u16>| ImportOwnItem { folder: *place, is_favorite: place.is_some(), content: content() };
    ImportOwnItemsRequest { idempotency_key: IdempotencyKey::new(ItemId::make().uuid()), part: 0, parts: 1, folders, items: places.iter().map(item).collect() }
}

fn new_folder() -> ImportFolder {
    ImportFolder::New(WRAPPED.to_owned().try_into().unwrap())
}

on_both_engines! {
    async fn a_person_works_with_his_own_items(world) {
        let ann = world.person("ann@people.example").await;
        let context = world.by(&ann, None);
        let folder = folder(&world, &ann).await;
        let item = create(&world, &ann, Some(folder)).await;
        assert_eq!((item.organization, item.folder, item.may_edit, item.hides_passwords), (None, Some(folder), true, false));
        let update = |known_at| UpdateOwnItemRequest { item: item.id, content: content(), marks: ItemMarks::default(), known_at };
        assert_eq!(code(vault::update(&context, update(item.revised_at.plus(-5 * Micros::SECOND))).await), ErrorCode::Conflict);
        assert_eq!(vault::update(&context, update(item.revised_at)).await.unwrap().folder, None);
        vault::mark(&context, MarkOwnItemRequest { item: item.id, marks: ItemMarks { folder: Some(folder), is_favorite: true } }).await.unwrap();
        let items = || OwnItemsRequest { items: vec![item.id] };
        vault::trash(&context, items()).await.unwrap();
        let seen = list(&world, &ann).await;
        assert_eq!((seen.len(), seen[0].deleted_at.is_some(), seen[0].is_favorite), (1, true, true));
        // A list shows no password.
        assert!(!seen[0].content.contains("password"));
        vault::restore(&context, items()).await.unwrap();
        assert_eq!(list(&world, &ann).await[0].deleted_at, None);
        vault::delete_folder(&context, FolderRequest { folder }).await.unwrap();
        assert_eq!(vault::read(&context, OwnItemRequest { item: item.id }).await.unwrap().folder, None);
        vault::destroy(&context, items()).await.unwrap();
        assert!(list(&world, &ann).await.is_empty());
    }

    async fn an_import_is_in_the_vault_when_its_last_part_has_come(world) {
        let ann = world.person("ann@people.example").await;
        let context = world.by(&ann, None);
        let present = folder(&world, &ann).await;
        let state = async || (list(&world, &ann).await.len(), folders(&world, &ann).await);
        let first = ImportOwnItemsRequest { parts: 3, ..part(vec![ImportFolder::Present(present), new_folder()], &[Some(1), Some(0), None]) };
        let next = |number, places: &[Option<u16>]| ImportOwnItemsRequest {
            idempotency_key: first.idempotency_key,
            part: number,
            parts: 3,
            ..part(if places[0].is_some() { vec![new_folder()] } else { Vec::new() }, places)
        };
        // In any order, and again where an answer was lost on its way.
        for request in [next(2, &[Some(0), Some(0)]), first.clone(), first.clone()] {
            import_part(&context, request).await.unwrap();
            assert_eq!(state().await, (0, 1));
        }
        // Another part in the place of one that is here, or another number of parts, is none of these.
        let other = ImportOwnItemsRequest { items: first.items.iter().rev().cloned().collect(), ..first.clone() };
        assert_eq!(code(import_part(&context, other).await), ErrorCode::Conflict);
        for (number, parts) in [(1, 4), (3, 3), (0, 0), (1, 101)] {
            assert_eq!(code(import_part(&context, ImportOwnItemsRequest { parts, ..next(number, &[None]) }).await), ErrorCode::Invalid);
        }
        assert_eq!(state().await, (0, 1));
        let last = next(1, &[None]);
        let (one, two) = tokio::join!(import_part(&context, last.clone()), import_part(&context, last.clone()));
        one.unwrap();
        two.unwrap();
        // A folder that two parts name is one.
        assert_eq!(state().await, (6, 2));
        let seen = list(&world, &ann).await;
        let places = |folder: Option<FolderId>| seen.iter().filter(|item| item.folder == folder && item.is_favorite == folder.is_some()).count();
        let made = seen.iter().filter_map(|item| item.folder).find(|folder| *folder != present);
        assert_eq!((places(Some(present)), places(made), places(None)), (1, 3, 2));
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM own_import_parts")).await, 0);
        for request in [first.clone(), last] {
            import_part(&context, request).await.unwrap();
        }
        assert_eq!(state().await, (6, 2));
        // The key of one person is not that of another.
        let bob = world.person("bob@people.example").await;
        let theirs = ImportOwnItemsRequest { idempotency_key: first.idempotency_key, ..part(Vec::new(), &[None]) };
        import_part(&world.by(&bob, None), theirs).await.unwrap();
        assert_eq!((list(&world, &bob).await.len(), list(&world, &ann).await.len()), (1, 6));
    }

    async fn an_import_that_nobody_goes_on_with_leaves_nothing(world) {
        let ann = world.person("ann@people.example").await;
        let context = world.by(&ann, None);
        let waiting = async || world.number(sql("SELECT COUNT(*) AS n FROM own_import_parts")).await;
        let begun = || ImportOwnItemsRequest { parts: 2, ..part(vec![new_folder()], &[Some(0)]) };
        let given_up = begun();
        import_part(&context, given_up.clone()).await.unwrap();
        import_part(&context, begun()).await.unwrap();
        assert_eq!(waiting().await, 1, "a new import takes the place of the one before");
        import_part(&context, ImportOwnItemsRequest { part: 1, ..given_up }).await.unwrap();
        assert_eq!((waiting().await, list(&world, &ann).await.len(), folders(&world, &ann).await), (1, 0, 0));
        housekeep(&world.instance.store, Micros::now().plus(Micros::DAY + Micros::SECOND)).await.unwrap();
        assert_eq!(waiting().await, 0);
    }

    async fn an_import_that_does_not_fit_leaves_nothing_in_the_vault(world) {
        let (ann, bob) = (world.person("ann@people.example").await, world.person("bob@people.example").await);
        let foreign = folder(&world, &bob).await;
        let context = world.by(&ann, None);
        let first = ImportOwnItemsRequest { parts: 2, ..part(vec![new_folder()], &[Some(0)]) };
        let last = ImportOwnItemsRequest { idempotency_key: first.idempotency_key, part: 1, parts: 2, ..part(vec![ImportFolder::Present(foreign)], &[Some(0)]) };
        import_part(&context, first).await.unwrap();
        for _ in 0..2 {
            assert_eq!(code(import_part(&context, last.clone()).await), ErrorCode::NotFound);
            assert_eq!((list(&world, &ann).await.len(), folders(&world, &ann).await, folders(&world, &bob).await), (0, 0, 1));
        }
    }

    async fn an_import_is_stored_as_a_whole_or_not_at_all(world) {
        let (ann, bob) = (world.person("ann@people.example").await, world.person("bob@people.example").await);
        let foreign = folder(&world, &bob).await;
        let context = world.by(&ann, None);
        let sealed = ImportFolder::New(crate::support::sealed().try_into().unwrap());
        let mut plain = part(vec![new_folder()], &[Some(0), None]);
        plain.items[1].content = json!({"type": 1, "name": "in the clear", "login": {}}).to_string();
        let mut unread = part(Vec::new(), &[None]);
        "[".clone_into(&mut unread.items[0].content);
        let too_many = vec![None; PART_ITEMS_MAX + 1];
        for (request, expected) in [
            (part(vec![new_folder(), ImportFolder::Present(foreign)], &[Some(0), Some(1)]), ErrorCode::NotFound),
            (part(vec![new_folder()], &[Some(0), Some(1)]), ErrorCode::Invalid),
            (part(vec![new_folder(), sealed], &[Some(0), Some(1)]), ErrorCode::Invalid),
            (plain, ErrorCode::Invalid),
            (unread, ErrorCode::Invalid),
            (part(Vec::new(), &[]), ErrorCode::Invalid),
            (part(Vec::new(), &too_many), ErrorCode::Invalid),
            (part(vec![new_folder(), new_folder()], &[Some(0)]), ErrorCode::Invalid),
        ] {
            assert_eq!(code(import_part(&context, request.clone()).await), expected, "{:?}", request.folders);
            // What was refused has not used up its key.
            assert_eq!(code(import_part(&context, request).await), expected);
        }
        assert_eq!((list(&world, &ann).await.len(), folders(&world, &ann).await, list(&world, &bob).await.len()), (0, 0, 0));
        assert_eq!(code(import_part(&world.nobody(), part(Vec::new(), &[None])).await), ErrorCode::SignedOut);
    }

    async fn an_import_makes_no_more_folders_than_a_person_may_have(world) {
        let ann = world.person("ann@people.example").await;
        for _ in 0..10 {
            let mut query = sql("INSERT INTO folders (user_id, id, name, revised_at) VALUES ");
            for at in 0..1_000 {
                query.push(if at == 0 { "(" } else { ", (" });
                query.push_bind(ann.id).push(", ").push_bind(FolderId::make()).push(", ").push_bind(WRAPPED).push(", 0)");
            }
            world.execute(query).await;
        }
        let context = world.by(&ann, None);
        assert_eq!(code(import_part(&context, part(vec![new_folder()], &[Some(0)])).await), ErrorCode::Conflict);
        assert!(list(&world, &ann).await.is_empty());
        import_part(&context, part(Vec::new(), &[None])).await.unwrap();
    }

    async fn nobody_reaches_what_is_anothers(world) {
        let (ann, bob) = (world.person("ann@people.example").await, world.person("bob@people.example").await);
        let folder = folder(&world, &ann).await;
        let item = create(&world, &ann, Some(folder)).await;
        let own = create(&world, &bob, None).await;
        let context = world.by(&bob, None);
        let both = || OwnItemsRequest { items: vec![own.id, item.id] };
        let marks = ItemMarks { folder: Some(folder), is_favorite: false };
        let name = || WRAPPED.to_owned().try_into().unwrap();
        assert_eq!(code(vault::read(&context, OwnItemRequest { item: item.id }).await), ErrorCode::NotFound);
        assert_eq!(code(vault::trash(&context, both()).await), ErrorCode::NotFound);
        assert_eq!(code(vault::destroy(&context, both()).await), ErrorCode::NotFound);
        assert_eq!(code(vault::mark(&context, MarkOwnItemRequest { item: own.id, marks }).await), ErrorCode::Invalid);
        assert_eq!(code(vault::rename_folder(&context, RenameFolderRequest { folder, name: name() }).await), ErrorCode::NotFound);
        assert_eq!(code(vault::delete_folder(&context, FolderRequest { folder }).await), ErrorCode::NotFound);
        assert!(vault::folders(&context, ListFoldersRequest { cursor: None }).await.unwrap().rows.is_empty());
        assert_eq!(list(&world, &bob).await.iter().map(|item| (item.id, item.deleted_at)).collect::<Vec<_>>(), [(own.id, None)]);
        assert_eq!(list(&world, &ann).await.len(), 1);
    }

    async fn only_a_confirmed_membership_opens_the_vault_of_an_organization(world) {
        let client = client(&world, 20).await;
        let (user, member) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        let (waiting, _) = client.member(&world, "waiting@hartwell.example", Role::User, Status::Accepted).await;
        let open = async |person: &Person| vault::organizations(&world.by(person, None), ()).await.unwrap();
        let seen = open(&user).await;
        assert_eq!(seen.iter().map(|one| (one.id, one.collections.len())).collect::<Vec<_>>(), [(client.id, 0)]);
        assert!(seen[0].key.is_sealed());
        assert!(open(&waiting).await.is_empty() && open(&client.mara).await.is_empty());
        world.execute(sql("UPDATE members SET status = 1 WHERE id = $1").bind(member)).await;
        assert!(open(&user).await.is_empty());
    }

    async fn every_log_that_knows_a_person_tells_once_a_minute_that_he_exports_his_own_vault(world) {
        let client = client(&world, 5).await;
        let (user, _) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        let elsewhere = world.organization(None, "Bluewater", 5).await;
        world.member(elsewhere, &user, Role::User, Rights::NONE, Status::Confirmed).await;
        let waiting = world.organization(None, "Fernhill", 5).await;
        world.member(waiting, &user, Role::User, Rights::NONE, Status::Accepted).await;
        world.join(client.provider, &user, ProviderRole::ServiceUser).await;
        let told = async || {
            let in_organizations = [events(&world, client.id, 1007).await, events(&world, elsewhere, 1007).await, events(&world, waiting, 1007).await];
            let query = sql("SELECT COUNT(*) AS n FROM events WHERE provider_id = $1 AND organization_id IS NULL AND kind = 1007 AND subject = $2");
            (in_organizations, world.number(query.bind(client.provider).bind("user@hartwell.example")).await)
        };
        let export = async |by: &Person| items::begin_own_export(&world.by(by, None), ()).await.unwrap();
        for _ in 0..2 {
            export(&user).await;
            assert_eq!(told().await, ([1, 1, 0], 1));
        }
        export(&client.amara).await;
        assert_eq!(told().await, ([2, 1, 0], 1), "another person's is another event");
        world.execute(sql("UPDATE events SET at = at - $1").bind(61 * Micros::SECOND)).await;
        let by = world.by(&user, None);
        let at_once = futures_util::future::join_all((0..5).map(|_| items::begin_own_export(&by, ()))).await;
        assert!(at_once.iter().all(Result::is_ok));
        assert_eq!(told().await, ([3, 2, 0], 2));
        assert_eq!(code(items::begin_own_export(&world.nobody(), ()).await), ErrorCode::SignedOut);
    }
}
