//! Stances that a noun tells of its owner: "our support for the plan", "Russia's opposition to it", "a critic of the deal".

use super::things::clause;
use super::verbs::STEPS;
use super::{holders::holders, stands};
use crate::positions::issue::series;
use crate::positions::voices::Voices;
use crate::positions::{Issue, Reading, Stand};
use rapporteur_lexicon::StanceSense as Sense;
use rapporteur_record::{ActorId, Stance};
use rapporteur_text::{Dep, Pos, Tag, Token};

/// "U.S. support for the plan", "their commitment to the treaty", "Russia's opposition to it": the stance of the noun's owner.
pub(super) fn by_noun(reading: &Reading, voices: &Voices, noun: Token) -> Vec<Stand> {
    let stance = match () {
        () if noun.lemma() == "time" => return due(reading, voices, noun),
        () if reading.has(noun, Sense::Backing) => Stance::Supports,
        () if reading.has(noun, Sense::Worry) => Stance::Opposes,
        () if reading.has(noun, Sense::Wish) => Stance::Demands,
        () if reading.has(noun, Sense::Advocate) || reading.has(noun, Sense::Critic) => {
            return by_advocate(reading, voices, noun);
        }
        () => return Vec::new(),
    };
    if is_asked_for(reading, noun) {
        return Vec::new();
    }
    let led = reading.namer.led(noun);
    let told = if led.is_none() { listed(noun) } else { Vec::new() };
    if led.is_none() && told.is_empty() {
        return Vec::new();
    }
    let holders = voices.sharing(noun, owners(reading, voices, noun));
    let issues = match led {
        Some(thing) => backed(reading, noun, reading.namer.tasks(thing)),
        None => told.into_iter().flat_map(|thing| reading.namer.tasks(thing)).collect(),
    };
    let told = issues.into_iter().flat_map(|issue| stands(noun, noun.subtree(), &holders, stance, issue));
    told.collect()
}

/// "Now is the time to stop the fighting", "it is time for X to leave".
fn due(reading: &Reading, voices: &Voices, noun: Token) -> Vec<Stand> {
    let copula = noun.head();
    let now = noun.dep() == Dep::Nsubj && copula.children().any(|child| child.lower() == "now");
    let told = (noun.dep() == Dep::Attr || now) && copula.lemma() == "be" && copula.child(Dep::Neg).is_none();
    let infinitive =
        |verb: &Token| verb.tag() == Tag::Vb && verb.i > noun.i && verb.children().any(|child| child.tag() == Tag::To);
    let clauses = noun.children().chain(copula.children());
    let below = clauses.filter(|_| told).find(infinitive);
    let holders = below.map(|verb| voices.we(verb)).unwrap_or_default();
    let told = below.into_iter().flat_map(|verb| series(verb)).flat_map(|verb| clause(reading, verb));
    told.flat_map(|(stance, issue, _)| stands(noun, noun.subtree(), &holders, stance, issue)).collect()
}

/// "Urged the government to show its commitment to reform": what somebody else wants of the owner.
fn is_asked_for(reading: &Reading, noun: Token) -> bool {
    let mut above = noun.ancestors().take(STEPS);
    let asked = above.find(|verb| verb.tag() == Tag::Vb && verb.children().any(|child| child.tag() == Tag::To));
    let own = noun.child(Dep::Poss).is_some_and(|owner| matches!(owner.lower(), "its" | "their" | "his" | "her"));
    own && asked.is_some_and(|verb| reading.has(verb.head(), Sense::StandsOutFor))
}

/// "Their demands include a truce and dissolving the council": what the verb says that they are.
fn listed(noun: Token) -> Vec<Token> {
    let verb = noun.head();
    let says = noun.dep() == Dep::Nsubj
        && matches!(verb.lemma(), "include" | "be" | "remain")
        && verb.child(Dep::Neg).is_none();
    let thing = |child: &Token| {
        child.i > verb.i
            && matches!(child.dep(), Dep::Dobj | Dep::Attr | Dep::Xcomp | Dep::Pcomp)
            && child.pos() != Pos::Adj
    };
    verb.children().filter(|child| says && thing(child)).collect()
}

/// "Has long been an advocate for democracy", "a critic of the deal": the stance of whoever is called so.
fn by_advocate(reading: &Reading, voices: &Voices, noun: Token) -> Vec<Stand> {
    let stance = if reading.has(noun, Sense::Critic) { Stance::Opposes } else { Stance::Supports };
    let prep = noun.children().find(|child| matches!(child.lower(), "of" | "for") && child.i > noun.i);
    let Some(thing) = prep.and_then(|prep| prep.child_of(&[Dep::Pobj, Dep::Pcomp])) else { return Vec::new() };
    let copula = noun.head();
    let subject = match noun.dep() {
        Dep::Attr if copula.child(Dep::Neg).is_none() => copula.child(Dep::Nsubj),
        Dep::Appos => Some(copula),
        _ => None,
    };
    let holders = subject.map(|subject| voices.of(Some(subject), subject)).unwrap_or_default();
    let issues = reading.namer.tasks(thing);
    issues.into_iter().flat_map(|issue| stands(noun, noun.subtree(), &holders, stance, issue)).collect()
}

/// The issues, or where "support" or "solidarity" leads to none the state, body or people that it is for.
pub(super) fn backed<'a>(reading: &Reading<'a>, noun: Token<'a>, issues: Vec<Issue>) -> Vec<Issue> {
    let for_party = issues.is_empty() && matches!(noun.lemma(), "support" | "solidarity" | "backing");
    match reading.namer.led(noun).filter(|_| for_party) {
        Some(thing) => reading.namer.party(thing).into_iter().collect(),
        None => issues,
    }
}

/// Whose stance a noun names: its possessor, the state before it, or in "stands in support of" the subject.
fn owners(reading: &Reading, voices: &Voices, noun: Token) -> Vec<ActorId> {
    // "His leadership and commitment to the treaty".
    let first = (noun.dep() == Dep::Conj).then(|| noun.head().child(Dep::Poss)).flatten();
    if let Some(owner) = noun.child(Dep::Poss).or(first) {
        return match owner.lower() {
            "our" | "my" => voices.we(owner),
            _ => voices.of(Some(owner), owner),
        };
    }
    let mut before = noun.children().filter(|child| {
        child.i < noun.i
            && matches!(child.dep(), Dep::Amod | Dep::Compound | Dep::Nmod)
            && reading.actors.at(*child).is_some()
    });
    if let Some(owner) = before.next_back() {
        return voices.of(Some(owner), owner);
    }
    let of = noun.children().find(|child| child.lower() == "of").and_then(|of| of.child(Dep::Pobj));
    let within = noun.dep() == Dep::Pobj && noun.head().lower() == "in";
    match of {
        _ if within => {
            let verb = noun.head().ancestors().find(|above| matches!(above.pos(), Pos::Verb | Pos::Aux));
            let stands = verb.filter(|verb| STANDING.contains(&verb.lemma()));
            stands.map(|verb| holders(reading, voices, verb)).unwrap_or_default()
        }
        Some(owner) => voices.of(Some(owner), owner),
        None => Vec::new(),
    }
}

/// Verbs of whoever stands "in support of" something.
const STANDING: [&str; 9] = ["stand", "be", "remain", "speak", "vote", "act", "march", "rally", "unite"];
