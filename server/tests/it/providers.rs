use crate::{
    on_both_engines,
    portal::{code, refusal},
};
use server::{
    domain::providers,
    model::{
        error::ErrorCode,
        id::ProviderId,
        provider::{ProviderRequest, Support, UpdatePlanRequest, UpdateProviderRequest},
        role::{Plan, ProviderRole},
    },
    store::sql,
};

fn update(provider: ProviderId, url: &str) -> UpdateProviderRequest {
    UpdateProviderRequest {
        provider,
        name: "Northgate Services".parse().unwrap(),
        billing_email: "accounts@northgate.example".parse().unwrap(),
        support: Support { email: "help@northgate.example".parse().unwrap(), phone: "".parse().unwrap(), url: url.parse().unwrap() },
    }
}

on_both_engines! {
    async fn an_admin_changes_the_provider_and_the_log_says_what(world) {
        let provider = world.provider("Northgate IT", 100).await;
        let (admin, _) = world.staff(provider, "dana@northgate.example", ProviderRole::Admin).await;
        world.accepted(provider, "new@northgate.example", ProviderRole::ServiceUser).await;
        providers::update(&world.by(&admin, None), update(provider, "https://northgate.example/help")).await.unwrap();
        let view = providers::get(&world.by(&admin, None), ProviderRequest { provider }).await.unwrap();
        assert_eq!((view.name.as_str(), view.billing_email.as_str()), ("Northgate Services", "accounts@northgate.example"));
        assert_eq!((view.support.url.as_str(), view.people_to_confirm), ("https://northgate.example/help", 1));
        assert_eq!(world.events(provider, 9006).await, 1);
        assert!(world.detail(9006).await.contains("\"Northgate IT\" to \"Northgate Services\""));
    }

    async fn a_support_address_that_runs_a_script_is_refused(world) {
        let provider = world.provider("Northgate IT", 100).await;
        let (admin, _) = world.staff(provider, "dana@northgate.example", ProviderRole::Admin).await;
        let error = refusal(providers::update(&world.by(&admin, None), update(provider, "javascript:alert(1)")).await);
        assert_eq!((error.code, error.fields[0].field.as_str()), (ErrorCode::Invalid, "support_url"));
        assert_eq!(world.events(provider, 9006).await, 0);
    }

    async fn a_service_user_reads_and_changes_nothing_and_strangers_see_nothing(world) {
        let provider = world.provider("Northgate IT", 100).await;
        let (service, _) = world.staff(provider, "mara@northgate.example", ProviderRole::ServiceUser).await;
        world.accepted(provider, "new@northgate.example", ProviderRole::ServiceUser).await;
        let other = world.provider("Elsewhere", 100).await;
        let (stranger, _) = world.staff(other, "eve@elsewhere.example", ProviderRole::Admin).await;
        let by = world.by(&service, None);
        assert_eq!(providers::get(&by, ProviderRequest { provider }).await.unwrap().people_to_confirm, 0);
        assert_eq!(providers::plan(&by, ProviderRequest { provider }).await.unwrap().pools.len(), 2);
        assert_eq!(code(providers::update(&by, update(provider, "")).await), ErrorCode::Forbidden);
        assert_eq!(code(providers::update_plan(&by, UpdatePlanRequest { provider, teams_seats: 1, enterprise_seats: 1 }).await), ErrorCode::Forbidden);
        let by = world.by(&stranger, None);
        assert_eq!(code(providers::get(&by, ProviderRequest { provider }).await), ErrorCode::NotFound);
        assert_eq!(code(providers::update(&by, update(provider, "")).await), ErrorCode::NotFound);
        assert_eq!(code(providers::plan(&by, ProviderRequest { provider }).await), ErrorCode::NotFound);
        assert_eq!(code(providers::get(&world.nobody(), ProviderRequest { provider }).await), ErrorCode::SignedOut);
    }

    async fn a_plan_is_never_set_below_what_clients_hold_and_then_neither_plan_changes(world) {
        let provider = world.provider("Northgate IT", 100).await;
        let (admin, _) = world.staff(provider, "dana@northgate.example", ProviderRole::Admin).await;
        world.organization(Some(provider), "Hartwell Dental", 30).await;
        let by = world.by(&admin, None);
        let plan = |teams_seats, enterprise_seats| UpdatePlanRequest { provider, teams_seats, enterprise_seats };
        assert_eq!(code(providers::update_plan(&by, plan(29, 500)).await), ErrorCode::Conflict);
        assert_eq!(code(providers::update_plan(&by, plan(100_001, 500)).await), ErrorCode::Invalid);
        world.execute(sql("UPDATE provider_plans SET assigned = 40 WHERE provider_id = $1 AND plan = $2").bind(provider).bind(Plan::Enterprise)).await;
        assert_eq!(code(providers::update_plan(&by, plan(200, 39)).await), ErrorCode::Conflict);
        assert_eq!((world.pool(provider, Plan::Teams).await.0, world.pool(provider, Plan::Enterprise).await.0), (100, 100));
        assert_eq!(world.events(provider, 9007).await, 0);
        providers::update_plan(&by, plan(30, 500)).await.unwrap();
        assert_eq!((world.pool(provider, Plan::Teams).await.0, world.pool(provider, Plan::Enterprise).await.0), (30, 500));
        assert_eq!(world.detail(9007).await, "Teams seats from 100 to 30, Enterprise seats from 100 to 500");
    }

    async fn a_plan_changes_only_after_proof_of_identity(world) {
        let provider = world.provider("Northgate IT", 100).await;
        let (admin, _) = world.staff(provider, "dana@northgate.example", ProviderRole::Admin).await;
        let request = UpdatePlanRequest { provider, teams_seats: 200, enterprise_seats: 200 };
        assert_eq!(code(providers::update_plan(&world.by_without_step_up(&admin, None), request).await), ErrorCode::StepUpRequired);
    }
}
