//! Meetings as sentences.

use super::words::{closed, date};
use super::{Item, Writer};
use rapporteur_record::{Bound, Figure, Meeting, MeetingStatus};

impl Writer<'_> {
    /// The meetings, those that were weighed by how much is known of them, those ahead for the end.
    pub(super) fn meetings(&self) -> Vec<Item> {
        self.record.meetings.iter().filter_map(|meeting| self.meeting_item(meeting)).collect()
    }

    fn meeting_item(&self, meeting: &Meeting) -> Option<Item> {
        let ahead = matches!(meeting.status, MeetingStatus::Scheduled | MeetingStatus::Proposed);
        // Who met nobody and nowhere is better told in the report's own words.
        let known = usize::from(meeting.place.is_some()) + usize::from(meeting.when.is_some());
        if meeting.parties.len() < 2 && known < 2 || meeting.parties.is_empty() {
            return None;
        }
        let fate = match meeting.status {
            MeetingStatus::Cancelled | MeetingStatus::Refused => 6.0,
            MeetingStatus::Ongoing => 4.0,
            _ => 0.0,
        };
        let told = if meeting.outcomes.is_empty() { 0.0 } else { 6.0 };
        let weight = 80.0 + 3.0 * known as f64 + told + fate - self.depth(meeting.evidence.first());
        Some(Item {
            text: self.meeting(meeting),
            data: vec![meeting.id.into()],
            weight,
            ahead,
            // A sentence that tells of a meeting may tell more than that.
            sentences: Default::default(),
            voice: None,
        })
    }

    /// "The United States and Russia met in Geneva on 10 January 2022 for at least 7 hours."
    fn meeting(&self, meeting: &Meeting) -> String {
        let mut text = self.names.all(&meeting.parties);
        text += match meeting.status {
            MeetingStatus::Held => " met",
            MeetingStatus::Ongoing => " are meeting",
            MeetingStatus::Scheduled => " are due to meet",
            MeetingStatus::Proposed => " may meet",
            MeetingStatus::Cancelled => " will not meet as planned",
            MeetingStatus::Refused => " will not meet",
        };
        if let [only] = meeting.parties[..] {
            let many = meeting.name.ends_with('s');
            let be = if many { "are" } else { "is" };
            text = format!("{}{} of {}", if many { "" } else { "a " }, meeting.name, self.names.one(only));
            text += &match meeting.status {
                MeetingStatus::Held => format!(" {} held", if many { "were" } else { "was" }),
                MeetingStatus::Ongoing => format!(" {be} under way"),
                MeetingStatus::Scheduled => format!(" {be} due"),
                MeetingStatus::Proposed => format!(" {be} proposed"),
                MeetingStatus::Cancelled => format!(" {be} called off"),
                MeetingStatus::Refused => format!(" {be} refused"),
            };
        }
        if let Some(place) = &meeting.place {
            text += &format!(" in {}", place.name);
        }
        if let Some(when) = &meeting.when {
            text += &format!(" {}", date(&when.value));
        }
        if let Some(hours) = meeting.duration_hours {
            text += &format!(" for {hours} hours");
            let measures = |figure: &&Figure| figure.unit == "hour" && figure.value == hours;
            if self.record.figures.iter().find(measures).is_some_and(|figure| figure.bound == Bound::AtLeast) {
                text += " or more";
            }
        }
        if let Some(series) = &meeting.series {
            text += &format!(" ({series})");
        }
        closed(&text)
    }
}
