//! Whether an event happened, goes on, is planned, is only thought of, or did not happen.

use super::candidates::Candidate;
use super::operators::Applied;
use super::tree::{self, lemma};
use rapporteur_lexicon::Operator;
use rapporteur_record::{EventType, Modality};
use rapporteur_text::{Dep, Tag, Token};

/// Whether the words around the trigger say that the deed is no fact: "no intention to attack", "plans to withdraw".
pub fn is_only_thought_of(candidate: &Candidate, trigger: Token) -> bool {
    !candidate.nominal && (is_denied_existence(trigger) || above(trigger).is_some())
}

/// Whether the trigger only says what for, how or about what something else is done: "met to discuss", "spoke about
/// strengthening ties", "allowed them to leave". What somebody plans, fears or denies is told by [`modality`].
pub fn is_mere_aim(candidate: &Candidate, trigger: Token) -> bool {
    if candidate.nominal || candidate.negated || is_denied_existence(trigger) {
        return false;
    }
    let first = std::iter::once(trigger).chain(trigger.ancestors()).find(|token| token.dep() != Dep::Conj);
    let Some(first) = first else { return false };
    let framed = matches!(first.dep(), Dep::Xcomp | Dep::Acl | Dep::Pcomp | Dep::Advcl)
        && (frame(first.head()).is_some() || first.dep() == Dep::Pcomp && frame(first.head().head()).is_some());
    if framed && trigger.i == first.i && !matches!(trigger.dep(), Dep::Advcl) {
        return false;
    }
    let infinitive = tree::has_to(first) && !first.is_root() || tree::has_to(trigger) && !trigger.is_root();
    let gerund = first.dep() == Dep::Pcomp
        && !matches!(first.head().lower(), "by" | "after" | "following" | "since" | "before" | "for");
    infinitive || gerund
}

/// The modality of a candidate whose trigger is `trigger`.
pub fn modality(candidate: &Candidate, trigger: Token, kind: EventType) -> Modality {
    if candidate.negated || is_denied_existence(trigger) || !candidate.nominal && is_of_nobody(trigger) {
        return Modality::Negated;
    }
    if candidate.nominal {
        return nominal(trigger);
    }
    let operators = &candidate.reading.operators;
    let first = operators.iter().find(|operator| **operator != Applied::Word(Operator::Pass));
    if first == Some(&Applied::May) || is_conditional(trigger) || is_imagined(trigger) {
        return Modality::Hypothetical;
    }
    if let Some(above) = above(trigger) {
        return above;
    }
    // "Will not allow": the refusal is the act, and it is made by saying so.
    if kind == EventType::Reject && candidate.reading.operators.contains(&Applied::Negation) {
        return Modality::Actual;
    }
    match first {
        Some(Applied::Negation) => Modality::Negated,
        Some(Applied::Future) => Modality::Planned,
        // Words of agreeing, asking, refusing and threatening are the act itself, whatever becomes of it.
        Some(Applied::Word(Operator::Commit | Operator::Demand | Operator::Refuse | Operator::Threat)) => {
            Modality::Actual
        }
        _ if tree::modal(trigger) == Some(tree::Modal::Future) => Modality::Planned,
        _ if is_under_way(trigger) && is_lasting(kind) => Modality::Ongoing,
        _ => Modality::Actual,
    }
}

/// "would" where nobody says so: "a bill that would allow extradition".
fn is_imagined(verb: Token) -> bool {
    let would = verb.children().any(|child| child.dep() == Dep::Aux && matches!(child.lower(), "would" | "'d" | "’d"));
    would && matches!(verb.dep(), Dep::Relcl | Dep::Advcl)
}

/// "is holding", "has been shelling".
fn is_under_way(verb: Token) -> bool {
    let present = |aux: Token| matches!(aux.lower(), "is" | "are" | "'s" | "'re" | "’s" | "’re" | "am" | "been");
    verb.tag() == Tag::Vbg && verb.children().any(|child| child.dep() == Dep::Aux && present(child))
}

/// Whether an event of the type lasts: an act of speech is over when it is told.
fn is_lasting(kind: EventType) -> bool {
    use EventType::*;
    matches!(kind, Consult | Cooperate | Aid | Retreat | Protest | Sanction | Mobilize | Coerce | Assault)
}

/// "if", "unless", "whether" before the clause or one that it hangs on.
fn is_conditional(verb: Token) -> bool {
    std::iter::once(verb).chain(verb.ancestors().take(3)).any(|token| {
        tree::is_verb(token)
            && token.children().any(|child| {
                matches!(child.dep(), Dep::Mark | Dep::Advmod)
                    && matches!(child.lower(), "if" | "unless" | "whether" | "until" | "lest")
            })
    })
}

