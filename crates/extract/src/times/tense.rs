//! Which way a date lies: the tense of the predicate that governs it.

use crate::attach::head;
use crate::numbers::MONTHS;
use rapporteur_text::{Dep, Doc, Pos, Tag, Token};
use std::ops::Range;

/// Where the governing predicate puts a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    /// Before the publication.
    Past,
    /// Simple present: a timetable, or a habit.
    Present,
    /// After the publication.
    Future,
    /// Nothing says.
    Unknown,
}

/// Verbs and adjectives whose complement is yet to come.
const AHEAD: [&str; 17] = [
    "plan",
    "schedule",
    "expect",
    "set",
    "slate",
    "due",
    "intend",
    "propose",
    "tip",
    "anticipate",
    "hope",
    "aim",
    "ready",
    "likely",
    "poise",
    "prepare",
    "vow",
];

/// Verbs whose infinitive, even after a past tense, is yet to come; that of others tells what was done.
const RESOLVING: [&str; 20] = [
    "agree", "decide", "pledge", "promise", "offer", "want", "ask", "order", "invite", "urge", "call", "threaten",
    "seek", "announce", "wish", "demand", "require", "request", "need", "commit",
];

fn is_plan(verb: Token) -> bool {
    AHEAD.contains(&verb.lemma()) || RESOLVING.contains(&verb.lemma())
}

/// The tense of the predicate over the tokens of an expression.
pub(super) fn tense(doc: &Doc, tokens: Range<usize>) -> Tense {
    let dated = doc
        .slice(tokens.clone())
        .any(|token| token.text().starts_with(|c: char| c.is_ascii_digit()) || MONTHS.contains(&token.text()));
    let head = head(doc, tokens);
    let mut ahead = false;
    let path = std::iter::once(head).chain(head.ancestors());
    let mut infinitive = false;
    for token in path.take(24) {
        ahead |= matches!(token.lower(), "ahead" | "upcoming" | "forthcoming");
        if matches!(token.lemma(), "due" | "ready" | "likely") && token.pos() == Pos::Adj {
            return match auxiliary(token.head()) {
                // Who says that he was ready is so when he says it.
                Tense::Past if token.head().dep() != Dep::Ccomp => Tense::Past,
                _ => Tense::Future,
            };
        }
        if token.pos() != Pos::Verb && token.pos() != Pos::Aux {
            continue;
        }
        let tense = if ahead { Tense::Future } else { of_verb(token) };
        match tense {
            Tense::Unknown if has_to(token) => infinitive = true,
            Tense::Unknown => {}
            Tense::Past if infinitive && is_plan(token) => return Tense::Future,
            // "Proposed a third round on April 14": the day is that of what is proposed before it.
            Tense::Past if dated && AHEAD.contains(&token.lemma()) && is_behind_object(token, head) => {
                return Tense::Future;
            }
            Tense::Present if infinitive => return Tense::Future,
            known => return known,
        }
    }
    if infinitive || ahead { Tense::Future } else { Tense::Unknown }
}

/// Whether a date stands behind the verb's object.
fn is_behind_object(verb: Token, date: Token) -> bool {
    verb.child_of(&[Dep::Dobj]).is_some_and(|object| object.i < date.i)
}

/// The tense of one verb with its auxiliaries; `Unknown` where it has none of its own.
fn of_verb(verb: Token) -> Tense {
    match auxiliary(verb) {
        Tense::Unknown => {}
        Tense::Present if verb.tag() == Tag::Vbg || AHEAD.contains(&verb.lemma()) => return Tense::Future,
        Tense::Present if verb.tag() == Tag::Vbn => return Tense::Present,
        known => return known,
    }
    match verb.tag() {
        Tag::Vbd => Tense::Past,
        Tag::Vbz | Tag::Vbp if verb.lemma() == "be" && plans(verb) => Tense::Future,
        Tag::Vbz | Tag::Vbp if SAYING.contains(&verb.lemma()) => Tense::Past,
        Tag::Vbz | Tag::Vbp => Tense::Present,
        Tag::Vbn if AHEAD.contains(&verb.lemma()) => Tense::Future,
        Tag::Vbn if matches!(verb.lemma(), "follow" | "precede" | "accompany") => Tense::Unknown,
        Tag::Vbn if matches!(verb.dep(), Dep::Acl | Dep::Advcl | Dep::Relcl | Dep::Amod) => Tense::Past,
        _ => Tense::Unknown,
    }
}

/// Verbs whose present tense reports what was said: headlines, and quotations told in the present.
const SAYING: [&str; 8] = ["say", "tell", "add", "warn", "claim", "report", "urge", "insist"];

/// What the auxiliaries of a verb say.
fn auxiliary(verb: Token) -> Tense {
    let mut tense = Tense::Unknown;
    let own = (verb.pos() == Pos::Aux).then_some(verb);
    for aux in verb.children().filter(|child| matches!(child.dep(), Dep::Aux | Dep::Auxpass)).chain(own) {
        match (aux.lower(), aux.lemma(), aux.tag()) {
            ("will" | "'ll" | "’ll" | "shall" | "wo", _, _) => return Tense::Future,
            ("can" | "may" | "might" | "could" | "should" | "must" | "would", _, _) => return Tense::Future,
            (_, "have", _) => return Tense::Past,
            (_, "be" | "do" | "get", Tag::Vbd) => return Tense::Past,
            (_, "be" | "do" | "get", Tag::Vbz | Tag::Vbp) => tense = Tense::Present,
            _ => {}
        }
    }
    tense
}

/// "is to meet", "are due", "is set".
fn plans(verb: Token) -> bool {
    verb.children().any(|child| {
        matches!(child.dep(), Dep::Xcomp | Dep::Acomp) && (has_to(child) || AHEAD.contains(&child.lemma()))
    })
}

fn has_to(verb: Token) -> bool {
    verb.children().any(|child| child.dep() == Dep::Aux && child.lower() == "to")
}
