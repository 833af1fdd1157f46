use crate::on_both_engines;
use server::{
    access,
    model::{
        access::Action,
        role::{ProviderRole, Rights, Role, Status},
    },
    store::sql,
};

on_both_engines! {
    async fn a_provider_user_and_an_owner_reach_the_client_and_a_stranger_does_not(world) {
        let provider = world.provider("Northgate IT", 100).await;
        let (mara, _) = world.staff(provider, "mara@northgate.example", ProviderRole::ServiceUser).await;
        let client = world.organization(Some(provider), "Hartwell Dental", 10).await;
        let amara = world.person("amara@hartwell.example").await;
        world.member(client, &amara, Role::Owner, Rights::NONE, Status::Confirmed).await;
        let stranger = world.person("stranger@elsewhere.example").await;
        let mut db = world.instance.store.read().await.unwrap();
        assert!(access::client(&mut db, &world.by(&mara, Some(client)), client, Action::ClientMembersInvite).await.is_ok());
        assert!(access::client(&mut db, &world.by(&amara, Some(client)), client, Action::ClientMembersInvite).await.is_ok());
        assert!(access::client(&mut db, &world.by(&stranger, Some(client)), client, Action::ClientMembersInvite).await.is_err());
        assert!(access::linked_client(&mut db, &world.by(&mara, Some(client)), provider, client, Action::ProviderClientsRename).await.is_ok());
        assert!(access::linked_client(&mut db, &world.by(&mara, Some(client)), provider, client, Action::ProviderClientsUnlink).await.is_err());
    }

    async fn a_failed_command_takes_back_only_its_own_writes(world) {
        let provider = world.provider("Northgate IT", 100).await;
        let good = |n: i64| {
            let store = world.instance.store.clone();
            tokio::spawn(async move {
                store.write(n, move |db, n| Box::pin(async move {
                    db.execute(sql("UPDATE providers SET confirmed_admins = confirmed_admins + 1 WHERE id = $1").bind(provider)).await.map_err(crate::support::Failure)?;
                    if *n % 2 == 0 { Ok(()) } else { Err(crate::support::Failure(server::store::StoreError::Column("refused"))) }
                })).await
            })
        };
        let all = (0..40).map(good).collect::<Vec<_>>();
        let mut done = 0;
        for one in all {
            done += i64::from(one.await.unwrap().is_ok());
        }
        assert_eq!(done, 20);
        assert_eq!(world.number(sql("SELECT confirmed_admins AS n FROM providers WHERE id = $1").bind(provider)).await, 20);
    }
}
