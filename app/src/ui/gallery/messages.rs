use leptos::prelude::*;

use crate::ui::{Banner, Button, ButtonKind, Callout, EmptyState, Skeleton, Toasts, Tone};

pub(super) fn messages() -> AnyView {
    let toasts = Toasts::get();
    view! {
        <div class="card stack">
            <div>
                <Banner tone=Tone::Info>"Castellan was updated. Reload when it suits you."</Banner>
                <Banner tone=Tone::Warn on_dismiss=|()| ()>"Three members of Hartwell Dental wait for you to confirm them."</Banner>
                <Banner tone=Tone::Bad>"The connection is lost. What you see may be old."</Banner>
            </div>
            <div class="pad stack">
                <Callout>"The file is read and encrypted in this browser. Once sent, you cannot see these items again."</Callout>
                <Callout tone=Tone::Good title="12 members invited">"They have five days to accept."</Callout>
                <Callout tone=Tone::Warn title="This resets the second factor">"The member signs in with the new password alone, once."</Callout>
                <Callout tone=Tone::Bad title="The list did not load" actions=ViewFnOnce::from(|| view! { <Button>"Try again"</Button> })>
                    "Check your connection. Request 7f3a-22c1."
                </Callout>
                <div class="line">
                    <Button on_press=move |()| toasts.done("Chloe Winters confirmed")>"Done"</Button>
                    <Button on_press=move |()| toasts.done_with_undo("Grace Liu revoked", move || toasts.note("Grace Liu restored"))>"With undo"</Button>
                    <Button on_press=move |()| toasts.warn("10 of 12 invitations sent")>"In part"</Button>
                    <Button on_press=move |()| toasts.error("Dev Patel was not removed: the last owner cannot be removed.")>"Error"</Button>
                </div>
            </div>
        </div>
    }
    .into_any()
}

pub(super) fn waiting() -> AnyView {
    view! { <div class="card pad"><Skeleton lines=3 /></div> }.into_any()
}

pub(super) fn empty() -> AnyView {
    view! {
        <div class="columns">
            <div class="card">
                <EmptyState icon="building" title="No clients yet" text="A client is an organization you administer. Add the first one and invite its owner.">
                    <Button kind=ButtonKind::Primary icon="plus">"Add client"</Button>
                </EmptyState>
            </div>
            <div class="card">
                <EmptyState title="No client matches “harwell”" text="Check the spelling, or look in all clients.">
                    <Button>"Clear the filter"</Button>
                </EmptyState>
            </div>
        </div>
    }
    .into_any()
}
