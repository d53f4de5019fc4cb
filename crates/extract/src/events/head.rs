//! Which type an event has, by its words, its path between source and target, and the lexicon's readings.
//!
//! In: a sentence, the candidate at its centre and the two phrases. Out: the types, the likeliest first. A linear model of
//! three blocks; the weights come from `training/events`. It knows 15 types: giving way in word or deed is one there, and
//! is told apart by the lexicon afterwards.

use super::candidates::{Candidate, Readings, group};
use super::linear::{Features, Model};
use super::operators::Applied;
use super::predicates::look_up;
use super::tree::{self, lemma};
use super::who::{Who, label};
use rapporteur_record::EventType;
use rapporteur_text::{EntityLabel, Pos, Token};
use std::ops::Range;

/// The model's classes, in its order: CONCEDE stands for giving way in word or deed.
pub const CLASSES: [EventType; 15] = [
    EventType::Accuse,
    EventType::Agree,
    EventType::Aid,
    EventType::Assault,
    EventType::Coerce,
    EventType::Consult,
    EventType::Cooperate,
    EventType::Mobilize,
    EventType::Protest,
    EventType::Reject,
    EventType::Request,
    EventType::Sanction,
    EventType::Support,
    EventType::Threaten,
    EventType::Concede,
];

/// The model's first choice and by how much it leads.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The likeliest type.
    pub kind: EventType,
    /// How far its score lies over the next.
    pub margin: f32,
}

/// Chooses the type.
pub fn choose(model: &Model, features: &Features) -> Choice {
    let scores = model.scores(features);
    let mut order: Vec<usize> = (0..scores.len().min(CLASSES.len())).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
    Choice { kind: CLASSES[order[0]], margin: scores[order[0]] - scores[order[1]] }
}

/// What the model looks at.
pub struct Scene<'a, 'd> {
    /// The actors.
    pub who: &'a Who<'d>,
    /// How the verbs read.
    pub readings: &'a Readings,
    /// The sentence.
    pub sentence: Range<usize>,
    /// Its candidates.
    pub candidates: &'a [Candidate],
    /// The one in question.
    pub focus: Option<&'a Candidate>,
    /// Head of the source phrase.
    pub source: Option<usize>,
    /// Head of the target phrase.
    pub target: Option<usize>,
}

const WORDS: usize = 0;
const PATH: usize = 1;
const LEXICON: usize = 2;

/// The features of a scene.
pub fn features(scene: &Scene) -> Features {
    let mut out = Features::new(3);
    let source = scene.source.map(|i| span(scene.who.doc().token(i)));
    let target = scene.target.map(|i| span(scene.who.doc().token(i)));
    words(scene, &source, &target, &mut out);
    path(scene, &mut out);
    lexicon(scene, &source, &target, &mut out);
    out.finish()
}

/// The phrase of a head noun without what follows it.
fn span(head: Token) -> Range<usize> {
    use rapporteur_text::Dep::*;
    let before =
        |child: &Token| child.i < head.i && matches!(child.dep(), Det | Amod | Compound | Poss | Nummod | Nmod);
    let start = head.children().filter(before).map(|child| child.left_edge().i).min().unwrap_or(head.i);
    start.min(head.i)..head.i + 1
}

fn holds(span: &Option<Range<usize>>, i: usize) -> bool {
    span.as_ref().is_some_and(|span| span.contains(&i))
}

