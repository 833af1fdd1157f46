use crate::{
    on_both_engines,
    portal::{code, new_client, refusal, seats},
    support::{Person, WRAPPED, World},
};
use server::{
    domain::{clients, events, people},
    model::{
        client::{
            AddExistingRequest, ChangeTagsRequest, ClientRequest, ClientStatus, CreateClientRequest, ListAddableRequest, RenameClientRequest, UnlinkRequest,
        },
        error::ErrorCode,
        event::{EventFilter, EventKind, OrganizationEventsRequest, ProviderEventsRequest},
        id::{OrganizationId, ProviderId},
        person::ListPeopleRequest,
        provider::ProviderRequest,
        role::{Plan, ProviderRole, Rights, Role, Status},
        text::Tag,
    },
    store::sql,
};

fn of(provider: ProviderId, organization: OrganizationId) -> ClientRequest {
    ClientRequest { provider, organization }
}

fn tags(texts: &[&str]) -> Vec<Tag> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

fn unlinking(provider: ProviderId, organization: OrganizationId, typed: &str) -> UnlinkRequest {
    UnlinkRequest { provider, organization, typed_name: typed.to_owned() }
}

fn adding(provider: ProviderId, organization: OrganizationId, buying: u32) -> AddExistingRequest {
    AddExistingRequest { provider, organization, link_key: WRAPPED.to_owned().try_into().unwrap(), key_revision: 1, buying }
}

async fn office(world: &World) -> (ProviderId, Person, Person) {
    let provider = world.provider("Northgate IT", 100).await;
    let (admin, _) = world.staff(provider, "dana@northgate.example", ProviderRole::Admin).await;
    let (service, _) = world.staff(provider, "mara@northgate.example", ProviderRole::ServiceUser).await;
    (provider, admin, service)
}

