//! Events as the field's formats have them: only what is said to have happened, one actor against one other.

use rapporteur_record::{Actor, ActorId, Event, EventType, Modality, Record};
use sha2::{Digest, Sha256};

/// One event between one pair of actors; GDELT and ICEWS have a row for each.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Dyad {
    pub event: Event,
    pub source: Option<ActorId>,
    pub target: Option<ActorId>,
}

/// Whether an event belongs in formats that cannot say how sure it is: it happened or goes on, or it is an AGREE, whose
/// very meaning is what lies ahead; and it is not known only through somebody's denial.
pub(crate) fn happened(event: &Event) -> bool {
    let real = match event.modality {
        Modality::Actual | Modality::Ongoing => true,
        Modality::Planned => event.r#type == EventType::Agree,
        Modality::Hypothetical | Modality::Negated => false,
    };
    real && (event.denied_by.is_empty() || !event.asserted_by.is_empty())
}

/// The dyads of the events that happened and have a CAMEO code. Those who meet act on each other, in both directions;
/// a compound actor makes a row for each of its members.
pub(crate) fn dyads(record: &Record) -> Vec<Dyad> {
    let coded = record.events.iter().filter(|event| happened(event) && event.cameo.is_some());
    coded
        .flat_map(|event| {
            pairs(event).into_iter().map(|(source, target)| Dyad { event: event.clone(), source, target })
        })
        .collect()
}

/// Who acts on whom.
pub(crate) fn pairs(event: &Event) -> Vec<(Option<ActorId>, Option<ActorId>)> {
    let mut pairs: Vec<(Option<ActorId>, Option<ActorId>)> = Vec::new();
    let meet = event.r#type == EventType::Consult && event.target.is_empty() && event.source.len() > 1;
    let targets = if meet { &event.source } else { &event.target };
    for &source in &event.source {
        for &target in targets.iter().filter(|&&target| target != source) {
            pairs.push((Some(source), Some(target)));
        }
    }
    if pairs.is_empty() {
        pairs.extend(event.source.iter().map(|&source| (Some(source), None)));
        pairs.extend(event.target.iter().filter(|id| !event.source.contains(id)).map(|&target| (None, Some(target))));
    }
    pairs
}

impl Dyad {
    /// A number that is the same whenever the same datum of the same text is written: 63 bits of a hash, so that two of
    /// a hundred million rows share one with a chance of 1 in 2,000.
    pub(crate) fn number(&self, record: &Record) -> i64 {
        let name = |id: Option<ActorId>| id.map(|id| id.to_string()).unwrap_or_default();
        let parts = [
            record.report.sha256.clone(),
            record.report.id.clone(),
            self.event.id.to_string(),
            name(self.source),
            name(self.target),
        ];
        let hash = Sha256::digest(parts.join("\n").as_bytes());
        let first = hash.iter().take(8).fold(0u64, |number, &byte| number << 8 | u64::from(byte));
        (first >> 1) as i64
    }
}

/// The words that name an actor at an event: the mention inside its evidence that is nearest to its trigger, else the
/// first.
pub(crate) fn raw_name<'r>(actor: &'r Actor, event: &Event) -> &'r str {
    let near =
        |mention: &&rapporteur_record::Mention| event.evidence.spans().iter().any(|span| span.contains(mention.span));
    let distance = |mention: &&rapporteur_record::Mention| mention.span.start.abs_diff(event.trigger.start);
    let nearest = actor.mentions.iter().filter(near).min_by_key(distance);
    nearest.or(actor.mentions.first()).map(|mention| mention.text.as_str()).unwrap_or_default()
}
