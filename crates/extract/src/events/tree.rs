//! What hangs on a predicate: its objects, subjects, prepositions, complement, modality.
//!
//! In: a token of a parsed document. Out: other tokens of it. All of it is syntax; no word's meaning is known here but
//! those of the auxiliaries.

use rapporteur_text::{Dep, Pos, Tag, Token};
use std::borrow::Cow;

/// What an auxiliary makes of its verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Modal {
    /// "will", "would", "shall".
    Future,
    /// "must", "should".
    Must,
    /// "may", "might", "could", "can".
    May,
}

/// The base form in lower case.
pub fn lemma(token: Token<'_>) -> Cow<'_, str> {
    let lemma = token.lemma();
    if lemma.chars().any(char::is_uppercase) { Cow::Owned(lemma.to_lowercase()) } else { Cow::Borrowed(lemma) }
}

/// Whether the token is a verb that says something by itself.
pub fn is_verb(token: Token) -> bool {
    matches!(token.pos(), Pos::Verb | Pos::Aux) && !matches!(token.dep(), Dep::Aux | Dep::Auxpass)
}

/// Whether the token is a form of a verb by its tag, whatever part of speech it was given.
pub fn is_verb_form(token: Token) -> bool {
    matches!(token.tag(), Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz)
}

/// Whether the token is a noun or name.
pub fn is_noun(token: Token) -> bool {
    matches!(token.pos(), Pos::Noun | Pos::Propn)
}

/// The objects of a verb in a wide sense: direct and indirect objects, predicate nouns, passive subjects, with their
/// conjuncts, what "of" attaches to them ("a series of talks") and telling compounds ("food aid"). A reduced passive has
/// the noun that it modifies as its object.
pub fn objects(verb: Token<'_>) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    for child in verb.children() {
        if matches!(child.dep(), Dep::Dobj | Dep::Oprd | Dep::Dative | Dep::Nsubjpass | Dep::Attr) {
            found.extend(child.conjuncts());
        }
    }
    if matches!(verb.dep(), Dep::Acl | Dep::Relcl) && verb.tag() == Tag::Vbn {
        found.push(verb.head());
    }
    for i in 0..found.len() {
        let object: Token = found[i];
        for child in object.children() {
            if child.dep() == Dep::Prep && child.lower() == "of" {
                found.extend(child.children().filter(|inner| inner.dep() == Dep::Pobj));
            }
            if child.dep() == Dep::Compound && matches!(child.lower(), "food" | "aid" | "hunger" | "peace") {
                found.push(child);
            }
        }
    }
    found
}

/// The prepositions of a verb, its particles and the word "by" of a passive, each with its objects.
pub fn prepositions<'d>(verb: Token<'d>) -> Vec<(&'d str, Vec<Token<'d>>)> {
    let mut found: Vec<(&str, Vec<Token>)> = Vec::new();
    for child in verb.children() {
        if !matches!(child.dep(), Dep::Prep | Dep::Agent | Dep::Prt | Dep::Advmod | Dep::Dative) {
            continue;
        }
        let objects = objects_of(child);
        if child.dep() == Dep::Prep || !objects.is_empty() {
            found.push((child.lower(), objects));
        }
        // "Spoke by telephone with", "met via video with".
        let device = child.child(Dep::Pobj).filter(|object| DEVICES.contains(&object.lower()));
        let beyond = device.into_iter().flat_map(|device| device.children()).filter(|inner| inner.dep() == Dep::Prep);
        found.extend(beyond.map(|inner| (inner.lower(), objects_of(inner))));
        // "out of", "away from": the second preposition hangs on the first.
        for inner in child.children().filter(|inner| inner.dep() == Dep::Prep) {
            found.push((inner.lower(), objects_of(inner)));
        }
    }
    found
}

/// What people speak by.
const DEVICES: &[&str] = &["phone", "telephone", "video", "videolink", "videoconference", "link"];

