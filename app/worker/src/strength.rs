use worker::{Advice, Strength};
use zxcvbn::{
    feedback::{Feedback, Suggestion, Warning},
    zxcvbn,
};

/// Measures how hard a password is to guess for somebody who knows `known` and the parts of it.
pub fn measure(password: &str, known: &[String]) -> Strength {
    let mut words: Vec<&str> = known.iter().map(String::as_str).collect();
    words.extend(known.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric())));
    // A single letter in common says nothing.
    words.retain(|word| word.chars().count() > 1);

    let entropy = zxcvbn(password, &words);
    Strength { score: entropy.score().into(), advice: entropy.feedback().and_then(advice) }
}

/// What is wrong comes before what would be better.
fn advice(feedback: &Feedback) -> Option<Advice> {
    feedback.warning().map(of_warning).or_else(|| feedback.suggestions().first().copied().map(of_suggestion))
}

fn of_warning(warning: Warning) -> Advice {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess | Warning::ShortKeyboardPatternsAreEasyToGuess => Advice::Keyboard,
        Warning::RepeatsLikeAaaAreEasyToGuess | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => Advice::Repeats,
        Warning::ThisIsATop10Password | Warning::ThisIsATop100Password | Warning::ThisIsACommonPassword => Advice::Common,
        Warning::ThisIsSimilarToACommonlyUsedPassword => Advice::AlmostCommon,
        Warning::SequencesLikeAbcAreEasyToGuess => Advice::Sequence,
        Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess => Advice::Date,
        Warning::AWordByItselfIsEasyToGuess => Advice::SingleWord,
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess | Warning::CommonNamesAndSurnamesAreEasyToGuess => Advice::Name,
    }
}

fn of_suggestion(suggestion: Suggestion) -> Advice {
    match suggestion {
        Suggestion::UseAFewWordsAvoidCommonPhrases | Suggestion::NoNeedForSymbolsDigitsOrUppercaseLetters | Suggestion::AddAnotherWordOrTwo => {
            Advice::MoreWords
        }
        Suggestion::CapitalizationDoesntHelpVeryMuch | Suggestion::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase => Advice::Capitals,
        Suggestion::ReversedWordsArentMuchHarderToGuess => Advice::Reversed,
        Suggestion::PredictableSubstitutionsDontHelpVeryMuch => Advice::Substitutions,
        Suggestion::UseALongerKeyboardPatternWithMoreTurns => Advice::Keyboard,
        Suggestion::AvoidRepeatedWordsAndCharacters => Advice::Repeats,
        Suggestion::AvoidSequences => Advice::Sequence,
        Suggestion::AvoidRecentYears | Suggestion::AvoidYearsThatAreAssociatedWithYou | Suggestion::AvoidDatesAndYearsThatAreAssociatedWithYou => Advice::Date,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_common_password_is_weak_and_a_long_phrase_is_strong() {
        let weak = measure("password1", &[]);
        assert_eq!(weak, Strength { score: 0, advice: Some(Advice::Common) });
        assert_eq!(measure("crabmeat-persuaded-evacuee-radiance", &[]), Strength { score: 4, advice: None });
    }

    #[test]
    fn parts_of_the_email_address_make_a_password_weaker() {
        let password = "zwiebelfisch-kontor";
        let known = ["zwiebelfisch@kontor.example".to_owned()];
        assert!(measure(password, &known).score < measure(password, &[]).score);
    }
}
