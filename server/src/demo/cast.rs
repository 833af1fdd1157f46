use super::{
    clients::{Line, NAMED, lines},
    names::{FIRST, LAST},
};
use crate::model::{
    role::{Plan, ProviderRole, Right, Rights, Role},
    text::{Email, Name, Tag, TextError},
};

/// The master password of everybody in the sample.
pub const PASSWORD: &str = "correct horse battery staple";
/// Members who revoked are one for so many others.
const REVOKED_IN: usize = 16;
/// Key pairs that members without one of their own are given.
const SHARED_PAIRS: usize = 3;

/// Where a person of the sample ends up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Invited,
    Accepted,
    Confirmed,
    Revoked,
}

/// Which key pair an account has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairUse {
    Own,
    /// One of the first pairs, which many accounts have.
    Shared(usize),
}

/// Somebody of the provider.
pub struct StaffMember {
    pub name: Name,
    pub email: Email,
    pub role: ProviderRole,
    pub stage: Stage,
}

/// Somebody in a client's organization.
#[derive(Clone)]
pub struct Member {
    pub name: Name,
    pub email: Email,
    pub role: Role,
    pub rights: Rights,
    pub stage: Stage,
    pub pair: PairUse,
}

/// A client; its first member is its first owner.
pub struct SampleClient {
    pub name: Name,
    pub domain: String,
    pub plan: Plan,
    pub seats: u32,
    pub tags: Vec<Tag>,
    /// Minutes since it was created.
    pub created: i64,
    /// Minutes since anything happened in it.
    pub quiet: i64,
    pub members: Vec<Member>,
}

impl SampleClient {
    /// Whether it ends up suspended.
    pub(super) fn is_suspended(&self) -> bool {
        self.domain == "stroche"
    }
}

/// Everybody in the sample. The first of the staff sets the server up.
pub struct Cast {
    pub provider_name: Name,
    pub staff: Vec<StaffMember>,
    pub clients: Vec<SampleClient>,
}

