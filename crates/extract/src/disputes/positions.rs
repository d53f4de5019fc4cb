//! Opposed stances on one issue.

use super::{NEAR, Reading, SHARED};
use crate::positions::Stand;
use rapporteur_lexicon::StanceSense;
use rapporteur_record::{ActorId, ActorKind, Dispute, DisputeKind, Position, Side, Stance};
use rapporteur_text::{Dep, Pos, Token};
use std::collections::{BTreeMap, BTreeSet};

impl<'a> Reading<'a> {
    /// Stances of two parties that cannot both be had: those whose issues bear one name or name one third body ("NATO"), and of
    /// the many pairs that share words of the issue and of what is said the one that shares most. Two issues that only
    /// concern one state may be anything.
    pub(super) fn positions(&self, stands: &[Stand]) -> Vec<Dispute> {
        let mut found = Vec::new();
        let mut nearest: BTreeMap<(ActorId, ActorId), (usize, &Position, &Position)> = BTreeMap::new();
        let facts: Vec<(Vec<ActorId>, BTreeSet<&str>)> =
            stands.iter().map(|stand| (self.bodies(stand), self.words(stand.position.evidence.spans()))).collect();
        let joint = together(stands);
        let issues: Vec<BTreeSet<&str>> = stands.iter().map(|stand| self.issue_words(stand)).collect();
        for (number, a) in stands.iter().enumerate() {
            for (next, b) in stands.iter().enumerate().skip(number + 1).take(NEAR) {
                let (a, b) = (&a.position, &b.position);
                if a.actor == b.actor || !opposed(a.stance, b.stance) || joint.contains(&pair(a, b)) {
                    continue;
                }
                let third = facts[number].0.iter().any(|actor| facts[next].0.contains(actor));
                if third || a.issue.eq_ignore_ascii_case(&b.issue) {
                    found.push(self.opposition(a, b));
                    continue;
                }
                let shared = facts[number].1.intersection(&facts[next].1).count();
                let one = issues[number].intersection(&issues[next]).count() > 0;
                if one && shared >= SHARED && nearest.get(&pair(a, b)).is_none_or(|(most, _, _)| shared > *most) {
                    nearest.insert(pair(a, b), (shared, a, b));
                }
            }
        }
        found.extend(nearest.into_values().map(|(_, a, b)| self.opposition(a, b)));
        for (number, stand) in stands.iter().enumerate() {
            let Some(owner) = self.answered(stand) else { continue };
            let position = &stand.position;
            let put = |known: &&Position| {
                let wants = opposed(known.stance, position.stance);
                known.actor == owner && wants && !joint.contains(&pair(known, position))
            };
            let before = &stands[number.saturating_sub(NEAR)..number];
            let Some(known) = before.iter().rev().map(|stand| &stand.position).find(put) else { continue };
            let between = |dispute: &Dispute| {
                let actors = [Some(known.actor), Some(position.actor)];
                dispute.sides.iter().all(|side| actors.contains(&side.actor))
            };
            if !found.iter().any(between) {
                found.push(self.opposition(known, position));
            }
        }
        found
    }

    /// "Opposed Peru's proposal": whose words they are that a stance turns down.
    fn answered(&self, stand: &Stand) -> Option<ActorId> {
        const WORDS: [StanceSense; 4] =
            [StanceSense::Puts, StanceSense::Insists, StanceSense::Claims, StanceSense::Wish];
        let stances = &self.context.lexicon.stances;
        let put =
            |noun: &Token| noun.lemma() == "statement" || WORDS.iter().any(|&sense| stances.has(noun.lemma(), sense));
        let tokens = self.context.doc.slice(stand.about.clone());
        let owner =
            tokens.filter(|noun| noun.pos() == Pos::Noun && put(noun)).find_map(|noun| noun.child(Dep::Poss))?;
        let owner = self.actors.at(owner)?;
        let party = self.actors.principal(owner).unwrap_or(owner);
        let against = matches!(stand.position.stance, Stance::Opposes | Stance::Rejects);
        (against && party != stand.position.actor).then_some(party)
    }

    fn opposition(&self, a: &Position, b: &Position) -> Dispute {
        let side = |position: &Position| Side { actor: Some(position.actor), datum: position.id.into() };
        let sides = vec![side(a), side(b)];
        let dispute = self.dispute(DisputeKind::Positions, &[], sides, &a.evidence, &b.evidence);
        Dispute { about: a.issue.clone(), ..dispute }
    }

    /// The bodies, other than its holder, that a position's issue names.
    fn bodies(&self, stand: &Stand) -> Vec<ActorId> {
        let doc = self.context.doc;
        let mut named = self.actors.within(doc, doc.span(stand.about.clone()));
        named.retain(|&actor| {
            let kind = self.actors.get(actor).kind;
            actor != stand.position.actor && matches!(kind, ActorKind::Igo | ActorKind::Organization | ActorKind::Ngo)
        });
        named
    }

    /// The lemmas that carry the meaning of an issue, names of states and persons left out.
    fn issue_words(&self, stand: &Stand) -> BTreeSet<&'a str> {
        let mut words = self.words(&[self.context.doc.span(stand.about.clone()).into()]);
        let doc = self.context.doc;
        let named = doc.slice(stand.about.clone()).filter(|token| self.actors.country_of(*token).is_some());
        named.for_each(|token| {
            words.remove(token.lemma());
        });
        words
    }
}

/// The holders of two positions, in one order.
fn pair(a: &Position, b: &Position) -> (ActorId, ActorId) {
    (a.actor.min(b.actor), a.actor.max(b.actor))
}

/// Parties who take one stance in the same words: those of a joint statement are not at odds with each other.
fn together(stands: &[Stand]) -> BTreeSet<(ActorId, ActorId)> {
    let mut pairs = BTreeSet::new();
    for (number, a) in stands.iter().enumerate() {
        for b in stands.iter().skip(number + 1).take(NEAR) {
            let (a, b) = (&a.position, &b.position);
            if a.actor != b.actor
                && a.stance == b.stance
                && a.evidence.first() == b.evidence.first()
                && a.issue == b.issue
            {
                pairs.insert(pair(a, b));
            }
        }
    }
    pairs
}

fn opposed(a: Stance, b: Stance) -> bool {
    let wants = |stance| matches!(stance, Stance::Demands | Stance::Supports | Stance::Offers);
    let bars = |stance| matches!(stance, Stance::Rejects | Stance::Opposes);
    wants(a) && bars(b) || bars(a) && wants(b)
}
