use crate::{
    on_both_engines,
    portal::code,
    support::{WRAPPED, World, public_key},
};
use server::{
    domain::clients,
    model::{
        client::{
            Attention, ChangeTagsRequest, ClientChip, ClientFilter, ClientPage, ClientSort, ClientStatus, ClientSummary, ClientView, ExportClientsRequest,
            ListClientsRequest,
        },
        error::ErrorCode,
        id::{LinkId, OrganizationId, ProviderId},
        page::Direction,
        provider::ProviderRequest,
        role::{Plan, ProviderRole, Rights, Role, Status},
        time::Micros,
    },
    store::{self, Transaction, sql},
};
use std::{collections::HashSet, time::Instant};

const SORTS: [ClientSort; 6] = [ClientSort::Name, ClientSort::Status, ClientSort::Seats, ClientSort::Attention, ClientSort::Plan, ClientSort::LastActivity];
const CHIPS: [ClientChip; 4] = [ClientChip::NeedsAttention, ClientChip::SeatsFull, ClientChip::SettingUp, ClientChip::Suspended];

fn all(provider: ProviderId) -> ListClientsRequest {
    ListClientsRequest { provider, filter: ClientFilter::default(), cursor: None, rows: Some(200) }
}

fn filtered(provider: ProviderId, filter: ClientFilter) -> ListClientsRequest {
    ListClientsRequest { filter, ..all(provider) }
}

fn searched(provider: ProviderId, search: &str) -> ListClientsRequest {
    filtered(provider, ClientFilter { search: search.to_owned(), ..ClientFilter::default() })
}

fn names(page: &ClientPage) -> Vec<&str> {
    page.rows.iter().map(|row| row.name.as_str()).collect()
}

/// Clients in every state, many with equal names and equal numbers.
async fn fill(db: &mut Transaction, provider: ProviderId, count: i64) -> Result<(), store::StoreError> {
    for first in (0..count).step_by(200) {
        let mut organizations = sql(
            "INSERT INTO organizations (id, provider_id, name, name_key, billing_email, tags, plan, seats, occupied, invited, to_confirm, confirmed_owners, public_key, private_key, suspended_at, last_activity_at, created_at) VALUES ",
        );
        let mut links = sql("INSERT INTO provider_clients (provider_id, id, organization_id, key, created_at) VALUES ");
        for n in first..(first + 200).min(count) {
            let id = OrganizationId::make();
            let comma = if n == first { "(" } else { ", (" };
            let seats = 5 + n % 7;
            let owners = i64::from(n % 5 != 0);
            let to_confirm = if n % 11 == 0 { n % 3 } else { 0 };
            let name = format!("Client {}", n % 997);
            organizations.push(comma).push_bind(id).push(", ").push_bind(provider).push(", ").push_bind(&name).push(", ").push_bind(name.to_lowercase());
            organizations
                .push(", 'x@y.example', '', ")
                .push_bind(if n % 2 == 0 { Plan::Teams } else { Plan::Enterprise })
                .push(", ")
                .push_bind(seats)
                .push(", ");
            organizations.push_bind(n % (seats + 1)).push(", ").push_bind(n % 2).push(", ").push_bind(to_confirm).push(", ").push_bind(owners).push(", ");
            organizations.push_bind(public_key()).push(", ").push_bind(WRAPPED).push(", ").push_bind((n % 13 == 0).then_some(n)).push(", ");
            organizations.push_bind(n % 300).push(", 0)");
            links.push(comma).push_bind(provider).push(", ").push_bind(LinkId::make()).push(", ").push_bind(id).push(", ").push_bind(WRAPPED).push(", 0)");
        }
        db.execute(organizations).await?;
        db.execute(links).await?;
    }
    Ok(())
}

async fn crowd(world: &World, provider: ProviderId, count: i64) {
    world
        .instance
        .store
        .write(provider, move |db, provider| Box::pin(async move { fill(db, *provider, count).await.map_err(crate::support::Failure) }))
        .await
        .unwrap();
}

/// A row's place as the page shows it: what the column says, as a number.
fn place(row: &ClientView, sort: ClientSort) -> i64 {
    match sort {
        ClientSort::Name => 0,
        ClientSort::Status => match row.status {
            ClientStatus::Active => 0,
            ClientStatus::SettingUp => 1,
            ClientStatus::Suspended => 2,
        },
        ClientSort::Seats => i64::from(row.occupied),
        ClientSort::Attention => match row.attention() {
            Some(Attention::ToConfirm(_)) => 0,
            Some(Attention::SeatsFull) => 1,
            Some(Attention::OwnerInvited) => 2,
            Some(Attention::Invited(_)) => 3,
            None => 4,
        },
        ClientSort::Plan => row.plan.number(),
        ClientSort::LastActivity => row.last_activity.unwrap_or(Micros(-1)).0,
    }
}

