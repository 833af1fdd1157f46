//! Calls to an organization, its members and items, and to one's own account.

use crate::{
    calls::Case,
    cases,
    principals::{address, pin, sign_in, unique},
    support::{WRAPPED, sealed},
};
use serde_json::{Value, json};
use server::{
    model::{
        id::SessionId,
        role::{Role, Status},
    },
    store::sql,
};

pub const CASES: &[Case] = cases! {
    "client.read" "/rpc/organizations/get" Nobody |s, role| json!({"organization": s.client});
    "client.read" "/rpc/organizations/enter" Nobody |s, role| json!({"organization": s.client});
    // Without the billing e-mail, which owners of a linked client may not change: that is tried apart.
    "client.update" "/rpc/organizations/update" Nobody |s, role| json!({"organization": s.client, "name": format!("Renamed {}", unique())});
    "client.delete" "/rpc/organizations/delete" Nobody |s, role| json!({"organization": s.client, "typed_name": s.client_name});
    "client.members.list" "/rpc/members/list" Nobody |s, role| json!({"organization": s.client});
    "client.members.list" "/rpc/members/get" Nobody |s, role| json!({"organization": s.client, "member": s.other_member(role, Status::Confirmed).await});
    "client.members.list" "/rpc/live/organization" Nobody |s, role| json!({
        "organization": s.client, "list": "Members", "version": 1, "seconds": 0
    });
    "client.members.export_csv" "/rpc/members/export_csv" Nobody |s, role| json!({"organization": s.client});
    "client.members.invite" "/rpc/members/invite" One |s, role| json!({"organization": s.client, "emails": [address("new")], "role": role});
    "client.members.invite" "/rpc/members/invite" One |s, role| json!({
        "organization": s.client, "emails": [address("new"), address("new"), address("new")], "role": role
    });
    "client.members.reinvite" "/rpc/members/reinvite" Each |s, role| json!({
        "organization": s.client, "members": [s.other_member(role, Status::Invited).await]
    });
    "client.members.reinvite" "/rpc/members/reinvite" Each |s, role| json!({
        "organization": s.client, "members": [s.other_member(role, Status::Invited).await, s.other_member(role, Status::Invited).await]
    });
    "client.members.public_keys" "/rpc/members/public_key" Nobody |s, role| json!({
        "organization": s.client, "member": s.other_member(Role::Owner, Status::Accepted).await
    });
    "client.members.confirm" "/rpc/members/confirm" One |s, role| json!({
        "organization": s.client, "member": s.other_member(role, Status::Accepted).await, "ticket": s.ticket().await, "key": sealed(), "pin": pin()
    });
    "client.members.confirm" "/rpc/organizations/key_ticket" Nobody |s, role| json!({"organization": s.client, "purpose": "ConfirmMembers"});
    // Whom it is done to.
    "client.members.update" "/rpc/members/update" One |s, role| {
        let to = if role == Role::User { Role::Custom } else { Role::User };
        json!({"organization": s.client, "member": s.other_member(role, Status::Confirmed).await, "role": to})
    };
    // What he is made.
    "client.members.update" "/rpc/members/update" One |s, role| json!({
        "organization": s.client, "member": s.other_member(Role::User, Status::Confirmed).await, "role": role
    });
    "client.members.revoke" "/rpc/members/revoke" Each |s, role| json!({
        "organization": s.client, "members": [s.other_member(role, Status::Confirmed).await]
    });
    "client.members.revoke" "/rpc/members/revoke" Each |s, role| json!({
        "organization": s.client, "members": [s.other_member(role, Status::Confirmed).await, s.other_member(role, Status::Invited).await]
    });
    "client.members.restore" "/rpc/members/restore" Each |s, role| json!({
        "organization": s.client, "members": [s.other_member(role, Status::Revoked).await]
    });
    "client.members.restore" "/rpc/members/restore" Each |s, role| json!({
        "organization": s.client, "members": [s.other_member(role, Status::Revoked).await, s.other_member(role, Status::Revoked).await]
    });
    "client.members.remove" "/rpc/members/remove" Each |s, role| json!({
        "organization": s.client, "members": [s.other_member(role, Status::Confirmed).await]
    });
    "client.members.remove" "/rpc/members/remove" Each |s, role| json!({
        "organization": s.client, "members": [s.other_member(role, Status::Confirmed).await, s.other_member(role, Status::Revoked).await]
    });
    "client.members.leave" "/rpc/members/leave" Nobody |s, role| json!({"organization": s.client});
    "client.events.read" "/rpc/events/list" Nobody |s, role| json!({"organization": s.client});
    "client.events.read" "/rpc/events/actors" Nobody |s, role| json!({"organization": s.client});
    "client.events.read" "/rpc/events/export_csv" Nobody |s, role| json!({"organization": s.client});
    "client.seats.read" "/rpc/organizations/seats" Nobody |s, role| json!({"organization": s.client});
};

/// What stands for everybody's password here.
fn auth_hash() -> String {
    format!("{}=", "A".repeat(43))
}

pub const ACCOUNT: &[Case] = cases! {
    "account.read" "/rpc/account/me" Nobody |s, role| Value::Null;
    "account.read" "/rpc/session/unlock_keys" Nobody |s, role| Value::Null;
    "account.read" "/rpc/session/step_up" Nobody |s, role| {
        if let Some(caller) = &s.caller {
            let hash = crate::special::password_hash(s.world).await;
            s.world.execute(sql("UPDATE users SET password_hash = $2 WHERE id = $1").bind(caller.id).bind(hash)).await;
        }
        json!({"auth_hash": auth_hash()})
    };
    "account.update" "/rpc/account/update" Nobody |s, role| json!({"name": "New Name"});
    "account.change_password" "/rpc/account/change_password" Nobody |s, role| json!({
        "kdf": {"Pbkdf2": {"iterations": 600_000}}, "auth_hash": auth_hash(), "user_key": WRAPPED
    });
    "account.change_kdf" "/rpc/account/change_kdf" Nobody |s, role| json!({
        "kdf": {"Argon2id": {"iterations": 3, "memory_mib": 64, "parallelism": 4}}, "auth_hash": auth_hash(), "user_key": WRAPPED
    });
    "account.api_key" "/rpc/account/make_api_key" Nobody |s, role| Value::Null;
    "account.api_key" "/rpc/account/end_api_key" Nobody |s, role| Value::Null;
    "account.sessions" "/rpc/account/sessions" Nobody |s, role| Value::Null;
    "account.sessions.end" "/rpc/account/end_session" Nobody |s, role| json!({"session": s.session});
    "account.sessions.end" "/rpc/account/end_session" Nobody |s, role| {
        let session = SessionId::make();
        if let Some(caller) = &s.caller {
            sign_in(s.world, caller, session).await;
        }
        json!({"session": session})
    };
};
