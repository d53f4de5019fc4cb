//! The words that may tell an event, with their parties by rule.
//!
//! In: a sentence. Out: its [`Candidate`]s, the likeliest first: verbs that read as an event, and nouns that name one
//! outside such a verb. Source and target are chosen here by syntax and by what is known of the phrases; the ranker
//! chooses again with these choices among its clues.

use super::operators::{Applied, Reading, is_candidate_verb, read};
use super::predicates::look_up;
use super::tree::{self, inner_phrases, lemma};
use super::who::{Who, label};
use rapporteur_lexicon::Operator;
use rapporteur_record::EventType;
use rapporteur_text::{Dep, EntityLabel, Pos, Tag, Token};
use std::ops::Range;

/// A word that may tell an event.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The word.
    pub trigger: usize,
    /// Whether it is a noun.
    pub nominal: bool,
    /// Its type by the lexicon.
    pub kind: EventType,
    /// How it reads.
    pub reading: Reading,
    /// Whether it is told only to say that it does not happen.
    pub negated: bool,
    /// The head of the source phrase by rule.
    pub source: Option<usize>,
    /// The head of the target phrase by rule.
    pub target: Option<usize>,
    /// Phrases that may be the target, the likeliest first.
    pub targets: Vec<usize>,
    /// How likely it is the sentence's main event.
    pub score: f32,
}

/// How every verb of a document reads; `None` for other words.
pub struct Readings(Vec<Option<Reading>>);

impl Readings {
    /// Reads all verbs.
    pub fn of(who: &Who) -> Readings {
        Readings(who.doc().tokens().map(|token| is_candidate_verb(token).then(|| read(who, token))).collect())
    }

    /// How a verb reads.
    pub fn get(&self, i: usize) -> Option<&Reading> {
        self.0.get(i)?.as_ref()
    }
}

/// The candidates of a sentence, the likeliest first.
pub fn candidates(who: &Who, readings: &Readings, sentence: Range<usize>) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut taken = vec![false; sentence.len()];
    // The predicates of a verbal event and the nouns that complete them name no event of their own.
    let take = |reading: &Reading, taken: &mut Vec<bool>| {
        for predicate in reading.chain.iter().map(|&i| who.doc().token(i)) {
            let completing = std::iter::once(predicate).chain(tree::objects(predicate));
            for token in completing.filter(|token| sentence.contains(&token.i)) {
                taken[token.i - sentence.start] = true;
            }
        }
    };
    for token in who.doc().slice(sentence.clone()) {
        let Some(reading) = readings.get(token.i) else { continue };
        if let Some(candidate) = verbal(who, readings, token, reading) {
            take(&candidate.reading, &mut taken);
            found.push(candidate);
        }
    }
    for token in who.doc().slice(sentence.clone()).filter(|token| token.pos() == Pos::Noun) {
        if !taken[token.i - sentence.start] {
            found.extend(nominal(who, token));
        } else if let Some(verb) = denier(who, token) {
            found.extend(denied_force(who, token, verb));
        }
    }
    // A later candidate of equal score does not overtake an earlier one.
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.trigger.cmp(&b.trigger)));
    found
}

