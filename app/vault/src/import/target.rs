use serde::{Deserialize, Serialize};

use super::text::normalize;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// Left out: the product's own bookkeeping.
    Ignore,
    /// A custom field under the column's name; masked when the name speaks of a secret.
    Field,
    /// A masked custom field.
    Hidden,
    Name,
    Username,
    Password,
    Uri,
    Notes,
    Totp,
    /// A path with `/` or `\`.
    Folder,
    /// Paths separated by commas.
    Collections,
    /// The first becomes the folder when there is none.
    Tags,
    /// Anything but empty, 0, no and false.
    Favorite,
    /// The kind of item in the product's words.
    Kind,
    /// Username when there is none.
    Email,
    Cardholder,
    CardBrand,
    CardNumber,
    CardMonth,
    CardYear,
    /// Month and year in one.
    CardExpiry,
    CardCode,
    FullName,
    Title,
    FirstName,
    MiddleName,
    LastName,
    Address1,
    Address2,
    Address3,
    City,
    State,
    PostalCode,
    Country,
    Company,
    Phone,
    NationalId,
    PassportNumber,
    LicenseNumber,
    PrivateKey,
    PublicKey,
    Fingerprint,
    Bank,
    AccountHolder,
    AccountNumber,
    RoutingNumber,
    Swift,
    Iban,
    Pin,
}

/// Names that spreadsheets and products give to columns, normalized.
const SYNONYMS: &[(Target, &[&str])] = &[
    (
        Target::Name,
        &[
            "name",
            "title",
            "account",
            "accountname",
            "entry",
            "entryname",
            "item",
            "itemname",
            "label",
            "bezeichnung",
            "titel",
            "nom",
            "titre",
            "nombre",
            "service",
            "system",
            "displayname",
            "passwordname",
        ],
    ),
    (
        Target::Username,
        &[
            "username",
            "user",
            "userid",
            "login",
            "loginname",
            "loginusername",
            "loginid",
            "benutzer",
            "benutzername",
            "identifiant",
            "usuario",
            "nutzername",
            "utente",
            "usr",
        ],
    ),
    (Target::Password, &["password", "pass", "pwd", "passwort", "kennwort", "motdepasse", "contrasena", "contraseña", "loginpassword", "passphrase", "pw"]),
    (
        Target::Uri,
        &[
            "url",
            "uri",
            "website",
            "web",
            "webaddress",
            "websiteaddress",
            "site",
            "link",
            "loginuri",
            "loginurl",
            "address",
            "adresse",
            "webseite",
            "hostname",
            "host",
            "domain",
            "weburl",
        ],
    ),
    (
        Target::Notes,
        &[
            "notes",
            "note",
            "comment",
            "comments",
            "extra",
            "description",
            "notiz",
            "notizen",
            "bemerkung",
            "bemerkungen",
            "kommentar",
            "remarks",
            "memo",
            "info",
        ],
    ),
    (
        Target::Totp,
        &[
            "totp",
            "otp",
            "otpauth",
            "otpurl",
            "otpsecret",
            "logintotp",
            "totpsecret",
            "totpseed",
            "totpkey",
            "2fa",
            "2fasecret",
            "onetimecode",
            "onetimepassword",
            "mfasecret",
            "authenticatorkey",
            "authkey",
            "twofactor",
        ],
    ),
    (Target::Folder, &["folder", "group", "grouping", "category", "path", "ordner", "gruppe", "kategorie", "dossier", "carpeta", "vault", "foldername"]),
    (Target::Collections, &["collections", "collection"]),
    (Target::Tags, &["tags", "tag", "labels"]),
    (Target::Favorite, &["favorite", "favourite", "fav", "starred", "star", "isfavorite"]),
    (Target::Kind, &["type", "kind", "itemtype"]),
    (Target::Email, &["email", "mail", "emailaddress"]),
    (Target::Cardholder, &["cardholder", "cardholdername", "nameoncard"]),
    (Target::CardBrand, &["cardbrand", "brand", "cardtype"]),
    (Target::CardNumber, &["cardnumber", "creditcardnumber", "ccnumber"]),
    (Target::CardMonth, &["expmonth", "expirationmonth", "expirymonth"]),
    (Target::CardYear, &["expyear", "expirationyear", "expiryyear"]),
    (Target::CardExpiry, &["expiry", "expirydate", "expiration", "cardexpiry"]),
    (Target::CardCode, &["cvv", "cvc", "cvv2", "securitycode", "cardcode"]),
    (Target::FullName, &["fullname"]),
    (Target::FirstName, &["firstname", "vorname", "givenname"]),
    (Target::MiddleName, &["middlename"]),
    (Target::LastName, &["lastname", "surname", "nachname", "familyname"]),
    (Target::Address1, &["address1", "street", "strasse", "straße"]),
    (Target::Address2, &["address2"]),
    (Target::Address3, &["address3"]),
    (Target::City, &["city", "town", "ort", "stadt"]),
    (Target::State, &["state", "province"]),
    (Target::PostalCode, &["zip", "zipcode", "postalcode", "postcode", "plz"]),
    (Target::Country, &["country", "land"]),
    (Target::Company, &["company", "organization", "organisation", "firma"]),
    (Target::Phone, &["phone", "phonenumber", "telephone", "mobile", "telefon"]),
    (Target::NationalId, &["ssn", "socialsecuritynumber"]),
    (Target::PassportNumber, &["passportnumber"]),
    (Target::LicenseNumber, &["licensenumber"]),
    (Target::PrivateKey, &["privatekey", "sshprivatekey"]),
    (Target::PublicKey, &["publickey", "sshpublickey"]),
    (Target::Fingerprint, &["fingerprint", "keyfingerprint"]),
    (Target::Bank, &["bank", "bankname"]),
    (Target::AccountNumber, &["accountnumber"]),
    (Target::RoutingNumber, &["routingnumber"]),
    (Target::Swift, &["swift", "swiftcode", "bic"]),
    (Target::Iban, &["iban"]),
];

