//! What the command palette offers.

use leptos::prelude::*;
use server::model::{
    access::{Action, Relation},
    id::{OrganizationId, ProviderId},
    member::MemberView,
    role::{ProviderRole, Status},
};

use super::{
    CurrentOrganization, CurrentProvider,
    pick::console_path,
    recent::{RecentClient, recent_clients},
    search::{FoundClient, Scope, Search},
};
use crate::{
    i18n::t,
    session::{Lock, Session},
    ui::Theme,
};

#[derive(Clone, PartialEq, Eq)]
pub(super) enum Mark {
    Icon(&'static str),
    Client(String),
    Person(String),
}

#[derive(Clone, PartialEq, Eq)]
pub(super) enum Does {
    Go(String),
    Lock,
    Unlock,
    Theme(Theme),
    /// Not possible for the person; the note says why.
    Nothing,
}

/// One line of the palette.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) mark: Mark,
    pub(super) label: String,
    pub(super) note: String,
    pub(super) does: Does,
}

#[derive(Clone, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) heading: &'static str,
    pub(super) lines: Vec<Line>,
}

/// Where the person is while the palette is open.
#[derive(Clone, Copy)]
pub(super) struct Place {
    session: Session,
    provider: Option<CurrentProvider>,
    organization: Option<CurrentOrganization>,
}

impl Place {
    pub(super) fn here() -> Self {
        Self { session: Session::get(), provider: use_context(), organization: use_context() }
    }

    /// Members are searched only where they may be listed.
    pub(super) fn scope(self) -> Scope {
        let members_of = self.organization.filter(|organization| organization.may(Action::ClientMembersList)).map(|organization| organization.id);
        Scope { members_of, ..Scope::everywhere(self.session) }
    }

    /// The provider whose pages are meant: the one that is open, or that of the client that is open, or the only one.
    fn provider_here(self) -> Option<(ProviderId, ProviderRole)> {
        let me = self.session.me()?;
        let wanted = match (self.provider, self.organization) {
            (Some(provider), _) => Some(provider.id),
            (None, Some(organization)) => organization.view().provider.as_ref().map(|provider| provider.id),
            (None, None) => None,
        };
        let mut confirmed = me.providers.iter().filter(|provider| provider.status == Status::Confirmed);
        let found = match wanted {
            Some(id) => confirmed.find(|provider| provider.id == id),
            None => confirmed.next(),
        };
        found.map(|provider| (provider.id, provider.role))
    }

    /// Everything that fits to what was typed, by group; the likeliest first.
    pub(super) fn groups(self, search: Search) -> Vec<Group> {
        let typed = search.text.get().trim().to_lowercase();
        let fits = |line: &Line| typed.split_whitespace().all(|word| line.label.to_lowercase().contains(word));
        let recent = self.session.me().map(|me| recent_clients(me.id)).unwrap_or_default();
        let found = search.clients.get();
        let recent: Vec<_> = recent.into_iter().filter(|client| !found.iter().any(|other| other.id == client.id)).map(recent_line).filter(fits).collect();
        let members = self.organization.map(|organization| (organization.id, search.members.get()));
        let members = members.into_iter().flat_map(|(id, rows)| rows.into_iter().map(move |row| member_line(id, row))).collect();
        let groups = [
            (t().shell.group_recent, recent),
            (t().shell.group_clients, found.into_iter().map(client_line).collect()),
            (t().shell.group_members, members),
            (t().shell.group_actions, self.actions().into_iter().filter(fits).collect()),
            (t().shell.group_pages, self.pages().into_iter().filter(fits).collect()),
        ];
        groups.into_iter().filter(|(_, lines): &(_, Vec<_>)| !lines.is_empty()).map(|(heading, lines)| Group { heading, lines }).collect()
    }

    fn actions(self) -> Vec<Line> {
        let mut lines = Vec::new();
        if let Some(organization) = self.organization {
            let does = Does::Go(format!("/organizations/{}/members?invite=1", organization.id));
            let closed = (!organization.may(Action::ClientMembersInvite)).then_some(t().shell.only_with_right);
            lines.push(action("plus", t().shell.invite_members.to_owned(), does, closed));
        }
        if let Some((id, role)) = self.provider_here() {
            let closed = |action: Action| (!action.is_open_to(Relation::Provider(role))).then_some(t().shell.only_provider_admins);
            let add = Does::Go(format!("/providers/{id}/clients?add=client"));
            lines.push(action("plus", t().shell.add_client.to_owned(), add, closed(Action::ProviderClientsCreate)));
            let invite = Does::Go(format!("/providers/{id}/people?invite=1"));
            lines.push(action("plus", t().shell.invite_people.to_owned(), invite, closed(Action::ProviderUsersInvite)));
        }
        lines.push(match self.session.lock() {
            Lock::Unlocked => action("lock", t().shell.lock.to_owned(), Does::Lock, None),
            Lock::Locked => action("unlock", t().shell.unlock.to_owned(), Does::Unlock, None),
        });
        for (theme, name) in [(Theme::System, t().ui.theme_system), (Theme::Light, t().ui.theme_light), (Theme::Dark, t().ui.theme_dark)] {
            lines.push(action("gear", t().shell.theme_to(name), Does::Theme(theme), None));
        }
        lines
    }

