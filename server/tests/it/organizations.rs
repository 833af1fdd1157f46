//! An organization in its Admin Console.

use crate::{
    members::{Client, client, code, events, one},
    on_both_engines,
    support::{Person, World},
};
use server::{
    domain::{Context, Error, organizations},
    model::{
        error::ErrorCode,
        id::OrganizationId,
        organization::{DeleteOrganizationRequest, OrganizationRequest, Standing, UpdateOrganizationRequest},
        role::{ProviderRole, Right, Rights, Role, Status},
        time::Micros,
    },
    store::sql,
};

fn named(organization: OrganizationId) -> OrganizationRequest {
    OrganizationRequest { organization }
}

async fn update(context: &Context, organization: OrganizationId, name: &str, billing_email: Option<&str>) -> Result<(), Error> {
    let request = UpdateOrganizationRequest { organization, name: name.parse().unwrap(), billing_email: billing_email.map(|email| email.parse().unwrap()) };
    organizations::update(context, request).await
}

async fn delete(context: &Context, organization: OrganizationId, typed_name: &str) -> Result<(), Error> {
    organizations::delete(context, DeleteOrganizationRequest { organization, typed_name: typed_name.to_owned() }).await
}

async fn admin(world: &World, client: &Client) -> Person {
    world.staff(client.provider, "root@northgate.example", ProviderRole::Admin).await.0
}

