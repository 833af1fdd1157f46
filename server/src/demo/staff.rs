//! The provider and its people: before there are clients, and after.

use super::{
    cast::{Cast, StaffMember, Stage},
    play::{all_done, sign_in},
    scene::{Actor, Scene, lacking},
};
use crate::{
    domain::{
        Result, accounts,
        invitations::{self, Proof},
        people, providers, setup,
    },
    model::{
        account::AcceptRequest,
        id::{OrganizationId, ProviderId, ProviderUserId},
        person::{ConfirmPersonRequest, InvitePeopleRequest, ListPeopleRequest, PersonRequest, Scope, UpdatePersonRequest},
        provider::{Support, UpdatePlanRequest, UpdateProviderRequest},
        setup::SetupRequest,
        text::{ContactLine, Email},
        time::Micros,
    },
};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// So many of the first clients are seen by the service user with a limited scope, who is the fourth of the staff.
pub(super) const SCOPE: usize = 6;
pub(super) const LIMITED: usize = 3;
/// The service user who tries to look at items.
pub(super) const CURIOUS: usize = 2;
/// Seats bought at the set-up, and after the first weeks: Teams and Enterprise.
const BOUGHT_FIRST: (u32, u32) = (700, 900);
const BOUGHT: (u32, u32) = (620, 830);

/// Sets the server up and lets in those of the staff who are there from the beginning. Answers with them in the order of the cast.
pub(super) async fn begin(scene: &Scene, cast: &Cast) -> Result<(ProviderId, Vec<Actor>)> {
    let first = cast.staff.first().ok_or_else(lacking)?;
    let (admin, provider) = install(scene, cast, first).await?;
    let mut staff = vec![admin.clone()];
    for (number, person) in (1..).zip(cast.staff.iter().skip(1).filter(|person| was_confirmed(person))) {
        let invited = 60 * DAY - number * 2 * HOUR;
        invite(scene, (provider, &admin), person, invited).await?;
        staff.push(accept(scene, (provider, &admin), person, invited - 3 * HOUR).await?);
        confirm(scene, (provider, &admin), person, invited - 4 * HOUR).await?;
    }
    Ok((provider, staff))
}

/// What happened in the provider while its clients came.
pub(super) async fn go_on(scene: &Scene, cast: &Cast, provider: ProviderId, staff: &[Actor], clients: &[OrganizationId]) -> Result<()> {
    let admin = staff.first().ok_or_else(lacking)?;
    let by = |ago| scene.by(admin, None, ago);
    let support = Support { email: line("support@northgate.example")?, phone: line("+44 20 7946 0321")?, url: line("https://support.northgate.example")? };
    let settings = UpdateProviderRequest { provider, name: cast.provider_name.clone(), billing_email: email("accounts@northgate.example")?, support };
    providers::update(&by(44 * DAY), settings).await?;
    providers::update_plan(&by(31 * DAY), UpdatePlanRequest { provider, teams_seats: BOUGHT.0, enterprise_seats: BOUGHT.1 }).await?;

    let limited = staff.get(LIMITED).ok_or_else(lacking)?;
    let (person, _) = row(scene, (provider, admin), &limited.email).await?;
    let role = cast.staff.get(LIMITED).ok_or_else(lacking)?.role;
    let scope = Scope::Clients(clients.iter().take(SCOPE).copied().collect());
    people::update(&by(26 * DAY), UpdatePersonRequest { provider, person, role, scope }).await?;

    for (number, person) in (0..).zip(&cast.staff) {
        let recently = (i64::from(person.stage == Stage::Accepted) + 2) * DAY - number * HOUR;
        match person.stage {
            Stage::Confirmed => {}
            Stage::Revoked => {
                let (person, _) = row(scene, (provider, admin), &person.email).await?;
                people::revoke(&by(18 * DAY), PersonRequest { provider, person }).await?;
            }
            Stage::Accepted => {
                invite(scene, (provider, admin), person, recently).await?;
                accept(scene, (provider, admin), person, recently - 26 * HOUR).await?;
            }
            Stage::Invited => invite(scene, (provider, admin), person, recently).await?,
        }
    }
    for (number, person) in (0..).zip(cast.staff.iter().filter(|person| person.stage == Stage::Confirmed)) {
        for day in [52, 41, 33, 24, 15, 9, 6, 4, 2, 1] {
            sign_in(scene, &person.email, day * DAY - number * HOUR - day * 7 * 60).await?;
        }
    }
    Ok(())
}

