//! Files made to hurt: each is refused with a reason and without the cost that it asks for.

use vault::import::{ImportError, Limits, Options};

use crate::support::{read, read_with};

fn keepass(inside: &str) -> String {
    format!("<KeePassFile><Root><Group><Entry><String><Key>Title</Key><Value>{inside}</Value></String></Entry></Group></Root></KeePassFile>")
}

#[test]
fn document_types_are_refused_outright() {
    let billion = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
    let external = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>";
    for head in [billion, external, "<!DOCTYPE KeePassFile>", "<!DOCTYPE x SYSTEM \"http://example.test/x.dtd\">"] {
        assert_eq!(read(format!("{head}{}", keepass("&b;")).as_bytes()), Err(ImportError::Entities), "{head}");
    }
}

#[test]
fn entities_that_xml_does_not_have_are_refused() {
    assert_eq!(read(keepass("&xxe;").as_bytes()), Err(ImportError::Entities));
    let report = read(keepass("&lt;&gt;&amp;&quot;&apos;&#65;&#x42;").as_bytes()).unwrap();
    assert_eq!(report.items[0].item.name, "<>&\"'AB");
}

#[test]
fn deep_xml_is_refused() {
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert_eq!(read(deep.as_bytes()), Err(ImportError::TooDeep));
    assert_eq!(read("<a>".repeat(63).as_bytes()), Err(ImportError::Malformed));
}

#[test]
fn many_elements_and_attributes_are_refused() {
    let options = Options { limits: Limits { values: 1000, ..Limits::default() }, ..Options::default() };
    let many = format!("<a>{}</a>", "<b/>".repeat(1001));
    assert_eq!(read_with(many.as_bytes(), &options), Err(ImportError::TooMany));
    let attributes = (0..1000).map(|number| format!(" a{number}=\"x\"")).collect::<Vec<_>>().concat();
    assert_eq!(read(format!("<a{attributes}/>").as_bytes()), Err(ImportError::TooMany));
}

#[test]
fn deep_json_is_refused() {
    for open in ["[", "{\"a\":"] {
        assert_eq!(read(open.repeat(100_000).as_bytes()), Err(ImportError::TooDeep));
    }
    // Brackets within texts are text.
    let brackets = "[".repeat(1000);
    let fine = format!("{{\"encrypted\":false,\"folders\":[],\"items\":[{{\"type\":2,\"name\":\"a\",\"notes\":\"{brackets}\\\"{brackets}\"}}]}}");
    assert_eq!(read(fine.as_bytes()).unwrap().items.len(), 1);
}

#[test]
fn many_json_values_are_refused() {
    let many = format!("[{}0]", "0,".repeat(4_000_001));
    assert_eq!(read(many.as_bytes()), Err(ImportError::TooMany));
}

#[test]
fn many_columns_and_rows_are_refused() {
    let columns = format!("name,url,username,password{}\n", ",x".repeat(600));
    assert_eq!(read(columns.as_bytes()), Err(ImportError::TooManyColumns));
    let rows = format!("name,url,username,password\n{}", "a,b,c,d\n".repeat(40_001));
    assert_eq!(read(rows.as_bytes()), Err(ImportError::TooMany));
    let items = (0..40_001).map(|number| format!("{{\"type\":2,\"name\":\"{number}\"}}")).collect::<Vec<_>>().join(",");
    let json = format!("{{\"encrypted\":false,\"folders\":[],\"items\":[{items}]}}");
    assert_eq!(read(json.as_bytes()), Err(ImportError::TooMany));
}

#[test]
fn large_files_are_refused_before_anything_is_read() {
    let options = Options { limits: Limits { file: 10, ..Limits::default() }, ..Options::default() };
    assert_eq!(read_with(b"name,url,username,password\n", &options), Err(ImportError::TooLarge));
}

#[test]
fn cut_files_are_refused() {
    for file in ["{\"items\":[{\"type\":1,", "<KeePassFile><Root><Group>", "[{\"label\":", "<passwordsafe><entry"] {
        assert_eq!(read(file.as_bytes()), Err(ImportError::Malformed), "{file}");
    }
}

#[test]
fn controls_do_not_reach_names_and_folders() {
    let report = read(b"folder,title,username,password\n\"A\x1b[31m\r\n/\x07B/../\x00C\",\"bell\x07 and\nline\",u,p\n").unwrap();
    assert_eq!(report.items[0].item.name, "bell and line");
    assert_eq!(report.items[0].folder.as_deref(), Some("A [31m/B/../C"));
}
