//! Collections of an organization.

texts! {
    for Collections {
        title = "Sammlungen",
        search = "Sammlungen durchsuchen",
        new_collection = "Neue Sammlung",
        new_inside = "Neue Sammlung darin",
        column_collection = "Sammlung",
        column_people = "Zugriff",
        column_level = "Ihr Zugriff",
        people(n: u32) = "{n} Mitglied" | "{n} Mitglieder",
        groups(n: u32) = "{n} Gruppe" | "{n} Gruppen",
        lies_in(path: &str) = "in {path}",
        imports_wait(n: u32) = "{n} Import wartet" | "{n} Importe warten",
        unmanaged = "Niemand verwaltet sie",
        unmanaged_text = "Niemand verwaltet diese Sammlung. Lassen Sie sie von mindestens einem Mitglied oder einer Gruppe verwalten.",
        unreadable = "Name nicht lesbar",
        unreadable_text = "Der Name wurde nicht mit dem Schlüssel dieser Organisation geschrieben.",
        only_managers = "Das können nur Mitglieder, die diese Sammlung verwalten",

        // Without keys, and without collections.
        locked_title = "Die Namen sind verschlüsselt",
        locked_text = "Entsperren Sie mit Ihrem Master-Passwort, um sie zu lesen. Der Server kann es nicht.",
        locked_text_provider = "Entsperren Sie mit Ihrem Master-Passwort, um sie zu lesen. Die Inhaber des Kunden sehen in ihrem Ereignisprotokoll, dass Sie seinen Schlüssel verwendet haben.",
        unlock = "Entsperren",
        nothing_yet = "Noch keine Sammlungen",
        nothing_yet_text = "Eine Sammlung enthält Einträge, die mehrere Mitglieder gemeinsam nutzen.",
        no_match_text = "Keine Sammlung hat dies im Namen.",

        // Levels of access.
        level_view = "Ansehen",
        level_view_hidden = "Ansehen, Passwörter verborgen",
        level_edit = "Bearbeiten",
        level_edit_hidden = "Bearbeiten, Passwörter verborgen",
        level_manage = "Verwalten",
        level_none = "Keiner",
        level_of(name: &str) = "Zugriff von {name}",

        // Making and renaming.
        create_title = "Neue Sammlung",
        create = "Sammlung anlegen",
        created(name: &str) = "{name} wurde angelegt",
        name = "Name",
        name_missing = "Geben Sie einen Namen ein",
        name_slash = "Lassen Sie den Schrägstrich weg. Wählen Sie unten, worin die Sammlung liegt.",
        name_long = "Der Name ist zu lang. Wählen Sie einen kürzeren.",
        inside = "Liegt in",
        inside_nothing = "Keiner anderen Sammlung",
        you_manage = "Wenn Sie niemanden wählen, verwalten Sie die Sammlung.",
        manager_missing = "Wählen Sie mindestens ein Mitglied oder eine Gruppe zum Verwalten der Sammlung",
        rename = "Umbenennen oder verschieben",
        rename_title(name: &str) = "{name} umbenennen",
        renamed(before: &str, after: &str) = "{before} heißt jetzt {after}",
        inner_too(n: usize) = "{n} Sammlung darin wird mitgenommen." | "{n} Sammlungen darin werden mitgenommen.",
        inner_not_yours = "Sie verwalten nicht alle Sammlungen darin. Wenden Sie sich an einen Admin.",

        // Access.
        access = "Zugriff",
        access_title(name: &str) = "Zugriff auf {name}",
        access_saved(name: &str) = "Der Zugriff auf {name} wurde geändert",
        add_access = "Mitglied oder Gruppe hinzufügen",
        find_hint = "Name oder E-Mail",
        group_said(n: u32, name: &str) = "{name} · Gruppe mit {n} Mitglied" | "{name} · Gruppe mit {n} Mitgliedern",
        group_below(n: u32) = "Gruppe mit {n} Mitglied" | "Gruppe mit {n} Mitgliedern",
        nothing_changed = "Nichts wurde geändert",
        not_yourself = "Ihren eigenen Zugriff können Sie nicht ändern. Wenden Sie sich an einen anderen Admin.",
        take_from(name: &str) = "{name} den Zugriff nehmen",

        // Deleting.
        delete = "Sammlung löschen",
        delete_title(name: &str) = "{name} löschen?",
        delete_text = "Ihre Mitglieder verlieren den Zugriff, den sie darüber haben. Die Einträge bleiben im Tresor. Was in keiner anderen Sammlung liegt, ist dann in keiner mehr, und Mitglieder erreichen es erst wieder, wenn es jemand in eine legt.",
        delete_text_provider = "Ihre Mitglieder verlieren den Zugriff, den sie darüber haben. Eine Sammlung mit Einträgen können nur die Mitglieder des Kunden selbst löschen.",
        delete_inner = "Sammlungen darin bleiben.",
        deleted(name: &str) = "{name} wurde gelöscht",
    }
}
