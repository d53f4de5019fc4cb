//! Who said what, as token ranges: source, cue and content of every attribution.
//!
//! In: the [`Context`]. Out: [`Attribution`]s in text order, no two of which share a content token.
//!
//! Candidates come from tree and quotation marks ([`cues`], [`contents`], [`sources`]) and from a small network. Linear
//! models, the network and the lexicon's frames each say what they think of a candidate; a [ranker](model::Ranker) makes
//! one probability of it, and the best that do not overlap are [chosen](choice). How the models were made, and from what,
//! is told in `training/attribution`.

mod choice;
mod contents;
mod cues;
mod finish;
pub mod gold;
mod linear;
mod matrix;
mod model;
mod network;
mod pieces;
mod ranking;
mod rows;
mod rules;
pub mod score;
mod sources;
#[doc(hidden)]
pub mod training;
mod vocabulary;
mod words;

use crate::Context;
use choice::{Proposal, choose};
use finish::{Found, rounded};
use gold::Marked;
use linear::sigmoid;
use model::{Model, Ranker};
use pieces::Pieces;
use ranking::Opinions;
use std::ops::Range;
use words::Words;

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

/// An attribution is told from this probability on.
const ENOUGH: f32 = 0.35;
/// The same where word and frame are of the lexicon: what training could not learn of our kind of report, it tells.
const ENOUGH_FITTING: f32 = 0.25;
/// A source is named from this probability on.
const NAMED: f32 = 0.25;

/// Finds the attributions.
pub fn attributions(context: Context) -> Vec<Attribution> {
    read(context, Model::embedded())
}

/// The attributions as spans of the text, to be held against marked ones.
pub fn marked(context: Context) -> Vec<Marked> {
    let spans = |ranges: Vec<Range<usize>>| ranges.into_iter().map(|range| context.doc.span(range)).collect();
    let found = attributions(context).into_iter();
    found.map(|it| Marked { source: spans(it.source), cue: spans(it.cue), content: spans(it.content) }).collect()
}

fn read(context: Context, model: &Model) -> Vec<Attribution> {
    let words = Words::new(context, &model.vocabulary);
    let Some(ranker) = &model.ranker else { return Vec::new() };
    let opinions = Opinions::new(&words, model);
    let chosen = choose(proposals(&opinions, ranker), words.len());
    let found = chosen.into_iter().map(|proposal| found(&words, &opinions, ranker, proposal)).collect();
    finish::complete(&words, found).into_iter().map(|found| attribution(&words, found)).collect()
}

fn proposals(opinions: &Opinions, ranker: &Ranker) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    for cue in 0..opinions.cues.len() {
        for content in opinions.contents(cue) {
            let score = sigmoid(ranker.contents.score(&content.numbers));
            if score >= if content.fits { ENOUGH_FITTING } else { ENOUGH } {
                let order = score + 0.3 * ranker.likeness.score(&content.numbers);
                proposals.push(Proposal { cue, content: content.pieces, score, order });
            }
        }
    }
    proposals
}

fn found(words: &Words, opinions: &Opinions, ranker: &Ranker, proposal: Proposal) -> Found {
    let cue = &opinions.cues[proposal.cue];
    let sources = opinions.sources(proposal.cue, &proposal.content).into_iter();
    let sources = sources.map(|source| (sigmoid(ranker.sources.score(&source.numbers)), source.pieces));
    let best = sources.filter(|(score, _)| *score >= NAMED).max_by(|a, b| a.0.total_cmp(&b.0));
    let source = best.map(|(_, pieces)| pieces).unwrap_or_default();
    let span = Pieces::one(cue.span.clone()).without_all(&proposal.content.ranges().collect::<Vec<_>>());
    let content = rounded(words, proposal.content, &cue.span);
    Found { source, cue: span, content, head: Some(cue.head), score: proposal.score }
}

fn attribution(words: &Words, found: Found) -> Attribution {
    Attribution {
        source: words.tokens(&found.source),
        cue: words.tokens(&found.cue),
        content: words.tokens(&found.content),
        head: found.head.map(|head| words.list[head].token),
        score: found.score,
    }
}
