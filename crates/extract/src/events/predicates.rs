//! What a word is by the lexicon of predicates, given what hangs on it.

use super::tree::{self, lemma};
use super::who::Who;
use rapporteur_lexicon::{Condition, Operator, Predicate, PredicateClass, PredicatePos, Words};
use rapporteur_record::EventType;
use rapporteur_text::{Dep, Pos, Tag, Token};

/// What a word is: an event, or an operator on one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// An event of this type.
    Event(EventType),
    /// An operator.
    Operator(Operator),
}

impl Class {
    /// The event's type.
    pub fn event(self) -> Option<EventType> {
        match self {
            Class::Event(kind) => Some(kind),
            Class::Operator(_) => None,
        }
    }

    fn of(class: &PredicateClass) -> Option<Class> {
        match class {
            PredicateClass::Event(name) => EventType::parse(name).map(Class::Event),
            PredicateClass::Operator(operator) => Some(Class::Operator(*operator)),
        }
    }
}

/// The class of a word: that of the row whose conditions hold and say most, the first of equals.
pub fn look_up(who: &Who, token: Token) -> Option<Class> {
    let pos = position(token)?;
    let lemma = lemma(token);
    if is_naming(token, &lemma) {
        return None;
    }
    let rows = who.lexicon().predicates.of(&lemma, pos);
    let mut best: Option<(f32, &Predicate)> = None;
    for row in rows {
        if let Some(weight) = weight(who, token, row)
            && best.is_none_or(|(most, _)| weight > most)
        {
            best = Some((weight, row));
        }
    }
    best.and_then(|(_, row)| Class::of(&row.class))
}

/// "a group called the Front", "called the arrest arbitrary".
fn is_naming(token: Token, lemma: &str) -> bool {
    lemma == "call" && token.child(Dep::Oprd).is_some()
        || lemma == "call" && token.dep() == Dep::Acl && token.tag() == Tag::Vbn && token.child(Dep::Prep).is_none()
}

fn position(token: Token) -> Option<PredicatePos> {
    if tree::is_verb_form(token) && token.pos() != Pos::Noun {
        return Some(PredicatePos::Verb);
    }
    match token.pos() {
        Pos::Verb | Pos::Aux => Some(PredicatePos::Verb),
        Pos::Noun | Pos::Propn => Some(PredicatePos::Noun),
        Pos::Adj => Some(PredicatePos::Adjective),
        _ => None,
    }
}

/// How much the row's conditions say, where all of them hold.
fn weight(who: &Who, token: Token, row: &Predicate) -> Option<f32> {
    row.conditions.iter().try_fold(0.0, |sum, condition| holds(who, token, condition).then(|| sum + condition.weight()))
}

fn holds(who: &Who, token: Token, condition: &Condition) -> bool {
    match condition {
        Condition::Object(words) => {
            let phrasal = || matches!(&*lemma(token), "call" | "go" | "break" | "cut");
            let listed = |object: Token| words.contains(&lemma(object)) || words.contains(object.lower());
            tree::objects(token).iter().any(|object| is_in(who, *object, words))
                || (phrasal()
                    && tree::prepositions(token)
                        .iter()
                        .any(|(_, objects)| objects.iter().any(|object| listed(*object))))
        }
        Condition::Subject(words) => token
            .children()
            .filter(|child| matches!(child.dep(), Dep::Nsubj | Dep::Nsubjpass))
            .any(|subject| is_in(who, subject, words)),
        Condition::Preposition(names) => {
            tree::prepositions(token).iter().any(|(name, _)| names.iter().any(|wanted| wanted == name))
        }
        Condition::PrepositionOf(names, words) => tree::prepositions(token).iter().any(|(name, objects)| {
            names.iter().any(|wanted| wanted == name) && objects.iter().any(|object| is_in(who, *object, words))
        }),
        Condition::Particle(names) => token.children().any(|child| {
            matches!(child.dep(), Dep::Prt | Dep::Advmod | Dep::Prep) && names.iter().any(|name| name == child.lower())
        }),
        Condition::Predicative(names) => token.children().any(|child| {
            matches!(child.dep(), Dep::Acomp | Dep::Oprd | Dep::Attr | Dep::Advmod | Dep::Ccomp)
                && names.iter().any(|name| *name == *lemma(child))
        }),
        Condition::Below(names) => {
            let doc = token.doc();
            doc.slice(token.subtree())
                .any(|word| names.iter().any(|name| name == word.lower() || *name == *lemma(word)))
        }
        Condition::Marked(mark) => token.children().any(|child| {
            matches!(child.dep(), Dep::Ccomp | Dep::Xcomp | Dep::Advcl)
                && child.children().any(|word| matches!(word.dep(), Dep::Mark | Dep::Prep) && word.lower() == mark)
        }),
        Condition::Infinitive => token.children().any(|child| {
            matches!(child.dep(), Dep::Ccomp | Dep::Xcomp)
                && tree::own_subject(child).is_some()
                && child.children().any(|word| word.lower() == "to")
        }),
        Condition::Clause(names) => token.children().any(|child| {
            child.dep() == Dep::Ccomp
                && names.iter().any(|name| name == "*" || *name == *lemma(child))
                && tree::own_subject(child)
                    .is_some_and(|subject| subject.pos() != Pos::Pron && who.is_name_or_actor(subject))
                && tree::modal(child).is_none()
        }),
    }
}

fn is_in(who: &Who, token: Token, words: &Words) -> bool {
    words.contains(&lemma(token)) || words.contains(token.lower()) || (words.actors && who.is_name_or_actor(token))
}
