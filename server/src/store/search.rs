//! What people type into a search box, as a pattern.

use super::Query;

/// The pattern for `LIKE … ESCAPE '\'` on a lower-case column that contains the text. Its wildcards stand for themselves.
pub fn containing(text: &str) -> String {
    format!("%{}%", escaped(&text.trim().to_lowercase()))
}

fn escaped(text: &str) -> String {
    text.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_")
}

/// Appends the condition that one of the columns contains the text, in capitals or not, where no column keeps the lower case.
///
/// A database may know the lower case of plain Latin letters alone. Other letters are looked for as they are usually written:
/// as typed, small, in capitals, and with a capital at the beginning of each word.
pub fn push_in(query: &mut Query, columns: &[&'static str], text: &str) {
    let text = text.trim();
    let mut patterns = vec![format!("%{}%", escaped(text)), format!("%{}%", escaped(&text.to_uppercase())), format!("%{}%", escaped(&capitalized(text)))];
    patterns.dedup();
    if text.is_ascii() {
        patterns.clear();
    }
    for (index, column) in columns.iter().enumerate() {
        query.push(if index == 0 { "(LOWER(" } else { " OR LOWER(" }).push(column).push(") LIKE ").push_bind(containing(text)).push(r" ESCAPE '\'");
        for pattern in &patterns {
            query.push(" OR ").push(column).push(" LIKE ").push_bind(pattern).push(r" ESCAPE '\'");
        }
    }
    query.push(")");
}

fn capitalized(text: &str) -> String {
    let mut begins = true;
    let mut capitalized = String::with_capacity(text.len());
    for character in text.chars() {
        if begins {
            capitalized.extend(character.to_uppercase());
        } else {
            capitalized.extend(character.to_lowercase());
        }
        begins = !character.is_alphanumeric();
    }
    capitalized
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_begins_with_a_capital() {
        assert_eq!(capitalized("die ÄRZTE am see-ufer"), "Die Ärzte Am See-Ufer");
    }

    #[test]
    fn wildcards_in_a_search_stand_for_themselves() {
        assert_eq!(containing(r" 50%_Off\ "), r"%50\%\_off\\%");
    }
}
