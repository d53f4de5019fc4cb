//! What became of a meeting, and when it is.

use super::parties::subject;
use super::{Reading, Sense, Status};
use rapporteur_record::When;
use rapporteur_text::{Dep, Pos, Tag, Token};

/// Most dates of a sentence that are looked at.
const TIMES: usize = 8;

impl Reading<'_> {
    /// A date within the noun phrase: "Monday's meeting", "a June summit".
    pub(super) fn before(&self, noun: Token) -> Option<&crate::times::Time> {
        let span = noun.doc().span(noun.left_edge().i..noun.i + 1);
        self.times.within(span).next()
    }

    /// A date with which the verb's clause opens: "On Monday, N. N. called the minister to discuss the attack of May 3".
    pub(super) fn opening(&self, verb: Token) -> Option<&crate::times::Time> {
        let doc = verb.doc();
        let subject = subject(verb)?.left_edge().i;
        let start = doc
            .slice(verb.sentence().start..subject)
            .rev()
            .take_while(|token| !matches!(token.pos(), Pos::Verb | Pos::Aux) && token.text() != ";");
        let start = start.last()?.i;
        let mut times = self.times.within(doc.span(start..subject));
        times.find(|time| time.when.is_some())
    }

    /// A date of the verb's clause that the parser hung on another word of it: "met with the minister of X N. N. today".
    pub(super) fn beside(&self, verb: Token) -> Option<&crate::times::Time> {
        let doc = verb.doc();
        let sentence = doc.span(verb.sentence());
        let mut times = self.times.within(sentence).take(TIMES);
        times.find(|time| {
            let at = time.when.as_ref().map(|when| doc.tokens_in(when.span.into()).start);
            at.is_some_and(|at| nearest_verb(doc.token(at)).is_some_and(|above| above == verb))
        })
    }

    /// "A meeting of ministers that had been scheduled for March 3 in Rome", "talks planned for Monday"; the engine hangs
    /// the clause on the nearest noun.
    pub(super) fn plan<'d>(&self, noun: Token<'d>) -> Option<Token<'d>> {
        let clause = |word: &Token| matches!(word.dep(), Dep::Relcl | Dep::Acl) && self.has(*word, Sense::Scheduled);
        noun.doc().slice(noun.subtree()).find(clause)
    }

    /// The date of a meeting: that for which it is planned, its own, that of the verb above it. What is called off or
    /// refused on a day was to be on a later one.
    pub(super) fn day(&self, noun: Token, plan: Option<Token>, verb: Option<Token>) -> Option<When> {
        let planned = plan.and_then(|plan| self.times.of(plan)).or_else(|| self.before(noun));
        if let Some(when) = planned.and_then(|time| time.when.clone()) {
            return Some(when);
        }
        let time = self.times.of(noun).or_else(|| self.times.of(verb?)).or_else(|| self.beside(verb?));
        let when = time.and_then(|time| time.when.clone())?;
        let called_off = |verb: Token| self.has(verb, Sense::Cancelled) || self.has(verb, Sense::Refused);
        (!verb.is_some_and(called_off) || !self.is_past(&when)).then_some(when)
    }

    pub(super) fn status(&self, noun: Token, verb: Option<Token>, when: Option<&When>) -> Option<Status> {
        let object = matches!(noun.dep(), Dep::Dobj | Dep::Nsubjpass) || noun.dep() == Dep::Pobj;
        if let Some(verb) = verb {
            let negated = verb.child(Dep::Neg).is_some();
            if object && self.has(verb, Sense::Cancelled) {
                return Some(Status::Cancelled);
            }
            if object && (self.has(verb, Sense::Refused) || negated && self.has(verb, Sense::Proposed)) {
                return Some(Status::Refused);
            }
            if negated
                && verb
                    .children()
                    .any(|child| matches!(child.lower(), "would" | "will" | "wo" | "could" | "can" | "ca"))
            {
                return Some(Status::Refused);
            }
            if let Some(status) = self.outlook(verb) {
                return Some(status);
            }
            let passive = verb.child_of(&[Dep::Auxpass, Dep::Nsubjpass]).is_some() || verb.tag() == Tag::Vbn;
            let fixed = self.has(verb, Sense::Scheduled) && (passive || noun == verb);
            if fixed || is_future(verb) && !negated {
                return Some(Status::Scheduled);
            }
            if object && self.has(verb, Sense::Proposed) && !matches!(when, Some(when) if self.is_past(when)) {
                return Some(Status::Proposed);
            }
            if self.has(verb, Sense::Ongoing) && verb.tag() == Tag::Vbg && verb.child(Dep::Aux).is_some() {
                return Some(Status::Ongoing);
            }
            if negated {
                return None;
            }
        }
        match when {
            Some(when) if !self.is_past(when) => Some(Status::Scheduled),
            _ => Some(Status::Held),
        }
    }

    /// What the words above an infinitive make of the meeting: "ready to host talks", "refused to attend", "an invitation to meet"; or
    /// its own verb, where it tells what should or could be.
    fn outlook(&self, verb: Token) -> Option<Status> {
        const STEPS: usize = 3;
        let modal = |verb: Token| {
            verb.children().any(|child| matches!(child.lower(), "should" | "must" | "could" | "may" | "might"))
        };
        let mut at = verb;
        for _ in 0..STEPS {
            if modal(at) {
                return Some(Status::Proposed);
            }
            let infinitive = at.tag() == Tag::Vb && at.children().any(|child| child.tag() == Tag::To);
            let governed = matches!(at.dep(), Dep::Xcomp | Dep::Ccomp | Dep::Acl | Dep::Relcl);
            let above = Some(at.head()).filter(|_| infinitive && governed)?;
            let ended = self.has(above, Sense::Refused) || above.lemma() == "decline";
            match above.child(Dep::Neg) {
                None if ended => return Some(Status::Refused),
                None if self.has(above, Sense::Open) || self.has(above, Sense::Proposed) => {
                    return Some(Status::Proposed);
                }
                Some(_) if self.has(above, Sense::Open) => return Some(Status::Refused),
                _ => at = above,
            }
        }
        None
    }

    /// Whether a date lies no later than the day of publication. ISO dates compare as they are written.
    pub(super) fn is_past(&self, when: &When) -> bool {
        match self.context.source.meta.published.as_deref().and_then(|published| published.get(..10)) {
            Some(published) => when.value.get(..10.min(when.value.len())).is_none_or(|day| day <= published),
            None => true,
        }
    }
}

/// The nearest verb above a noun, prepositions and coordination in between.
pub(super) fn governing_verb(noun: Token<'_>) -> Option<Token<'_>> {
    const STEPS: usize = 5;
    noun.ancestors().take(STEPS).find(|token| matches!(token.pos(), Pos::Verb | Pos::Aux))
}

pub(super) fn is_future(verb: Token) -> bool {
    let goes = verb.head().lemma() == "go" && verb.dep() == Dep::Xcomp;
    let due = verb.dep() == Dep::Xcomp
        && matches!(verb.head().lemma(), "expect" | "schedule" | "set" | "due" | "plan" | "agree");
    goes || due
        || verb.children().any(|child| child.dep() == Dep::Aux && matches!(child.lower(), "will" | "'ll" | "shall"))
}

/// The nearest verb above a word.
pub(super) fn nearest_verb(word: Token<'_>) -> Option<Token<'_>> {
    const STEPS: usize = 12;
    word.ancestors().take(STEPS).find(|token| matches!(token.pos(), Pos::Verb | Pos::Aux))
}
