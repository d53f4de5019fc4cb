//! What the pages over a store rest on: problems, dates as ranges, tables, and fetching from public addresses only.
//!
//! In: what a reader asks for. Out: values to be shown. The pages themselves and the socket are not part of it yet.

pub mod address;
pub mod dates;
pub mod fetch;
pub mod problem;
pub mod table;
