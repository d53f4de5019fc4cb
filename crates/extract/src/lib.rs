//! From a parsed document to a record: the passes that read a report.
//!
//! In: a [`Source`], the engine's [`Doc`] of it, the [`Lexicon`]. Out: a [`Record`] in which every datum points at the
//! characters that say it. The passes are plain functions; each takes what it needs and returns what it found, and
//! [`extract`] calls them in order. Nothing here does I/O, reads a clock, or fails: odd text yields fewer data and
//! an `unresolved`.

pub mod actors;
mod attach;
mod brief;
mod disputes;
pub mod events;
pub mod figures;
mod issuers;
mod learned;
mod meetings;
mod mend;
mod numbers;
pub mod places;
mod positions;
mod sides;
pub mod statements;
#[cfg(test)]
mod testing;
pub mod times;

use rapporteur_lexicon::Lexicon;
use rapporteur_record::{Record, Report, Run, SCHEMA, Statement, Unresolved};
use rapporteur_text::{Doc, Quotation, Source, quotations};

/// What every pass may look at.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The report.
    pub source: &'a Source,
    /// The engine's reading of its text.
    pub doc: &'a Doc,
    /// What is known beforehand.
    pub lexicon: &'a Lexicon,
    /// The quoted stretches of the text, in text order.
    pub quotations: &'a [Quotation],
}

/// Reads a report: the passes, in order.
pub fn extract(source: &Source, doc: &Doc, lexicon: &Lexicon, run: Run) -> Record {
    let mended = mend::mended(doc, lexicon);
    let doc = mended.as_ref().unwrap_or(doc);
    let quotations = quotations(source);
    let context = Context { source, doc, lexicon, quotations: &quotations };
    let mut unresolved = Vec::new();

    let Told { times, places, mut actors, statements } = told(context, &mut unresolved);
    let events = events::code(context, &actors, &statements, &times, &places, &mut unresolved);
    let figures = figures::read(context, &actors, &statements, &times, &places);
    let meetings = meetings::find(context, &mut actors, &statements, &figures, &times, &places);
    let stands = positions::read(context, &actors, &statements, &events, &meetings, &times);
    let disputes = disputes::find(context, &actors, &statements, &events, &figures, &stands, &mut unresolved);

    let mut record = Record {
        schema: SCHEMA.into(),
        run,
        report: report(source),
        actors: actors.into_list(),
        statements,
        events,
        figures,
        meetings,
        positions: stands.into_iter().map(|stand| stand.position).collect(),
        disputes,
        unresolved: in_text_order(unresolved),
        brief: Default::default(),
    };
    record.brief = brief::write(doc, lexicon, &record);
    record
}

/// What the first passes find, on which the others build.
pub(crate) struct Told {
    pub times: times::Times,
    pub places: places::Places,
    pub actors: actors::Actors,
    pub statements: Vec<Statement>,
}

/// The passes up to who says what, in order.
pub(crate) fn told(context: Context, unresolved: &mut Vec<Unresolved>) -> Told {
    let times = times::tag(context, unresolved);
    let places = places::find(context);
    let mut actors = actors::resolve(context, &places);
    let mut statements = statements::attribute(context, &mut actors, &times, &places, unresolved);
    sides::tell(context, &mut actors, &places, &mut statements);
    Told { times, places, actors, statements }
}

fn report(source: &Source) -> Report {
    let meta = source.meta.clone();
    Report {
        id: meta.id,
        title: meta.title,
        subtitle: meta.subtitle,
        text: source.text.to_string(),
        published: meta.published,
        updated: meta.updated,
        byline: meta.byline,
        publisher: meta.publisher,
        url: meta.url,
        language: meta.language,
        sha256: meta.sha256,
    }
}

fn in_text_order(mut unresolved: Vec<Unresolved>) -> Vec<Unresolved> {
    unresolved.sort_by_key(|item| item.evidence.first());
    unresolved.dedup();
    unresolved
}
