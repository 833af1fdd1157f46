//! Collections of an organization.

texts! {
    Collections {
        title = "Collections",
        search = "Search collections",
        new_collection = "New collection",
        new_inside = "New collection inside",
        column_collection = "Collection",
        column_people = "Access",
        column_level = "Your access",
        people(n: u32) = "{n} member" | "{n} members",
        groups(n: u32) = "{n} group" | "{n} groups",
        lies_in(path: &str) = "in {path}",
        imports_wait(n: u32) = "{n} import waits" | "{n} imports wait",
        unmanaged = "Nobody manages it",
        unmanaged_text = "Nobody manages this collection. Let at least one member or group manage it.",
        unreadable = "Unreadable name",
        unreadable_text = "The name was not written with the key of this organization.",
        only_managers = "Only members who manage this collection can do this",

        // Without keys, and without collections.
        locked_title = "The names are encrypted",
        locked_text = "Unlock with your master password to read them. The server cannot.",
        locked_text_provider = "Unlock with your master password to read them. The client’s owners see in their event log that you used their key.",
        unlock = "Unlock",
        nothing_yet = "No collections yet",
        nothing_yet_text = "A collection holds items that several members share.",
        no_match_text = "No collection has this in its name.",

        // Levels of access.
        level_view = "View",
        level_view_hidden = "View, passwords hidden",
        level_edit = "Edit",
        level_edit_hidden = "Edit, passwords hidden",
        level_manage = "Manage",
        level_none = "None",
        level_of(name: &str) = "Access of {name}",

        // Making and renaming.
        create_title = "New collection",
        create = "Create collection",
        created(name: &str) = "{name} was created",
        name = "Name",
        name_missing = "Enter a name",
        name_slash = "Leave out the slash. Choose below what the collection lies in.",
        name_long = "The name is too long. Use a shorter one.",
        inside = "Inside",
        inside_nothing = "No other collection",
        you_manage = "Without anybody chosen, you manage the collection.",
        manager_missing = "Choose at least one member or group that manages the collection",
        rename = "Rename or move",
        rename_title(name: &str) = "Rename {name}",
        renamed(before: &str, after: &str) = "{before} is now {after}",
        inner_too(n: usize) = "{n} collection inside it goes along." | "{n} collections inside it go along.",
        inner_not_yours = "You do not manage every collection inside it. Ask an admin.",

        // Access.
        access = "Access",
        access_title(name: &str) = "Access to {name}",
        access_saved(name: &str) = "The access to {name} has changed",
        add_access = "Add a member or group",
        find_hint = "Name or e-mail",
        group_said(n: u32, name: &str) = "{name} · group of {n} member" | "{name} · group of {n} members",
        group_below(n: u32) = "Group of {n} member" | "Group of {n} members",
        nothing_changed = "Nothing has changed",
        not_yourself = "You cannot change your own access. Ask another admin.",
        take_from(name: &str) = "Take the access of {name} away",

        // Deleting.
        delete = "Delete collection",
        delete_title(name: &str) = "Delete {name}?",
        delete_text = "Its members lose access through it. Items stay in the vault: those in no other collection are then in none, and members cannot reach them until somebody puts them into one.",
        delete_text_provider = "Its members lose access through it. A collection with items in it can be deleted by the client’s own people only.",
        delete_inner = "Collections inside it stay.",
        deleted(name: &str) = "{name} was deleted",
    }
}
