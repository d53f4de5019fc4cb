//! What the report's voices disagree on.
//!
//! In: actors, statements, figures and positions. Out: disputes: a denial and the claim that it denies; two figures for
//! one thing; opposed positions on one issue. A denial that meets no claim in the report stays a statement. Which of
//! several things a denial denies is not guessed: it is listed as unresolved.

use crate::{Context, actors::Actors, positions::Stand, positions::parties};
use rapporteur_lexicon::StanceSense;
use rapporteur_record::{
    Act, ActorId, DatumId, Dispute, DisputeId, DisputeKind, Evidence, Figure, Position, Side, Span, Stance, Statement,
    Unresolved,
};
use rapporteur_text::{Dep, Pos, Token};
use std::collections::{BTreeMap, BTreeSet};

/// Finds the disputes of a report.
pub fn find(
    context: Context,
    actors: &Actors,
    statements: &[Statement],
    figures: &[Figure],
    stands: &[Stand],
    unresolved: &mut Vec<Unresolved>,
) -> Vec<Dispute> {
    let reading = Reading { context, actors };
    let denials = reading.denials(statements);
    unresolved.extend(reading.ambiguous(statements));
    let all = denials.into_iter().chain(reading.figures(statements, figures)).chain(reading.positions(stands));
    all.enumerate().map(|(number, dispute)| Dispute { id: DisputeId(number as u32), ..dispute }).collect()
}

/// Words that two contents must share before one can deny the other.
const SHARED: usize = 2;

/// Most data, in text order, behind one with which it is compared: what stands further off is another subject.
const NEAR: usize = 60;

struct Reading<'a> {
    context: Context<'a>,
    actors: &'a Actors,
}

impl<'a> Reading<'a> {
    /// Each denial with the claims of others that share its subject.
    fn denials(&self, statements: &[Statement]) -> Vec<Dispute> {
        let mut found = Vec::new();
        for denial in statements.iter().filter(|statement| statement.act == Act::Deny) {
            let denied = self.words(&denial.content);
            let denier = parties(self.actors, denial);
            let opposed = |claim: &&Statement| {
                let voice = parties(self.actors, claim);
                matches!(claim.act, Act::Assert | Act::Accuse | Act::Warn | Act::Concern | Act::Announce | Act::Assess)
                    && !voice.is_empty()
                    && voice.iter().all(|party| !denier.contains(party))
                    && self.words(&claim.content).intersection(&denied).count() >= SHARED
            };
            for claim in statements.iter().filter(opposed) {
                let side = |statement: &Statement| Side {
                    actor: parties(self.actors, statement).first().copied().or(statement.speaker.first().copied()),
                    datum: statement.id.into(),
                };
                let sides = vec![side(claim), side(denial)];
                found.push(self.dispute(
                    DisputeKind::Denial,
                    &denial.content,
                    sides,
                    &claim.evidence,
                    &denial.evidence,
                ));
            }
        }
        found
    }

    /// Denials of two things joined by "and": it is open whether both or only their union is denied.
    fn ambiguous(&self, statements: &[Statement]) -> Vec<Unresolved> {
        let doc = self.context.doc;
        let joined = |statement: &&Statement| {
            let mut tokens = statement.content.iter().flat_map(|span| doc.slice(doc.tokens_in((*span).into())));
            let counted = statement.content.iter().any(|span| {
                let tokens = doc.tokens_in((*span).into());
                doc.slice(tokens).any(|token| token.dep() == Dep::Nummod)
            });
            counted && tokens.any(|token| token.dep() == Dep::Conj && matches!(token.pos(), Pos::Noun | Pos::Verb))
        };
        let reason = "the denial joins a number with something else: presence, number or intent may be denied";
        let denials = statements.iter().filter(|statement| statement.act == Act::Deny).filter(joined);
        let open = |denial: &Statement| Unresolved {
            what: "denial".into(),
            reason: reason.into(),
            evidence: Evidence::new(denial.content[0]),
        };
        denials.map(open).collect()
    }

    /// Two numbers of one unit, of one owner, that differ.
    fn figures(&self, statements: &[Statement], figures: &[Figure]) -> Vec<Dispute> {
        let mut found = Vec::new();
        for (number, a) in figures.iter().enumerate() {
            for b in &figures[number + 1..] {
                let one_thing = a.unit == b.unit && !a.of.is_empty() && a.of == b.of;
                let differ = a.value != b.value || a.high != b.high;
                // A duration, a share or a sum of one party's may be of anything.
                if !one_thing || !differ || self.same_clause(a, b) || is_measure(&a.unit) {
                    continue;
                }
                let voice = |figure: &Figure| {
                    let said = figure.asserted_by.first().or(figure.denied_by.first());
                    said.and_then(|id| parties(self.actors, &statements[id.index()]).first().copied())
                };
                let (same, reason) = scope(a, b);
                let sides = vec![
                    Side { actor: voice(a), datum: DatumId::FigureId(a.id) },
                    Side { actor: voice(b), datum: DatumId::FigureId(b.id) },
                ];
                let mut dispute =
                    self.dispute(DisputeKind::Figures, &[a.what, b.what], sides, &a.evidence, &b.evidence);
                (dispute.same_scope, dispute.reason) = (same, Some(reason));
                found.push(dispute);
            }
        }
        found
    }

