//! Which phrases of the sentence are the source and the target of an event.
//!
//! In: a candidate. Out: the best pair of different phrases; a side may stay empty. Two linear rankers over one set of
//! features; the weights come from `training/events`.

use super::candidates::{Candidate, group};
use super::linear::{Features, Model};
use super::tree::{self, lemma};
use super::who::{Who, label};
use rapporteur_text::{Dep, EntityLabel, Pos, Token};
use std::ops::Range;

/// The pair that the model prefers; a side may be empty.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pair {
    /// Head of the source phrase.
    pub source: Option<usize>,
    /// Head of the target phrase.
    pub target: Option<usize>,
    /// How likely the source is among the sentence's phrases, and the target: the sum of the logarithms.
    pub likelihood: f32,
}

/// Chooses source and target of a candidate, or of the sentence's root where there is none.
pub fn rank(model: &Model, who: &Who, candidate: Option<&Candidate>, sentence: Range<usize>) -> Pair {
    let score = |features: &Features, phrase: Option<usize>| {
        let scores = model.scores(features);
        (phrase, scores[0], scores[1])
    };
    let phrases = phrases(who, sentence);
    let mut scores: Vec<(Option<usize>, f32, f32)> =
        phrases.iter().map(|phrase| score(&features(who, candidate, *phrase), Some(phrase.i))).collect();
    scores.push(score(&nobody(candidate), None));
    let total =
        |of: fn(&(Option<usize>, f32, f32)) -> f32| scores.iter().map(|score| of(score).exp()).sum::<f32>().ln();
    let (sources, targets) = (total(|score| score.1), total(|score| score.2));
    let mut best: Option<Pair> = None;
    for &(source, source_score, _) in &scores {
        for &(target, _, target_score) in scores.iter().filter(|(target, ..)| *target != source || target.is_none()) {
            let likelihood = source_score - sources + target_score - targets;
            if best.is_none_or(|best| likelihood > best.likelihood) {
                best = Some(Pair { source, target, likelihood });
            }
        }
    }
    best.unwrap_or_default()
}

/// The features of the choice that a side is empty.
pub fn nobody(candidate: Option<&Candidate>) -> Features {
    let mut out = Features::new(1);
    out.add(0, &["nobody"]);
    if let Some(candidate) = candidate {
        let kind = candidate.kind.as_str();
        let operator = candidate.reading.operators.first().map_or("", |operator| operator.name());
        out.add(0, &["nobody", kind, if candidate.nominal { "noun" } else { "verb" }]);
        out.add(0, &["nobody", operator]);
        out.add(0, &["nobody", if candidate.source.is_some() { "source" } else { "no source" }]);
        out.add(0, &["nobody", if candidate.target.is_some() { "target" } else { "no target" }, kind]);
        out.add(0, &["nobody", if candidate.targets.len() > 1 { "several" } else { "few" }]);
    }
    out.finish()
}

/// The heads of the phrases that may be parties: nouns, names of countries and nations, and pronouns and numerals as subject
/// or object.
pub fn phrases<'d>(who: &Who<'d>, sentence: Range<usize>) -> Vec<Token<'d>> {
    let doc = who.doc();
    doc.slice(sentence)
        .filter(|token| {
            let national = matches!(label(*token), Some(EntityLabel::Gpe | EntityLabel::Norp));
            let argument = matches!(token.dep(), Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Pobj);
            let fits = tree::is_noun(*token) || national || argument && matches!(token.pos(), Pos::Num | Pos::Pron);
            let measure = matches!(
                label(*token),
                Some(EntityLabel::Date | EntityLabel::Time | EntityLabel::Money | EntityLabel::Percent)
            );
            fits && !measure && (token.dep() != Dep::Compound || national)
        })
        .collect()
}

/// The path from one token to another over their lowest common ancestor.
struct Path<'d> {
    up: Vec<&'static str>,
    down: Vec<Token<'d>>,
}

impl<'d> Path<'d> {
    /// `None` where they hang on different roots.
    fn between(from: Token<'d>, to: Token<'d>) -> Option<Path<'d>> {
        let above: Vec<Token> = std::iter::once(from).chain(from.ancestors()).collect();
        let mut down = Vec::new();
        let mut at = to;
        loop {
            if let Some(met) = above.iter().position(|token| token.i == at.i) {
                down.reverse();
                return Some(Path { up: above[..met].iter().map(|token| token.dep().as_str()).collect(), down });
            }
            if at.is_root() {
                return None;
            }
            down.push(at);
            at = at.head();
        }
    }

    fn length(&self) -> f32 {
        self.up.len() as f32 * 1.5 + self.down.len() as f32
    }

    fn text(&self, words: bool) -> String {
        let mut text = self.up.join("<");
        text.push('|');
        for token in &self.down {
            text.push('>');
            text.push_str(token.dep().as_str());
            if words && token.pos() == Pos::Adp {
                text.push(':');
                text.push_str(token.lower());
            }
        }
        text
    }
}

