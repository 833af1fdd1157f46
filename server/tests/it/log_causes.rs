//! What a failure of the database leaves in the server's own log.

use crate::{
    on_both_engines,
    support::{Failure, WRAPPED},
};
use server::{model::id::UserId, store::sql};
use std::error::Error as _;

on_both_engines! {
    async fn a_cause_names_the_rule_and_quotes_no_row(world) {
        // Everything that PostgreSQL would quote as the failing row.
        let query = sql("INSERT INTO users (id, email, name, password_hash, kdf_kind, kdf_iterations, kdf_memory_mib, kdf_parallelism, user_key, public_key, private_key, created_at, password_changed_at)
            VALUES ($1, 'amara@hartwell.example', 'Amara', 'a hash', 0, 600000, 0, 0, $2, $2, $2, 0, NULL)");
        let query = query.bind(UserId::make()).bind(WRAPPED);
        let write = world.instance.store.write(query, |db, query| Box::pin(async move { db.execute(query.clone()).await.map_err(Failure) }));
        let Failure(error) = write.await.unwrap_err();
        let cause = error.source().unwrap();
        for text in [format!("{error:?}"), format!("{error}"), format!("{cause:?}"), format!("{cause}"), format!("{:?}", cause.source())] {
            assert!(!text.contains("amara") && !text.contains("a hash") && !text.contains(WRAPPED), "{text}");
        }
        assert!(format!("{cause:?}").contains("password_changed_at"), "{cause:?}");
    }
}
