//! Nobody but `access` makes the proof, not even out of a membership.

use server::access::{ItemAccess, MemberOf};

fn by_fields(membership: MemberOf) -> ItemAccess {
    ItemAccess { membership }
}

fn by_its_maker(membership: MemberOf) -> ItemAccess {
    ItemAccess::from_membership(membership)
}

fn by_conversion(membership: MemberOf) -> ItemAccess {
    membership.into()
}

fn by_default() -> ItemAccess {
    ItemAccess::default()
}

fn main() {}
