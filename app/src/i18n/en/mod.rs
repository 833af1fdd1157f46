//! English: the language in which the keys are declared.

macro_rules! declare {
    ($($area:ident: $name:ident,)*) => {
        $(pub use self::$area::$name;)*

        /// All texts of one language, by area.
        pub struct Texts {
            $(pub $area: $name),*
        }
    };
}

areas!(declare);
areas!(language);
