//! The tables of our own, a row a datum.

use crate::cell::{Cell, Kind, code};
use crate::table::{Column, Data, Datum, Row, circumstances, coded, column, head, ids, parties, tail};
use rapporteur_record::{
    Actor, ActorId, Dispute, Event, Evidence, Figure, Meeting, Position, Report, Statement, Unresolved,
};
use std::borrow::Cow;

/// A row a report.
pub(crate) fn reports() -> Data<Report> {
    Data {
        name: "reports",
        about: "a report",
        data: |reading| Cow::Borrowed(std::slice::from_ref(&reading.record.report)),
        columns: vec![
            column("report", Kind::Text, "its id, which the other tables name", |row| (&row.id).into()),
            column("title", Kind::Text, "headline", |row| row.title.as_ref().into()),
            column("subtitle", Kind::Text, "subhead", |row| row.subtitle.as_ref().into()),
            column("published", Kind::Text, "ISO 8601", |row| row.published.as_ref().into()),
            column("updated", Kind::Text, "ISO 8601", |row| row.updated.as_ref().into()),
            column("byline", Kind::Text, "who wrote it", |row| row.byline.as_ref().into()),
            column("publisher", Kind::Text, "who published it", |row| row.publisher.as_ref().into()),
            column("url", Kind::Text, "where it stands", |row| row.url.as_ref().into()),
            column("language", Kind::Text, "ISO 639-1", |row| (&row.language).into()),
            column("sha256", Kind::Text, "SHA-256 of the text", |row| (&row.sha256).into()),
            column("headline", Kind::Text, "the record in one line", |row| (&row.reading.record.brief.headline).into()),
            column("version", Kind::Text, "Rapporteur's version", |row| (&row.reading.record.run.version).into()),
            column("model", Kind::Text, "name, version and hash of the model", |row| {
                (&row.reading.record.run.model).into()
            }),
            column("lexicon", Kind::Text, "hash of the lexicon", |row| (&row.reading.record.run.lexicon).into()),
            column("text", Kind::Text, "the text that all offsets count in", |row| (&row.text).into()),
        ],
    }
}

impl Datum for Actor {
    fn id(&self) -> String {
        self.id.to_string()
    }

    fn evidence(&self) -> Cow<'_, Evidence> {
        Cow::Owned(Actor::evidence(self))
    }
}

impl Datum for Position {
    fn id(&self) -> String {
        self.id.to_string()
    }

    fn evidence(&self) -> Cow<'_, Evidence> {
        Cow::Borrowed(&self.evidence)
    }
}

impl Datum for Dispute {
    fn id(&self) -> String {
        self.id.to_string()
    }

    fn evidence(&self) -> Cow<'_, Evidence> {
        Cow::Borrowed(&self.evidence)
    }
}

impl Datum for Unresolved {
    /// Nothing names what is unresolved.
    fn id(&self) -> String {
        String::new()
    }

    fn evidence(&self) -> Cow<'_, Evidence> {
        Cow::Borrowed(&self.evidence)
    }
}

/// Head, own columns and tail.
fn joined<T: Datum>(own: impl IntoIterator<Item = Vec<Column<T>>>) -> Vec<Column<T>> {
    std::iter::once(head()).chain(own).chain(std::iter::once(tail())).flatten().collect()
}

