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
/// `texts! { for Name { … } }` gives the words of another language for the same keys.
macro_rules! texts {
    (for $name:ident { $($key:ident $(($($arg:ident : $ty:ty),+))? = $one:literal $(| $other:literal)?),* $(,)? }) => {
        pub(super) const TEXTS: $name = $name {
            $($key: text_value!(($($($arg),+)?) $one $($other)?)),*
        };
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

        texts! { for $name { $($key $(($($arg : $ty),+))? = $one $(| $other)?),* } }
    };
}
