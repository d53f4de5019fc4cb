//! From a sentence to the events that it tells: type and parties of each candidate, by rule and by the learned models.

use super::candidates::{Candidate, Readings, candidates};
use super::head::{self, Choice, Scene};
use super::linear::Model;
use super::predicates::look_up;
use super::ranker;
use super::tree::{self, lemma};
use super::who::Who;
use rapporteur_record::EventType;
use rapporteur_text::{Dep, Token};
use std::ops::Range;
use std::sync::LazyLock;

/// An event that a sentence tells, in words of the sentence.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The word that tells it and how it reads.
    pub candidate: Candidate,
    /// Its type.
    pub kind: EventType,
    /// The type by the model alone, in the model's classes.
    pub learned: Option<EventType>,
    /// Head of the source phrase.
    pub source: Option<usize>,
    /// Head of the target phrase.
    pub target: Option<usize>,
    /// What chose type and parties.
    pub by: Chooser,
}

/// What chose an event's type and parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chooser {
    /// Whether the type is the model's, against the lexicon's.
    pub learned_type: bool,
    /// Whether the parties are the ranker's, against the rule's.
    pub learned_parties: bool,
}

/// The learned models; a model that is missing leaves its question to the rules.
#[derive(Debug, Default)]
pub struct Models {
    /// Source and target of a candidate.
    pub ranker: Option<Model>,
    /// Type of an event.
    pub head: Option<Model>,
}

/// The models built into the program.
pub static EMBEDDED: LazyLock<Models> = LazyLock::new(|| Models {
    ranker: Model::read(include_bytes!("../../models/events-ranker.bin")),
    head: Model::read(include_bytes!("../../models/events-head.bin")),
});

/// Below these log-odds no phrase is the source, or the target; chosen on sentences of our own.
const SOURCE_FLOOR: f32 = -2.0;
const TARGET_FLOOR: f32 = -2.2;

/// By how much the model must lead before its type goes before the lexicon's.
const MARGIN: f32 = 0.15;

/// The events that a sentence may tell, the likeliest first.
pub fn find(who: &Who, readings: &Readings, models: &Models, sentence: Range<usize>) -> Vec<Finding> {
    let candidates = candidates(who, readings, sentence.clone());
    candidates.iter().map(|candidate| finding(who, readings, models, &sentence, &candidates, candidate)).collect()
}

fn finding(
    who: &Who,
    readings: &Readings,
    models: &Models,
    sentence: &Range<usize>,
    all: &[Candidate],
    candidate: &Candidate,
) -> Finding {
    let pair = models.ranker.as_ref().and_then(|model| ranker::rank(model, who, candidate, sentence.clone()));
    let (mut source, mut target) = (candidate.source, candidate.target);
    let mut learned_parties = false;
    if let Some(pair) = pair {
        learned_parties = source != Some(pair.source) || target != pair.target;
        source = (pair.source_score > SOURCE_FLOOR).then_some(pair.source).or(source);
        target = pair.target.filter(|_| pair.target_score > TARGET_FLOOR);
    }
    if target == source {
        target = None;
    }
    let scene =
        Scene { who, readings, sentence: sentence.clone(), candidates: all, focus: Some(candidate), source, target };
    let choice = models.head.as_ref().map(|model| head::choose(model, &head::features(&scene)));
    let kind = kind(who, candidate, choice.as_ref());
    Finding {
        candidate: candidate.clone(),
        kind,
        learned: choice.map(|choice| choice.kind),
        source,
        target,
        by: Chooser { learned_type: kind != candidate.kind, learned_parties },
    }
}

/// The type: the model's where it is sure enough, else the lexicon's; then the manual's word where it differs from the
/// model's teachers.
fn kind(who: &Who, candidate: &Candidate, choice: Option<&Choice>) -> EventType {
    let Some(choice) = choice.filter(|choice| !candidate.negated && choice.margin > MARGIN) else {
        return candidate.kind;
    };
    match choice.kind {
        EventType::Concede => way_given(who, candidate),
        EventType::Coerce if restricts_trade(who, candidate) => EventType::Sanction,
        kind => kind,
    }
}

/// CONCEDE or RETREAT, which are one class to the model.
pub fn way_given(who: &Who, candidate: &Candidate) -> EventType {
    if matches!(candidate.kind, EventType::Concede | EventType::Retreat) {
        return candidate.kind;
    }
    let retreats = candidate
        .reading
        .chain
        .iter()
        .any(|&i| look_up(who, who.doc().token(i)).and_then(|class| class.event()) == Some(EventType::Retreat));
    if retreats { EventType::Retreat } else { EventType::Concede }
}

/// Whether sanctions, an embargo or tariffs are what is imposed: the manual has SANCTION where older tables have COERCE.
pub fn restricts_trade(who: &Who, candidate: &Candidate) -> bool {
    let doc = who.doc();
    candidate.reading.chain.iter().any(|&i| {
        let predicate = doc.token(i);
        let own = matches!(&*lemma(predicate), "sanction" | "embargo" | "tariff");
        own || tree::objects(predicate)
            .iter()
            .any(|object| matches!(&*lemma(*object), "sanction" | "embargo" | "tariff"))
    })
}

/// Whether two phrases are joined: "A and B".
pub fn are_joined(source: Token, target: Token) -> bool {
    let mut at = target;
    while at.dep() == Dep::Conj {
        at = at.head();
        if at.i == source.i {
            return true;
        }
    }
    false
}
