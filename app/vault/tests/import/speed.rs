//! As many items as an import may have: work that grows with the square of them would not end here.

use std::fmt::Write;

use vault::{SymmetricKey, import::Format};

use crate::support::{find, read};

const MANY: usize = 39_000;

#[test]
fn a_large_table_with_many_folders() {
    let mut file = "folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\n".to_owned();
    for number in 0..MANY {
        writeln!(
            file,
            "Folder {}/Sub {number},,login,Item {number},a note,\"Customer: {number}\",0,https://{number}.example.test,user{number},password{number},",
            number % 100
        )
        .unwrap();
    }
    let report = read(file.as_bytes()).unwrap();
    assert_eq!((report.format, report.items.len()), (Format::BitwardenCsv, MANY));
    assert_eq!(report.paths().len(), MANY + 100);
    assert_eq!(find(&report, "Item 38999").fields.len(), 1);
}

#[test]
fn one_cell_with_very_many_lines() {
    let lines = "x\n".repeat(2_000_000);
    let uris = "https://a.test,".repeat(300_000);
    let file = format!(
        "folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\n,,login,a,,\"{lines}\",0,,u,p,\n,,login,b,,,0,\"{uris}\",u,p,\n"
    );
    let report = read(file.as_bytes()).unwrap();
    assert_eq!(report.problems.len(), 1);
    assert_eq!(report.items.len(), 1);
}

#[test]
fn large_json_with_many_items_is_encrypted() {
    let items: Vec<String> = (0..10_000)
        .map(|number| format!("{{\"type\":1,\"name\":\"Item {number}\",\"login\":{{\"username\":\"u{number}\",\"password\":\"p{number}\",\"uris\":[{{\"uri\":\"https://{number}.example.test\"}}]}}}}"))
        .collect();
    let report = read(format!("{{\"encrypted\":false,\"folders\":[],\"items\":[{}]}}", items.join(",")).as_bytes()).unwrap();
    let batch = report.encrypt_for_organization(&SymmetricKey::make().unwrap()).unwrap();
    assert_eq!(batch.items.len(), 10_000);
}
