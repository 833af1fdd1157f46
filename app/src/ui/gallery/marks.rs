use leptos::prelude::*;

use crate::ui::{
    Badge, BarChart, Button, ButtonKind, ChartPoint, CopyText, DateTime, FingerprintPhrase, IconButton, LineChart, LinkButton, MICROS_PER_SECOND, Meter,
    Monogram, MonogramShape, Progress, Ring, Tag, Tone, now_micros,
};

const NO_SEATS: &str = "All 50 seats are used. Add seats first.";

pub(super) fn buttons() -> AnyView {
    view! {
        <div class="card pad stack">
            <div class="line">
                <Button kind=ButtonKind::Primary>"Add client"</Button>
                <Button>"Export CSV"</Button>
                <Button kind=ButtonKind::Danger>"Remove"</Button>
                <Button kind=ButtonKind::Quiet>"Clear"</Button>
                <Button icon="plus">"Invite"</Button>
                <LinkButton href="/_gallery" icon="arrow-left">"Back to clients"</LinkButton>
                <IconButton icon="edit" label="Edit" />
                <IconButton icon="trash" label="Remove" disabled_because=NO_SEATS />
            </div>
            <div class="line">
                <Button kind=ButtonKind::Primary busy=true>"Saving"</Button>
                <Button busy=true>"Exporting"</Button>
                <Button kind=ButtonKind::Primary disabled_because=NO_SEATS>"Invite members"</Button>
                <Button disabled_because=NO_SEATS>"Invite"</Button>
                <Button kind=ButtonKind::Danger disabled_because="The last owner cannot be removed.">"Remove"</Button>
            </div>
        </div>
    }
    .into_any()
}

pub(super) fn marks() -> AnyView {
    let organizations = ["Hartwell Dental", "Orchard Lane", "Brackwater Freight", "Kestrel Solicitors", "Millvale Veterinary", "Pendle Architects"]
        .map(|name| view! { <Monogram id=name name=name /> })
        .into_iter()
        .collect_view();
    let people = ["Amara Okafor", "Ben Castellano", "Chloe Winters", "frank@hartwell.example"]
        .map(|name| view! { <Monogram id=name name=name shape=MonogramShape::Round /> })
        .into_iter()
        .collect_view();
    view! {
        <div class="card pad stack">
            <div class="line">
                <Badge tone=Tone::Good>"Active"</Badge>
                <Badge tone=Tone::Warn>"3 to confirm"</Badge>
                <Badge tone=Tone::Bad>"Suspended"</Badge>
                <Badge>"Setting up"</Badge>
                <Badge tone=Tone::Info>"New"</Badge>
                <span><Tag>"Tier 1"</Tag><Tag>"Hampshire"</Tag></span>
            </div>
            <div class="line">{organizations}{people}</div>
            <FingerprintPhrase label="Fingerprint phrase of Chloe Winters" phrase="harbor-unlinked-visor-drizzle-canopy".to_owned() />
            <FingerprintPhrase label="Fingerprint phrase, not yet known" phrase=None />
            <CopyText label="Invitation link" text="https://castellan.example/accept#k3v9-77dd-0a1c" />
        </div>
    }
    .into_any()
}

pub(super) fn measures() -> AnyView {
    let stop = Callback::new(|()| ());
    view! {
        <div class="card pad stack">
            <div class="line">
                <Meter label="Seats of Orchard Lane" used=61_u64 total=80_u64 />
                <Meter label="Seats of Hartwell Dental" used=48_u64 total=50_u64 />
                <Meter label="Seats of Brackwater Freight" used=120_u64 total=120_u64 />
                <Meter label="Seats of Millvale" used=1_u64 total=12_u64 />
            </div>
            <div class="line">
                <Ring label="Health" score=82_u8 base=Signal::stored("46 of 48".to_owned()) />
                <Ring label="Health" score=64_u8 base=Signal::stored("52 of 61".to_owned()) />
                <Ring label="Health" score=38_u8 base=Signal::stored("15 of 17".to_owned()) />
                <Ring label="Health" score=100_u8 />
            </div>
            <Progress label="Encrypting items" done=812_u64 total=1_233_u64 on_cancel=stop />
            <Progress label="Sending invitations" done=12_u64 total=12_u64 />
        </div>
    }
    .into_any()
}

pub(super) fn times() -> AnyView {
    let now = now_micros();
    let moment = move |seconds: i64| view! { <DateTime at=now - seconds * MICROS_PER_SECOND /> };
    view! {
        <div class="card pad line">
            {moment(5)} {moment(720)} {moment(7_200)} {moment(90_000)} {moment(400_000)} {moment(1_900_000)} {moment(40_000_000)} {moment(-7_500)}
        </div>
    }
    .into_any()
}

pub(super) fn charts() -> AnyView {
    let points: Vec<_> = [61_u64, 63, 62, 66, 70, 69, 71, 74].into_iter().zip(18..).map(|(value, day)| ChartPoint::new(format!("{day} Nov"), value)).collect();
    view! {
        <div class="columns">
            <div class="card pad"><LineChart label="Portfolio health" points=points.clone() /></div>
            <div class="card pad"><BarChart label="Members active" points=points /></div>
        </div>
    }
    .into_any()
}