/// Lemmas, alone and in pairs, over the sentence and by their place before, between or after the two phrases; names stand for
/// their kind.
fn words(scene: &Scene, source: &Option<Range<usize>>, target: &Option<Range<usize>>, out: &mut Features) {
    let mut names: Vec<std::borrow::Cow<str>> = Vec::new();
    for token in scene.who.doc().slice(scene.sentence.clone()) {
        let name: std::borrow::Cow<str> = if holds(source, token.i) {
            "SRC".into()
        } else if holds(target, token.i) {
            "TGT".into()
        } else if let Some(label) = label(token).filter(|label| is_masked(*label)) {
            label.as_str().into()
        } else if token.is_punct() || token.is_space() {
            continue;
        } else {
            lemma(token)
        };
        let is_mask = name.chars().next().is_some_and(char::is_uppercase);
        if !is_mask || names.last() != Some(&name) {
            names.push(name);
        }
    }
    for name in &names {
        out.add(WORDS, &["word", name]);
    }
    for pair in names.windows(2) {
        out.add(WORDS, &["pair", &pair[0], &pair[1]]);
    }
    let place = |name: &str| names.iter().position(|word| word == name);
    let (Some(source), Some(target)) = (place("SRC"), place("TGT")) else { return };
    let (first, second) = (source.min(target), source.max(target));
    out.add(PATH, &["order", if source < target { "source first" } else { "target first" }]);
    for (i, name) in names.iter().enumerate().filter(|(i, _)| *i != first && *i != second) {
        let zone = if i < first {
            "before"
        } else if i < second {
            "between"
        } else {
            "after"
        };
        out.add(WORDS, &[zone, name]);
        if zone == "between" && i + 1 < second {
            out.add(WORDS, &["between", name, &names[i + 1]]);
        }
    }
}

fn is_masked(label: EntityLabel) -> bool {
    use EntityLabel::*;
    matches!(label, Gpe | Norp | Person | Loc | Date | Time | Cardinal | Money | Org | Fac)
}

/// The words and relations from the source up to where it meets the target, and the verbs over the source.
fn path(scene: &Scene, out: &mut Features) {
    let doc = scene.who.doc();
    let Some(source) = scene.source.map(|i| doc.token(i)) else { return };
    let above: Vec<Token> = std::iter::once(source).chain(source.ancestors()).collect();
    if let Some(target) = scene.target.map(|i| doc.token(i)) {
        let other: Vec<Token> = std::iter::once(target).chain(target.ancestors()).collect();
        let met = above.iter().position(|token| other.iter().any(|other| other.i == token.i));
        if let Some(met) = met {
            let top = above[met];
            let down = &other[..other.iter().position(|token| token.i == top.i).unwrap_or(0)];
            let up = &above[..met];
            let labels =
                |tokens: &[Token]| tokens.iter().map(|token| token.dep().as_str()).collect::<Vec<_>>().join("<");
            let last = |tokens: &[Token]| tokens.last().map_or("", |token| token.dep().as_str());
            out.add(PATH, &["meet", &lemma(top)]);
            out.add(PATH, &["labels", &labels(up), &labels(down)]);
            out.add(PATH, &["meet by", &lemma(top), last(up), last(down)]);
            out.add(PATH, &["along", &lemma(top)]);
            for token in up.iter().skip(1) {
                out.add(PATH, &["up", &lemma(*token)]);
                out.add(PATH, &["along", &lemma(*token)]);
            }
            for token in down.iter().skip(1) {
                out.add(PATH, &["down", &lemma(*token)]);
                out.add(PATH, &["along", &lemma(*token)]);
            }
        }
    }
    let verbs = above.iter().enumerate().skip(1).filter(|(_, token)| matches!(token.pos(), Pos::Verb | Pos::Aux));
    for (number, (step, verb)) in verbs.take(2).enumerate() {
        governing(*verb, above[step - 1], if number == 0 { "first" } else { "second" }, out);
    }
    if let Some(focus) = scene.focus {
        for &i in &focus.reading.chain {
            governing(doc.token(i), doc.token(i), "chain", out);
        }
    }
}

/// A verb over the source, with what hangs on it.
fn governing(verb: Token, below: Token, rank: &str, out: &mut Features) {
    let own = lemma(verb);
    let mut add = |parts: &[&str]| {
        let mut all = vec![rank];
        all.extend(parts);
        out.add(PATH, &all);
    };
    add(&["verb", &own]);
    if let Some(complement) = tree::complement(verb) {
        add(&["complement", &own, &lemma(complement)]);
    }
    for object in tree::objects(verb) {
        add(&["object", &lemma(object)]);
        add(&["object of", &own, &lemma(object)]);
    }
    for (name, objects) in tree::prepositions(verb) {
        add(&["preposition", &own, name]);
        for object in objects {
            add(&["prepositional", &lemma(object)]);
        }
    }
    for child in verb.children().filter(|child| child.dep() == rapporteur_text::Dep::Prt) {
        add(&["particle", &own, child.lower()]);
    }
    add(&[
        "modal",
        tree::modal(verb).map_or("", |modal| match modal {
            tree::Modal::Future => "will",
            tree::Modal::Must => "must",
            tree::Modal::May => "may",
        }),
    ]);
    if tree::is_negated(verb) {
        add(&["negated"]);
    }
    add(&["tag", verb.tag().as_str()]);
    add(&["side", below.dep().as_str()]);
}

