//! Forms and lists of every area: what went wrong.

texts! {
    for Forms {
        unreachable = "Der Server hat nicht geantwortet. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.",
        with_request(sentence: &str, id: &str) = "{sentence} (Anfrage {id})",
        keys_failed = "Ihre Schlüssel waren nicht verwendbar. Sperren, entsperren und versuchen Sie es erneut.",
        needs_unlock = "Nichts wurde ausgeführt: Dieser Schritt braucht Ihre Schlüssel. Entsperren Sie und versuchen Sie es erneut.",
        compared_anew(name: &str) = "Ich habe die neue Phrase mit {name} verglichen",
        compare_anew = "Dieser Schlüssel wurde noch nie verglichen. Vergleichen Sie die neue Phrase und setzen Sie dann das Häkchen.",
        retry_failed = "Diese erneut versuchen",
        number_range(least: u32, most: u32) = "Geben Sie eine ganze Zahl von {least} bis {most} ein.",
    }
}
