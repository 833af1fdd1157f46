//! Forms and lists of every area: what went wrong.

texts! {
    Forms {
        unreachable = "The server did not answer. Check your connection and try again.",
        with_request(sentence: &str, id: &str) = "{sentence} (Request {id})",
        keys_failed = "Your keys could not be used. Lock, unlock and try again.",
        needs_unlock = "Nothing was done: this step needs your keys. Unlock and try again.",
        number_range(least: u32, most: u32) = "Enter a whole number from {least} to {most}.",
    }
}
