//! Stances that the report tells with a verb of its own: "the bloc opposes the deal", "the ministers underscored the need
//! for a ceasefire", "an idea that both support".
//!
//! In: the document, the statements (for whom "we" speaks), the stands known. Out: further stands, one for each thing
//! that the verb governs.

use super::{Issue, Reading, Stand, add_parties, of_ending, parties};
use rapporteur_lexicon::StanceSense as Sense;
use rapporteur_record::{ActorId, ActorKind, Evidence, Firmness, Position, PositionId, Span, Stance, Statement};
use rapporteur_text::{Dep, Pos, Tag, Token};

/// Most statements back from a verb in which the one that holds it is looked for.
const NEAR: usize = 12;

/// The stances told by verbs that no position in `known` rests on yet.
pub(super) fn told(reading: &Reading, statements: &[Statement], known: &[Stand]) -> Vec<Stand> {
    let doc = reading.context.doc;
    let verbs = doc.tokens().filter(|token| matches!(token.pos(), Pos::Verb | Pos::Adj));
    let issuers = issuers(reading);
    let mut order: Vec<(Span, usize)> = statements.iter().enumerate().map(|(i, s)| (s.evidence.first(), i)).collect();
    order.sort();
    let voice = |verb: Token| {
        let span: Span = verb.span().into();
        let before = order.partition_point(|(evidence, _)| evidence.start <= span.start);
        let near = order[before.saturating_sub(NEAR)..before].iter().rev().map(|&(_, i)| &statements[i]);
        let mut holding = near.filter(|statement| statement.evidence.spans().iter().any(|held| held.contains(span)));
        let held = holding.next().map(|statement| parties(reading.actors, statement)).unwrap_or_default();
        let quotations = reading.context.quotations;
        let next = quotations.partition_point(|quotation| quotation.span.end <= span.start);
        let quoted = quotations.get(next).is_some_and(|quotation| quotation.span.contains(verb.span()));
        if held.is_empty() && !quoted { issuers.clone() } else { held }
    };
    let mut found: Vec<Stand> = Vec::new();
    for stand in verbs.flat_map(|verb| tells(reading, verb, &voice)) {
        let again = |other: &Stand| {
            other.position.actor == stand.position.actor
                && (other.about.contains(&stand.head) || stand.about.contains(&other.head))
        };
        let close = stand.about.start.saturating_sub(CLOSE);
        let near = found.iter().rev().take(NEAR);
        let known =
            known.iter().filter(|other| other.about.start >= close && other.about.start < stand.about.end + CLOSE);
        if !near.chain(known).any(again) {
            found.push(stand);
        }
    }
    found
}

/// Bytes at the head of a report in which it may say who issues it.
const HEAD: usize = 400;

/// Bytes after "attributable to" in which a name stands.
const LINE: usize = 60;

/// Who says "we" in a release: the parties of a joint statement, or whose official the line over the text names.
fn issuers(reading: &Reading) -> Vec<ActorId> {
    let text = reading.context.doc.text();
    let title = reading.context.source.meta.title.as_deref().unwrap_or_default().to_lowercase();
    let head = text.get(..HEAD.min(text.len())).unwrap_or_default().to_lowercase();
    let joint = ["joint statement", "joint declaration", "joint communiqu"];
    let joint = joint.iter().any(|name| title.contains(name) || head.contains(name));
    // "The below is attributable to spokesperson N. N.:"
    let line = head.find("attributable to").map_or(0, |at| at + LINE).max(text.find('\n').unwrap_or(0));
    let mut found = Vec::new();
    for actor in reading.actors.list() {
        let first = actor.mentions.first().map_or(usize::MAX, |mention| mention.span.start);
        let issues = match actor.kind {
            ActorKind::State | ActorKind::Igo => joint && first < HEAD,
            ActorKind::Person => !joint && first < line,
            _ => false,
        };
        if issues {
            add_parties(reading.actors, actor.id, &mut found);
        }
    }
    found
}

/// Tokens within which two stands can be about the same words.
const CLOSE: usize = 60;

fn tells(reading: &Reading, verb: Token, voice: &dyn Fn(Token) -> Vec<ActorId>) -> Vec<Stand> {
    let Some(way) = way(reading, verb) else { return Vec::new() };
    let things = things(reading, verb, way);
    if things.is_empty() {
        return Vec::new();
    }
    let holders = holders(reading, verb, voice);
    let range = verb.subtree();
    let mut stands = Vec::new();
    for (stance, issue) in things {
        let stance = if issue.ending { of_ending(stance) } else { stance };
        let start = range.start.min(issue.tokens.start).max(verb.sentence().start);
        let end = range.end.max(issue.tokens.end).min(verb.sentence().end);
        let evidence = Span::from(verb.doc().span(start..end));
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
            evidence: Evidence::new(evidence),
        };
        stands.extend(holders.iter().map(|&actor| Stand {
            position: position(actor),
            about: issue.tokens.clone(),
            head: issue.head,
            known: issue.known,
        }));
    }
    stands
}

