//! What happens in a client of the sample, and when: from its creation to its last event.

use super::cast::{Member, SampleClient, Stage};
use crate::model::role::{Rights, Role};

/// Seconds.
const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// Something that happens. Members are named by their place in the client.
pub(super) enum Step {
    Create { seats: u32, tags: usize },
    Tag,
    SetSeats,
    Suspend,
    Enter,
    LookForItems,
    Invite { members: Vec<usize>, role: Role, rights: Rights },
    Reinvite(usize),
    Join(usize),
    Confirm(usize),
    Revoke(Vec<usize>),
    Restore(Vec<usize>),
    Group { name: &'static str, members: Vec<usize>, access: Access },
    SignIn(usize),
    Mistype(usize),
}

/// What a group of the sample gives.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    Nothing,
    /// Editing what is in the first collection.
    FirstCollection,
}

/// Who does it: one of the staff, or the client's first owner. Joining and signing in everybody does himself.
#[derive(Clone, Copy)]
pub(super) enum By {
    Staff(usize),
    Owner,
}

/// A step, so many seconds ago.
pub(super) struct Cue {
    pub ago: i64,
    pub by: By,
    pub step: Step,
}

/// Numbers that look random and are always the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, from: i64, to: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let width = (to - from).max(1);
        from + i64::try_from(self.0 >> 33).unwrap_or(0) % width
    }
}

struct Writer<'c> {
    client: &'c SampleClient,
    index: usize,
    dice: Dice,
    cues: Vec<Cue>,
}

/// The script of a client, the first thing first.
pub(super) fn script(client: &SampleClient, index: usize) -> Vec<Cue> {
    let mut writer = Writer { client, index, dice: Dice(11 + index as u64), cues: Vec::new() };
    writer.begin();
    if client.created > client.quiet {
        writer.people();
        writer.daily();
    }
    let mut cues = writer.cues;
    cues.sort_by_key(|cue| -cue.ago);
    cues
}

