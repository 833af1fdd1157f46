//! Each file is recognized, and each of its items is read field by field as the file beside it says.

use std::{collections::HashSet, env, fs, path::Path};

use vault::import::{Format, Limits, preview};

use crate::support::{read, sample, samples_folder, summary};

/// Files and what wrote them.
pub const SAMPLES: &[(&str, Format)] = &[
    ("bitwarden/individual.csv", Format::BitwardenCsv),
    ("bitwarden/organization.csv", Format::BitwardenCsv),
    ("bitwarden/individual.json", Format::BitwardenJson),
    ("bitwarden/organization.json", Format::BitwardenJson),
    ("browsers/chrome.csv", Format::Chromium),
    ("browsers/edge.csv", Format::Chromium),
    ("browsers/firefox.csv", Format::Firefox),
    ("browsers/safari.csv", Format::Safari),
    ("lastpass/lastpass.csv", Format::LastPass),
    ("lastpass/formfill.csv", Format::LastPass),
    ("onepassword/onepassword8.csv", Format::OnePasswordCsv),
    ("onepassword/onepassword7.csv", Format::OnePasswordCsv),
    ("onepassword/onepassword7-windows.csv", Format::OnePasswordCsv),
    ("onepassword/onepassword7-mac.csv", Format::OnePasswordCsv),
    ("onepassword/export.data.json", Format::OnePassword1pux),
    ("keepass/keepass.xml", Format::KeePassXml),
    ("keepass/keepassxc.csv", Format::KeePassXcCsv),
    ("dashlane/credentials.csv", Format::DashlaneCsv),
    ("dashlane/payments.csv", Format::DashlaneCsv),
    ("dashlane/ids.csv", Format::DashlaneCsv),
    ("dashlane/personalInfo.csv", Format::DashlaneCsv),
    ("dashlane/securenotes.csv", Format::DashlaneCsv),
    ("dashlane/dashlane.json", Format::DashlaneJson),
    ("keeper/keeper.csv", Format::KeeperCsv),
    ("keeper/keeper.json", Format::KeeperJson),
    ("nordpass/nordpass.csv", Format::NordPass),
    ("roboform/roboform.csv", Format::RoboForm),
    ("proton/data.json", Format::ProtonPassJson),
    ("proton/proton.csv", Format::ProtonPassCsv),
    ("enpass/enpass.json", Format::EnpassJson),
    ("enpass/enpass.csv", Format::EnpassCsv),
    ("passbolt/kdbx-layout.csv", Format::Passbolt),
    ("passbolt/lastpass-layout.csv", Format::Passbolt),
    ("zoho/zoho.csv", Format::ZohoVault),
    ("password-safe/pwsafe.xml", Format::PasswordSafe),
    ("safe-in-cloud/safeincloud.xml", Format::SafeInCloud),
    ("sticky-password/sticky.xml", Format::StickyPassword),
    ("msecure/msecure.csv", Format::MSecure),
    ("true-key/truekey.csv", Format::TrueKey),
    ("password-boss/passwordboss.json", Format::PasswordBoss),
    ("passky/passky.json", Format::Passky),
    ("passman/passman.json", Format::Passman),
    ("passpack/passpack.csv", Format::Passpack),
    ("passpack/passpack-old.csv", Format::Passpack),
    ("splashid/splashid.csv", Format::SplashId),
    ("psono/psono.json", Format::Psono),
    ("generic/german.csv", Format::GenericCsv),
];

/// Set `CASTELLAN_WRITE_EXPECTED` to write the files again, and read every line of the difference.
#[test]
fn every_sample_is_read_as_expected() {
    let mut wrong = Vec::new();
    for (path, _) in SAMPLES {
        let found = format!("{:#}\n", summary(&read(&sample(path)).unwrap()));
        let expected = samples_folder().join(format!("{path}.expected"));
        if env::var_os("CASTELLAN_WRITE_EXPECTED").is_some() {
            fs::write(&expected, &found).unwrap();
        }
        if fs::read_to_string(&expected).unwrap_or_default() != found {
            wrong.push(format!("{path}:\n{found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_sample_is_recognized() {
    for (path, format) in SAMPLES {
        assert_eq!(preview(&sample(path), &Limits::default()).unwrap().format, Some(*format), "{path}");
    }
}

#[test]
fn every_secret_of_a_sample_arrives() {
    for (path, _) in SAMPLES {
        let text = String::from_utf8(sample(path)).unwrap();
        let arrived = summary(&read(text.as_bytes()).unwrap())["items"].to_string();
        for (at, _) in text.match_indices("CANARY-") {
            let canary: String = text[at..].chars().take_while(|character| character.is_alphanumeric() || *character == '-').collect();
            assert!(arrived.contains(&canary), "{canary} of {path} is lost");
        }
    }
}

#[test]
fn no_problem_quotes_the_file() {
    for (path, _) in SAMPLES {
        let report = read(&sample(path)).unwrap();
        let problems = format!("{:?}", report.problems);
        assert!(!problems.contains("CANARY"), "{path}");
        assert!(!format!("{report:?}").contains("CANARY"), "{path}");
    }
}

#[test]
fn every_format_has_a_sample() {
    let seen: HashSet<Format> = SAMPLES.iter().map(|(_, format)| *format).collect();
    // These two are tested apart: they are encrypted.
    let apart = [Format::KeePassKdbx, Format::BitwardenEncryptedJson];
    for format in Format::ALL.iter().filter(|format| !apart.contains(format)) {
        assert!(seen.contains(format), "{format:?}");
    }
}

#[test]
fn every_format_has_a_fuzz_target() {
    let manifest = include_str!("../../fuzz/Cargo.toml");
    for format in Format::ALL {
        let target = format!("name = \"import_{}\"", format.id().replace('-', "_"));
        assert!(manifest.contains(&target), "{target}");
    }
}

#[test]
fn every_sample_file_is_used() {
    let known: HashSet<&str> = SAMPLES.iter().map(|(path, _)| *path).collect();
    for folder in fs::read_dir(samples_folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir() && !path.ends_with("kdbx") && !path.ends_with("encrypted"))
    {
        for file in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let relative = file.strip_prefix(samples_folder()).unwrap();
            let is_sample = relative.extension() != Some("expected".as_ref());
            assert!(!is_sample || known.contains(relative.to_str().unwrap()), "{}", Path::display(relative));
        }
    }
}
