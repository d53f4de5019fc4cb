//! Who speaks in what is written or made known: "the ministry's statement", "a letter from the mayors", "the complaint".
//!
//! In: the noun, the actors. Out: whose it is, by its own phrase or, where it is one that the report has spoken of, by the
//! phrase or the deed that told of it there. Empty where the report does not say.

use super::reading::cue_of;
use super::speakers::add;
use crate::Context;
use crate::actors::Actors;
use rapporteur_lexicon::{CueClass, MeetingSense};
use rapporteur_record::{ActorId, ActorKind};
use rapporteur_text::{Dep, Pos, Tag, Token};
use std::ops::Range;

/// How many words back a paper is looked for.
const REACH: usize = 1500;

/// Verbs by which somebody brings a paper into the world.
const ISSUES: [&str; 16] = [
    "issue",
    "release",
    "publish",
    "write",
    "send",
    "file",
    "make",
    "post",
    "deliver",
    "sign",
    "submit",
    "circulate",
    "author",
    "adopt",
    "lodge",
    "share",
];

/// Whether the noun names a paper: it says something, but is nobody.
pub(super) fn is_paper(context: Context, token: Token) -> bool {
    number(context, token).is_some()
}

/// The number that papers which may be one share.
fn number(context: Context, token: Token) -> Option<usize> {
    context.lexicon.acts.paper(token.lemma()).filter(|_| token.pos() == Pos::Noun)
}

/// Whose paper it is.
pub(super) fn issuers(context: Context, paper: Token, actors: &Actors) -> Vec<ActorId> {
    let own = by_phrase(context, paper, actors);
    if !own.is_empty() || !is_known(paper) {
        return own;
    }
    let told = told_before(context, paper, actors);
    if told.is_empty() { gathered(context, paper, actors) } else { told }
}

/// Sentences back in which a gathering is looked for that closed with a communiqué.
const GATHERED: usize = 3;

/// "At a summit in Lima the Andean Community closed the border. The communiqué said …": the body or the parties that gathered.
fn gathered(context: Context, paper: Token, actors: &Actors) -> Vec<ActorId> {
    if !matches!(paper.lemma(), "communique" | "communiqué" | "declaration" | "statement") {
        return Vec::new();
    }
    let doc = context.doc;
    let here = paper.sentence_index();
    let words = &context.lexicon.meetings;
    let meets = |token: &Token| {
        token.pos() == Pos::Noun
            && [MeetingSense::Noun, MeetingSense::Summit].iter().any(|&sense| words.has(token.lemma(), sense))
    };
    let before = doc.sentences()[here.saturating_sub(GATHERED)..here].iter().rev();
    let whole = |id: &ActorId| actors.get(*id).kind == ActorKind::Igo || actors.is_joint(*id);
    let acts = |sentence: &Range<usize>| {
        let subject = doc.slice(sentence.clone()).find(|token| token.dep() == Dep::Nsubj && token.head().is_root())?;
        let who: Vec<ActorId> = actors.of(subject).into_iter().filter(whole).collect();
        (!who.is_empty() && doc.slice(sentence.clone()).any(|token| meets(&token))).then_some(who)
    };
    before.into_iter().find_map(acts).unwrap_or_default()
}

/// "The statement", "their letter": one that the reader has heard of.
fn is_known(paper: Token) -> bool {
    let points = |child: Token| matches!(child.lower(), "the" | "this" | "that" | "these") || child.tag() == Tag::Prps;
    paper.children().any(|child| child.i < paper.i && points(child))
}

/// Whose it is by the words that hang on it.
pub(super) fn by_phrase(context: Context, paper: Token, actors: &Actors) -> Vec<ActorId> {
    let mut found = Vec::new();
    for child in paper.children() {
        match child.dep() {
            // What a study is of or on does not speak in it.
            Dep::Prep if is_paper(context, paper) && !matches!(child.lower(), "by" | "from" | "of") => {}
            Dep::Prep => add(&mut found, child.child(Dep::Pobj).map(|noun| owned(noun, actors)).unwrap_or_default()),
            // "a statement released by the ministry"
            Dep::Acl => {
                let agent = child.child(Dep::Agent).and_then(|by| by.child(Dep::Pobj));
                add(&mut found, agent.map(|noun| owned(noun, actors)).unwrap_or_default());
            }
            Dep::Pobj | Dep::Poss | Dep::Compound => add(&mut found, actors.of(child)),
            _ => {}
        }
    }
    if found.is_empty() && is_paper(context, paper) {
        // "the Peruvian statement"
        let states = paper.children().filter(|child| matches!(child.dep(), Dep::Amod | Dep::Nmod));
        found.extend(states.filter_map(|child| actors.country_of(child).and_then(|country| actors.state(country))));
    }
    found
}

/// Whose it is by where the report last told of it, or of what may be the same.
fn told_before(context: Context, paper: Token, actors: &Actors) -> Vec<ActorId> {
    let kind = number(context, paper);
    let before = context.doc.slice(paper.i.saturating_sub(REACH)..paper.i).rev();
    let mut same = before.filter(|other| kind.is_some() && number(context, *other) == kind);
    let whose = same.find_map(|other| {
        let mut found = by_phrase(context, other, actors);
        if found.is_empty() {
            found = by_deed(context, other, actors);
        }
        Some(found).filter(|found| !found.is_empty())
    });
    whose.unwrap_or_default()
}

/// "The mayors sent a letter", "a letter was sent by the mayors", "the mayors said in a letter".
fn by_deed(context: Context, paper: Token, actors: &Actors) -> Vec<ActorId> {
    let verb = paper.head();
    let issues = |verb: Token| ISSUES.contains(&verb.lemma());
    let subject = |verb: Token| verb.child(Dep::Nsubj).map(|noun| actors.of(noun)).unwrap_or_default();
    match paper.dep() {
        Dep::Dobj if issues(verb) => subject(verb),
        Dep::Nsubjpass if issues(verb) => {
            let agent = verb.child(Dep::Agent).and_then(|by| by.child(Dep::Pobj));
            agent.map(|noun| owned(noun, actors)).unwrap_or_default()
        }
        Dep::Pobj if verb.lower() == "in" => {
            let says = cue_of(context, verb.head()).is_some_and(|cue| cue.class == CueClass::Speech);
            if says { subject(verb.head()) } else { Vec::new() }
        }
        _ => Vec::new(),
    }
}

/// The actors of a noun, or of its owner: "the minister's office".
fn owned(noun: Token, actors: &Actors) -> Vec<ActorId> {
    let found = actors.of(noun);
    if !found.is_empty() {
        return found;
    }
    noun.child(Dep::Poss).map(|owner| actors.of(owner)).unwrap_or_default()
}
