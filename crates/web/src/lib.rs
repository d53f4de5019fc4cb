//! Pages and an API over a store: what was said, by whom, where it says so, what changed, what is next.
//!
//! In: requests. Out: each answer as a page, as JSON and, where it is a table, as CSV, at one address; the address holds
//! the whole state. [`App::open`] opens a store, [`router`] names the pages, [`serve`] puts them behind a socket. Every
//! page is rendered here, on the server; the one script only adds keys, the switch for dark colours, and charts to tables
//! that say the same. What a store answers is the store's business, what a report says the reader's.

mod address;
mod answer;
mod app;
mod ask;
mod assets;
mod cache;
mod chart;
mod fetch;
mod frame;
mod guard;
mod html;
mod openapi;
mod other;
mod pages;
mod params;
mod patient;
mod pool;
mod problem;
mod serve;
mod table;
mod warm;

pub use app::{App, Limits, Settings};
pub use fetch::{Fetched, LookUp};
pub use pages::router;
pub use problem::Problem;
pub use serve::serve;
