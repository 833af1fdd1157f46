//! Reads the oracle. A cell that is not known here fails the tests.

use server::model::role::Right;

pub const ORACLE: &str = include_str!("../../../docs/access.csv");

/// Who calls: the columns of the oracle, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    Anonymous,
    Stranger,
    ProviderAdmin,
    ServiceUser,
    ServiceUserOutOfScope,
    ProviderUserNotConfirmed,
    OtherProviderAdmin,
    Owner,
    Admin,
    User,
    Custom,
    MemberNotConfirmed,
    OtherClientOwner,
}

impl Column {
    pub const ALL: [Self; 13] = [
        Self::Anonymous,
        Self::Stranger,
        Self::ProviderAdmin,
        Self::ServiceUser,
        Self::ServiceUserOutOfScope,
        Self::ProviderUserNotConfirmed,
        Self::OtherProviderAdmin,
        Self::Owner,
        Self::Admin,
        Self::User,
        Self::Custom,
        Self::MemberNotConfirmed,
        Self::OtherClientOwner,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Anonymous => "anonymous",
            Self::Stranger => "stranger",
            Self::ProviderAdmin => "provider_admin",
            Self::ServiceUser => "service_user",
            Self::ServiceUserOutOfScope => "service_user_out_of_scope",
            Self::ProviderUserNotConfirmed => "provider_user_not_confirmed",
            Self::OtherProviderAdmin => "other_provider_admin",
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::User => "user",
            Self::Custom => "custom",
            Self::MemberNotConfirmed => "member_not_confirmed",
            Self::OtherClientOwner => "other_client_owner",
        }
    }

    /// Whether what this principal gets must be free of items.
    pub const fn is_provider_user(self) -> bool {
        matches!(self, Self::ProviderAdmin | Self::ServiceUser | Self::ServiceUserOutOfScope | Self::ProviderUserNotConfirmed | Self::OtherProviderAdmin)
    }
}

/// What a cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Yes,
    /// Rows are filtered by the scope.
    YesInScope,
    YesWithinPaidPool,
    YesIfOwnerOfIt,
    YesNameOnly,
    YesUnlessLastOwner,
    Rank,
    Right {
        any: Vec<Right>,
        and_rank: bool,
    },
    Own,
    ByGrant,
    Refused(u16),
    /// 403, with the code of its own.
    RefusedVault,
    /// Known words about something that is not built, and so cannot be tried.
    OfUnbuilt,
}

impl Cell {
    fn parse(text: &str) -> Self {
        match text {
            // What limits the making of collections is no setting yet.
            "yes" | "unless limited" | "perm createNewCollections or unless limited" => Self::Yes,
            "yes (in scope)" => Self::YesInScope,
            "yes (paid pool)" => Self::YesWithinPaidPool,
            "yes + owner of it" => Self::YesIfOwnerOfIt,
            "yes (name only while linked)" => Self::YesNameOnly,
            "yes (not the last owner)" => Self::YesUnlessLastOwner,
            "rank" => Self::Rank,
            // The cases are about what is the caller's.
            "own" | "own batch, untouched" => Self::Own,
            // The cases are made within what the caller's own grants cover, by somebody who manages the collection. Who does not is tried
            // in `collections`.
            "by grant"
            | "own grants"
            | "perm editAnyCollection|deleteAnyCollection else own grants"
            | "collections he may manage"
            | "manage grant"
            | "manage grant or admin-access setting"
            | "manage grant unless limited"
            | "perm editAnyCollection or manage grant" => Self::ByGrant,
            "401" | "403" | "404" | "409" => Self::Refused(text.parse().expect("a number")),
            "403 vault" => Self::RefusedVault,
            "items he may read" | "409 use provider.clients.seats" | "409 managed" | "by link" => Self::OfUnbuilt,
            _ => {
                let rights = text.strip_prefix("perm ").unwrap_or_else(|| panic!("the oracle says something unknown: {text}"));
                let (rights, and_rank) = rights.strip_suffix(" + rank").map_or((rights, false), |rights| (rights, true));
                let right = |name: &str| serde_json::from_value(name.into()).unwrap_or_else(|_| panic!("the oracle names an unknown right: {name}"));
                Self::Right { any: rights.split('|').map(right).collect(), and_rank }
            }
        }
    }
}

/// One action of the oracle.
#[derive(Clone, Debug)]
pub struct Row {
    pub action: String,
    pub is_command: bool,
    pub step_up: bool,
    cells: Vec<Cell>,
}

impl Row {
    pub fn cell(&self, column: Column) -> &Cell {
        let index = Column::ALL.iter().position(|one| *one == column).expect("a column");
        &self.cells[index]
    }
}

/// All rows.
pub fn rows() -> Vec<Row> {
    let mut reader = ::csv::Reader::from_reader(ORACLE.as_bytes());
    let head = reader.headers().unwrap().iter().map(str::to_owned).collect::<Vec<_>>();
    let expected = ["action", "kind", "step_up"].into_iter().chain(Column::ALL.map(Column::name)).chain(["note"]).collect::<Vec<_>>();
    assert_eq!(head, expected, "the columns of the oracle");
    let parse = |record: ::csv::StringRecord| Row {
        action: record[0].to_owned(),
        is_command: match &record[1] {
            "command" => true,
            "query" => false,
            other => panic!("unknown kind {other}"),
        },
        step_up: match &record[2] {
            "yes" => true,
            "no" => false,
            other => panic!("unknown step_up {other}"),
        },
        cells: (3..16).map(|index| Cell::parse(&record[index])).collect(),
    };
    reader.records().map(|record| parse(record.unwrap())).collect()
}

/// The row of an action.
pub fn row(action: &str) -> Row {
    rows().into_iter().find(|row| row.action == action).unwrap_or_else(|| panic!("the oracle has no action {action}"))
}
