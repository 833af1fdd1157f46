use serde::{Deserialize, Serialize};
use vault::{
    generator::Recipe,
    item::{Form, Secret},
};

/// What the worker can be asked for about the vaults that are open to the person. Items lie in the worker in the clear as far
/// as a list needs them; a page gets the rows that it shows, and of one open item what it shows.
#[derive(Clone, Serialize, Deserialize)]
pub enum VaultCall {
    /// Begins anew with the keys of organizations, sealed to the account. Answers which of them did not open. Open items stay open.
    Begin { organizations: Vec<OrganizationKey> },
    /// Goes through what the first rows need, with items that are made up, so that the browser has compiled it when real ones come. Needs no keys.
    WarmUp,
    /// Wipes everything.
    Wipe,
    /// Opens names of collections (of an organization) or of folders (one's own).
    Names { organization: Option<String>, names: Vec<String> },
    /// Encrypts the name of a folder.
    SealName { name: String },
    /// Puts items on the shelf, or others in the place of those that are there.
    Put { items: Vec<ShelfItem> },
    /// Takes items from the shelf.
    Take { items: Vec<String> },
    /// Puts items of the shelf into the trash, or takes them out.
    SetTrashed { items: Vec<String>, is_trashed: bool },
    /// Rows of the shelf, in the order of their names.
    Rows { wanted: Wanted, from: u32, count: u32 },
    /// Ids of all rows.
    Ids { wanted: Wanted },
    /// The row of one item, if it is on the shelf.
    Find { item: String },
    /// Opens an item, with all that the server has of it, and keeps it open.
    Open { item: ShelfItem },
    /// What is to be seen of an open item, once more.
    Show { item: String },
    /// Wipes an open item.
    Close { item: String },
    /// One text of an open item.
    Reveal { item: String, place: Place },
    /// The one-time code of an open item at a time in seconds since 1970.
    Code { item: String, at: u64 },
    /// An open item as a form lays it out.
    Edit { item: String },
    /// Encrypts an open item as changed, or a new one of an organization or one's own. `now` is ISO 8601, UTC.
    Seal { form: Form, now: String, target: SealTarget },
    /// Encrypts an open item for an organization.
    Give { item: String, organization: String },
    /// Encrypts a file to attach to an open item; its bytes come beside the call, and go beside the answer.
    SealFile { item: String, name: String },
    /// Decrypts a file that is attached to an open item, in the same way.
    OpenFile { item: String, file: String },
    /// Makes a password or phrase.
    Generate(Recipe),
    /// Takes own items for an export. Only after the master password was entered once more.
    Export { items: Vec<ShelfItem> },
    /// Writes the export down; without a password in the clear. Ends it.
    WriteExport { folders: Vec<(String, String)>, password: Option<Secret> },
}

/// An organization key, sealed to the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationKey {
    pub organization: String,
    pub key: String,
}

/// An item as the server has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own, as in the protocol")]
pub struct ShelfItem {
    pub id: String,
    /// None: one's own.
    pub organization: Option<String>,
    pub collections: Vec<String>,
    pub folder: Option<String>,
    pub is_favorite: bool,
    pub is_trashed: bool,
    /// Parts of it are not shown to the person.
    pub hides_passwords: bool,
    pub may_edit: bool,
    /// Microseconds since 1970.
    pub revised_at: i64,
    /// JSON of encrypted strings.
    pub content: String,
}

/// Which rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    pub shelf: ShelfPart,
    /// Words that must all be in a row.
    pub search: String,
}

/// A part of the shelf. All but the trash leave out what is in the trash.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShelfPart {
    #[default]
    All,
    Favorites,
    /// The protocol's number of the kind.
    Kind(u8),
    /// One's own items.
    Own,
    Folder(String),
    NoFolder,
    Organization(String),
    Collection(String),
    Trash,
}

/// Where a sealed item goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SealTarget {
    /// To where the open item came from.
    Open(String),
    NewOwn,
    NewOf(String),
}

/// One text of an item that is masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// By its name.
    Text(String),
    /// By its position.
    Field(u32),
    Past(u32),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum VaultAnswer {
    Done,
    /// Organizations whose key did not open.
    Begun(Vec<String>),
    /// `None` for a name that does not open.
    Names(Vec<Option<String>>),
    Sealed(String),
    /// An item for another owner.
    Given {
        content: String,
        /// When what it holds was last changed.
        revised_at: i64,
    },
    /// Name and key of a file, as the server keeps them. The file itself is beside it.
    SealedFile {
        name: String,
        key: String,
    },
    Rows {
        total: u32,
        /// How many are on the shelf, whatever is wanted of it.
        shelved: u32,
        rows: Vec<ShelfRow>,
    },
    Ids(Vec<String>),
    Row(Option<ShelfRow>),
    Opened(OpenedItem),
    Text(Secret),
    Code(OneTimeCode),
    Form {
        form: Form,
        /// When what it shows was last changed.
        revised_at: i64,
    },
    Written(Secret),
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own, as in the protocol")]
pub struct ShelfRow {
    pub id: String,
    pub organization: Option<String>,
    pub folder: Option<String>,
    pub collections: Vec<String>,
    pub is_favorite: bool,
    pub is_trashed: bool,
    pub may_edit: bool,
    pub hides_passwords: bool,
    pub revised_at: i64,
    /// The protocol's number.
    pub kind: u8,
    /// None if the item does not open.
    pub name: Option<Secret>,
    /// User name, brand of a card, name of a person.
    pub note: Secret,
    /// The host of its first address.
    pub site: Secret,
}

/// What a page shows of an item. Masked texts are told by their names alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedItem {
    pub kind: u8,
    pub name: Secret,
    /// Nothing more is told before the master password was entered once more.
    pub is_guarded: bool,
    pub texts: Vec<ShownText>,
    pub has_code: bool,
    pub uris: Vec<Secret>,
    pub fields: Vec<ShownField>,
    pub notes: Secret,
    /// When each password of before was replaced.
    pub past: Vec<Option<String>>,
    pub password_changed: Option<String>,
    pub passkeys: u32,
    pub files: Vec<ShownFile>,
}

/// A file that is attached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownFile {
    pub id: String,
    pub name: Secret,
    /// Bytes of the encrypted file.
    pub size: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownText {
    pub name: String,
    /// None: masked.
    pub value: Option<Secret>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownField {
    /// The protocol's number.
    pub kind: u8,
    pub name: Secret,
    /// None: masked.
    pub value: Option<Secret>,
    pub linked_id: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OneTimeCode {
    pub code: Secret,
    /// Seconds that it still holds.
    pub remaining: u32,
    pub period: u32,
}
