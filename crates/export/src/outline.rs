//! What a person is shown of a record, in which order: the common ground of all forms for people.

use rapporteur_record::{
    Act, Actor, ActorId, ActorKind, Bound, DatumId, Evidence, Figure, Format, Meeting, MeetingStatus, Modality,
    Polarity, Record, Span, Statement, Unresolved,
};

/// A record as headings and lines.
pub struct Outline {
    /// The report's headline, or the first words of its text.
    pub headline: String,
    /// Date, publisher and byline, as far as they are known.
    pub source: Vec<String>,
    /// The sections that have something in them.
    pub sections: Vec<Section>,
}

/// Lines of one kind.
pub struct Section {
    /// Heading.
    pub title: &'static str,
    /// Lines, in the order of the record.
    pub lines: Vec<Line>,
}

/// One datum in words.
pub struct Line {
    /// Whom or what it is about; may be empty.
    pub subject: String,
    /// What is said of it.
    pub text: String,
    /// The datum; `None` for what is unresolved.
    pub datum: Option<DatumId>,
    /// Where the text says it.
    pub spans: Vec<Span>,
}

/// Puts a record in words.
pub fn outline(record: &Record) -> Outline {
    let sections = [
        ("In short", highlights(record)),
        ("Parties", parties(record)),
        ("Who said what", record.statements.iter().map(|statement| said(record, statement)).collect()),
        ("What happened", events(record)),
        ("Figures", record.figures.iter().map(|figure| counted(record, figure)).collect()),
        ("Meetings", record.meetings.iter().map(|meeting| met(record, meeting)).collect()),
        ("Where each stands", positions(record)),
        ("In dispute", disputes(record)),
        ("Unresolved", record.unresolved.iter().map(|item| open(record, item)).collect()),
    ];
    let sections = sections.into_iter().map(|(title, lines)| Section { title, lines });
    let report = &record.report;
    let first = report.text.trim().lines().next().unwrap_or_default();
    Outline {
        headline: report.title.clone().unwrap_or_else(|| shorten(first, 100)),
        source: [&report.published, &report.publisher, &report.byline].into_iter().flatten().cloned().collect(),
        sections: sections.filter(|section: &Section| !section.lines.is_empty()).collect(),
    }
}

fn line(subject: String, text: String, datum: impl Into<DatumId>, evidence: &Evidence) -> Line {
    Line { subject, text, datum: Some(datum.into()), spans: evidence.spans().to_vec() }
}

fn highlights(record: &Record) -> Vec<Line> {
    let highlights = record.brief.highlights.iter();
    highlights
        .map(|highlight| Line {
            subject: String::new(),
            text: highlight.text.clone(),
            datum: highlight.data.first().copied(),
            spans: highlight.data.iter().flat_map(|&datum| spans(record, datum)).collect(),
        })
        .collect()
}

fn parties(record: &Record) -> Vec<Line> {
    let shown = |actor: &&Actor| !matches!(actor.kind, ActorKind::Group) || actor.mentions.len() > 1;
    let describe = |actor: &Actor| {
        let code = [actor.country.as_deref(), actor.sector.map(|sector| sector.as_str())];
        let code: Vec<&str> = code.into_iter().flatten().collect();
        let mut parts: Vec<String> = actor.roles.first().cloned().into_iter().collect();
        parts.extend((!code.is_empty()).then(|| code.join(" ")));
        let times = if actor.mentions.len() == 1 { "once".into() } else { format!("{} times", actor.mentions.len()) };
        parts.push(format!("named {times}"));
        line(actor.name.clone(), parts.join(" · "), actor.id, &actor.evidence())
    };
    record.actors.iter().filter(shown).map(describe).collect()
}

fn said(record: &Record, statement: &Statement) -> Line {
    let speaker = if statement.speaker.is_empty() { "Somebody".into() } else { names(record, &statement.speaker) };
    let content: Vec<String> = statement.content.iter().map(|&span| flat(record.quote(span))).collect();
    let negative = statement.polarity == Polarity::Negative && !matches!(statement.act, Act::Deny | Act::Refuse);
    let act = format!("{}{}", statement.act.as_str(), if negative { ", negative" } else { "" });
    let joint = if statement.joint { " (jointly)" } else { "" };
    line(format!("{speaker}{joint}"), format!("[{act}] {}", content.join(" … ")), statement.id, &statement.evidence)
}

fn events(record: &Record) -> Vec<Line> {
    let describe = |event: &rapporteur_record::Event| {
        let mut text = event.r#type.as_str().to_owned();
        if let Some(mode) = event.mode {
            text += &format!("-{}", mode.as_str());
        }
        text += &format!(" “{}”", flat(record.quote(event.trigger)));
        if !event.target.is_empty() {
            text += &format!(" → {}", names(record, &event.target));
        }
        if event.modality != Modality::Actual {
            text += &format!(" ({})", word(event.modality));
        }
        text += &circumstances(event.when.as_ref(), event.place.as_ref());
        line(names(record, &event.source), text, event.id, &event.evidence)
    };
    record.events.iter().map(describe).collect()
}

