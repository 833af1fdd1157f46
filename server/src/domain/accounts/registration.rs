use super::{
    making::{NewAccount, has_account, make},
    proof::proved,
};
use crate::{
    domain::{
        Context, Error, Result,
        limits::{self, Limit},
        outbox::{self, Mail},
    },
    model::{
        account::{FinishRegistrationRequest, ProofRequest, ProofView, RegistrationProof, StartRegistrationRequest},
        text::Email,
    },
    store::{self, Connection},
};

/// Sends a mail with a link to go on, or one that says there is an account already. The answer is the same.
pub async fn start_registration(context: &Context, request: StartRegistrationRequest) -> Result<()> {
    limits::take(context, &[&Limit::mail_from(context), &Limit::mail(context, &request.email)?]).await?;
    context
        .command(request, |db, context, request| {
            Box::pin(async move {
                let email = request.email.clone();
                let mail =
                    if store::users::exists(db, &email).await? { Mail::AccountExists { email } } else { Mail::Registration { email, asked_at: context.now() } };
                outbox::send(db, context, &[mail]).await
            })
        })
        .await
}

/// What a link is for.
pub async fn proof(context: &Context, request: ProofRequest) -> Result<ProofView> {
    let mut db = context.read().await?;
    let proved = proved(&mut db, context, &request.proof).await?;
    Ok(ProofView {
        has_account: store::users::exists(&mut db, &proved.email).await?,
        invited_by: proved.invitation.map(|invitation| invitation.place().to_owned()),
        email: proved.email,
    })
}

/// Makes the account of a proved mailbox. An invitation is not accepted by it: that is the person's next step, signed in.
pub async fn finish_registration(context: &Context, request: FinishRegistrationRequest) -> Result<()> {
    {
        // Before the password is hashed, so that only the holder of a link can make the server work.
        let mut db = context.read().await?;
        demand_free(&mut db, context, &request.proof, &request.email).await?;
    }
    let new = NewAccount::prepare(request.email, request.name, request.keys).await?;
    context
        .command((request.proof, new), |db, context, (proof, new)| {
            Box::pin(async move {
                // Again, since an invitation may have been withdrawn meanwhile.
                demand_free(db, context, proof, new.email()).await?;
                make(db, context, new).await
            })
        })
        .await
}

async fn demand_free(db: &mut Connection, context: &Context, proof: &RegistrationProof, email: &Email) -> Result<()> {
    let proved = proved(db, context, proof).await?;
    if proved.email != *email {
        return Err(Error::field("email", "Use the e-mail address that the link was sent to."));
    }
    if store::users::exists(db, email).await? { Err(has_account()) } else { Ok(()) }
}