fn verbal(who: &Who, readings: &Readings, verb: Token, reading: &Reading) -> Option<Candidate> {
    let negated = reading.kind.is_none() && reading.operators.first() == Some(&Applied::Negation);
    let kind = reading.kind.or(if negated { reading.bare } else { None })?;
    if is_within_another(readings, verb) {
        return None;
    }
    let subject = tree::subject(verb);
    let mut score = 0.0;
    if reading.operators.first() == Some(&Applied::Word(Operator::Say))
        && let Some(content) = tree::complement(verb)
    {
        score += says(who, verb, content, kind)?;
    }
    let passive = subject.filter(|subject| subject.passive).map(|subject| subject.token);
    let source = match passive {
        Some(_) => tree::by_agent(verb),
        None => subject.map(|subject| subject.token),
    };
    let source = source.map(|source| antecedent(who, source));
    let mut targets: Vec<Token> = passive.into_iter().collect();
    for target in possible_targets(verb, &reading.chain, source) {
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    let mut candidate = Candidate {
        trigger: verb.i,
        nominal: false,
        kind,
        reading: reading.clone(),
        negated,
        source: source.map(|token| token.i),
        target: None,
        targets: Vec::new(),
        score,
    };
    settle(who, &mut candidate, targets);
    Some(candidate)
}

/// A verb inside the reading of another is told by that one, but for the content of a saying with a subject of its own;
/// so is one joined to it without a subject or tense: "called on them to stop and leave".
fn is_within_another(readings: &Readings, verb: Token) -> bool {
    let mut at = verb;
    let mut first = verb;
    for _ in 0..MOST_CONJUNCTS {
        let bare = matches!(first.tag(), Tag::Vb | Tag::Vbg) && tree::own_subject(first).is_none();
        if first.dep() != Dep::Conj || !bare || !tree::is_verb(first.head()) {
            break;
        }
        first = first.head();
        at = first;
    }
    for _ in 0..3 {
        if !matches!(at.dep(), Dep::Xcomp | Dep::Ccomp | Dep::Pcomp | Dep::Advcl | Dep::Acomp | Dep::Attr | Dep::Prep) {
            return false;
        }
        at = at.head();
        let Some(above) = readings.get(at.i) else { continue };
        if above.kind.is_none() || !above.chain.contains(&first.i) {
            return false;
        }
        let is_saying = above.operators.first() == Some(&Applied::Word(Operator::Say));
        // What is said before the word of saying ("…, he told reporters") tells itself.
        return !is_saying || first.i > at.i && tree::own_subject(first).is_none_or(|own| own.pos() == Pos::Pron);
    }
    false
}

/// Most verbs joined to one that are followed back to it.
const MOST_CONJUNCTS: usize = 8;

/// How much a verb of saying counts as the teller of its content's event: not at all after it ("…, an aide said"), nor where
/// the content has a subject of its own, unless it asks something of that one or speaks of its own country.
fn says(who: &Who, verb: Token, content: Token, kind: EventType) -> Option<f32> {
    if content.i < verb.i {
        return None;
    }
    let Some(own) = tree::own_subject(content).filter(|own| own.pos() != Pos::Pron) else { return Some(0.0) };
    if kind == EventType::Request && tree::modal(content) == Some(tree::Modal::Must) {
        return Some(0.0);
    }
    let speaker = tree::subject(verb)?.token;
    let same = who.country(own).is_some() && who.country(own) == who.country(speaker);
    same.then_some(0.3)
}

/// Whom a pronoun most likely means within the sentence, where no actor is known for it: the main verb's subject.
fn antecedent<'d>(who: &Who, token: Token<'d>) -> Token<'d> {
    if token.pos() != Pos::Pron || who.actor(token).is_some() {
        return token;
    }
    let main = |root: &Token<'d>| root.is_root();
    let sentence = token.sentence();
    let root = token.doc().slice(sentence).find(main);
    let subject = root.and_then(tree::own_subject);
    subject.filter(|subject| subject.i < token.i && subject.pos() != Pos::Pron).unwrap_or(token)
}

/// The phrases around a verb and the predicates below it that may be the target, from the deepest outwards.
fn possible_targets<'d>(verb: Token<'d>, chain: &[usize], source: Option<Token<'d>>) -> Vec<Token<'d>> {
    let doc = verb.doc();
    let mut found: Vec<Token> = Vec::new();
    let mut add = |token: Token<'d>| {
        let is_source =
            source.is_some_and(|source| source.i == token.i || (source.governs(token) && !source.governs(verb)));
        if !is_source && !found.contains(&token) {
            found.push(token);
        }
    };
    for &i in chain.iter().rev() {
        let predicate = doc.token(i);
        if tree::is_noun(predicate) && i != verb.i {
            inner_phrases(predicate).into_iter().for_each(&mut add);
        }
        for child in predicate.children() {
            match child.dep() {
                Dep::Dative if child.pos() == Pos::Adp => child.child(Dep::Pobj).into_iter().for_each(&mut add),
                Dep::Dobj | Dep::Dative | Dep::Oprd | Dep::Nsubjpass => add(child),
                Dep::Nsubj if i != verb.i => add(child),
                _ => {}
            }
        }
        prepositional(predicate).into_iter().for_each(&mut add);
    }
    let outer = found.clone();
    let mut add = |token: Token<'d>| {
        let is_source = source.is_some_and(|source| source.i == token.i);
        if !is_source && !found.contains(&token) {
            found.push(token);
        }
    };
    for phrase in outer {
        let inner = inner_phrases(phrase);
        inner.iter().copied().for_each(&mut add);
        inner.into_iter().flat_map(inner_phrases).for_each(&mut add);
    }
    found
}