impl Writer<'_> {
    fn add(&mut self, ago: i64, by: By, step: Step) {
        self.cues.push(Cue { ago, by, step });
    }

    /// The moment after so many thousandths of the client's time.
    fn at(&self, part: i64) -> i64 {
        self.client.created * 60 - self.span() * part / 1_000
    }

    fn span(&self) -> i64 {
        (self.client.created - self.client.quiet) * 60
    }

    /// One of the staff who see this client.
    fn staff(&self, n: usize) -> By {
        // The one with a limited scope sees the first few clients.
        let others: usize = if self.index < super::staff::SCOPE { 4 } else { 3 };
        By::Staff((self.index + n) % others)
    }

    fn used(&self) -> usize {
        self.client.members.iter().filter(|member| member.stage != Stage::Revoked).count()
    }

    fn begin(&mut self) {
        let grows = self.used() > 10 && self.index.is_multiple_of(3);
        let shrinks = self.index % 7 == 1;
        // By the time that seats are changed, the first half of the members is there.
        let few = u32::try_from(self.used() * 2 / 3 + 3).unwrap_or(self.client.seats);
        let seats = if grows { few.min(self.client.seats) } else { self.client.seats + if shrinks { 10 } else { 0 } };
        let is_tagged_later = self.index.is_multiple_of(2) && self.client.created > self.client.quiet;
        let tags = self.client.tags.len().saturating_sub(usize::from(is_tagged_later));
        self.add(self.at(0), By::Staff(self.index % 2), Step::Create { seats, tags });
        if tags != self.client.tags.len() {
            self.add(self.at(200), self.staff(1), Step::Tag);
        }
        if seats != self.client.seats {
            self.add(self.at(580), By::Staff(self.index % 2), Step::SetSeats);
        }
    }

    fn people(&mut self) {
        let span = self.span();
        let joined = self.at(0) - self.dice.roll(HOUR / 2, span * 3 / 100);
        self.add(joined, By::Owner, Step::Join(0));
        let confirmed = joined - self.dice.roll(HOUR / 4, span * 2 / 100);
        self.add(confirmed, By::Staff(self.index % 2), Step::Confirm(0));

        let some = |stage: Stage| {
            self.client.members.iter().enumerate().skip(1).filter(move |(_, member)| member.stage == stage).map(|(at, _)| at).collect::<Vec<_>>()
        };
        let (staying, revoked, accepted, invited) = (some(Stage::Confirmed), some(Stage::Revoked), some(Stage::Accepted), some(Stage::Invited));
        let quarter = staying.len().div_ceil(4).max(1);
        for (batch, part) in [80, 300, 600, 800].into_iter().enumerate() {
            let mut members = staying.iter().copied().skip(batch * quarter).take(quarter).collect::<Vec<_>>();
            if batch == 0 {
                members.extend(&revoked);
            }
            let by = if batch % 2 == 0 { self.staff(batch) } else { By::Owner };
            self.batch(&members, self.at(part), by);
        }
        self.groups(&staying, quarter);
        // Those who wait were invited shortly before the end, since invitations do not live long.
        let before = self.at(1_000) + (3 * DAY).min(span / 5);
        self.invite(&accepted, before, By::Owner);
        for member in accepted {
            let ago = self.dice.roll(self.at(1_000) + HOUR / 4, before - HOUR / 4);
            self.add(ago, By::Owner, Step::Join(member));
        }
        let before = self.at(1_000) + (2 * DAY).min(span / 6);
        self.invite(&invited, before, By::Owner);
        if let Some(first) = invited.first().filter(|_| invited.len() > 1) {
            self.add(before - HOUR, By::Owner, Step::Reinvite(*first));
        }
        if !revoked.is_empty() {
            self.add(self.at(550), By::Owner, Step::Revoke(revoked));
        }
        if let Some(last) = staying.get(..quarter).and_then(<[usize]>::last).filter(|_| self.index.is_multiple_of(5)) {
            self.add(self.at(500), By::Owner, Step::Revoke(vec![*last]));
            self.add(self.at(520), self.staff(0), Step::Restore(vec![*last]));
        }
    }

    /// Groups of those who were invited first.
    fn groups(&mut self, staying: &[usize], quarter: usize) {
        let Some(first) = staying.first() else { return };
        let some = staying.iter().copied().take(quarter).collect();
        self.add(self.at(400), self.staff(0), Step::Group { name: "Directors", members: vec![*first], access: Access::FirstCollection });
        self.add(self.at(405), self.staff(1), Step::Group { name: "Front desk", members: some, access: Access::Nothing });
    }

    /// People who are invited together, and then join and are confirmed one by one.
    fn batch(&mut self, members: &[usize], ago: i64, by: By) {
        self.invite(members, ago, by);
        let (slowest, wait) = ((self.span() * 12 / 100).min(4 * DAY), self.span() * 5 / 100);
        for member in members {
            let joined = ago - self.dice.roll(HOUR / 6, slowest);
            self.add(joined, By::Owner, Step::Join(*member));
            let confirmed = joined - self.dice.roll(HOUR / 4, wait);
            self.add(confirmed, by, Step::Confirm(*member));
        }
    }

    /// One call for each role, as the form does it.
    fn invite(&mut self, members: &[usize], ago: i64, by: By) {
        let place = |member: &Member| (member.role, member.rights);
        let mut calls: Vec<((Role, Rights), Vec<usize>)> = Vec::new();
        for at in members {
            let Some(of) = self.client.members.get(*at).map(place) else { continue };
            match calls.iter_mut().find(|(known, _)| *known == of) {
                Some((_, together)) => together.push(*at),
                None => calls.push((of, vec![*at])),
            }
        }
        for (number, ((role, rights), members)) in (0..).zip(calls) {
            self.add(ago - number * 40, by, Step::Invite { members, role, rights });
        }
    }

    fn daily(&mut self) {
        for (n, part) in [120, 330, 520, 710, 890].into_iter().enumerate() {
            let ago = self.at(part) + self.dice.roll(0, HOUR);
            self.add(ago, self.staff(n), Step::Enter);
        }
        for part in [350, 640, 860] {
            let ago = self.at(part) + self.dice.roll(0, HOUR);
            if self.index % 14 == 3 && part == 640 {
                self.add(ago + 60, By::Owner, Step::Mistype(0));
            }
            self.add(ago, By::Owner, Step::SignIn(0));
        }
        let end = self.at(1_000);
        if self.index == 0 {
            self.add(end + 2 * HOUR, By::Staff(super::staff::CURIOUS), Step::LookForItems);
        }
        match (self.client.is_suspended(), self.index % 3) {
            (true, _) => self.add(end, By::Staff(0), Step::Suspend),
            (false, 1) => self.add(end, self.staff(0), Step::Enter),
            (false, _) => self.add(end, By::Owner, Step::SignIn(0)),
        }
    }
}
