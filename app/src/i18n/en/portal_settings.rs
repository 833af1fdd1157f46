//! Settings of a provider.

texts! {
    PortalSettings {
        title = "Provider settings",
        provider = "Provider",
        name = "Name",
        billing_email = "Billing e-mail",
        support = "Support contact",
        support_text = "How your clients reach you. They see it in their apps and consoles.",
        support_email = "E-mail",
        support_phone = "Telephone",
        support_url = "Web address",
        save = "Save",
        saved(name: &str) = "Settings of {name} saved",
    }
}
