//! Signing in, locking and unlocking.

texts! {
    Session {
        kdf_refused = "The server asks for a weaker protection of your password than before. Nothing was sent. Contact your administrator.",
        locked = "Locked",
        master_password = "Master password",
        step_up_action = "Confirm",
        step_up_text = "This is a sensitive step. Enter your master password to go on; it holds for five minutes.",
        step_up_title = "Confirm that it is you",
        unlock_action = "Unlock",
        unlock_text = "This step needs your keys. They stay in this tab’s memory and never reach the server.",
        unlock_title = "Unlock",
        unlocked(minutes: u32) = "Unlocked · {minutes} min" | "Unlocked · {minutes} min",
        worker_failed = "The browser could not work with your keys. Reload the page and try again.",
        wrong_password = "The master password is not right. Try again.",
    }
}
