use leptos::prelude::*;
use leptos_router::components::Outlet;

use super::{
    frame::Frame,
    guard::Guard,
    navigation::{NavLink, NavRow},
    product::Product,
};
use crate::i18n::t;

/// Around the Password Manager's pages: `/vault/…`.
#[component]
pub fn ManagerFrame() -> impl IntoView {
    let rows = || {
        vec![
            NavRow::Link(NavLink::new("/vault".to_owned(), "lock", t().vault.title)),
            NavRow::Link(NavLink::new("/vault/generator".to_owned(), "refresh", t().vault_tools.generator)),
            NavRow::Heading(t().shell.account),
            NavRow::Link(NavLink::new("/vault/account".to_owned(), "person", t().shell.your_account)),
            NavRow::Link(NavLink::new("/vault/security".to_owned(), "key", t().shell.security)),
        ]
    };
    view! {
        <Guard>
            <Frame product=Product::PasswordManager crumbs=|| () rows=Signal::stored(rows())>
                <Outlet />
            </Frame>
        </Guard>
    }
}
