use crate::i18n::t;

/// The three products of the switcher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Product {
    PasswordManager,
    AdminConsole,
    ProviderPortal,
}

impl Product {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::PasswordManager => t().shell.password_manager,
            Self::AdminConsole => t().shell.admin_console,
            Self::ProviderPortal => t().shell.provider_portal,
        }
    }

    pub(super) const fn icon(self) -> &'static str {
        match self {
            Self::PasswordManager => "lock",
            Self::AdminConsole => "shield",
            Self::ProviderPortal => "building",
        }
    }
}
