/// What a name is sorted by: neither its case nor the marks on its letters tell, so that "Ärzte" comes before "Banken".
pub fn sort_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'à'..='å' => key.push('a'),
            'ç' => key.push('c'),
            'è'..='ë' => key.push('e'),
            'ì'..='ï' => key.push('i'),
            'ñ' => key.push('n'),
            'ò'..='ö' | 'ø' => key.push('o'),
            'ù'..='ü' => key.push('u'),
            'ý' | 'ÿ' => key.push('y'),
            'ß' => key.push_str("ss"),
            'æ' => key.push_str("ae"),
            'œ' => key.push_str("oe"),
            other => key.push(other),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::sort_key;

    #[test]
    fn marks_and_case_do_not_tell_in_an_order() {
        let mut names = ["Zoll", "Öl", "banken", "Straße", "Ärzte", "Strand", "Ofen"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["Ärzte", "banken", "Ofen", "Öl", "Strand", "Straße", "Zoll"]);
    }
}
