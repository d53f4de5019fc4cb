//! One attribution with what the other modules ask of it: its tokens as sets, its cue's row in the lexicon.

use super::Attribution;
use crate::Context;
use rapporteur_lexicon::{Cue, CuePos};
use rapporteur_text::{Dep, Pos, Token};
use std::ops::Range;

/// An attribution in its document.
pub(super) struct Reading<'a> {
    pub context: Context<'a>,
    pub attribution: Attribution,
    /// The cue's head.
    pub head: Option<Token<'a>>,
    /// What the lexicon says of it.
    pub cue: Option<&'a Cue>,
}

impl<'a> Reading<'a> {
    pub fn new(context: Context<'a>, attribution: Attribution) -> Self {
        let length = context.doc.len();
        let head = attribution.head.filter(|&i| i < length).map(|i| context.doc.token(i));
        let cue = head.and_then(|token| cue_of(context, token));
        Reading { context, attribution, head, cue }
    }

    /// Whether the token belongs to what is said.
    pub fn in_content(&self, token: Token) -> bool {
        holds(&self.attribution.content, token.i)
    }

    /// Whether the token belongs to who says it.
    pub fn in_source(&self, token: Token) -> bool {
        holds(&self.attribution.source, token.i)
    }

    /// The tokens of what is said, in text order.
    pub fn content(&self) -> impl Iterator<Item = Token<'a>> + '_ {
        self.attribution.content.iter().cloned().flat_map(|range| self.context.doc.slice(range))
    }

    /// The tokens of the words of saying, in text order.
    pub fn cue_tokens(&self) -> impl Iterator<Item = Token<'a>> + '_ {
        self.attribution.cue.iter().cloned().flat_map(|range| self.context.doc.slice(range))
    }

    /// The words of the source on which the others hang.
    pub fn source_heads(&self) -> Vec<Token<'a>> {
        tops(self.context, &self.attribution.source)
    }

    /// The words of the content on which the others hang.
    pub fn content_heads(&self) -> Vec<Token<'a>> {
        tops(self.context, &self.attribution.content)
    }
}

/// What the lexicon says of a word that may report.
pub(super) fn cue_of<'a>(context: Context<'a>, token: Token) -> Option<&'a Cue> {
    let lemma = token.lemma().to_lowercase();
    let cues = &context.lexicon.cues;
    let pos = match token.pos() {
        Pos::Verb | Pos::Aux => CuePos::Verb,
        Pos::Noun | Pos::Propn => CuePos::Noun,
        Pos::Adj => CuePos::Adjective,
        _ => CuePos::Preposition,
    };
    cues.get(&lemma, pos).or_else(|| cues.of(&lemma).first()).or_else(|| cues.of(token.lower()).first())
}

fn holds(ranges: &[Range<usize>], i: usize) -> bool {
    ranges.iter().any(|range| range.contains(&i))
}

fn tops<'a>(context: Context<'a>, ranges: &[Range<usize>]) -> Vec<Token<'a>> {
    let outside = |token: &Token| token.is_root() || !holds(ranges, token.head().i);
    let is_word = |token: &Token| {
        !token.is_punct()
            && !token.is_space()
            && !matches!(token.dep(), Dep::Mark | Dep::Cc | Dep::Punct | Dep::Det | Dep::Case)
    };
    let tokens = ranges.iter().cloned().flat_map(|range| context.doc.slice(range));
    tokens.filter(|token| outside(token) && is_word(token)).collect()
}

/// The words of a text in lower case, without punctuation.
pub(super) fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '-'));
    words.filter(|word| word.chars().any(char::is_alphanumeric)).map(str::to_lowercase).collect()
}
