//! Types that the browser and the server share. They hold no secret and know no I/O.

pub mod access;
pub mod account;
pub mod client;
pub mod collection;
pub mod error;
pub mod event;
pub mod group;
pub mod id;
pub mod import;
pub mod item;
pub mod key;
pub mod live;
pub mod member;
pub mod organization;
pub mod page;
pub mod person;
pub mod provider;
pub mod role;
pub mod rotation;
pub mod setup;
pub mod text;
pub mod time;
