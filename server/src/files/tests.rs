use super::*;
use axum::{
    Router,
    body::Body,
    extract::{Query, State},
    http::{HeaderMap, Method, Response, StatusCode, Uri, header},
};
use futures_util::stream;
use std::{
    collections::{BTreeMap, HashMap},
    sync::Mutex,
};

/// A store that speaks as much of S3 as is used here.
#[derive(Default)]
struct Shelf {
    objects: HashMap<String, Bytes>,
    /// Parts of what is not complete.
    uploads: HashMap<String, BTreeMap<u32, Bytes>>,
    begun: usize,
}

type Shared = Arc<Mutex<Shelf>>;

async fn bucket() -> (FilesPlace, Shared) {
    let shelf = Shared::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let endpoint = format!("http://{}", listener.local_addr().expect("its address"));
    let router = Router::new().fallback(answer).layer(axum::extract::DefaultBodyLimit::disable()).with_state(shelf.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    let access = Some(("reader".to_owned(), Zeroizing::new("secret".to_owned())));
    let bucket = Bucket { name: "files".to_owned(), prefix: "of/castellan".to_owned(), endpoint: Some(endpoint), region: "us-east-1".to_owned(), access };
    (FilesPlace::Bucket(bucket), shelf)
}

async fn answer(
    State(shelf): State<Shared>,
    method: Method,
    uri: Uri,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let signed = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    assert!(signed.starts_with("AWS4-HMAC-SHA256 Credential=reader/"), "{method} {uri} is not signed");
    let key = uri.path().strip_prefix("/files/of/castellan/").expect("within the bucket and below the prefix").to_owned();
    let mut shelf = shelf.lock().expect("nobody panicked");
    let upload = query.get("uploadId");
    let reply =
        |status: StatusCode, text: String| Response::builder().status(status).header(header::ETAG, "\"mark\"").body(Body::from(text)).expect("an answer");
    match (method.as_str(), upload) {
        ("POST", None) => {
            shelf.begun += 1;
            let id = format!("upload-{}", shelf.begun);
            shelf.uploads.insert(id.clone(), BTreeMap::new());
            let text =
                format!("<InitiateMultipartUploadResult><Bucket>files</Bucket><Key>{key}</Key><UploadId>{id}</UploadId></InitiateMultipartUploadResult>");
            reply(StatusCode::OK, text)
        }
        ("PUT", Some(id)) => {
            let number = query.get("partNumber").and_then(|number| number.parse().ok()).expect("a number");
            shelf.uploads.get_mut(id).expect("begun").insert(number, body);
            reply(StatusCode::OK, String::new())
        }
        ("POST", Some(id)) => {
            let parts = shelf.uploads.remove(id).expect("begun").into_values().collect::<Vec<_>>();
            assert!(parts.iter().rev().skip(1).all(|part| part.len() >= PART), "a bucket takes no smaller parts but the last");
            shelf.objects.insert(key, parts.concat().into());
            reply(StatusCode::OK, "<CompleteMultipartUploadResult><ETag>\"mark\"</ETag></CompleteMultipartUploadResult>".to_owned())
        }
        ("DELETE", Some(id)) => {
            shelf.uploads.remove(id).expect("begun");
            reply(StatusCode::NO_CONTENT, String::new())
        }
        ("DELETE", None) => {
            shelf.objects.remove(&key);
            reply(StatusCode::NO_CONTENT, String::new())
        }
        ("GET", None) => match shelf.objects.get(&key) {
            Some(bytes) => Response::builder()
                .header(header::ETAG, "\"mark\"")
                .header(header::LAST_MODIFIED, "Thu, 01 Jan 2026 00:00:00 GMT")
                .body(Body::from(bytes.clone()))
                .expect("an answer"),
            None => reply(StatusCode::NOT_FOUND, "<Error><Code>NoSuchKey</Code></Error>".to_owned()),
        },
        _ => panic!("{method} {uri}"),
    }
}

fn parts(bytes: &[u8], size: usize) -> impl Stream<Item = Result<Bytes, io::Error>> {
    stream::iter(bytes.chunks(size).map(|part| Ok(Bytes::copy_from_slice(part))).collect::<Vec<_>>())
}

async fn content(files: &Files, id: FileId) -> Option<Vec<u8>> {
    let (size, stream) = files.read(id).await.expect("the store answers")?;
    let bytes = stream.try_collect::<Vec<_>>().await.expect("all of it").concat();
    assert_eq!(size, bytes.len() as u64);
    Some(bytes)
}

#[tokio::test]
async fn a_file_comes_out_as_it_went_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let (bucket, shelf) = bucket().await;
    for place in [FilesPlace::Folder(folder.path().join("files")), bucket] {
        let files = Files::open(place).expect("opens");
        let large = (0..PART * 2 + 17).map(|n| u8::try_from(n % 251).expect("small")).collect::<Vec<_>>();
        for bytes in [&large[..], b"x"] {
            let id = FileId::make();
            files.keep(id, bytes.len() as u64, parts(bytes, 65_536)).await.expect("kept");
            assert!(content(&files, id).await.expect("is there") == bytes);
            files.delete(id).await.expect("deleted");
            files.delete(id).await.expect("deleted again");
            assert_eq!(content(&files, id).await, None);
        }
    }
    assert_eq!(shelf.lock().expect("nobody panicked").begun, 2, "both files went to the bucket");
}

#[tokio::test]
async fn what_is_too_long_too_short_or_broken_off_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (bucket, shelf) = bucket().await;
    for place in [FilesPlace::Folder(folder.path().to_owned()), bucket] {
        let files = Files::open(place).expect("opens");
        let id = FileId::make();
        assert!(matches!(files.keep(id, 9, parts(b"0123456789", 3)).await, Err(FilesError::Length)));
        assert!(matches!(files.keep(id, 11, parts(b"0123456789", 3)).await, Err(FilesError::Length)));
        let broken = parts(b"0123456789", 3).take(2).chain(stream::iter([Err(io::ErrorKind::ConnectionReset.into())]));
        assert!(matches!(files.keep(id, 10, broken).await, Err(FilesError::Sender)));
        assert_eq!(content(&files, id).await, None);
    }
    assert_eq!(std::fs::read_dir(folder.path()).expect("readable").count(), 0, "no part is left");
    let shelf = shelf.lock().expect("nobody panicked");
    assert_eq!((shelf.begun, shelf.uploads.len(), shelf.objects.len()), (3, 0, 0), "no part is left in the bucket");
}
