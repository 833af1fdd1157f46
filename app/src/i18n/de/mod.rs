//! German, with the formal "Sie".

macro_rules! import {
    ($($area:ident: $name:ident,)*) => {
        use super::en::{Texts, $($name),*};
    };
}

areas!(import);
areas!(language);
