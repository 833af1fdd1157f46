use std::cmp::Ordering;

use leptos::{prelude::*, task::spawn_local};
use server::{
    api::providers::{plan, update_plan},
    model::{
        access::Action,
        client::SEATS_MAX,
        error::ErrorCode,
        provider::{PlanView, Pool, ProviderRequest, UpdatePlanRequest},
        role::Plan,
    },
};

use super::{
    clients::plan_name,
    current::{Current, page},
};
use crate::{
    failure::{Failure, failure_text},
    i18n::t,
    session::Session,
    ui::{Callout, Field, FieldKind, Meter, Skeleton, SubmitButton, Toasts, Tone},
};

/// The pools of seats: bought, given to clients, left.
#[component]
pub fn PlanPage() -> impl IntoView {
    page(t().portal_plan.title, content)
}

/// What is known of the plan: nothing yet, the pools, or why not.
type Known = RwSignal<Option<Result<PlanView, String>>>;

fn content(current: Current) -> AnyView {
    let texts = &t().portal_plan;
    let session = Session::get();
    let known: Known = RwSignal::new(None);
    let reload = Callback::new(move |()| {
        let request = ProviderRequest { provider: current.id };
        spawn_local(async move {
            let answer = session.call(|| plan(request.clone())).await;
            known.try_set(Some(answer.map_err(|error| failure_text(&error))));
        });
    });
    reload.run(());
    view! {
        <div class="page-head"><h1>{texts.title}</h1></div>
        {move || match known.get() {
            None => view! { <div class="card pad narrow"><Skeleton lines=6 /></div> }.into_any(),
            Some(Err(reason)) => view! { <Callout tone=Tone::Bad>{reason}</Callout> }.into_any(),
            Some(Ok(view)) => {
                view! {
                    <div class="pools">{view.pools.iter().map(|pool| pool_view(*pool)).collect_view()}</div>
                    {change_view(current, &view, reload)}
                }
                    .into_any()
            }
        }}
    }
    .into_any()
}

fn pool_view(pool: Pool) -> AnyView {
    let texts = &t().portal_plan;
    let fact = |words: &'static str, n: u32| view! { <dt>{words}</dt><dd>{crate::i18n::number(u64::from(n))}</dd> };
    let assigned = texts.assigned_of(pool.assigned, pool.purchased);
    view! {
        <section class="card pad pool">
            <h2>{plan_name(pool.plan)}</h2>
            <div class="meter-wide">
                <Meter label=plan_name(pool.plan) used=u64::from(pool.assigned) total=u64::from(pool.purchased) text=assigned />
            </div>
            <dl class="facts">
                {fact(texts.bought, pool.purchased)}
                {fact(texts.assigned, pool.assigned)}
                {fact(texts.unassigned, pool.unassigned())}
            </dl>
        </section>
    }
    .into_any()
}

/// The field of one plan's seats.
#[derive(Clone, Copy)]
struct PoolField {
    pool: Pool,
    value: RwSignal<String>,
    name: &'static str,
}

impl PoolField {
    fn of(view: &PlanView, plan: Plan, name: &'static str) -> Self {
        let pool = view.pools.iter().find(|pool| pool.plan == plan).copied().unwrap_or(Pool { plan, purchased: 0, assigned: 0 });
        Self { pool, value: RwSignal::new(pool.purchased.to_string()), name }
    }

    /// The number in the field. Tracks.
    fn wanted(self) -> Result<u32, String> {
        let wanted = self.value.read().trim().parse::<u32>().ok().filter(|seats| *seats <= SEATS_MAX);
        match wanted {
            None => Err(t().forms.number_range(0, SEATS_MAX)),
            Some(wanted) if wanted < self.pool.assigned => Err(t().portal_plan.below_assigned(self.pool.assigned)),
            Some(wanted) => Ok(wanted),
        }
    }

    /// What the change means, in words. Tracks.
    fn sum(self) -> String {
        sum(self.pool, self.wanted().unwrap_or(self.pool.purchased))
    }

    fn view(self, failure: Failure, reason: Option<String>) -> AnyView {
        let own = failure.field_of(self.name, self.value);
        let error = Signal::derive(move || own.get().or_else(|| self.wanted().err()));
        let hint = Signal::derive(move || Some(self.sum()));
        view! { <Field label=plan_name(self.pool.plan) value=self.value kind=FieldKind::Number hint=hint error=error disabled_because=reason /> }.into_any()
    }
}

fn sum(pool: Pool, wanted: u32) -> String {
    let texts = &t().portal_plan;
    let left = wanted.saturating_sub(pool.assigned);
    match wanted.cmp(&pool.purchased) {
        Ordering::Greater => texts.buys(wanted - pool.purchased, left),
        Ordering::Less => texts.gives_back(pool.purchased - wanted, left),
        Ordering::Equal => texts.stays(left),
    }
}

fn change_view(current: Current, view: &PlanView, reload: Callback<()>) -> AnyView {
    let texts = &t().portal_plan;
    let session = Session::get();
    let toasts = Toasts::get();
    let failure = Failure::new();
    let busy = RwSignal::new(false);
    let reason = current.why_not(Action::ProviderPlanUpdate);
    let enterprise = PoolField::of(view, Plan::Enterprise, "enterprise_seats");
    let teams = PoolField::of(view, Plan::Teams, "teams_seats");
    let blocked = {
        let reason = reason.clone();
        Signal::derive(move || {
            let same = enterprise.wanted() == Ok(enterprise.pool.purchased) && teams.wanted() == Ok(teams.pool.purchased);
            reason.clone().or_else(|| same.then(|| texts.unchanged.to_owned()))
        })
    };
    let submit = move || {
        let (Ok(enterprise_seats), Ok(teams_seats)) = (untrack(|| enterprise.wanted()), untrack(|| teams.wanted())) else { return };
        if busy.get_untracked() || blocked.with_untracked(Option::is_some) {
            return;
        }
        failure.clear();
        busy.set(true);
        let request = UpdatePlanRequest { provider: current.id, teams_seats, enterprise_seats };
        spawn_local(async move {
            let answer = session.call(|| update_plan(request.clone())).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    toasts.done(t().portal_plan.done(enterprise_seats, teams_seats));
                    reload.run(());
                }
                Err(error) => {
                    if error.code == ErrorCode::Conflict {
                        reload.run(());
                        toasts.error(failure_text(&error));
                    }
                    failure.show(error);
                }
            }
        });
    };
    view! {
        <form
            class="card pad stack narrow"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
            <div>
                <h2>{texts.change_title}</h2>
                <p class="muted">{texts.change_text}</p>
            </div>
            {failure.rest(&["enterprise_seats", "teams_seats"])}
            {teams.view(failure, reason.clone())}
            {enterprise.view(failure, reason)}
            <div>
                <SubmitButton busy=busy disabled_because=blocked>{texts.change}</SubmitButton>
            </div>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use server::model::{provider::Pool, role::Plan};

    use super::sum;

    #[test]
    fn a_change_is_told_as_a_sum() {
        let pool = Pool { plan: Plan::Teams, purchased: 100, assigned: 88 };
        assert_eq!(sum(pool, 110), "10 more are bought. 22 are then unassigned.");
        assert_eq!(sum(pool, 90), "10 are given back. 2 are then unassigned.");
        assert_eq!(sum(pool, 100), "12 are unassigned.");
    }
}
