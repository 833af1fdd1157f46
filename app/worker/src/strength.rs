use worker::Strength;
use zxcvbn::{feedback::Feedback, zxcvbn};

/// Measures how hard a password is to guess for somebody who knows `known` and the parts of it.
pub fn measure(password: &str, known: &[String]) -> Strength {
    let mut words: Vec<&str> = known.iter().map(String::as_str).collect();
    words.extend(known.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric())));
    // A single letter in common says nothing.
    words.retain(|word| word.chars().count() > 1);

    let entropy = zxcvbn(password, &words);
    let feedback = entropy.feedback();
    Strength {
        score: entropy.score().into(),
        warning: feedback.and_then(Feedback::warning).map(|warning| warning.to_string()),
        suggestions: feedback.map(|feedback| feedback.suggestions().iter().map(ToString::to_string).collect()).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_common_password_is_weak_and_a_long_phrase_is_strong() {
        let weak = measure("password1", &[]);
        assert_eq!(weak.score, 0);
        assert!(weak.warning.is_some() && !weak.suggestions.is_empty());
        assert_eq!(measure("crabmeat-persuaded-evacuee-radiance", &[]).score, 4);
    }

    #[test]
    fn parts_of_the_email_address_make_a_password_weaker() {
        let password = "zwiebelfisch-kontor";
        let known = ["zwiebelfisch@kontor.example".to_owned()];
        assert!(measure(password, &known).score < measure(password, &[]).score);
    }
}