    /// "From 120 to 60": two numbers of one clause tell a change, not a disagreement.
    fn same_clause(&self, a: &Figure, b: &Figure) -> bool {
        let doc = self.context.doc;
        let sentence =
            |figure: &Figure| doc.tokens_in(figure.what.into()).next().map(|i| doc.token(i).sentence_index());
        sentence(a) == sentence(b)
    }

    /// Stances of two parties that cannot both be had: those whose issues bear one name or name one third party ("NATO"),
    /// and of the many pairs that only share words the one that shares most.
    fn positions(&self, stands: &[Stand]) -> Vec<Dispute> {
        let mut found = Vec::new();
        let mut nearest: BTreeMap<(ActorId, ActorId), (usize, &Position, &Position)> = BTreeMap::new();
        let facts: Vec<(Vec<ActorId>, BTreeSet<&str>)> =
            stands.iter().map(|stand| (self.named(stand), self.words(stand.position.evidence.spans()))).collect();
        for (number, a) in stands.iter().enumerate() {
            for (next, b) in stands.iter().enumerate().skip(number + 1).take(NEAR) {
                let (a, b) = (&a.position, &b.position);
                if a.actor == b.actor || !opposed(a.stance, b.stance) {
                    continue;
                }
                let third = facts[number].0.iter().any(|actor| facts[next].0.contains(actor));
                if third || a.issue.eq_ignore_ascii_case(&b.issue) {
                    found.push(self.opposition(a, b));
                    continue;
                }
                let shared = facts[number].1.intersection(&facts[next].1).count();
                let pair = (a.actor.min(b.actor), a.actor.max(b.actor));
                if shared >= SHARED && nearest.get(&pair).is_none_or(|(most, _, _)| shared > *most) {
                    nearest.insert(pair, (shared, a, b));
                }
            }
        }
        found.extend(nearest.into_values().map(|(_, a, b)| self.opposition(a, b)));
        found
    }

    fn opposition(&self, a: &Position, b: &Position) -> Dispute {
        let side = |position: &Position| Side { actor: Some(position.actor), datum: position.id.into() };
        let sides = vec![side(a), side(b)];
        let dispute = self.dispute(DisputeKind::Positions, &[], sides, &a.evidence, &b.evidence);
        Dispute { about: a.issue.clone(), ..dispute }
    }

    /// The actors, other than its holder, that a position's issue names.
    fn named(&self, stand: &Stand) -> Vec<ActorId> {
        let doc = self.context.doc;
        let mut named = self.actors.within(doc, doc.span(stand.about.clone()));
        named.retain(|&actor| actor != stand.position.actor);
        named
    }

    fn dispute(&self, kind: DisputeKind, about: &[Span], sides: Vec<Side>, a: &Evidence, b: &Evidence) -> Dispute {
        let words: Vec<&str> = about.iter().map(|span| span.of(self.context.doc.text())).collect();
        Dispute {
            id: DisputeId(0),
            kind,
            about: words.join(" … "),
            same_scope: None,
            reason: None,
            sides,
            evidence: a.clone().with(b.spans().iter().copied()),
        }
    }

    /// The lemmas of the words that carry the meaning of some spans.
    fn words(&self, spans: &[Span]) -> BTreeSet<&'a str> {
        let doc = self.context.doc;
        let tells = |token: &Token| {
            matches!(token.pos(), Pos::Noun | Pos::Propn | Pos::Verb)
                && token.dep() != Dep::Aux
                && !self.context.lexicon.stances.has(token.lemma(), StanceSense::General)
        };
        let tokens = spans.iter().flat_map(|span| doc.slice(doc.tokens_in((*span).into())));
        tokens.filter(tells).map(|token| token.lemma()).collect()
    }
}

/// Units of measure, of which one party may have many amounts at once.
fn is_measure(unit: &str) -> bool {
    matches!(unit, "percent" | "hour" | "day" | "week" | "month" | "year" | "minute" | "kilometre" | "mile")
        || unit.len() == 3 && unit.chars().all(char::is_uppercase)
}

/// Whether two figures count the same, as far as time and place tell.
fn scope(a: &Figure, b: &Figure) -> (Option<bool>, String) {
    let time = (a.when.as_ref().map(|when| &when.value), b.when.as_ref().map(|when| &when.value));
    let place = (a.place.as_ref().map(|place| &place.name), b.place.as_ref().map(|place| &place.name));
    match (time, place) {
        ((Some(a), Some(b)), _) if a != b => (Some(false), "they are of different times".into()),
        (_, (Some(a), Some(b))) if a != b => (Some(false), "they are of different places".into()),
        ((Some(_), Some(_)), _) => (Some(true), "one unit, one owner, one time".into()),
        _ => (None, "one unit and one owner; the text does not say whether both count at one time and place".into()),
    }
}

fn opposed(a: Stance, b: Stance) -> bool {
    let wants = |stance| matches!(stance, Stance::Demands | Stance::Supports);
    let bars = |stance| matches!(stance, Stance::Rejects | Stance::Opposes);
    wants(a) && bars(b) || bars(a) && wants(b)
}
