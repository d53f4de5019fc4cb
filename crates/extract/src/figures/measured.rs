//! What a measure is of: the loan of "a 14 million euro loan", the terms of "six-year terms", the aid of "$12 million in
//! aid", the spending raised "to three percent", the depth "of 900 feet", the turnout that "reached 64 percent".
//!
//! In: the word that heads the amount. Out: the noun. "14 million euro" hangs on the noun ([`whole`]); "12 million" governs it
//! or is said of it ([`noun`]).

use rapporteur_text::{Dep, EntityLabel, Pos, Tag, Token};
use std::ops::Range;

/// The noun before which the measure stands: "loan" in "14 million euro loan", "terms" in "six-year terms".
pub(super) fn whole(head: Token) -> Option<Token> {
    // "A two-year suspended sentence": the length hangs on the word between.
    let between = head.head();
    let head = if head.dep() == Dep::Npadvmod && matches!(between.dep(), Dep::Amod) { between } else { head };
    let modifies = matches!(head.dep(), Dep::Compound | Dep::Nmod | Dep::Amod | Dep::Nummod | Dep::Quantmod);
    let noun = (modifies && !head.is_root()).then(|| head.head())?;
    let between = head.doc().slice(head.i + 1..noun.i.max(head.i + 1));
    let plain = between.into_iter().all(|word| !matches!(word.pos(), Pos::Verb | Pos::Aux | Pos::Adp));
    (noun.i > head.i && noun.i <= head.i + 8 && plain && noun.pos() == Pos::Noun).then_some(noun)
}

/// The noun that the amount is said to be of, where none hangs on the amount itself.
pub(super) fn noun(head: Token) -> Option<Token> {
    let above = head.head();
    let found = match head.dep() {
        Dep::Pobj if above.dep() == Dep::Prep => {
            let governor = above.head();
            match (governor.pos(), above.lower()) {
                // "Assistance valued at $800 million".
                (Pos::Verb, "at" | "to" | "of") if governor.dep() == Dep::Acl && governor.tag() == Tag::Vbn => {
                    Some(governor.head())
                }
                (Pos::Noun, "of" | "at" | "above" | "below" | "under") => Some(governor),
                // "Doubles the assistance to more than $2 billion": money goes to nobody.
                (Pos::Noun, "to") if CHANGING.contains(&governor.head().lemma()) => Some(governor),
                (_, "worth") => governor.child(Dep::Nsubj).or(Some(governor)),
                (Pos::Verb, "to" | "at" | "by" | "from" | "above" | "below" | "under") => {
                    governor.child(Dep::Dobj).or_else(|| subject(governor))
                }
                _ => None,
            }
        }
        // "A shipment worth $40 million".
        Dep::Npadvmod if above.lower() == "worth" => Some(above.head()),
        Dep::Dobj | Dep::Attr | Dep::Npadvmod if MEASURING.contains(&above.lemma()) => subject(above),
        _ => None,
    };
    found.filter(|noun| noun.pos() == Pos::Noun || noun.pos() == Pos::Propn && noun.entity().is_none())
}

/// Verbs whose subject has the amount that their object or complement names.
const MEASURING: [&str; 15] = [
    "include", "be", "reach", "total", "cost", "exceed", "hit", "measure", "top", "average", "equal", "near",
    "approach", "surpass", "remain",
];

/// Verbs by which an amount comes to be another.
const CHANGING: [&str; 10] =
    ["bring", "double", "triple", "raise", "increase", "lift", "cut", "reduce", "expand", "lower"];

/// What lasted: "served as governor for twelve years", "served twelve years as governor", "for three days the court heard
/// arguments".
pub(super) fn lasting(head: Token<'_>) -> Option<Token<'_>> {
    let long = (head.dep() == Dep::Pobj && head.head().lower() == "for").then(|| head.head().head());
    let served = matches!(head.dep(), Dep::Dobj | Dep::Npadvmod).then(|| head.head());
    if let Some(verb) = served.filter(|verb| matches!(verb.lemma(), "serve" | "spend" | "work")) {
        let role = verb.children().chain(head.children()).find(|child| child.lower() == "as" && child.i > head.i)?;
        return role.child(Dep::Pobj).filter(|noun| matches!(noun.pos(), Pos::Noun | Pos::Propn));
    }
    let verb = long.filter(|verb| verb.pos() == Pos::Verb)?;
    let role = || verb.children().find(|child| child.lower() == "as" && child.dep() == Dep::Prep)?.child(Dep::Pobj);
    verb.child(Dep::Dobj).or_else(role).filter(|noun| noun.pos() == Pos::Noun || noun.pos() == Pos::Propn)
}

fn subject(verb: Token) -> Option<Token> {
    verb.child_of(&[Dep::Nsubj, Dep::Nsubjpass])
}

/// The "in" or "off" right after an amount, wherever the parse hangs it: "announced $12 million in aid".
pub(super) fn follows(end: Option<Token>) -> Option<Token> {
    end.filter(|token| matches!(token.lower(), "in" | "off") && object(*token).is_some())
}

/// The object of the amount's own "in" or "of" phrase, unless it is a time or place: "aid" in "$12 million in aid".
pub(super) fn object(phrase: Token) -> Option<Token> {
    let object = phrase.child(Dep::Pobj).filter(|_| matches!(phrase.lower(), "in" | "of" | "off" | "from"))?;
    let label = object.entity().map(|entity| entity.label);
    let elsewhere = matches!(label, Some(EntityLabel::Date | EntityLabel::Time | EntityLabel::Gpe | EntityLabel::Loc));
    (!elsewhere && object.pos() == Pos::Noun).then_some(object)
}

/// The noun with the words right before it that belong to it, articles and owners left out.
pub(super) fn phrase(noun: Token) -> Range<usize> {
    let belongs = |token: &Token| {
        token.head() == noun && matches!(token.dep(), Dep::Compound | Dep::Amod | Dep::Nmod) || token.text() == "-"
    };
    let doc = noun.doc();
    let before = doc.slice(noun.sentence().start..noun.i).rev().take_while(belongs).count();
    noun.i - before..noun.i + 1
}