fn was_confirmed(person: &StaffMember) -> bool {
    matches!(person.stage, Stage::Confirmed | Stage::Revoked)
}

async fn install(scene: &Scene, cast: &Cast, first: &StaffMember) -> Result<(Actor, ProviderId)> {
    let ago = 60 * DAY;
    let request = SetupRequest {
        setup_token: String::new(),
        email: first.email.clone(),
        name: first.name.clone(),
        keys: scene.keys.account(&first.email).ok_or_else(lacking)?,
        provider_name: cast.provider_name.clone(),
        billing_email: email("billing@northgate.example")?,
        teams_seats: BOUGHT_FIRST.0,
        enterprise_seats: BOUGHT_FIRST.1,
        provider_key: scene.keys.provider_keys.get(&first.email).ok_or_else(lacking)?.clone(),
    };
    setup::install(&scene.by_nobody(&first.email, ago), request).await?;
    let account = {
        let mut db = scene.instance.store.read().await?;
        crate::store::users::by_email(&mut db, &first.email).await?.ok_or_else(lacking)?
    };
    let admin = Actor { user: account.id, email: first.email.clone(), name: first.name.clone() };
    let me = accounts::me(&scene.by(&admin, None, ago), ()).await?;
    Ok((admin, me.providers.first().ok_or_else(lacking)?.id))
}

async fn invite(scene: &Scene, (provider, admin): (ProviderId, &Actor), person: &StaffMember, ago: i64) -> Result<()> {
    let request = InvitePeopleRequest { provider, emails: vec![person.email.to_string()], role: person.role, scope: Scope::AllClients };
    all_done(people::invite(&scene.by(admin, None, ago), request).await?)
}

async fn accept(scene: &Scene, place: (ProviderId, &Actor), person: &StaffMember, ago: i64) -> Result<Actor> {
    let actor = scene.register(&person.email, &person.name, ago + 120).await?;
    let (id, invited_at) = row(scene, place, &person.email).await?;
    let token = invitations::make(&scene.instance, &Proof::ProviderUser { provider: place.0, person: id, invited_at })?;
    accounts::accept(&scene.by(&actor, None, ago), AcceptRequest { token }).await?;
    Ok(actor)
}

async fn confirm(scene: &Scene, place: (ProviderId, &Actor), person: &StaffMember, ago: i64) -> Result<()> {
    let request = ConfirmPersonRequest {
        provider: place.0,
        person: row(scene, place, &person.email).await?.0,
        key: scene.keys.provider_keys.get(&person.email).ok_or_else(lacking)?.clone(),
        key_revision: 1,
        pin: scene.keys.pair(&person.email).ok_or_else(lacking)?.pin.clone(),
        replaces: None,
        record: None,
    };
    people::confirm(&scene.by(place.1, None, ago), request).await
}

/// Somebody's row in the provider, and when he was invited.
async fn row(scene: &Scene, (provider, admin): (ProviderId, &Actor), email: &Email) -> Result<(ProviderUserId, Micros)> {
    let request = ListPeopleRequest { provider, search: email.to_string(), status: None, cursor: None };
    let found = people::list(&scene.by(admin, None, 0), request).await?.page.rows;
    found.into_iter().find(|row| row.email == email.as_str()).map(|row| (row.id, row.invited_at)).ok_or_else(lacking)
}

fn email(text: &str) -> Result<Email> {
    text.parse().map_err(|_| lacking())
}

fn line(text: &str) -> Result<ContactLine> {
    text.parse().map_err(|_| lacking())
}