/// What the words over the trigger make of it, up to the next finite clause.
fn above(trigger: Token) -> Option<Modality> {
    let mut at = trigger;
    for _ in 0..4 {
        if at.is_root() {
            return None;
        }
        let head = at.head();
        let infinitive = tree::has_to(at);
        let purpose = infinitive && matches!(at.dep(), Dep::Acl | Dep::Advcl | Dep::Relcl);
        if purpose {
            return Some(Modality::Hypothetical);
        }
        let content = matches!(at.dep(), Dep::Ccomp | Dep::Xcomp | Dep::Acl | Dep::Pcomp | Dep::Relcl);
        if content && let Some(found) = frame(head) {
            return Some(found);
        }
        if at.dep() == Dep::Pcomp
            && let Some(found) = frame(head.head())
        {
            return Some(found);
        }
        if tree::own_subject(at).is_some() && at.dep() != Dep::Conj {
            return None;
        }
        at = head;
    }
    None
}

/// What a word makes of the events that it speaks of.
fn frame(word: Token) -> Option<Modality> {
    Some(match &*lemma(word) {
        "fear" | "risk" | "possibility" | "danger" | "hope" | "wish" | "want" | "like" | "consider" | "pretext"
        | "prospect" | "chance" | "bid" | "attempt" | "effort" | "speculation" | "worry" | "concern" | "imagine"
        | "suppose" | "expect" | "likely" | "possible" | "afraid" | "wary" | "worried" | "concerned"
        | "hypothetical" | "able" | "need" | "seek" | "try" | "dream" | "avoid" | "prevent" | "deter"
        | "discourage" | "stop" => Modality::Hypothetical,
        "plan" | "intend" | "prepare" | "schedule" | "due" | "set" | "ready" | "plot" | "aim" | "preparation"
        | "about" | "intention" => Modality::Planned,
        _ => return None,
    })
}

/// A noun: planned by its adjective or verb, denied by "no" or "without".
fn nominal(noun: Token) -> Modality {
    for child in noun.children() {
        match child.lower() {
            "planned" | "upcoming" | "scheduled" | "future" | "forthcoming" | "coming" | "expected" | "next" => {
                return Modality::Planned;
            }
            "possible" | "potential" | "proposed" | "further" | "alleged" | "any" | "feared" | "imminent"
            | "looming" => {
                return Modality::Hypothetical;
            }
            "ongoing" | "continuing" | "current" => return Modality::Ongoing,
            _ => {}
        }
    }
    let mut head = noun.head();
    if noun.dep() == Dep::Pobj {
        if matches!(head.lower(), "without" | "despite") && head.lower() == "without" {
            return Modality::Negated;
        }
        if matches!(head.lower(), "for" | "against" | "of" | "about" | "to")
            && let Some(found) = frame(head.head())
        {
            return found;
        }
        head = head.head();
    }
    if tree::is_verb(head) && noun.dep() != Dep::Root {
        if tree::is_negated(head) {
            return Modality::Negated;
        }
        if matches!(&*lemma(head), "plan" | "schedule" | "expect" | "prepare" | "propose" | "arrange") {
            return Modality::Planned;
        }
        if let Some(found) = frame(head) {
            return found;
        }
        match tree::modal(head) {
            Some(tree::Modal::Future) => return Modality::Planned,
            Some(_) => return Modality::Hypothetical,
            None => {}
        }
        if is_conditional(head) {
            return Modality::Hypothetical;
        }
    }
    Modality::Actual
}

/// "No soldiers were hurt", "none of them agreed".
fn is_of_nobody(verb: Token) -> bool {
    let nobody = |word: &str| matches!(word, "no" | "none" | "nobody" | "neither");
    tree::own_subject(verb)
        .is_some_and(|own| nobody(own.lower()) || own.children().any(|child| child.i < own.i && nobody(child.lower())))
}

/// "no attack", "has no intention to attack", "are not at a point where they are ready".
fn is_denied_existence(trigger: Token) -> bool {
    let no = |token: Token| {
        token.children().any(|child| matches!(child.lower(), "no" | "neither") && child.dep() == Dep::Det)
    };
    if tree::is_noun(trigger) && no(trigger) {
        return true;
    }
    // The noun over the trigger: "no plan to attack", "no intention of attacking".
    let mut at = trigger;
    for _ in 0..2 {
        if !matches!(at.dep(), Dep::Acl | Dep::Pcomp | Dep::Prep | Dep::Pobj | Dep::Xcomp | Dep::Relcl) {
            return false;
        }
        let is_clause = matches!(at.dep(), Dep::Relcl | Dep::Acl);
        at = at.head();
        if tree::is_noun(at) {
            let copula = at.ancestors().take(2).find(|token| tree::is_verb(*token));
            let is_not = copula.is_some_and(|verb| &*lemma(verb) == "be" && tree::is_negated(verb));
            return no(at) || is_clause && is_not;
        }
    }
    false
}