/// How a verb tells a stance.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    /// Its object is what the stance is on.
    Straight(Stance),
    /// It stresses what a noun says: "the need for …".
    Stress,
}

/// The stance of the verb's subject, where it is told as a fact: neither asked nor only possible.
fn way(reading: &Reading, verb: Token) -> Option<Way> {
    if verb.pos() == Pos::Adj {
        return disposed(verb);
    }
    let will = |child: Token| child.tag() == Tag::Md && matches!(child.lower(), "will" | "'ll" | "’ll");
    let finite = matches!(verb.tag(), Tag::Vbz | Tag::Vbp | Tag::Vbd) || verb.children().any(will);
    // "Condemned the attack and urged …", "having pledged": forms that share the finite verb of another.
    let shared = matches!(verb.tag(), Tag::Vbg | Tag::Vbn | Tag::Vb)
        && (verb.dep() == Dep::Conj || verb.child(Dep::Aux).is_some_and(|aux| aux.lemma() == "have"));
    // "Is committed to": a passive that says how its subject stands.
    let committed = verb.tag() == Tag::Vbn && verb.lemma() == "commit";
    let idle = verb.children().any(|child| {
        child.dep() == Dep::Auxpass && !committed
            || child.tag() == Tag::Md && !will(child)
            || matches!(child.lower(), "longer" | "whether")
    });
    let conditional = verb.children().any(|child| child.dep() == Dep::Mark && matches!(child.lower(), "if" | "unless"));
    if !(finite || shared || committed) || idle || conditional {
        return None;
    }
    let negated = verb.child(Dep::Neg).is_some();
    let stance = if reading.has(verb, Sense::StandsFor) {
        if negated { Stance::Opposes } else { Stance::Supports }
    } else if negated {
        return None;
    } else if reading.has(verb, Sense::StandsAgainst) {
        if verb.lemma() == "reject" { Stance::Rejects } else { Stance::Opposes }
    } else if reading.has(verb, Sense::StandsOutFor) {
        Stance::Demands
    } else if reading.has(verb, Sense::Stress) {
        return Some(Way::Stress);
    } else if verb.lemma() == "stand" && verb.children().any(|child| child.lower() == "against") {
        Stance::Opposes
    } else if verb.lemma() == "look" && verb.children().any(|child| child.lower() == "forward") {
        Stance::Supports
    } else {
        return None;
    };
    Some(Way::Straight(stance))
}

/// "Remains committed to", "is opposed to", "are concerned about".
fn disposed(adjective: Token) -> Option<Way> {
    let copula = adjective.head();
    let told = adjective.dep() == Dep::Acomp
        && matches!(copula.lemma(), "be" | "remain" | "stay" | "stand" | "seem")
        && !copula.children().any(|child| child.dep() == Dep::Neg || child.tag() == Tag::Md && child.lower() != "will");
    let stance = match adjective.lower() {
        "committed" | "determined" | "resolved" | "supportive" => Stance::Supports,
        "opposed" | "concerned" | "alarmed" | "appalled" | "outraged" => Stance::Opposes,
        _ => return None,
    };
    told.then_some(Way::Straight(stance))
}

/// What the verb takes a stance on, each with the stance.
fn things(reading: &Reading, verb: Token, way: Way) -> Vec<(Stance, Issue)> {
    match way {
        Way::Straight(Stance::Demands) => demanded(reading, verb),
        Way::Straight(stance) => {
            let thing = governed(verb);
            let mut issues = thing.map(|thing| reading.namer.issues(thing)).unwrap_or_default();
            let backs = matches!(verb.lemma(), "support" | "back" | "stand");
            if issues.is_empty() && backs {
                issues.extend(thing.and_then(|thing| reading.namer.party(thing)));
            }
            issues.into_iter().map(|issue| (stance, issue)).collect()
        }
        Way::Stress => {
            let nouns = verb.child(Dep::Dobj).map(|object| object.conjuncts()).unwrap_or_default();
            nouns.into_iter().flat_map(|noun| stressed(reading, verb, noun)).collect()
        }
    }
}

/// "Underscored the need for X", "expressed concern about Y", "reaffirmed the alliance".
fn stressed(reading: &Reading, verb: Token, noun: Token) -> Vec<(Stance, Issue)> {
    let has = |sense| reading.has(noun, sense);
    let renewed = matches!(verb.lemma(), "reaffirm" | "reiterate" | "restate" | "affirm");
    let stance = match () {
        () if has(Sense::Worry) => Stance::Opposes,
        () if has(Sense::Must) => Stance::Demands,
        () if has(Sense::Leads) || renewed => Stance::Supports,
        () => return Vec::new(),
    };
    reading.namer.issues_of(noun).into_iter().map(|issue| (stance, issue)).collect()
}

