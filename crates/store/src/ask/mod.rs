//! Asking: a [`query::Query`] becomes SQL, or for a server a look at columns in memory, that finds threads; their data are
//! loaded, pure functions make rows of them.

mod actors;
mod acts;
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
mod tally;
mod things;
mod told;
