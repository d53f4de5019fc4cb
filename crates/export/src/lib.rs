//! Records in forms for people and other programs.
//!
//! In: [`Record`](rapporteur_record::Record)s, one or a stream of them. Out: text or bytes, into any writer. What
//! people read is made from one [`Outline`], so that terminal, Markdown and page say the same thing in the same order;
//! tables are made from one list of columns, so that CSV, Parquet and the manual agree; JSON is the record itself.
//! [`Format::sink`] opens any of the forms, [`export`] runs records through it. Nothing here opens a file, reads a
//! clock or guesses what the record does not say.

mod annotation;
pub mod brief;
mod calendar;
mod cell;
mod codes;
mod dates;
mod delimited;
mod dyads;
mod geojson;
mod gexf;
pub mod html;
pub mod json;
pub mod markdown;
mod options;
mod outline;
#[cfg(feature = "parquet")]
mod parquet;
mod plover;
mod sink;
mod table;
pub mod tables;

pub use annotation::VOCABULARY;
pub use cell::{Cell, Kind};
pub use codes::Codes;
pub use options::{Guard, Options, Threads, Undated};
pub use outline::{Line, Outline, Section, outline};
pub use sink::{Format, Sink, export};
pub use table::{Reading, Table};
