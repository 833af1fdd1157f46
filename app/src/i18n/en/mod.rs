//! English: the language in which the keys are declared.

/// Declares the files, the struct of all texts and its English value.
macro_rules! areas {
    ($($area:ident: $name:ident),* $(,)?) => {
        $(mod $area;)*

        /// All texts of one language, by area.
        pub struct Texts {
            $(pub $area: $area::$name),*
        }

        pub(super) static ENGLISH: Texts = Texts { $($area: $area::TEXTS),* };
    };
}

areas! {
    collections: Collections,
    console: Console,
    events: Events,
    forms: Forms,
    gallery: Gallery,
    groups: Groups,
    import_columns: ImportColumns,
    imports: Imports,
    manager: Manager,
    portal: Portal,
    portal_clients: PortalClients,
    portal_people: PortalPeople,
    portal_plan: PortalPlan,
    portal_settings: PortalSettings,
    public: Public,
    rotation: Rotation,
    session: Session,
    shell: Shell,
    ui: Ui,
    vault: Vault,
    vault_item: VaultItem,
    vault_tools: VaultTools,
}
