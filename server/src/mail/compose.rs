use super::{letter::Letter, templates};
use crate::{
    domain::{
        Instance, Result,
        invitations::{self, Proof},
        outbox::Mail,
    },
    model::role::Status,
    store::{Connection, mails},
};

/// Writes a mail from what the store says now. None: its reason is gone, such as an invitation that was withdrawn or accepted.
pub async fn compose(db: &mut Connection, instance: &Instance, mail: Mail) -> Result<Option<Letter>> {
    let page = |path: &str| format!("{}/{path}", instance.public_url);
    let link = |path: &str, proof: &Proof| Ok::<_, crate::domain::Error>(format!("{}#{}", page(path), invitations::make(instance, proof)?));
    Ok(match mail {
        Mail::Registration { email, asked_at } => {
            let url = link("register", &Proof::Registration { email: email.clone(), asked_at })?;
            Some(templates::registration(email, url))
        }
        Mail::AccountExists { email } => Some(templates::account_exists(email, page("sign-in"))),
        Mail::MemberInvitation { organization, member } => match mails::member(db, organization, member).await? {
            Some(to) if to.status == Status::Invited => {
                let url = link("accept", &Proof::Member { organization, member, invited_at: to.invited_at })?;
                Some(templates::member_invitation(to, url))
            }
            _ => None,
        },
        Mail::ProviderInvitation { provider, person } => match mails::provider_user(db, provider, person).await? {
            Some(to) if to.status == Status::Invited => {
                let url = link("accept", &Proof::ProviderUser { provider, person, invited_at: to.invited_at })?;
                Some(templates::provider_invitation(to, url))
            }
            _ => None,
        },
        Mail::MemberConfirmed { organization, member } => {
            let to = mails::member(db, organization, member).await?;
            to.filter(|to| to.status == Status::Confirmed).map(|to| templates::confirmed(to, page("sign-in")))
        }
        Mail::ProviderUserConfirmed { provider, person } => {
            let to = mails::provider_user(db, provider, person).await?;
            to.filter(|to| to.status == Status::Confirmed).map(|to| templates::confirmed(to, page("sign-in")))
        }
        Mail::Unlinked { email, organization_name, provider_name } => Some(templates::unlinked(email, &organization_name, &provider_name)),
        Mail::PasswordChanged { email } => Some(templates::password_changed(email, page("sign-in"))),
        Mail::ApiKeyMade { email } => Some(templates::api_key_made(email, page("vault/security"))),
    })
}
