//! Groups: made, changed and deleted; what they give, and when they give it no longer.

use crate::{
    imports::{collection, grant},
    items::{create, list as items, of},
    members::{Client, bulk, client, code},
    on_both_engines,
    support::{Person, World},
};
use server::{
    domain::{Error, collections, groups, items as vault, members},
    model::{
        collection::{AccessLevel, CollectionRequest, GroupAccessChange, ListCollectionsRequest, SetCollectionAccessRequest},
        error::ErrorCode,
        group::{CreateGroupRequest, GroupGrant, GroupGrantChange, GroupMembersRequest, GroupRequest, GroupView, ListGroupsRequest, UpdateGroupRequest},
        id::{CollectionId, GroupId, IdempotencyKey, MemberId, OrganizationId, SessionId},
        member::{ListMembersRequest, MemberFilter},
        role::{ProviderRole, Rights, Role, Status},
    },
    store::sql,
};

fn creation(organization: OrganizationId, name: &str, members: &[MemberId], collections: &[(CollectionId, AccessLevel)]) -> CreateGroupRequest {
    CreateGroupRequest {
        organization,
        idempotency_key: IdempotencyKey::new(SessionId::make().uuid()),
        name: name.parse().unwrap(),
        members: members.to_vec(),
        collections: collections.iter().map(|(collection, level)| GroupGrant { collection: *collection, level: *level }).collect(),
    }
}

async fn make(world: &World, by: &Person, request: &CreateGroupRequest) -> Result<GroupId, Error> {
    groups::create(&world.by(by, Some(request.organization)), request.clone()).await
}

fn change(organization: OrganizationId, group: GroupId) -> UpdateGroupRequest {
    UpdateGroupRequest { organization, group, name: None, add: vec![], remove: vec![], collections: vec![] }
}

async fn update(world: &World, by: &Person, request: UpdateGroupRequest) -> Result<(), Error> {
    groups::update(&world.by(by, Some(request.organization)), request).await
}

async fn delete(world: &World, by: &Person, organization: OrganizationId, group: GroupId) -> Result<(), Error> {
    groups::delete(&world.by(by, Some(organization)), GroupRequest { organization, group }).await
}

async fn list(world: &World, by: &Person, organization: OrganizationId, search: &str) -> Vec<GroupView> {
    let request = ListGroupsRequest { organization, search: search.to_owned(), cursor: None, rows: None };
    groups::list(&world.by(by, None), request).await.unwrap().rows
}

