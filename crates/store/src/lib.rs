//! Keeps records and follows them from report to report.
//!
//! In: [`rapporteur_record::Record`]s. Out: answers, one row for each thing that reports speak of, with every passage that
//! does. The store is one SQLite file, or a PostgreSQL database for a team; both give the same answers. Each record is
//! kept whole; everything else is derived from it and can be rebuilt. Reading reports, and printing answers, are left to
//! others.
//!
//! ```no_run
//! use rapporteur_store::{Query, Store};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let record: rapporteur_record::Record = serde_json::from_str("")?;
//! let store = Store::open("talks.db")?;                         // or postgres://user@host/database
//! store.add(&[record], "2022-01-11T09:00:00Z")?;
//! let query = Query { country: vec!["USA".into(), "RUS".into()], issue: Some("missiles".into()), ..Query::default() };
//! let page = store.meetings(&query)?;                           // Page { total, rows: Vec<MeetingRow>, facets }
//! for meeting in &page.rows {
//!     println!("{} {} {}", meeting.happened.since, meeting.name, meeting.status);
//! }
//! # Ok(()) }
//! ```
//!
//! | asked with a [`Query`] | gives |
//! |---|---|
//! | [`Store::timeline`] | `Page<TimelineRow>`: events and meetings in the order in which they happened |
//! | [`Store::quotes`] | `Page<QuoteRow>`: statements, with who, to whom, which act |
//! | [`Store::events`] | `Page<EventRow>` |
//! | [`Store::meetings`] | `Page<MeetingRow>`: each with its life from proposal to outcome |
//! | [`Store::positions`] | `Page<PositionRow>`: a party's stances on an issue over time |
//! | [`Store::changes`] | `Page<ChangeRow>`: changes of positions, both passages |
//! | [`Store::figures`] | `Page<FigureRow>`: series with low, best, high and who says so |
//! | [`Store::demands`], [`Store::deadlines`] | what was not answered; what is due |
//! | [`Store::pairs`], [`Store::places`] | who acts on whom, and where, counted |
//! | [`Store::behind`] | which data of which reports stand behind rows |
//! | [`Store::search`] | `Page<Hit>`: reports with the place that fits best |
//! | [`Store::actors`], [`Store::reports`] | who is spoken of; what was added |
//! | [`Store::brief`], [`Store::diff`] | one page on where things stand; what two days differ in |
//!
//! Pages have `total`, and `limit`/`offset` in the query; `facets: true` counts the main fields over all that match. A
//! thing is a thread: all data that were found to be about it. Its [`ThreadId`] stays the same while reports are added,
//! save that two threads may turn out to be one, under the older id. All answers are in a fixed order. A [`Store`] can be
//! shared (`Arc<Store>`); callers take turns, so a server opens as many as it wants to answer at a time.

mod ask;
mod check;
mod days;
mod db;
mod derive;
mod error;
pub mod follow;
mod ids;
mod joins;
mod store;

pub use ask::counts::Behind;
pub use ask::query::{Clock, Order, Query};
pub use ask::rows::*;
pub use ask::table::Tabular;
pub use check::{Checked, Problem};
pub use days::Days;
pub use error::StoreError;
pub use ids::ThreadId;
pub use joins::Joins;
pub use store::{Outcome, Store, key};
