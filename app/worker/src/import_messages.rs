use serde::{Deserialize, Serialize};
use vault::{
    import::{Format, Problem, Target},
    item::Secret,
};

/// What the worker can be asked for about an import. Its bytes travel beside the message, and what is read from them
/// stays in the worker: a page gets the few texts by which people know an item again. An `owner` is an organization; none: the person.
#[derive(Clone, Serialize, Deserialize)]
pub enum ImportCall {
    /// Reads a file. Beside the message: the file and, for a `KeePass` database that has one, its key file.
    /// Without bytes the file that is there is read again.
    Read {
        /// None: recognize it.
        format: Option<Format>,
        password: Option<Secret>,
        /// For a table of no known product: what each column holds.
        columns: Option<Vec<Target>>,
    },
    /// Items of the file, those that have the text in them. Positions count among all items.
    Rows { search: String, from: u32, count: u32 },
    /// Says which items go, and where to. Encrypts the names of what is made for them. `hash` is that of the file that is meant.
    Plan { owner: Option<String>, hash: String, items: Vec<u32>, into: Into },
    /// Encrypts one part of what was planned.
    Encrypt { owner: Option<String>, part: u32 },
    /// Drops the file, and what was opened of imports that wait.
    Forget,
    /// Opens items of an import that waits.
    Review { organization_id: String, items: Vec<HeldText> },
    /// Opens items that are in the vault, to be compared with what waits or with the file. Each as the server has it.
    Known { owner: Option<String>, items: Vec<String> },
    /// Which of the reviewed items are among the known logins.
    Duplicates,
    /// Which items of the file are among the known ones.
    Here,
}

/// Where the items of a file go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Into {
    /// One new collection of that name.
    One(String),
    /// A collection that is there, by its id.
    Present(String),
    /// One for each folder of the file, those above included. What is in none goes into one of that name.
    Folders(String),
    /// Folders of the person, as the file has them. Those that are there, by id and encrypted name, are used again.
    OwnFolders(Vec<(String, String)>),
    /// No folder.
    Nowhere,
}

/// A collection or folder that items go into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Home {
    /// Its id.
    Present(String),
    /// Its name, an encrypted string.
    New(String),
}

/// An item of an import that waits, as the server has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldText {
    pub id: String,
    pub content: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ImportAnswer {
    Done,
    Read(Summary),
    Rows {
        rows: Vec<RowView>,
        /// With the first rows: the positions of all items that have the text in them.
        matching: Option<Vec<u32>>,
    },
    Planned {
        homes: Vec<Home>,
        /// How many items each part has.
        parts: Vec<u32>,
    },
    Encrypted(Vec<SealedItem>),
    Reviewed(Vec<ReviewedItem>),
    /// Ids.
    Duplicates(Vec<String>),
    /// Positions. None: nothing was told to be known since the keys were opened.
    Here(Option<Vec<u32>>),
}

/// What a file has in it. Numbers and names of folders; no text of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// None: no importer knows it, but it is a table whose columns can be named.
    pub format: Option<Format>,
    /// Lower-case hex SHA-256 of the file.
    pub hash: String,
    pub items: u32,
    pub rows_read: u32,
    /// Rows of which no item came.
    pub not_understood: u32,
    /// The protocol's number of the kind, and how many there are.
    pub kinds: Vec<(u8, u32)>,
    /// Positions of items that are there already with the same content, further up.
    pub twice: Vec<u32>,
    /// The first of what was left out or changed.
    pub problems: Vec<Problem>,
    /// How many there are in all.
    pub problem_count: u32,
    /// Paths of the folders, the first of them.
    pub folders: Vec<String>,
    pub folder_count: u32,
    /// For tables of no known product.
    pub table: Option<TableView>,
}

/// A table whose columns can be named by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableView {
    pub columns: Vec<Secret>,
    pub targets: Vec<Target>,
    /// The first rows. Cells of columns that seem secret are empty.
    pub samples: Vec<Vec<Secret>>,
}

/// One item of the file, by what people know it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowView {
    /// Its position.
    pub at: u32,
    pub face: Face,
    pub twice: bool,
}

/// What an item looks like from outside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Face {
    pub name: Secret,
    pub username: Secret,
    /// The host of its first address.
    pub site: Secret,
    /// The protocol's number.
    pub kind: u8,
}

/// An item for the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedItem {
    /// Places in the list of homes.
    pub homes: Vec<u16>,
    pub is_favorite: bool,
    /// JSON of encrypted strings.
    pub content: String,
}

/// An item of an import that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewedItem {
    pub id: String,
    /// None: it does not open with the organization's key.
    pub face: Option<Face>,
}