impl Target {
    /// All of them, in the order of the list above.
    pub const ALL: &'static [Self] = &[
        Self::Ignore,
        Self::Field,
        Self::Hidden,
        Self::Name,
        Self::Username,
        Self::Password,
        Self::Uri,
        Self::Notes,
        Self::Totp,
        Self::Folder,
        Self::Collections,
        Self::Tags,
        Self::Favorite,
        Self::Kind,
        Self::Email,
        Self::Cardholder,
        Self::CardBrand,
        Self::CardNumber,
        Self::CardMonth,
        Self::CardYear,
        Self::CardExpiry,
        Self::CardCode,
        Self::FullName,
        Self::Title,
        Self::FirstName,
        Self::MiddleName,
        Self::LastName,
        Self::Address1,
        Self::Address2,
        Self::Address3,
        Self::City,
        Self::State,
        Self::PostalCode,
        Self::Country,
        Self::Company,
        Self::Phone,
        Self::NationalId,
        Self::PassportNumber,
        Self::LicenseNumber,
        Self::PrivateKey,
        Self::PublicKey,
        Self::Fingerprint,
        Self::Bank,
        Self::AccountHolder,
        Self::AccountNumber,
        Self::RoutingNumber,
        Self::Swift,
        Self::Iban,
        Self::Pin,
    ];

    /// Whether what stands in such a column is not to be shown.
    pub fn is_secret(self) -> bool {
        matches!(
            self,
            Self::Hidden
                | Self::Password
                | Self::Notes
                | Self::Totp
                | Self::CardNumber
                | Self::CardCode
                | Self::NationalId
                | Self::PrivateKey
                | Self::AccountNumber
                | Self::Iban
                | Self::Pin
        )
    }

    /// Suggests what a column holds by its name. A custom field if the name says nothing.
    pub fn suggest(header: &str) -> Self {
        let header = normalize(header);
        SYNONYMS.iter().find(|(_, names)| names.contains(&header.as_str())).map_or(Self::Field, |(target, _)| *target)
    }
}
