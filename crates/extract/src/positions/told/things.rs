//! What a verb takes a stance on.

use super::nouns::backed;
use super::verbs::{Way, aim, given, sided};
use crate::positions::issue::series;
use crate::positions::{Issue, Reading};
use rapporteur_lexicon::StanceSense as Sense;
use rapporteur_record::{ActorKind, Stance};
use rapporteur_text::{Dep, Pos, Tag, Token};

/// A stance with what it is on, and the noun by which it is told.
type Thing<'a> = (Stance, Issue, Option<Token<'a>>);

/// What the verb takes a stance on.
pub(super) fn things<'a>(reading: &Reading<'a>, verb: Token<'a>, way: Way) -> Vec<Thing<'a>> {
    match way {
        Way::Straight(Stance::Demands) => demanded(reading, verb),
        Way::Straight(stance) => {
            let thing = governed(verb);
            // One stands with a party and by a thing.
            let with = thing.filter(|thing| verb.lemma() == "stand" && thing.head().lower() == "with");
            let named = thing.filter(|_| with.is_none());
            let mut issues = named.map(|thing| reading.namer.tasks(thing)).unwrap_or_default();
            if issues.is_empty() && matches!(verb.lemma(), "support" | "back" | "stand") {
                issues.extend(thing.and_then(|thing| reading.namer.party(thing)));
            }
            if let Some(noun) = named {
                issues = backed(reading, noun, issues);
            }
            // "Commended the president for his efforts".
            let praised = || {
                let preps = verb.children().find(|child| child.dep() == Dep::Prep && child.lower() == "for");
                preps.and_then(|prep| prep.child_of(&[Dep::Pobj, Dep::Pcomp]))
            };
            if issues.is_empty() && stance == Stance::Supports {
                issues.extend(praised().map(|thing| reading.namer.tasks(thing)).unwrap_or_default());
            }
            let stance = |issue: &Issue| {
                if reading.namer.is_sum(issue) && stance == Stance::Supports { Stance::Offers } else { stance }
            };
            issues.into_iter().map(|issue| (stance(&issue), issue, thing)).collect()
        }
        Way::Stress => {
            let nouns = verb.child(Dep::Dobj).map(|object| object.conjuncts()).unwrap_or_default();
            nouns.into_iter().flat_map(|noun| stressed(reading, verb, noun)).collect()
        }
        Way::Intent(stance) => {
            let issues = aim(verb).map(|aim| reading.namer.tasks(aim)).unwrap_or_default();
            issues.into_iter().map(|issue| (stance, issue, None)).collect()
        }
        Way::Side(stance) => {
            let thing = sided(verb).map(|(_, thing)| thing).filter(|thing| !is_somebody(reading, *thing));
            let issues = thing.map(|thing| reading.namer.tasks(thing)).unwrap_or_default();
            issues.into_iter().map(|issue| (stance, issue, None)).collect()
        }
        Way::Needed(stance) => {
            let copula = if verb.pos() == Pos::Adj { verb.head() } else { verb };
            let subject = copula.child_of(&[Dep::Nsubj, Dep::Nsubjpass]);
            let issues = subject.map(|subject| reading.namer.issues(subject)).unwrap_or_default();
            issues.into_iter().map(|issue| (stance, issue, None)).collect()
        }
        Way::Gives => {
            let issues = given(reading, verb).and_then(|aid| reading.namer.issue(aid));
            issues.into_iter().map(|issue| (Stance::Offers, issue, None)).collect()
        }
        Way::Wont => {
            let issue = reading.namer.issue(verb).or_else(|| reading.namer.clause(verb));
            issue.into_iter().map(|issue| (Stance::Rejects, issue, None)).collect()
        }
        Way::Nothing => {
            let issues = verb.child(Dep::Attr).map(|thing| reading.namer.issues(thing)).unwrap_or_default();
            issues.into_iter().map(|issue| (Stance::Rejects, issue, None)).collect()
        }
        Way::Must { negated } => {
            // "The talks must begin", "the shelling must stop", "the crossing should not be closed".
            let ending = reading.has(verb, Sense::Ending) != negated;
            let subject = verb.child_of(&[Dep::Nsubj, Dep::Nsubjpass]).filter(|_| verb.child(Dep::Dobj).is_none());
            let passive = verb.child(Dep::Nsubjpass).is_some();
            let goes =
                subject.filter(|_| reading.has(verb, Sense::Ending) || !passive && reading.has(verb, Sense::Ready));
            let goes = goes.filter(|subject| is_thing(reading, *subject));
            let issues = match goes {
                Some(subject) => reading.namer.issues(subject),
                None => reading.namer.issue(verb).or_else(|| reading.namer.clause(verb)).into_iter().collect(),
            };
            let barred = if goes.is_some() { ending } else { negated };
            let stance = if barred { Stance::Opposes } else { Stance::Demands };
            issues.into_iter().map(|issue| (stance, issue, None)).collect()
        }
    }
}

