//! The statements over items take the proof of a membership and no other.

use server::{
    access::ClientAccess,
    store::{
        Connection,
        items::{Which, reached},
    },
};

async fn as_administrator(db: &mut Connection, client: &ClientAccess) {
    let _ = reached(db, client, Which::After(None), 1).await;
}

fn main() {}