/// The readings of the sentence's predicates, by how they stand to the two phrases.
fn lexicon(scene: &Scene, source: &Option<Range<usize>>, target: &Option<Range<usize>>, out: &mut Features) {
    let who = scene.who;
    let doc = who.doc();
    let above = |i: Option<usize>| {
        i.map(|i| doc.token(i))
            .map(|token| std::iter::once(token).chain(token.ancestors()).map(|t| t.i).collect::<Vec<_>>())
            .unwrap_or_default()
    };
    let (over_source, over_target) = (above(scene.source), above(scene.target));
    for token in doc.slice(scene.sentence.clone()) {
        let (kind, chain, operators): (Option<EventType>, &[usize], &[Applied]) = match scene.readings.get(token.i) {
            Some(reading) => (reading.kind, &reading.chain, &reading.operators),
            None if token.pos() == Pos::Noun => (look_up(who, token).and_then(|class| class.event()), &[], &[]),
            None => continue,
        };
        if holds(source, token.i) || holds(target, token.i) {
            if let Some(kind) = kind {
                out.add(LEXICON, &["inside", kind.as_str()]);
            }
            continue;
        }
        if token.is_root() {
            out.add(LEXICON, &["root", kind.map_or("NONE", |kind| kind.as_str())]);
        }
        let Some(kind) = kind.map(|kind| kind.as_str()) else { continue };
        let governs_source = over_source.contains(&token.i);
        let governs_target = over_target.contains(&token.i) || chain.iter().any(|i| over_target.contains(i));
        let relation = match (governs_source, governs_target) {
            (true, true) => "both",
            (true, false) => "source",
            (false, true) => "target",
            (false, false) => "neither",
        };
        out.add(LEXICON, &["any", kind]);
        out.add(LEXICON, &["relation", relation, kind]);
        if token.pos() != Pos::Noun {
            out.add(LEXICON, &["verbal", kind]);
        }
        if !operators.is_empty() {
            out.add(LEXICON, &["operators", &names(operators), kind]);
        }
    }
    focus(scene, out);
    for token in doc.slice(scene.sentence.clone()) {
        let outside = !holds(source, token.i) && !holds(target, token.i);
        if outside
            && matches!(token.pos(), Pos::Noun | Pos::Propn | Pos::Verb)
            && let Some(group) = group(who, token)
        {
            out.add(LEXICON, &["group", group]);
        }
    }
}

fn names(operators: &[Applied]) -> String {
    operators.iter().map(|operator| operator.name()).collect::<Vec<_>>().join("+")
}

/// The candidate in question.
fn focus(scene: &Scene, out: &mut Features) {
    let Some(focus) = scene.focus else {
        out.add(LEXICON, &["focus", "NONE"]);
        return;
    };
    let kind = focus.kind.as_str();
    let inner = focus.reading.inner.map_or("", |inner| inner.as_str());
    out.add(LEXICON, &["focus", kind]);
    out.add(LEXICON, &["focus of", kind, if focus.nominal { "noun" } else { "verb" }]);
    out.add(LEXICON, &["focus over", kind, &names(&focus.reading.operators), inner]);
    for &i in focus.reading.chain.iter().skip(1) {
        let word = scene.who.doc().token(i);
        if let Some(class) = look_up(scene.who, word).and_then(|class| class.event()) {
            out.add(LEXICON, &["focus chain", kind, class.as_str()]);
        }
    }
    let is_first = scene.candidates.first().is_some_and(|first| first.trigger == focus.trigger);
    if is_first {
        out.add(LEXICON, &["focus first", kind]);
    }
}
