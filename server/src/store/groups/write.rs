use crate::{
    access::{ClientAccess, GroupAccess},
    model::{
        id::{GroupId, MemberId},
        text::GroupName,
        time::Micros,
    },
    store::{StoreError, Transaction, sql},
};

/// Makes an empty group.
pub async fn insert(db: &mut Transaction, client: &ClientAccess, id: GroupId, name: &GroupName, now: Micros) -> Result<(), StoreError> {
    let query = sql("INSERT INTO member_groups (organization_id, id, name, name_key, created_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(client.organization())
        .bind(id)
        .bind(name)
        .bind(name.as_str().to_lowercase())
        .bind(now);
    db.execute(query).await.map(|_| ())
}

/// Gives a group another name.
pub async fn rename(db: &mut Transaction, access: &GroupAccess, name: &GroupName) -> Result<(), StoreError> {
    let query = sql("UPDATE member_groups SET name = $3, name_key = $4 WHERE organization_id = $1 AND id = $2")
        .bind(access.organization())
        .bind(access.group())
        .bind(name)
        .bind(name.as_str().to_lowercase());
    db.execute(query).await.map(|_| ())
}

/// Puts a member of the organization into a group. `false`: he was in it.
pub async fn add(db: &mut Transaction, access: &GroupAccess, member: MemberId) -> Result<bool, StoreError> {
    let query = sql("INSERT INTO group_members (organization_id, group_id, member_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
    Ok(db.execute(query.bind(access.organization()).bind(access.group()).bind(member)).await? == 1)
}

/// Takes a member out of a group. `false`: he was not in it.
pub async fn remove(db: &mut Transaction, access: &GroupAccess, member: MemberId) -> Result<bool, StoreError> {
    let query = sql("DELETE FROM group_members WHERE organization_id = $1 AND group_id = $2 AND member_id = $3");
    Ok(db.execute(query.bind(access.organization()).bind(access.group()).bind(member)).await? == 1)
}

/// Deletes a group: who is in it stays a member, without what the group gave.
pub async fn delete(db: &mut Transaction, access: &GroupAccess) -> Result<bool, StoreError> {
    let query = sql("DELETE FROM member_groups WHERE organization_id = $1 AND id = $2");
    Ok(db.execute(query.bind(access.organization()).bind(access.group())).await? == 1)
}
