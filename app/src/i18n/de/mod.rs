//! German, with the formal "Sie".

mod refusals;

pub(super) use refusals::REFUSALS;

macro_rules! import {
    ($($area:ident: $name:ident,)*) => {
        use super::en::{Texts, $($name),*};
    };
}

areas!(import);
areas!(language);
