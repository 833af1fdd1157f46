//! Tables of no known product, and what becomes of an import.

use vault::{
    SymmetricKey,
    import::{Format, ImportError, Limits, Options, Target, preview},
    item::{FieldKind, ItemKind},
};

use crate::support::{find, read, read_as, read_with, sample};

#[test]
fn columns_are_suggested_by_their_names() {
    let look = preview(b"Titel;Login Name;Passwort;Web-Adresse;URL;Gruppe;Farbe;2FA Secret\n1;2;3;4;5;6;7;8\n", &Limits::default()).unwrap();
    assert_eq!(look.format, Some(Format::GenericCsv));
    assert_eq!(look.rows, 1);
    let expected = [Target::Name, Target::Username, Target::Password, Target::Field, Target::Uri, Target::Folder, Target::Field, Target::Totp];
    assert_eq!(look.targets, expected);
    assert_eq!(look.columns[0], "Titel");
    assert!(!format!("{look:?}").contains("Titel"));
}

#[test]
fn columns_may_be_named_by_whoever_imports() {
    let columns = vec![Target::Password, Target::Name, Target::Ignore, Target::Hidden];
    let options = Options { format: Some(Format::GenericCsv), columns: Some(columns), ..Options::default() };
    let report = read_with(b"a,b,c,d\nCANARY-1,Example,dropped,CANARY-2\n", &options).unwrap();
    let item = find(&report, "Example");
    assert_eq!(item.login.as_ref().unwrap().password.as_ref().unwrap(), &"CANARY-1");
    assert_eq!(item.fields.len(), 1);
    assert_eq!((item.fields[0].kind, item.fields[0].value.as_ref().unwrap().as_str()), (FieldKind::Hidden, "CANARY-2"));
}

#[test]
fn a_format_may_be_chosen_against_the_guess() {
    let report = read_as(&sample("passbolt/kdbx-layout.csv"), Format::GenericCsv).unwrap();
    assert_eq!(report.format, Format::GenericCsv);
    assert_eq!(find(&report, "Example").login.as_ref().unwrap().password.as_ref().unwrap(), &"CANARY-pb-1");
    assert_eq!(read(b"colour,shape\nred,round\n"), Err(ImportError::Unrecognized));
}

#[test]
fn what_does_not_belong_to_the_kind_becomes_fields() {
    let report = read(b"title,username,password,card number,cvv,first name,email\na,u,p,4111111111111111,CANARY-cvc,Alice,a@example.test\n").unwrap();
    let item = find(&report, "a");
    assert_eq!(item.kind, ItemKind::Login);
    assert!(item.card.is_none() && item.identity.is_none());
    let fields: Vec<_> = item
        .fields
        .iter()
        .map(|field| (field.name.as_ref().unwrap().as_str(), field.value.as_ref().unwrap().as_str(), field.kind == FieldKind::Hidden))
        .collect();
    assert_eq!(
        fields,
        [("E-mail", "a@example.test", false), ("Card code", "CANARY-cvc", true), ("Card number", "4111111111111111", false), ("First name", "Alice", false)]
    );
}

#[test]
fn a_seed_that_makes_no_codes_is_kept_as_a_masked_field() {
    let report = read(b"title,username,password,totp\na,u,p,not a seed!\n").unwrap();
    let item = find(&report, "a");
    assert!(item.login.as_ref().unwrap().totp.is_none());
    assert_eq!((item.fields[0].kind, item.fields[0].value.as_ref().unwrap().as_str()), (FieldKind::Hidden, "not a seed!"));
}

#[test]
fn kinds_are_counted() {
    let report = read(&sample("keeper/keeper.json")).unwrap();
    let counts = [(ItemKind::Login, 1), (ItemKind::SecureNote, 1), (ItemKind::Card, 1), (ItemKind::Identity, 1), (ItemKind::SshKey, 1)];
    assert_eq!(report.counts(), counts);
}

#[test]
fn folders_have_their_parents() {
    let report = read(b"folder,title,username,password\nA/B/C,x,u,p\nA\\B,y,u,p\n,z,u,p\n").unwrap();
    assert_eq!(report.paths(), ["A", "A/B", "A/B/C"]);
}

#[test]
fn an_organization_gets_ciphertext_and_collections() {
    let organization = SymmetricKey::make().unwrap();
    let report = read(&sample("bitwarden/individual.csv")).unwrap();
    assert!(report.items[0].item.favorite);
    let batch = report.encrypt_for_organization(&organization).unwrap();
    assert_eq!(batch.items.len(), 3);
    let names: Vec<String> = batch.collections.iter().map(|collection| organization.decrypt_text(&collection.name).unwrap().to_string()).collect();
    assert_eq!(names, ["Work", "Work/Mail"]);
    assert_eq!(batch.links, [(0, 1), (2, 0)]);
    let opened = batch.items[0].decrypt(&organization).unwrap();
    assert!(!opened.favorite);
    assert_eq!(opened.login.unwrap().password.unwrap(), "CANARY-bw-1");
    assert!(!serde_json::to_string(&batch.items).unwrap().contains("CANARY"));
    assert!(report.encrypt(&organization).unwrap().items[0].favorite);
}

#[test]
fn every_sample_opens_again_after_encryption() {
    let owner = SymmetricKey::make().unwrap();
    for (path, _) in crate::samples::SAMPLES {
        let report = read(&sample(path)).unwrap();
        let batch = report.encrypt(&owner).unwrap();
        let wire = serde_json::to_string(&batch.items).unwrap();
        assert!(!wire.contains("CANARY") && !wire.contains("4111"), "{path}");
        for (encrypted, imported) in batch.items.iter().zip(&report.items) {
            assert_eq!(encrypted.decrypt(&owner).unwrap(), imported.item, "{path}");
        }
    }
}
