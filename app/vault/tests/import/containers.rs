//! Encodings and spellings of tables.

use vault::import::{Encoding, Format, ImportError, Reason, Report};

use crate::support::{find, read, read_as};

const TABLE: &str = "name,url,username,password,note\nGröße,https://example.test,alice,pässwörd,\"line 1\r\nline 2\"\n";

fn password(report: &Report) -> String {
    find(report, "Größe").login.as_ref().unwrap().password.as_ref().unwrap().as_str().to_owned()
}

#[test]
fn every_encoding_is_read() {
    let utf16 = |bytes: fn(u16) -> [u8; 2]| TABLE.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let latin1: Vec<u8> = TABLE.chars().map(|character| u8::try_from(u32::from(character)).unwrap()).collect();
    let files = [
        (TABLE.as_bytes().to_vec(), Encoding::Utf8),
        ([b"\xef\xbb\xbf", TABLE.as_bytes()].concat(), Encoding::Utf8),
        ([b"\xff\xfe".to_vec(), utf16(u16::to_le_bytes)].concat(), Encoding::Utf16LittleEndian),
        ([b"\xfe\xff".to_vec(), utf16(u16::to_be_bytes)].concat(), Encoding::Utf16BigEndian),
        (utf16(u16::to_le_bytes), Encoding::Utf16LittleEndian),
        (latin1, Encoding::Latin1),
    ];
    for (bytes, encoding) in files {
        let report = read(&bytes).unwrap();
        assert_eq!((report.format, report.encoding), (Format::Chromium, Some(encoding)));
        assert_eq!(password(&report), "pässwörd", "{encoding:?}");
        assert_eq!(find(&report, "Größe").notes.as_ref().unwrap(), &"line 1\nline 2");
    }
}

#[test]
fn other_separators_are_found() {
    for separator in [";", "\t"] {
        let text = TABLE.replace(',', separator);
        assert_eq!(password(&read(text.as_bytes()).unwrap()), "pässwörd");
    }
    assert_eq!(password(&read(format!("sep=,\r\n{TABLE}").as_bytes()).unwrap()), "pässwörd");
    assert_eq!(password(&read(format!("\n\n{TABLE}").as_bytes()).unwrap()), "pässwörd");
}

#[test]
fn passwords_are_not_touched() {
    for text in [" leading", "trailing ", "\"\"quoted\"\"", "a,b", "=1+1", "'", "\u{202e}", "{\"\"a\"\":1}"] {
        let file = format!("name,url,username,password\nx,,u,\"{text}\"\n");
        let report = read(file.as_bytes()).unwrap();
        assert_eq!(find(&report, "x").login.as_ref().unwrap().password.as_ref().unwrap().as_str(), text.replace("\"\"", "\""));
    }
}

#[test]
fn one_bad_row_is_reported_and_the_others_stay() {
    let long = "x".repeat(8000);
    let file = format!("name,url,username,password,note\na,,u,p,\nb,,u,{long},\nc,,u,p,{long}\n{long},,u,p,\n,,,,\nd,,u,p,\n");
    let report = read(file.as_bytes()).unwrap();
    let names: Vec<&str> = report.items.iter().map(|imported| imported.item.name.as_str()).collect();
    assert_eq!(names, ["a", "d"]);
    let problems: Vec<_> = report.problems.iter().map(|problem| (problem.row, problem.reason)).collect();
    assert_eq!(problems, [(3, Reason::TextTooLong), (4, Reason::NotesTooLong), (5, Reason::NameTooLong)]);
}

#[test]
fn a_folder_that_is_too_long_is_reported() {
    let report = read(format!("folder,title,username,password\n{},a,u,p\nshort,b,u,p\n", "x".repeat(700)).as_bytes()).unwrap();
    assert_eq!(report.items.len(), 1);
    assert_eq!(report.problems[0].reason, Reason::FolderTooLong);
}

#[test]
fn rows_of_other_lengths_lose_nothing() {
    let report = read(b"name,url,username,password\na,,u,p,more,\nb,,v\n").unwrap();
    let item = find(&report, "a");
    assert_eq!(item.fields[0].name.as_ref().unwrap(), &"Column 5");
    assert_eq!(item.fields[0].value.as_ref().unwrap(), &"more");
    assert_eq!(find(&report, "b").login.as_ref().unwrap().username.as_ref().unwrap(), &"v");
}

#[test]
fn a_file_that_ends_within_quotes_says_so() {
    let report = read(b"name,url,username,password\na,,u,p\nb,,v,\"half of a passw").unwrap();
    assert_eq!(report.items.len(), 2);
    assert_eq!(report.problems.iter().map(|problem| (problem.row, problem.reason)).collect::<Vec<_>>(), [(3, Reason::CutOff)]);
}

#[test]
fn long_values_and_lines_go_to_the_notes() {
    let long = "y".repeat(201);
    let file = format!("title,username,password,colour,key,essay\na,u,p,red,\"line 1\nline 2\",{long}\n");
    let report = read(file.as_bytes()).unwrap();
    let item = find(&report, "a");
    assert_eq!(item.fields.len(), 1);
    assert_eq!(item.notes.as_ref().unwrap().as_str(), format!("Key: line 1\nline 2\nEssay: {long}"));
}

#[test]
fn files_without_anything_are_empty() {
    for file in [&b""[..], b"   \n\n", b"\xef\xbb\xbf"] {
        assert_eq!(read(file), Err(ImportError::Empty));
    }
    assert_eq!(read(b"name,url,username,password\n"), Err(ImportError::Empty));
    assert_eq!(read(b"{\"encrypted\":false,\"folders\":[],\"items\":[]}"), Err(ImportError::Empty));
    assert_eq!(read(b"just some text that is no export"), Err(ImportError::Unrecognized));
    assert_eq!(read(b"{\"hello\": \"world\"}"), Err(ImportError::Unrecognized));
    assert_eq!(read(b"<html><body>hello</body></html>"), Err(ImportError::Unrecognized));
}

#[test]
fn a_format_that_is_chosen_must_fit() {
    for format in Format::ALL {
        let bytes: &[u8] = if format.id().contains("json") { b"<a/>" } else { b"{\"a\":1}" };
        assert!(read_as(bytes, *format).is_err(), "{format:?}");
    }
}
