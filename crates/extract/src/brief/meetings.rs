//! Meetings as sentences.

use super::words::{closed, date, listed};
use super::{Item, Writer};
use rapporteur_record::{ActorId, ActorKind, Bound, Figure, Format, Meeting, MeetingStatus};
use std::collections::BTreeSet;

impl Writer<'_> {
    /// The meetings, those that were weighed by how much is known of them, those ahead for the end.
    pub(super) fn meetings(&self) -> Vec<Item> {
        self.record.meetings.iter().filter_map(|meeting| self.meeting_item(meeting)).collect()
    }

    fn meeting_item(&self, meeting: &Meeting) -> Option<Item> {
        let ahead = matches!(meeting.status, MeetingStatus::Scheduled | MeetingStatus::Proposed);
        let known = usize::from(meeting.place.is_some()) + usize::from(meeting.when.is_some());
        let fate = match meeting.status {
            MeetingStatus::Cancelled | MeetingStatus::Refused => 6.0,
            MeetingStatus::Ongoing => 4.0,
            _ => 0.0,
        };
        let (text, sentences) = match self.composed(meeting) {
            // The day of what lies ahead is told even where its sentence is.
            Some(text) if ahead && meeting.when.is_some() => (text, BTreeSet::new()),
            Some(text) => (text, self.sentences(&[meeting.evidence.first()])),
            None => self.in_own_words(meeting)?,
        };
        let told = if meeting.outcomes.is_empty() { 0.0 } else { 6.0 };
        let bare = if known == 0 { 12.0 } else { 0.0 };
        let depth = self.depth(meeting.evidence.first());
        let weight = 80.0 + 3.0 * known as f64 + told + fate - bare - depth;
        Some(Item {
            text,
            data: vec![meeting.id.into()],
            weight,
            ahead,
            sentences,
            voice: None,
            at: meeting.evidence.first(),
        })
    }

    /// The report's own sentence for a meeting of which too little is known to make one.
    fn in_own_words(&self, meeting: &Meeting) -> Option<(String, BTreeSet<usize>)> {
        let sentences = self.sentences(&[meeting.evidence.first()]);
        if self.spoken {
            return None;
        }
        let text = self.passages.sentence(*sentences.first()?)?;
        Some((text, sentences))
    }

    /// "The United States and Russia met in Geneva on 10 January 2022 for 7 hours or more.": where two parties have names and
    /// a place or date is known, or the meeting's fate is the news.
    fn composed(&self, meeting: &Meeting) -> Option<String> {
        let when = meeting.when.as_ref().and_then(|when| date(&when.value));
        let news =
            matches!(meeting.status, MeetingStatus::Cancelled | MeetingStatus::Refused | MeetingStatus::Proposed);
        let named = |id: &ActorId| self.record.actor(*id).name.starts_with(char::is_uppercase);
        let known = when.is_some() || meeting.place.is_some() || news;
        if meeting.parties.len() < 2 || !meeting.parties.iter().all(named) || !known {
            return None;
        }
        let call = meeting.format == Some(Format::Call);
        let mut text = listed(&self.parties(meeting));
        text += match (meeting.status, call) {
            (MeetingStatus::Held, true) => " spoke by telephone",
            (MeetingStatus::Held, false) => " met",
            (MeetingStatus::Ongoing, _) => " are meeting",
            (MeetingStatus::Scheduled, true) => " are due to speak by telephone",
            (MeetingStatus::Scheduled, false) => " are due to meet",
            (MeetingStatus::Proposed, _) => " may meet",
            (MeetingStatus::Cancelled, _) => " will not meet as planned",
            (MeetingStatus::Refused, _) => " will not meet",
        };
        if let Some(place) = meeting.place.as_ref().filter(|_| !call) {
            text += &format!(" in {}", place.name);
        }
        text += &when.map(|when| format!(" {when}")).unwrap_or_default();
        if let Some(hours) = meeting.duration_hours {
            text += &self.lasting(hours);
        }
        if let Some(series) = &meeting.series {
            text += &format!(" ({series})");
        }
        Some(closed(&text))
    }

    /// The parties by the persons who lead them, "Alonso Quiroga of Peru", where the text names one for each, else by name.
    fn parties(&self, meeting: &Meeting) -> Vec<String> {
        let led: Option<Vec<String>> = meeting.parties.iter().map(|&party| self.led(meeting, party)).collect();
        led.unwrap_or_else(|| meeting.parties.iter().map(|&party| self.names.one(party)).collect())
    }

    fn led(&self, meeting: &Meeting, party: ActorId) -> Option<String> {
        let state = self.record.actor(party);
        let country = state.country.as_ref().filter(|_| state.kind == ActorKind::State)?;
        let mut heads = meeting.heads.iter().filter(|&&head| self.record.actor(head).country.as_ref() == Some(country));
        match (heads.next(), heads.next()) {
            (Some(&head), None) if self.record.actor(head).name.contains(' ') => Some(self.names.of_side(head, party)),
            _ => None,
        }
    }

    /// " for 7 hours or more", " for half an hour".
    fn lasting(&self, hours: f64) -> String {
        let measures = |figure: &&Figure| figure.unit == "hour" && figure.value == hours;
        let figure = self.record.figures.iter().find(measures);
        let more = figure.is_some_and(|figure| figure.bound == Bound::AtLeast);
        let length = match hours {
            1.0 => "an hour".to_owned(),
            hours if hours < 1.0 => format!("{:.0} minutes", hours * 60.0),
            hours => format!("{hours} hours"),
        };
        format!(" for {length}{}", if more { " or more" } else { "" })
    }
}
