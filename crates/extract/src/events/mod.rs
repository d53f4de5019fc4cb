//! Who did what to whom: PLOVER events from verbs and nouns of the report and from what its speakers do by speaking.
//!
//! In: the document with its actors, statements, times and places. Out: [`Event`]s, one a happening. The steps, one file
//! each: [`predicates`] says what a word is by the lexicon, [`operators`] what becomes of it under "agreed to" and "not",
//! [`candidates`] lists a sentence's words that may tell an event with their parties by rule, [`ranker`] and [`head`]
//! choose parties and type by learned weights, [`modality`] says whether it happened, [`forms`] gives mode, contexts and
//! CAMEO code, [`voices`] who alone says so and who denies it, [`spoken`] adds the events that are statements, and
//! [`merge`] joins what is told twice.

mod candidates;
mod finding;
mod forms;
mod head;
mod linear;
mod merge;
mod modality;
mod operators;
mod predicates;
mod ranker;

mod spoken;
pub mod training;
mod tree;
mod voices;
mod who;

pub use finding::Models;

use crate::{Context, actors::Actors, places::Places, times::Times};
use candidates::{Candidate, Readings};
use finding::{EMBEDDED, Finding};
use rapporteur_record::{ActorId, Event, EventId, EventType, Evidence, Modality, Statement, Unresolved};
use rapporteur_text::{Dep, Span, Token};
use who::Who;

/// Codes the events of a report.
pub fn code(
    context: Context,
    actors: &Actors,
    statements: &[Statement],
    times: &Times,
    places: &Places,
    unresolved: &mut Vec<Unresolved>,
) -> Vec<Event> {
    let coder = Coder { context, who: Who::new(context.doc, context.lexicon, actors), statements, times, places };
    let mut drafts = coder.drafts(unresolved);
    drafts.extend(spoken::events(&coder));
    number(merge::join(&coder, drafts))
}

/// The events that a report's own words tell, each as it is told, the likeliest first: what scorers of single sentences ask
/// for. Nothing is joined, and what does not happen is left out.
pub fn ranked(context: Context, actors: &Actors, times: &Times, places: &Places) -> Vec<Event> {
    let who = Who::new(context.doc, context.lexicon, actors);
    let coder = Coder { context, who, statements: &[], times, places };
    let mut drafts = coder.drafts(&mut Vec::new());
    drafts.retain(|draft| draft.event.modality != Modality::Negated);
    drafts.sort_by(|a, b| b.score.total_cmp(&a.score));
    number(drafts.into_iter().map(|draft| draft.event).collect())
}

fn number(mut events: Vec<Event>) -> Vec<Event> {
    for (number, event) in events.iter_mut().enumerate() {
        event.id = EventId(number as u32);
    }
    events
}

/// What the steps from a finding to an event need.
struct Coder<'a> {
    context: Context<'a>,
    who: Who<'a>,
    statements: &'a [Statement],
    times: &'a Times,
    places: &'a Places,
}

/// An event before it is joined with others: the datum and the word that tells it.
#[derive(Clone, Debug)]
struct Draft {
    event: Event,
    trigger: usize,
    nominal: bool,
    /// How likely it is its sentence's main event.
    score: f32,
}

