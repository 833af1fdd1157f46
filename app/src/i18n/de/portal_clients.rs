//! The clients of a provider.

texts! {
    for PortalClients {
        clients = "Kunden",
        add_client = "Kunde hinzufügen",
        new_client = "Neuer Kunde",
        existing_organization = "Bestehende Organisation",
        filter = "Nach Name, Schlagwort oder Domain filtern",
        filters = "Filter",
        columns = "Spalten",

        // Figures.
        by_status(active: u32, setting_up: u32, suspended: u32) = "{active} aktiv · {setting_up} in Einrichtung · {suspended} pausiert",
        used_of(used: u32, total: u32) = "{used} / {total}",
        unassigned(n: u32) = "{n} in Ihrem Tarif nicht vergeben",
        seats_of_yours = "bei den Kunden belegt, die Sie sehen",
        waiting = "Wartet auf Sie",
        in_clients(n: u32) = "zu bestätigende Mitglieder bei {n} Kunden" | "zu bestätigende Mitglieder bei {n} Kunden",
        nobody_waits = "kein Mitglied wartet auf Bestätigung",

        // Chips, columns, cells.
        needs_attention = "Handlungsbedarf",
        seats_full = "Plätze belegt",
        setting_up = "In Einrichtung",
        suspended = "Pausiert",
        active = "Aktiv",
        client = "Kunde",
        status = "Status",
        seats = "Plätze",
        attention = "Zu tun",
        plan = "Tarif",
        last_activity = "Letzte Aktivität",
        seats_of(client: &str) = "Plätze von {client}",
        to_confirm(n: u32) = "{n} zu bestätigen",
        owner_invited = "Inhaber eingeladen",
        invited(n: u32) = "{n} eingeladen",
        no_activity = "noch keine",

        // Menu.
        open = "Öffnen",
        rename = "Umbenennen",
        adjust_seats = "Plätze anpassen",
        tags = "Schlagwörter",
        suspend = "Pausieren",
        resume = "Reaktivieren",
        unlink = "Trennen",
        resume_first = "Pausiert. Reaktivieren Sie den Kunden zuerst.",

        // Empty.
        none_yet = "Noch keine Kunden",
        none_yet_hint = "Fügen Sie den ersten hinzu und laden Sie den Inhaber ein. Sie verwalten ihn von hier aus und sehen nie seine Geheimnisse.",
        none_yet_service = "Noch keine Kunden",
        none_yet_service_hint = "Ein Anbieter-Admin legt fest, welche Kunden Sie sehen.",
        no_match = "Kein Kunde passt",
        no_match_hint = "Versuchen Sie es mit weniger Buchstaben oder einem anderen Filter.",

        // Seats.
        available(n: u32) = "{n} nicht vergebener Platz verfügbar" | "{n} nicht vergebene Plätze verfügbar",
        nothing_bought(available: &str) = "{available} · es wird nichts gekauft",
        will_be_bought(n: u32, available: &str) = "{available} · {n} wird gekauft" | "{available} · {n} werden gekauft",
        go_back(n: u32) = "{n} Platz wird wieder frei für andere Kunden" | "{n} Plätze werden wieder frei für andere Kunden",
        seats_title(client: &str) = "Plätze von {client}",
        seats_now(occupied: u32, seats: u32) = "Derzeit {occupied} von {seats} belegt.",
        seats_least(occupied: u32) = "Mindestens {occupied}: So viele sind belegt. Für weniger entfernen Sie zuerst Mitglieder oder entziehen ihnen den Zugriff.",
        seats_admin_only(n: u32) = "In Ihrem Tarif fehlt {n} Platz. Nur ein Anbieter-Admin kann Plätze kaufen." | "In Ihrem Tarif fehlen {n} Plätze. Nur ein Anbieter-Admin kann Plätze kaufen.",
        seats_service_hint = "Als Servicenutzer vergeben Sie die Plätze, die bereits bezahlt sind.",
        seats_done(client: &str, seats: u32) = "Plätze von {client}: {seats}",
        save_seats = "Plätze festlegen",

        // Add.
        name = "Name",
        name_hint = "So, wie ihn die Mitglieder des Kunden kennen.",
        plan_left(text: &str, available: &str) = "{text} {available}.",
        owner_email = "E-Mail des Inhabers",
        owner_hint = "Erhält eine Einladung. Der Kunde ist eingerichtet, sobald diese Person bestätigt ist.",
        tags_hint = "Nach jedem die Eingabetaste drücken. Höchstens 8.",
        tag_remove(tag: &str) = "Schlagwort {tag} entfernen",
        tags_many = "Verwenden Sie höchstens 8 Schlagwörter.",
        create_title = "Neuer Kunde",
        create = "Kunde hinzufügen",
        created(client: &str, email: &str) = "{client} hinzugefügt. {email} ist als Inhaber eingeladen.",
        seats_moved = "Die Plätze in Ihrem Tarif haben sich inzwischen geändert. Prüfen Sie die neue Summe und fügen Sie den Kunden noch einmal hinzu.",
        collection = "Standardsammlung",

        // Existing.
        existing_title = "Bestehende Organisation hinzufügen",
        existing_text = "Sie können eine Organisation verknüpfen, in der Sie bestätigter Inhaber sind und die keinen Anbieter hat. Ihre Mitglieder behalten alles, ihre Plätze gehen in Ihren Tarif über.",
        existing_none = "Keine Organisation zum Verknüpfen",
        existing_none_hint = "Bitten Sie den Kunden, Sie zum Inhaber seiner Organisation zu machen, oder fügen Sie einen neuen Kunden hinzu.",
        existing_label = "Organisation",
        existing_row(plan: &str, occupied: u32, seats: u32) = "{plan} · {occupied} von {seats} Plätzen belegt",
        existing_filter = "Nach Name filtern",
        existing_choose = "Wählen Sie eine Organisation.",
        existing_action = "Organisation verknüpfen",
        existing_done(client: &str) = "{client} ist jetzt Ihr Kunde",

        // Rename, tags.
        rename_title(client: &str) = "{client} umbenennen",
        rename_action = "Umbenennen",
        renamed(before: &str, after: &str) = "{before} heißt jetzt {after}",
        tags_title(client: &str) = "Schlagwörter von {client}",
        tags_action = "Schlagwörter speichern",
        tags_done(client: &str) = "Schlagwörter von {client} gespeichert",

        // Suspend, resume.
        suspend_title(client: &str) = "{client} pausieren?",
        suspend_text(n: u32) = "Das Mitglied kann sich weiterhin anmelden und lesen, aber nichts lässt sich ändern: keine Einladungen, keine Rechte, keine Einträge." | "Die {n} Mitglieder können sich weiterhin anmelden und lesen, aber nichts lässt sich ändern: keine Einladungen, keine Rechte, keine Einträge.",
        suspend_more = "Die Plätze bleiben vergeben. Sie können den Kunden jederzeit reaktivieren.",
        suspended_done(client: &str) = "{client} pausiert",
        resume_title(client: &str) = "{client} reaktivieren?",
        resume_text = "Sofort lässt sich wieder alles ändern.",
        resumed_done(client: &str) = "{client} reaktiviert",

        // Unlink.
        unlink_title(client: &str) = "{client} trennen?",
        unlink_action = "Kunde trennen",
        unlink_keeps = "Die Organisation besteht mit ihren Inhabern weiter. Mitglieder und Einträge bleiben, wie sie sind.",
        unlink_loses = "Ihre Mitarbeitenden verlieren sofort den Zugriff, und die Kopie ihres Schlüssels beim Anbieter wird gelöscht.",
        unlink_seats(n: u32) = "{n} Platz wird wieder frei für andere Kunden." | "{n} Plätze werden wieder frei für andere Kunden.",
        unlink_back = "Um sie zurückzuholen, muss ein Inhaber Sie zum Inhaber machen, und Sie verknüpfen sie erneut.",
        unlinked(client: &str) = "{client} getrennt",

        // Many.
        add_tag = "Schlagwort hinzufügen",
        add_tag_title(n: usize) = "{n} Kunden ein Schlagwort geben" | "{n} Kunden ein Schlagwort geben",
        tag = "Schlagwort",
        tagging = "Schlagwort wird hinzugefügt",
        tagged(n: usize, tag: &str) = "{n} Kunden das Schlagwort {tag} gegeben" | "{n} Kunden das Schlagwort {tag} gegeben",
        untagged(n: usize, tag: &str) = "{n} Kunden das Schlagwort {tag} genommen" | "{n} Kunden das Schlagwort {tag} genommen",
        failed_count(n: usize) = "{n} Kunde wurde nicht geändert" | "{n} Kunden wurden nicht geändert",
        has_max_tags = "Der Kunde hat schon 8 Schlagwörter. Entfernen Sie zuerst eines.",
        not_loaded = "Der Kunde ist mit diesem Filter nicht in der Liste. Entfernen Sie den Filter und versuchen Sie es erneut.",
    }
}
