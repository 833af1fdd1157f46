use super::{Context, Error, Result, events, events::NewEvent, pools::plan_name};
use crate::{
    access,
    model::{
        access::Action,
        client::SEATS_MAX,
        event::EventKind,
        provider::{PlanView, ProviderRequest, ProviderView, Support, UpdatePlanRequest, UpdateProviderRequest},
        role::{Plan, ProviderRole},
        text::Email,
    },
    store,
};

pub async fn get(context: &Context, request: ProviderRequest) -> Result<ProviderView> {
    let mut db = context.read().await?;
    let access = access::provider(&mut db, context, request.provider, Action::ProviderRead).await?;
    let provider = store::providers::find(&mut db, access.provider()).await?;
    let (people_to_confirm, key) = match access.role() {
        ProviderRole::Admin => {
            (store::providers::people_to_confirm(&mut db, access.provider()).await?, Some(store::rotation::state(&mut db, access.provider()).await?))
        }
        ProviderRole::ServiceUser => (0, None),
    };
    Ok(ProviderView {
        id: access.provider(),
        name: provider.name,
        billing_email: provider.billing_email,
        support: provider.support,
        role: access.role(),
        created_at: provider.created_at,
        people_to_confirm,
        key,
    })
}

pub async fn update(context: &Context, request: UpdateProviderRequest) -> Result<()> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let access = access::provider(db, context, request.provider, Action::ProviderUpdate).await?;
                check_support(&request.support)?;
                let before = store::providers::find(db, access.provider()).await?;
                store::providers::update(db, request).await?;
                let mut changed = Vec::new();
                if before.name != request.name.as_str() {
                    changed.push(format!("name from \"{}\" to \"{}\"", before.name, request.name));
                }
                if before.billing_email != request.billing_email.as_str() {
                    changed.push(format!("billing e-mail from {} to {}", before.billing_email, request.billing_email));
                }
                if before.support != request.support {
                    changed.push("support contact".to_owned());
                }
                if changed.is_empty() {
                    return Ok(());
                }
                let event =
                    NewEvent::in_provider(&access, EventKind::ProviderUpdated, request.name.as_str()).detail(format!("Changed: {}", changed.join(", ")));
                events::record(db, context, event).await
            })
        })
        .await
}

pub async fn plan(context: &Context, request: ProviderRequest) -> Result<PlanView> {
    let mut db = context.read().await?;
    let access = access::provider(&mut db, context, request.provider, Action::ProviderPlanRead).await?;
    Ok(PlanView { pools: store::pools::list(&mut db, access.provider()).await? })
}

pub async fn update_plan(context: &Context, request: UpdatePlanRequest) -> Result<()> {
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let access = access::provider(db, context, request.provider, Action::ProviderPlanUpdate).await?;
                let mut changed = Vec::new();
                for plan in Plan::ALL {
                    let (field, seats) = match plan {
                        Plan::Teams => ("teams_seats", request.teams_seats),
                        Plan::Enterprise => ("enterprise_seats", request.enterprise_seats),
                    };
                    if seats > SEATS_MAX {
                        return Err(Error::field(field, format!("Enter a number up to {SEATS_MAX}.")));
                    }
                    let before = store::pools::lock(db, access.provider(), plan).await?;
                    if !store::pools::set_purchased(db, access.provider(), plan, seats).await? {
                        return Err(Error::conflict(format!(
                            "Clients hold {} {} seats. Keep at least as many, or take seats back from clients first.",
                            before.assigned,
                            plan_name(plan)
                        )));
                    }
                    if before.purchased != seats {
                        changed.push(format!("{} seats from {} to {seats}", plan_name(plan), before.purchased));
                    }
                }
                if changed.is_empty() {
                    return Ok(());
                }
                let event = NewEvent::in_provider(&access, EventKind::PlanUpdated, access.provider_name()).detail(changed.join(", "));
                events::record(db, context, event).await
            })
        })
        .await
}

/// Clients see the contact as links, so that it must be what it says.
fn check_support(support: &Support) -> Result<()> {
    let email = support.email.as_str();
    if !email.is_empty() && email.parse::<Email>().is_err() {
        return Err(Error::field("support_email", "Enter an e-mail address like support@example.com, or leave it empty."));
    }
    let url = support.url.as_str();
    if !url.is_empty() && !url.starts_with("https://") && !url.starts_with("http://") {
        return Err(Error::field("support_url", "Enter an address that begins with https://, or leave it empty."));
    }
    Ok(())
}
