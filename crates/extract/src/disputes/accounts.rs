//! Two accounts of one event.

use super::{CLOSE, Fact, NEAR, Reading, SHARED};
use crate::positions::parties;
use rapporteur_record::{Act, ActorId, Dispute, DisputeKind, Event, EventType, Side, Statement};
use std::collections::BTreeMap;

impl Reading<'_> {
    /// Two accounts of one event: each side tells it of the other, and neither only denies.
    pub(super) fn accounts(&self, statements: &[Statement], facts: &[Fact], events: &[Event]) -> Vec<Dispute> {
        let mut nearest: BTreeMap<(ActorId, ActorId), (usize, usize, usize)> = BTreeMap::new();
        let tells = |statement: &Statement| {
            matches!(statement.act, Act::Assert | Act::Accuse | Act::Announce | Act::Assess | Act::Criticize)
                && !statement.joint
        };
        for (i, a) in facts.iter().enumerate().filter(|(i, _)| tells(&statements[*i])) {
            for (j, b) in facts.iter().enumerate().skip(i + 1).take(NEAR).filter(|(j, _)| tells(&statements[*j])) {
                let (Some(&one), Some(&other)) = (a.voice.first(), b.voice.first()) else { continue };
                // Whoever is accused tells their own account without a word of who accused them.
                let accused = statements[i].act == Act::Accuse && !b.named.contains(&other);
                let crossed = one != other && a.named.contains(&other) && (accused || b.named.contains(&one));
                let shared = a.words.intersection(&b.words).count();
                let hostile = j - i <= CLOSE
                    && self.blames(events, &statements[i], other)
                    && self.blames(events, &statements[j], one);
                let both = statements[i].act == Act::Accuse && statements[j].act == Act::Accuse;
                let enough = if both { 1 } else { SHARED };
                let pair = (one.min(other), one.max(other));
                if one != other
                    && (crossed && shared >= enough || hostile)
                    && nearest.get(&pair).is_none_or(|(most, _, _)| shared > *most)
                {
                    nearest.insert(pair, (shared, i, j));
                }
            }
        }
        let account = |(_, i, j): (usize, usize, usize)| {
            let (a, b) = (&statements[i], &statements[j]);
            let sides = vec![self.side(a), self.side(b)];
            self.dispute(DisputeKind::Account, &a.content, sides, &a.evidence, &b.evidence)
        };
        nearest
            .into_values()
            .map(account)
            .chain(statements.iter().filter_map(|statement| self.mutual(statement)))
            .collect()
    }

    /// Whether an event that the statement alone tells is a hostile deed of the party.
    fn blames(&self, events: &[Event], statement: &Statement, party: ActorId) -> bool {
        let hostile = |event: &&Event| matches!(event.r#type, EventType::Assault | EventType::Coerce);
        let told = |event: &&Event| event.asserted_by.contains(&statement.id);
        let own = |id: &ActorId| *id == party || self.actors.principal(*id) == Some(party);
        events.iter().filter(hostile).filter(told).any(|event| event.source.iter().any(own))
    }

    /// "Peru and Chile accused each other of raids": one sentence for two accusations.
    fn mutual(&self, statement: &Statement) -> Option<Dispute> {
        let each = self.tokens(&statement.content).any(|token| {
            token.lower() == "other" && token.previous().is_some_and(|before| before.lower() == "each")
                || token.lower() == "another" && token.previous().is_some_and(|before| before.lower() == "one")
        });
        let [one, other] = parties(self.actors, statement)[..] else { return None };
        let side = |actor| Side { actor: Some(actor), datum: statement.id.into() };
        let dispute = || {
            let sides = vec![side(one), side(other)];
            self.dispute(DisputeKind::Account, &statement.content, sides, &statement.evidence, &statement.evidence)
        };
        (each && matches!(statement.act, Act::Accuse | Act::Criticize)).then(dispute)
    }
}
