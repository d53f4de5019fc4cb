//! Who said what, as token ranges: source, cue and content of every attribution.
//!
//! In: the [`Context`]. Out: [`Attribution`]s in text order, no two of which share a content token.

use crate::Context;
use std::ops::Range;

/// Somebody's words, thought or attitude, and the words that ascribe it. Ranges are of the document's tokens.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attribution {
    /// Whose it is, as named here; empty where the text names nobody.
    pub source: Vec<Range<usize>>,
    /// The words of saying; empty for a quotation that stands alone or a turn of a transcript.
    pub cue: Vec<Range<usize>>,
    /// What is said, in text order, quotation marks included. Never empty.
    pub content: Vec<Range<usize>>,
    /// The cue's head: the verb, noun or adjective.
    pub head: Option<usize>,
    /// How likely this is an attribution with this content, from 0 to 1.
    pub score: f32,
}

/// Finds the attributions.
pub fn attributions(context: Context) -> Vec<Attribution> {
    let _ = context;
    Vec::new()
}
