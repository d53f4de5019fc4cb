//! Which findings are told in the record: deeds between actors that are known well enough, no mere words about them.
//!
//! In: a finding and its event. Out: whether the record has it. What is left out is what a sentence only asks, wishes or aims
//! at, what a statement is already, and what is no politics.

use super::candidates::{self, Candidate};
use super::finding::Finding;
use super::operators::Applied;
use super::who::Who;
use super::{Coder, is_plural, modality, operators, tree};
use rapporteur_lexicon::Operator;
use rapporteur_record::{Act, ActorId, ActorKind, Event, EventType, Modality, Mode, Sector, Statement};
use rapporteur_text::{Span, Token};

impl Coder<'_> {
    /// Whether the candidate's own words let it be told, whoever the parties are and whatever its type.
    pub(super) fn may_be_told(&self, candidate: &Candidate) -> bool {
        let trigger = self.context.doc.token(candidate.trigger);
        !is_asked(trigger)
            && !modality::is_mere_aim(candidate, trigger)
            && !is_wished(&self.who, candidate)
            && !is_unsaid(candidate, trigger)
    }

    /// Whether the finding tells an event between actors that are known well enough.
    pub(super) fn is_told(&self, finding: &Finding, event: &Event) -> bool {
        let known = |ids: &[ActorId]| ids.iter().any(|id| self.is_political(*id));
        let trigger = self.context.doc.token(finding.candidate.trigger);
        let suffers = matches!(event.r#type, EventType::Assault | EventType::Coerce) && known(&event.target);
        if !known(&event.source) && !suffers {
            return false;
        }
        if self.is_only_words(finding, event, trigger)
            || self.is_alone(finding, event)
            || is_bare_saying(&finding.candidate, event)
            || is_state_of_mind(&finding.candidate, trigger, event)
            || is_praise_of_nobody(&self.who, &finding.candidate, event)
            || self.is_mere_prospect(finding, event)
            || is_bare_assent(&finding.candidate, trigger, event)
            || self.is_bare_duty(finding, event)
            || self.is_own_refusal(finding, event)
            || self.is_of_measures(finding, event)
        {
            return false;
        }
        // A firm and its clients, a coach and his team: somebody's deed, but not politics. To speak to the press is none.
        let public = |id: &ActorId| self.is_public(*id);
        let everybody = || event.source.iter().chain(&event.target);
        let press = |id: &ActorId| self.who.get(*id).sector == Some(Sector::Jrn);
        // Workers and an opposition who protest do it in politics, wherever that is.
        let wants = |id: &ActorId| matches!(self.who.get(*id).sector, Some(Sector::Lab | Sector::Opp));
        let strikes = event.r#type == EventType::Protest && event.source.iter().any(wants);
        let private = event.place.is_none() && !strikes;
        if !everybody().any(public) && private || is_joint(event.r#type) && everybody().any(press) {
            return false;
        }
        if self.asks_and_answers && !self.is_between_states(event) {
            return false;
        }
        let candidate = &finding.candidate;
        match event.modality {
            // What might or did not happen is worth telling only where one side harms or meets another.
            Modality::Hypothetical => {
                let owned = !candidate.nominal || is_owned(&self.who, candidate);
                operators::is_harmful(event.r#type) && owned && self.is_between_states(event)
            }
            Modality::Negated => {
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

    /// "The measures freeze their assets": what measures do has been told with them.
    fn is_of_measures(&self, finding: &Finding, event: &Event) -> bool {
        let trigger = self.context.doc.token(finding.candidate.trigger);
        let measure = |subject: Token| {
            matches!(&*tree::lemma(subject), "measure" | "sanction" | "restriction" | "penalty" | "embargo")
        };
        let subject = tree::own_subject(trigger).filter(|_| !finding.candidate.nominal);
        matches!(event.r#type, EventType::Coerce | EventType::Sanction) && subject.is_some_and(measure)
    }

    /// "I'm not going to tell": what a speaker will or will not say to whoever asks is no politics.
    fn is_own_refusal(&self, finding: &Finding, event: &Event) -> bool {
        let source = finding.source.map(|i| self.context.doc.token(i));
        matches!(event.r#type, EventType::Reject | EventType::Agree)
            && event.target.is_empty()
            && source.is_some_and(|source| source.lower() == "i")
    }

    /// What somebody will do is a promise where it is good for another country, not where he will dine, speak or travel home.
    fn is_mere_prospect(&self, finding: &Finding, event: &Event) -> bool {
        let operators = &finding.candidate.reading.operators;
        let promised = operators.iter().any(|applied| {
            matches!(applied, Applied::Word(Operator::Commit | Operator::Demand | Operator::Refuse | Operator::Threat))
        });
        let ahead = operators.contains(&Applied::Future);
        use EventType::{Agree, Aid, Concede, Consult, Cooperate, Retreat};
        let told = match finding.candidate.reading.inner {
            Some(Retreat | Concede) => true,
            Some(Consult | Aid | Cooperate) => self.is_between_states(event),
            _ => false,
        };
        event.r#type == Agree && ahead && !promised && !told
    }

    /// "The bill must be passed": who must do something asks for nothing; only whoever says so does.
    fn is_bare_duty(&self, finding: &Finding, event: &Event) -> bool {
        event.r#type == EventType::Request
            && finding.candidate.reading.operators.first() == Some(&Applied::Must)
            && event.asserted_by.is_empty()
    }

    /// A meeting or a work together of which only one side is known: that of several, or of a body, is one all the same.
    fn is_alone(&self, finding: &Finding, event: &Event) -> bool {
        // "He'll discuss our plans" promises nobody a meeting.
        let talk = finding.candidate.reading.inner == Some(EventType::Consult) && event.r#type == EventType::Agree;
        let bare = talk && !matches!(event.mode, Some(Mode::Visit)) && self.is_talk(finding);
        let joint = matches!(event.r#type, EventType::Consult | EventType::Cooperate) || bare;
        let known = event.source.iter().chain(&event.target).filter(|id| self.is_political(**id)).count();
        if !joint || known > 1 {
            return false;
        }
        let source = finding.source.map(|i| self.context.doc.token(i));
        let body = event.source.iter().any(|id| self.who.get(*id).kind == ActorKind::Igo);
        let nominal_body = body && finding.candidate.nominal && is_owned(&self.who, &finding.candidate);
        !source.is_some_and(is_plural) && !nominal_body
    }

    /// Whether the deed is talking, which takes two: "discuss", "meet".
    fn is_talk(&self, finding: &Finding) -> bool {
        let talk = |i: &usize| {
            matches!(
                &*tree::lemma(self.context.doc.token(*i)),
                "discuss" | "address" | "meet" | "talk" | "speak" | "consult" | "confer"
            )
        };
        finding.candidate.reading.chain.iter().any(talk)
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

    /// Whether it is done to people of whom nothing else is known: "arrested fifteen people".
    pub(super) fn is_done_to_people(&self, finding: &Finding) -> bool {
        let target = finding.target.map(|i| self.context.doc.token(i));
        let harms = matches!(finding.kind, EventType::Assault | EventType::Coerce);
        harms && target.is_some_and(|target| self.who.is_somebody(target))
    }

    /// Whether the manual wants somebody on the other side of an event of the type.
    pub(super) fn needs_target(&self, kind: EventType) -> bool {
        self.context.lexicon.events.plover(kind.as_str(), "").is_some_and(|entry| entry.recipient == "yes")
    }

    /// A happening of an earlier year, told by a noun: "the 2014 annexation", "the anniversary of the invasion".
    pub(super) fn is_background(&self, finding: &Finding) -> bool {
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
}

/// Whether the press takes part in such things by its work only.
fn is_joint(kind: EventType) -> bool {
    use EventType::*;
    matches!(kind, Consult | Aid | Agree | Concede | Cooperate)
}

/// Whether the sentence is a question.
pub(super) fn is_asked(trigger: Token) -> bool {
    let doc = trigger.doc();
    let last = doc.slice(trigger.sentence()).rfind(|token| !token.is_space());
    last.is_some_and(|token| token.text().contains('?'))
}

/// Whether the deed is only what somebody wants: "wish to work with", "hopes to discuss".
fn is_wished(who: &Who, candidate: &Candidate) -> bool {
    let wish = |i: &usize| {
        matches!(&*tree::lemma(who.doc().token(*i)), "want" | "wish" | "hope" | "like" | "love" | "prefer" | "expect")
    };
    candidate.reading.inner.is_none() && candidate.reading.chain.iter().rev().skip(1).any(wish)
}

/// "He agreed, saying …": somebody is of one mind with somebody, and nothing has been agreed.
fn is_bare_assent(candidate: &Candidate, trigger: Token, event: &Event) -> bool {
    use rapporteur_text::Dep::{Ccomp, Dobj, Prep, Xcomp};
    let thing = |child: Token| match child.dep() {
        Ccomp | Dobj | Xcomp => true,
        // "agreed with him": of one mind.
        Prep => child.lower() != "with",
        _ => false,
    };
    let agrees = !candidate.nominal && &*tree::lemma(trigger) == "agree";
    agrees && event.source.len() < 2 && !trigger.children().any(|child| child.i > trigger.i && thing(child))
}

/// "Did not say that he had ordered it": what nobody says is not told.
fn is_unsaid(candidate: &Candidate, trigger: Token) -> bool {
    candidate.reading.operators.first() == Some(&Applied::Word(Operator::Say)) && tree::is_negated(trigger)
}

/// Whether a word of saying is all that tells it: "said it would move fast" promises nobody anything; that is a statement.
fn is_bare_saying(candidate: &Candidate, event: &Event) -> bool {
    let says = candidate.reading.operators.first() == Some(&Applied::Word(Operator::Say));
    let words = matches!(event.r#type, EventType::Agree | EventType::Reject | EventType::Threaten);
    let promise = event.r#type != EventType::Reject;
    says && words && candidate.reading.inner.is_none() && (promise || event.target.is_empty())
}

/// "Supported better schools": praise and support go to somebody, unless a treaty is signed.
fn is_praise_of_nobody(who: &Who, candidate: &Candidate, event: &Event) -> bool {
    let binding = |i: &usize| {
        matches!(&*tree::lemma(who.doc().token(*i)), "sign" | "ratify" | "conclude" | "join" | "accede" | "initial")
    };
    event.r#type == EventType::Support
        && event.target.is_empty()
        && event.source.len() < 2
        && !candidate.reading.chain.iter().any(binding)
}

/// "was ready", "is willing": nothing has been done yet, unless it is told for whom.
fn is_state_of_mind(candidate: &Candidate, trigger: Token, event: &Event) -> bool {
    use EventType::{Agree, Aid, Concede, Cooperate, Support};
    let cooperative = matches!(event.r#type, Agree | Concede);
    let vague = event.target.is_empty() || candidate.reading.inner.is_none();
    let wish = |child: Token| matches!(child.lower(), "eager" | "keen" | "willing" | "ready" | "anxious" | "likely");
    let eager = matches!(event.r#type, Aid | Cooperate | Support) && trigger.children().any(wish);
    &*tree::lemma(trigger) == "be" && (cooperative && vague || eager)
}

/// Whether somebody owns the event that a noun names: "Russia's withdrawal".
fn is_owned(who: &Who, candidate: &Candidate) -> bool {
    let noun = who.doc().token(candidate.trigger);
    candidate.source.is_some_and(|source| noun.governs(who.doc().token(source)))
        || candidates::met_there(who, candidate)
}
