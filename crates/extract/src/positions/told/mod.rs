//! Stances that the report tells with a verb of its own: "the bloc opposes the deal", "the ministers underscored the need
//! for a ceasefire", "an idea that both support".
//!
//! In: the document, for whom its "we" and "they" speak ([`Voices`]), the stands known. Out: further stands, one for each
//! thing that the verb ([`verbs`]: how it tells a stance; [`things`]: on what), a noun with an owner ("our support for",
//! [`nouns`]), or the words before a list ([`lists`]) govern. [`holders`] tells whose they are.

mod holders;
mod lists;
mod nouns;
mod things;
mod verbs;

use super::voices::Voices;
use super::{Issue, Reading, Stand, of_ending};
use holders::holders;
use rapporteur_lexicon::StanceSense as Sense;
use rapporteur_record::{ActorId, Evidence, Firmness, Position, PositionId, Span, Stance};
use rapporteur_text::{Dep, Pos, Tag, Token};
use std::ops::Range;
use verbs::Way;

/// The stances told by verbs and nouns that no position in `known` rests on yet.
pub(super) fn told(reading: &Reading, voices: &Voices, known: &[Stand]) -> Vec<Stand> {
    let mut found: Vec<Stand> = Vec::new();
    for stand in reading.context.doc.tokens().flat_map(|token| tells(reading, voices, token)) {
        let again = |other: &&Stand| {
            other.position.actor == stand.position.actor
                && (other.about.contains(&stand.head) || stand.about.contains(&other.head))
        };
        let close = |other: &&Stand| {
            other.about.start + CLOSE > stand.about.start && other.about.start < stand.about.end + CLOSE
        };
        let near = found.iter().rev().take_while(close);
        if !near.chain(known.iter().filter(close)).any(|other| again(&other)) {
            found.push(stand);
        }
    }
    found
}

/// Tokens within which two stands can be about the same words.
const CLOSE: usize = 60;

fn tells(reading: &Reading, voices: &Voices, token: Token) -> Vec<Stand> {
    match token.pos() {
        Pos::Verb | Pos::Adj => {
            let mut stands = by_verb(reading, voices, token);
            stands.extend(by_agent(reading, voices, token));
            stands
        }
        Pos::Noun if token.is_root() && token.child(Dep::Nsubj).is_some() => by_verb(reading, voices, token),
        Pos::Noun => nouns::by_noun(reading, voices, token),
        Pos::Aux if verbs::is_must(token) || token.lemma() == "be" => by_verb(reading, voices, token),
        Pos::Punct if token.text() == ":" => lists::by_list(reading, voices, token),
        _ => Vec::new(),
    }
}

fn by_verb(reading: &Reading, voices: &Voices, verb: Token) -> Vec<Stand> {
    let Some(way) = verbs::way(reading, voices, verb) else { return Vec::new() };
    let things = things::things(reading, verb, way);
    if things.is_empty() {
        return Vec::new();
    }
    let holders = match way {
        Way::Must { .. } | Way::Needed(_) | Way::Nothing => voices.we(verb),
        // "Raising the tax will not do": of nobody.
        Way::Wont if holders::subject(verb).is_none() => Vec::new(),
        _ => holders(reading, voices, verb),
    };
    let range = verb.subtree();
    let told = things.into_iter().flat_map(|(stance, issue, noun)| {
        let holders = match noun {
            Some(noun) => voices.sharing(noun, holders.clone()),
            None => holders.clone(),
        };
        stands(verb, range.clone(), &holders, stance, issue)
    });
    told.collect()
}

/// "The plan was backed by Peru", "a bill opposed by the union": a passive verb of stance with those who take it.
fn by_agent(reading: &Reading, voices: &Voices, verb: Token) -> Vec<Stand> {
    let holder = verb.child(Dep::Agent).and_then(|by| by.child(Dep::Pobj)).filter(|_| verb.tag() == Tag::Vbn);
    let stance = match () {
        () if verb.child(Dep::Neg).is_some() => None,
        () if reading.has(verb, Sense::StandsFor) => Some(Stance::Supports),
        () if reading.has(verb, Sense::StandsAgainst) => Some(Stance::Opposes),
        () => None,
    };
    let (Some(holder), Some(stance)) = (holder, stance) else { return Vec::new() };
    let thing = match verb.dep() {
        // "Rebels backed by a state" are supplied rather than approved of.
        Dep::Acl => Some(verb.head()).filter(|noun| reading.actors.at(*noun).is_none()),
        _ => verb.child(Dep::Nsubjpass),
    };
    let issues = thing.map(|thing| reading.namer.issues(thing)).unwrap_or_default();
    let holders = voices.of(Some(holder), holder);
    issues.into_iter().flat_map(|issue| stands(verb, verb.subtree(), &holders, stance, issue)).collect()
}

/// A stand of each holder, resting on the words of `range` and of the issue within the sentence.
fn stands(at: Token, range: Range<usize>, holders: &[ActorId], stance: Stance, issue: Issue) -> Vec<Stand> {
    let stance = if issue.ending { of_ending(stance) } else { stance };
    let start = range.start.min(issue.tokens.start).max(at.sentence().start);
    let end = range.end.max(issue.tokens.end).min(at.sentence().end);
    let evidence = Span::from(at.doc().span(start..end));
    let position = |actor| Position {
        id: PositionId(0),
        issue: issue.name.clone(),
        actor,
        stance,
        firmness: Firmness::Stated,
        conditions: Vec::new(),
        deadline: None,
        statements: Vec::new(),
        events: Vec::new(),
        evidence: Evidence::new(evidence),
    };
    let stand =
        |&actor| Stand { position: position(actor), about: issue.tokens.clone(), head: issue.head, known: issue.known };
    holders.iter().map(stand).collect()
}