on_both_engines! {
    async fn a_new_client_comes_with_its_collection_its_invited_owner_and_its_seats(world) {
        let (provider, admin, _) = office(&world).await;
        let request = CreateClientRequest { tags: tags(&["Tier 1", "tier 1", "Dental"]), ..new_client(provider, "Hartwell Dental") };
        let view = clients::create(&world.by(&admin, None), request).await.unwrap();
        assert_eq!((view.status, view.seats, view.occupied, view.invited, view.has_owner), (ClientStatus::SettingUp, 5, 1, 1, false));
        assert_eq!(view.tags, tags(&["Tier 1", "Dental"]));
        assert_eq!(world.pool(provider, Plan::Teams).await, (100, 5, 5));
        let count = |text| world.number(sql(text).bind(view.id));
        assert_eq!(count("SELECT COUNT(*) AS n FROM collection_members g JOIN members m ON m.id = g.member_id
            WHERE g.organization_id = $1 AND g.manage = 1 AND m.role = 0 AND m.status = 0 AND m.email = 'amara@hartwell.example'").await, 1);
        assert_eq!(count("SELECT COUNT(*) AS n FROM organizations WHERE id = $1 AND billing_email = 'billing@northgate.example' AND occupied = 1 AND invited = 1").await, 1);
        for kind in [1900, 1500, 1300] {
            assert_eq!(world.events(provider, kind).await, 1);
        }
        assert_eq!(count("SELECT COUNT(*) AS n FROM events WHERE organization_id = $1").await, 3);
        assert_eq!(world.mails_of_kind("MemberInvitation").await, 1);
    }

    async fn repeating_a_creation_has_the_same_answer_and_no_second_effect(world) {
        let (provider, admin, _) = office(&world).await;
        let request = new_client(provider, "Hartwell Dental");
        let tasks = (0..8).map(|_| {
            let (by, request) = (world.by(&admin, None), request.clone());
            tokio::spawn(async move { clients::create(&by, request).await.unwrap() })
        });
        let mut views = Vec::new();
        for task in tasks.collect::<Vec<_>>() {
            views.push(task.await.unwrap());
        }
        assert!(views.windows(2).all(|pair| pair[0] == pair[1]));
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM organizations")).await, 1);
        assert_eq!(world.pool(provider, Plan::Teams).await, (100, 5, 5));
        let other = CreateClientRequest { seats: 6, ..request.clone() };
        assert_eq!(code(clients::create(&world.by(&admin, None), other).await), ErrorCode::Conflict);
        let (second, _) = world.staff(provider, "second@northgate.example", ProviderRole::Admin).await;
        assert!(clients::create(&world.by(&second, None), request).await.is_ok(), "keys are each person's own");
    }

    async fn a_refused_creation_does_not_use_up_its_key(world) {
        let (provider, admin, _) = office(&world).await;
        let request = CreateClientRequest { seats: 101, ..new_client(provider, "Hartwell Dental") };
        assert_eq!(code(clients::create(&world.by(&admin, None), request.clone()).await), ErrorCode::Conflict);
        assert!(clients::create(&world.by(&admin, None), CreateClientRequest { buying: 1, ..request }).await.is_ok());
        assert_eq!(world.pool(provider, Plan::Teams).await, (101, 101, 101));
    }

    async fn only_what_is_needed_is_bought_and_never_more_than_the_form_said(world) {
        let (provider, admin, _) = office(&world).await;
        let by = world.by(&admin, None);
        let first = CreateClientRequest { seats: 90, buying: 50, ..new_client(provider, "First") };
        clients::create(&by, first).await.unwrap();
        assert_eq!(world.pool(provider, Plan::Teams).await, (100, 90, 90));
        let second = CreateClientRequest { seats: 20, buying: 9, ..new_client(provider, "Second") };
        let error = refusal(clients::create(&by, second.clone()).await);
        assert_eq!(error.code, ErrorCode::Conflict);
        assert!(error.message.contains("10 of 100 Teams seats are free") && error.message.contains("10 would have to be bought"), "{}", error.message);
        clients::create(&by, CreateClientRequest { buying: 30, ..second }).await.unwrap();
        assert_eq!(world.pool(provider, Plan::Teams).await, (110, 110, 110));
        assert!(world.detail(1900).await.ends_with("20 seats; 10 seats bought"));
    }

    async fn a_creation_with_wrong_fields_is_refused(world) {
        let (provider, admin, service) = office(&world).await;
        let by = world.by(&admin, None);
        let good = new_client(provider, "Hartwell Dental");
        for seats in [0, 100_001, u32::MAX] {
            assert_eq!(code(clients::create(&by, CreateClientRequest { seats, buying: u32::MAX, ..good.clone() }).await), ErrorCode::Invalid);
        }
        let mut sealed = good.clone();
        sealed.keys.link_key = crate::support::sealed().try_into().unwrap();
        assert_eq!(code(clients::create(&by, sealed).await), ErrorCode::Invalid);
        assert_eq!(code(clients::create(&world.by(&service, None), good.clone()).await), ErrorCode::Forbidden);
        clients::create(&by, CreateClientRequest { seats: 100_000, buying: 99_900, ..good.clone() }).await.unwrap();
        let beyond = CreateClientRequest { seats: 1, buying: 1, ..new_client(provider, "One too many") };
        assert_eq!(code(clients::create(&by, beyond).await), ErrorCode::Invalid);
        let stranger = world.person("eve@elsewhere.example").await;
        assert_eq!(code(clients::create(&world.by(&stranger, None), good).await), ErrorCode::NotFound);
    }

    async fn seats_grow_from_the_pool_and_shrink_back_into_it(world) {
        let (provider, admin, service) = office(&world).await;
        let client = world.organization(Some(provider), "Hartwell Dental", 10).await;
        clients::set_seats(&world.by(&service, Some(client)), seats(provider, client, 100, 0)).await.unwrap();
        assert_eq!(world.pool(provider, Plan::Teams).await, (100, 100, 100));
        assert_eq!(world.detail(9005).await, "from 10 to 100");
        let error = code(clients::set_seats(&world.by(&service, Some(client)), seats(provider, client, 101, 50)).await);
        assert_eq!(error, ErrorCode::SeatsPurchaseNeedsAdmin);
        assert_eq!(code(clients::set_seats(&world.by(&admin, Some(client)), seats(provider, client, 105, 4)).await), ErrorCode::Conflict);
        assert_eq!(world.pool(provider, Plan::Teams).await, (100, 100, 100));
        clients::set_seats(&world.by(&admin, Some(client)), seats(provider, client, 105, 9)).await.unwrap();
        assert_eq!((world.pool(provider, Plan::Teams).await, world.detail(9005).await.as_str()), ((105, 105, 105), "from 100 to 105; 5 seats bought"));
        clients::set_seats(&world.by(&service, Some(client)), seats(provider, client, 7, 0)).await.unwrap();
        assert_eq!(world.pool(provider, Plan::Teams).await, (105, 7, 7));
        assert_eq!(world.events(provider, 9005).await, 3);
    }

    async fn seats_in_use_are_not_taken_away(world) {
        let (provider, admin, _) = office(&world).await;
        let client = world.organization(Some(provider), "Hartwell Dental", 10).await;
        for n in 0..3 {
            let person = world.person(&format!("p{n}@hartwell.example")).await;
            world.member(client, &person, Role::User, Rights::NONE, Status::Invited).await;
        }
        let by = world.by(&admin, Some(client));
        assert!(refusal(clients::set_seats(&by, seats(provider, client, 2, 0)).await).message.contains("3 seats are in use"));
        assert_eq!(code(clients::set_seats(&by, seats(provider, client, 0, 0)).await), ErrorCode::Invalid);
        assert_eq!(world.pool(provider, Plan::Teams).await, (100, 10, 10));
        clients::set_seats(&by, seats(provider, client, 3, 0)).await.unwrap();
        assert_eq!(world.pool(provider, Plan::Teams).await, (100, 3, 3));
    }

    async fn a_client_is_renamed_in_both_logs(world) {
        let (provider, _, service) = office(&world).await;
        let client = world.organization(Some(provider), "Hartwell Dental", 10).await;
        let request = RenameClientRequest { provider, organization: client, name: "Hartwell Clinic".parse().unwrap() };
        clients::rename(&world.by(&service, Some(client)), request.clone()).await.unwrap();
        clients::rename(&world.by(&service, Some(client)), request).await.unwrap();
        let query = sql("SELECT COUNT(*) AS n FROM events WHERE kind = 1600 AND provider_id = $1 AND organization_id = $2").bind(provider).bind(client);
        assert_eq!(world.number(query).await, 1);
        assert_eq!(world.detail(1600).await, "Name from \"Hartwell Dental\" to \"Hartwell Clinic\"");
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM organizations WHERE name_key = 'hartwell clinic'")).await, 1);
    }

    async fn tags_are_kept_as_typed_and_stay_out_of_the_clients_log(world) {
        let (provider, admin, service) = office(&world).await;
        let client = world.organization(Some(provider), "Hartwell Dental", 10).await;
        let request = |add: &[&str], remove: &[&str]| ChangeTagsRequest { provider, organization: client, add: tags(add), remove: tags(remove) };
        let change = async |add: &[&str], remove: &[&str]| clients::change_tags(&world.by(&service, Some(client)), request(add, remove)).await;
        assert_eq!(change(&["Ärzte", "Slow payer", "slow PAYER"], &[]).await.unwrap(), tags(&["Ärzte", "Slow payer"]));
        let row = server::store::clients::find(&mut world.instance.store.read().await.unwrap(), provider, client).await.unwrap().unwrap();
        assert_eq!(row.view.tags, tags(&["Ärzte", "Slow payer"]));
        let owner = world.person("amara@hartwell.example").await;
        world.member(client, &owner, Role::Owner, Rights::NONE, Status::Confirmed).await;
        let request_of_client = OrganizationEventsRequest { organization: client, filter: EventFilter::default(), cursor: None };
        assert!(events::of_organization(&world.by(&owner, None), request_of_client.clone()).await.unwrap().rows.is_empty());
        assert!(!events::export_csv(&world.by(&owner, None), request_of_client).await.unwrap().content.contains("Slow payer"));
        let filter = EventFilter { client: Some(client), ..EventFilter::default() };
        let told = events::of_provider(&world.by(&admin, None), ProviderEventsRequest { provider, filter, cursor: None }).await.unwrap().rows;
        assert_eq!(told.iter().map(|event| (event.kind, event.detail.as_str())).collect::<Vec<_>>(), [(EventKind::OrganizationUpdated, "Tags: Ärzte, Slow payer")]);
        assert_eq!((world.events(provider, 1600).await, world.detail(1600).await.as_str()), (1, "Tags: Ärzte, Slow payer"));
        assert_eq!(change(&["ärzte"], &[]).await.unwrap(), tags(&["Ärzte", "Slow payer"]), "nothing to change");
        assert_eq!(world.events(provider, 1600).await, 1, "and nothing to tell");
        assert_eq!(code(change(&["1", "2", "3", "4", "5", "6", "7"], &[]).await), ErrorCode::Invalid);
        assert_eq!(change(&["Tier 1"], &["slow payer"]).await.unwrap(), tags(&["Ärzte", "Tier 1"]));
    }

    async fn a_suspended_client_is_read_and_not_changed_until_it_is_resumed(world) {
        let (provider, admin, service) = office(&world).await;
        let client = world.organization(Some(provider), "Hartwell Dental", 10).await;
        let by = world.by(&admin, Some(client));
        assert_eq!(code(clients::suspend(&world.by(&service, Some(client)), of(provider, client)).await), ErrorCode::Forbidden);
        assert_eq!(code(clients::resume(&by, of(provider, client)).await), ErrorCode::Conflict);
        clients::suspend(&by, of(provider, client)).await.unwrap();
        assert_eq!(code(clients::suspend(&by, of(provider, client)).await), ErrorCode::Conflict);
        assert_eq!(code(clients::set_seats(&by, seats(provider, client, 11, 0)).await), ErrorCode::Suspended);
        assert_eq!(clients::summary(&by, ProviderRequest { provider }).await.unwrap().suspended, 1);
        clients::resume(&by, of(provider, client)).await.unwrap();
        clients::set_seats(&by, seats(provider, client, 11, 0)).await.unwrap();
        assert_eq!((world.events(provider, 9003).await, world.events(provider, 9004).await), (1, 1));
    }

    async fn only_an_organization_that_the_admin_owns_is_added(world) {
        let (provider, admin, service) = office(&world).await;
        let own = world.organization(None, "Own Works", 12).await;
        let administered = world.organization(None, "Administered", 3).await;
        let waiting = world.organization(None, "Waiting", 3).await;
        let foreign = world.organization(None, "Foreign", 3).await;
        world.member(own, &admin, Role::Owner, Rights::NONE, Status::Confirmed).await;
        world.member(own, &service, Role::Owner, Rights::NONE, Status::Confirmed).await;
        world.member(administered, &admin, Role::Admin, Rights::NONE, Status::Confirmed).await;
        world.member(waiting, &admin, Role::Owner, Rights::NONE, Status::Accepted).await;
        let by = world.by(&admin, None);
        let request = ListAddableRequest { provider, search: String::new(), cursor: None };
        let addable = clients::addable(&by, request.clone()).await.unwrap().rows;
        assert_eq!(addable.iter().map(|row| row.id).collect::<Vec<_>>(), [own]);
        assert!(clients::addable_key(&by, of(provider, own)).await.unwrap().key.is_sealed());
        for organization in [administered, waiting, foreign, OrganizationId::make()] {
            assert_eq!(code(clients::add_existing(&by, adding(provider, organization, 0)).await), ErrorCode::NotFound);
            assert_eq!(code(clients::addable_key(&by, of(provider, organization)).await), ErrorCode::NotFound);
        }
        assert_eq!(code(clients::addable_key(&world.by(&service, None), of(provider, own)).await), ErrorCode::Forbidden);
        assert_eq!(code(clients::add_existing(&world.by(&service, None), adding(provider, own, 0)).await), ErrorCode::Forbidden);
        assert_eq!(code(clients::add_existing(&world.by_without_step_up(&admin, None), adding(provider, own, 0)).await), ErrorCode::StepUpRequired);
        assert_eq!(world.pool(provider, Plan::Teams).await, (100, 0, 0));
        let view = clients::add_existing(&by, adding(provider, own, 0)).await.unwrap();
        assert_eq!((view.id, view.name.as_str(), view.seats, view.has_owner), (own, "Own Works", 12, true));
        assert_eq!(world.pool(provider, Plan::Teams).await, (100, 12, 12));
        assert_eq!(world.number(sql("SELECT COUNT(*) AS n FROM events WHERE kind = 1901 AND organization_id = $1").bind(own)).await, 1);
        assert_eq!(code(clients::add_existing(&by, adding(provider, own, 0)).await), ErrorCode::NotFound);
        assert!(clients::addable(&by, request).await.unwrap().rows.is_empty());
        assert_eq!(code(clients::addable_key(&by, of(provider, own)).await), ErrorCode::NotFound);
    }

    async fn however_many_an_admin_owns_each_is_found_to_be_added(world) {
        let (provider, admin, _) = office(&world).await;
        for n in 0..230 {
            let own = world.organization(None, &format!("Works {n:03}"), 1).await;
            world.member(own, &admin, Role::Owner, Rights::NONE, Status::Confirmed).await;
        }
        let by = world.by(&admin, None);
        let mut request = ListAddableRequest { provider, search: String::new(), cursor: None };
        let mut names = Vec::new();
        loop {
            let page = clients::addable(&by, request.clone()).await.unwrap();
            names.extend(page.rows.into_iter().map(|row| row.name));
            request.cursor = page.next;
            if request.cursor.is_none() {
                break;
            }
        }
        assert_eq!(names, (0..230).map(|n| format!("Works {n:03}")).collect::<Vec<_>>());
        "WORKS 22".clone_into(&mut request.search);
        let found = clients::addable(&by, request).await.unwrap();
        assert_eq!((found.rows.len(), found.rows[9].name.as_str(), found.next), (10, "Works 229", None));
    }

    async fn adding_buys_what_was_said_or_nothing_happens(world) {
        let (provider, admin, _) = office(&world).await;
        let own = world.organization(None, "Own Works", 103).await;
        world.member(own, &admin, Role::Owner, Rights::NONE, Status::Confirmed).await;
        assert_eq!(code(clients::add_existing(&world.by(&admin, None), adding(provider, own, 2)).await), ErrorCode::Conflict);
        assert_eq!(world.pool(provider, Plan::Teams).await, (100, 0, 0));
        clients::add_existing(&world.by(&admin, None), adding(provider, own, 3)).await.unwrap();
        assert_eq!(world.pool(provider, Plan::Teams).await, (103, 103, 103));
    }

    async fn of_two_providers_that_add_the_same_organization_one_does(world) {
        let mut tasks = Vec::new();
        let owner = world.person("owner@own.example").await;
        let own = world.organization(None, "Own Works", 5).await;
        world.member(own, &owner, Role::Owner, Rights::NONE, Status::Confirmed).await;
        for n in 0..4 {
            let provider = world.provider(&format!("Provider {n}"), 100).await;
            let (_, id) = world.staff(provider, &format!("admin{n}@p.example"), ProviderRole::Admin).await;
            world.execute(sql("UPDATE provider_users SET user_id = $2 WHERE id = $1").bind(id).bind(owner.id)).await;
            let by = world.by(&owner, None);
            tasks.push(tokio::spawn(async move { clients::add_existing(&by, adding(provider, own, 0)).await.is_ok() }));
        }
        let mut done = 0;
        for task in tasks {
            done += i64::from(task.await.unwrap());
        }
        assert_eq!(done, 1);
        assert_eq!(world.number(sql("SELECT CAST(SUM(assigned) AS BIGINT) AS n FROM provider_plans")).await, 5);
    }

    async fn an_unlinked_client_lives_on_with_its_owners(world) {
        let (provider, admin, service) = office(&world).await;
        let client = world.organization(Some(provider), "Hartwell Dental", 10).await;
        let limited = world.staff(provider, "tom@northgate.example", ProviderRole::ServiceUser).await.1;
        world.limit(provider, limited, &[client]).await;
        let owner = world.person("amara@hartwell.example").await;
        world.member(client, &owner, Role::Owner, Rights::NONE, Status::Confirmed).await;
        world.execute(sql("INSERT INTO key_tickets (organization_id, id, user_id, purpose, expires_at) VALUES ($1, $1, $2, 'confirm-members', 0)").bind(client).bind(service.id)).await;
        let by = world.by(&admin, Some(client));
        clients::change_tags(&by, ChangeTagsRequest { provider, organization: client, add: tags(&["Slow payer"]), remove: Vec::new() }).await.unwrap();
        clients::suspend(&by, of(provider, client)).await.unwrap();
        for typed in ["hartwell dental", "Hartwell  Dental", "Hartwell Denta", ""] {
            assert_eq!(code(clients::unlink(&by, unlinking(provider, client, typed)).await), ErrorCode::Invalid, "{typed}");
        }
        assert_eq!(code(clients::unlink(&world.by(&service, Some(client)), unlinking(provider, client, "Hartwell Dental")).await), ErrorCode::Forbidden);
        assert_eq!(code(clients::unlink(&world.by_without_step_up(&admin, Some(client)), unlinking(provider, client, "Hartwell Dental")).await), ErrorCode::StepUpRequired);
        clients::unlink(&by, unlinking(provider, client, " Hartwell Dental ")).await.unwrap();
        let free = sql("SELECT COUNT(*) AS n FROM organizations WHERE id = $1 AND provider_id IS NULL AND suspended_at IS NULL AND tags = '' AND seats = 10
            AND billing_email = 'amara@hartwell.example'");
        assert_eq!(world.number(free.bind(client)).await, 1);
        for table in ["SELECT COUNT(*) AS n FROM provider_clients", "SELECT COUNT(*) AS n FROM provider_user_clients", "SELECT COUNT(*) AS n FROM key_tickets"] {
            assert_eq!(world.number(sql(table)).await, 0, "{table}");
        }
        assert_eq!(world.pool(provider, Plan::Teams).await, (100, 0, 0));
        assert_eq!(world.mails_of_kind("Unlinked").await, 1);
        let both = sql("SELECT COUNT(*) AS n FROM events WHERE kind = 1902 AND organization_id = $1 AND provider_id = $2");
        assert_eq!(world.number(both.bind(client).bind(provider)).await, 1);
        assert_eq!(code(clients::unlink(&by, unlinking(provider, client, "Hartwell Dental")).await), ErrorCode::NotFound);
        let people = people::list(&by, ListPeopleRequest { provider, search: "tom".to_owned(), status: None, cursor: None }).await.unwrap();
        assert_eq!(people.page.rows[0].chosen, Some(0));
    }

    async fn a_client_without_a_confirmed_owner_stays_linked(world) {
        let (provider, admin, _) = office(&world).await;
        let client = world.organization(Some(provider), "Hartwell Dental", 10).await;
        let owner = world.person("amara@hartwell.example").await;
        world.member(client, &owner, Role::Owner, Rights::NONE, Status::Accepted).await;
        assert_eq!(code(clients::unlink(&world.by(&admin, Some(client)), unlinking(provider, client, "Hartwell Dental")).await), ErrorCode::Conflict);
        assert_eq!(world.pool(provider, Plan::Teams).await, (100, 10, 10));
    }

    async fn clients_of_others_and_out_of_scope_are_not_there(world) {
        let (provider, admin, _) = office(&world).await;
        let other = world.provider("Elsewhere", 100).await;
        let foreign = world.organization(Some(other), "Foreign", 10).await;
        let client = world.organization(Some(provider), "Hartwell Dental", 10).await;
        let (limited, id) = world.staff(provider, "tom@northgate.example", ProviderRole::ServiceUser).await;
        world.limit(provider, id, &[]).await;
        let (own, name) = (provider, || "New name".parse().unwrap());
        for (by, provider, organization) in [(&admin, provider, foreign), (&admin, other, foreign), (&limited, provider, client)] {
            let by = world.by(by, Some(organization));
            for code in [
                code(clients::rename(&by, RenameClientRequest { provider, organization, name: name() }).await),
                code(clients::set_seats(&by, seats(provider, organization, 11, 1)).await),
                code(clients::change_tags(&by, ChangeTagsRequest { provider, organization, add: Vec::new(), remove: Vec::new() }).await),
            ] {
                assert_eq!(code, ErrorCode::NotFound);
            }
            // What no service user may do is refused before anybody looks for the client.
            let refused = if provider == own && organization == client { ErrorCode::Forbidden } else { ErrorCode::NotFound };
            for code in [
                code(clients::suspend(&by, of(provider, organization)).await),
                code(clients::resume(&by, of(provider, organization)).await),
                code(clients::unlink(&by, unlinking(provider, organization, "Foreign")).await),
            ] {
                assert_eq!(code, refused);
            }
        }
        assert_eq!(world.pool(other, Plan::Teams).await, (100, 10, 10));
    }
}
