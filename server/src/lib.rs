//! Castellan's server: types shared with the browser, server functions, and behind the feature `backend` everything that answers them.

pub mod api;
pub mod model;

#[cfg(feature = "backend")]
pub mod access;
#[cfg(feature = "backend")]
pub mod certificate;
#[cfg(feature = "backend")]
pub mod config;
#[cfg(feature = "backend")]
pub mod demo;
#[cfg(feature = "backend")]
pub mod domain;
#[cfg(feature = "backend")]
pub mod files;
#[cfg(feature = "backend")]
pub mod http;
#[cfg(feature = "backend")]
pub mod jobs;
#[cfg(feature = "backend")]
pub mod mail;
#[cfg(feature = "backend")]
pub mod protocol;
#[cfg(feature = "backend")]
pub mod serve;
#[cfg(feature = "backend")]
pub mod store;
