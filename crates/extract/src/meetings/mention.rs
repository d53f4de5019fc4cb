//! One place of the report that speaks of a meeting, and which meeting it speaks of.

use super::{Status, add};
use crate::{Context, actors::Actors};
use rapporteur_record::{Actor, ActorId, ActorKind, Evidence, Format, Meeting, MeetingId, Place, Sector, Span, When};
use std::ops::Range;

/// One place that speaks of a meeting.
pub(super) struct Mention {
    pub name: String,
    pub series: Option<String>,
    pub format: Option<Format>,
    pub status: Option<Status>,
    /// Whom the text names as meeting.
    pub people: Vec<ActorId>,
    /// States that officials among them are of, by ISO code, with the tokens that name them.
    pub states: Vec<(String, Range<usize>)>,
    /// The states and bodies among them or behind them, once sides are taken.
    pub parties: Vec<ActorId>,
    /// The persons who lead them, once sides are taken.
    pub heads: Vec<ActorId>,
    pub when: Option<When>,
    pub place: Option<Place>,
    /// Whether the text takes the meeting for known: "the talks".
    pub definite: bool,
    /// Whether it is another one of those before: "a third round".
    pub again: bool,
    pub follows: Option<MeetingId>,
    pub span: Span,
}

impl Mention {
    /// Tells states and bodies from the persons who lead them; the state of an official that nothing else names is named by
    /// its official.
    pub(super) fn take_sides(&mut self, context: Context, actors: &mut Actors) {
        for id in std::mem::take(&mut self.people) {
            let side = actors.side(context.doc, &context.lexicon.actors, id);
            let actor = actors.get(id);
            if is_crowd(actor) {
                continue;
            }
            if actor.kind == ActorKind::Person {
                add(&mut self.heads, vec![id]);
                add(&mut self.parties, side.into_iter().collect());
            } else {
                add(&mut self.parties, vec![side.unwrap_or(id)]);
            }
        }
        for (country, tokens) in std::mem::take(&mut self.states) {
            let state = actors.named_state(context.doc, &context.lexicon.actors, &country, tokens);
            add(&mut self.parties, state.into_iter().collect());
        }
    }

    /// Whether it can speak of a meeting that was found before.
    pub(super) fn is_of(&self, meeting: &Meeting) -> bool {
        let shared = self.parties.iter().filter(|party| meeting.parties.contains(party)).count();
        let agree = self.parties.is_empty()
            || meeting.parties.is_empty()
            || shared == self.parties.len().min(meeting.parties.len());
        let same_day = match (&self.when, &meeting.when) {
            (Some(a), Some(b)) => a.value == b.value || self.same_place(meeting) && (holds(a, b) || holds(b, a)),
            _ => self.definite || shared > 1,
        };
        // Many who meet are not two who met.
        let wider = meeting.parties.len() > 1 && self.parties.len() > meeting.parties.len() + 1;
        // Another round is not the one that it follows.
        let over = matches!(meeting.status, Status::Held | Status::Refused | Status::Cancelled);
        let anew = over && self.follows == Some(meeting.id)
            || self.status == Some(Status::Proposed) && matches!(meeting.status, Status::Refused | Status::Cancelled);
        agree && same_day && !wider && !anew
    }

    /// Whether both are said to be in one place.
    fn same_place(&self, meeting: &Meeting) -> bool {
        let name = |place: &Option<Place>| place.as_ref().map(|place| place.name.clone());
        self.place.is_some() && name(&self.place) == name(&meeting.place)
    }

    pub(super) fn join(mut self, meeting: &mut Meeting) {
        meeting.evidence = meeting.evidence.clone().with([self.span]);
        add(&mut meeting.parties, self.parties);
        add(&mut meeting.heads, self.heads);
        meeting.series = meeting.series.take().or(self.series);
        let narrower = |(known, own): (&When, &When)| holds(known, own);
        if meeting.when.as_ref().zip(self.when.as_ref()).is_some_and(narrower) {
            // What is told with its day is told with its name as well.
            (meeting.when, meeting.name) = (self.when.take(), self.name);
        }
        meeting.when = meeting.when.take().or(self.when);
        meeting.place = meeting.place.take().or(self.place);
        meeting.format = meeting.format.or(self.format);
        if let Some(Status::Cancelled | Status::Refused) = self.status {
            meeting.status = self.status.unwrap_or(meeting.status);
        }
    }

    /// The meeting that it is the first to speak of, if it says enough.
    pub(super) fn found(self, number: usize) -> Option<Meeting> {
        let party = !self.parties.is_empty();
        let settled = self.when.is_some() && self.place.is_some();
        let enough = self.parties.len() > 1
            || party && (self.when.is_some() || self.place.is_some())
            || self.follows.is_some() && settled;
        let status = self.status?;
        let format = self.format.or(match self.parties.len() {
            2 => Some(Format::Bilateral),
            3.. => Some(Format::Multilateral),
            _ => None,
        });
        enough.then(|| Meeting {
            id: MeetingId(number as u32),
            name: self.name,
            series: self.series,
            format,
            status,
            parties: self.parties,
            heads: self.heads,
            when: self.when,
            place: self.place,
            duration_hours: None,
            outcomes: Vec::new(),
            follows: self.follows,
            evidence: Evidence::new(self.span),
        })
    }
}

/// Whether one date is a stretch of days in which the other lies: "next week", "in May". ISO dates compare as they are written.
fn holds(stretch: &When, day: &When) -> bool {
    let within = match stretch.value.split_once('/') {
        Some((first, last)) => first <= &*day.value && &*day.value <= last,
        None => day.value.starts_with(&*stretch.value),
    };
    within && !day.value.contains('/') && stretch.value != day.value
}

/// People under a mere description, who meet somebody but are no party: "leaders", "activists".
fn is_crowd(actor: &Actor) -> bool {
    actor.kind == ActorKind::Group
        && actor.members.is_empty()
        && (actor.country.is_none() && matches!(actor.sector, None | Some(Sector::Gov | Sector::Opp))
            || actor.sector == Some(Sector::Cvl))
        && !matches!(&*actor.name, "opposition" | "rebels")
        && !actor.name.contains(char::is_uppercase)
}
