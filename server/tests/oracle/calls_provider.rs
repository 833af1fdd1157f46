//! Calls to a provider and about its clients.

use crate::{
    calls::Case,
    cases,
    principals::{POOL, SEATS, address, pin, unique},
    support::{WRAPPED, public_key, record, sealed},
};
use serde_json::json;
use server::{
    model::{
        id::IdempotencyKey,
        role::{Rights, Role, Status},
    },
    store::sql,
};

pub const CASES: &[Case] = cases! {
    "provider.read" "/rpc/providers/get" Nobody |s, role| json!({"provider": s.provider});
    "provider.update" "/rpc/providers/update" Nobody |s, role| json!({
        "provider": s.provider, "name": "Northgate", "billing_email": "new@northgate.example", "support": {"email": "", "phone": "", "url": ""}
    });
    "provider.users.list" "/rpc/people/list" Nobody |s, role| json!({"provider": s.provider});
    "provider.users.list" "/rpc/people/get" Nobody |s, role| json!({"provider": s.provider, "person": s.colleague(Status::Confirmed).await});
    "provider.users.invite" "/rpc/people/invite" Nobody |s, role| json!({
        "provider": s.provider, "emails": [address("new")], "role": "ServiceUser", "scope": "AllClients"
    });
    "provider.users.invite" "/rpc/people/invite" Nobody |s, role| json!({
        "provider": s.provider, "emails": [address("new"), address("new")], "role": "ServiceUser", "scope": {"Clients": [s.client]}
    });
    "provider.users.invite" "/rpc/people/invite" Nobody |s, role| json!({
        "provider": s.provider, "emails": [address("new")], "role": "Admin", "scope": "AllClients"
    });
    "provider.users.reinvite" "/rpc/people/reinvite" Nobody |s, role| json!({"provider": s.provider, "person": s.colleague(Status::Invited).await});
    "provider.users.public_keys" "/rpc/people/public_key" Nobody |s, role| json!({"provider": s.provider, "person": s.colleague(Status::Accepted).await});
    "provider.users.confirm" "/rpc/people/confirm" Nobody |s, role| json!({
        "provider": s.provider, "person": s.colleague(Status::Accepted).await, "key": sealed(), "key_revision": 1, "pin": pin()
    });
    "provider.users.update" "/rpc/people/update" Nobody |s, role| json!({
        "provider": s.provider, "person": s.colleague(Status::Confirmed).await, "role": "Admin", "scope": "AllClients"
    });
    "provider.users.update" "/rpc/people/update" Nobody |s, role| json!({
        "provider": s.provider, "person": s.colleague(Status::Confirmed).await, "role": "ServiceUser", "scope": {"Clients": [s.client]}
    });
    "provider.users.revoke" "/rpc/people/revoke" Nobody |s, role| json!({"provider": s.provider, "person": s.colleague(Status::Confirmed).await});
    "provider.users.restore" "/rpc/people/restore" Nobody |s, role| json!({"provider": s.provider, "person": s.colleague(Status::Revoked).await});
    "provider.users.remove" "/rpc/people/remove" Nobody |s, role| json!({"provider": s.provider, "person": s.colleague(Status::Confirmed).await});

    "provider.clients.list" "/rpc/clients/list" Nobody |s, role| json!({"provider": s.provider});
    "provider.clients.list" "/rpc/live/provider" Nobody |s, role| json!({
        "provider": s.provider, "list": "Clients", "version": 1, "seconds": 0
    });
    "provider.clients.list" "/rpc/clients/export_csv" Nobody |s, role| json!({"provider": s.provider});
    "provider.clients.list" "/rpc/clients/summary" Nobody |s, role| json!({"provider": s.provider});
    "provider.clients.create" "/rpc/clients/create" Nobody |s, role| json!({
        "provider": s.provider, "idempotency_key": IdempotencyKey::make(), "name": format!("New Client {}", unique()), "plan": "Teams",
        "seats": 5, "owner_email": address("owner"), "tags": [], "buying": 0,
        "key_revision": 1, "keys": {"link_key": WRAPPED, "public_key": public_key(), "private_key": WRAPPED, "collection_name": WRAPPED}
    });
    "provider.clients.addable" "/rpc/clients/addable" Nobody |s, role| json!({"provider": s.provider});
    "provider.clients.addable" "/rpc/clients/addable_key" Nobody |s, role| {
        let organization = s.world.organization(None, &format!("Fernhill {}", unique()), SEATS).await;
        if let Some(caller) = &s.caller {
            s.world.member(organization, caller, Role::Owner, Rights::NONE, Status::Confirmed).await;
        }
        json!({"provider": s.provider, "organization": organization})
    };
    // The caller owns it, whoever he is: what refuses the others is their place in the provider.
    "provider.clients.add_existing" "/rpc/clients/add_existing" Nobody |s, role| {
        let organization = s.world.organization(None, &format!("Fernhill {}", unique()), SEATS).await;
        if let Some(caller) = &s.caller {
            s.world.member(organization, caller, Role::Owner, Rights::NONE, Status::Confirmed).await;
        }
        json!({"provider": s.provider, "organization": organization, "link_key": WRAPPED, "key_revision": 1, "buying": 0})
    };
    "provider.clients.rename" "/rpc/clients/rename" Nobody |s, role| json!({
        "provider": s.provider, "organization": s.client, "name": format!("Renamed {}", unique())
    });
    "provider.clients.seats" "/rpc/clients/set_seats" Nobody |s, role| json!({
        "provider": s.provider, "organization": s.client, "seats": SEATS + 1, "buying": 0
    });
    "provider.clients.seats" "/rpc/clients/set_seats" Nobody |s, role| json!({
        "provider": s.provider, "organization": s.client, "seats": SEATS - 1, "buying": 0
    });
    "provider.clients.tag" "/rpc/clients/change_tags" Nobody |s, role| json!({"provider": s.provider, "organization": s.client, "add": ["Tier 1"], "remove": ["Dental"]});
    "provider.clients.suspend" "/rpc/clients/suspend" Nobody |s, role| json!({"provider": s.provider, "organization": s.client});
    "provider.clients.suspend" "/rpc/clients/resume" Nobody |s, role| {
        s.world.execute(sql("UPDATE organizations SET suspended_at = 1 WHERE id = $1").bind(s.client)).await;
        json!({"provider": s.provider, "organization": s.client})
    };
    "provider.clients.unlink" "/rpc/clients/unlink" Nobody |s, role| json!({
        "provider": s.provider, "organization": s.client, "typed_name": s.client_name
    });
    "provider.plan.read" "/rpc/providers/plan" Nobody |s, role| json!({"provider": s.provider});
    "provider.plan.update" "/rpc/providers/update_plan" Nobody |s, role| json!({
        "provider": s.provider, "teams_seats": POOL + 1, "enterprise_seats": POOL - 1
    });
    "provider.events.read" "/rpc/providers/events" Nobody |s, role| json!({"provider": s.provider});
    "provider.events.read" "/rpc/providers/event_actors" Nobody |s, role| json!({"provider": s.provider});
    "provider.events.read" "/rpc/providers/export_events" Nobody |s, role| json!({"provider": s.provider});
    "provider.key.rotate" "/rpc/rotation/begin" Nobody |s, role| json!({"provider": s.provider, "revision": 1, "key": sealed(), "record": record()});
    "provider.key.rotate" "/rpc/rotation/resume" Nobody |s, role| {
        s.rotation().await;
        json!({"provider": s.provider})
    };
    "provider.key.rotate" "/rpc/rotation/links" Nobody |s, role| json!({"provider": s.provider, "rotation": s.rotation().await});
    "provider.key.rotate" "/rpc/rotation/rewrap" Nobody |s, role| json!({
        "provider": s.provider, "rotation": s.rotation().await, "links": [{"client": s.client, "key": WRAPPED}]
    });
    "provider.key.rotate" "/rpc/rotation/people" Nobody |s, role| json!({"provider": s.provider, "rotation": s.rotation().await});
    "provider.key.rotate" "/rpc/rotation/seal" Nobody |s, role| json!({
        "provider": s.provider, "rotation": s.rotation().await,
        "people": [{"person": s.colleague(Status::Confirmed).await, "key": sealed(), "pin": pin(), "record": record()}]
    });
    "provider.key.rotate" "/rpc/rotation/finish" Nobody |s, role| {
        let rotation = s.rotation().await;
        s.world.execute(sql("UPDATE provider_clients SET next_key = key WHERE provider_id = $1").bind(s.provider)).await;
        let people = sql("UPDATE provider_users SET next_key = key, next_pin = $2, next_record = $3 WHERE provider_id = $1");
        s.world.execute(people.bind(s.provider).bind(pin()).bind(record())).await;
        json!({"provider": s.provider, "rotation": rotation, "without": []})
    };
};
