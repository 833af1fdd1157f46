/// Type of one text: plain words, or a function of the values it shows.
macro_rules! text_type {
    () => { &'static str };
    (($($ty:ty),+)) => { fn($($ty),+) -> String };
}

/// Value of one text. Two literals are the forms for one and for other counts, chosen by the first value.
macro_rules! text_value {
    (() $text:literal) => { $text };
    (($($arg:ident),+) $text:literal) => {
        |$($arg),+| {
            $(let $arg = $crate::i18n::Shown::shown($arg);)+
            format!($text)
        }
    };
    (($count:ident $(, $arg:ident)*) $one:literal $other:literal) => {
        |$count $(, $arg)*| {
            let single = $count == 1;
            let $count = $crate::i18n::Shown::shown($count);
            $(let $arg = $crate::i18n::Shown::shown($arg);)*
            if single { format!($one) } else { format!($other) }
        }
    };
}

/// A catalogue of texts. `texts! { Name { … } }` declares the keys with their English words;
/// `texts! { for Name { … } }` gives the words of another language for the keys that the module above declares or imports.
macro_rules! texts {
    (@words $name:ident { $($key:ident $(($($arg:ident : $ty:ty),+))? = $one:literal $(| $other:literal)?),* $(,)? }) => {
        pub(super) const TEXTS: $name = $name {
            $($key: text_value!(($($($arg),+)?) $one $($other)?)),*
        };

        /// Each key with its forms as they are written, to compare the languages.
        #[cfg(test)]
        pub(super) const WRITTEN: &[(&str, &[&str])] = &[$((stringify!($key), &[$one $(, $other)?])),*];
    };
    (for $name:ident { $($words:tt)* }) => {
        use super::$name;

        texts! { @words $name { $($words)* } }
    };
    ($name:ident { $($key:ident $(($($arg:ident : $ty:ty),+))? = $one:literal $(| $other:literal)?),* $(,)? }) => {
        pub struct $name {
            $(pub $key: text_type!($(($($ty),+))?)),*
        }

        impl $name {
            $($(
                pub fn $key(&self, $($arg: $ty),+) -> String {
                    (self.$key)($($arg),+)
                }
            )?)*
        }

        texts! { @words $name { $($key $(($($arg : $ty),+))? = $one $(| $other)?),* } }
    };
}

/// Hands the list of areas to another macro. An area is a file of that name in the folder of every language.
macro_rules! areas {
    ($then:ident) => {
        $then! {
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
    };
}

/// The files of a language beside this one, and all its words.
macro_rules! language {
    ($($area:ident: $name:ident,)*) => {
        $(mod $area;)*

        pub(super) static TEXTS: Texts = Texts { $($area: $area::TEXTS),* };

        /// Each area with its texts as they are written.
        #[cfg(test)]
        pub(super) const WRITTEN: &[(&str, &[(&str, &[&str])])] = &[$((stringify!($area), $area::WRITTEN)),*];
    };
}

/// Sentences of the server and what they are in the language of the file.
macro_rules! refusals {
    ($($sentence:literal => $words:literal,)*) => {
        pub(in super::super) static REFUSALS: &[(&str, &str)] = &[$(($sentence, $words)),*];
    };
}
