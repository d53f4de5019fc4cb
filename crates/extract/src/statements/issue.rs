//! What a statement is about: a short noun phrase of the text.

use super::reading::Reading;
use super::side::Side;
use rapporteur_text::{Dep, EntityLabel, Pos, Token};

/// Most words of an issue.
const WORDS: usize = 7;

/// The issue: what the cue is said "on" or "about", else the object of the content, what its preposition brings in, or
/// its subject; never a pronoun, an actor alone or a date.
pub(super) fn issue(reading: &Reading, side: &Side) -> Option<String> {
    let named = reading.head.into_iter().flat_map(|head| about(reading, head));
    let heads = reading.content_heads();
    let objects = heads.iter().flat_map(|top| below(*top, &[Dep::Dobj, Dep::Attr, Dep::Nsubjpass], 3));
    let obliques = heads.iter().flat_map(|top| below(*top, &[Dep::Pobj], 4));
    let subjects = heads.iter().flat_map(|top| below(*top, &[Dep::Nsubj], 2));
    let themselves = heads.iter().copied();
    let candidates = named.chain(objects).chain(obliques).chain(subjects).chain(themselves);
    candidates.into_iter().filter(|noun| is_issue(*noun, side)).find_map(short)
}

fn about<'a>(reading: &Reading<'a>, head: Token<'a>) -> Vec<Token<'a>> {
    let preps = head.children().filter(|child| matches!(child.lower(), "on" | "about" | "over" | "regarding"));
    preps.filter(|prep| !reading.in_content(*prep)).filter_map(|prep| prep.child(Dep::Pobj)).collect()
}

/// Nouns with one of the relations, at most `depth` steps below `top`, nearest first.
fn below<'a>(top: Token<'a>, relations: &[Dep], depth: usize) -> Vec<Token<'a>> {
    let mut level = vec![top];
    let mut found = Vec::new();
    for _ in 0..depth {
        let next: Vec<Token> = level.iter().flat_map(|token| token.children()).take(64).collect();
        found.extend(next.iter().filter(|child| relations.contains(&child.dep())).copied());
        level = next;
    }
    found
}

fn is_issue(noun: Token, side: &Side) -> bool {
    let dated = noun.entity().is_some_and(|entity| {
        matches!(
            entity.label,
            EntityLabel::Date | EntityLabel::Time | EntityLabel::Cardinal | EntityLabel::Ordinal | EntityLabel::Person
        )
    });
    matches!(noun.pos(), Pos::Noun | Pos::Propn) && !dated && side.actors.at(noun).is_none()
}

/// The phrase without article and without what follows its head but for a short "of …".
fn short(noun: Token) -> Option<String> {
    let doc = noun.doc();
    let mut start = noun.left_edge().i.max(noun.i.saturating_sub(WORDS - 1));
    while start < noun.i && matches!(doc.token(start).pos(), Pos::Det | Pos::Punct | Pos::Pron | Pos::Space | Pos::Adp)
    {
        start += 1;
    }
    let of = noun.children().find(|child| child.lower() == "of" && child.i == noun.i + 1);
    let end = match of {
        Some(of) if of.right_edge().i + 1 - start <= WORDS => of.right_edge().i + 1,
        _ => noun.i + 1,
    };
    let words = doc.text_of(start..end.max(start + 1));
    (!words.contains('\n')).then(|| words.trim_matches(|c: char| !c.is_alphanumeric() && c != ')').to_owned())
}