/// Whether the word means a person or a party by name, whom one votes for as such.
fn is_somebody(reading: &Reading, word: Token) -> bool {
    let kind = reading.actors.at(word).map(|id| reading.actors.get(id).kind);
    matches!(kind, Some(ActorKind::Person | ActorKind::State))
}

/// "Underscored the need for X", "expressed concern about Y", "reaffirmed the alliance".
fn stressed<'a>(reading: &Reading<'a>, verb: Token<'a>, noun: Token<'a>) -> Vec<Thing<'a>> {
    let has = |sense| reading.has(noun, sense);
    let renewed = matches!(verb.lemma(), "reaffirm" | "reiterate" | "restate" | "affirm");
    let stance = match () {
        () if has(Sense::Worry) => Stance::Opposes,
        () if has(Sense::Must) => Stance::Demands,
        () if has(Sense::Leads) || has(Sense::Backing) || has(Sense::Bond) || renewed => Stance::Supports,
        () => return Vec::new(),
    };
    let mut issues = reading.namer.led(noun).map(|thing| reading.namer.tasks(thing)).unwrap_or_default();
    if issues.is_empty() {
        issues = reading.namer.issues_of(noun);
    }
    // "Reaffirmed the Peru-Chile Alliance": a name that reads as a body's.
    if issues.is_empty() && has(Sense::Bond) {
        issues.extend(reading.namer.phrased(noun));
    }
    let issues = backed(reading, noun, issues);
    issues.into_iter().map(|issue| (stance, issue, Some(noun))).collect()
}

/// "Called on X to do Y and Z", "called for W": what is asked of somebody is told by the clause, else by the noun.
fn demanded<'a>(reading: &Reading<'a>, verb: Token<'a>) -> Vec<Thing<'a>> {
    let infinitive = |token: &Token| {
        let marked = |child: Token| child.lower() == "to" || child.lower() == "that" && child.dep() == Dep::Mark;
        token.tag() == Tag::Vb && token.children().any(marked)
    };
    let clauses = [Dep::Xcomp, Dep::Ccomp, Dep::Advcl];
    let below = verb.children().filter(|child| child.i > verb.i);
    let own = below.clone().find(|child| clauses.contains(&child.dep()) && infinitive(child));
    let asked = || {
        let of = below.clone().filter(|child| matches!(child.dep(), Dep::Prep | Dep::Dobj));
        let noun = of.filter_map(|child| if child.dep() == Dep::Dobj { Some(child) } else { child.child(Dep::Pobj) });
        noun.flat_map(|noun| noun.children().collect::<Vec<_>>())
            .find(|child| matches!(child.dep(), Dep::Acl | Dep::Relcl) && infinitive(child))
    };
    // "Called for joint action to end the fires": what is called for stands before what for.
    let called = |child: &Token| {
        child.lower() == "for"
            && child.dep() == Dep::Prep
            && child.child(Dep::Pobj).is_some_and(|noun| is_thing(reading, noun))
    };
    let thing = below.clone().find(called);
    let own = own.filter(|verb| thing.is_none_or(|thing| thing.i > verb.i));
    if let Some(top) = own.or_else(|| asked().filter(|_| thing.is_none())) {
        let verbs = series(top).into_iter().filter(|more| more.pos() == Pos::Verb);
        return verbs.flat_map(|verb| clause(reading, verb)).collect();
    }
    let preps = below.clone().filter(|child| child.dep() == Dep::Prep && matches!(child.lower(), "for" | "on"));
    let preps =
        preps.filter(|prep| prep.lower() == "for" || verb.lemma() == "insist").flat_map(|prep| prep.conjuncts());
    let mut things: Vec<Token> = preps.filter_map(|prep| prep.child(Dep::Pobj)).collect();
    // "Urged restraint": of those whom one asks, none is a thing.
    let asked = |object: &Token| ASKING.contains(&verb.lemma()) && !is_plain_thing(reading, *object);
    let object = verb.child(Dep::Dobj).filter(|object| things.is_empty() && !asked(object));
    things.extend(object);
    let issues = things.into_iter().flat_map(|thing| reading.namer.tasks(thing));
    issues.map(|issue| (Stance::Demands, issue, None)).collect()
}

