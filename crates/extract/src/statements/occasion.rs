//! Where and how something was said: the words for it.

use super::addressee::hearers;
use super::reading::Reading;
use rapporteur_record::Span;
use rapporteur_text::{Dep, Pos, Token};

/// Prepositions that bring in an occasion.
const PREPOSITIONS: [&str; 13] =
    ["in", "at", "during", "on", "through", "via", "over", "by", "following", "after", "before", "ahead", "to"];
/// Whom one speaks to where the hearing itself is the occasion.
const PRESS: [&str; 7] = ["reporter", "journalist", "medium", "press", "correspondent", "newsman", "audience"];

/// The occasion: "in a joint statement", "speaking to reporters", "told reporters".
pub(super) fn occasion(reading: &Reading) -> Option<Span> {
    let head = reading.head?;
    let mut at = head;
    for _ in 0..4 {
        if let Some(found) = at.children().find_map(|child| of_child(reading, child)) {
            return Some(found);
        }
        if at.is_root() || !matches!(at.dep(), Dep::Conj | Dep::Advcl | Dep::Xcomp | Dep::Ccomp | Dep::Dobj) {
            break;
        }
        at = at.head();
    }
    told_press(reading, head)
}

fn of_child(reading: &Reading, child: Token) -> Option<Span> {
    if reading.in_content(child) || reading.in_source(child) {
        return None;
    }
    match child.dep() {
        Dep::Prep if PREPOSITIONS.contains(&child.lower()) => {
            let noun = child.child(Dep::Pobj)?;
            (child.lower() != "to" && is_occasion(reading, noun)).then(|| span(reading, child))
        }
        Dep::Advcl | Dep::Prep
            if matches!(child.lemma(), "speak" | "talk" | "address" | "appear" | "testify" | "write") =>
        {
            (child.tag() == rapporteur_text::Tag::Vbg).then(|| span(reading, child))
        }
        _ => None,
    }
}

fn is_occasion(reading: &Reading, noun: Token) -> bool {
    let lemma = noun.lemma().to_lowercase();
    let acts = &reading.context.lexicon.acts;
    acts.is_occasion(&lemma) || noun.conjuncts().iter().skip(1).any(|noun| acts.is_occasion(noun.lemma()))
}

/// The words below `token`, up to where the content begins.
fn span(reading: &Reading, token: Token) -> Span {
    let subtree = token.subtree();
    let doc = token.doc();
    let mut end = token.i + 1;
    for next in doc.slice(token.i + 1..subtree.end) {
        if reading.in_content(next) || reading.in_source(next) || next.is_space() {
            break;
        }
        end = next.i + 1;
    }
    while end > token.i + 1 && doc.token(end - 1).is_punct() {
        end -= 1;
    }
    doc.span(subtree.start.min(token.i).max(token.i.saturating_sub(2))..end).into()
}

/// "told reporters"
fn told_press(reading: &Reading, head: Token) -> Option<Span> {
    let press = |noun: &Token| PRESS.contains(&noun.lemma().to_lowercase().as_str()) || noun.pos() == Pos::X;
    let hearer = hearers(reading).into_iter().find(|noun| press(noun) && noun.i > head.i)?;
    (hearer.i - head.i < 6).then(|| head.doc().span(head.i..hearer.i + 1).into())
}