/// A row an actor.
pub(crate) fn actors() -> Data<Actor> {
    let own: Vec<Column<Actor>> = vec![
        column("name", Kind::Text, "best name", |row| (&row.name).into()),
        column("kind", Kind::Text, "state, igo, ngo, organization, group, person", |row| coded(row.kind)),
        column("country", Kind::Text, "ISO 3166-1 alpha-3, or PLOVER's IGO, EUR, UNO …", |row| {
            row.country.as_ref().into()
        }),
        column("sector", Kind::Text, "PLOVER sector", |row| row.sector.map(|sector| sector.as_str()).into()),
        column("roles", Kind::List, "offices and descriptions", |row| row.roles.clone().into()),
        column("aliases", Kind::List, "other forms of the name", |row| row.aliases.clone().into()),
        column("wikidata", Kind::Text, "Wikidata id", |row| row.wikidata.as_ref().into()),
        column("members", Kind::List, "ids of those whom a joint actor stands for", |row| ids(&row.members)),
        column("mentions", Kind::Integer, "how often the report names it", |row| row.mentions.len().into()),
    ];
    Data {
        name: "actors",
        about: "a state, body, group or person that a report speaks of",
        data: |reading| Cow::Borrowed(&reading.record.actors),
        columns: joined([own]),
    }
}

/// A row a statement.
pub(crate) fn statements() -> Data<Statement> {
    let who = parties!(Statement, "speaker", "speaker_ids", "who speaks", speaker);
    let country = |row: &Row<'_, Statement>| {
        let country = |&id: &ActorId| row.reading.record.actor(id).country.clone().unwrap_or_default();
        Cell::from(row.speaker.iter().map(country).collect::<Vec<_>>())
    };
    let said: Vec<Column<Statement>> = vec![
        column("speaker_country", Kind::List, "their countries, in the same order, empty where unknown", country),
        column("speaker_text", Kind::Text, "the words that name the speaker there", |row| {
            row.words(row.speaker_text.as_slice())
        }),
        column("joint", Kind::Flag, "whether the sides say it together", |row| row.joint.into()),
        column("cue", Kind::Text, "the reporter's words of saying", |row| row.words(&row.cue)),
        column("content", Kind::Text, "what is said, `…` between the pieces", |row| row.words(&row.content)),
        column("form", Kind::Text, "direct, indirect, mixed", |row| coded(row.form)),
        column("act", Kind::Text, "what the speaker does by saying it", |row| row.act.as_str().into()),
        column("polarity", Kind::Text, "positive, negative", |row| coded(row.polarity)),
        column("issue", Kind::Text, "what it is about", |row| row.issue.as_ref().into()),
        column("occasion", Kind::Text, "the words for where and how it was said", |row| {
            row.words(row.occasion.as_slice())
        }),
        column("stale", Kind::Flag, "whether it is recycled background", |row| row.stale.into()),
    ];
    let behalf = parties!(Statement, "on_behalf_of", "on_behalf_of_ids", "whom they speak for", on_behalf_of);
    let addressee = parties!(Statement, "addressee", "addressee_ids", "to whom", addressee);
    let reported = parties!(Statement, "reported_by", "reported_by_ids", "through whom the report has it", reported_by);
    Data {
        name: "statements",
        about: "what somebody says",
        data: |reading| Cow::Borrowed(&reading.record.statements),
        columns: joined([who.into(), said, behalf.into(), addressee.into(), reported.into(), circumstances()]),
    }
}