/// The objects of a predicate's prepositions, the likeliest preposition first.
fn prepositional(predicate: Token<'_>) -> Vec<Token<'_>> {
    let rank = |preposition: Token| tree::TOWARDS.iter().position(|name| *name == preposition.lower());
    let mut found: Vec<(usize, Token)> = Vec::new();
    let mut add = |preposition: Token<'_>, object: Token<'_>| {
        if let Some(rank) = rank(preposition) {
            found.push((rank, predicate.doc().token(object.i)));
        }
    };
    for child in predicate.children() {
        if !matches!(child.dep(), Dep::Prep | Dep::Prt | Dep::Advmod | Dep::Dative) {
            continue;
        }
        for inner in child.children() {
            match inner.dep() {
                Dep::Pobj => add(child, inner),
                Dep::Prep => inner.children().filter(|word| word.dep() == Dep::Pobj).for_each(|word| add(inner, word)),
                _ => {}
            }
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, token)| token).collect()
}

/// Chooses the target among the phrases and scores the candidate.
fn settle(who: &Who, candidate: &mut Candidate, phrases: Vec<Token>) {
    let doc = who.doc();
    let mut targets: Vec<Token> = Vec::new();
    for phrase in phrases {
        open(who, phrase, 0, &mut targets);
    }
    let source = candidate.source.map(|i| doc.token(i));
    let target = choose(who, source, &targets);
    candidate.target = target.map(|token| token.i);
    candidate.targets = targets.iter().map(|token| token.i).collect();
    candidate.score += score(who, candidate);
}

/// The target among `targets`: one with a country other than the source's; else one with a sector; else a name; else one
/// with a country; else any thing.
fn choose<'d>(who: &Who, source: Option<Token>, targets: &[Token<'d>]) -> Option<Token<'d>> {
    let home = source.and_then(|source| who.country(source));
    let is_foreign = |token: &Token| who.has_country(*token) && (home.is_none() || who.country(*token) != home);
    let is_dated = |token: &Token| is_measure(*token);
    let find = |wanted: &dyn Fn(&Token<'d>) -> bool| targets.iter().find(|token| wanted(token)).copied();
    find(&is_foreign)
        .or_else(|| find(&|token| who.sector(*token).is_some() && !is_dated(token)))
        .or_else(|| find(&|token| who.is_name_or_actor(*token) && !is_dated(token)))
        .or_else(|| find(&|token| who.has_country(*token)))
        .or_else(|| find(&|token| tree::is_noun(*token) && !is_dated(token)))
}

/// Whether the token is part of a date, sum or number.
pub fn is_measure(token: Token) -> bool {
    use EntityLabel::*;
    matches!(label(token), Some(Date | Time | Money | Percent | Cardinal | Quantity | Ordinal))
}

/// Deepest nesting of phrases that is opened for a target.
const NESTING: usize = 4;

/// Puts a phrase among the targets; the phrases inside a thing ("troops sent to B") go before it.
fn open<'d>(who: &Who, phrase: Token<'d>, depth: usize, targets: &mut Vec<Token<'d>>) {
    let is_measure = matches!(
        label(phrase),
        Some(EntityLabel::Date | EntityLabel::Time | EntityLabel::Money | EntityLabel::Percent)
    );
    if tree::is_verb(phrase) || phrase.pos() == Pos::Pron && who.actor(phrase).is_none() || is_measure {
        return;
    }
    if targets.contains(&phrase) {
        return;
    }
    if !who.is_party(phrase) && depth < NESTING {
        for inner in inner_phrases(phrase) {
            open(who, inner, depth + 1, targets);
        }
        for child in phrase.children() {
            let is_modifier = matches!(child.dep(), Dep::Amod | Dep::Compound | Dep::Nmod);
            if is_modifier && who.has_country(child) && !targets.contains(&child) {
                targets.push(child);
            }
            if matches!(child.dep(), Dep::Acl | Dep::Relcl) && tree::is_verb_form(child) {
                for inner in participle_objects(child) {
                    open(who, inner, depth + 1, targets);
                }
            }
        }
    }
    if !targets.contains(&phrase) {
        targets.push(phrase);
    }
}

