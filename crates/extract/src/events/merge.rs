//! One event a happening: what is told twice is joined, the evidence of both kept.

use super::operators::is_harmful;
use super::predicates::look_up;
use super::tree::lemma;
use super::{Coder, Draft};
use rapporteur_record::{ActorId, Event, EventType, Modality};
use rapporteur_text::{BlockKind, Token};
use std::collections::BTreeSet;

/// Joins the drafts, in text order.
pub fn join(coder: &Coder, mut drafts: Vec<Draft>) -> Vec<Event> {
    drafts.sort_by_key(|draft| (draft.trigger, draft.nominal));
    let mut joined: Vec<Draft> = Vec::new();
    for draft in drafts {
        match joined.iter_mut().find(|other| is_same(coder, other, &draft)) {
            Some(other) => absorb(other, draft),
            None => joined.push(draft),
        }
    }
    joined.into_iter().map(|draft| draft.event).collect()
}

/// Whether two drafts tell one happening.
fn is_same(coder: &Coder, a: &Draft, b: &Draft) -> bool {
    let (one, other) = (&a.event, &b.event);
    // An attack that some fear and others deny is one attack, though it has not come.
    let unreal = is_harmful(one.r#type) && is_unreal(one.modality) && is_unreal(other.modality);
    if one.r#type != other.r#type {
        return false;
    }
    // "Announced that they would leave" and "would leave".
    let within = a.chain.contains(&b.trigger) || b.chain.contains(&a.trigger);
    if within && same_side(coder, &one.source, &other.source) {
        return true;
    }
    if !unreal && !agree(one.modality, other.modality) || !same_time(one, other) {
        return false;
    }
    let doc = coder.context.doc;
    let (first, second) = (doc.token(a.trigger), doc.token(b.trigger));
    if first.i == second.i {
        return true;
    }
    if (is_its_content(a, b) || is_its_content(b, a)) && same_side(coder, &one.source, &other.source) {
        return true;
    }
    if !same_side(coder, &one.source, &other.source) || !same_side(coder, &one.target, &other.target) {
        return false;
    }
    match one.r#type {
        EventType::Consult => true,
        kind if is_deed(kind) => {
            let noun = if a.nominal { first } else { second };
            // "100,000 troops" are no name for what "moved 70,000 troops" tells.
            let named = a.nominal != b.nominal && look_up(&coder.who, noun).and_then(|class| class.event()).is_some();
            unreal || lemma(first) == lemma(second) || named || share(coder, a, b, 0.5)
        }
        // What is said again is one with what was said before; other words are told apart by what they say.
        _ if matches!(&*lemma(second), "reiterate" | "repeat" | "reaffirm") => true,
        // A heading says in short what stands below it.
        _ if one.mode == other.mode && (is_heading(coder, a) || is_heading(coder, b)) => true,
        _ => share(coder, a, b, if lemma(first) == lemma(second) { 0.4 } else { 0.6 }),
    }
}

fn is_heading(coder: &Coder, draft: &Draft) -> bool {
    let at = coder.context.doc.token(draft.trigger).span().start;
    coder.context.source.block_at(at).is_some_and(|block| block.kind == BlockKind::Heading)
}

/// Whether `inner` is what the statement that `outer` is says.
fn is_its_content(outer: &Draft, inner: &Draft) -> bool {
    outer.statement.is_some_and(|statement| inner.event.asserted_by.contains(&statement))
}

fn is_deed(kind: EventType) -> bool {
    use EventType::*;
    matches!(kind, Cooperate | Aid | Retreat | Protest | Sanction | Mobilize | Coerce | Assault)
}

fn agree(a: Modality, b: Modality) -> bool {
    let happened = |modality| matches!(modality, Modality::Actual | Modality::Ongoing);
    a == b || happened(a) && happened(b)
}

fn is_unreal(modality: Modality) -> bool {
    matches!(modality, Modality::Hypothetical | Modality::Planned | Modality::Negated)
}

/// Two times agree where one holds the other or one is not told.
fn same_time(a: &Event, b: &Event) -> bool {
    match (&a.when, &b.when) {
        (Some(a), Some(b)) => a.value.starts_with(&b.value) || b.value.starts_with(&a.value),
        _ => true,
    }
}

/// Two sides agree where one is part of the other, or both are of the same countries.
fn same_side(coder: &Coder, a: &[ActorId], b: &[ActorId]) -> bool {
    let subset = |a: &[ActorId], b: &[ActorId]| a.iter().all(|id| b.contains(id));
    if subset(a, b) || subset(b, a) {
        return true;
    }
    let countries = |ids: &[ActorId]| -> Option<BTreeSet<String>> {
        ids.iter().map(|id| coder.who.get(*id).country.clone()).collect()
    };
    match (countries(a), countries(b)) {
        (Some(a), Some(b)) => a == b,
        _ => false,
    }
}

/// Whether the clauses of two drafts share at least this part of the shorter one's content words.
fn share(coder: &Coder, a: &Draft, b: &Draft, least: f32) -> bool {
    let words = |draft: &Draft| -> BTreeSet<String> {
        let doc = coder.context.doc;
        let content = |token: &Token| {
            use rapporteur_text::Pos::*;
            matches!(token.pos(), Noun | Propn | Verb | Adj | Num)
        };
        let spans = draft.event.evidence.spans().iter();
        spans
            .flat_map(|span| doc.slice(doc.tokens_in((*span).into())))
            .filter(content)
            .map(|token| lemma(token).into_owned())
            .collect()
    };
    let (a, b) = (words(a), words(b));
    let shared = a.intersection(&b).count() as f32;
    shared >= least * a.len().min(b.len()).max(1) as f32
}

/// Takes over what the other draft adds. What the report says in its own voice is no longer only asserted.
fn absorb(into: &mut Draft, from: Draft) {
    let own_voice = into.event.asserted_by.is_empty() || from.event.asserted_by.is_empty();
    let event = &mut into.event;
    event.asserted_by = if own_voice {
        Vec::new()
    } else {
        let mut both = event.asserted_by.clone();
        both.extend(from.event.asserted_by);
        both.sort();
        both.dedup();
        both
    };
    event.denied_by.extend(from.event.denied_by);
    event.denied_by.sort();
    event.denied_by.dedup();
    event.source = longer(std::mem::take(&mut event.source), from.event.source);
    event.target = longer(std::mem::take(&mut event.target), from.event.target);
    event.target.retain(|id| !event.source.contains(id));
    event.when = event.when.take().or(from.event.when);
    event.place = event.place.take().or(from.event.place);
    event.mode = event.mode.or(from.event.mode);
    event.stale &= from.event.stale;
    for context in from.event.contexts {
        if !event.contexts.contains(&context) {
            event.contexts.push(context);
        }
    }
    event.evidence = event.evidence.clone().with(from.event.evidence.spans().iter().copied());
}

/// The longer of two sides, of which one is part of the other or both are of the same countries.
fn longer(a: Vec<ActorId>, b: Vec<ActorId>) -> Vec<ActorId> {
    if b.len() > a.len() { b } else { a }
}