/// A row an event.
pub(crate) fn events() -> Data<Event> {
    let what: Vec<Column<Event>> = vec![
        column("type", Kind::Text, "PLOVER type", |row| row.r#type.as_str().into()),
        column("mode", Kind::Text, "PLOVER mode", |row| row.mode.map(|mode| mode.as_str()).into()),
        column("contexts", Kind::List, "PLOVER contexts", |row| {
            row.contexts.iter().map(code).collect::<Vec<_>>().into()
        }),
        column("cameo", Kind::Text, "CAMEO code: text, with its leading zeros", |row| row.cameo.as_ref().into()),
        column("goldstein", Kind::Number, "Goldstein score of the CAMEO code, -10 to 10", |row| row.goldstein.into()),
        column("intensity", Kind::Number, "PLOVER score of type and mode, another scale", |row| {
            row.reading.codes.intensity(row.datum).into()
        }),
        column("quad", Kind::Text, "quad class of the PLOVER type", |row| row.quad.map(code).into()),
    ];
    let source = parties!(Event, "source", "source_ids", "who does it; all parties of a reciprocal event", source);
    let target = parties!(Event, "target", "target_ids", "to whom", target);
    let how: Vec<Column<Event>> = vec![
        column("trigger", Kind::Text, "the words that name the event", |row| row.words(&[row.trigger])),
        column("modality", Kind::Text, "actual, ongoing, planned, hypothetical, negated", |row| coded(row.modality)),
        column(
            "asserted_by",
            Kind::List,
            "the statements through which alone it is known",
            |row| ids(&row.asserted_by),
        ),
        column("denied_by", Kind::List, "the statements that deny it", |row| ids(&row.denied_by)),
        column("stale", Kind::Flag, "whether it is recycled background", |row| row.stale.into()),
        column("reason", Kind::Text, "which rule or head found it, by which words", |row| (&row.reason).into()),
    ];
    Data {
        name: "events",
        about: "who did what to whom",
        data: |reading| Cow::Borrowed(&reading.record.events),
        columns: joined([what, source.into(), target.into(), how, circumstances()]),
    }
}

/// A row a figure.
pub(crate) fn figures() -> Data<Figure> {
    let what: Vec<Column<Figure>> = vec![
        column("value", Kind::Number, "the number; the lower end of a range", |row| row.value.into()),
        column("high", Kind::Number, "the upper end of a range", |row| row.high.into()),
        column("bound", Kind::Text, "exact, at_least, at_most, range", |row| coded(row.bound)),
        column("approximate", Kind::Flag, "whether the text says about, nearly, dozens of", |row| {
            row.approximate.into()
        }),
        column("unit", Kind::Text, "what is counted or measured, singular", |row| (&row.unit).into()),
        column("what", Kind::Text, "the words for number and thing", |row| row.words(&[row.what])),
        column("scope", Kind::Text, "what narrows the count", |row| row.scope.as_ref().into()),
    ];
    let of = parties!(Figure, "of", "of_ids", "whose they are", of);
    let how: Vec<Column<Figure>> =
        vec![
            column("asserted_by", Kind::List, "the statements through which alone it is known", |row| {
                ids(&row.asserted_by)
            }),
            column("denied_by", Kind::List, "the statements that deny it", |row| ids(&row.denied_by)),
            column("stale", Kind::Flag, "whether it is recycled background", |row| row.stale.into()),
        ];
    Data {
        name: "figures",
        about: "a number that a report gives",
        data: |reading| Cow::Borrowed(&reading.record.figures),
        columns: joined([what, of.into(), how, circumstances()]),
    }
}

/// A row a meeting.
pub(crate) fn meetings() -> Data<Meeting> {
    let what: Vec<Column<Meeting>> = vec![
        column("name", Kind::Text, "what the text calls it", |row| (&row.name).into()),
        column("series", Kind::Text, "the series of talks that it belongs to", |row| row.series.as_ref().into()),
        column("format", Kind::Text, "bilateral, multilateral, call, summit, visit", |row| row.format.map(code).into()),
        column("status", Kind::Text, "held, ongoing, scheduled, proposed, cancelled, refused", |row| coded(row.status)),
    ];
    let who = parties!(Meeting, "parties", "parties_ids", "who meet", parties);
    let heads = parties!(Meeting, "heads", "heads_ids", "who lead them", heads);
    let came: Vec<Column<Meeting>> = vec![
        column("duration_hours", Kind::Number, "how long it took", |row| row.duration_hours.into()),
        column("outcomes", Kind::List, "what came of it, in the text's words", |row| {
            row.outcomes.iter().map(|outcome| crate::cell::flat(&outcome.text)).collect::<Vec<_>>().into()
        }),
        column("follows", Kind::Text, "the meeting of the same report that it follows up", |row| {
            row.follows.map(|id| id.to_string()).into()
        }),
    ];
    Data {
        name: "meetings",
        about: "talks, a visit, a call, a summit",
        data: |reading| Cow::Borrowed(&reading.record.meetings),
        columns: joined([what, who.into(), heads.into(), came, circumstances()]),
    }
}

/// A row a position.
pub(crate) fn positions() -> Data<Position> {
    let own: Vec<Column<Position>> = vec![
        column("actor", Kind::Text, "whose stance it is, name", |row| {
            (&row.reading.record.actor(row.actor).name).into()
        }),
        column("actor_id", Kind::Text, "its id of the actors table", |row| row.actor.to_string().into()),
        column("actor_country", Kind::Text, "its country", |row| {
            row.reading.record.actor(row.actor).country.as_ref().into()
        }),
        column("issue", Kind::Text, "a short noun phrase of the text", |row| (&row.issue).into()),
        column("stance", Kind::Text, "demands, supports, offers, opposes, rejects, denies, undecided", |row| {
            coded(row.stance)
        }),
        column("firmness", Kind::Text, "red_line, firm, conditional, flexible, stated", |row| coded(row.firmness)),
        column("conditions", Kind::List, "what must come first", |row| {
            row.conditions.iter().map(|it| crate::cell::flat(&it.until)).collect::<Vec<_>>().into()
        }),
        column("deadline", Kind::Text, "by when, EDTF", |row| row.deadline.as_ref().map(|it| &it.value).into()),
        column("deadline_text", Kind::Text, "the words for it", |row| row.deadline.as_ref().map(|it| &it.text).into()),
        column("statements", Kind::List, "the statements it is read from", |row| ids(&row.statements)),
        column("events", Kind::List, "the events it is read from", |row| ids(&row.events)),
    ];
    Data {
        name: "positions",
        about: "a party's stance on an issue",
        data: |reading| Cow::Borrowed(&reading.record.positions),
        columns: joined([own]),
    }
}

/// A row a dispute.
pub(crate) fn disputes() -> Data<Dispute> {
    let actors = |row: &Row<'_, Dispute>| {
        let name =
            |actor: Option<ActorId>| actor.map(|id| row.reading.record.actor(id).name.clone()).unwrap_or_default();
        Cell::from(row.sides.iter().map(|side| name(side.actor)).collect::<Vec<_>>())
    };
    let own: Vec<Column<Dispute>> = vec![
        column("kind", Kind::Text, "denial, figures, positions, account", |row| coded(row.kind)),
        column("about", Kind::Text, "what it is about", |row| (&row.about).into()),
        column("same_scope", Kind::Flag, "of figures: whether both count the same thing", |row| row.same_scope.into()),
        column("reason", Kind::Text, "why the scopes are held to be the same or not", |row| row.reason.as_ref().into()),
        column("denies", Kind::Text, "of denials: number, presence, intent, deed", |row| row.denies.map(code).into()),
        column("sides", Kind::List, "who holds each side, names; empty for the report itself", actors),
        column("data", Kind::List, "what each side holds, ids in the same order", |row| {
            row.sides.iter().map(|side| side.datum.to_string()).collect::<Vec<_>>().into()
        }),
    ];
    Data {
        name: "disputes",
        about: "what a report's voices disagree on",
        data: |reading| Cow::Borrowed(&reading.record.disputes),
        columns: joined([own]),
    }
}

/// A row an open question.
pub(crate) fn unresolved() -> Data<Unresolved> {
    let own: Vec<Column<Unresolved>> = vec![
        column("what", Kind::Text, "speaker, date, denial, event …", |row| (&row.what).into()),
        column("reason", Kind::Text, "why", |row| (&row.reason).into()),
    ];
    Data {
        name: "unresolved",
        about: "what could not be settled",
        data: |reading| Cow::Borrowed(&reading.record.unresolved),
        columns: joined([own]).into_iter().filter(|column| column.name != "id").collect(),
    }
}
