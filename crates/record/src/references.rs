//! Which data of a record name which others.

use crate::{DatumId, Record};

impl Record {
    /// Whether the record has the datum.
    pub fn holds(&self, id: DatumId) -> bool {
        match id {
            DatumId::ActorId(id) => id.index() < self.actors.len(),
            DatumId::StatementId(id) => id.index() < self.statements.len(),
            DatumId::EventId(id) => id.index() < self.events.len(),
            DatumId::FigureId(id) => id.index() < self.figures.len(),
            DatumId::MeetingId(id) => id.index() < self.meetings.len(),
            DatumId::PositionId(id) => id.index() < self.positions.len(),
            DatumId::DisputeId(id) => id.index() < self.disputes.len(),
        }
    }

    /// Every datum that a datum of the record names, as often as it is named.
    pub fn references(&self) -> Vec<DatumId> {
        let mut ids: Vec<DatumId> = Vec::new();
        fn put<T: Copy + Into<DatumId>>(ids: &mut Vec<DatumId>, more: &[T]) {
            ids.extend(more.iter().map(|id| (*id).into()));
        }
        for actor in &self.actors {
            put(&mut ids, &actor.members);
        }
        for statement in &self.statements {
            for actors in [&statement.speaker, &statement.on_behalf_of, &statement.addressee, &statement.reported_by] {
                put(&mut ids, actors);
            }
        }
        for event in &self.events {
            put(&mut ids, &event.source);
            put(&mut ids, &event.target);
            put(&mut ids, &event.asserted_by);
            put(&mut ids, &event.denied_by);
        }
        for figure in &self.figures {
            put(&mut ids, &figure.of);
            put(&mut ids, &figure.asserted_by);
            put(&mut ids, &figure.denied_by);
        }
        for meeting in &self.meetings {
            put(&mut ids, &meeting.parties);
            put(&mut ids, &meeting.heads);
            put(&mut ids, meeting.follows.as_slice());
            meeting.outcomes.iter().for_each(|outcome| put(&mut ids, &outcome.speaker));
        }
        for position in &self.positions {
            put(&mut ids, &[position.actor]);
            put(&mut ids, &position.statements);
            put(&mut ids, &position.events);
        }
        for dispute in &self.disputes {
            ids.extend(dispute.sides.iter().map(|side| side.datum));
            ids.extend(dispute.sides.iter().filter_map(|side| side.actor).map(DatumId::from));
        }
        ids.extend(self.brief.highlights.iter().flat_map(|highlight| &highlight.data).copied());
        ids
    }
}
