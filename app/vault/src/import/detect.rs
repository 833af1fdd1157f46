use super::{Format, ImportError, importers as i, input::Input, run::Run};

/// One importer.
pub(crate) struct Importer {
    pub(crate) format: Format,
    /// Tells whether the product wrote this. Asked in the order of the list.
    pub(crate) detect: fn(&Input) -> bool,
    pub(crate) read: fn(&mut Run<'_>, &Input) -> Result<(), ImportError>,
}

macro_rules! importers {
    ($($format:ident: $module:ident $detect:ident $read:ident;)*) => {
        &[$(Importer { format: Format::$format, detect: i::$module::$detect, read: i::$module::$read }),*]
    };
}

/// From the unmistakable to the vague.
const IMPORTERS: &[Importer] = importers! {
    KeePassKdbx: kdbx detect read;
    BitwardenEncryptedJson: bitwarden_encrypted detect read;
    OnePassword1pux: onepassword_1pux detect read;
    ProtonPassJson: proton_pass detect read;
    BitwardenJson: bitwarden_json detect read;
    KeeperJson: keeper_json detect read;
    DashlaneJson: dashlane_json detect read;
    EnpassJson: enpass_json detect read;
    PasswordBoss: password_boss detect read;
    Psono: psono detect read;
    Passky: passky detect read;
    Passman: passman detect read;
    KeePassXml: keepass_xml detect read;
    PasswordSafe: password_safe detect read;
    SafeInCloud: safe_in_cloud detect read;
    StickyPassword: sticky_password detect read;
    BitwardenCsv: bitwarden_csv detect read;
    LastPass: lastpass detect read;
    NordPass: nordpass detect read;
    ProtonPassCsv: proton_pass_csv detect read;
    RoboForm: roboform detect read;
    ZohoVault: zoho_vault detect read;
    TrueKey: true_key detect read;
    DashlaneCsv: dashlane_csv detect read;
    OnePasswordCsv: onepassword_csv detect read;
    Firefox: browsers detect_firefox read_firefox;
    Safari: browsers detect_safari read_safari;
    Chromium: browsers detect_chromium read_chromium;
    KeePassXcCsv: keepassxc_csv detect read;
    Passbolt: passbolt detect read;
    Passpack: passpack detect read;
    MSecure: msecure detect read;
    EnpassCsv: enpass_csv detect read;
    SplashId: splashid detect read;
    GenericCsv: generic_csv detect read;
    KeeperCsv: keeper_csv detect read;
};

/// The importer of a format.
pub(crate) fn importer(format: Format) -> Option<&'static Importer> {
    IMPORTERS.iter().find(|importer| importer.format == format)
}

/// The first importer that knows the file.
pub(crate) fn detect(input: &Input) -> Option<&'static Importer> {
    IMPORTERS.iter().find(|importer| (importer.detect)(input))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_an_importer() {
        for format in Format::ALL {
            assert!(importer(*format).is_some(), "{format:?}");
        }
        assert_eq!(IMPORTERS.len(), Format::ALL.len());
    }

    #[test]
    fn every_format_has_an_id_of_its_own() {
        let ids: std::collections::HashSet<_> = Format::ALL.iter().map(|format| format.id()).collect();
        assert_eq!(ids.len(), Format::ALL.len());
    }
}