/// "Called on X to do Y and Z", "called for W": what is asked of somebody is told by the clause, else by the noun.
fn demanded(reading: &Reading, verb: Token) -> Vec<(Stance, Issue)> {
    let infinitive = |token: &Token| token.tag() == Tag::Vb && token.children().any(|child| child.lower() == "to");
    let clauses = [Dep::Xcomp, Dep::Ccomp, Dep::Advcl];
    let below = verb.children().filter(|child| child.i > verb.i);
    let own = below.clone().find(|child| clauses.contains(&child.dep()) && infinitive(child));
    let asked = || {
        let of = below.clone().filter(|child| matches!(child.dep(), Dep::Prep | Dep::Dobj));
        let noun = of.filter_map(|child| if child.dep() == Dep::Dobj { Some(child) } else { child.child(Dep::Pobj) });
        noun.flat_map(|noun| noun.children().collect::<Vec<_>>())
            .find(|child| matches!(child.dep(), Dep::Acl | Dep::Relcl) && infinitive(child))
    };
    let thing = || {
        let preps = below.clone().filter(|child| child.dep() == Dep::Prep && matches!(child.lower(), "for" | "on"));
        let pobj = preps.filter(|prep| prep.lower() == "for" || verb.lemma() == "insist");
        let object = || verb.child(Dep::Dobj).filter(|_| verb.lemma() == "demand");
        pobj.filter_map(|prep| prep.child(Dep::Pobj)).next().or_else(object)
    };
    let Some(top) = own.or_else(asked).or_else(thing) else { return Vec::new() };
    let stance = if top.child(Dep::Neg).is_some() { Stance::Opposes } else { Stance::Demands };
    reading.namer.issues(top).into_iter().map(|issue| (stance, issue)).collect()
}

/// What the verb governs, directly or by its preposition; in "an idea that they support" the noun above, and what that noun
/// only takes up.
fn governed(verb: Token) -> Option<Token> {
    let own = verb.child(Dep::Dobj).filter(|object| object.pos() != Pos::Pron && verb.lemma() != "agree");
    let by = || {
        let preps = verb.children().filter(|child| child.i > verb.i && matches!(child.dep(), Dep::Prep));
        let prep = preps
            .filter(|prep| matches!(prep.lower(), "to" | "against" | "about" | "by" | "over"))
            .find_map(|prep| prep.child_of(&[Dep::Pobj, Dep::Pcomp]));
        prep.or_else(|| verb.child(Dep::Xcomp).filter(|clause| clause.i > verb.i && verb.lemma() != "look"))
    };
    let above = || {
        let noun = verb.head();
        let taken_up = noun.dep() == Dep::Appos && noun.head().pos() == Pos::Noun;
        let open = verb.child(Dep::Dobj).is_none_or(|object| matches!(object.lower(), "that" | "which"));
        (verb.dep() == Dep::Relcl && open).then(|| if taken_up { noun.head() } else { noun })
    };
    own.or_else(by).or_else(above)
}

/// Who takes the stance: the parties of the verb's subject, or for "we" those in whose statement it stands.
fn holders(reading: &Reading, verb: Token, voice: &dyn Fn(Token) -> Vec<ActorId>) -> Vec<ActorId> {
    let subject = subject(verb);
    let mut holders: Vec<ActorId> = Vec::new();
    for id in subject.map(|subject| reading.actors.of(subject)).unwrap_or_default() {
        add_parties(reading.actors, id, &mut holders);
    }
    // "The ministers of X and Y": each is somebody's.
    let several = subject.filter(|subject| subject.tag() == Tag::Nns && holders.len() < 2);
    if let Some(subject) = several {
        let doc = subject.doc();
        for id in reading.actors.within(doc, doc.span(subject.subtree())) {
            if matches!(reading.actors.get(id).kind, ActorKind::State | ActorKind::Igo) {
                add_parties(reading.actors, id, &mut holders);
            }
        }
    }
    let open = subject.is_none_or(|subject| subject.pos() == Pos::Pron || reading.actors.at(subject).is_none());
    if holders.is_empty() && open && subject.is_none_or(|subject| matches!(subject.lower(), "we" | "i" | "they")) {
        holders = voice(verb);
    }
    holders
}

/// The verb's subject; conjuncts share one, however many verbs back.
fn subject(verb: Token) -> Option<Token> {
    const STEPS: usize = 6;
    let own = |verb: Token<'_>| verb.child_of(&[Dep::Nsubj, Dep::Nsubjpass]).map(|subject| subject.i);
    let mut at = if verb.pos() == Pos::Adj { verb.head() } else { verb };
    for _ in 0..STEPS {
        if let Some(i) = own(at) {
            return Some(verb.doc().token(i));
        }
        if !matches!(at.dep(), Dep::Conj | Dep::Xcomp) {
            return None;
        }
        at = at.head();
    }
    None
}
