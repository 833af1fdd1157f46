//! What a group gives, and what nobody gives himself through one.

use crate::{
    calls::post,
    csv::Column,
    on_both_engines,
    principals::Stage,
    special::{demand_sentence, router, trace},
    support::WRAPPED,
};
use axum::Router;
use serde_json::{Value, json};
use server::{
    model::role::{Right, Rights, Role, Status},
    store::sql,
};

async fn demand(stage: &Stage<'_>, router: &Router, path: &str, body: Value, expected: u16) {
    let before = trace(stage).await;
    let answer = post(router, path, stage.token.as_deref(), &body).await;
    assert_eq!(answer.status, expected, "{path} as {:?}: {}", stage.column, answer.text);
    if answer.status != 200 {
        demand_sentence(&answer.json()).unwrap();
        assert_eq!(before, trace(stage).await, "{path} as {:?}", stage.column);
    }
}

/// The caller has access through the group and in no other way.
async fn through_the_group(stage: &Stage<'_>, read_only: bool, manage: bool) {
    stage.world.execute(sql("DELETE FROM collection_members WHERE collection_id = $1").bind(stage.collection)).await;
    stage.grant_group(read_only, manage).await;
    stage.put_into_group(stage.member.unwrap()).await;
}

on_both_engines! {
    async fn a_group_gives_its_members_items_and_no_more_than_its_level(world) {
        let router = router(&world);
        let content = json!({"type": 1, "key": WRAPPED, "name": WRAPPED, "login": {"username": WRAPPED, "password": WRAPPED}}).to_string();
        for column in [Column::Owner, Column::Admin, Column::User, Column::Custom] {
            let stage = Stage::set(&world, column, Rights::NONE).await;
            let create = json!({"organization": stage.client, "collections": [stage.collection], "content": content});
            let read = json!({"organization": stage.client, "item": stage.item});
            through_the_group(&stage, true, false).await;
            demand(&stage, &router, "/rpc/items/read", read.clone(), 200).await;
            demand(&stage, &router, "/rpc/items/create", create.clone(), 403).await;
            stage.grant_group(false, false).await;
            demand(&stage, &router, "/rpc/items/create", create.clone(), 200).await;
            world.execute(sql("DELETE FROM group_members WHERE group_id = $1").bind(stage.group)).await;
            demand(&stage, &router, "/rpc/items/read", read, 404).await;
            demand(&stage, &router, "/rpc/items/create", create, 404).await;
        }
    }

    async fn who_manages_a_collection_in_a_group_decides_about_it(world) {
        let router = router(&world);
        for (manage, expected) in [(true, 200), (false, 403)] {
            let stage = Stage::set(&world, Column::User, Rights::NONE).await;
            through_the_group(&stage, false, manage).await;
            let other = stage.other_member(Role::User, Status::Confirmed).await;
            let of = json!({"organization": stage.client, "collection": stage.collection});
            demand(&stage, &router, "/rpc/collections/people", of, expected).await;
            let body = json!({"organization": stage.client, "collection": stage.collection, "changes": [{"member": other, "level": "View"}]});
            demand(&stage, &router, "/rpc/collections/set_access", body, expected).await;
        }
        // Somebody else manages it in a group: an owner does not reach what is not lost.
        let stage = Stage::set(&world, Column::Owner, Rights::NONE).await;
        stage.grant_group(false, true).await;
        let of = json!({"organization": stage.client, "collection": stage.collection});
        demand(&stage, &router, "/rpc/collections/people", of.clone(), 200).await;
        stage.put_into_group(stage.other_member(Role::User, Status::Confirmed).await).await;
        demand(&stage, &router, "/rpc/collections/people", of, 403).await;
    }

    async fn a_group_is_given_no_collection_by_whoever_does_not_decide_about_it(world) {
        let router = router(&world);
        let (groups, edit): (Rights, Rights) = (vec![Right::ManageGroups].into(), vec![Right::ManageGroups, Right::EditAnyCollection].into());
        for (column, rights, is_granted, expected) in [
            (Column::Custom, groups, false, 404),
            (Column::Custom, groups, true, 403),
            (Column::Custom, edit, false, 200),
            (Column::Admin, Rights::NONE, true, 403),
            (Column::ServiceUser, Rights::NONE, false, 200),
        ] {
            let stage = Stage::set(&world, column, rights).await;
            if !is_granted {
                world.execute(sql("DELETE FROM collection_members WHERE collection_id = $1").bind(stage.collection)).await;
            }
            // Another member manages it.
            let manager = stage.other_member(Role::User, Status::Confirmed).await;
            let query =
                sql("INSERT INTO collection_members (organization_id, collection_id, member_id, read_only, hide_passwords, manage) VALUES ($1, $2, $3, 0, 0, 1)");
            world.execute(query.bind(stage.client).bind(stage.collection).bind(manager)).await;
            let body = json!({"organization": stage.client, "group": stage.group, "collections": [{"collection": stage.collection, "level": "View"}]});
            demand(&stage, &router, "/rpc/groups/update", body, expected).await;
        }
    }

    async fn nobody_gets_through_a_group_what_he_could_not_give_himself(world) {
        let router = router(&world);
        for (column, rights, manage, expected) in [
            (Column::Owner, Rights::NONE, false, 403),
            (Column::Admin, Rights::NONE, false, 403),
            (Column::Admin, Rights::NONE, true, 200),
            (Column::Custom, vec![Right::ManageGroups].into(), false, 403),
            (Column::Custom, vec![Right::ManageGroups, Right::EditAnyCollection].into(), false, 200),
        ] {
            let stage = Stage::set(&world, column, rights).await;
            stage.grant_group(false, false).await;
            if manage {
                stage.manage().await;
            } else {
                let manager = stage.other_member(Role::User, Status::Confirmed).await;
                let query = sql("INSERT INTO collection_members (organization_id, collection_id, member_id, read_only, hide_passwords, manage) VALUES ($1, $2, $3, 0, 0, 1)");
                world.execute(query.bind(stage.client).bind(stage.collection).bind(manager)).await;
            }
            let body = json!({"organization": stage.client, "group": stage.group, "add": [stage.member]});
            demand(&stage, &router, "/rpc/groups/update", body, expected).await;
        }
    }

    async fn a_provider_user_gives_himself_nothing_through_a_group(world) {
        let router = router(&world);
        for column in [Column::ProviderAdmin, Column::ServiceUser] {
            let stage = Stage::set(&world, column, Rights::NONE).await;
            let own = world.member(stage.client, stage.caller.as_ref().unwrap(), Role::User, Rights::NONE, Status::Confirmed).await;
            let other = stage.other_member(Role::User, Status::Confirmed).await;
            let update = |more: Value| {
                let mut body = json!({"organization": stage.client, "group": stage.group});
                body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
                body
            };
            let collections = json!([{"collection": stage.collection, "level": "View"}]);
            demand(&stage, &router, "/rpc/groups/update", update(json!({"add": [own]})), 403).await;
            let create = json!({
                "organization": stage.client, "idempotency_key": crate::calls_collections::idempotency_key(), "name": "Own", "members": [own], "collections": collections
            });
            demand(&stage, &router, "/rpc/groups/create", create, 403).await;
            // Somebody else put him into it: what it has is his, and he adds nothing.
            stage.put_into_group(own).await;
            demand(&stage, &router, "/rpc/groups/update", update(json!({"collections": collections})), 403).await;
            let access = json!({"organization": stage.client, "collection": stage.collection, "groups": [{"group": stage.group, "level": "View"}]});
            demand(&stage, &router, "/rpc/collections/set_access", access, 403).await;
            demand(&stage, &router, "/rpc/groups/update", update(json!({"name": "Reception", "add": [other]})), 200).await;
            let read = json!({"organization": stage.client, "item": stage.item});
            demand(&stage, &router, "/rpc/items/read", read, 404).await;
        }
    }
}
