use serde::{Deserialize, Deserializer};

use super::Unknown;
use crate::Error;

/// A part of an item, in either form.
pub(crate) trait Part<T>: Sized {
    /// The same part with other text.
    type With<U>;

    /// Turns every text that is secret into its other form.
    fn convert<U>(&self, with: &mut impl FnMut(&T) -> Result<U, Error>) -> Result<Self::With<U>, Error>;

    /// Visits every secret text, in this part and below.
    fn each_text(&self, visit: &mut impl FnMut(&T));

    /// Visits what is unknown, in this part and below.
    fn each_unknown(&mut self, visit: &mut impl FnMut(&mut Unknown));
}

impl<T, P: Part<T>> Part<T> for Option<P> {
    type With<U> = Option<P::With<U>>;

    fn convert<U>(&self, with: &mut impl FnMut(&T) -> Result<U, Error>) -> Result<Self::With<U>, Error> {
        self.as_ref().map(|part| part.convert(with)).transpose()
    }

    fn each_text(&self, visit: &mut impl FnMut(&T)) {
        if let Some(part) = self {
            part.each_text(visit);
        }
    }

    fn each_unknown(&mut self, visit: &mut impl FnMut(&mut Unknown)) {
        if let Some(part) = self {
            part.each_unknown(visit);
        }
    }
}

impl<T, P: Part<T>> Part<T> for Vec<P> {
    type With<U> = Vec<P::With<U>>;

    fn convert<U>(&self, with: &mut impl FnMut(&T) -> Result<U, Error>) -> Result<Self::With<U>, Error> {
        self.iter().map(|part| part.convert(with)).collect()
    }

    fn each_text(&self, visit: &mut impl FnMut(&T)) {
        for part in self {
            part.each_text(visit);
        }
    }

    fn each_unknown(&mut self, visit: &mut impl FnMut(&mut Unknown)) {
        for part in self {
            part.each_unknown(visit);
        }
    }
}

/// A part whose secret texts can be named, in the order of the protocol.
pub(crate) trait Named<T> {
    fn slots(&self) -> Vec<(&'static str, &Option<T>)>;
    fn slots_mut(&mut self) -> Vec<(&'static str, &mut Option<T>)>;
}

/// Turns one optional text into its other form.
pub(crate) fn text<T, U>(text: Option<&T>, with: &mut impl FnMut(&T) -> Result<U, Error>) -> Result<Option<U>, Error> {
    text.map(with).transpose()
}

/// Reads null like an absent value: clients write both.
pub(crate) fn null_is_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(deserializer: D) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}

/// Declares a part: fields that stay in the clear with their types, then optional secret texts.
macro_rules! part {
    (
        $(#[$meta:meta])*
        $name:ident {
            $( clear { $( $(#[$clear_meta:meta])* $clear:ident: $clear_type:ty, )* } )?
            $( secret { $( $(#[$secret_meta:meta])* $secret:ident, )* } )?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub struct $name<T> {
            $( $( $(#[$clear_meta])* pub $clear: $clear_type, )* )?
            $( $(
                $(#[$secret_meta])*
                #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
                pub $secret: Option<T>,
            )* )?
            /// What this version does not know.
            #[serde(flatten)]
            pub unknown: $crate::item::Unknown,
        }

        impl<T> std::fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($name))
            }
        }

        impl<T> $crate::item::shape::Named<T> for $name<T> {
            fn slots(&self) -> Vec<(&'static str, &Option<T>)> {
                vec![$( $( (stringify!($secret), &self.$secret), )* )?]
            }

            fn slots_mut(&mut self) -> Vec<(&'static str, &mut Option<T>)> {
                vec![$( $( (stringify!($secret), &mut self.$secret), )* )?]
            }
        }

        impl<T> $crate::item::shape::Part<T> for $name<T> {
            type With<U> = $name<U>;

            fn convert<U>(&self, with: &mut impl FnMut(&T) -> Result<U, $crate::Error>) -> Result<$name<U>, $crate::Error> {
                Ok($name {
                    $( $( $clear: self.$clear.clone(), )* )?
                    $( $( $secret: $crate::item::shape::text(self.$secret.as_ref(), with)?, )* )?
                    unknown: self.unknown.clone(),
                })
            }

            fn each_text(&self, visit: &mut impl FnMut(&T)) {
                $( $( self.$secret.iter().for_each(&mut *visit); )* )?
            }

            fn each_unknown(&mut self, visit: &mut impl FnMut(&mut $crate::item::Unknown)) {
                visit(&mut self.unknown);
            }
        }
    };
}
pub(crate) use part;