on_both_engines! {
    async fn each_sees_of_an_organization_what_is_his(world) {
        let client = client(&world, 5).await;
        let (user, _) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        let groups = client.custom(&world, "groups@hartwell.example", vec![Right::ManageGroups]).await;
        let (waiting, _) = client.member(&world, "waiting@hartwell.example", Role::Owner, Status::Accepted).await;
        let by_mara = organizations::get(&world.by(&client.mara, None), named(client.id)).await.unwrap();
        assert_eq!((by_mara.standing, by_mara.name.as_str()), (Standing::Provider(ProviderRole::ServiceUser), "Hartwell Dental"));
        let details = by_mara.details.unwrap();
        assert_eq!((details.seats, details.occupied, details.to_confirm), (5, 4, 1));
        let by_amara = organizations::get(&world.by(&client.amara, None), named(client.id)).await.unwrap();
        assert_eq!(by_amara.standing, Standing::Member(Role::Owner, Rights::NONE));
        assert!(by_amara.details.is_some());
        assert_eq!(by_amara.provider.unwrap().name, "Northgate IT");
        for person in [&user, &groups] {
            assert!(organizations::get(&world.by(person, None), named(client.id)).await.unwrap().details.is_none());
            assert_eq!(code(organizations::seats(&world.by(person, None), named(client.id)).await), ErrorCode::Forbidden);
        }
        assert_eq!(organizations::seats(&world.by(&client.amara, None), named(client.id)).await.unwrap().occupied, 4);
        let stranger = world.person("stranger@elsewhere.example").await;
        for person in [&stranger, &waiting] {
            assert_eq!(code(organizations::get(&world.by(person, None), named(client.id)).await), ErrorCode::NotFound);
        }
    }

    async fn an_entry_of_a_provider_user_is_seen_on_both_sides_once_in_a_while(world) {
        let client = client(&world, 5).await;
        let root = admin(&world, &client).await;
        let seen = |kind: i64, side: &'static str| {
            let mut query = sql("SELECT COUNT(*) AS n FROM events WHERE kind = ");
            query.push_bind(kind).push(side);
            world.number(query)
        };
        for _ in 0..3 {
            organizations::enter(&world.by(&client.mara, None), named(client.id)).await.unwrap();
        }
        organizations::enter(&world.by(&client.amara, None), named(client.id)).await.unwrap();
        assert_eq!((seen(1603, " AND provider_id IS NULL").await, seen(1903, " AND provider_id IS NOT NULL").await), (1, 1));
        organizations::enter(&world.by(&root, None), named(client.id)).await.unwrap();
        assert_eq!(events(&world, client.id, 1603).await, 2);
        world.execute(sql("UPDATE events SET at = at - $1").bind(16 * Micros::MINUTE)).await;
        organizations::enter(&world.by(&client.mara, None), named(client.id)).await.unwrap();
        assert_eq!((events(&world, client.id, 1603).await, seen(1903, "").await), (3, 3));
    }

    async fn of_a_client_only_provider_users_change_the_billing_address(world) {
        let client = client(&world, 5).await;
        let (owner, user) = (world.by(&client.amara, Some(client.id)), client.member(&world, "user@hartwell.example", Role::Admin, Status::Confirmed).await.0);
        assert_eq!(code(update(&owner, client.id, "Hartwell", Some("other@hartwell.example")).await), ErrorCode::Forbidden);
        assert_eq!(code(update(&world.by(&user, Some(client.id)), client.id, "Hartwell", None).await), ErrorCode::Forbidden);
        update(&owner, client.id, "Hartwell", Some("office@hartwell.example")).await.unwrap();
        update(&world.by(&client.mara, Some(client.id)), client.id, "Hartwell", Some("other@hartwell.example")).await.unwrap();
        update(&world.by(&client.mara, Some(client.id)), client.id, "Hartwell", None).await.unwrap();
        let stored = sql("SELECT COUNT(*) AS n FROM organizations WHERE name = 'Hartwell' AND name_key = 'hartwell' AND billing_email = 'other@hartwell.example'");
        assert_eq!(world.number(stored).await, 1);
        assert_eq!(events(&world, client.id, 1600).await, 2);
        let own = world.organization(None, "Alone", 5).await;
        world.member(own, &client.amara, Role::Owner, Rights::NONE, Status::Confirmed).await;
        update(&world.by(&client.amara, Some(own)), own, "Alone", Some("x@alone.example")).await.unwrap();
    }

    async fn a_deleted_client_gives_its_seats_back_and_the_provider_keeps_the_event(world) {
        let client = client(&world, 7).await;
        let root = admin(&world, &client).await;
        let context = world.by(&root, Some(client.id));
        assert_eq!(code(delete(&context, client.id, "hartwell dental").await), ErrorCode::Invalid);
        assert_eq!(code(delete(&world.by(&client.mara, Some(client.id)), client.id, "Hartwell Dental").await), ErrorCode::Forbidden);
        assert_eq!(code(delete(&world.by_without_step_up(&root, Some(client.id)), client.id, "Hartwell Dental").await), ErrorCode::StepUpRequired);
        let assigned = || world.number(sql("SELECT CAST(SUM(assigned) AS BIGINT) AS n FROM provider_plans"));
        assert_eq!(assigned().await, 7);
        for typed in ["Hartwell  Dental", "Hartwell Denta", ""] {
            assert_eq!(code(delete(&context, client.id, typed).await), ErrorCode::Invalid, "{typed}");
        }
        delete(&context, client.id, " Hartwell Dental\n").await.unwrap();
        assert_eq!(assigned().await, 0);
        assert_eq!(world.number(sql("SELECT (SELECT COUNT(*) FROM organizations) + (SELECT COUNT(*) FROM members) + (SELECT COUNT(*) FROM provider_clients) AS n")).await, 0);
        let kept = sql("SELECT COUNT(*) AS n FROM events WHERE kind = 9014 AND provider_id = $1 AND organization_id = $2 AND subject = 'Hartwell Dental'");
        assert_eq!(world.number(kept.bind(client.provider).bind(client.id)).await, 1);
    }

    async fn an_owner_deletes_his_organization_and_an_admin_does_not(world) {
        let client = client(&world, 7).await;
        let (admin, _) = client.member(&world, "admin@hartwell.example", Role::Admin, Status::Confirmed).await;
        assert_eq!(code(delete(&world.by(&admin, Some(client.id)), client.id, "Hartwell Dental").await), ErrorCode::Forbidden);
        delete(&world.by(&client.amara, Some(client.id)), client.id, "Hartwell Dental").await.unwrap();
        // The provider learns of it even if it was not its doing.
        let kept = sql("SELECT COUNT(*) AS n FROM events WHERE kind = 9014 AND provider_id = $1 AND acting_provider_id IS NULL").bind(client.provider);
        assert_eq!(world.number(kept).await, 1);
        let own = world.organization(None, "Alone", 5).await;
        world.member(own, &client.amara, Role::Owner, Rights::NONE, Status::Confirmed).await;
        assert_eq!(code(delete(&world.by(&client.mara, Some(own)), own, "Alone").await), ErrorCode::NotFound);
        delete(&world.by(&client.amara, Some(own)), own, "Alone").await.unwrap();
    }

    async fn of_a_deleted_organization_only_its_providers_log_is_left(world) {
        let client = client(&world, 7).await;
        let (_, user) = client.member(&world, "user@hartwell.example", Role::User, Status::Confirmed).await;
        one(&world, &client.amara, client.id, "revoke", user).await;
        one(&world, &client.mara, client.id, "restore", user).await;
        delete(&world.by(&client.amara, Some(client.id)), client.id, "Hartwell Dental").await.unwrap();
        let kinds = "SELECT COUNT(*) AS n FROM events WHERE organization_id = $1 AND provider_id = $2 AND kind IN (1512, 9014)";
        assert_eq!(world.number(sql(kinds).bind(client.id).bind(client.provider)).await, 2);
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM events WHERE organization_id = $1").bind(client.id)).await, 2);
        let alone = world.organization(None, "Alone", 5).await;
        world.member(alone, &client.amara, Role::Owner, Rights::NONE, Status::Confirmed).await;
        delete(&world.by(&client.amara, Some(alone)), alone, "Alone").await.unwrap();
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM events WHERE organization_id = $1").bind(alone)).await, 0);
    }
}
