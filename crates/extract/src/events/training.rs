//! What the scripts in `training/events` learn from, and what the finished models find: one place for the features.

use super::candidates::{Candidate, Readings, candidates};
use super::finding::{self, Models, Purpose};
use super::head::{self, Scene};
use super::linear::{Features, Model};
use super::ranker;
use super::who::Who;
use crate::{Context, actors::Actors};
use rapporteur_record::EventType;
use rapporteur_text::{Span, Token};
use std::ops::Range;

/// A labelled sentence.
pub struct Example<'a> {
    /// The sentence, read.
    pub context: Context<'a>,
    /// Whom it speaks of.
    pub actors: &'a Actors,
    /// Where the source phrase stands.
    pub source: Option<Span>,
    /// Where the target phrase stands.
    pub target: Option<Span>,
}

/// What the models learn from an example.
#[derive(Debug, Default)]
pub struct Rows {
    /// The head's features, given the marked pair.
    pub head: Features,
    /// The lexicon's type of the candidate that the pair belongs to.
    pub kind: Option<EventType>,
    /// For each phrase of the sentence, and last for nobody: whether it is the source, whether it is the target, the
    /// ranker's features.
    pub ranker: Vec<(bool, bool, Features)>,
}

/// What is found in an example.
#[derive(Debug)]
pub struct Found {
    /// Type by model and lexicon together.
    pub kind: EventType,
    /// Type by the model alone, in its own classes.
    pub learned: Option<EventType>,
    /// Type by the lexicon alone.
    pub rule: EventType,
    /// Where the source phrase's head stands.
    pub source: Option<Span>,
    /// Where the target phrase's head stands.
    pub target: Option<Span>,
    /// Whether it is told only to say that it does not happen.
    pub negated: bool,
    /// How likely it is the sentence's main event.
    pub score: f32,
    /// How sure the ranker is of the parties.
    pub likelihood: f32,
    /// By how much the type model's first choice leads.
    pub margin: f32,
}

/// Reads models from the bytes of their archives.
pub fn models(ranker: &[u8], head: &[u8], worth: &[u8]) -> Models {
    Models { ranker: Model::read(ranker), head: Model::read(head), worth: Model::read(worth) }
}

impl Example<'_> {
    fn who(&self) -> Who<'_> {
        Who::new(self.context.doc, self.context.lexicon, self.actors)
    }

    /// The head of a marked phrase: the token that the others of it hang on.
    fn head_of(&self, span: Option<Span>) -> Option<Token<'_>> {
        let doc = self.context.doc;
        let range = doc.tokens_in(span?);
        let outside = |token: &Token| token.is_root() || !range.contains(&token.head().i);

        doc.slice(range.clone()).find(outside)
    }

    /// The sentence of the marked source, or of the target, or the first.
    fn sentence(&self) -> Range<usize> {
        let marked = self.head_of(self.source).or(self.head_of(self.target));
        marked.map(|token| token.sentence()).or(self.context.doc.sentences().first().cloned()).unwrap_or_default()
    }

    /// The rows of the example.
    pub fn rows(&self) -> Rows {
        let who = self.who();
        let readings = Readings::of(&who);
        let sentence = self.sentence();
        let all = candidates(&who, &readings, sentence.clone());
        let (source, target) = (self.head_of(self.source), self.head_of(self.target));
        let focus = related(&who, &all, source, target);
        let scene = Scene {
            who: &who,
            readings: &readings,
            sentence: sentence.clone(),
            candidates: &all,
            focus,
            source: source.map(|token| token.i),
            target: target.map(|token| token.i),
        };
        let is = |token: Option<Token>, i: usize| token.is_some_and(|token| token.i == i);
        let ranked = ranker::phrases(&who, sentence)
            .into_iter()
            .map(|phrase| (is(source, phrase.i), is(target, phrase.i), ranker::features(&who, focus, phrase)));
        let mut ranker: Vec<_> = ranked.collect();
        ranker.push((source.is_none(), target.is_none(), ranker::nobody(focus)));
        Rows { head: head::features(&scene), kind: focus.map(|focus| focus.kind), ranker }
    }

    /// The type by the model for the marked pair, in its own classes.
    pub fn given(&self, models: &Models) -> Option<EventType> {
        let rows = self.rows();
        models.head.as_ref().map(|model| head::choose(model, &rows.head).kind)
    }

    /// What is found without the marks, the likeliest first.
    pub fn found(&self, models: &Models) -> Vec<Found> {
        let who = self.who();
        let readings = Readings::of(&who);
        let doc = self.context.doc;
        let at = |i: Option<usize>| i.map(|i| doc.token(i).span());
        let mut found: Vec<Found> = Vec::new();
        for sentence in doc.sentences() {
            let findings = finding::find(&who, &readings, models, Purpose::MainEvent, sentence.clone(), |_| true);
            found.extend(findings.into_iter().map(|finding| Found {
                kind: finding.kind,
                learned: finding.learned,
                rule: finding.candidate.kind,
                source: at(finding.source),
                target: at(finding.target),
                negated: finding.candidate.negated,
                score: finding.candidate.score,
                likelihood: finding.likelihood,
                margin: finding.margin,
            }));
        }
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
        found
    }
}

/// The candidate that a marked pair belongs to: one that governs both, else the likeliest.
fn related<'c>(who: &Who, all: &'c [Candidate], source: Option<Token>, target: Option<Token>) -> Option<&'c Candidate> {
    let doc = who.doc();
    let over = |candidate: &Candidate, phrase: Option<Token>| {
        phrase.is_some_and(|phrase| {
            candidate.reading.chain.iter().any(|&i| i != phrase.i && doc.token(i).governs(phrase))
        })
    };
    let worth = |candidate: &Candidate| {
        let subject = candidate.source.is_some() && candidate.source == source.map(|token| token.i);
        let object = candidate.target.is_some() && candidate.target == target.map(|token| token.i);
        let both = [over(candidate, source) || subject, over(candidate, target), subject, object];
        both.into_iter().filter(|holds| *holds).count() as f32 * 2.0 + candidate.score * 0.5
    };
    let mut best: Option<(f32, &Candidate)> = None;
    for candidate in all {
        let worth = worth(candidate);
        if best.is_none_or(|(most, _)| worth > most) {
            best = Some((worth, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}
