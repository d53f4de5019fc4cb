//! Who did what to whom: PLOVER events from verbs and nouns of the report and from what its speakers do by speaking.
//!
//! In: the document with its actors, statements, times and places. Out: [`Event`]s, one a happening. The steps, one file
//! each: [`predicates`] says what a word is by the lexicon, [`operators`] what becomes of it under "agreed to" and "not",
//! [`candidates`] lists a sentence's words that may tell an event with their parties by rule, [`ranker`] and [`head`]
//! choose parties and type by learned weights, [`modality`] says whether it happened, [`forms`] gives mode, contexts and
//! CAMEO code, [`voices`] who alone says so and who denies it, [`spoken`] adds the events that are statements, and
//! [`merge`] joins what is told twice.

mod candidates;
mod coding;
mod finding;
mod forms;
mod head;
mod linear;
mod merge;
mod modality;
mod operators;
mod predicates;
mod ranker;
mod sides;

pub mod reports;
mod spoken;
mod telling;
pub mod training;
mod tree;
mod voices;
mod who;
mod worth;

pub use finding::Models;

use crate::{Context, actors::Actors, issuers, places::Places, times::Times};
use candidates::{Candidate, Readings};
use finding::{Finding, Purpose};
use jiff::civil::Date;
use predicates::look_up;
use rapporteur_lexicon::{CueClass, CuePos};
use rapporteur_record::{
    Act, ActorId, ActorKind, Event, EventId, EventType, Evidence, Modality, Sector, Statement, StatementId, Unresolved,
};
use rapporteur_text::{Dep, Span, Token};
use std::borrow::Cow;
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
    Coder::new(context, actors, Models::embedded(), statements, times, places).code(unresolved)
}

/// An event of a single sentence, its parties coded.
#[derive(Clone, Debug)]
pub struct Ranked {
    /// The event.
    pub event: Event,
    /// Country (or `IGO`) and sector of each source, where known.
    pub source: Vec<Party>,
    /// The same of each target.
    pub target: Vec<Party>,
}

/// How a party to an event is coded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Party {
    /// ISO 3166-1 alpha-3 code, `IGO` for an intergovernmental organization, or empty.
    pub country: String,
    /// PLOVER sector.
    pub sector: Option<Sector>,
}

/// The events that a text's own words tell, each as it is told, the likeliest first: what scorers of single sentences ask for.
/// Nothing is joined or left out, save what does not happen; a party whose country no other sentence could tell is taken
/// to be of a country that the sentence names.
pub fn ranked(context: Context, actors: &Actors, times: &Times, places: &Places) -> Vec<Ranked> {
    let who = Who::new(context.doc, context.lexicon, actors);
    let models = Models::embedded();
    let coder =
        Coder { context, who, models, statements: &[], times, places, issuers: Vec::new(), asks_and_answers: false };
    let mut findings = coder.findings(Purpose::MainEvent, |_| true);
    findings.retain(|finding| !finding.candidate.negated);
    findings.sort_by(|a, b| b.candidate.score.total_cmp(&a.candidate.score));
    let ranked = findings.into_iter().map(|finding| {
        let (source, target) = coding::parties(&who, &finding);
        Ranked { event: coder.event(&finding), source, target }
    });
    ranked.collect()
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
    models: &'a Models,
    statements: &'a [Statement],
    times: &'a Times,
    places: &'a Places,
    /// In whose name a joint text speaks; empty where it is nobody's or one's.
    issuers: Vec<ActorId>,
    /// Whether the text is of questions and answers. Of what is talked of there, only what passes between states is told:
    /// the rest is opinion, housekeeping and talk about talk.
    asks_and_answers: bool,
}

/// Sentences of which one is a question at least, in a text of questions and answers.
const SENTENCES_A_QUESTION: usize = 25;

/// Fewest questions of such a text.
const FEWEST_QUESTIONS: usize = 5;

/// Whether many of the text's own sentences are questions.
fn asks_and_answers(context: Context) -> bool {
    let quoted = |at: Span| {
        let before = context.quotations.partition_point(|quotation| quotation.span.start <= at.start);
        before.checked_sub(1).is_some_and(|last| context.quotations[last].span.holds(at.start))
    };
    let asked = context.doc.tokens().filter(|token| token.text() == "?" && !quoted(token.span())).count();
    asked >= FEWEST_QUESTIONS && asked * SENTENCES_A_QUESTION >= context.doc.sentences().len()
}

/// An event before it is joined with others: the datum and the word that tells it.
#[derive(Clone, Debug)]
struct Draft {
    event: Event,
    trigger: usize,
    nominal: bool,
    /// The predicates that tell it.
    chain: Vec<usize>,
    /// The statement that it is.
    statement: Option<StatementId>,
}

