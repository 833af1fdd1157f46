//! Changing the provider key.

texts! {
    Rotation {
        card = "Provider key",
        card_text = "Opens the keys of all clients. Every confirmed person of the provider holds it, sealed to his own key; the server cannot open it.",
        open = "Change the provider key",
        go_on = "Go on with the change",
        due_title = "Somebody left who knew the provider key",
        due_text = "Whoever left can no longer reach this server with it. Change the key, so that a copy of it opens nothing that comes from now on.",
        begun(by: &str) = "{by} began to change the key and has not finished. Until then the old one holds.",

        title = "Change the provider key",
        intro = "This browser makes a new key, wraps the key of every client with it and seals it to every person of the provider. Your clients’ owners see it in their event logs.",
        intro_safe = "Nothing changes before all of it is done. You can stop and go on later.",
        intro_limits = "Whoever knew the old key and kept a client’s key keeps that. Who is revoked now is confirmed again if the access is restored.",
        change = "Change the key",
        wrapping = "Wrapping the clients’ keys",
        running_text = "Keep this page open. If it is interrupted, you go on where it stopped.",
        link_unopened = "The key of a client does not open with the present provider key, so that it cannot be wrapped anew. Nothing was changed. Remove that client, or ask whoever added it.",
        compare_title = "These keys were never compared",
        compare_text = "Compare each phrase over a call that you started. Whoever you leave out is asked to be confirmed again and has no access until then.",
        compared(name: &str) = "{name} has the same words",
        finish = "Finish the change",
        done = "The provider key was changed",
    }
}
