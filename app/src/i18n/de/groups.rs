//! Groups of an organization.

texts! {
    for Groups {
        title = "Gruppen",
        search = "Gruppen durchsuchen",
        new_group = "Neue Gruppe",
        group = "Gruppe",
        members = "Mitglieder",
        collections = "Sammlungen",
        members_count(n: u32) = "{n} Mitglied" | "{n} Mitglieder",
        collections_count(n: u32) = "{n} Sammlung" | "{n} Sammlungen",
        open = "Öffnen",
        nothing_yet = "Noch keine Gruppen",
        nothing_yet_text = "Eine Gruppe gibt allen ihren Mitgliedern zugleich Zugriff auf Sammlungen.",
        no_match_text = "Keine Gruppe hat dies im Namen.",

        // The dialog.
        new_title = "Neue Gruppe",
        create = "Gruppe anlegen",
        created(name: &str) = "{name} wurde angelegt",
        saved(name: &str) = "{name} ist gespeichert",
        name = "Name",
        name_missing = "Geben Sie einen Namen ein",
        nothing_changed = "Nichts wurde geändert",
        add_member = "Mitglied hinzufügen",
        nobody = "Noch ist niemand darin.",
        take_out(name: &str) = "{name} herausnehmen",
        add_collection = "Sammlung hinzufügen",
        add_collection_hint = "Teil des Namens",
        no_collections = "Sie gibt noch auf keine Sammlung Zugriff.",
        unseen_collection = "Eine andere Sammlung",
        unseen_collection_text = "Das können nur Mitglieder ändern, die diese Sammlung verwalten",
        fixed = "Das können Sie nicht ändern",
        locked_none = "Entsperren Sie, um Sammlungen zu wählen: Ihre Namen sind verschlüsselt.",
        locked_some(n: usize) = "Sie gibt Zugriff auf {n} Sammlung. Entsperren Sie, um ihren Namen zu lesen." | "Sie gibt Zugriff auf {n} Sammlungen. Entsperren Sie, um ihre Namen zu lesen.",
        not_yourself = "Sie sind in dieser Gruppe und können daher nicht ändern, worauf sie Zugriff gibt. Wenden Sie sich an einen anderen Admin.",

        // Deleting.
        delete = "Gruppe löschen",
        delete_title(name: &str) = "{name} löschen?",
        delete_text = "Ihre Mitglieder verlieren den Zugriff, den sie über sie haben. Sie bleiben Mitglieder, und Sammlungen und Einträge bleiben.",
        deleted(name: &str) = "{name} wurde gelöscht",

        // Beside a member.
        of_member = "Gruppen",
        of_member_none = "Dieses Mitglied ist in keiner Gruppe.",
        add_group = "Zu einer Gruppe hinzufügen",
        add_group_hint = "Teil des Namens",
        more(n: usize) = "{n} weitere" | "{n} weitere",
        added(who: &str, group: &str) = "{who} ist in {group}",
        taken_out(who: &str, group: &str) = "{who} ist nicht mehr in {group}",
    }
}