fn objects_of(preposition: Token<'_>) -> Vec<Token<'_>> {
    let is_object = |token: &Token| matches!(token.dep(), Dep::Pobj | Dep::Pcomp);
    preposition.children().filter(is_object).flat_map(|object| object.conjuncts()).collect()
}

/// The object of a preposition.
pub fn object_of(preposition: Token<'_>) -> Option<Token<'_>> {
    preposition.child(Dep::Pobj)
}

/// Whoever a passive or a noun names after "by".
pub fn by_agent(token: Token<'_>) -> Option<Token<'_>> {
    let is_by = |child: &Token| child.dep() == Dep::Agent || (child.dep() == Dep::Prep && child.lower() == "by");
    token.children().filter(is_by).find_map(object_of)
}

/// Whether the verb is negated by a word of its own.
pub fn is_negated(verb: Token) -> bool {
    verb.children().any(|child| {
        child.dep() == Dep::Neg
            || (child.dep() == Dep::Advmod && matches!(child.lower(), "never" | "no"))
            || child.lower() == "longer"
    }) || is_beside_nor(verb)
}

/// "Will not talk, nor lift sanctions": the verb that "nor" joins.
fn is_beside_nor(verb: Token) -> bool {
    let joins = |word: Token| word.dep() == Dep::Cc && word.lower() == "nor" && word.i < verb.i;
    verb.dep() == Dep::Conj && verb.head().children().any(joins)
}

/// What the verb's auxiliary makes of it.
pub fn modal(verb: Token) -> Option<Modal> {
    verb.children().filter(|child| child.dep() == Dep::Aux).find_map(|child| match child.lower() {
        "will" | "'ll" | "’ll" | "would" | "shall" | "wo" | "ll" | "'d" | "’d" => Some(Modal::Future),
        "must" | "should" => Some(Modal::Must),
        "may" | "might" | "could" | "can" | "ca" => Some(Modal::May),
        _ => None,
    })
}

/// The predicate that completes this one: a clause or infinitive on it, on its adjective or object, or after its
/// preposition.
pub fn complement(verb: Token<'_>) -> Option<Token<'_>> {
    if let Some(found) = verb.child_of(&[Dep::Xcomp, Dep::Ccomp]) {
        return Some(found);
    }
    for child in verb.children() {
        let found = match child.dep() {
            Dep::Acomp | Dep::Attr | Dep::Oprd => child
                .child_of(&[Dep::Xcomp, Dep::Ccomp])
                .or_else(|| child.child(Dep::Prep).and_then(|preposition| preposition.child(Dep::Pcomp))),
            Dep::Prep if !is_aside(child) => child.child(Dep::Pcomp),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    verb.children().find(|child| child.dep() == Dep::Advcl && has_to(*child))
}

/// Prepositions that lead to another deed: "including imposing sanctions", "after meeting them".
fn is_aside(preposition: Token) -> bool {
    matches!(
        preposition.lower(),
        "including" | "after" | "before" | "since" | "while" | "besides" | "despite" | "without"
    )
}

/// Whether the verb is an infinitive with "to".
pub fn has_to(verb: Token) -> bool {
    verb.children().any(|child| child.dep() == Dep::Aux && child.lower() == "to")
}

/// The subject that the verb itself has.
pub fn own_subject(verb: Token<'_>) -> Option<Token<'_>> {
    verb.child_of(&[Dep::Nsubj, Dep::Nsubjpass])
}

/// Who does what the verb says.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'d> {
    /// The head of the phrase.
    pub token: Token<'d>,
    /// Whether it suffers the action.
    pub passive: bool,
}

/// The subject of a verb: its own, or the one that control, coordination or a relative clause gives it.
pub fn subject(verb: Token<'_>) -> Option<Subject<'_>> {
    let mut at = verb;
    let mut by_conjunction = true;
    for _ in 0..7 {
        if let Some(own) = own_subject(at) {
            let passive = own.dep() == Dep::Nsubjpass && by_conjunction;
            return Some(Subject { token: relative(own).unwrap_or(own), passive });
        }
        match at.dep() {
            Dep::Relcl => return Some(Subject { token: at.head(), passive: false }),
            // "The regime's attempt to silence critics", "efforts by the regime to": whose attempt it is.
            Dep::Acl if has_to(at) => {
                let owner = at.head().child(Dep::Poss).or_else(|| by_agent(at.head()));
                return Some(Subject { token: owner.unwrap_or(at.head()), passive: false });
            }
            Dep::Acl => return Some(Subject { token: at.head(), passive: at.tag() == Tag::Vbn }),
            Dep::Xcomp if CONTROLLERS.contains(&&*lemma(at.head())) => {
                if let Some(object) = at.head().child(Dep::Dobj) {
                    return Some(Subject { token: object, passive: false });
                }
            }
            Dep::Conj
            | Dep::Xcomp
            | Dep::Advcl
            | Dep::Pcomp
            | Dep::Ccomp
            | Dep::Prep
            | Dep::Dep
            | Dep::Acomp
            | Dep::Oprd
            | Dep::Attr => {}
            _ => return None,
        }
        by_conjunction &= at.dep() == Dep::Conj;
        at = at.head();
    }
    None
}

/// Verbs whose object does what their infinitive says.
const CONTROLLERS: &[&str] = &[
    "urge",
    "ask",
    "force",
    "allow",
    "help",
    "order",
    "tell",
    "press",
    "persuade",
    "permit",
    "want",
    "warn",
    "invite",
    "require",
    "lead",
    "call",
    "push",
    "pressure",
    "encourage",
    "compel",
    "enable",
    "authorize",
    "authorise",
    "beg",
    "prompt",
    "instruct",
];

/// Whom a relative pronoun stands for.
pub fn relative(pronoun: Token<'_>) -> Option<Token<'_>> {
    let verb = pronoun.head();
    let is_relative = matches!(pronoun.lower(), "who" | "which" | "that" | "whom");
    (is_relative && verb.dep() == Dep::Relcl).then(|| verb.head())
}

/// The prepositions that may lead to whoever is on the other side, the likeliest first.
pub const TOWARDS: &[&str] = &[
    "to", "with", "against", "on", "from", "for", "upon", "into", "between", "toward", "towards", "at", "over", "of",
    "in", "near", "by", "across", "about", "around", "among",
];

/// The noun phrases inside a noun phrase: possessor, then the objects of its prepositions.
pub fn inner_phrases(noun: Token<'_>) -> Vec<Token<'_>> {
    let mut found: Vec<Token> = noun.children().filter(|child| child.dep() == Dep::Poss).collect();
    for child in noun.children() {
        if matches!(child.dep(), Dep::Prep | Dep::Agent) && TOWARDS.contains(&child.lower()) {
            found.extend(object_of(child));
        }
    }
    found
}

/// How many steps below its root a token hangs, counted to six.
pub fn depth(token: Token) -> usize {
    token.ancestors().take(6).count()
}
