//! The document model: a report as published, and what the engine read in it.
//!
//! In: text. Out: nothing but values. [`Source`] is the report's own text with its provenance; every offset in
//! Rapporteur is a byte offset into it. [`Doc`] is that text with tokens, tree, sentences, entities and noun chunks:
//! views into the text, not copies of it. Other ways of counting (code points in JSON, UTF-16 in a browser) exist only
//! at the rim, through [`Offsets`].
//!
//! This crate depends on nothing and knows neither engine nor politics.

mod conllu;
mod dateline;
mod doc;
mod labels;
mod offsets;
mod quotes;
mod source;
mod span;
mod token;

pub use conllu::{ConlluError, from_conllu, to_conllu};
pub use doc::{Doc, Entity, Parts, Word};
pub use labels::{Dep, EntityLabel, Pos, Tag};
pub use offsets::Offsets;
pub use quotes::{Marks, Quotation, quotations};
pub use source::{Block, BlockKind, Meta, Source};
pub use span::Span;
pub use token::Token;
