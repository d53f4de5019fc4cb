//! The report in short: at most twelve plain sentences, each resting on data of the record.
//!
//! In: a record without its brief. Out: the brief. Sentences follow one order (who met, how it went, what each side
//! wants, what is contested, what comes next) and are made of names, dates and the text's own words in quotation marks;
//! no sentence says more than its data.

use rapporteur_record::{
    Actor, ActorId, ActorKind, Bound, Brief, DatumId, Dispute, DisputeKind, Figure, Firmness, Highlight, Meeting,
    MeetingStatus, Position, Record, Span, Stance,
};

/// Most sentences of a brief.
const MOST: usize = 12;
/// Most positions told of one party.
const POSITIONS: usize = 3;
/// Most disputes told.
const DISPUTES: usize = 3;
/// Longest quoted passage, characters.
const QUOTE: usize = 160;

/// Writes the brief of a record.
pub fn write(record: &Record) -> Brief {
    let writer = Writer { record };
    let meetings = |wanted: fn(&MeetingStatus) -> bool| record.meetings.iter().filter(move |m| wanted(&m.status));
    let ahead = meetings(|status| matches!(status, MeetingStatus::Scheduled | MeetingStatus::Proposed));
    let next: Vec<Highlight> = ahead.map(|meeting| writer.meeting(meeting)).collect();
    let mut highlights: Vec<Highlight> = Vec::new();
    let held = meetings(|status| !matches!(status, MeetingStatus::Scheduled | MeetingStatus::Proposed));
    for meeting in held {
        highlights.push(writer.meeting(meeting));
        highlights.extend(writer.outcomes(meeting));
    }
    highlights.extend(writer.positions());
    highlights.extend(writer.disputes());
    highlights.truncate(MOST - next.len().min(MOST));
    highlights.extend(next);
    highlights.truncate(MOST);
    Brief { headline: writer.headline(), highlights }
}

struct Writer<'r> {
    record: &'r Record,
}

