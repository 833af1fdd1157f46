//! Exports that are archives, and archives that nobody should open.

use std::io::{Cursor, Write};

use serde_json::json;
use vault::import::{Format, ImportError, Limits, Options};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::support::{read, read_with, sample, summary};

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_1pux_archive_is_read_like_what_is_in_it() {
    let data = sample("onepassword/export.data.json");
    let bytes = archive(&[("export.attributes", b"{\"version\":3}"), ("export.data", &data), ("files/abc__f.pdf", b"%PDF")]);
    let report = read(&bytes).unwrap();
    assert_eq!(report.format, Format::OnePassword1pux);
    assert_eq!(summary(&report)["items"], summary(&read(&data).unwrap())["items"]);
}

#[test]
fn a_proton_archive_is_read_like_what_is_in_it() {
    let data = sample("proton/data.json");
    let report = read(&archive(&[("Proton Pass/data.json", &data), ("Proton Pass/files/x.png", b"\x89PNG")])).unwrap();
    assert_eq!(report.format, Format::ProtonPassJson);
    assert_eq!(summary(&report)["items"], summary(&read(&data).unwrap())["items"]);
}

#[test]
fn a_dashlane_archive_holds_all_its_tables() {
    let names = ["credentials", "payments", "ids", "personalInfo", "securenotes"];
    let files: Vec<(String, Vec<u8>)> = names.iter().map(|name| (format!("{name}.csv"), sample(&format!("dashlane/{name}.csv")))).collect();
    let mut entries: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    entries.push(("stranger.csv", b"a,b\n1,2\n"));
    let report = read(&archive(&entries)).unwrap();
    assert_eq!(report.format, Format::DashlaneCsv);
    let single: usize = files.iter().map(|(_, bytes)| read(bytes).unwrap().items.len()).sum();
    assert_eq!(report.items.len(), single);
    assert_eq!(summary(&report)["problems"], json!(["this part of the file is left out"]));
}

#[test]
fn a_damaged_part_does_not_spoil_the_others() {
    let report = read(&archive(&[("export.data", &sample("onepassword/export.data.json")), ("broken.json", b"{\"a\":")])).unwrap();
    assert_eq!(report.items.len(), 9);
    assert!(report.problems.iter().any(|problem| problem.to_string().contains("left out")));
}

#[test]
fn names_that_point_elsewhere_are_only_names() {
    let report = read(&archive(&[("../../../../etc/export.data", &sample("onepassword/export.data.json"))])).unwrap();
    assert_eq!(report.items.len(), 9);
}

#[test]
fn a_bomb_is_noticed_by_its_ratio() {
    let zeros = vec![b' '; 8 << 20];
    let bytes = archive(&[("data.json", &zeros)]);
    assert!(bytes.len() < 64 << 10);
    assert_eq!(read(&bytes), Err(ImportError::Bomb));
}

#[test]
fn a_bomb_in_many_parts_is_noticed() {
    let part = vec![b' '; 1 << 20];
    let names: Vec<String> = (0..20).map(|number| format!("{number}.json")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), part.as_slice())).collect();
    assert_eq!(read(&archive(&files)), Err(ImportError::Bomb));
}

#[test]
fn a_size_limit_holds_whatever_the_ratio() {
    let data = sample("onepassword/export.data.json");
    let options = Options { limits: Limits { inflated: 1000, ..Limits::default() }, ..Options::default() };
    assert_eq!(read_with(&archive(&[("export.data", &data)]), &options), Err(ImportError::Bomb));
}

#[test]
fn what_cannot_hold_items_is_not_even_inflated() {
    let zeros = vec![0; 8 << 20];
    let report = read(&archive(&[("export.data", &sample("onepassword/export.data.json")), ("files/movie.bin", &zeros), ("inner.zip", &zeros)])).unwrap();
    assert_eq!(report.items.len(), 9);
}

#[test]
fn too_many_files_are_refused() {
    let names: Vec<String> = (0..1001).map(|number| number.to_string()).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    assert_eq!(read(&archive(&files)), Err(ImportError::TooMany));
}

#[test]
fn archives_that_are_none_are_refused() {
    let whole = archive(&[("export.data", &sample("onepassword/export.data.json"))]);
    for cut in [4, 30, whole.len() / 2, whole.len() - 5] {
        assert_eq!(read(&whole[..cut]), Err(ImportError::Malformed), "{cut}");
    }
    assert_eq!(read(b"PK\x03\x04 and then nothing of the kind"), Err(ImportError::Malformed));
    assert_eq!(read(&archive(&[])), Err(ImportError::Unrecognized));
}