fn participle_objects(verb: Token<'_>) -> Vec<Token<'_>> {
    let mut found: Vec<Token> = verb.children().filter(|child| child.dep() == Dep::Dobj).collect();
    for child in verb.children() {
        let leads = matches!(child.lower(), "to" | "from" | "against" | "by" | "on");
        if matches!(child.dep(), Dep::Prep | Dep::Agent) && leads {
            found.extend(tree::object_of(child));
        }
    }
    found
}

fn score(who: &Who, candidate: &Candidate) -> f32 {
    let doc = who.doc();
    let trigger = doc.token(candidate.trigger);
    let mut score = 0.0;
    if let Some(source) = candidate.source.map(|i| doc.token(i)) {
        score += if who.has_country(source) { 1.0 } else { 0.0 };
        score += if who.is_coded(source) || who.has_country(source) { 0.6 } else { 0.0 };
    }
    if let Some(target) = candidate.target.map(|i| doc.token(i)) {
        score += if who.has_country(target) { 0.7 } else { 0.0 };
        score += if who.is_coded(target) || who.has_country(target) { 0.2 } else { 0.0 };
    }
    score -= 0.25 * tree::depth(trigger) as f32;
    let is_side = |token: Token| matches!(token.dep(), Dep::Relcl | Dep::Acl | Dep::Advcl);
    if is_side(trigger) || trigger.ancestors().any(is_side) {
        score -= 0.5;
    }
    if !candidate.reading.operators.is_empty() {
        score += 0.4;
    }
    if candidate.negated {
        score -= 2.0;
    }
    score
}

/// Prepositions of a noun that lead to whom the event is done.
const NOMINAL_TOWARDS: &[&str] = &["on", "against", "with", "between", "to", "from", "of", "in", "among", "for", "at"];

/// A noun that names an event: "X's attack on Y", "talks between X and Y", "Russian troop movements".
fn nominal(who: &Who, noun: Token) -> Option<Candidate> {
    use EntityLabel::{Event, Law, Org, WorkOfArt};
    if noun.dep() == Dep::Compound || matches!(label(noun), Some(Event | Law | Org | WorkOfArt)) {
        return None;
    }
    let kind = look_up(who, noun)?.event()?;
    let mut source = None;
    let mut phrases: Vec<Token> = Vec::new();
    for child in noun.children() {
        let is_owner = child.dep() == Dep::Poss && child.tag() != Tag::Prps
            || child.dep() == Dep::Poss && who.actor(child).is_some();
        let is_nationality = matches!(child.dep(), Dep::Amod | Dep::Compound | Dep::Nmod) && who.has_country(child);
        if is_owner && is_suffering(noun) {
            phrases.push(child);
        } else if (is_owner || is_nationality) && source.is_none() {
            source = Some(child);
        }
        let beside = kind == EventType::Mobilize && matches!(child.lower(), "along" | "near" | "around");
        if child.dep() == Dep::Prep
            && (NOMINAL_TOWARDS.contains(&child.lower()) || beside)
            && let Some(object) = tree::object_of(child)
        {
            let is_reciprocal = matches!(child.lower(), "between" | "among")
                || kind == EventType::Consult && child.lower() == "of" && who.is_party(object);
            if is_reciprocal && source.is_none() {
                source = Some(object);
            }
            phrases.push(object);
            // "A meeting in Vienna of the council": the parser hangs the members on the place.
            let members = object.children().find(|inner| inner.dep() == Dep::Prep && inner.lower() == "of");
            if kind == EventType::Consult && matches!(child.lower(), "in" | "at") && source.is_none() {
                source = members.and_then(tree::object_of).filter(|members| who.is_party(*members));
            }
        }
    }
    // "The shelling killed civilians": whom it killed is whom it was on.
    let verb = noun.head();
    let struck = |verb: Token| matches!(&*lemma(verb), "kill" | "wound" | "injure" | "hit");
    if kind == EventType::Assault && noun.dep() == Dep::Nsubj && struck(verb) {
        phrases.extend(verb.child(Dep::Dobj));
    }
    source = tree::by_agent(noun).or(source);
    if source.is_none() && kind == EventType::Consult {
        source = who_met_there(who, noun);
    }
    let mut score = NOMINAL;
    // Whose deed it is may be told by a word that means nobody known: "his attack", "the enemy's raids".
    let owned = noun.children().any(|child| child.dep() == Dep::Poss) && !is_suffering(noun);
    if source.is_none() {
        score -= 0.3;
        source = governing_subject(noun).filter(|_| !owned);
    }
    let source = source.map(|token| antecedent(who, token));
    let phrases = phrases.into_iter().filter(|phrase| Some(phrase.i) != source.map(|token| token.i)).collect();
    Some(told_by(who, noun, kind, source, phrases, score))
}

/// Whether the noun's owner is whom it happens to: "his arrest", "the journalist's murder".
fn is_suffering(noun: Token) -> bool {
    matches!(
        &*lemma(noun),
        "arrest"
            | "detention"
            | "imprisonment"
            | "release"
            | "murder"
            | "killing"
            | "assassination"
            | "abduction"
            | "kidnapping"
            | "expulsion"
            | "deportation"
            | "execution"
            | "conviction"
            | "sentencing"
            | "extradition"
            | "torture"
            | "captivity"
            | "ouster"
            | "ousting"
            | "removal"
    )
}

/// The verb by which somebody denies that there are forces: "denied the tanks near the border".
fn denier<'d>(who: &Who, noun: Token<'d>) -> Option<Token<'d>> {
    let is_force = who.lexicon().predicates.groups_of(&lemma(noun)).iter().any(|group| group == "force");
    let verb = noun.head();
    (is_force && noun.dep() == Dep::Dobj && &*lemma(verb) == "deny").then_some(verb)
}

