//! Spans between memory (bytes) and JSON (code points), and the check that every one of them fits its text.

use crate::*;
use rapporteur_text::Offsets;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use std::fmt;

/// A span that does not fit the report's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadSpan(pub Span);

impl fmt::Display for BadSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the span {}..{} does not fit the report's text", self.0.start, self.0.end)
    }
}

impl std::error::Error for BadSpan {}

impl Record {
    /// Checks that every span is a piece of the report's text and every quoted text is what its span points at.
    pub fn check(&self) -> Result<(), BadSpan> {
        let text = self.report.text.as_str();
        let fits = |span: &mut Span| match text.get(span.start..span.end) {
            Some(_) => Ok(()),
            None => Err(BadSpan(*span)),
        };
        self.clone().each_span(fits)?;
        let quoted = |span: Span, words: &str| if span.of(text) == words { Ok(()) } else { Err(BadSpan(span)) };
        for mention in self.actors.iter().flat_map(|actor| &actor.mentions) {
            quoted(mention.span, &mention.text)?;
        }
        for when in self.whens() {
            quoted(when.span, &when.text)?;
        }
        for place in self.places() {
            quoted(place.span, &place.text)?;
        }
        Ok(())
    }

    fn whens(&self) -> impl Iterator<Item = &When> {
        let statements = self.statements.iter().filter_map(|datum| datum.when.as_ref());
        let events = self.events.iter().filter_map(|datum| datum.when.as_ref());
        let figures = self.figures.iter().filter_map(|datum| datum.when.as_ref());
        let meetings = self.meetings.iter().filter_map(|datum| datum.when.as_ref());
        statements.chain(events).chain(figures).chain(meetings)
    }

    fn places(&self) -> impl Iterator<Item = &Place> {
        let statements = self.statements.iter().filter_map(|datum| datum.place.as_ref());
        let events = self.events.iter().filter_map(|datum| datum.place.as_ref());
        let figures = self.figures.iter().filter_map(|datum| datum.place.as_ref());
        let meetings = self.meetings.iter().filter_map(|datum| datum.place.as_ref());
        statements.chain(events).chain(figures).chain(meetings)
    }

    /// Calls `f` on every span of the record.
    fn each_span<E>(&mut self, mut f: impl FnMut(&mut Span) -> Result<(), E>) -> Result<(), E> {
        let mut spans: Vec<&mut Span> = Vec::new();
        for actor in &mut self.actors {
            spans.extend(actor.mentions.iter_mut().map(|mention| &mut mention.span));
        }
        for Statement { speaker_text, cue, content, occasion, when, place, repeats, evidence, .. } in
            &mut self.statements
        {
            spans.extend(speaker_text.iter_mut().chain(cue).chain(content).chain(occasion).chain(repeats));
            spans.extend(circumstances(when, place, evidence));
        }
        for Event { trigger, when, place, evidence, .. } in &mut self.events {
            spans.push(trigger);
            spans.extend(circumstances(when, place, evidence));
        }
        for Figure { what, when, place, evidence, .. } in &mut self.figures {
            spans.push(what);
            spans.extend(circumstances(when, place, evidence));
        }
        for Meeting { outcomes, when, place, evidence, .. } in &mut self.meetings {
            spans.extend(outcomes.iter_mut().map(|outcome| &mut outcome.span));
            spans.extend(circumstances(when, place, evidence));
        }
        for Position { conditions, deadline, evidence, .. } in &mut self.positions {
            spans.extend(conditions.iter_mut().flat_map(|condition| &mut condition.evidence.0));
            spans.extend(deadline.iter_mut().map(|deadline| &mut deadline.span));
            spans.extend(&mut evidence.0);
        }
        for dispute in &mut self.disputes {
            spans.extend(&mut dispute.evidence.0);
        }
        for unresolved in &mut self.unresolved {
            spans.extend(&mut unresolved.evidence.0);
        }
        spans.into_iter().try_for_each(&mut f)
    }
}

fn circumstances<'r>(
    when: &'r mut Option<When>,
    place: &'r mut Option<Place>,
    evidence: &'r mut Evidence,
) -> impl Iterator<Item = &'r mut Span> {
    let when = when.iter_mut().map(|when| &mut when.span);
    let place = place.iter_mut().map(|place| &mut place.span);
    when.chain(place).chain(&mut evidence.0)
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let offsets = Offsets::new(&self.report.text);
        let mut counted = self.clone();
        let chars = |span: &mut Span| match (offsets.chars(span.start), offsets.chars(span.end)) {
            (Some(start), Some(end)) if start <= end => {
                *span = Span { start, end };
                Ok(())
            }
            _ => Err(BadSpan(*span)),
        };
        counted.each_span(chars).map_err(ser::Error::custom)?;
        Record::serialize(&counted, serializer)
    }
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut record = Record::deserialize(deserializer)?;
        let text = std::mem::take(&mut record.report.text);
        let offsets = Offsets::new(&text);
        let bytes = |span: &mut Span| match (offsets.bytes(span.start), offsets.bytes(span.end)) {
            (Some(start), Some(end)) if start <= end => {
                *span = Span { start, end };
                Ok(())
            }
            _ => Err(BadSpan(*span)),
        };
        record.each_span(bytes).map_err(de::Error::custom)?;
        record.report.text = text;
        Ok(record)
    }
}