/// Who is in the sample: always the same people.
pub fn cast() -> Result<Cast, TextError> {
    let staff = [
        ("Mara Kent", "mara.kent", ProviderRole::Admin, Stage::Confirmed),
        ("Edwin Strand", "edwin.strand", ProviderRole::Admin, Stage::Confirmed),
        ("Priya Nair", "priya.nair", ProviderRole::ServiceUser, Stage::Confirmed),
        ("Joel Marsden", "joel.marsden", ProviderRole::ServiceUser, Stage::Confirmed),
        ("Gareth Pike", "gareth.pike", ProviderRole::ServiceUser, Stage::Revoked),
        ("Ines Duarte", "ines.duarte", ProviderRole::ServiceUser, Stage::Accepted),
        ("Kofi Asante", "kofi.asante", ProviderRole::ServiceUser, Stage::Invited),
    ];
    let staff =
        staff.map(|(name, local, role, stage)| Ok(StaffMember { name: name.parse()?, email: format!("{local}@northgate.example").parse()?, role, stage }));
    let mut names = (0..).map(|n: usize| {
        let pick = |names: &[&'static str], at: usize| names.get(at % names.len()).copied().unwrap_or_default();
        (pick(&FIRST, n), pick(&LAST, n * 25))
    });
    Ok(Cast {
        provider_name: "Northgate IT".parse()?,
        staff: staff.into_iter().collect::<Result<_, TextError>>()?,
        clients: lines().enumerate().map(|(index, line)| client(line, index % SHARED_PAIRS, &mut names)).collect::<Result<_, _>>()?,
    })
}

fn client(line: Line, pair: usize, names: &mut impl Iterator<Item = (&'static str, &'static str)>) -> Result<SampleClient, TextError> {
    let mut members = Vec::new();
    for &(_, name, local, role, stage) in NAMED.iter().filter(|(domain, ..)| *domain == line.domain) {
        let email = format!("{local}@{}.example", line.domain).parse()?;
        members.push(Member { name: name.parse()?, email, role, rights: rights(role, members.len()), stage, pair: PairUse::Own });
    }
    let count = |members: &[Member], stage| members.iter().filter(|member| member.stage == stage).count();
    let wanted = [
        (Stage::Confirmed, line.used.saturating_sub(line.accepted + line.invited)),
        (Stage::Revoked, line.used / REVOKED_IN),
        (Stage::Accepted, line.accepted),
        (Stage::Invited, line.invited),
    ];
    for (stage, many) in wanted {
        for _ in count(&members, stage)..many {
            let (first, last) = names.next().unwrap_or_default();
            let role = match members.len() {
                _ if !members.iter().any(|member| member.role == Role::Owner) => Role::Owner,
                _ if stage != Stage::Confirmed => Role::User,
                1 => Role::Admin,
                n if n % 40 == 7 => Role::Owner,
                n if n % 20 == 3 => Role::Admin,
                n if n % 15 == 5 => Role::Custom,
                _ => Role::User,
            };
            let email = format!("{}.{}@{}.example", first.to_lowercase(), last.to_lowercase(), line.domain).parse()?;
            members.push(Member {
                name: format!("{first} {last}").parse()?,
                email,
                role,
                rights: rights(role, members.len()),
                stage,
                pair: PairUse::Shared(pair),
            });
        }
    }
    // The first owner is invited by the creation of the client.
    members.sort_by_key(|member| member.role != Role::Owner);
    Ok(SampleClient {
        name: line.name.parse()?,
        domain: line.domain.to_owned(),
        plan: line.plan,
        seats: line.seats,
        tags: line.tags.iter().map(|tag| tag.parse()).collect::<Result<_, _>>()?,
        created: if line.used == 1 { line.quiet } else { line.days * super::clients::DAY },
        quiet: line.quiet,
        members,
    })
}

/// What a Custom member may do differs from one to the next: there is something to see with one right alone.
fn rights(role: Role, at: usize) -> Rights {
    match (role, at / 15 % 3) {
        (Role::Custom, 0) => vec![Right::AccessEventLogs, Right::CreateNewCollections, Right::EditAnyCollection, Right::ManageUsers].into(),
        (Role::Custom, 1) => vec![Right::AccessEventLogs].into(),
        (Role::Custom, _) => vec![Right::ManageGroups].into(),
        _ => Rights::NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn everybody_has_an_address_of_his_own() {
        let cast = cast().unwrap();
        let mut seen = HashSet::new();
        for email in cast.staff.iter().map(|person| &person.email).chain(cast.clients.iter().flat_map(|client| &client.members).map(|member| &member.email)) {
            assert!(email.as_str().ends_with(".example"));
            assert!(seen.insert(email.clone()), "{email} is there twice");
        }
    }

    #[test]
    fn a_custom_member_with_one_right_alone_can_sign_in_to_what_it_opens() {
        let cast = cast().unwrap();
        let find = |email: &str| cast.clients.iter().flat_map(|client| &client.members).find(|member| member.email.as_str() == email).unwrap();
        for (email, right) in [("connor.garcia@hartwell.example", Right::AccessEventLogs), ("george.farrell@hartwell.example", Right::ManageGroups)] {
            let member = find(email);
            assert_eq!((member.role, member.stage, Vec::from(member.rights)), (Role::Custom, Stage::Confirmed, vec![right]), "{email}");
        }
    }

    #[test]
    fn the_sample_has_people_in_every_state_and_no_client_over_its_seats() {
        let cast = cast().unwrap();
        let count = |stage| cast.clients.iter().flat_map(|client| &client.members).filter(|member| member.stage == stage).count();
        assert_eq!((cast.clients.len(), count(Stage::Accepted)), (42, 7));
        assert_eq!(count(Stage::Invited) + count(Stage::Accepted) + count(Stage::Confirmed), 1_184);
        assert!(count(Stage::Revoked) > 20);
        for client in &cast.clients {
            let used = client.members.iter().filter(|member| member.stage != Stage::Revoked).count();
            assert!(used <= client.seats as usize, "{}", client.name);
        }
    }
}
