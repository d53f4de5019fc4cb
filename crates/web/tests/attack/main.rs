//! Requests that mean no good, each with what has to become of it.
//!
//! The router is asked without a network, save in `socket` (what comes before a request is one) and in `fetched` (where
//! the server itself asks). The store holds one report whose every word is hostile.

mod asked;
mod entry;
mod fetched;
#[path = "../made/mod.rs"]
mod made;
mod sent;
mod shown;
mod socket;
