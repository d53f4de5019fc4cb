//! One name for one issue over a report.
//!
//! In: stands in text order. Out: the same, with "the offer" named by what was offered, and a phrase that only adds to or
//! leaves out words of another one named like it.

use super::Stand;
use crate::Context;
use rapporteur_lexicon::StanceSense as Sense;
use rapporteur_record::Stance;
use rapporteur_text::{Pos, Token};

/// Names the issues alike that mean one thing, and leaves out those that stay too wide.
pub(super) fn settle(context: Context, stands: &mut Vec<Stand>) {
    for i in 0..stands.len() {
        let (before, rest) = stands.split_at_mut(i);
        take_up(context, &mut rest[0], before);
    }
    stands.retain(|stand| !is_wide(context, stand));
    let words: Vec<Vec<String>> = stands.iter().map(|stand| content_words(context, stand)).collect();
    for i in 0..stands.len() {
        // Of phrases with one head, one of whose words are all in the other, the first that says enough names both.
        let alike = |j: &usize| {
            let (a, b) = (&stands[*j], &stands[i]);
            head_of(context, a) == head_of(context, b) && (within(&words[*j], &words[i]) || one_intent(context, a, b))
        };
        let window = i.saturating_sub(NEAR)..i;
        if let Some(j) = window.filter(|j| !words[*j].is_empty()).find(alike) {
            let fuller = stands[i].known || words[j].len() > 1;
            if fuller {
                stands[i].position.issue = stands[j].position.issue.clone();
            }
        }
    }
}

/// Whether one party denies two intents that differ only in the verb for the deed: "to invade Chad", "of attacking Chad".
fn one_intent(context: Context, a: &Stand, b: &Stand) -> bool {
    let intent = context.lexicon.stances.has(context.doc.token(a.head).lemma(), Sense::Intent);
    let things = |stand: &Stand| {
        let tokens = context.doc.slice(stand.about.clone());
        tokens
            .filter(|token| matches!(token.pos(), Pos::Noun | Pos::Propn))
            .map(|token| token.lemma())
            .collect::<Vec<_>>()
    };
    let denied = a.position.stance == Stance::Denies && b.position.stance == Stance::Denies;
    denied && intent && a.position.actor == b.position.actor && things(a).len() > 1 && things(a) == things(b)
}

/// Most stands back to look for another name of an issue.
const NEAR: usize = 200;

/// "The offer" is named by what was offered before, "the ultimatum" by what was demanded.
fn take_up(context: Context, stand: &mut Stand, before: &[Stand]) {
    if !stand.known {
        return;
    }
    let has = |sense| context.lexicon.stances.has(context.doc.token(stand.head).lemma(), sense);
    let wanted = if has(Sense::Puts) {
        Stance::Offers
    } else if has(Sense::Insists) {
        Stance::Demands
    } else {
        return;
    };
    let other = |known: &&Stand| known.position.stance == wanted && known.position.actor != stand.position.actor;
    if let Some(known) = before.iter().rev().take(NEAR).find(other) {
        stand.position.issue = known.position.issue.clone();
        stand.known = false;
    }
}

/// Whether the issue is a noun that only takes something up, and nothing before says what.
fn is_wide(context: Context, stand: &Stand) -> bool {
    let stances = &context.lexicon.stances;
    let head = context.doc.token(stand.head);
    let wide = [Sense::Insists, Sense::Claims, Sense::Bare, Sense::General, Sense::Puts];
    stand.known && wide.iter().any(|&sense| stances.has(head.lemma(), sense))
}

fn head_of<'a>(context: Context<'a>, stand: &Stand) -> &'a str {
    let head = context.doc.token(stand.head);
    match context.lexicon.stances.nominal(head.lemma()) {
        Some(nominal) if head.pos() == Pos::Verb => nominal,
        _ => head.lemma(),
    }
}

/// The words that carry the meaning of an issue, its head first; numbers and what only orders left out.
fn content_words(context: Context, stand: &Stand) -> Vec<String> {
    let tells = |token: &Token| {
        matches!(token.pos(), Pos::Noun | Pos::Propn | Pos::Verb)
            || token.pos() == Pos::Adj && !matches!(token.lower(), "last" | "remaining" | "other" | "further" | "first")
    };
    let mut words = vec![head_of(context, stand).to_owned()];
    let rest = context.doc.slice(stand.about.clone()).filter(|token| token.i != stand.head).filter(tells);
    words.extend(rest.map(|token| token.lemma().to_lowercase()));
    words
}

fn within(a: &[String], b: &[String]) -> bool {
    let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    few.iter().all(|word| many.contains(word))
}
