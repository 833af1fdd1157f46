//! Many at once, and nothing half done.

use crate::{
    imports::{accept, announcement, begin, count, finish, finished, item, new_collection, send, sent, waiting, withdraw},
    members::{client, code, events},
    on_both_engines,
};
use server::{
    domain::Error,
    model::{error::ErrorCode, id::ImportId, import::BeginImportRequest},
    store::sql,
};
use std::sync::Arc;

const MANY: usize = 32;

/// Runs the same many times at once: how many were done, and with what the others were refused.
async fn at_once<T, F>(task: impl Fn(usize) -> F) -> (usize, Vec<ErrorCode>)
where
    T: std::fmt::Debug + Send + 'static,
    F: Future<Output = Result<T, Error>> + Send + 'static,
{
    let tasks = (0..MANY).map(|nth| tokio::spawn(task(nth))).collect::<Vec<_>>();
    let (mut done, mut refused) = (0, Vec::new());
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => done += 1,
            refusal => refused.push(code(refusal)),
        }
    }
    (done, refused)
}

on_both_engines! {
    async fn of_many_who_accept_one_does(world) {
        let world = Arc::new(world);
        let client = Arc::new(client(&world, 20).await);
        let import = finished(&world, &client.mara, client.id).await;
        let (done, refused) = at_once(|_| {
            let (world, client) = (world.clone(), client.clone());
            async move { accept(&world, &client.amara, import).await }
        })
        .await;
        assert_eq!((done, refused), (1, vec![ErrorCode::Conflict; MANY - 1]));
        assert_eq!((count(&world, "items").await, count(&world, "collections").await, waiting(&world).await), (2, 2, [0; 4]));
        assert_eq!((events(&world, client.id, 9016).await, events(&world, client.id, 1300).await), (1, 2));
    }

    async fn accepting_taking_back_and_discarding_at_once_is_one_of_them(world) {
        let world = Arc::new(world);
        let client = Arc::new(client(&world, 20).await);
        let import = finished(&world, &client.mara, client.id).await;
        let (done, refused) = at_once(|nth| {
            let (world, client) = (world.clone(), client.clone());
            async move {
                match nth % 3 {
                    0 => accept(&world, &client.amara, import).await,
                    1 => withdraw(&world, &client.mara, import).await,
                    _ => withdraw(&world, &client.amara, import).await,
                }
            }
        })
        .await;
        assert_eq!((done, refused), (1, vec![ErrorCode::Conflict; MANY - 1]));
        let accepted = events(&world, client.id, 9016).await;
        assert_eq!(accepted + events(&world, client.id, 9017).await + events(&world, client.id, 9018).await, 1);
        assert_eq!((count(&world, "items").await, waiting(&world).await), (2 * accepted, [0; 4]));
    }

    async fn the_same_part_many_times_is_one_part(world) {
        let world = Arc::new(world);
        let client = Arc::new(client(&world, 20).await);
        let request = announcement(&world, &client.mara, client.id, vec![new_collection()]).await;
        begin(&world, &client.mara, &BeginImportRequest { items: 60, parts: 4, ..request.clone() }).await.unwrap();
        let import = (client.id, request.import);
        let (done, _) = at_once(|nth| {
            let (world, client) = (world.clone(), client.clone());
            async move { send(&world, &client.mara, import, u32::try_from(nth % 4).unwrap(), vec![item(&[0]); 15]).await }
        })
        .await;
        assert_eq!((done, waiting(&world).await), (MANY, [60, 60, 4, 1]));
        finish(&world, &client.mara, import).await.unwrap();
    }

    async fn parts_that_are_too_many_together_do_not_all_get_in(world) {
        let world = Arc::new(world);
        let client = Arc::new(client(&world, 20).await);
        let request = announcement(&world, &client.mara, client.id, vec![new_collection()]).await;
        begin(&world, &client.mara, &BeginImportRequest { items: 100, parts: 40, ..request.clone() }).await.unwrap();
        let import = (client.id, request.import);
        let (done, refused) = at_once(|nth| {
            let (world, client) = (world.clone(), client.clone());
            async move { send(&world, &client.mara, import, u32::try_from(nth).unwrap(), vec![item(&[0]); 10]).await }
        })
        .await;
        assert_eq!((done, refused), (10, vec![ErrorCode::Conflict; MANY - 10]));
        assert_eq!(waiting(&world).await, [100, 100, 10, 1]);
    }

    async fn the_same_announcement_many_times_is_one_import_and_one_ticket(world) {
        let world = Arc::new(world);
        let client = Arc::new(client(&world, 20).await);
        let request = Arc::new(announcement(&world, &client.mara, client.id, vec![new_collection()]).await);
        let (done, _) = at_once(|_| {
            let (world, client, request) = (world.clone(), client.clone(), request.clone());
            async move { begin(&world, &client.mara, &request).await }
        })
        .await;
        assert_eq!((done, count(&world, "imports").await, waiting(&world).await), (MANY, 1, [0, 0, 0, 1]));
        // Different ones on one ticket: it serves once.
        let ticket = announcement(&world, &client.mara, client.id, Vec::new()).await.ticket;
        let (done, refused) = at_once(|_| {
            let (world, client, request) = (world.clone(), client.clone(), request.clone());
            async move { begin(&world, &client.mara, &BeginImportRequest { import: ImportId::make(), ticket, ..(*request).clone() }).await }
        })
        .await;
        assert_eq!((done, refused), (1, vec![ErrorCode::Expired; MANY - 1]));
    }

    async fn no_more_than_five_are_under_way_however_they_are_begun(world) {
        let world = Arc::new(world);
        let client = Arc::new(client(&world, 20).await);
        let (done, refused) = at_once(|_| {
            let (world, client) = (world.clone(), client.clone());
            async move {
                let request = announcement(&world, &client.mara, client.id, vec![new_collection()]).await;
                begin(&world, &client.mara, &request).await
            }
        })
        .await;
        assert_eq!((done, refused), (5, vec![ErrorCode::Conflict; MANY - 5]));
    }

    async fn finishing_many_times_is_one_receipt(world) {
        let world = Arc::new(world);
        let client = Arc::new(client(&world, 20).await);
        let (held, own) = (sent(&world, &client.mara, client.id).await, sent(&world, &client.amara, client.id).await);
        let (done, _) = at_once(|nth| {
            let (world, client) = (world.clone(), client.clone());
            async move { if nth % 2 == 0 { finish(&world, &client.mara, held).await } else { finish(&world, &client.amara, own).await } }
        })
        .await;
        assert_eq!((done, count(&world, "items").await, waiting(&world).await), (MANY, 2, [2, 3, 1, 2]));
        assert_eq!((events(&world, client.id, 9015).await, events(&world, client.id, 9016).await), (2, 1));
    }

    async fn an_import_of_ten_thousand_items_is_accepted_as_a_whole(world) {
        let client = client(&world, 20).await;
        let request = announcement(&world, &client.mara, client.id, vec![new_collection(), new_collection()]).await;
        begin(&world, &client.mara, &BeginImportRequest { items: 10_000, parts: 20, ..request.clone() }).await.unwrap();
        let import = (client.id, request.import);
        let started = std::time::Instant::now();
        for part in 0..20 {
            send(&world, &client.mara, import, part, vec![item(&[0]); 500]).await.unwrap();
        }
        let sent = started.elapsed();
        assert_eq!(waiting(&world).await, [10_000, 10_000, 20, 2]);
        let view = finish(&world, &client.mara, import).await.unwrap();
        assert_eq!(view.kinds, [(1, 10_000)]);
        let started = std::time::Instant::now();
        accept(&world, &client.amara, import).await.unwrap();
        println!("10,000 items: sent in {sent:?}, accepted in {:?}", started.elapsed());
        assert_eq!((count(&world, "items").await, count(&world, "collection_items").await, waiting(&world).await), (10_000, 10_000, [0; 4]));
        let all = sql("SELECT COUNT(*) AS n FROM items i JOIN collection_items c ON c.organization_id = i.organization_id AND c.item_id = i.id");
        assert_eq!(world.number(all).await, 10_000);
        assert_eq!(world.number(sql("SELECT COUNT(DISTINCT collection_id) AS n FROM collection_items")).await, 1);
    }
}
