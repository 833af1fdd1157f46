//! The words of our mails: plain, friendly, and clear about who writes and what to do.

use super::letter::{Letter, Link};
use crate::{model::text::Email, store::mails::Addressee};

const NOT_EXPECTED: &str = "If you did not expect this mail, you can ignore it: nothing happens without you.";

pub(super) fn registration(to: Email, url: String) -> Letter {
    Letter {
        to,
        subject: "Finish your registration".to_owned(),
        paragraphs: vec!["You asked to open an account. Follow the link to choose your master password.".to_owned()],
        link: Some(Link { label: "Finish registration", url }),
        closing: vec!["The link works for one day. Ask for a new one if it has expired.".to_owned(), NOT_EXPECTED.to_owned()],
    }
}

pub(super) fn account_exists(to: Email, url: String) -> Letter {
    Letter {
        to,
        subject: "You already have an account".to_owned(),
        paragraphs: vec!["Somebody, probably you, asked to register this address. It already has an account, so you can sign in.".to_owned()],
        link: Some(Link { label: "Sign in", url }),
        closing: vec!["Forgot your master password? Ask your administrator whether your account can be recovered.".to_owned(), NOT_EXPECTED.to_owned()],
    }
}

pub(super) fn member_invitation(to: Addressee, url: String) -> Letter {
    let Addressee { email, place, provider, .. } = to;
    let (subject, invitation) = match provider {
        Some(provider) => (
            format!("{provider} invites you to {place}"),
            format!(
                "{provider} invites you to join {place}, where your team keeps its passwords. {provider} sets this up for {place} and cannot read what you store."
            ),
        ),
        None => (format!("You are invited to {place}"), format!("You are invited to join {place}, where your team keeps its passwords.")),
    };
    Letter {
        to: email,
        subject,
        paragraphs: vec![invitation, "Follow the link to accept. If you have no account yet, you can make one on the way.".to_owned()],
        link: Some(Link { label: "Accept the invitation", url }),
        closing: vec!["The link works for five days. After that, ask for a new invitation.".to_owned(), NOT_EXPECTED.to_owned()],
    }
}

pub(super) fn provider_invitation(to: Addressee, url: String) -> Letter {
    let Addressee { email, place, .. } = to;
    Letter {
        to: email,
        subject: format!("{place} invites you to its provider portal"),
        paragraphs: vec![
            format!("You are invited to the team of {place} that looks after its clients' password vaults."),
            "Follow the link to accept. If you have no account yet, you can make one on the way.".to_owned(),
        ],
        link: Some(Link { label: "Accept the invitation", url }),
        closing: vec!["The link works for five days. After that, ask for a new invitation.".to_owned(), NOT_EXPECTED.to_owned()],
    }
}

pub(super) fn confirmed(to: Addressee, url: String) -> Letter {
    let Addressee { email, place, .. } = to;
    Letter {
        to: email,
        subject: format!("You now have access to {place}"),
        paragraphs: vec![format!("An administrator of {place} has confirmed you. Sign in to get to work.")],
        link: Some(Link { label: "Sign in", url }),
        closing: Vec::new(),
    }
}

pub(super) fn unlinked(to: Email, organization: &str, provider: &str) -> Letter {
    Letter {
        to,
        subject: format!("{provider} no longer manages {organization}"),
        paragraphs: vec![
            format!("{organization} is no longer a client of {provider}. Nobody at {provider} can administer it any more."),
            "You and the other owners now look after it yourselves. Your people and everything they store stay as they were.".to_owned(),
        ],
        link: None,
        closing: vec![format!("If this surprises you, talk to {provider}.")],
    }
}

pub(super) fn api_key_made(to: Email, url: String) -> Letter {
    Letter {
        to,
        subject: "An API key was made for your account".to_owned(),
        paragraphs: vec![
            "With this key command line clients and scripts sign in as you. It opens no vault: for that your master password is needed.".to_owned(),
        ],
        link: Some(Link { label: "See your security settings", url }),
        closing: vec!["If it was not you, end the key there, change your master password and tell your administrator at once.".to_owned()],
    }
}

pub(super) fn password_changed(to: Email, url: String) -> Letter {
    Letter {
        to,
        subject: "Your master password was changed".to_owned(),
        paragraphs: vec!["The master password of your account was just changed. Other devices have been signed out.".to_owned()],
        link: Some(Link { label: "Sign in", url }),
        closing: vec!["If it was not you, tell your administrator at once.".to_owned()],
    }
}
