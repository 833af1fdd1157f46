//! What people type into a search box, as a pattern.

/// The pattern for `LIKE … ESCAPE '\'` on a lower-case column that contains the text. Its wildcards stand for themselves.
pub fn containing(text: &str) -> String {
    let mut pattern = String::from("%");
    for character in text.trim().to_lowercase().chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_in_a_search_stand_for_themselves() {
        assert_eq!(containing(r" 50%_Off\ "), r"%50\%\_off\\%");
    }
}
