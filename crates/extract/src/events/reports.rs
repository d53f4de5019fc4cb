//! What the models learn from events that a reader has annotated in whole reports, and what a reader is asked.
//!
//! In: a report read up to its statements, and what the reader says of it. Out: rows for the type model and the ranker,
//! each with the report's own actors behind its features; or the report's sentences with what the program finds in them.

use super::candidates::{Candidate, Readings, candidates};
use super::finding::{self, Finding, Models, Purpose};
use super::head::{self, Scene};
use super::linear::Features;
use super::who::Who;
use super::{Coder, ranker, worth};
use crate::{Context, actors, actors::Actors, places, places::Places, sides, statements, times, times::Times};
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

/// What a reader says of a word that may tell an event. Spans are in bytes.
#[derive(Clone, Debug)]
pub struct Annotation {
    /// The word.
    pub trigger: Span,
    /// Its type; `None` where it tells no event.
    pub kind: Option<EventType>,
    /// The head of the source phrase; `None` where nobody in the sentence is it.
    pub source: Option<Span>,
    /// The same of the target.
    pub target: Option<Span>,
}

/// What the models learn from one annotation.
#[derive(Debug, Default)]
pub struct Row {
    /// The type model's features.
    pub head: Features,
    /// For each phrase of the sentence, and last for nobody: whether it is the source, whether it is the target, the
    /// ranker's features.
    pub ranker: Vec<(bool, bool, Features)>,
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
    let mut unresolved = Vec::new();
    let times = times::tag(context, &mut unresolved);
    let places = places::find(context);
    let mut actors = actors::resolve(context, &places);
    let mut statements = statements::attribute(context, &mut actors, &times, &places, &mut unresolved);
    sides::tell(context, &mut actors, &mut statements);
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

    /// What the models learn from the annotations; one whose word is no candidate teaches nothing.
    pub fn rows(&self, annotations: &[Annotation]) -> Vec<(usize, Row)> {
        let who = Who::new(self.context.doc, self.context.lexicon, self.actors);
        let readings = Readings::of(&who);
        let row = |(number, annotation)| Some((number, row(&who, &readings, annotation)?));
        annotations.iter().enumerate().filter_map(row).collect()
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
        let findings = coder.findings(Purpose::Record);
        let named = |finding: &Finding| finding.candidate.score > finding::UNCOVERED;
        let in_sentence = |sentence: &std::ops::Range<usize>| {
            let here: Vec<&Finding> = findings
                .iter()
                .filter(|finding| sentence.contains(&finding.candidate.trigger) && named(finding))
                .collect();
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

fn row(who: &Who, readings: &Readings, annotation: &Annotation) -> Option<Row> {
    let doc = who.doc();
    let token = |span: Span| doc.slice(doc.tokens_in(span)).next();
    let trigger = token(annotation.trigger)?;
    let sentence = trigger.sentence();
    let all = candidates(who, readings, sentence.clone());
    let focus: &Candidate = all.iter().find(|candidate| candidate.trigger == trigger.i)?;
    let (source, target) = (annotation.source.and_then(token), annotation.target.and_then(token));
    let place = |token: Option<Token>| token.map(|token| token.i);
    let scene = Scene {
        who,
        readings,
        sentence: sentence.clone(),
        candidates: &all,
        focus: Some(focus),
        source: place(source),
        target: place(target),
    };
    let is = |token: Option<Token>, i: usize| place(token) == Some(i);
    let ranked = ranker::phrases(who, sentence)
        .into_iter()
        .map(|phrase| (is(source, phrase.i), is(target, phrase.i), ranker::features(who, Some(focus), phrase)));
    let mut ranker: Vec<_> = ranked.collect();
    ranker.push((source.is_none(), target.is_none(), ranker::nobody(Some(focus))));
    Some(Row { head: head::features(&scene), ranker })
}
