//! One's own vault: nobody else's items, and nothing of it for anybody else.

use crate::{
    members::{client, code},
    on_both_engines,
    support::{Person, WRAPPED, World},
};
use serde_json::json;
use server::{
    domain::items::vault,
    model::{
        error::ErrorCode,
        id::FolderId,
        item::{
            CreateFolderRequest, CreateOwnItemRequest, Detail, FolderRequest, ItemMarks, ItemView, ListFoldersRequest, ListOwnItemsRequest, MarkOwnItemRequest,
            OwnItemRequest, OwnItemsRequest, RenameFolderRequest, UpdateOwnItemRequest,
        },
        role::{Role, Status},
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
}