fn is_thing(reading: &Reading, noun: Token) -> bool {
    matches!(noun.pos(), Pos::Noun | Pos::Propn) && reading.actors.at(noun).is_none()
}

/// A thing by a common noun that stands without an article: "restraint", "further talks".
fn is_plain_thing(reading: &Reading, noun: Token) -> bool {
    is_thing(reading, noun)
        && noun.tag() == Tag::Nn
        && noun.child(Dep::Det).is_none()
        && noun.child(Dep::Poss).is_none()
}

/// Verbs of demanding whose object is whom one asks.
const ASKING: [&str; 12] = [
    "remind",
    "urge",
    "call",
    "encourage",
    "press",
    "appeal",
    "petition",
    "instruct",
    "implore",
    "plead",
    "ask",
    "insist",
];

/// What an infinitive says is to be done, or left.
pub(super) fn clause<'a>(reading: &Reading<'a>, verb: Token<'a>) -> Vec<Thing<'a>> {
    // "Not only to meet but to act".
    let only = |neg: Token| neg.next().is_some_and(|next| matches!(next.lower(), "just" | "only"));
    let negated = verb.child(Dep::Neg).is_some_and(|neg| !only(neg));
    let stance = if negated { Stance::Opposes } else { Stance::Demands };
    let issue = reading.namer.issue(verb).map(|issue| vec![issue]);
    let issues = issue.or_else(|| reading.namer.clause(verb).map(|issue| vec![issue])).unwrap_or_default();
    issues.into_iter().map(|issue| (stance, issue, None)).collect()
}

/// What the verb governs, directly or by its preposition; in "an idea that they support" the noun above, and what that noun
/// only takes up.
fn governed(verb: Token) -> Option<Token> {
    let own = verb.child(Dep::Dobj).filter(|object| object.pos() != Pos::Pron && verb.lemma() != "agree");
    let by = || {
        let preps = verb.children().filter(|child| child.i > verb.i && matches!(child.dep(), Dep::Prep | Dep::Agent));
        let agreed = verb.lemma() == "agree";
        let prep = preps
            .filter(|prep| {
                matches!(prep.lower(), "to" | "against" | "about" | "by" | "over" | "with")
                    || agreed && prep.lower() == "on"
            })
            .find_map(|prep| prep.child_of(&[Dep::Pobj, Dep::Pcomp]));
        let clause =
            || verb.child_of(&[Dep::Xcomp, Dep::Ccomp]).filter(|clause| clause.i > verb.i && verb.lemma() != "look");
        prep.or_else(clause)
    };
    let above = || {
        let noun = verb.head();
        let taken_up = noun.dep() == Dep::Appos && noun.head().pos() == Pos::Noun;
        let open = verb.child(Dep::Dobj).is_none_or(|object| matches!(object.lower(), "that" | "which"));
        (verb.dep() == Dep::Relcl && open).then(|| if taken_up { noun.head() } else { noun })
    };
    own.or_else(by).or_else(above)
}
