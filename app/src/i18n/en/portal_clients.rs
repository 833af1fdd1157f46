//! The clients of a provider.

texts! {
    PortalClients {
        clients = "Clients",
        add_client = "Add client",
        new_client = "New client",
        existing_organization = "Existing organization",
        filter = "Filter by name, tag or domain",
        filters = "Filters",
        columns = "Columns",

        // Figures.
        by_status(active: u32, setting_up: u32, suspended: u32) = "{active} active · {setting_up} setting up · {suspended} suspended",
        used_of(used: u32, total: u32) = "{used} / {total}",
        unassigned(n: u32) = "{n} unassigned in your plan",
        seats_of_yours = "used in the clients you see",
        waiting = "Waiting for you",
        in_clients(n: u32) = "members to confirm in {n} client" | "members to confirm in {n} clients",
        nobody_waits = "no member waits to be confirmed",

        // Chips, columns, cells.
        needs_attention = "Needs attention",
        seats_full = "Seats full",
        setting_up = "Setting up",
        suspended = "Suspended",
        active = "Active",
        client = "Client",
        status = "Status",
        seats = "Seats",
        attention = "Attention",
        plan = "Plan",
        last_activity = "Last activity",
        seats_of(client: &str) = "Seats of {client}",
        to_confirm(n: u32) = "{n} to confirm",
        owner_invited = "Owner invited",
        invited(n: u32) = "{n} invited",
        no_activity = "none yet",

        // Menu.
        open = "Open",
        rename = "Rename",
        adjust_seats = "Adjust seats",
        tags = "Tags",
        suspend = "Suspend",
        resume = "Resume",
        unlink = "Unlink",
        resume_first = "Suspended. Resume the client first.",

        // Empty.
        none_yet = "No clients yet",
        none_yet_hint = "Add the first one and invite its owner. You administer it from here and never see its secrets.",
        none_yet_service = "No clients yet",
        none_yet_service_hint = "A provider admin decides which clients you see.",
        no_match = "No client matches",
        no_match_hint = "Try fewer letters, or another filter.",

        // Seats.
        available(n: u32) = "{n} unassigned seat available" | "{n} unassigned seats available",
        nothing_bought(available: &str) = "{available} · nothing is bought",
        will_be_bought(n: u32, available: &str) = "{available} · {n} will be bought" | "{available} · {n} will be bought",
        go_back(n: u32) = "{n} seat goes back to your unassigned seats" | "{n} seats go back to your unassigned seats",
        seats_title(client: &str) = "Seats of {client}",
        seats_now(occupied: u32, seats: u32) = "{occupied} of {seats} in use now.",
        seats_least(occupied: u32) = "At least {occupied}: so many are in use. Remove or revoke members first to go lower.",
        seats_admin_only(n: u32) = "Your plan lacks {n} seat. Only a provider admin can buy seats." | "Your plan lacks {n} seats. Only a provider admin can buy seats.",
        seats_service_hint = "As a service user you assign the seats that are already paid for.",
        seats_done(client: &str, seats: u32) = "Seats of {client}: {seats}",
        save_seats = "Set seats",

        // Add.
        name = "Name",
        name_hint = "As the client’s people know it.",
        plan_left(text: &str, available: &str) = "{text} {available}.",
        owner_email = "Owner’s e-mail",
        owner_hint = "Gets an invitation. The client is set up once this person is confirmed.",
        tags_hint = "Press Enter after each. At most 8.",
        tag_remove(tag: &str) = "Remove the tag {tag}",
        tags_many = "Use at most 8 tags.",
        create_title = "New client",
        create = "Add client",
        created(client: &str, email: &str) = "{client} added. {email} is invited as its owner.",
        seats_moved = "The seats of your plan changed meanwhile. Look at the new sum and add the client again.",
        collection = "Default collection",

        // Existing.
        existing_title = "Add an existing organization",
        existing_text = "You can link an organization of which you are a confirmed owner and that has no provider. Its members keep everything; its seats move into your plan.",
        existing_none = "No organization to link",
        existing_none_hint = "Ask the client to make you an owner of its organization, or add a new client.",
        existing_label = "Organization",
        existing_row(plan: &str, occupied: u32, seats: u32) = "{plan} · {occupied} of {seats} seats in use",
        existing_filter = "Filter by name",
        existing_choose = "Choose an organization.",
        existing_action = "Link organization",
        existing_done(client: &str) = "{client} is now a client",

        // Rename, tags.
        rename_title(client: &str) = "Rename {client}",
        rename_action = "Rename",
        renamed(before: &str, after: &str) = "{before} is now called {after}",
        tags_title(client: &str) = "Tags of {client}",
        tags_action = "Save tags",
        tags_done(client: &str) = "Tags of {client} saved",

        // Suspend, resume.
        suspend_title(client: &str) = "Suspend {client}?",
        suspend_text(n: u32) = "Its member keeps signing in and reading, but nothing can be changed: no invitations, no rights, no items." | "Its {n} members keep signing in and reading, but nothing can be changed: no invitations, no rights, no items.",
        suspend_more = "Seats stay assigned. You can resume it at any time.",
        suspended_done(client: &str) = "{client} suspended",
        resume_title(client: &str) = "Resume {client}?",
        resume_text = "Everything can be changed again at once.",
        resumed_done(client: &str) = "{client} resumed",

        // Unlink.
        unlink_title(client: &str) = "Unlink {client}?",
        unlink_action = "Unlink client",
        unlink_keeps = "The organization lives on with its owners. Members and items stay as they are.",
        unlink_loses = "Your people lose access at once, and the provider’s copy of its key is deleted.",
        unlink_seats(n: u32) = "{n} seat goes back to your unassigned seats." | "{n} seats go back to your unassigned seats.",
        unlink_back = "To get it back, an owner must make you an owner, and you link it again.",
        unlinked(client: &str) = "{client} unlinked",

        // Many.
        add_tag = "Add tag",
        add_tag_title(n: usize) = "Add a tag to {n} client" | "Add a tag to {n} clients",
        tag = "Tag",
        tagging = "Adding the tag",
        tagged(n: usize, tag: &str) = "Tag {tag} added to {n} client" | "Tag {tag} added to {n} clients",
        untagged(n: usize, tag: &str) = "Tag {tag} taken from {n} client" | "Tag {tag} taken from {n} clients",
        failed_count(n: usize) = "{n} client was not changed" | "{n} clients were not changed",
        has_max_tags = "It has 8 tags already. Take one away first.",
        not_loaded = "It is not in the list as filtered now. Clear the filter and try again.",
    }
}
