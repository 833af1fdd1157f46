use serde::{Deserialize, Serialize};

macro_rules! formats {
    ($($(#[$meta:meta])* $variant:ident: $id:literal, $name:literal;)*) => {
        /// A kind of export file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Format {
            $($(#[$meta])* $variant,)*
        }

        impl Format {
            /// All of them, in the order of their names to people being up to the page.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// A short name that never changes.
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$variant => $id,)*
                }
            }

            /// The product and the kind of file, for people. Product names are not translated.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

formats! {
    BitwardenCsv: "bitwarden-csv", "Bitwarden (csv)";
    /// Plain, of a person or an organization.
    BitwardenJson: "bitwarden-json", "Bitwarden (json)";
    /// Protected by a password, or restricted to an account.
    BitwardenEncryptedJson: "bitwarden-encrypted-json", "Bitwarden (encrypted json)";
    /// Chrome, Edge, Brave, Opera, Vivaldi, Arc: all write the same columns.
    Chromium: "chromium", "Chrome, Edge, Brave, Opera, Vivaldi or Arc (csv)";
    Firefox: "firefox", "Firefox (csv)";
    Safari: "safari", "Safari or Apple Passwords (csv)";
    LastPass: "lastpass", "LastPass (csv)";
    OnePassword1pux: "1password-1pux", "1Password (1pux)";
    OnePasswordCsv: "1password-csv", "1Password (csv)";
    KeePassXml: "keepass-xml", "KeePass 2 (xml)";
    KeePassKdbx: "keepass-kdbx", "KeePass 2 or KeePassXC (kdbx)";
    KeePassXcCsv: "keepassxc-csv", "KeePassXC (csv)";
    /// One file, or the archive of all of them.
    DashlaneCsv: "dashlane-csv", "Dashlane (csv or zip)";
    DashlaneJson: "dashlane-json", "Dashlane (json)";
    KeeperCsv: "keeper-csv", "Keeper (csv)";
    KeeperJson: "keeper-json", "Keeper (json)";
    NordPass: "nordpass", "NordPass (csv)";
    RoboForm: "roboform", "RoboForm (csv)";
    ProtonPassJson: "proton-pass-json", "Proton Pass (json or zip)";
    ProtonPassCsv: "proton-pass-csv", "Proton Pass (csv)";
    EnpassJson: "enpass-json", "Enpass (json)";
    EnpassCsv: "enpass-csv", "Enpass (csv)";
    Passbolt: "passbolt", "Passbolt (csv)";
    ZohoVault: "zoho-vault", "Zoho Vault (csv)";
    PasswordSafe: "password-safe", "Password Safe (xml)";
    SafeInCloud: "safe-in-cloud", "SafeInCloud (xml)";
    StickyPassword: "sticky-password", "Sticky Password (xml)";
    MSecure: "msecure", "mSecure (csv)";
    TrueKey: "true-key", "True Key (csv)";
    PasswordBoss: "password-boss", "Password Boss (json)";
    Passky: "passky", "Passky (json)";
    Passman: "passman", "Passman (json)";
    Passpack: "passpack", "Passpack (csv)";
    SplashId: "splashid", "SplashID (csv)";
    Psono: "psono", "Psono (json)";
    /// Any table: columns are named by their headers or by whoever imports.
    GenericCsv: "generic-csv", "Any table (csv)";
}