/// What the log of the client, or of the provider, tells of groups and of their members, oldest first.
async fn log(world: &World, client: &Client) -> Vec<String> {
    let query = sql("SELECT CAST(e.kind AS TEXT) || ' ' || e.subject || ': ' || e.detail AS t FROM events e
        WHERE e.organization_id = $1 AND e.provider_id = $2 AND (e.kind BETWEEN 1400 AND 1402 OR e.kind = 1504) ORDER BY e.id");
    let mut db = world.instance.store.read().await.unwrap();
    db.rows(query.bind(client.id).bind(client.provider)).await.unwrap().iter().map(|row| row.get::<String>("t").unwrap().trim().to_owned()).collect()
}

/// A collection with an item, which nobody has access to but the owner, who manages it.
async fn furnished(world: &World) -> (Client, CollectionId) {
    let client = client(world, 50).await;
    let id = collection(world, client.id).await;
    grant(world, client.id, id, client.amara_member, true).await;
    create(world, &client.amara, client.id, &[id]).await.unwrap();
    (client, id)
}

on_both_engines! {
    async fn a_provider_user_lets_a_member_in_by_a_group_and_gets_no_item_himself(world) {
        let (client, id) = furnished(&world).await;
        let (ben, ben_id) = client.member(&world, "ben@hartwell.example", Role::User, Status::Confirmed).await;
        assert!(items(&world, &ben, client.id).await.unwrap().is_empty());
        let request = creation(client.id, "Front desk", &[ben_id], &[(id, AccessLevel::Edit)]);
        let group = make(&world, &client.mara, &request).await.unwrap();
        assert_eq!(make(&world, &client.mara, &request).await.ok(), Some(group), "the same again gives the same");
        assert_eq!(items(&world, &ben, client.id).await.unwrap().len(), 1);
        create(&world, &ben, client.id, &[id]).await.unwrap();
        let granted = vault::collections(&world.by(&ben, None), client.id).await.unwrap();
        assert_eq!(granted.iter().map(|row| (row.id, row.read_only, row.manage)).collect::<Vec<_>>(), [(id, false, false)]);
        assert_eq!(code(items(&world, &client.mara, client.id).await), ErrorCode::ProviderVaultRestricted);

        update(&world, &client.mara, UpdateGroupRequest { remove: vec![ben_id], ..change(client.id, group) }).await.unwrap();
        assert!(items(&world, &ben, client.id).await.unwrap().is_empty());
        assert_eq!(code(create(&world, &ben, client.id, &[id]).await), ErrorCode::NotFound);
        update(&world, &client.mara, UpdateGroupRequest { remove: vec![ben_id], ..change(client.id, group) }).await.unwrap();
        delete(&world, &client.mara, client.id, group).await.unwrap();
        assert_eq!(log(&world, &client).await, [
            "1400 Front desk:",
            "1401 Front desk: A collection: edit items",
            "1504 ben@hartwell.example: Into Front desk",
            "1504 ben@hartwell.example: Out of Front desk",
            "1402 Front desk:",
        ]);
    }

    async fn the_most_that_any_grant_gives_holds_mark_by_mark(world) {
        let (client, id) = furnished(&world).await;
        let (ben, ben_id) = client.member(&world, "ben@hartwell.example", Role::User, Status::Confirmed).await;
        let level = || async {
            let rows = vault::collections(&world.by(&ben, None), client.id).await.unwrap();
            rows.iter().map(|row| AccessLevel::of_marks(row.read_only, row.hide_passwords, row.manage)).collect::<Vec<_>>()
        };
        let viewers = make(&world, &client.mara, &creation(client.id, "Viewers", &[ben_id], &[(id, AccessLevel::View)])).await.unwrap();
        assert_eq!(level().await, [AccessLevel::View]);
        let hidden = make(&world, &client.mara, &creation(client.id, "Hidden", &[ben_id], &[(id, AccessLevel::EditHidden)])).await.unwrap();
        assert_eq!(level().await, [AccessLevel::Edit]);
        delete(&world, &client.mara, client.id, viewers).await.unwrap();
        assert_eq!(level().await, [AccessLevel::EditHidden]);
        assert!(of(&items(&world, &ben, client.id).await.unwrap()[0])["login"]["password"].is_null());
        // His own grant is not lost with a group.
        grant(&world, client.id, id, ben_id, false).await;
        delete(&world, &client.mara, client.id, hidden).await.unwrap();
        assert_eq!(level().await, [AccessLevel::Edit]);
        assert!(of(&items(&world, &ben, client.id).await.unwrap()[0])["login"]["password"].is_string());
    }

    async fn a_member_who_is_revoked_or_removed_has_nothing_of_a_group(world) {
        let (client, id) = furnished(&world).await;
        let (ben, ben_id) = client.member(&world, "ben@hartwell.example", Role::User, Status::Confirmed).await;
        let (ann, ann_id) = client.member(&world, "ann@hartwell.example", Role::User, Status::Accepted).await;
        let group = make(&world, &client.mara, &creation(client.id, "Front desk", &[ben_id, ann_id], &[(id, AccessLevel::View)])).await.unwrap();
        // Not before he is confirmed.
        assert_eq!(code(items(&world, &ann, client.id).await), ErrorCode::NotFound);
        let members = || async { list(&world, &client.mara, client.id, "").await[0].members };
        assert_eq!(members().await, 2);
        bulk(&world, &client.mara, client.id, "revoke", &[ben_id]).await.unwrap();
        assert_eq!(code(items(&world, &ben, client.id).await), ErrorCode::NotFound);
        assert_eq!(members().await, 1);
        bulk(&world, &client.mara, client.id, "restore", &[ben_id]).await.unwrap();
        assert_eq!(items(&world, &ben, client.id).await.unwrap().len(), 1);
        bulk(&world, &client.mara, client.id, "remove", &[ben_id]).await.unwrap();
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM group_members")).await, 1);
        // He comes back, and not into the group.
        world.member(client.id, &ben, Role::User, Rights::NONE, Status::Confirmed).await;
        assert!(items(&world, &ben, client.id).await.unwrap().is_empty());
        let of_group = GroupMembersRequest { organization: client.id, group, cursor: None };
        let left = groups::members(&world.by(&client.mara, None), of_group).await.unwrap().rows;
        assert_eq!(left.iter().map(|row| (row.member, row.status)).collect::<Vec<_>>(), [(ann_id, Status::Accepted)]);
    }

    async fn what_is_not_the_organizations_is_refused_and_nothing_is_done(world) {
        let (client, id) = furnished(&world).await;
        let elsewhere = world.organization(Some(client.provider), "Bluewater", 5).await;
        let their_collection = collection(&world, elsewhere).await;
        let their_member = world.member(elsewhere, &client.amara, Role::Owner, Rights::NONE, Status::Confirmed).await;
        let their_group = make(&world, &client.mara, &creation(elsewhere, "Theirs", &[], &[])).await.unwrap();
        let group = make(&world, &client.mara, &creation(client.id, "Front desk", &[], &[])).await.unwrap();
        let view = |collection| GroupGrantChange { collection, level: Some(AccessLevel::View) };
        for request in [
            change(client.id, their_group),
            change(elsewhere, group),
            UpdateGroupRequest { add: vec![client.amara_member, their_member], ..change(client.id, group) },
            UpdateGroupRequest { remove: vec![their_member], ..change(client.id, group) },
            UpdateGroupRequest { collections: vec![view(id), view(their_collection)], name: Some("Other".parse().unwrap()), ..change(client.id, group) },
        ] {
            assert_eq!(code(update(&world, &client.mara, request).await), ErrorCode::NotFound);
        }
        assert_eq!(code(make(&world, &client.mara, &creation(client.id, "A", &[their_member], &[])).await), ErrorCode::NotFound);
        assert_eq!(code(make(&world, &client.mara, &creation(client.id, "A", &[], &[(their_collection, AccessLevel::View)])).await), ErrorCode::NotFound);
        assert_eq!(code(delete(&world, &client.mara, client.id, their_group).await), ErrorCode::NotFound);
        let request = SetCollectionAccessRequest {
            organization: client.id,
            collection: id,
            changes: vec![],
            groups: vec![GroupAccessChange { group: their_group, level: Some(AccessLevel::View) }],
        };
        assert_eq!(code(collections::set_access(&world.by(&client.mara, Some(client.id)), request).await), ErrorCode::NotFound);
        let names = list(&world, &client.mara, client.id, "").await;
        assert_eq!(names.iter().map(|group| (group.name.as_str(), group.members, group.collections)).collect::<Vec<_>>(), [("Front desk", 0, 0)]);
        let twice = UpdateGroupRequest { add: vec![client.amara_member; 2], ..change(client.id, group) };
        assert_eq!(code(update(&world, &client.mara, twice).await), ErrorCode::Invalid);
    }

    async fn a_collection_is_not_lost_with_the_group_that_manages_it(world) {
        let client = client(&world, 50).await;
        let id = collection(&world, client.id).await;
        let (_, ben_id) = client.member(&world, "ben@hartwell.example", Role::User, Status::Confirmed).await;
        let group = make(&world, &client.mara, &creation(client.id, "Keepers", &[ben_id], &[(id, AccessLevel::Manage)])).await.unwrap();
        let managed = || async { collections::list(&world.by(&client.amara, None), ListCollectionsRequest { organization: client.id, cursor: None }).await.unwrap().rows[0].is_managed };
        assert!(managed().await);
        let less = |level| UpdateGroupRequest { collections: vec![GroupGrantChange { collection: id, level }], ..change(client.id, group) };
        for request in [less(None), less(Some(AccessLevel::Edit)), UpdateGroupRequest { remove: vec![ben_id], ..change(client.id, group) }] {
            assert_eq!(code(update(&world, &client.mara, request).await), ErrorCode::Conflict);
        }
        assert_eq!(code(delete(&world, &client.mara, client.id, group).await), ErrorCode::Conflict);
        let through_access = |level| SetCollectionAccessRequest {
            organization: client.id,
            collection: id,
            changes: vec![],
            groups: vec![GroupAccessChange { group, level }],
        };
        assert_eq!(code(collections::set_access(&world.by(&client.mara, Some(client.id)), through_access(None)).await), ErrorCode::Conflict);
        assert!(managed().await);
        grant(&world, client.id, id, client.amara_member, true).await;
        collections::set_access(&world.by(&client.mara, Some(client.id)), through_access(Some(AccessLevel::View))).await.unwrap();
        let access = collections::people(&world.by(&client.mara, Some(client.id)), CollectionRequest { organization: client.id, collection: id }).await.unwrap();
        assert_eq!(access.groups.iter().map(|row| (row.group, row.members, row.level)).collect::<Vec<_>>(), [(group, 1, AccessLevel::View)]);
        assert_eq!(access.people.len(), 1);
        delete(&world, &client.mara, client.id, group).await.unwrap();
    }

    async fn groups_are_listed_by_name_in_pages_and_found_by_a_part_of_it(world) {
        let client = client(&world, 50).await;
        for name in ["nursing", "Front desk", "Empfang", "front office", "100% Remote"] {
            make(&world, &client.mara, &creation(client.id, name, &[client.amara_member], &[])).await.unwrap();
        }
        let names = |rows: Vec<GroupView>| rows.into_iter().map(|group| group.name).collect::<Vec<_>>();
        assert_eq!(names(list(&world, &client.mara, client.id, "").await), ["100% Remote", "Empfang", "Front desk", "front office", "nursing"]);
        assert_eq!(names(list(&world, &client.mara, client.id, "FRONT").await), ["Front desk", "front office"]);
        assert_eq!(names(list(&world, &client.mara, client.id, "%").await), ["100% Remote"]);
        let mut request = ListGroupsRequest { organization: client.id, search: String::new(), cursor: None, rows: Some(2) };
        let mut seen = Vec::new();
        loop {
            let page = groups::list(&world.by(&client.mara, None), request.clone()).await.unwrap();
            assert!(page.rows.len() <= 2);
            seen.extend(names(page.rows));
            request.cursor = page.next;
            if request.cursor.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), 5);
        let members = ListMembersRequest { organization: client.id, filter: MemberFilter::default(), cursor: None, rows: None };
        let rows = members::list(&world.by(&client.mara, None), members).await.unwrap().page.rows;
        assert_eq!(rows[0].groups.iter().map(|group| group.name.as_str()).collect::<Vec<_>>(), ["100% Remote", "Empfang", "Front desk", "front office", "nursing"]);
    }

    async fn an_apps_copy_is_out_of_date_when_a_group_changes(world) {
        let (client, id) = furnished(&world).await;
        let (ben, ben_id) = client.member(&world, "ben@hartwell.example", Role::User, Status::Confirmed).await;
        let mut last = vault::revision(&world.by(&ben, None)).await.unwrap();
        let group = make(&world, &client.mara, &creation(client.id, "Front desk", &[ben_id], &[(id, AccessLevel::View)])).await.unwrap();
        for request in [
            UpdateGroupRequest { remove: vec![ben_id], ..change(client.id, group) },
            UpdateGroupRequest { add: vec![ben_id], ..change(client.id, group) },
            UpdateGroupRequest { collections: vec![GroupGrantChange { collection: id, level: None }], ..change(client.id, group) },
        ] {
            update(&world, &client.mara, request).await.unwrap();
            let now = vault::revision(&world.by(&ben, None)).await.unwrap();
            assert!(now > last);
            last = now;
        }
        delete(&world, &client.mara, client.id, group).await.unwrap();
        assert!(vault::revision(&world.by(&ben, None)).await.unwrap() > last);
    }

    async fn what_one_manages_through_a_group_is_what_one_exports(world) {
        let (client, id) = furnished(&world).await;
        let (ben, ben_id) = client.member(&world, "ben@hartwell.example", Role::User, Status::Confirmed).await;
        let group = make(&world, &client.mara, &creation(client.id, "Front desk", &[ben_id], &[(id, AccessLevel::Edit)])).await.unwrap();
        assert!(vault::export_after(&world.by(&ben, None), client.id, None).await.unwrap().0.is_empty());
        let manages = vec![GroupGrantChange { collection: id, level: Some(AccessLevel::Manage) }];
        update(&world, &client.mara, UpdateGroupRequest { collections: manages, ..change(client.id, group) }).await.unwrap();
        let (found, _) = vault::export_after(&world.by(&ben, None), client.id, None).await.unwrap();
        assert_eq!(found.iter().map(|item| item.collections.clone()).collect::<Vec<_>>(), [vec![id]]);
    }

    async fn of_many_who_delete_a_group_one_does(world) {
        let client = client(&world, 50).await;
        let (priya, _) = world.staff(client.provider, "priya@northgate.example", ProviderRole::ServiceUser).await;
        let group = make(&world, &priya, &creation(client.id, "Front desk", &[], &[])).await.unwrap();
        let world = std::sync::Arc::new(world);
        let deletes = (0..16).map(|_| {
            let (world, priya) = (world.clone(), priya.clone());
            tokio::spawn(async move { delete(&world, &priya, client.id, group).await.map_err(|error| code(Err::<(), _>(error))).err() })
        });
        let mut answers = Vec::new();
        for delete in deletes.collect::<Vec<_>>() {
            answers.push(delete.await.unwrap());
        }
        assert_eq!(answers.iter().filter(|answer| answer.is_none()).count(), 1);
        assert!(answers.iter().flatten().all(|code| *code == ErrorCode::NotFound), "{answers:?}");
    }
}