    fn pages(self) -> Vec<Line> {
        let mut lines = Vec::new();
        if let Some(organization) = self.organization {
            let page = |name: &str| format!("/organizations/{}/{name}", organization.id);
            let closed = |action| (!organization.may(action)).then_some(t().shell.only_with_right);
            let note = organization.view().name.clone();
            lines.push(page_line("people", t().shell.members, &note, page("members"), closed(Action::ClientMembersList)));
            lines.push(page_line("groups", t().shell.groups, &note, page("groups"), closed(Action::ClientGroupsList)));
            lines.push(page_line("folder", t().shell.collections, &note, page("collections"), None));
            lines.push(page_line("list", t().shell.event_log, &note, page("events"), closed(Action::ClientEventsRead)));
            lines.push(page_line("import", t().shell.import, &note, page("import"), closed(Action::ClientImportList)));
            lines.push(page_line("gear", t().shell.organization, &note, page("settings"), None));
        }
        if let Some((id, role)) = self.provider_here() {
            let page = |name: &str| format!("/providers/{id}/{name}");
            let closed = |action: Action| (!action.is_open_to(Relation::Provider(role))).then_some(t().shell.only_provider_admins);
            let note = t().shell.provider_portal;
            lines.push(page_line("building", t().shell.clients, note, page("clients"), None));
            lines.push(page_line("people", t().shell.people, note, page("people"), closed(Action::ProviderUsersList)));
            lines.push(page_line("list", t().shell.event_log, note, page("events"), closed(Action::ProviderEventsRead)));
            lines.push(page_line("card", t().shell.plan_and_seats, note, page("plan"), None));
            lines.push(page_line("gear", t().shell.provider_settings, note, page("settings"), None));
        }
        lines.push(page_line("lock", t().vault.title, t().shell.password_manager, "/vault".to_owned(), None));
        lines.push(page_line("import", t().vault_tools.import_title, t().shell.password_manager, "/vault/import".to_owned(), None));
        lines.push(page_line("refresh", t().vault_tools.generator, t().shell.password_manager, "/vault/generator".to_owned(), None));
        lines.push(page_line("person", t().shell.your_account, t().shell.password_manager, "/vault/account".to_owned(), None));
        lines.push(page_line("key", t().shell.security, t().shell.password_manager, "/vault/security".to_owned(), None));
        lines
    }
}

fn action(icon: &'static str, label: String, does: Does, closed_because: Option<&'static str>) -> Line {
    let note = closed_because.unwrap_or_default().to_owned();
    Line { mark: Mark::Icon(icon), label, note, does: if closed_because.is_some() { Does::Nothing } else { does } }
}

fn page_line(icon: &'static str, label: &str, note: &str, path: String, closed_because: Option<&'static str>) -> Line {
    let does = if closed_because.is_some() { Does::Nothing } else { Does::Go(path) };
    Line { mark: Mark::Icon(icon), label: label.to_owned(), note: closed_because.unwrap_or(note).to_owned(), does }
}

fn recent_line(client: RecentClient) -> Line {
    Line { mark: Mark::Client(client.id.to_string()), label: client.name, note: String::new(), does: Does::Go(console_path(client.id)) }
}

fn client_line(client: FoundClient) -> Line {
    Line { mark: Mark::Client(client.id.to_string()), label: client.name, note: client.provider_name, does: Does::Go(console_path(client.id)) }
}

fn member_line(organization: OrganizationId, member: MemberView) -> Line {
    let id = member.user_id.map_or_else(|| member.id.to_string(), |user| user.to_string());
    // The list is narrowed too: he may stand far down in it.
    let search = String::from(js_sys::encode_uri_component(&member.email));
    let path = format!("/organizations/{organization}/members?search={search}&member={}", member.id);
    let (label, note) = if member.name.is_empty() { (member.email, String::new()) } else { (member.name, member.email) };
    Line { mark: Mark::Person(id), label, note, does: Does::Go(path) }
}
