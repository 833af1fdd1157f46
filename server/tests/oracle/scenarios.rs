//! From a cell of the oracle to what must happen.

use crate::{
    calls::{Case, Toward},
    csv::{Cell, Column},
};
use server::model::role::{Right, Rights, Role};

/// What a call must come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    Done,
    /// Refused with that status, and nothing has changed.
    Refused(u16),
    /// 403 with the code for items, and the attempt is in the log.
    Vault,
    /// Refused because of the target's rank: the whole call with 403, or each row with a sentence.
    OutOfReach,
}

/// One try of a case.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    /// Of whom the call is about, if anybody.
    pub target: Role,
    /// Of the caller, if he has the Custom role.
    pub rights: Rights,
    pub expect: Expect,
}

fn all_rights_but(without: &[Right]) -> Rights {
    Right::ALL.into_iter().filter(|right| !without.contains(right)).collect::<Vec<_>>().into()
}

/// As the oracle explains rank: Owner above Admin above Custom and User; a provider user ranks as Owner.
const fn rank(role: Role) -> u8 {
    match role {
        Role::Owner => 3,
        Role::Admin => 2,
        Role::Custom | Role::User => 1,
    }
}

fn rank_of_caller(column: Column) -> u8 {
    match column {
        Column::ProviderAdmin | Column::ServiceUser | Column::Owner => 3,
        Column::Admin => 2,
        Column::User | Column::Custom => 1,
        other => panic!("{other:?} has no rank"),
    }
}

/// Everything to try for a case as a principal.
pub fn scenarios(case: &Case, column: Column, cell: &Cell) -> Vec<Scenario> {
    let everybody: &[Role] = if case.toward == Toward::Nobody { &[Role::User] } else { &Role::ALL };
    let one = |rights, expect| vec![Scenario { target: Role::User, rights, expect }];
    let toward_all = |rights| everybody.iter().map(move |target| Scenario { target: *target, rights, expect: Expect::Done }).collect::<Vec<_>>();
    let by_rank = |rights| {
        let expect = |target| if rank(target) <= rank_of_caller(column) || case.toward == Toward::Nobody { Expect::Done } else { Expect::OutOfReach };
        everybody.iter().map(|target| Scenario { target: *target, rights, expect: expect(*target) }).collect::<Vec<_>>()
    };
    match cell {
        Cell::Yes
        | Cell::Own
        // What follows is allowed as the cases are made. What the words in brackets refuse is tried in `special`.
        | Cell::YesInScope
        | Cell::YesWithinPaidPool
        | Cell::YesIfOwnerOfIt
        | Cell::YesNameOnly
        | Cell::YesUnlessLastOwner
        | Cell::ByGrant => toward_all(Rights::NONE),
        Cell::Rank => by_rank(Rights::NONE),
        Cell::Right { any, and_rank } => {
            assert_eq!(column, Column::Custom, "only the Custom role has rights");
            let mut tries = one(all_rights_but(any), Expect::Refused(403));
            for right in any {
                let rights = Rights::from(vec![*right]);
                tries.extend(if *and_rank { by_rank(rights) } else { toward_all(rights) });
            }
            tries
        }
        // A refused Custom member holds every right there is.
        Cell::Refused(status) => one(all_rights_but(&[]), Expect::Refused(*status)),
        Cell::RefusedVault => one(Rights::NONE, Expect::Vault),
        Cell::OfUnbuilt => panic!("{} is built, but what the oracle says of it is not known here", case.action),
    }
}
