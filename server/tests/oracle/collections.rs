//! What the words in the oracle's cells about collections say beyond yes and no.

use crate::{
    calls::{Case, post},
    calls_collections::CASES,
    csv::Column,
    on_both_engines,
    principals::Stage,
    special::{demand_sentence, router, trace},
};
use axum::Router;
use serde_json::json;
use server::{
    model::role::{Right, Rights, Role, Status},
    store::sql,
};

const COMMANDS: [&str; 4] = ["/rpc/collections/rename", "/rpc/collections/people", "/rpc/collections/set_access", "/rpc/collections/delete"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grant {
    /// The caller has none, and another member manages the collection.
    None,
    /// He may edit items, and another member manages the collection.
    Edit,
    /// He may edit items, and nobody manages the collection.
    EditUnmanaged,
    /// He may edit items, and who manages the collection is revoked.
    EditManagedByRevoked,
}

async fn set(stage: &Stage<'_>, grant: Grant) {
    let world = stage.world;
    match grant {
        Grant::None => world.execute(sql("DELETE FROM collection_members WHERE collection_id = $1").bind(stage.collection)).await,
        _ => world.execute(sql("UPDATE collection_members SET manage = 0 WHERE collection_id = $1").bind(stage.collection)).await,
    }
    if grant != Grant::EditUnmanaged {
        let status = if grant == Grant::EditManagedByRevoked { Status::Revoked } else { Status::Confirmed };
        let other = stage.other_member(Role::User, status).await;
        let query =
            sql("INSERT INTO collection_members (organization_id, collection_id, member_id, read_only, hide_passwords, manage) VALUES ($1, $2, $3, 0, 0, 1)");
        world.execute(query.bind(stage.client).bind(stage.collection).bind(other)).await;
    }
}

async fn demand(router: &Router, case: &Case, (stage, grant): (&Stage<'_>, Grant), expected: u16) {
    let body = (case.prepare)(stage, Role::User).await;
    set(stage, grant).await;
    let before = trace(stage).await;
    let answer = post(router, case.path, stage.token.as_deref(), &body).await;
    assert_eq!(answer.status, expected, "{} as {:?} with {grant:?}: {}", case.path, stage.column, answer.text);
    if answer.status != 200 {
        demand_sentence(&answer.json()).unwrap();
        assert_eq!(before, trace(stage).await, "{} as {:?} with {grant:?}", case.path, stage.column);
    }
}

fn case(path: &str) -> &'static Case {
    CASES.iter().find(|case| case.path == path).unwrap()
}

on_both_engines! {
    async fn who_does_not_manage_a_collection_decides_nothing_about_it(world) {
        let router = router(&world);
        for path in COMMANDS {
            for (column, grant, expected) in [
                // All of them are seen, and reached where nobody else could.
                (Column::Owner, Grant::None, 403),
                (Column::Owner, Grant::Edit, 403),
                (Column::Owner, Grant::EditUnmanaged, 200),
                (Column::Admin, Grant::Edit, 403),
                (Column::Admin, Grant::EditManagedByRevoked, 200),
                // What one has no grant to is not there.
                (Column::User, Grant::None, 404),
                (Column::User, Grant::Edit, 403),
                (Column::User, Grant::EditUnmanaged, 403),
                (Column::ProviderAdmin, Grant::None, 200),
                (Column::ServiceUser, Grant::Edit, 200),
            ] {
                let stage = Stage::set(&world, column, Rights::NONE).await;
                demand(&router, case(path), (&stage, grant), expected).await;
            }
        }
    }

    async fn a_custom_member_reaches_by_its_rights_what_it_does_not_manage(world) {
        let router = router(&world);
        let (edit, delete): (Rights, Rights) = (vec![Right::EditAnyCollection].into(), vec![Right::DeleteAnyCollection].into());
        for path in COMMANDS {
            let is_deletion = path == "/rpc/collections/delete";
            for (rights, grant, expected) in [
                (Rights::NONE, Grant::None, if is_deletion { 403 } else { 404 }),
                (Rights::NONE, Grant::Edit, 403),
                (edit, Grant::None, if is_deletion { 403 } else { 200 }),
                (delete, Grant::None, if is_deletion { 200 } else { 403 }),
            ] {
                let stage = Stage::set(&world, Column::Custom, rights).await;
                demand(&router, case(path), (&stage, grant), expected).await;
            }
        }
    }

    async fn a_provider_user_deletes_no_collection_with_items_in_it(world) {
        let router = router(&world);
        let delete = case("/rpc/collections/delete");
        for (column, expected) in [(Column::ProviderAdmin, 409), (Column::ServiceUser, 409), (Column::Owner, 200)] {
            let stage = Stage::set(&world, column, Rights::NONE).await;
            stage.manage().await;
            let body = json!({"organization": stage.client, "collection": stage.collection});
            let before = trace(&stage).await;
            let answer = post(&router, delete.path, stage.token.as_deref(), &body).await;
            assert_eq!(answer.status, expected, "{column:?}: {}", answer.text);
            assert_eq!(before == trace(&stage).await, expected == 409);
        }
    }

    async fn a_provider_user_gives_himself_nothing(world) {
        let router = router(&world);
        let stage = Stage::set(&world, Column::ServiceUser, Rights::NONE).await;
        let own = world.member(stage.client, stage.caller.as_ref().unwrap(), Role::User, Rights::NONE, Status::Confirmed).await;
        let other = stage.other_member(Role::User, Status::Confirmed).await;
        for (member, expected) in [(own, 403), (other, 200)] {
            let body = json!({"organization": stage.client, "collection": stage.collection, "changes": [{"member": member, "level": "View"}]});
            let answer = post(&router, "/rpc/collections/set_access", stage.token.as_deref(), &body).await;
            assert_eq!(answer.status, expected, "{}", answer.text);
        }
        // He still reads no item.
        let read = post(&router, "/rpc/items/read", stage.token.as_deref(), &json!({"organization": stage.client, "item": stage.item})).await;
        assert_eq!(read.status, 404, "{}", read.text);
    }
}
