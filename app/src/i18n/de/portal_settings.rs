//! Settings of a provider.

texts! {
    for PortalSettings {
        title = "Einstellungen des Anbieters",
        provider = "Anbieter",
        name = "Name",
        billing_email = "E-Mail für Rechnungen",
        support = "Support-Kontakt",
        support_text = "Unter diesen Angaben erreichen Ihre Kunden Sie. Sie stehen in deren Apps und Konsolen.",
        support_email = "E-Mail",
        support_phone = "Telefon",
        support_url = "Internetadresse",
        save = "Speichern",
        saved(name: &str) = "Einstellungen von {name} gespeichert",
    }
}