impl<'a> Coder<'a> {
    /// A coder of a whole report.
    fn new(
        context: Context<'a>,
        actors: &'a Actors,
        models: &'a Models,
        statements: &'a [Statement],
        times: &'a Times,
        places: &'a Places,
    ) -> Self {
        let who = Who::new(context.doc, context.lexicon, actors);
        let asks_and_answers = asks_and_answers(context);
        let issuers = issuers::together(context, actors);
        Coder { context, models, statements, times, places, issuers, who, asks_and_answers }
    }
}

/// Words at the head of what somebody will not do that may tell that it is speaking.
const OPENING: usize = 4;

impl Coder<'_> {
    /// The events of the record.
    fn code(&self, unresolved: &mut Vec<Unresolved>) -> Vec<Event> {
        let mut drafts = self.drafts(unresolved);
        drafts.extend(spoken::events(self));
        number(merge::join(self, drafts))
    }

    /// What all sentences tell by the candidates that are wanted.
    fn findings(&self, purpose: Purpose, wanted: impl Fn(&Candidate) -> bool) -> Vec<Finding> {
        let readings = Readings::of(&self.who);
        let find = |sentence: &std::ops::Range<usize>| {
            finding::find(&self.who, &readings, self.models, purpose, sentence.clone(), &wanted)
        };
        self.context.doc.sentences().iter().flat_map(find).collect()
    }

    /// The events of the findings that are news between known actors.
    fn drafts(&self, unresolved: &mut Vec<Unresolved>) -> Vec<Draft> {
        let news = self.news(unresolved).into_iter();
        let likely = news.filter(|(finding, event)| worth::is_event(self, self.models, finding, event));
        let draft = |(finding, event): (Finding, Event)| {
            let Candidate { trigger, nominal, reading, .. } = finding.candidate;
            Draft { event, trigger, nominal, chain: reading.chain, statement: None }
        };
        let mut drafts: Vec<Draft> = likely.map(draft).collect();
        self.drop_denials(&mut drafts);
        self.address_the_other_side(&mut drafts);
        self.name_the_victim(&mut drafts);
        self.name_the_blamed(&mut drafts);
        drafts
    }

    /// What the rules take for news between known actors.
    fn news(&self, unresolved: &mut Vec<Unresolved>) -> Vec<(Finding, Event)> {
        let mut told: Vec<(Finding, Event)> = Vec::new();
        let mut last_meeting: Option<Event> = None;
        for finding in self.findings(Purpose::Record, |candidate| self.may_be_told(candidate)) {
            let mut event = self.event(&finding);
            self.drop_silent_parties(&finding, &mut event);
            self.name_the_speaker(&finding, &mut event);
            self.name_who_asks(&finding, &mut event);
            if let Some(meeting) = &last_meeting
                && self.goes_on(&finding, meeting)
            {
                event.source = meeting.source.clone();
            }
            if !self.is_told(&finding, &event) || self.is_background(&finding) {
                continue;
            }
            if event.r#type == EventType::Consult && event.source.len() > 1 {
                last_meeting = Some(event.clone());
            }
            let alone = event.target.is_empty() && event.source.len() < 2 && !self.is_done_to_people(&finding);
            if alone && self.needs_target(event.r#type) {
                let reason = format!("{} without anybody on the other side", event.r#type.as_str());
                unresolved.push(Unresolved { what: "event".into(), reason, evidence: Evidence::new(event.trigger) });
                continue;
            }
            told.push((finding, event));
        }
        told
    }

    /// Whoever denies a deed rejects nothing beside: the deed is told, with who denies it. Nor does who will not comment.
    fn drop_denials(&self, drafts: &mut Vec<Draft>) {
        let denied: Vec<StatementId> = drafts.iter().flat_map(|draft| draft.event.denied_by.iter().copied()).collect();
        let is_denial = |draft: &Draft| {
            let at = Span::from(draft.event.trigger);
            draft.event.r#type == EventType::Reject
                && self.statements.iter().any(|statement| {
                    let unsaid = self.is_unsaid(statement) || denied.contains(&statement.id);
                    unsaid && statement.cue.iter().any(|cue| Span::from(*cue).contains(at))
                })
        };
        drafts.retain(|draft| !is_denial(draft));
    }

    /// "Declined to comment", "would not say": not "declined the invitation".
    fn is_unsaid(&self, statement: &Statement) -> bool {
        let Context { doc, lexicon, .. } = self.context;
        let says = |token: Token| {
            let cues = lexicon.cues.get(token.lemma(), CuePos::Verb);
            token.lemma() == "comment" || cues.iter().any(|cue| cue.class == CueClass::Speech)
        };
        let opening = statement.content.iter().flat_map(|span| doc.slice(doc.tokens_in((*span).into())).take(OPENING));
        statement.act == Act::Decline && opening.into_iter().any(says)
    }

    /// The event of a finding.
    fn event(&self, finding: &Finding) -> Event {
        let trigger = self.context.doc.token(finding.candidate.trigger);
        let (source, target) = self.parties(finding);
        let finding = &self.across_borders(finding, &source, &target);
        let form = forms::form(&self.who, finding);
        let (source, target) = sides::gather(finding.kind, form.mode, source, target);
        let time = self.time(finding);
        Event {
            id: EventId(0),
            r#type: finding.kind,
            mode: form.mode,
            contexts: form.contexts,
            cameo: form.cameo,
            goldstein: form.goldstein,
            quad: Some(finding.kind.quad()),
            source,
            target,
            trigger: trigger.span().into(),
            when: time.and_then(|time| time.when.clone()),
            place: self.place(finding),
            modality: self.modality(finding, trigger, time.and_then(|time| time.interval)),
            asserted_by: voices::asserted_by(self.statements, trigger),
            denied_by: voices::denied_by(self.statements, trigger),
            stale: time.is_some_and(|time| time.stale) || self.is_long_ago(time),
            reason: self.reason(finding),
            evidence: Evidence::new(self.evidence(finding)),
        }
    }

    /// The finding, as SANCTION where one state bars those of another: at home, that is COERCE.
    fn across_borders<'f>(&self, finding: &'f Finding, source: &[ActorId], target: &[ActorId]) -> Cow<'f, Finding> {
        let doc = self.context.doc;
        let bars = |token: Token| self.bars(token);
        let country = |ids: &[ActorId]| ids.iter().find_map(|id| self.who.get(*id).country.clone());
        let mut chain = finding.candidate.reading.chain.iter().map(|&i| doc.token(i));
        let barred = finding.kind == EventType::Coerce
            && chain.any(|token| bars(token) || tree::objects(token).into_iter().any(bars))
            && matches!((country(source), country(target)), (Some(one), Some(other)) if one != other);
        if !barred {
            return Cow::Borrowed(finding);
        }
        Cow::Owned(Finding { kind: EventType::Sanction, ..finding.clone() })
    }

    /// Whether it happened; a meeting or a promise of one on a day to come is planned, whatever the words.
    fn modality(&self, finding: &Finding, trigger: Token, day: Option<(Date, Date)>) -> Modality {
        let told = modality::modality(&finding.candidate, trigger, finding.kind);
        let published = self.published();
        let ahead = matches!((day, published), (Some((first, _)), Some(published)) if first > published);
        let meets = matches!(finding.kind, EventType::Agree | EventType::Consult);
        if told == Modality::Actual && ahead && meets { Modality::Planned } else { told }
    }

    /// Whether the actor belongs to a country, or wields or wants power.
    fn is_public(&self, id: ActorId) -> bool {
        use Sector::*;
        let actor = self.who.get(id);
        let power = [Gov, Mil, Spy, Leg, Cop, Pty, Opp, Reb, Prm, Uaf, Igo];
        actor.country.is_some() || actor.kind == ActorKind::Igo || actor.sector.is_some_and(|own| power.contains(&own))
    }

    fn is_political(&self, id: ActorId) -> bool {
        let actor = self.who.get(id);
        actor.country.is_some() || actor.sector.is_some()
    }

    /// Whether a time lies more than a year before the report: background, whatever tells it.
    fn is_long_ago(&self, time: Option<&crate::times::Time>) -> bool {
        let published = self.published().map(|day| day.year());
        let told = time.and_then(|time| time.interval).map(|(_, last)| last.year());
        matches!((told, published), (Some(told), Some(published)) if told + 1 < published)
    }

    fn published(&self) -> Option<Date> {
        self.context.source.meta.published.as_deref().and_then(|day| day.get(..10)?.parse().ok())
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
        // "launched at a summit in June": the time of the meeting is that of the deed.
        let within: Vec<Token> = found
            .iter()
            .flat_map(|token| tree::prepositions(*token))
            .filter(|(name, _)| matches!(*name, "at" | "during" | "in" | "after" | "before"))
            .flat_map(|(_, objects)| objects)
            .filter(|object| look_up(&self.who, *object).and_then(|class| class.event()).is_some())
            .collect();
        found.extend(within);
        if finding.candidate.nominal {
            let trigger = doc.token(finding.candidate.trigger);
            found
                .extend(doc.slice(trigger.subtree()).filter(|token| token.i > trigger.i && is_inside(*token, trigger)));
            let mut head = trigger.head();
            if head.pos() == rapporteur_text::Pos::Adp {
                head = head.head();
            }
            found.extend(tree::is_verb(head).then_some(head));
        }
        found
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

/// Whether nothing but names and prepositions stand between the word and the noun over it: no clause, no other event.
fn is_inside(word: Token, noun: Token) -> bool {
    word.ancestors()
        .take_while(|token| token.i != noun.i)
        .all(|token| token.pos() == rapporteur_text::Pos::Propn || token.dep() == Dep::Prep)
}

/// Whether the phrase is of several: a plural, or joined to another.
fn is_plural(head: Token) -> bool {
    use rapporteur_text::Tag;
    matches!(head.tag(), Tag::Nns | Tag::Nnps) || head.child(Dep::Conj).is_some() || head.lower() == "they"
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