/// Forces somewhere, which somebody denies: they are said to have been brought there.
fn denied_force(who: &Who, noun: Token, verb: Token) -> Option<Candidate> {
    let owner = noun.children().find(|child| {
        matches!(child.dep(), Dep::Amod | Dep::Poss | Dep::Compound | Dep::Nmod) && who.has_country(*child)
    })?;
    let place = |child: &Token| {
        child.dep() == Dep::Prep && matches!(child.lower(), "on" | "near" | "at" | "along" | "around" | "inside" | "in")
    };
    let there = noun.children().chain(verb.children()).find(place)?;
    let named = |token: &Token| {
        who.own_country(*token).is_some() || matches!(label(*token), Some(EntityLabel::Gpe | EntityLabel::Norp))
    };
    let mut phrases: Vec<Token> = who.doc().slice(there.subtree()).filter(named).collect();
    phrases.truncate(1);
    Some(told_by(who, noun, EventType::Mobilize, Some(owner), phrases, NOMINAL))
}

/// How likely it is from the outset that a noun tells the sentence's main event.
const NOMINAL: f32 = -0.9;

/// The event that a noun tells, with the phrases that may be its target.
fn told_by(
    who: &Who,
    noun: Token,
    kind: EventType,
    source: Option<Token>,
    phrases: Vec<Token>,
    score: f32,
) -> Candidate {
    let reading = Reading { kind: Some(kind), bare: Some(kind), chain: vec![noun.i], ..Reading::default() };
    let mut candidate = Candidate {
        trigger: noun.i,
        nominal: true,
        kind,
        reading,
        negated: false,
        source: source.map(|token| token.i),
        target: None,
        targets: Vec::new(),
        score,
    };
    settle(who, &mut candidate, phrases);
    candidate
}

/// "Launched by A and B at a summit": those who do something together at a meeting hold it.
fn who_met_there<'d>(who: &Who, noun: Token<'d>) -> Option<Token<'d>> {
    let preposition = noun.head();
    let verb = preposition.head();
    let there = noun.dep() == Dep::Pobj && matches!(preposition.lower(), "at" | "during");
    if !there || !tree::is_verb_form(verb) {
        return None;
    }
    let doers =
        tree::by_agent(verb).or_else(|| tree::own_subject(verb).filter(|subject| subject.dep() == Dep::Nsubj))?;
    (who.is_party(doers) && who.named(doers).len() > 1).then_some(doers)
}

/// Whether the party met at the event that the noun names.
pub fn met_there(who: &Who, candidate: &Candidate) -> bool {
    let source = who_met_there(who, who.doc().token(candidate.trigger));
    candidate.nominal && source.is_some_and(|source| candidate.source == Some(source.i))
}

/// The subject of the verb that a noun is the object of.
fn governing_subject(noun: Token<'_>) -> Option<Token<'_>> {
    let mut verb = noun.head();
    if noun.dep() == Dep::Pobj && verb.pos() == Pos::Adp {
        verb = verb.head();
    }
    let governed = matches!(noun.dep(), Dep::Dobj | Dep::Attr | Dep::Nsubjpass | Dep::Pobj);
    if !governed || !tree::is_verb(verb) {
        return None;
    }
    let subject = tree::subject(verb).filter(|subject| !subject.passive)?.token;
    (subject.i != noun.i).then_some(subject)
}

/// The groups of nouns that stand for the word, by name.
pub fn group<'a>(who: &Who<'a>, token: Token) -> Option<&'a str> {
    who.lexicon().predicates.groups_of(&lemma(token)).first().map(String::as_str)
}