/// The features of a phrase relative to a candidate; without one, to the sentence's root.
pub fn features(who: &Who, candidate: Option<&Candidate>, phrase: Token) -> Features {
    let doc = who.doc();
    let sentence = phrase.sentence();
    let root = doc.slice(sentence.clone()).find(|token| token.is_root()).map_or(sentence.start, |root| root.i);
    let verb = doc.token(candidate.map_or(root, |candidate| candidate.trigger));
    let mut out = Features::new(1);
    let mut add = |parts: &[&str]| out.add(0, parts);

    let path = Path::between(verb, phrase);
    let chain = candidate.map_or(vec![root], |candidate| candidate.reading.chain.clone());
    let nearest = chain
        .iter()
        .enumerate()
        .filter_map(|(step, &i)| Path::between(doc.token(i), phrase).map(|path| (step, path)))
        .min_by(|(a, one), (b, other)| one.length().total_cmp(&other.length()).then(a.cmp(b)));
    let kind = candidate.map_or("", |candidate| candidate.kind.as_str());
    let operator = candidate.and_then(|candidate| candidate.reading.operators.first()).map_or("", |op| op.name());
    let bare = path.as_ref().map_or("?".to_owned(), |path| path.text(false));
    add(&["path", &path.as_ref().map_or("?".to_owned(), |path| path.text(true))]);
    add(&["bare", &bare]);
    add(&["operator", operator, &bare]);
    if let Some((step, path)) = &nearest {
        let text = path.text(true);
        add(&["near", &text, if *step > 0 { "deep" } else { "top" }]);
        add(&["kind", kind, &text]);
        add(&["length", &(path.length().min(6.0) as u32).to_string()]);
        if let Some(preposition) = path.down.iter().rev().find(|token| token.pos() == Pos::Adp) {
            add(&["preposition", preposition.lower()]);
            add(&["preposition of", preposition.lower(), kind]);
        }
    }
    if let Some(path) = &path {
        let name = |token: &Token| {
            let word = if token.pos() == Pos::Adp { token.lower() } else { "" };
            format!("{}:{word}", token.dep())
        };
        if let (Some(first), Some(last)) = (path.down.first(), path.down.last()) {
            add(&["first", &name(first)]);
            add(&["last", &name(last)]);
            add(&["verb", &lemma(verb), &name(first)]);
        }
        for token in &path.down {
            add(&["on", &name(token)]);
        }
    }
    if let Some(candidate) = candidate {
        if candidate.source == Some(phrase.i) {
            add(&["rule's source"]);
            add(&["rule's source", kind]);
        }
        if candidate.target == Some(phrase.i) {
            add(&["rule's target"]);
            add(&["rule's target", kind]);
        }
        if let Some(place) = candidate.targets.iter().take(5).position(|&i| i == phrase.i) {
            add(&["rank", &place.to_string()]);
        }
        if candidate.trigger == phrase.i {
            add(&["itself"]);
        }
        if candidate.nominal {
            add(&["nominal", &bare]);
        }
        if let Some(source) = candidate.source.map(|i| doc.token(i)) {
            if phrase.i != source.i && source.governs(phrase) {
                add(&["in the source"]);
            }
            if phrase.dep() == Dep::Conj && phrase.head().i == source.i {
                add(&["joined to the source"]);
            }
            if who.country(source).is_some() && who.country(source) == who.country(phrase) {
                add(&["of the source's country"]);
            }
        }
    }
    let entity = label(phrase).map_or("", |label| label.as_str());
    add(&["entity", entity]);
    add(&["pos", phrase.pos().as_str()]);
    add(&["dep", phrase.dep().as_str()]);
    add(&["place", phrase.dep().as_str(), phrase.head().pos().as_str(), entity]);
    for (name, holds) in [
        ("country", who.has_country(phrase)),
        ("sector", who.sector(phrase).is_some()),
        ("actor", who.actor(phrase).is_some()),
        ("party", who.is_party(phrase)),
        ("after", phrase.i > verb.i),
        ("first phrase", phrase.i < verb.i && phrase.dep() == Dep::Nsubj),
    ] {
        if holds {
            add(&[name]);
            add(&[name, phrase.dep().as_str()]);
        }
    }
    add(&["group", group(who, phrase).unwrap_or("")]);
    let quarter = (phrase.i - sentence.start) * 4 / sentence.len().max(1);
    add(&["quarter", &quarter.to_string()]);
    let kind_of = |token: Token| {
        if who.is_party(token) { "party" } else { group(who, token).unwrap_or("thing") }
    };
    if phrase.dep() == Dep::Pobj && tree::is_noun(phrase.head().head()) {
        add(&["under", kind_of(phrase.head().head()), phrase.head().lower()]);
    }
    if matches!(phrase.dep(), Dep::Poss | Dep::Amod | Dep::Compound | Dep::Nmod) {
        add(&["modifies", kind_of(phrase.head()), phrase.dep().as_str(), entity]);
    }
    let holds_name = doc.slice(phrase.subtree()).any(|token| {
        token.i != phrase.i
            && matches!(
                label(token),
                Some(EntityLabel::Gpe | EntityLabel::Norp | EntityLabel::Org | EntityLabel::Person)
            )
    });
    if holds_name {
        add(&["holds a name"]);
    }
    if phrase.head().pos() == Pos::Verb {
        add(&["governor", &lemma(phrase.head())]);
    }
    out.finish()
}
