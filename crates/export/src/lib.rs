//! A record in a form for people or other programs.
//!
//! In: a [`Record`](rapporteur_record::Record). Out: text. What people read is made from one [`Outline`], so that
//! terminal, Markdown and page say the same thing in the same order; JSON is the record itself. Where the text goes is
//! left to others.

pub mod brief;
pub mod html;
pub mod json;
pub mod markdown;
mod outline;

pub use outline::{Line, Outline, Section, outline};
