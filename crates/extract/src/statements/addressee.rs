//! To whom something is said, or of whom something is asked.

use super::reading::Reading;
use crate::actors::Actors;
use rapporteur_lexicon::Frame;
use rapporteur_record::ActorId;
use rapporteur_text::{Dep, Tag, Token};

/// The addressees: "told Kyiv that", "urged Iran to", "said to the envoys", "a warning to Moscow".
pub(super) fn addressees(reading: &Reading, actors: &Actors, speaker: &[ActorId]) -> Vec<ActorId> {
    let mut found = Vec::new();
    for token in hearers(reading) {
        for id in actors.of(token) {
            if !found.contains(&id) && !speaker.contains(&id) {
                found.push(id);
            }
        }
    }
    found
}

/// The nouns that name who is spoken to.
pub(super) fn hearers<'a>(reading: &Reading<'a>) -> Vec<Token<'a>> {
    let Some(head) = reading.head else { return Vec::new() };
    let takes_hearer = reading.cue.is_some_and(|cue| cue.takes(&Frame::Hearer));
    let mut found = Vec::new();
    for child in head.children() {
        match child.dep() {
            Dep::Dative if !reading.in_content(child) => found.push(child.child(Dep::Pobj).unwrap_or(child)),
            // "urged Iran to return": what is urged may be taken with Iran as one.
            Dep::Dobj if takes_hearer && (!reading.in_content(child) || asks(head)) => found.push(child),
            Dep::Prep if is_towards(reading, child) => found.extend(child.child(Dep::Pobj)),
            // "urged Iran to return": the parser makes Iran the subject of what is urged.
            Dep::Ccomp | Dep::Xcomp if takes_hearer && child.children().any(|it| it.tag() == Tag::To) => {
                found.extend(child.child(Dep::Nsubj))
            }
            Dep::Nsubjpass if takes_hearer && !reading.in_source(child) => found.push(child),
            _ => {}
        }
    }
    found
}

/// Whether an infinitive says what the hearer shall do.
fn asks(head: Token) -> bool {
    head.child(Dep::Xcomp).is_some_and(|verb| verb.children().any(|it| it.tag() == Tag::To))
}

fn is_towards(reading: &Reading, prep: Token) -> bool {
    !reading.in_content(prep)
        && (prep.lower() == "to" || matches!(prep.lower(), "on" | "upon") && prep.head().lemma() == "call")
}
