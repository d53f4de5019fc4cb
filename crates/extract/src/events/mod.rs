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

mod spoken;
pub mod training;
mod tree;
mod voices;
mod who;

pub use finding::Models;

use crate::{Context, actors::Actors, places::Places, times::Times};
use candidates::{Candidate, Readings};
use finding::{EMBEDDED, Finding};
use jiff::civil::Date;
use predicates::look_up;
use rapporteur_record::{
    Act, ActorId, ActorKind, Event, EventId, EventType, Evidence, Modality, Mode, Sector, Statement, StatementId,
    Unresolved,
};
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
    let coder = Coder { context, who, statements: &[], times, places };
    let mut findings = coder.findings();
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
    /// The predicates that tell it.
    chain: Vec<usize>,
    /// The statement that it is.
    statement: Option<StatementId>,
}

impl Coder<'_> {
    /// What all sentences tell.
    fn findings(&self) -> Vec<Finding> {
        let readings = Readings::of(&self.who);
        let sentences = self.context.doc.sentences().iter();
        sentences.flat_map(|sentence| finding::find(&self.who, &readings, &EMBEDDED, sentence.clone())).collect()
    }

    /// The events of the findings that are news between known actors.
    fn drafts(&self, unresolved: &mut Vec<Unresolved>) -> Vec<Draft> {
        let mut drafts: Vec<Draft> = Vec::new();
        let mut last_meeting: Option<Event> = None;
        for finding in self.findings() {
            let mut event = self.event(&finding);
            self.drop_silent_parties(&finding, &mut event);
            self.name_the_speaker(&finding, &mut event);
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
            let alone = event.target.is_empty() && event.source.len() < 2;
            if alone && self.needs_target(event.r#type) {
                let reason = format!("{} without anybody on the other side", event.r#type.as_str());
                unresolved.push(Unresolved { what: "event".into(), reason, evidence: Evidence::new(event.trigger) });
                continue;
            }
            let Candidate { trigger, nominal, reading, .. } = finding.candidate;
            drafts.push(Draft { event, trigger, nominal, chain: reading.chain, statement: None });
        }
        drafts
    }

    /// Takes out whom the ranker guessed where the sentence does not say who it was: whoever does what is told in a passive
    /// without "by" is unknown, and a meeting's place is no party to it.
    fn drop_silent_parties(&self, finding: &Finding, event: &mut Event) {
        let doc = self.context.doc;
        let trigger = doc.token(finding.candidate.trigger);
        if !finding.candidate.nominal && is_passive(trigger) && tree::by_agent(trigger).is_none() {
            let victim: Vec<ActorId> =
                tree::subject(trigger).map(|subject| self.who.named(subject.token)).unwrap_or_default();
            let reciprocal = matches!(event.r#type, EventType::Consult | EventType::Agree);
            if !reciprocal {
                event.source.retain(|id| {
                    let owner = finding.source.is_some_and(|i| {
                        let source = doc.token(i);
                        doc.token(finding.candidate.trigger).governs(source) && self.who.named(source).contains(id)
                    });
                    owner && !victim.contains(id)
                });
                if event.target.is_empty() {
                    event.target = victim;
                }
            }
        }
        let place = finding.target.map(|i| doc.token(i)).filter(|target| {
            target.dep() == Dep::Pobj
                && matches!(target.head().lower(), "in" | "at" | "of")
                && !target.head().head().is_space()
                && target.head().head().i != finding.source.unwrap_or(usize::MAX)
        });
        if event.r#type == EventType::Consult
            && !matches!(event.mode, Some(Mode::Visit))
            && let Some(place) = place
        {
            let named = self.who.named(place);
            let left = event.source.iter().filter(|id| !named.contains(id)).count();
            let many = left > 1 || left == 1 && finding.source.is_some_and(|i| is_plural(doc.token(i)));
            if many {
                event.source.retain(|id| !named.contains(id));
            }
        }
    }

    /// "We urged them", in quotation marks: the source is whoever speaks.
    fn name_the_speaker(&self, finding: &Finding, event: &mut Event) {
        let source = finding.source.map(|i| self.context.doc.token(i));
        let first_person = source.is_some_and(|source| matches!(source.lower(), "we" | "i"));
        if !first_person || event.source.iter().any(|id| self.is_political(*id)) {
            return;
        }
        let said = self.statements.iter().find(|statement| event.asserted_by.contains(&statement.id));
        if let Some(statement) = said {
            event.source = statement.speaker.clone();
            event.target.retain(|id| !statement.speaker.contains(id));
        }
    }

    /// Whether "they discussed" and its like go on about the meeting told before.
    fn goes_on(&self, finding: &Finding, meeting: &Event) -> bool {
        let doc = self.context.doc;
        let trigger = doc.token(finding.candidate.trigger);
        let they = |token: Token| matches!(token.lower(), "they" | "both" | "leaders" | "sides" | "ministers" | "two");
        let subject = tree::own_subject(trigger).or_else(|| tree::subject(trigger).map(|subject| subject.token));
        finding.kind == EventType::Consult
            && subject.is_some_and(|subject| {
                they(subject) && !self.who.is_name_or_actor(subject) || subject.lower() == "they"
            })
            && trigger.span().start.saturating_sub(meeting.trigger.end) < NEAR
    }

    /// The event of a finding.
    fn event(&self, finding: &Finding) -> Event {
        let trigger = self.context.doc.token(finding.candidate.trigger);
        let form = forms::form(&self.who, finding);
        let (source, target) = self.parties(finding);
        let (source, target) = gather(finding.kind, form.mode, source, target);
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
        targets.retain(|id| self.is_political(*id) || self.who.get(*id).kind != ActorKind::Group);
        // Whoever speaks for a state does nothing to it by speaking.
        let own = |id: &ActorId| sources.iter().any(|source| source == id || self.who.principal(*source) == Some(*id));
        targets.retain(|id| !own(id));
        (sources, targets)
    }

    /// Whether it happened; a meeting or a promise of one on a day to come is planned, whatever the words.
    fn modality(&self, finding: &Finding, trigger: Token, day: Option<(Date, Date)>) -> Modality {
        let told = modality::modality(&finding.candidate, trigger, finding.kind);
        let published = self.published();
        let ahead = matches!((day, published), (Some((first, _)), Some(published)) if first > published);
        let meets = matches!(finding.kind, EventType::Agree | EventType::Consult);
        if told == Modality::Actual && ahead && meets { Modality::Planned } else { told }
    }

    /// Whether the finding tells an event between actors that are known well enough.
    fn is_told(&self, finding: &Finding, event: &Event) -> bool {
        let known = |ids: &[ActorId]| ids.iter().any(|id| self.is_political(*id));
        let trigger = self.context.doc.token(finding.candidate.trigger);
        let suffers = matches!(event.r#type, EventType::Assault | EventType::Coerce) && known(&event.target);
        if !known(&event.source) && !suffers || finding.candidate.score <= finding::UNCOVERED {
            return false;
        }
        if self.is_only_words(finding, event, trigger)
            || is_asked(trigger)
            || modality::is_mere_aim(&finding.candidate, trigger)
            || self.is_alone(finding, event)
        {
            return false;
        }
        // A firm and its clients, a coach and his team: somebody's deed, but not politics. To speak to the press is none.
        let public = |id: &ActorId| self.is_public(*id);
        let everybody = || event.source.iter().chain(&event.target);
        let press = |id: &ActorId| self.who.get(*id).sector == Some(Sector::Jrn);
        if !everybody().any(public) && event.place.is_none()
            || event.r#type == EventType::Consult && everybody().any(press)
        {
            return false;
        }
        let candidate = &finding.candidate;
        match event.modality {
            // What might or did not happen is worth telling only where one side harms or meets another.
            Modality::Hypothetical | Modality::Negated => {
                let matters = operators::is_harmful(event.r#type) || event.r#type == EventType::Consult;
                matters && self.is_between_states(event)
            }
            _ if candidate.nominal => is_owned(&self.who, candidate),
            _ => true,
        }
    }

    /// Whether the event is nothing beside the statement that it belongs to: a warning that threatens nobody, or what
    /// somebody accused of it is said to say, refuse or fail to do.
    fn is_only_words(&self, finding: &Finding, event: &Event, trigger: Token) -> bool {
        use EventType::*;
        let at: Span = trigger.span();
        let holds = |spans: &[rapporteur_record::Span]| spans.iter().any(|span| Span::from(*span).contains(at));
        let plain = finding.candidate.reading.operators.is_empty();
        let warns = |statement: &Statement| {
            event.r#type == Threaten && plain && statement.act != Act::Threaten && holds(&statement.cue)
        };
        let words = matches!(event.r#type, Reject | Agree | Accuse | Support | Request | Concede);
        let blames = |statement: &Statement| {
            words && matches!(statement.act, Act::Accuse | Act::Criticize) && event.asserted_by.contains(&statement.id)
        };
        self.statements.iter().any(|statement| warns(statement) || blames(statement))
    }

    /// A meeting or a work together of which only one side is known: that of several, or of a body, is one all the same.
    fn is_alone(&self, finding: &Finding, event: &Event) -> bool {
        let joint = matches!(event.r#type, EventType::Consult | EventType::Cooperate);
        if !joint || event.source.len() + event.target.len() > 1 {
            return false;
        }
        let source = finding.source.map(|i| self.context.doc.token(i));
        let body = event.source.iter().any(|id| self.who.get(*id).kind == ActorKind::Igo);
        let nominal_body = body && finding.candidate.nominal && is_owned(&self.who, &finding.candidate);
        !source.is_some_and(is_plural) && !nominal_body
    }

    /// Whether two countries or bodies take part.
    fn is_between_states(&self, event: &Event) -> bool {
        let code = |id: &ActorId| {
            let actor = self.who.get(*id);
            actor.country.clone().or_else(|| (actor.kind == ActorKind::Igo).then(|| actor.name.clone()))
        };
        let mut codes: Vec<String> = event.source.iter().chain(&event.target).filter_map(code).collect();
        codes.sort();
        codes.dedup();
        codes.len() > 1
    }

    /// Whether the manual wants somebody on the other side of an event of the type.
    fn needs_target(&self, kind: EventType) -> bool {
        self.context.lexicon.events.plover(kind.as_str(), "").is_some_and(|entry| entry.recipient == "yes")
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

    /// A happening of an earlier year, told by a noun: "the 2014 annexation", "the anniversary of the invasion".
    fn is_background(&self, finding: &Finding) -> bool {
        let trigger = self.context.doc.token(finding.candidate.trigger);
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
            let mut head = doc.token(finding.candidate.trigger).head();
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

/// How far, in bytes, "they" may stand from the meeting that it goes on about.
const NEAR: usize = 1500;

/// Whether the sentence is a question.
fn is_asked(trigger: Token) -> bool {
    let doc = trigger.doc();
    let last = doc.slice(trigger.sentence()).rfind(|token| !token.is_space());
    last.is_some_and(|token| token.text().contains('?'))
}

/// Whether the verb tells what its subject suffers.
fn is_passive(verb: Token) -> bool {
    verb.tag() == rapporteur_text::Tag::Vbn
        && (verb.child(Dep::Auxpass).is_some()
            || matches!(verb.dep(), Dep::Acl)
            || verb.child(Dep::Nsubjpass).is_some())
}

/// Whether the phrase is of several: a plural, or joined to another.
fn is_plural(head: Token) -> bool {
    use rapporteur_text::Tag;
    matches!(head.tag(), Tag::Nns | Tag::Nnps) || head.child(Dep::Conj).is_some() || head.lower() == "they"
}

/// Whether somebody owns the event that a noun names: "Russia's withdrawal".
fn is_owned(who: &Who, candidate: &Candidate) -> bool {
    let noun = who.doc().token(candidate.trigger);
    candidate.source.is_some_and(|source| noun.governs(who.doc().token(source)))
}

/// A meeting has all its parties as source and no target, unless one visits or mediates.
fn gather(
    kind: EventType,
    mode: Option<Mode>,
    mut source: Vec<ActorId>,
    target: Vec<ActorId>,
) -> (Vec<ActorId>, Vec<ActorId>) {
    if kind == EventType::Consult && !matches!(mode, Some(Mode::Visit | Mode::ThirdParty)) {
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
