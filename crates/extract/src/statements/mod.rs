//! Who said what.
//!
//! In: the report, its actors, times and places. Out: [`Statement`]s in text order. [`attributions`] finds source, cue and
//! content as words; here they become data: whom the words mean ([`speakers`]), in whose words it stands ([`form`]), what
//! is done by saying it ([`acts`], from the signs that [`clauses`] finds and the [`words`]), to whom, where, about what. Contents that a
//! heading repeats are joined ([`repeats`]). A speaker who cannot be told is left out and listed as unresolved.

mod acts;
mod addressee;
pub mod attribution;
mod clauses;
mod form;
mod issue;
mod occasion;
mod papers;
mod reading;
mod repeats;
mod side;
mod speakers;
#[doc(hidden)]
pub mod training;
mod turns;
pub mod voice;
mod words;

pub use attribution::{Attribution, attributions};

use crate::{Context, actors::Actors, places::Places, times::Times};
use rapporteur_record::{Evidence, Form, Span, Statement, StatementId, Unresolved};
use rapporteur_text::{Dep, Span as TextSpan, Token};
use reading::Reading;
use side::Side;
use speakers::Speaker;
use turns::Turns;

/// Finds the statements of a report.
pub fn attribute(
    context: Context,
    actors: &mut Actors,
    times: &Times,
    places: &Places,
    unresolved: &mut Vec<Unresolved>,
) -> Vec<Statement> {
    let mut statements: Vec<Statement> = Vec::new();
    let turns = Turns::find(context, actors);
    for reading in readings(context) {
        if speakers::is_nobody(&reading, &turns) {
            continue;
        }
        let speaker = speakers::speaker(&reading, actors, &turns, statements.last());
        let unknown = speaker.unknown;
        let Some(statement) = statement(&reading, actors, times, places, speaker) else { continue };
        if let Some(reason) = unknown {
            let evidence = statement.evidence.clone();
            unresolved.push(Unresolved { what: "speaker".into(), reason: reason.into(), evidence });
        }
        statements.push(statement);
    }
    repeats::join(context, statements)
}

fn readings(context: Context) -> impl Iterator<Item = Reading> {
    let found = attributions(context).into_iter();
    let said = found.filter(|attribution| attribution.content.iter().any(|range| !range.is_empty()));
    said.map(move |attribution| Reading::new(context, attribution))
}

/// The statement; `None` where nothing is said.
fn statement(
    reading: &Reading,
    actors: &Actors,
    times: &Times,
    places: &Places,
    speaker: Speaker,
) -> Option<Statement> {
    let doc = reading.context.doc;
    let side = Side::new(actors, reading, &speaker.ids, &speaker.on_behalf_of);
    let form = form::form(reading);
    let content = form::pieces(reading);
    let signs = clauses::signs(reading, &side, form);
    let told = acts::tell(&reading.context.lexicon.acts, &signs, &words::words(reading, &side, form));
    // Somebody's own words are a statement whatever they are.
    let own = form == Form::Direct && !speaker.ids.is_empty();
    if !told.said && !own || reading.head.is_some_and(is_left_undone) {
        return None;
    }
    let outside = |span: TextSpan| !content.iter().any(|piece| TextSpan::from(*piece).overlaps(span));
    let when = reading.head.and_then(|head| times.of(head)).filter(|time| outside(time.span));
    let place = reading.head.and_then(|head| places.of(head)).filter(|place| outside(place.span.into()));
    let stale = content.iter().any(|piece| times.within((*piece).into()).any(|time| time.stale));
    let outer = speaker.outer.map(|i| Span::from(doc.span(i..i + 1)));
    let cue: Vec<Span> = outer.into_iter().chain(form::spans(doc, &reading.attribution.cue)).collect();
    Some(Statement {
        id: StatementId(0),
        addressee: addressee::addressees(reading, actors, &speaker.ids),
        occasion: occasion::occasion(reading),
        when: when.and_then(|time| time.when.clone()),
        place: place.cloned(),
        issue: issue::issue(reading, &side),
        evidence: evidence(reading, speaker.text, &cue, &content),
        speaker: speaker.ids,
        speaker_text: speaker.text,
        on_behalf_of: speaker.on_behalf_of,
        joint: speaker.joint,
        reported_by: speaker.reported_by,
        cue,
        content,
        form,
        act: told.act,
        polarity: told.polarity,
        stale,
        repeats: Vec::new(),
    })
}

/// "They left without agreeing to extend it", "instead of promising to pay": what was not said.
fn is_left_undone(cue: Token) -> bool {
    let link = cue.head();
    let instead = || link.lower() == "of" && link.previous().is_some_and(|before| before.lower() == "instead");
    cue.lower() == "without" || cue.dep() == Dep::Pcomp && (link.lower() == "without" || instead())
}

/// What says the statement: per paragraph, from the first of its words to the last.
fn evidence(reading: &Reading, source: Option<Span>, cue: &[Span], content: &[Span]) -> Evidence {
    let block = |span: Span| reading.context.source.blocks.partition_point(|block| block.span.start <= span.start);
    let mut covers: Vec<(usize, Span)> = Vec::new();
    for &span in content.iter().chain(cue).chain(source.iter()) {
        match covers.iter_mut().find(|(at, _)| *at == block(span)) {
            Some((_, cover)) => {
                *cover = Span { start: cover.start.min(span.start), end: cover.end.max(span.end) };
            }
            None => covers.push((block(span), span)),
        }
    }
    let mut spans = covers.into_iter().map(|(_, span)| span);
    // A statement has content, so there is a first one.
    let first = spans.next().unwrap_or(Span { start: 0, end: 0 });
    Evidence::new(first).with(spans)
}
