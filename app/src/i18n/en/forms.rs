//! Forms and lists of every area: what went wrong.

texts! {
    Forms {
        unreachable = "The server did not answer. Check your connection and try again.",
        with_request(sentence: &str, id: &str) = "{sentence} (Request {id})",
        keys_failed = "Your keys could not be used. Lock, unlock and try again.",
        needs_unlock = "Nothing was done: this step needs your keys. Unlock and try again.",
        compared_anew(name: &str) = "I compared the new phrase with {name}",
        compare_anew = "This key was never compared. Compare the new phrase, then tick the box.",
        retry_failed = "Try these again",
        number_range(least: u32, most: u32) = "Enter a whole number from {least} to {most}.",
    }
}
