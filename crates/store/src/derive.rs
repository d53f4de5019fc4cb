//! A record as rows of the derived tables: pure, no database.
//!
//! In: a [`Record`]. Out: [`Derived`]: what `reports`, `data`, `roles`, `mentions`, `actors` and `keys` take in, save the
//! threads, which only the store can know.

use crate::days::{Days, day};
use crate::follow::copies::Sketch;
use crate::follow::keys::{self, Keys, reported};
use crate::follow::words::{stems, words};
use rapporteur_record::*;
use rapporteur_text::Offsets;
use serde_json::{Value as Json, json};

/// What is derived from one record.
pub(crate) struct Derived {
    pub title_words: String,
    pub text_words: String,
    pub sketch: Sketch,
    /// YYYY-MM-DD.
    pub reported: Option<String>,
    pub actors: Vec<ActorRow>,
    pub data: Vec<DataRow>,
}

/// An actor of the record.
pub(crate) struct ActorRow {
    pub id: ActorId,
    pub keys: Keys,
    pub name: String,
    pub kind: String,
    pub country: Option<String>,
    pub sector: Option<&'static str>,
    pub wikidata: Option<String>,
    pub roles: String,
    pub words: Vec<String>,
    /// Code points of the first mention.
    pub at: (usize, usize),
}

/// A datum of the record.
#[derive(Default)]
pub(crate) struct DataRow {
    pub kind: &'static str,
    pub datum: String,
    pub keys: Keys,
    pub class: String,
    pub sub: String,
    pub name: String,
    pub issue: Option<String>,
    pub series: Option<String>,
    pub when: Option<String>,
    pub place: Option<Place>,
    pub value: Option<f64>,
    pub high: Option<f64>,
    pub cameo: Option<String>,
    pub goldstein: Option<f64>,
    pub modality: Option<String>,
    pub deadline: Option<String>,
    pub joint: bool,
    pub stale: bool,
    /// Code points.
    pub at: (usize, usize),
    pub passage: String,
    pub extra: Option<Json>,
    pub roles: Vec<Role>,
    /// Stemmed, for the index.
    pub words: String,
}

/// Who has which part.
pub(crate) struct Role {
    pub role: &'static str,
    pub actor: ActorId,
}

/// Everything that is derived from a record.
pub(crate) fn derive(record: &Record) -> Derived {
    let deriver = Deriver { record, offsets: Offsets::new(&record.report.text) };
    let mut data: Vec<DataRow> = Vec::new();
    data.extend(record.statements.iter().map(|datum| deriver.statement(datum)));
    data.extend(record.events.iter().map(|datum| deriver.event(datum)));
    data.extend(record.figures.iter().map(|datum| deriver.figure(datum)));
    data.extend(record.meetings.iter().map(|datum| deriver.meeting(datum)));
    data.extend(record.positions.iter().map(|datum| deriver.position(datum)));
    data.extend(record.disputes.iter().map(|datum| deriver.dispute(datum)));
    Derived {
        title_words: stems(record.report.title.as_deref().unwrap_or_default()).join(" "),
        text_words: stems(&record.report.text).join(" "),
        sketch: Sketch::of(&record.report.text),
        reported: reported(&record.report),
        actors: record.actors.iter().map(|actor| deriver.actor(actor)).collect(),
        data,
    }
}

struct Deriver<'r> {
    record: &'r Record,
    offsets: Offsets<'r>,
}

/// The name that serde gives a value of an enum.
fn name(value: impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Json::String(name)) => name,
        _ => String::new(),
    }
}

/// Longest passage that is kept for lists, in code points; a longer one is cut there. The record has it whole.
const LONGEST: usize = 600;

