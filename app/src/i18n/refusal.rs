use super::Language;

/// A sentence of the server in the current language. A sentence that is not known stays as it is.
pub fn said(sentence: &str) -> String {
    whole(sentence).or_else(|| in_two(sentence)).unwrap_or_else(|| sentence.to_owned())
}

/// The words for a sentence that stands in the catalogue.
fn whole(sentence: &str) -> Option<String> {
    Language::current().refusals().iter().find_map(|(pattern, words)| Some(filled(words, &values(pattern, sentence)?)))
}

/// Some refusals are two sentences of the catalogue: what is wrong, and what to do.
fn in_two(sentence: &str) -> Option<String> {
    sentence.match_indices(". ").find_map(|(at, _)| {
        let (first, second) = sentence.split_at(at + 1);
        Some(format!("{} {}", whole(first)?, whole(second.trim_start())?))
    })
}

/// What the sentence has in place of the names in braces, if it is a sentence of that pattern.
fn values<'a>(pattern: &'a str, sentence: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    let mut pieces = pattern.split('{');
    let mut rest = sentence.strip_prefix(pieces.next()?)?;
    let mut found = Vec::new();
    for piece in pieces {
        let (name, literal) = piece.split_once('}')?;
        let (value, after) = if literal.is_empty() { (rest, "") } else { rest.split_once(literal)? };
        found.push((name, value));
        rest = after;
    }
    rest.is_empty().then_some(found)
}

fn filled(words: &str, values: &[(&str, &str)]) -> String {
    let mut pieces = words.split('{');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, literal) = piece.split_once('}').unwrap_or_default();
        text.extend(values.iter().filter(|(of, _)| *of == name).map(|(_, value)| *value));
        text.push_str(literal);
    }
    text
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

    /// Sentences that the server puts together: how they read in its source, and in an answer.
    const MADE: &[(&str, &[&str])] = &[
        (
            "This {who} is suspended: you can read, but not change anything.",
            &[
                "This client is suspended: you can read, but not change anything.",
                "This organization is suspended: you can read, but not change anything.",
                "This provider is suspended: you can read, but not change anything.",
            ],
        ),
        (
            "Too many attempts. Wait {span}, then try again.",
            &[
                "Too many attempts. Wait 1 second, then try again.",
                "Too many attempts. Wait 30 seconds, then try again.",
                "Too many attempts. Wait 5 minutes, then try again.",
            ],
        ),
        (
            "{which} {named}{more} of {} of this import did not arrive. Send what is missing.",
            &[
                "Part 3 of 9 of this import did not arrive. Send what is missing.",
                "Parts 3, 4 of 9 of this import did not arrive. Send what is missing.",
                "Parts 1, 2, 3, 4, 5 and 2 more of 9 of this import did not arrive. Send what is missing.",
            ],
        ),
    ];

    /// What has no full stop at its end, and so is not found by it.
    const UNENDED: &[&str] = &["Type the name exactly as it is: Hartwell Dental"];

    /// The literals of a source, without its comments and tests.
    fn literals(source: &str) -> Vec<String> {
        let code = source.split("#[cfg(test)]\nmod ").next().unwrap_or_default().replace("'\"'", "' '").replace("\\\"", "'");
        let code = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        code.split('"').skip(1).step_by(2).map(|text| text.split("\\\n").map(str::trim_start).collect::<String>()).collect()
    }

    fn sentences(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sentences(&path, found);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                let is_sentence =
                    |text: &String| text.starts_with(|first: char| first.is_uppercase() || first == '{') && text.ends_with('.') && text.contains(' ');
                found.extend(literals(&fs::read_to_string(&path).unwrap()).into_iter().filter(is_sentence));
            }
        }
    }

    /// Whatever the parts of the server that answer the app may say.
    fn all() -> Vec<String> {
        let mut found = BTreeSet::new();
        for folder in ["access", "api", "domain", "http", "model"] {
            sentences(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/src").join(folder), &mut found);
        }
        let made = |text: String| match MADE.iter().find(|(pattern, _)| *pattern == text) {
            Some((_, answers)) => answers.iter().map(|answer| (*answer).to_owned()).collect(),
            None => vec![filled_with_numbers(&text)],
        };
        found.into_iter().flat_map(made).chain(UNENDED.iter().map(|text| (*text).to_owned())).collect()
    }

    /// The sentence with a number in place of each value.
    fn filled_with_numbers(text: &str) -> String {
        text.split('{').enumerate().map(|(at, piece)| if at == 0 { piece.to_owned() } else { format!("{at}{}", piece.split_once('}').unwrap().1) }).collect()
    }

    #[test]
    fn every_sentence_of_the_server_has_words_in_every_language() {
        let all = all();
        assert!(all.len() > 150, "the sources of the server are not found");
        for language in Language::ALL.iter().filter(|language| **language != Language::English) {
            let unsaid = language.during(|| all.iter().filter(|sentence| said(sentence) == **sentence).collect::<Vec<_>>());
            assert_eq!(unsaid, [""; 0]);
            let unused = |pattern: &&str| !all.iter().any(|sentence| values(pattern, sentence).is_some());
            assert_eq!(language.refusals().iter().map(|(pattern, _)| *pattern).filter(unused).collect::<Vec<_>>(), [""; 0]);
        }
    }

    #[test]
    fn no_value_is_lost() {
        let names = |text: &str| text.split('{').skip(1).map(|piece| piece.split_once('}').unwrap().0.to_owned()).collect::<BTreeSet<_>>();
        for language in Language::ALL {
            assert_eq!(language.refusals().iter().filter(|(pattern, words)| names(pattern) != names(words)).collect::<Vec<_>>(), [&("", ""); 0]);
        }
    }

    #[test]
    fn values_are_carried_over_as_they_are() {
        let german = |sentence: &str| Language::German.during(|| said(sentence));
        assert_eq!(german("{n} & {client} is suspended already."), "{n} & {client} ist bereits pausiert.");
        assert_eq!(german("Only 2 of 50 seats are free. Raise the seats first."), "Nur 2 von 50 Plätzen sind frei. Erhöhen Sie zuerst die Plätze.");
    }

    #[test]
    fn what_is_not_known_stays_as_it_is() {
        for sentence in ["Der Name ist zu lang.", ""] {
            assert_eq!(Language::German.during(|| said(sentence)), sentence);
        }
        assert_eq!(said("Sign in to continue."), "Sign in to continue.");
    }
}
