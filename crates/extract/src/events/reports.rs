//! Whole reports for `training/events`: what a reader is asked of them, what a model learns from the answers, and what the
//! record tells by other models.
//!
//! In: a report. Out: the report read up to its events, and of it the sentences with what the program finds in them, or
//! features of all that the rules take for news.

use super::finding::{Finding, Models, Purpose};
use super::linear::Features;
use super::{Coder, ranker, worth};
use crate::{Context, Told, actors::Actors, places::Places, times::Times, told};
use rapporteur_lexicon::Lexicon;
use rapporteur_record::{ActorId, Event, EventType, Statement};
use rapporteur_text::{Doc, Source, Span, Token, quotations};

/// A report, read up to its events.
pub struct Report<'a> {
    /// The report.
    context: Context<'a>,
    /// Whom it speaks of.
    pub actors: &'a Actors,
    statements: &'a [Statement],
    times: &'a Times,
    places: &'a Places,
}

/// A sentence in which something may be told.
#[derive(Debug)]
pub struct Asked {
    /// Where it stands.
    pub sentence: Span,
    /// The heads of its phrases that may be parties, with whom they mean.
    pub phrases: Vec<(Span, Vec<ActorId>)>,
    /// What words of the lexicon tell in it, whether or not the record has it.
    pub events: Vec<Event>,
}

/// Reads a report up to its events, by the passes of [`crate::extract`].
pub fn read<T>(source: &Source, doc: &Doc, lexicon: &Lexicon, look: impl FnOnce(&Report) -> T) -> T {
    let quotations = quotations(source);
    let context = Context { source, doc, lexicon, quotations: &quotations };
    let Told { times, places, actors, statements } = told(context, &mut Vec::new());
    look(&Report { context, actors: &actors, statements: &statements, times: &times, places: &places })
}

impl<'a> Report<'a> {
    fn coder(&self, models: &'a Models) -> Coder<'a> {
        Coder::new(self.context, self.actors, models, self.statements, self.times, self.places)
    }

    /// The events that the record would have by the models.
    pub fn events(&self, models: &'a Models) -> Vec<Event> {
        self.coder(models).code(&mut Vec::new())
    }

    /// Where the rules see news and of what type, with the features by which a model tells whether it is an event.
    pub fn news(&self, models: &'a Models) -> Vec<(EventType, Span, Features)> {
        let coder = self.coder(models);
        let row = |(finding, event): &(Finding, Event)| {
            (event.r#type, event.trigger.into(), worth::features(&coder, finding, event))
        };
        coder.news(&mut Vec::new()).iter().map(row).collect()
    }

    /// The sentences that a reader should look at.
    pub fn asked(&self, models: &'a Models) -> Vec<Asked> {
        let coder = self.coder(models);
        let findings = coder.findings(Purpose::Record, |_| true);
        let in_sentence = |sentence: &std::ops::Range<usize>| {
            let here: Vec<&Finding> =
                findings.iter().filter(|finding| sentence.contains(&finding.candidate.trigger)).collect();
            let phrases = ranker::phrases(&coder.who, sentence.clone());
            let meaning = |phrase: &Token| (phrase.span(), coder.who.named(*phrase));
            Asked {
                sentence: self.context.doc.span(sentence.clone()),
                phrases: phrases.iter().map(meaning).collect(),
                events: here.iter().map(|finding| coder.event(finding)).collect(),
            }
        };
        self.context.doc.sentences().iter().map(in_sentence).collect()
    }
}