impl Deriver<'_> {
    fn at(&self, span: Span) -> (usize, usize) {
        (self.offsets.chars(span.start).unwrap_or_default(), self.offsets.chars(span.end).unwrap_or_default())
    }

    fn actor(&self, actor: &Actor) -> ActorRow {
        let mut words: Vec<String> = words(&actor.name);
        words.extend(actor.aliases.iter().flat_map(|alias| self::words(alias)));
        words.sort();
        words.dedup();
        ActorRow {
            id: actor.id,
            keys: keys::actor(self.record, actor),
            name: actor.name.clone(),
            kind: name(actor.kind),
            country: actor.country.clone(),
            sector: actor.sector.map(Sector::as_str),
            wikidata: actor.wikidata.clone(),
            roles: actor.roles.join("; "),
            words,
            at: actor.mentions.first().map_or((0, 0), |mention| self.at(mention.span)),
        }
    }

    /// What all data have: the passage, its words.
    fn datum(&self, kind: &'static str, id: impl Into<DatumId>, evidence: &Evidence, text: &[&str]) -> DataRow {
        let first = evidence.first();
        let quote = self.record.quote(first);
        let passage: String = quote.chars().take(LONGEST).collect();
        let at = self.at(first);
        let mut words: Vec<String> = stems(quote);
        words.extend(text.iter().flat_map(|text| stems(text)));
        words.sort();
        words.dedup();
        DataRow {
            kind,
            datum: id.into().to_string(),
            at: (at.0, at.0 + passage.chars().count()),
            passage,
            words: words.join(" "),
            ..DataRow::default()
        }
    }

    /// The speakers of statements, as those through whom alone something is known.
    fn voices(&self, role: &'static str, statements: &[StatementId]) -> Vec<Role> {
        let found = statements.iter().filter_map(|id| self.record.statements.get(id.index()));
        roles(role, &found.flat_map(|statement| statement.speaker.clone()).collect::<Vec<_>>())
    }

    fn statement(&self, statement: &Statement) -> DataRow {
        let content: Vec<&str> = statement.content.iter().map(|span| self.record.quote(*span)).collect();
        let content = content.join(" … ");
        let issue = statement.issue.as_deref().unwrap_or_default();
        DataRow {
            keys: keys::statement(self.record, statement),
            class: statement.act.as_str().into(),
            sub: name(statement.form),
            modality: Some(name(statement.polarity)),
            issue: statement.issue.clone(),
            when: statement.when.as_ref().map(|when| when.value.clone()),
            place: statement.place.clone(),
            joint: statement.joint,
            stale: statement.stale,
            roles: [
                roles("speaker", &statement.speaker),
                roles("behalf", &statement.on_behalf_of),
                roles("addressee", &statement.addressee),
                roles("reporter", &statement.reported_by),
            ]
            .into_iter()
            .flatten()
            .collect(),
            ..self.datum("statement", statement.id, &statement.evidence, &[&content, issue]).named(content)
        }
    }

    fn event(&self, event: &Event) -> DataRow {
        let trigger = self.record.quote(event.trigger).to_string();
        let contexts: Vec<String> = event.contexts.iter().map(name).collect();
        DataRow {
            keys: keys::event(self.record, event),
            class: event.r#type.as_str().into(),
            sub: event.mode.map(name).unwrap_or_default(),
            cameo: event.cameo.clone(),
            goldstein: event.goldstein,
            modality: Some(name(event.modality)),
            when: event.when.as_ref().map(|when| when.value.clone()),
            place: event.place.clone(),
            stale: event.stale,
            extra: (!contexts.is_empty()).then(|| json!({ "contexts": contexts })),
            roles: [
                roles("source", &event.source),
                roles("target", &event.target),
                self.voices("voice", &event.asserted_by),
                self.voices("denier", &event.denied_by),
            ]
            .into_iter()
            .flatten()
            .collect(),
            ..self.datum("event", event.id, &event.evidence, &[]).named(trigger)
        }
    }

    fn figure(&self, figure: &Figure) -> DataRow {
        let what = self.record.quote(figure.what).to_string();
        DataRow {
            keys: keys::figure(self.record, figure),
            class: figure.unit.clone(),
            sub: name(figure.bound),
            series: figure.scope.clone(),
            value: Some(figure.value),
            high: figure.high,
            when: figure.when.as_ref().map(|when| when.value.clone()),
            place: figure.place.clone(),
            stale: figure.stale,
            extra: figure.approximate.then(|| json!({ "approximate": true })),
            roles: [
                roles("of", &figure.of),
                self.voices("voice", &figure.asserted_by),
                self.voices("denier", &figure.denied_by),
            ]
            .into_iter()
            .flatten()
            .collect(),
            ..self.datum("figure", figure.id, &figure.evidence, &[&figure.unit]).named(what)
        }
    }

    fn meeting(&self, meeting: &Meeting) -> DataRow {
        let outcome = |outcome: &Outcome| {
            let speaker: Vec<&str> =
                outcome.speaker.iter().filter_map(|id| Some(&*self.record.actors.get(id.index())?.name)).collect();
            let (start, end) = self.at(outcome.span);
            json!({ "text": outcome.text, "speaker": speaker, "joint": outcome.joint, "start": start, "end": end })
        };
        let outcomes: Vec<Json> = meeting.outcomes.iter().map(outcome).collect();
        let extra = json!({ "outcomes": outcomes, "hours": meeting.duration_hours });
        let series = meeting.series.as_deref().unwrap_or_default();
        DataRow {
            keys: keys::meeting(self.record, meeting),
            class: name(meeting.status),
            sub: meeting.format.map(name).unwrap_or_default(),
            series: meeting.series.clone(),
            when: meeting.when.as_ref().map(|when| when.value.clone()),
            place: meeting.place.clone(),
            extra: Some(extra),
            roles: [roles("party", &meeting.parties), roles("head", &meeting.heads)].into_iter().flatten().collect(),
            ..self.datum("meeting", meeting.id, &meeting.evidence, &[&meeting.name, series]).named(meeting.name.clone())
        }
    }

    fn position(&self, position: &Position) -> DataRow {
        let conditions: Vec<&str> = position.conditions.iter().map(|condition| &*condition.until).collect();
        let days = position.deadline.as_ref().and_then(|deadline| Days::of(&deadline.value));
        let said = position.statements.iter().filter_map(|id| self.record.statements.get(id.index()));
        let when = said.filter_map(|statement| statement.when.as_ref()).map(|when| when.value.clone()).next();
        DataRow {
            keys: keys::position(self.record, position),
            class: name(position.stance),
            sub: name(position.firmness),
            issue: Some(position.issue.clone()),
            deadline: days.map(|days| days.last),
            when,
            extra: (!conditions.is_empty()).then(|| json!({ "conditions": conditions })),
            roles: roles("holder", &[position.actor]),
            ..self.datum("position", position.id, &position.evidence, &[&position.issue]).named(position.issue.clone())
        }
    }

    fn dispute(&self, dispute: &Dispute) -> DataRow {
        let sides: Vec<ActorId> = dispute.sides.iter().filter_map(|side| side.actor).collect();
        DataRow {
            keys: keys::dispute(self.record, dispute),
            class: name(dispute.kind),
            issue: Some(dispute.about.clone()),
            roles: roles("side", &sides),
            ..self.datum("dispute", dispute.id, &dispute.evidence, &[&dispute.about]).named(dispute.about.clone())
        }
    }
}

impl DataRow {
    fn named(self, name: String) -> DataRow {
        DataRow { name, ..self }
    }

    /// First and last day, and whether the text gives them; else the day of the report.
    pub fn days(&self, reported: &str) -> (Days, bool) {
        match self.when.as_deref().and_then(Days::of) {
            Some(days) => (days, true),
            None => (Days::day(reported), false),
        }
    }
}

fn roles(role: &'static str, actors: &[ActorId]) -> Vec<Role> {
    let mut seen: Vec<ActorId> = Vec::new();
    for actor in actors {
        if !seen.contains(actor) {
            seen.push(*actor);
        }
    }
    seen.into_iter().map(|actor| Role { role, actor }).collect()
}

/// The day on which a report without any date is taken to be reported: that of adding.
pub(crate) fn day_of_adding(added: &str) -> String {
    day(added).unwrap_or_else(|| crate::days::FIRST.into())
}
