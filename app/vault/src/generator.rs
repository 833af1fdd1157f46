//! Passwords and phrases made at random, each as likely as any other that the recipe allows.

use serde::{Deserialize, Serialize};

use crate::{Error, fingerprint::WORDS, item::Secret, random};

/// What to make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Recipe {
    Password(PasswordRecipe),
    Phrase(PhraseRecipe),
}

/// A password of single characters, with at least one of each kind that is chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordRecipe {
    /// 5 to 128.
    pub length: u8,
    pub kinds: Vec<CharacterKind>,
    /// Leaves out what looks alike: `l`, `I`, `1`, `O`, `0`.
    pub is_legible: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CharacterKind {
    Upper,
    Lower,
    Digits,
    Symbols,
}

/// Words of the EFF long list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhraseRecipe {
    /// 3 to 20.
    pub words: u8,
    /// At most 4 characters.
    pub separator: String,
    pub is_capitalized: bool,
    /// A digit behind one of the words.
    pub has_number: bool,
}

/// More tries than ever happen: even the shortest password with all four kinds succeeds in one of three.
const TRIES: usize = 10_000;
const ALIKE: &[u8] = b"lI1O0";

impl CharacterKind {
    pub const ALL: [Self; 4] = [Self::Upper, Self::Lower, Self::Digits, Self::Symbols];

    const fn characters(self) -> &'static [u8] {
        match self {
            Self::Upper => b"ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            Self::Lower => b"abcdefghijklmnopqrstuvwxyz",
            Self::Digits => b"0123456789",
            Self::Symbols => b"!@#$%^&*",
        }
    }
}

impl Recipe {
    /// Makes a password or phrase. [`Error::BadInput`] for a recipe that is out of range.
    pub fn make(&self) -> Result<Secret, Error> {
        match self {
            Self::Password(recipe) => recipe.make(),
            Self::Phrase(recipe) => recipe.make(),
        }
    }
}

impl PasswordRecipe {
    fn make(&self) -> Result<Secret, Error> {
        if !(5..=128).contains(&self.length) || self.kinds.is_empty() {
            return Err(Error::BadInput);
        }
        let kinds = CharacterKind::ALL.into_iter().filter(|kind| self.kinds.contains(kind));
        let sets: Vec<Vec<u8>> =
            kinds.map(|kind| kind.characters().iter().copied().filter(|byte| !self.is_legible || !ALIKE.contains(byte)).collect()).collect();
        let all = sets.concat();
        for _ in 0..TRIES {
            let mut text = Secret::new(String::with_capacity(usize::from(self.length)));
            for _ in 0..self.length {
                let byte = *pick(&all)?;
                text.push_str(char::from(byte).encode_utf8(&mut [0; 4]));
            }
            // Starting over, rather than putting one in, keeps all of them equally likely.
            if sets.iter().all(|set| text.as_str().bytes().any(|byte| set.contains(&byte))) {
                return Ok(text);
            }
        }
        Err(Error::Platform)
    }
}

impl PhraseRecipe {
    fn make(&self) -> Result<Secret, Error> {
        if !(3..=20).contains(&self.words) || self.separator.chars().count() > 4 {
            return Err(Error::BadInput);
        }
        let list: Vec<&str> = WORDS.lines().collect();
        let with_number = if self.has_number { Some(below(u32::from(self.words))?) } else { None };
        let mut text = Secret::new(String::with_capacity(256));
        for at in 0..u32::from(self.words) {
            if at > 0 {
                text.push_str(&self.separator);
            }
            let word = pick(&list)?;
            let (first, rest) = word.split_at_checked(1).ok_or(Error::BadInput)?;
            if self.is_capitalized {
                text.push_str(&first.to_ascii_uppercase());
            } else {
                text.push_str(first);
            }
            text.push_str(rest);
            if with_number == Some(at) {
                text.push_str(&below(10)?.to_string());
            }
        }
        Ok(text)
    }
}

fn pick<T>(from: &[T]) -> Result<&T, Error> {
    let count = u32::try_from(from.len()).map_err(|_| Error::BadInput)?;
    from.get(below(count)? as usize).ok_or(Error::BadInput)
}

/// A number below `count`, each equally likely: numbers of the last, incomplete round are thrown away.
fn below(count: u32) -> Result<u32, Error> {
    let rounds = u32::MAX.checked_div(count).ok_or(Error::BadInput)?;
    loop {
        let number = u32::from_le_bytes(*random::make_bytes::<4>()?);
        if number < rounds * count {
            return Ok(number % count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(length: u8, kinds: &[CharacterKind]) -> PasswordRecipe {
        PasswordRecipe { length, kinds: kinds.to_vec(), is_legible: false }
    }

    #[test]
    fn a_password_has_each_kind_that_was_chosen_and_no_other() {
        for _ in 0..200 {
            let text = password(5, &CharacterKind::ALL).make().unwrap();
            assert_eq!(text.len(), 5);
            for kind in CharacterKind::ALL {
                assert!(text.as_str().bytes().any(|byte| kind.characters().contains(&byte)), "{}", text.as_str());
            }
            let digits = password(12, &[CharacterKind::Digits]).make().unwrap();
            assert!(digits.as_str().bytes().all(|byte| byte.is_ascii_digit()));
        }
    }

    #[test]
    fn a_legible_password_has_nothing_that_looks_alike() {
        for _ in 0..50 {
            let text = PasswordRecipe { is_legible: true, ..password(128, &CharacterKind::ALL) }.make().unwrap();
            assert!(!text.as_str().bytes().any(|byte| ALIKE.contains(&byte)));
        }
    }

    #[test]
    fn every_number_is_equally_likely() {
        let mut counts = [0_u32; 10];
        for _ in 0..20_000 {
            counts[below(10).unwrap() as usize] += 1;
        }
        // Six standard deviations of 42.
        assert!(counts.iter().all(|count| (1745..=2255).contains(count)), "{counts:?}");
    }

    #[test]
    fn a_phrase_is_made_of_words() {
        let recipe = PhraseRecipe { words: 6, separator: "_".into(), is_capitalized: true, has_number: true };
        let text = recipe.make().unwrap();
        let words: Vec<&str> = text.as_str().split('_').collect();
        assert_eq!(words.len(), 6);
        assert!(words.iter().all(|word| word.starts_with(|first: char| first.is_ascii_uppercase())));
        assert_eq!(text.as_str().bytes().filter(u8::is_ascii_digit).count(), 1);
    }

    #[test]
    fn what_is_out_of_range_is_refused() {
        assert_eq!(password(4, &CharacterKind::ALL).make(), Err(Error::BadInput));
        assert_eq!(password(129, &CharacterKind::ALL).make(), Err(Error::BadInput));
        assert_eq!(password(12, &[]).make(), Err(Error::BadInput));
        let phrase = |words, separator: &str| PhraseRecipe { words, separator: separator.into(), is_capitalized: false, has_number: false };
        assert!(phrase(2, "-").make().is_err() && phrase(6, "-----").make().is_err());
    }
}
