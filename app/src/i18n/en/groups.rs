//! Groups of an organization.

texts! {
    Groups {
        title = "Groups",
        search = "Search groups",
        new_group = "New group",
        group = "Group",
        members = "Members",
        collections = "Collections",
        members_count(n: u32) = "{n} member" | "{n} members",
        collections_count(n: u32) = "{n} collection" | "{n} collections",
        open = "Open",
        nothing_yet = "No groups yet",
        nothing_yet_text = "A group gives its members access to collections, all at once.",
        no_match_text = "No group has this in its name.",

        // The dialog.
        new_title = "New group",
        create = "Create group",
        created(name: &str) = "{name} was created",
        saved(name: &str) = "{name} is saved",
        name = "Name",
        name_missing = "Enter a name",
        nothing_changed = "Nothing has changed",
        add_member = "Add a member",
        nobody = "Nobody is in it yet.",
        take_out(name: &str) = "Take {name} out",
        add_collection = "Add a collection",
        add_collection_hint = "Part of its name",
        no_collections = "It gives access to no collection yet.",
        unseen_collection = "Another collection",
        unseen_collection_text = "Only members who manage this collection can change this",
        fixed = "You cannot change this",
        locked_none = "Unlock to choose collections: their names are encrypted.",
        locked_some(n: usize) = "It gives access to {n} collection. Unlock to read its name." | "It gives access to {n} collections. Unlock to read their names.",
        not_yourself = "You are in this group, so you cannot change what it gives access to. Ask another admin.",

        // Deleting.
        delete = "Delete group",
        delete_title(name: &str) = "Delete {name}?",
        delete_text = "Its members lose the access that they have through it. They stay members, and collections and items stay.",
        deleted(name: &str) = "{name} was deleted",

        // Beside a member.
        of_member = "Groups",
        of_member_none = "This member is in no group.",
        add_group = "Add to a group",
        add_group_hint = "Part of its name",
        more(n: usize) = "{n} more" | "{n} more",
        added(who: &str, group: &str) = "{who} is in {group}",
        taken_out(who: &str, group: &str) = "{who} is no longer in {group}",
    }
}
