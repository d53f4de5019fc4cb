//! Asking: a [`query::Query`] becomes SQL that finds threads, their data are loaded, pure functions make rows of them.

mod actors;
mod brief;
pub(crate) mod columns;
pub(crate) mod counts;
mod demands;
mod filter;
mod load;
mod page;
pub mod query;
pub mod rows;
mod search;
mod sift;
pub mod table;
mod things;
