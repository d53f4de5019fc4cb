//! Who said what, as token ranges: source, cue and content of every attribution.
//!
//! In: the [`Context`]. Out: [`Attribution`]s in text order, no two of which share a content token.
//!
//! Candidates come from tree and quotation marks: [`cues`], [`contents`], [`sources`]. What speaks for each is weighed,
//! and the best that do not overlap are [chosen](choice).

mod choice;
mod contents;
mod cues;
pub mod gold;
mod linear;
mod pieces;
mod rules;
mod sources;
#[doc(hidden)]
pub mod training;
mod vocabulary;
mod words;

use crate::Context;
use choice::{Proposal, choose};
use pieces::Pieces;
use rapporteur_text::Dep;
use std::ops::Range;
use vocabulary::Vocabulary;
use words::{Quoted, Words};

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
    let words = Words::new(context, &Vocabulary::default());
    let mut proposals = Vec::new();
    for cue in cues::candidates(&words) {
        for content in contents::candidates(&words, cue) {
            let score = rules::fit(&words, cue, &content);
            let order = score + 1e-4 * content.pieces.len() as f32;
            proposals.push(Proposal { cue, content: content.pieces, score, order });
        }
    }
    let chosen = choose(proposals, words.len(), 0.3);
    chosen.into_iter().map(|proposal| attribution(&words, proposal)).collect()
}

fn attribution(words: &Words, proposal: Proposal) -> Attribution {
    let cue = proposal.cue;
    let sources = sources::candidates(words, cue, &proposal.content);
    let source = sources.into_iter().next().map(|source| source.pieces).unwrap_or_default();
    Attribution {
        source: words.tokens(&source),
        cue: words.tokens(&cue_span(words, cue)),
        content: words.tokens(&within_marks(words, proposal.content)),
        head: Some(words.list[cue].token),
        score: proposal.score,
    }
}

/// The cue's head with its auxiliaries and particles.
fn cue_span(words: &Words, cue: usize) -> Pieces {
    let joined = |&child: &usize| {
        matches!(words.list[child].dep, Dep::Aux | Dep::Auxpass | Dep::Neg | Dep::Prt) && child.abs_diff(cue) <= 3
    };
    let low = words.children(cue).filter(joined).min().unwrap_or(cue).min(cue);
    let high = words.children(cue).filter(joined).max().unwrap_or(cue).max(cue);
    Pieces::one(low..high + 1)
}

/// The content with the quotation marks that enclose its edges.
fn within_marks(words: &Words, content: Pieces) -> Pieces {
    let marked = |i: usize| words.list.get(i).is_some_and(|word| word.mark);
    let stop = |i: usize| words.list.get(i).is_some_and(|word| word.punct && !word.mark);
    let quoted = |i: usize| words.list[i].quoted != Quoted::No;
    Pieces::union(content.ranges().map(|Range { mut start, mut end }| {
        if start > 0 && quoted(start) && marked(start - 1) {
            start -= 1;
        }
        if quoted(end - 1) && stop(end) && marked(end + 1) {
            end += 1;
        }
        if quoted(end - 1) && marked(end) {
            end += 1;
        }
        start..end
    }))
}
