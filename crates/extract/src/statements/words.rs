//! The words by which the learned head tells acts apart, as hashed buckets.
//!
//! In: a [`Reading`]. Out: buckets of the cue, of who speaks, of each clause's verb with its subject, object and auxiliaries, of content
//! words, and of how the content begins. The weights hang on the hash: another one wants them learnt anew.

use super::acts::BUCKETS;
use super::clauses::is_negated;
use super::reading::Reading;
use super::side::{Side, is_first_person};
use rapporteur_record::{Form, Sector};
use rapporteur_text::{Dep, Pos, Token};

/// Most content words that are looked at.
const WORDS: usize = 60;
/// Most verbs of the content that are looked at.
const VERBS: usize = 12;

/// The buckets of a statement's words, sorted, each once.
pub(super) fn words(reading: &Reading, side: &Side, form: Form) -> Vec<u16> {
    let mut found = Vec::new();
    let mut add = |kind: &str, value: &str| found.push(bucket(kind, value));
    add("form", if form == Form::Direct { "direct" } else { "told" });
    cue(reading, &mut add);
    speakers(reading, side, &mut add);
    opening(reading, &mut add);
    let verbal = |token: &Token| matches!(token.pos(), Pos::Verb | Pos::Aux) && !is_helping(*token);
    for verb in reading.content().filter(verbal).take(VERBS) {
        clause(reading, side, verb, &mut add);
    }
    for top in reading.content_heads() {
        add("top", top.lemma());
        add(if is_helping(top) || top.pos() == Pos::Verb { "verbal" } else { "phrase" }, "");
    }
    let telling = |token: &Token| matches!(token.pos(), Pos::Noun | Pos::Verb | Pos::Adj | Pos::Adv | Pos::Intj);
    for token in reading.content().filter(telling).take(WORDS) {
        add("word", token.lemma());
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The bucket of a word of a kind.
pub(super) fn bucket(kind: &str, value: &str) -> u16 {
    let bytes = kind.bytes().chain([b'=']).chain(value.bytes().map(|byte| byte.to_ascii_lowercase()));
    let hash =
        bytes.fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3));
    ((hash >> 20) % BUCKETS as u64) as u16
}

fn cue(reading: &Reading, add: &mut impl FnMut(&str, &str)) {
    let Some(head) = reading.head else {
        add("cue", "");
        return;
    };
    add("cue", head.lemma());
    if is_negated(head) {
        add("cue-not", head.lemma());
    }
    for top in reading.content_heads().into_iter().take(2) {
        add("cue-top", &format!("{} {}", head.lemma(), top.lemma()));
        add("cue-frame", &format!("{} {}", head.lemma(), top.dep().as_str()));
    }
    for auxiliary in head.children().filter(|child| is_helping(*child)) {
        add("cue-aux", auxiliary.lemma());
    }
}

/// What kinds of actors speak, and with which cue.
fn speakers(reading: &Reading, side: &Side, add: &mut impl FnMut(&str, &str)) {
    let cue = reading.head.map_or("", Token::lemma);
    for actor in side.speakers() {
        let kind = actor.sector.map_or("none", Sector::as_str);
        add("speaker", kind);
        add("speaker-cue", &format!("{kind} {cue}"));
    }
    if side.is_several() {
        add("several", cue);
        add("several", "any");
    }
}

/// The first words of the content.
fn opening(reading: &Reading, add: &mut impl FnMut(&str, &str)) {
    let mut words = reading.content().filter(|token| !token.is_punct() && !token.is_space());
    let first = words.next().map_or("", Token::lower);
    let second = words.next().map_or("", Token::lower);
    add("first", first);
    add("opening", &format!("{first} {second}"));
}

fn clause(reading: &Reading, side: &Side, verb: Token, add: &mut impl FnMut(&str, &str)) {
    let subject = verb.child_of(&[Dep::Nsubj, Dep::Nsubjpass, Dep::Expl]);
    let who = subject.map_or("none", |subject| who(side, subject));
    let not = if is_negated(verb) { "not " } else { "" };
    add("verb", &format!("{not}{}", verb.lemma()));
    add("who-verb", &format!("{who} {not}{}", verb.lemma()));
    for child in verb.children().filter(|child| reading.in_content(*child)) {
        match child.dep() {
            Dep::Aux | Dep::Auxpass => add("aux", &format!("{who} {not}{}", child.lemma())),
            Dep::Dobj | Dep::Attr | Dep::Acomp | Dep::Oprd => {
                add("object", &format!("{not}{} {}", verb.lemma(), child.lemma()));
                add("said-of", &format!("{who} {}", child.lemma()));
            }
            Dep::Xcomp => add("verbs", &format!("{who} {not}{} {}", verb.lemma(), child.lemma())),
            _ => {}
        }
    }
}

fn who(side: &Side, subject: Token) -> &'static str {
    match subject.lower() {
        "i" => "i",
        "we" => "we",
        "you" => "you",
        "it" | "this" | "that" | "there" => "it",
        "they" => "they",
        _ if is_first_person(subject) || side.holds(subject) => "own",
        _ if side.is_other(subject) => "other",
        _ => "thing",
    }
}

fn is_helping(token: Token) -> bool {
    matches!(token.dep(), Dep::Aux | Dep::Auxpass)
}
