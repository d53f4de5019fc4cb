//! What the lexicon's frames alone say of a candidate: a first opinion, which the ranker weighs with the learned ones.
//!
//! It is what carries a word that a user has added to the table, and a kind of report that training has not seen.

use super::contents::{Content, Kind, quoted_share};
use super::vocabulary::frame_bit;
use super::words::{Quoted, Words};
use rapporteur_lexicon::Frame;
use rapporteur_text::{Dep, Pos};

/// How well `content` fits the frames of `cue`, from 0 to 1. A word that is not in the lexicon fits nothing.
pub(super) fn fit(words: &Words, cue: usize, content: &Content) -> f32 {
    // "is wary that": the adjective is the word of the lexicon, the verb its carrier.
    let complement = words.child(cue, Dep::Acomp).filter(|_| words.list[cue].pos == Pos::Aux);
    let lexeme = &words.list[complement.unwrap_or(cue)].lexeme;
    if lexeme.class == 0 {
        return 0.0;
    }
    let takes = |frame: Frame| lexeme.frames & frame_bit(&frame) != 0;
    let certain = match (lexeme.class, lexeme.pos) {
        (1, 1) => 1.0,
        (2 | 3, 1) => 0.85,
        _ => 0.7,
    };
    let clausal = if takes(Frame::Clause) || takes(Frame::Quote) { 0.9 } else { 0.3 };
    let hung = match content.kind {
        Kind::Child => match Dep::ALL.get(content.detail as usize) {
            Some(Dep::Ccomp) => clausal,
            Some(Dep::Xcomp) if takes(Frame::Infinitive) => 0.85,
            Some(Dep::Dobj) if takes(Frame::Object) && words.child(cue, Dep::Ccomp).is_none() => 0.6,
            Some(Dep::Acl | Dep::Relcl) if lexeme.pos == 2 && clausal > 0.5 => 0.6,
            Some(Dep::Acomp) if complement.is_some_and(|it| words.child(it, Dep::Ccomp).is_some()) => 0.75,
            Some(Dep::Oprd | Dep::Acomp | Dep::Attr) if takes(Frame::Object) => 0.3,
            _ => 0.1,
        },
        Kind::ObjectAndVerb if takes(Frame::Infinitive) && takes(Frame::Hearer) => 0.88,
        Kind::ObjectClause if takes(Frame::Clause) => 0.5,
        Kind::Under if lexeme.frames & frame_bit(&Frame::Preposition(String::new())) != 0 => 0.55,
        Kind::According if lexeme.pos == 1 && lexeme.class == 1 => 0.8,
        Kind::Rest | Kind::Before | Kind::After if clausal > 0.5 && has_no_clause(words, cue) => 0.3,
        Kind::Quote | Kind::Quotes | Kind::QuoteSplit | Kind::QuoteGroup | Kind::QuoteNext if takes(Frame::Quote) => {
            quotation(words, cue, content)
        }
        _ => 0.1,
    };
    certain * hung
}

fn has_no_clause(words: &Words, cue: usize) -> bool {
    ![Dep::Ccomp, Dep::Xcomp, Dep::Dobj].iter().any(|&dep| words.child(cue, dep).is_some())
}

/// A quotation fits where the cue stands outside it and nothing else is reported.
fn quotation(words: &Words, cue: usize, content: &Content) -> f32 {
    let outside = words.list[cue].quoted == Quoted::No && quoted_share(words, &content.pieces) > 0.99;
    if !outside {
        return 0.1;
    }
    let sentence = words.sentence(cue);
    let within = words.child(cue, Dep::Ccomp).is_some_and(|clause| {
        let whole = words.subtree(clause);
        content.pieces.first().is_some_and(|first| first > whole.start) && whole.contains(&(cue + 1))
    });
    let all = if content.pieces.len() * 2 > sentence.len() { 0.93 } else { 0.7 };
    match content.kind {
        _ if within => 0.2,
        Kind::QuoteNext => 0.5,
        Kind::QuoteSplit | Kind::QuoteGroup => 0.95,
        _ => all,
    }
}
