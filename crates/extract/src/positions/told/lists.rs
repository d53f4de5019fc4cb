//! Stances that a list tells, each line one, under words that end in a colon.

use super::verbs::{Way, way};
use super::{holders::holders, stands};
use crate::positions::voices::Voices;
use crate::positions::{Reading, Stand};
use rapporteur_record::Stance;
use rapporteur_text::{Pos, Tag, Token};

/// "They affirmed their intention to work together:" over lines of which each says what is to be done ("to cut emissions; …"): one
/// stand for each, of those and with the stance that the words before the colon tell.
pub(super) fn by_list(reading: &Reading, voices: &Voices, colon: Token) -> Vec<Stand> {
    let doc = colon.doc();
    let before = doc.slice(colon.sentence().start.max(colon.i.saturating_sub(LEAD))..colon.i).rev();
    let leads = |token: Token| {
        let stance = match way(reading, voices, token)? {
            Way::Straight(stance @ (Stance::Demands | Stance::Supports)) | Way::Intent(stance) => stance,
            Way::Stress => Stance::Supports,
            _ => return None,
        };
        Some((stance, holders(reading, voices, token)))
    };
    let Some((stance, holders)) = before.into_iter().find_map(leads) else { return Vec::new() };
    let tasks =
        lines(colon).into_iter().flat_map(|verb| reading.namer.tasks(verb).into_iter().map(move |issue| (verb, issue)));
    tasks.flat_map(|(verb, issue)| stands(verb, verb.subtree(), &holders, stance, issue)).collect()
}

/// Most tokens before a colon in which it is told what the lines below it are.
const LEAD: usize = 30;

/// Most tokens of a list below a colon.
const LIST: usize = 600;

/// The infinitives with which the lines below a colon begin, up to a line that begins otherwise.
fn lines(colon: Token<'_>) -> Vec<Token<'_>> {
    let doc = colon.doc();
    let breaks = |token: &Token| token.is_space() && token.text().contains('\n');
    let mut verbs = Vec::new();
    for line in doc.slice(colon.i + 1..doc.len().min(colon.i + LIST)).filter(breaks) {
        let mut words = doc.slice(line.i + 1..doc.len()).skip_while(|word| word.is_punct() || word.is_space());
        let first = words.next().map(|word| if word.tag() == Tag::To { words.next() } else { Some(word) });
        let verb = first.flatten().and_then(|word| if word.pos() == Pos::Adv { words.next() } else { Some(word) });
        match verb.filter(|verb| verb.tag() == Tag::Vb) {
            Some(verb) => verbs.push(verb),
            None => break,
        }
    }
    verbs
}