impl Coder<'_> {
    /// The events of all sentences, as they are told.
    fn drafts(&self, unresolved: &mut Vec<Unresolved>) -> Vec<Draft> {
        let readings = Readings::of(&self.who);
        let mut drafts = Vec::new();
        for sentence in self.context.doc.sentences() {
            let findings = finding::find(&self.who, &readings, &EMBEDDED, sentence.clone());
            drafts.extend(findings.iter().filter_map(|finding| self.event(finding, unresolved)));
        }
        drafts
    }

    /// The event of a finding, where it is one between actors and news.
    fn event(&self, finding: &Finding, unresolved: &mut Vec<Unresolved>) -> Option<Draft> {
        if !finding.by.covered {
            return None;
        }
        let doc = self.context.doc;
        let trigger = doc.token(finding.candidate.trigger);
        let modality = modality::modality(&finding.candidate, trigger, finding.kind);
        let (source, target) = self.parties(finding);
        if !self.is_told(finding, modality, &source, &target) || self.is_background(finding, trigger) {
            return None;
        }
        let form = forms::form(&self.who, finding);
        let (source, target) = gather(finding.kind, form.mode, source, target);
        if source.is_empty() {
            return None;
        }
        if self.needs_target(finding.kind) && target.is_empty() && source.len() < 2 && modality == Modality::Actual {
            let reason = format!("{} without anybody on the other side", finding.kind.as_str());
            let evidence = Evidence::new(trigger.span());
            unresolved.push(Unresolved { what: "event".into(), reason, evidence });
            return None;
        }
        let time = self.time(finding);
        let place = self.place(finding);
        let event = Event {
            id: EventId(0),
            r#type: finding.kind,
            mode: form.mode,
            contexts: form.contexts,
            cameo: form.cameo,
            goldstein: form.goldstein,
            quad: Some(finding.kind.quad()),
            source,
            target,
            trigger: self.trigger(finding).into(),
            when: time.and_then(|time| time.when.clone()),
            place,
            modality,
            asserted_by: voices::asserted_by(self.statements, trigger),
            denied_by: voices::denied_by(self.statements, trigger),
            stale: time.is_some_and(|time| time.stale),
            reason: self.reason(finding),
            evidence: Evidence::new(self.evidence(finding)),
        };
        let Candidate { nominal, score, .. } = finding.candidate;
        Some(Draft { event, trigger: trigger.i, nominal, score })
    }

    /// The actors of the source and target phrases; "A and B met" has both as source.
    fn parties(&self, finding: &Finding) -> (Vec<ActorId>, Vec<ActorId>) {
        let doc = self.context.doc;
        let token = |i: Option<usize>| i.map(|i| doc.token(i));
        let (source, target) = (token(finding.source), token(finding.target));
        let mut sources = source.map(|token| self.who.named(token)).unwrap_or_default();
        let mut targets = target.map(|token| self.who.named(token)).unwrap_or_default();
        if let (Some(source), Some(target)) = (source, target)
            && finding::are_joined(source, target)
        {
            sources.append(&mut targets);
        }
        dedup(&mut sources);
        dedup(&mut targets);
        targets.retain(|id| !sources.contains(id));
        (sources, targets)
    }

    /// Whether the finding tells an event between actors that are known well enough.
    fn is_told(&self, finding: &Finding, modality: Modality, source: &[ActorId], target: &[ActorId]) -> bool {
        let known = |ids: &[ActorId]| ids.iter().any(|id| self.is_political(*id));
        if !known(source) {
            return false;
        }
        let candidate = &finding.candidate;
        match modality {
            // What might or did not happen is worth telling only between two sides.
            Modality::Hypothetical | Modality::Negated => known(target) && target != source || source.len() > 1,
            _ if candidate.nominal => !target.is_empty() || source.len() > 1 || is_owned(&self.who, candidate),
            _ => true,
        }
    }

    /// Whether the manual wants somebody on the other side of an event of the type.
    fn needs_target(&self, kind: EventType) -> bool {
        self.context.lexicon.events.plover(kind.as_str(), "").is_some_and(|entry| entry.recipient == "yes")
    }

    fn is_political(&self, id: ActorId) -> bool {
        let actor = self.who.get(id);
        actor.country.is_some() || actor.sector.is_some()
    }

    /// A happening of an earlier year, told by a noun: "the 2014 annexation", "the anniversary of the invasion".
    fn is_background(&self, finding: &Finding, trigger: Token) -> bool {
        let remembered = |token: Token| {
            matches!(&*tree::lemma(token), "anniversary" | "commemorate" | "remember" | "memory" | "wake" | "aftermath")
        };
        if trigger.ancestors().take(3).any(remembered) {
            return true;
        }
        let year = |text: &str| text.get(..4).and_then(|year| year.parse::<i32>().ok());
        let published = self.context.source.meta.published.as_deref().and_then(year);
        let told = self.time(finding).and_then(|time| time.when.as_ref()).and_then(|when| year(&when.value));
        match (published, told) {
            (Some(published), Some(told)) => finding.candidate.nominal && told + 1 < published,
            _ => false,
        }
    }

    fn time(&self, finding: &Finding) -> Option<&crate::times::Time> {
        self.around(finding).into_iter().find_map(|token| self.times.of(token))
    }

    fn place(&self, finding: &Finding) -> Option<rapporteur_record::Place> {
        self.around(finding).into_iter().find_map(|token| self.places.of(token)).cloned()
    }

    /// The words on which time and place may hang: the trigger, what it says together with, the verb over a noun.
    fn around(&self, finding: &Finding) -> Vec<Token<'_>> {
        let doc = self.context.doc;
        let mut found: Vec<Token> = finding.candidate.reading.chain.iter().map(|&i| doc.token(i)).collect();
        if finding.candidate.nominal {
            let mut head = doc.token(finding.candidate.trigger).head();
            if head.pos() == rapporteur_text::Pos::Adp {
                head = head.head();
            }
            found.extend(tree::is_verb(head).then_some(head));
        }
        found
    }

    /// The words that name the event: from the trigger to the innermost predicate, where they stand close.
    fn trigger(&self, finding: &Finding) -> Span {
        self.context.doc.token(finding.candidate.trigger).span()
    }

    /// The clause of the trigger; of a noun, the clause that it stands in.
    fn evidence(&self, finding: &Finding) -> Span {
        let doc = self.context.doc;
        let trigger = doc.token(finding.candidate.trigger);
        let clause = if finding.candidate.nominal {
            std::iter::once(trigger).chain(trigger.ancestors()).find(|token| tree::is_verb(*token)).unwrap_or(trigger)
        } else {
            trigger
        };
        let mut range = clause.subtree();
        let sentence = trigger.sentence();
        range.start = range.start.max(sentence.start);
        range.end = range.end.min(sentence.end);
        let is_edge = |token: Token| token.is_space() || token.is_punct() && token.dep() == Dep::Punct;
        while range.end > trigger.i + 1 && is_edge(doc.token(range.end - 1)) {
            range.end -= 1;
        }
        while range.start < trigger.i && is_edge(doc.token(range.start)) {
            range.start += 1;
        }
        doc.span(range)
    }

    /// Which rule or model found the event, by which words.
    fn reason(&self, finding: &Finding) -> String {
        let doc = self.context.doc;
        let candidate = &finding.candidate;
        let words: Vec<&str> = candidate.reading.chain.iter().map(|&i| doc.token(i).text()).collect();
        let mut reason = format!("{} by \"{}\"", candidate.kind.as_str(), words.join(" … "));
        let operators: Vec<&str> = candidate.reading.operators.iter().map(|operator| operator.name()).collect();
        if !operators.is_empty() {
            reason += &format!(" under {}", operators.join(", "));
        }
        if finding.by.learned_type {
            reason += &format!("; {} by the type model", finding.kind.as_str());
        }
        reason += if finding.by.learned_parties { "; parties by the ranker" } else { "; parties by rule" };
        reason
    }
}

/// Whether somebody owns the event that a noun names: "Russia's withdrawal".
fn is_owned(who: &Who, candidate: &Candidate) -> bool {
    let noun = who.doc().token(candidate.trigger);
    candidate.source.is_some_and(|source| noun.governs(who.doc().token(source)))
}

/// A meeting has all its parties as source and no target, unless one visits or is visited.
fn gather(
    kind: EventType,
    mode: Option<rapporteur_record::Mode>,
    mut source: Vec<ActorId>,
    target: Vec<ActorId>,
) -> (Vec<ActorId>, Vec<ActorId>) {
    if kind == EventType::Consult && mode != Some(rapporteur_record::Mode::Visit) {
        source.extend(target);
        dedup(&mut source);
        return (source, Vec::new());
    }
    (source, target)
}

/// Drops doubles and keeps the order.
fn dedup(ids: &mut Vec<ActorId>) {
    let mut seen = Vec::new();
    ids.retain(|id| {
        let new = !seen.contains(id);
        seen.push(*id);
        new
    });
}