fn counted(record: &Record, figure: &Figure) -> Line {
    let bound = match figure.bound {
        Bound::Exact | Bound::Range => "",
        Bound::AtLeast => "at least ",
        Bound::AtMost => "at most ",
    };
    let about = if figure.approximate { "about " } else { "" };
    let range = figure.high.map(|high| format!("–{}", number(high))).unwrap_or_default();
    let mut text = format!("{about}{bound}{}{range} {}", number(figure.value), figure.unit);
    if !figure.of.is_empty() {
        text += &format!(", of {}", names(record, &figure.of));
    }
    for (word, statements) in [("says", &figure.asserted_by), ("denied by", &figure.denied_by)] {
        let mut speakers: Vec<ActorId> =
            statements.iter().flat_map(|&id| record.statement(id).speaker.clone()).collect();
        speakers.dedup();
        if !speakers.is_empty() {
            text += &format!(" — {word} {}", names(record, &speakers));
        }
    }
    line(flat(record.quote(figure.what)), text, figure.id, &figure.evidence)
}

fn met(record: &Record, meeting: &Meeting) -> Line {
    let mut text = status(meeting.status).to_owned();
    if let Some(format) = meeting.format {
        text += match format {
            Format::Bilateral => ", bilateral",
            Format::Multilateral => ", multilateral",
            Format::Call => ", by call",
            Format::Summit => ", summit",
            Format::Visit => ", visit",
        };
    }
    if !meeting.parties.is_empty() {
        text += &format!(": {}", names(record, &meeting.parties));
    }
    text += &circumstances(meeting.when.as_ref(), meeting.place.as_ref());
    for outcome in &meeting.outcomes {
        text += &format!("; “{}”", flat(&outcome.text));
    }
    line(meeting.name.clone(), text, meeting.id, &meeting.evidence)
}

fn positions(record: &Record) -> Vec<Line> {
    let describe = |position: &rapporteur_record::Position| {
        let mut text = format!("{} {}", word(position.stance), position.issue);
        if position.firmness != rapporteur_record::Firmness::Stated {
            text += &format!(" ({})", word(position.firmness).replace('_', " "));
        }
        for condition in &position.conditions {
            text += &format!(", until {}", flat(&condition.until));
        }
        if let Some(deadline) = &position.deadline {
            text += &format!(", by {}", deadline.value);
        }
        line(record.actor(position.actor).name.clone(), text, position.id, &position.evidence)
    };
    record.positions.iter().map(describe).collect()
}

fn disputes(record: &Record) -> Vec<Line> {
    let describe = |dispute: &rapporteur_record::Dispute| {
        let actors: Vec<ActorId> = dispute.sides.iter().filter_map(|side| side.actor).collect();
        let mut text = flat(&dispute.about);
        if !actors.is_empty() {
            text += &format!(" — {}", names(record, &actors));
        }
        if let Some(reason) = &dispute.reason {
            text += &format!(" ({reason})");
        }
        line(word(dispute.kind), text, dispute.id, &dispute.evidence)
    };
    record.disputes.iter().map(describe).collect()
}

fn open(record: &Record, item: &Unresolved) -> Line {
    let words = shorten(&flat(record.quote(item.evidence.first())), 90);
    let text = format!("“{words}”: {}", item.reason);
    Line { subject: item.what.clone(), text, datum: None, spans: item.evidence.spans().to_vec() }
}

/// The spans of any datum.
fn spans(record: &Record, datum: DatumId) -> Vec<Span> {
    let evidence = match datum {
        DatumId::ActorId(id) => record.actor(id).evidence(),
        DatumId::StatementId(id) => record.statement(id).evidence.clone(),
        DatumId::EventId(id) => record.event(id).evidence.clone(),
        DatumId::FigureId(id) => record.figures[id.index()].evidence.clone(),
        DatumId::MeetingId(id) => record.meetings[id.index()].evidence.clone(),
        DatumId::PositionId(id) => record.positions[id.index()].evidence.clone(),
        DatumId::DisputeId(id) => record.disputes[id.index()].evidence.clone(),
    };
    evidence.spans().to_vec()
}

fn names(record: &Record, actors: &[ActorId]) -> String {
    let names: Vec<&str> = actors.iter().map(|&id| record.actor(id).name.as_str()).collect();
    names.join(", ")
}

fn circumstances(when: Option<&rapporteur_record::When>, place: Option<&rapporteur_record::Place>) -> String {
    let when = when.map(|when| format!(", {}", when.value)).unwrap_or_default();
    let place = place.map(|place| format!(", {}", place.name)).unwrap_or_default();
    when + &place
}

fn status(status: MeetingStatus) -> &'static str {
    match status {
        MeetingStatus::Held => "held",
        MeetingStatus::Ongoing => "under way",
        MeetingStatus::Scheduled => "scheduled",
        MeetingStatus::Proposed => "proposed",
        MeetingStatus::Cancelled => "cancelled",
        MeetingStatus::Refused => "refused",
    }
}

/// A code as the record writes it.
fn word(code: impl serde::Serialize) -> String {
    serde_json::to_value(code).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A number with separators between thousands.
fn number(value: f64) -> String {
    if value.fract() != 0.0 || value.abs() >= 1e15 {
        return value.to_string();
    }
    let digits = (value.abs() as u64).to_string();
    let mut out = String::from(if value < 0.0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// White space of any kind as single spaces.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shorten(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(number(100_000.0), "100,000");
        assert_eq!(number(7.5), "7.5");
        assert_eq!(number(-1234.0), "-1,234");
    }

    #[test]
    fn long_words_are_cut_at_a_character() {
        assert_eq!(shorten("“no progress”", 4), "“no…");
        assert_eq!(shorten("short", 5), "short");
    }
}
