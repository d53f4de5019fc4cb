//! Stances that the report tells with a verb of its own: "the bloc opposes the deal", "an idea that both support".

use super::{Reading, Stand, add_parties, of_ending};
use rapporteur_lexicon::StanceSense as Sense;
use rapporteur_record::{ActorId, Evidence, Firmness, Position, PositionId, Span, Stance};
use rapporteur_text::{Dep, Pos, Tag, Token};

/// The stances told by verbs that no position in `known` rests on yet.
pub(super) fn told(reading: &Reading, known: &[Stand]) -> Vec<Stand> {
    let doc = reading.context.doc;
    let verbs = doc.tokens().filter(|token| token.pos() == Pos::Verb);
    let new = |stand: &Stand| {
        !known.iter().any(|other| {
            other.position.actor == stand.position.actor
                && other.position.stance == stand.position.stance
                && (other.about.contains(&stand.head) || stand.about.contains(&other.head))
        })
    };
    verbs.flat_map(|verb| tells(reading, verb)).filter(new).collect()
}

fn tells(reading: &Reading, verb: Token) -> Vec<Stand> {
    let Some(stance) = stance(reading, verb) else { return Vec::new() };
    let Some(issue) = object(verb).and_then(|object| reading.namer.issue(object)) else { return Vec::new() };
    let mut holders: Vec<ActorId> = Vec::new();
    for id in subject(verb).map(|subject| reading.actors.of(subject)).unwrap_or_default() {
        add_parties(reading.actors, id, &mut holders);
    }
    let stance = if issue.ending { of_ending(stance) } else { stance };
    let range = verb.subtree();
    let start = range.start.min(issue.tokens.start);
    let evidence = verb.doc().span(start..range.end.max(issue.tokens.end).min(verb.sentence().end));
    let position = |actor| Position {
        id: PositionId(0),
        issue: issue.name.clone(),
        actor,
        stance,
        firmness: Firmness::Stated,
        conditions: Vec::new(),
        deadline: None,
        statements: Vec::new(),
        events: Vec::new(),
        evidence: Evidence::new(Span::from(evidence)),
    };
    let stand =
        |actor| Stand { position: position(actor), about: issue.tokens.clone(), head: issue.head, known: issue.known };
    holders.into_iter().map(stand).collect()
}

/// The stance of the verb's subject, where it is told as a fact: neither denied nor only possible.
fn stance(reading: &Reading, verb: Token) -> Option<Stance> {
    let finite = matches!(verb.tag(), Tag::Vbz | Tag::Vbp | Tag::Vbd);
    let idle = verb.children().any(|child| {
        matches!(child.dep(), Dep::Neg | Dep::Auxpass) || child.tag() == Tag::Md || child.lower() == "longer"
    });
    let conditional = verb.children().any(|child| child.dep() == Dep::Mark && matches!(child.lower(), "if" | "unless"));
    if !finite || idle || conditional {
        return None;
    }
    if reading.has(verb, Sense::StandsFor) {
        return Some(Stance::Supports);
    }
    if reading.has(verb, Sense::StandsAgainst) {
        let turned_down = matches!(verb.lemma(), "reject");
        return Some(if turned_down { Stance::Rejects } else { Stance::Opposes });
    }
    reading.has(verb, Sense::StandsOutFor).then_some(Stance::Demands)
}

/// What the verb governs; in "an idea that they support" the noun above, and what that noun only takes up.
fn object(verb: Token) -> Option<Token> {
    let own = verb.child(Dep::Dobj).filter(|object| object.pos() != Pos::Pron);
    let above = || {
        let noun = verb.head();
        let taken_up = noun.dep() == Dep::Appos && noun.head().pos() == Pos::Noun;
        let open = verb.child(Dep::Dobj).is_none_or(|object| matches!(object.lower(), "that" | "which"));
        (verb.dep() == Dep::Relcl && open).then(|| if taken_up { noun.head() } else { noun })
    };
    own.or_else(above)
}

/// The verb's subject; conjuncts share one.
fn subject(verb: Token) -> Option<Token> {
    let own = |verb: Token<'_>| verb.children().find(|child| child.dep() == Dep::Nsubj).map(|subject| subject.i);
    let i = own(verb).or_else(|| (verb.dep() == Dep::Conj).then(|| own(verb.head())).flatten())?;
    Some(verb.doc().token(i))
}
