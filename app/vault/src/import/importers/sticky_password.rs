//! Sticky Password: accounts and logins apart, linked by ids.

use std::collections::HashMap;

use crate::{
    import::{ImportError, Reason, Target, clean::nested, draft::Draft, input::Input, run::Run, spill, text::Node},
    item::ItemKind,
};

pub(crate) fn detect(input: &Input) -> bool {
    input.xml().any(|root| {
        root.name == "root" && root.child("Database").is_some_and(|database| database.child("Accounts").is_some() || database.child("Logins").is_some())
    })
}

pub(crate) fn read(run: &mut Run<'_>, input: &Input) -> Result<(), ImportError> {
    let root = input.xml().next().ok_or(ImportError::Malformed)?;
    let database = root.child("Database").ok_or(ImportError::Malformed)?;
    let inside = |outer: &'static str, inner: &'static str| database.child(outer).into_iter().flat_map(move |node| node.all(inner));
    let logins: HashMap<&str, &Node> = inside("Logins", "Login").map(|login| (login.attribute("ID"), login)).collect();
    let groups: HashMap<&str, &Node> = inside("Groups", "Group").map(|group| (group.attribute("ID"), group)).collect();
    for _ in database.children.iter().filter(|part| !["Accounts", "Groups", "Logins", "SecureMemos"].contains(&part.name.as_str()) && !part.children.is_empty())
    {
        run.skip(0, Reason::PartLeftOut);
    }
    let mut row = 0;
    for account in inside("Accounts", "Account") {
        let links: Vec<&Node> = account.child("LoginLinks").into_iter().flat_map(|links| links.all("Login")).collect();
        let linked: Vec<&Node> = links.iter().filter_map(|link| logins.get(link.attribute("SourceLoginID")).copied()).collect();
        // An account without a login is kept too: its address and comment are worth something.
        for login in linked.iter().copied().map(Some).chain(linked.is_empty().then_some(None)) {
            row += 1;
            let mut draft = Draft::new(row);
            draft.kind = Some(ItemKind::Login);
            fill(&mut draft, account, &["Name", "Link", "Comments", "ParentID", "ID"]);
            draft.set(Target::Name, "Name", account.attribute("Name"));
            draft.uri(account.attribute("Link"));
            draft.notes(&account.attribute("Comments").replace("/n", "\n"));
            draft.folder = folder(&groups, account.attribute("ParentID"));
            if let Some(login) = login {
                draft.set(Target::Username, "Login", login.attribute("Name"));
                draft.set(Target::Password, "Password", login.attribute("Password"));
            }
            run.keep(draft)?;
        }
    }
    for memo in inside("SecureMemos", "SecureMemo") {
        row += 1;
        let mut draft = Draft::new(row);
        draft.kind = Some(ItemKind::SecureNote);
        draft.set(Target::Name, "Name", memo.attribute("Name"));
        draft.notes(if memo.text.trim().is_empty() { memo.attribute("Data") } else { memo.text.trim() });
        draft.folder = folder(&groups, memo.attribute("ParentID"));
        run.keep(draft)?;
    }
    Ok(())
}

/// Attributes that nobody mapped; numbers are the product's bookkeeping.
fn fill(draft: &mut Draft, node: &Node, known: &[&str]) {
    for (name, value) in &node.attributes {
        if !known.contains(&name.as_str()) && value.parse::<f64>().is_err() {
            draft.field(&spill::words(name), value);
        }
    }
}

/// The path from the root. A file may name its groups in a circle: each counts once.
fn folder(groups: &HashMap<&str, &Node>, id: &str) -> Option<String> {
    let mut path: Vec<&Node> = Vec::new();
    let mut next = groups.get(id);
    while let Some(group) = next.filter(|group| path.len() < 32 && !path.iter().any(|known| std::ptr::eq(*known, **group))) {
        path.push(group);
        next = groups.get(group.attribute("ParentID"));
    }
    nested(path.iter().rev().map(|group| group.attribute("Name")))
}
