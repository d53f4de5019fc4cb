//! Statements that are events: who accuses, demands, promises, refuses, threatens or praises by speaking.
//!
//! In: the statements. Out: an event for each whose act PLOVER codes and whose other side can be told: the addressee, or
//! whom the content speaks of first. The reporter's verb has its own event already where it names one; [`super::merge`]
//! joins the two.

use super::{Coder, Draft, forms};
use rapporteur_record::{Act, ActorId, Event, EventId, EventType, Evidence, Modality, Polarity, Sector, Statement};
use rapporteur_text::{Dep, Span, Token};
use std::collections::BTreeSet;

/// The events that the statements are.
pub fn events(coder: &Coder) -> Vec<Draft> {
    coder.statements.iter().filter_map(|statement| event(coder, statement)).collect()
}

fn event(coder: &Coder, statement: &Statement) -> Option<Draft> {
    let kind = kind(statement)?;
    // What stands in a transcript without a word of saying is read by its own words.
    let cue = statement.cue.first().copied()?;
    let trigger = head(coder, cue.into())?;
    let source: Vec<ActorId> = statement.speaker.iter().copied().filter(|id| coder.is_political(*id)).collect();
    let target = target(coder, statement, kind, &source);
    if source.is_empty()
        || target.is_empty()
        || !super::tree::is_verb_form(trigger)
        // What is so "according to" somebody is told by its own words.
        || trigger.lower() == "according"
        || super::telling::is_asked(trigger)
    {
        return None;
    }
    let words: BTreeSet<String> = statement
        .content
        .iter()
        .chain(&statement.cue)
        .flat_map(|span| coder.context.doc.slice(coder.context.doc.tokens_in((*span).into())))
        .map(|token| super::tree::lemma(token).into_owned())
        .collect();
    let form = forms::coded(&coder.context.lexicon.events, kind, None, &words, &words);
    let evidence = Evidence::new(cue).with(statement.content.iter().copied());
    let event = Event {
        id: EventId(0),
        r#type: kind,
        mode: form.mode,
        contexts: form.contexts,
        cameo: form.cameo,
        goldstein: form.goldstein,
        quad: Some(kind.quad()),
        source,
        target,
        trigger: cue,
        when: statement.when.clone(),
        place: statement.place.clone(),
        modality: Modality::Actual,
        asserted_by: Vec::new(),
        denied_by: Vec::new(),
        stale: statement.stale,
        reason: format!("{} by statement {} ({})", kind.as_str(), statement.id, statement.act.as_str()),
        evidence,
    };
    Some(Draft { event, trigger: trigger.i, nominal: false, chain: vec![trigger.i], statement: Some(statement.id) })
}

/// The type of event that a statement is by its act.
fn kind(statement: &Statement) -> Option<EventType> {
    Some(match statement.act {
        Act::Accuse | Act::Criticize => EventType::Accuse,
        Act::Dismiss | Act::Refuse => EventType::Reject,
        Act::Threaten => EventType::Threaten,
        Act::Demand | Act::Request => EventType::Request,
        Act::Offer | Act::Pledge | Act::Accept if statement.polarity == Polarity::Positive => EventType::Agree,
        Act::Support => EventType::Support,
        Act::Concede => EventType::Concede,
        _ => return None,
    })
}

/// The other side: the addressee, else, unless something is promised, the subject of the content where it is of another
/// country than the speaker.
fn target(coder: &Coder, statement: &Statement, kind: EventType, source: &[ActorId]) -> Vec<ActorId> {
    let countries: Vec<&str> = source.iter().filter_map(|id| coder.who.get(*id).country.as_deref()).collect();
    let is_other = |id: &ActorId| {
        let actor = coder.who.get(*id);
        let press = actor.sector == Some(Sector::Jrn);
        !source.contains(id) && !press && actor.country.as_deref().is_some_and(|country| !countries.contains(&country))
    };
    let addressed: Vec<ActorId> = statement.addressee.iter().copied().filter(is_other).collect();
    // Of whom a promise speaks is not whom it is made to.
    if !addressed.is_empty() || matches!(kind, EventType::Agree | EventType::Concede) {
        return addressed;
    }
    let doc = coder.context.doc;
    let subjects = statement.content.iter().flat_map(|span| doc.slice(doc.tokens_in((*span).into())));
    subjects
        .filter(|token| matches!(token.dep(), Dep::Nsubj | Dep::Nsubjpass))
        .map(|token| coder.who.named(token).into_iter().filter(is_other).collect::<Vec<_>>())
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// The token of a span that the others hang on.
fn head<'a>(coder: &Coder<'a>, span: Span) -> Option<Token<'a>> {
    let doc = coder.context.doc;
    let range = doc.tokens_in(span);
    let outside = |token: &Token| token.is_root() || !range.contains(&token.head().i);

    doc.slice(range.clone()).find(outside)
}