on_both_engines! {
    async fn ten_thousand_clients_are_walked_in_every_order_and_each_is_seen_once(world) {
        let provider = world.provider("Northgate IT", 0).await;
        let (admin, _) = world.staff(provider, "dana@northgate.example", ProviderRole::Admin).await;
        crowd(&world, provider, 10_000).await;
        let by = world.by(&admin, None);
        for sort in SORTS {
            for direction in [Direction::Ascending, Direction::Descending] {
                let mut request = filtered(provider, ClientFilter { sort, direction, ..ClientFilter::default() });
                let (mut seen, mut keys) = (HashSet::new(), Vec::new());
                let begin = Instant::now();
                loop {
                    let page = clients::list(&by, request.clone()).await.unwrap();
                    assert!(page.rows.len() <= 200);
                    for row in &page.rows {
                        assert!(seen.insert(row.id), "{sort:?} {direction:?}: twice");
                        keys.push((place(row, sort), row.name.to_lowercase(), row.id));
                    }
                    request.cursor = page.next;
                    if request.cursor.is_none() {
                        break;
                    }
                }
                println!("{sort:?} {direction:?}: {:?}", begin.elapsed());
                if direction == Direction::Descending {
                    keys.reverse();
                }
                assert!(keys.is_sorted(), "{sort:?} {direction:?}");
                assert_eq!(seen.len(), 10_000, "{sort:?} {direction:?}");
            }
        }
    }

    async fn the_figures_are_those_of_the_lists_behind_the_chips(world) {
        let provider = world.provider("Northgate IT", 0).await;
        let (admin, _) = world.staff(provider, "dana@northgate.example", ProviderRole::Admin).await;
        crowd(&world, provider, 190).await;
        let by = world.by(&admin, None);
        let everything = clients::list(&by, all(provider)).await.unwrap().rows;
        let mut counts = Vec::new();
        for chip in CHIPS {
            let rows = clients::list(&by, filtered(provider, ClientFilter { chip, ..ClientFilter::default() })).await.unwrap().rows;
            counts.push(u32::try_from(rows.len()).unwrap());
        }
        let count = |test: &dyn Fn(&ClientView) -> bool| u32::try_from(everything.iter().filter(|row| test(row)).count()).unwrap();
        let is_live = |row: &ClientView| row.status != ClientStatus::Suspended;
        let summary = clients::summary(&by, ProviderRequest { provider }).await.unwrap();
        assert_eq!(counts, [summary.needs_attention, summary.seats_full, summary.setting_up, summary.suspended]);
        let expected = ClientSummary {
            all: 190,
            active: count(&|row| row.status == ClientStatus::Active),
            setting_up: count(&|row| row.status == ClientStatus::SettingUp),
            suspended: count(&|row| row.status == ClientStatus::Suspended),
            needs_attention: count(&|row| row.attention().is_some()),
            seats_full: count(&|row| is_live(row) && row.occupied >= row.seats),
            seats_used: everything.iter().map(|row| row.occupied).sum(),
            seats_total: 0,
            seats_unassigned: Some(0),
            to_confirm: everything.iter().filter(|row| is_live(row)).map(|row| row.to_confirm).sum(),
            clients_to_confirm: count(&|row| matches!(row.attention(), Some(Attention::ToConfirm(_)))),
        };
        assert_eq!(summary, expected);
        assert!(counts.iter().all(|count| *count > 0 && *count < 190), "{counts:?}");
    }

    async fn names_tags_and_mail_domains_are_searched_and_wildcards_are_letters(world) {
        let provider = world.provider("Northgate IT", 100).await;
        let (admin, _) = world.staff(provider, "dana@northgate.example", ProviderRole::Admin).await;
        let dental = world.organization(Some(provider), "Hartwell Dental", 5).await;
        let zoo = world.organization(Some(provider), "ZÜRICH Zoo 100%", 5).await;
        world.execute(sql("UPDATE organizations SET billing_email = 'dental@zoo.example' WHERE id = $1").bind(zoo)).await;
        let by = world.by(&admin, None);
        let add = vec!["Ärzte".parse().unwrap(), "Tier 1".parse().unwrap()];
        clients::change_tags(&by.showing(dental), ChangeTagsRequest { provider, organization: dental, add, remove: Vec::new() }).await.unwrap();
        for (search, found) in [
            ("hart", vec!["Hartwell Dental"]),
            ("dental", vec!["Hartwell Dental"]),
            ("zürich", vec!["ZÜRICH Zoo 100%"]),
            ("ärzte", vec!["Hartwell Dental"]),
            ("TIER 1", vec!["Hartwell Dental"]),
            ("zoo.ex", vec!["ZÜRICH Zoo 100%"]),
            ("dental@zoo", vec!["ZÜRICH Zoo 100%"]),
            ("@hartwell", vec!["Hartwell Dental"]),
            ("100%", vec!["ZÜRICH Zoo 100%"]),
            ("%", vec!["ZÜRICH Zoo 100%"]),
            ("_", vec![]),
            ("  ", vec!["Hartwell Dental", "ZÜRICH Zoo 100%"]),
            ("'; --", vec![]),
        ] {
            assert_eq!(names(&clients::list(&by, searched(provider, search)).await.unwrap()), found, "{search}");
        }
    }

    async fn a_limited_service_user_sees_and_counts_his_clients_alone(world) {
        let provider = world.provider("Northgate IT", 100).await;
        let own = world.organization(Some(provider), "Hartwell Dental", 5).await;
        let hidden = world.organization(Some(provider), "Hidden Works", 7).await;
        let owner = world.person("amara@hartwell.example").await;
        world.member(hidden, &owner, Role::Owner, Rights::NONE, Status::Confirmed).await;
        let (limited, id) = world.staff(provider, "tom@northgate.example", ProviderRole::ServiceUser).await;
        let (unlimited, _) = world.staff(provider, "mara@northgate.example", ProviderRole::ServiceUser).await;
        world.limit(provider, id, &[own]).await;
        let by = world.by(&limited, None);
        assert_eq!(names(&clients::list(&by, all(provider)).await.unwrap()), ["Hartwell Dental"]);
        assert!(clients::list(&by, searched(provider, "hidden")).await.unwrap().rows.is_empty());
        let summary = clients::summary(&by, ProviderRequest { provider }).await.unwrap();
        assert_eq!((summary.all, summary.active, summary.setting_up, summary.seats_used), (1, 0, 1, 0));
        // What he sees used is a part of what his clients have, not of what everybody has.
        assert_eq!((summary.seats_total, summary.seats_unassigned), (5, None));
        let summary = clients::summary(&world.by(&unlimited, None), ProviderRequest { provider }).await.unwrap();
        assert_eq!((summary.all, summary.active, summary.seats_used), (2, 1, 1));
        assert_eq!((summary.seats_total, summary.seats_unassigned), (200, Some(188)));
    }

    async fn a_file_of_the_clients_holds_what_the_filter_shows_and_no_formula(world) {
        let provider = world.provider("Northgate IT", 100).await;
        let (admin, _) = world.staff(provider, "dana@northgate.example", ProviderRole::Admin).await;
        let (limited, id) = world.staff(provider, "tom@northgate.example", ProviderRole::ServiceUser).await;
        crowd(&world, provider, 1_100).await;
        let formula = world.organization(Some(provider), "=HYPERLINK(\"x\",\"y\")", 5).await;
        world.limit(provider, id, &[formula]).await;
        let export = async |person, search: &str| {
            let filter = ClientFilter { search: search.to_owned(), ..ClientFilter::default() };
            let file = clients::export_csv(&world.by(person, None), ExportClientsRequest { provider, filter }).await.unwrap();
            csv::Reader::from_reader(file.content.as_bytes()).records().map(Result::unwrap).collect::<Vec<_>>()
        };
        assert_eq!(export(&admin, "").await.len(), 1_101);
        let found = export(&admin, "hyperlink").await;
        assert_eq!(found.iter().map(|row| row[0].to_owned()).collect::<Vec<_>>(), ["'=HYPERLINK(\"x\",\"y\")"]);
        assert_eq!((&found[0][1], &found[0][3], &found[0][4]), ("Setting up", "5", "0"));
        assert_eq!(export(&limited, "").await.len(), 1);
        let (stranger, _) = world.staff(world.provider("Elsewhere", 0).await, "eve@elsewhere.example", ProviderRole::Admin).await;
        let request = ExportClientsRequest { provider, filter: ClientFilter::default() };
        assert_eq!(code(clients::export_csv(&world.by(&stranger, None), request).await), ErrorCode::NotFound);
    }

    async fn nothing_of_another_provider_is_listed_and_a_cursor_fits_its_list_alone(world) {
        let provider = world.provider("Northgate IT", 0).await;
        let other = world.provider("Elsewhere", 0).await;
        let (admin, _) = world.staff(provider, "dana@northgate.example", ProviderRole::Admin).await;
        let (stranger, _) = world.staff(other, "eve@elsewhere.example", ProviderRole::Admin).await;
        crowd(&world, provider, 10).await;
        crowd(&world, other, 10).await;
        let first = clients::list(&world.by(&admin, None), ListClientsRequest { rows: Some(4), ..all(provider) }).await.unwrap();
        let continued = |provider| ListClientsRequest { cursor: first.next.clone(), ..all(provider) };
        assert_eq!(clients::list(&world.by(&admin, None), continued(provider)).await.unwrap().rows.len(), 6);
        assert_eq!(code(clients::list(&world.by(&stranger, None), continued(other)).await), ErrorCode::Invalid);
        assert_eq!(code(clients::list(&world.by(&stranger, None), all(provider)).await), ErrorCode::NotFound);
        assert_eq!(code(clients::summary(&world.by(&stranger, None), ProviderRequest { provider }).await), ErrorCode::NotFound);
        assert_eq!(clients::list(&world.by(&admin, None), ListClientsRequest { rows: Some(10_000), ..all(provider) }).await.unwrap().rows.len(), 10);
    }
}
