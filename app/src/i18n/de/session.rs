//! Signing in, locking and unlocking.

texts! {
    for Session {
        kdf_refused = "Der Server verlangt einen schwächeren Schutz Ihres Passworts als zuvor. Nichts wurde gesendet. Wenden Sie sich an Ihre Administration.",
        locked = "Gesperrt",
        master_password = "Master-Passwort",
        step_up_action = "Bestätigen",
        step_up_text = "Dies ist ein heikler Schritt. Geben Sie Ihr Master-Passwort ein, um fortzufahren. Das gilt fünf Minuten.",
        step_up_title = "Bestätigen Sie, dass Sie es sind",
        unlock_action = "Entsperren",
        unlock_text = "Dieser Schritt braucht Ihre Schlüssel. Sie bleiben im Speicher dieses Tabs und erreichen nie den Server.",
        unlock_title = "Entsperren",
        unlocked(minutes: u32) = "Entsperrt · {minutes} Min." | "Entsperrt · {minutes} Min.",
        worker_failed = "Der Browser konnte mit Ihren Schlüsseln nicht arbeiten. Laden Sie die Seite neu und versuchen Sie es erneut.",
        wrong_password = "Das Master-Passwort stimmt nicht. Versuchen Sie es erneut.",
    }
}