impl Writer<'_> {
    fn headline(&self) -> String {
        if let Some(title) = &self.record.report.title {
            return title.clone();
        }
        let told = self.record.meetings.first().map(|meeting| self.meeting(meeting).text);
        let first = || self.record.report.text.trim().lines().next().unwrap_or_default().to_owned();
        shorten(&told.unwrap_or_else(first), QUOTE)
    }

    /// "The United States and Russia met in Geneva on 10 January 2022 for at least 7 hours."
    fn meeting(&self, meeting: &Meeting) -> Highlight {
        let mut text = self.names(&meeting.parties);
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
            text = format!("{}{} of {}", if many { "" } else { "a " }, meeting.name, self.name(only));
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
        sentence(text, vec![meeting.id.into()])
    }

    fn outcomes(&self, meeting: &Meeting) -> Vec<Highlight> {
        let said = |outcome: &rapporteur_record::Outcome| {
            let speaker = if outcome.joint { "The two sides".to_owned() } else { self.names(&outcome.speaker) };
            let statement = self.record.statements.iter().find(|statement| statement.content.contains(&outcome.span));
            let datum = statement.map_or(DatumId::from(meeting.id), |statement| statement.id.into());
            sentence(format!("{speaker} said {}", quote(&outcome.text)), vec![datum])
        };
        meeting
            .outcomes
            .iter()
            .filter(|outcome| outcome.joint || !outcome.speaker.is_empty())
            .take(2)
            .map(said)
            .collect()
    }

    /// Each party's firmest stances.
    fn positions(&self) -> Vec<Highlight> {
        let mut actors: Vec<ActorId> = Vec::new();
        for position in &self.record.positions {
            if !actors.contains(&position.actor) {
                actors.push(position.actor);
            }
        }
        let of = |actor: ActorId| {
            let mut own: Vec<&Position> = self.record.positions.iter().filter(|own| own.actor == actor).collect();
            // What is denied stands with the disputes.
            own.retain(|position| position.stance != Stance::Denies);
            own.sort_by_key(|position| (firmness(position.firmness), position.id));
            own.truncate(POSITIONS);
            own.sort_by_key(|position| position.id);
            own.into_iter().map(|position| self.position(position)).collect::<Vec<_>>()
        };
        actors.into_iter().flat_map(of).collect()
    }

    fn position(&self, position: &Position) -> Highlight {
        let verb = match position.stance {
            Stance::Demands => "demands",
            Stance::Supports => "supports",
            Stance::Offers => "offers",
            Stance::Opposes => "opposes",
            Stance::Rejects => "rejects",
            Stance::Denies => "denies",
            Stance::Undecided => "is undecided on",
        };
        let words = position.statements.first().and_then(|id| self.record.statement(*id).content.first());
        let words = words.map(|span| format!(": {}", quote(self.quoted(*span)))).unwrap_or_default();
        let deadline =
            position.deadline.as_ref().map(|deadline| format!(", {}", by(&deadline.value))).unwrap_or_default();
        let text = format!("{} {verb} {}{deadline}{words}", self.name(position.actor), plain(&position.issue));
        sentence(text, vec![position.id.into()])
    }

    fn disputes(&self) -> Vec<Highlight> {
        self.record.disputes.iter().filter_map(|dispute| self.dispute(dispute)).take(DISPUTES).collect()
    }

    fn dispute(&self, dispute: &Dispute) -> Option<Highlight> {
        let [a, b] = &dispute.sides[..] else { return None };
        let side = |actor: Option<ActorId>| actor.map_or("the report".to_owned(), |actor| self.name(actor));
        let said = |datum: DatumId| match datum {
            DatumId::StatementId(id) => self.record.statement(id).content.first().copied(),
            DatumId::FigureId(id) => Some(self.record.figures[id.index()].what),
            _ => None,
        };
        let words = |datum: DatumId| said(datum).map(|span| quote(self.quoted(span)));
        let text = match dispute.kind {
            DisputeKind::Denial => {
                format!("{} says {}; {} denies {}", side(a.actor), words(a.datum)?, side(b.actor), words(b.datum)?)
            }
            DisputeKind::Figures => format!("Figures differ: {} and {}", words(a.datum)?, words(b.datum)?),
            // Told with each party's stances.
            DisputeKind::Positions | DisputeKind::Account => return None,
        };
        Some(sentence(text, vec![dispute.id.into(), a.datum, b.datum]))
    }

    fn quoted(&self, span: Span) -> &str {
        self.record.quote(span)
    }

    fn names(&self, actors: &[ActorId]) -> String {
        let names: Vec<String> = actors.iter().map(|&id| self.name(id)).collect();
        match &names[..] {
            [] => "The parties".into(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }

    /// The actor's name as it stands in a sentence.
    fn name(&self, id: ActorId) -> String {
        let Actor { name, kind, .. } = self.record.actor(id);
        let plural = name.starts_with("United ") || name.ends_with("Islands") || name.ends_with("Netherlands");
        let body = *kind == ActorKind::Igo && name.contains(' ');
        if (plural || body) && !name.starts_with("the ") { format!("the {name}") } else { name.clone() }
    }
}

fn firmness(firmness: Firmness) -> u8 {
    match firmness {
        Firmness::RedLine => 0,
        Firmness::Conditional => 1,
        Firmness::Firm => 2,
        Firmness::Flexible => 3,
        Firmness::Stated => 4,
    }
}

fn sentence(text: String, data: Vec<DatumId>) -> Highlight {
    let mut chars = text.trim_end_matches(['.', ' ']).chars();
    let first: String = chars.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    Highlight { text: format!("{first}{}.", chars.as_str()), data }
}

/// A passage in quotation marks; quotation marks inside become single ones.
fn quote(text: &str) -> String {
    let inner = plain(text).replace(['"', '“', '”'], "'");
    format!("“{}”", shorten(inner.trim_end_matches(['.', ',', ';', ' ']), QUOTE))
}

/// Without line breaks, and without a quotation mark that has no partner.
fn plain(text: &str) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let marks = flat.chars().filter(|c| matches!(c, '"' | '“' | '”')).count();
    if marks % 2 == 1 { flat.replace(['"', '“', '”'], "") } else { flat }
}

fn shorten(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => {
            let cut = text[..at].rfind(' ').unwrap_or(at);
            format!("{} …", text[..cut].trim_end_matches([',', ';']))
        }
        None => text.to_owned(),
    }
}

/// An EDTF date in words, with its preposition.
fn date(value: &str) -> String {
    match words(value) {
        (words, 3) => format!("on {words}"),
        (words, _) => format!("in {words}"),
    }
}

fn by(value: &str) -> String {
    format!("by the end of {}", words(value).0)
}

/// An EDTF date in words, and how many of year, month and day it has; anything else as it is written.
fn words(value: &str) -> (String, usize) {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let day = value.split('T').next().unwrap_or(value);
    let parts: Vec<Option<usize>> = day.split('-').map(|part| part.parse().ok()).collect();
    let month = |month: usize| MONTHS.get(month.wrapping_sub(1)).copied();
    match parts[..] {
        [Some(year), Some(m), Some(d)] if month(m).is_some() => (format!("{d} {} {year}", MONTHS[m - 1]), 3),
        [Some(year), Some(m)] if month(m).is_some() => (format!("{} {year}", MONTHS[m - 1]), 2),
        _ => (value.to_owned(), 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_as_people_write_them() {
        assert_eq!(date("2022-01-10"), "on 10 January 2022");
        assert_eq!(date("2021-06"), "in June 2021");
        assert_eq!(date("2021"), "in 2021");
        assert_eq!(by("2022-01"), "by the end of January 2022");
    }

    #[test]
    fn a_quotation_within_a_passage_gets_single_marks() {
        assert_eq!(quote("the meeting was “constructive”,"), "“the meeting was 'constructive'”");
        assert_eq!(quote("NATO’s “open-door policy"), "“NATO’s open-door policy”");
    }
}
