//! The transition system of entities: each word begins, continues or ends one, is one, or is outside
//! (spacy/pipeline/_parser_internals/ner.pyx).

use rapporteur_text::{Entity, EntityLabel};
use std::ops::Range;

/// The kinds of action, numbered as in the model's `moves` file. Number 0 means "missing" and is never taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Move {
    /// An entity of several words begins.
    Begin = 1,
    /// It goes on.
    In = 2,
    /// It ends with this word.
    Last = 3,
    /// The word alone is one.
    Unit = 4,
    /// The word is in none.
    Out = 5,
}

/// One more than the greatest number of a kind.
pub(crate) const KINDS: usize = 6;

impl Move {
    /// Every kind, by number.
    pub(crate) const ALL: [Move; 5] = [Move::Begin, Move::In, Move::Last, Move::Unit, Move::Out];
}

/// A reading in progress: what is known about the words so far.
#[derive(Default)]
pub(crate) struct State {
    open: Option<(usize, EntityLabel)>,
    entities: Vec<Entity>,
}

/// What decides which actions a word may get.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Here {
    pub(crate) is_space: bool,
    /// Whether the document goes on and the next word starts no sentence.
    pub(crate) continues: bool,
}

impl State {
    /// Where the entity that is open began.
    pub(crate) fn open(&self) -> Option<usize> {
        self.open.map(|(start, _)| start)
    }

    /// Whether a kind of action may come next, with the label given.
    pub(crate) fn is_valid(&self, kind: Move, label: Option<EntityLabel>, here: Here) -> bool {
        let open = self.open.map(|(_, label)| label);
        match kind {
            Move::Out => open.is_none(),
            Move::Begin => label.is_some() && open.is_none() && here.continues && !here.is_space,
            Move::Unit => label.is_some() && open.is_none() && !here.is_space,
            Move::In => label.is_some() && open == label && here.continues,
            Move::Last => label.is_some() && open == label,
        }
    }

    /// Takes a valid action at a word.
    pub(crate) fn apply(&mut self, kind: Move, label: Option<EntityLabel>, word: usize) {
        match (kind, label) {
            (Move::Begin, Some(label)) => self.open = Some((word, label)),
            (Move::Unit, Some(label)) => self.close(word..word + 1, label),
            (Move::Last, Some(label)) => {
                let start = self.open.take().map_or(word, |(start, _)| start);
                self.close(start..word + 1, label);
            }
            _ => {}
        }
    }

    /// The entities that were closed.
    pub(crate) fn finish(self) -> Vec<Entity> {
        self.entities
    }

    fn close(&mut self, tokens: Range<usize>, label: EntityLabel) {
        self.entities.push(Entity { tokens, label });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entity_ends_with_its_sentence() {
        let mut state = State::default();
        let (gpe, org) = (Some(EntityLabel::Gpe), Some(EntityLabel::Org));
        let middle = Here { is_space: false, continues: true };
        let end = Here { is_space: false, continues: false };
        assert!(state.is_valid(Move::Begin, gpe, middle) && !state.is_valid(Move::Begin, gpe, end));
        assert!(!state.is_valid(Move::Unit, gpe, Here { is_space: true, continues: true }));
        assert!(!state.is_valid(Move::Unit, None, middle) && !state.is_valid(Move::Last, gpe, middle));
        state.apply(Move::Begin, gpe, 0);
        assert!(state.is_valid(Move::In, gpe, middle) && !state.is_valid(Move::In, org, middle));
        assert!(!state.is_valid(Move::In, gpe, end) && state.is_valid(Move::Last, gpe, end));
        assert!(!state.is_valid(Move::Out, None, middle));
        state.apply(Move::Last, gpe, 1);
        state.apply(Move::Unit, org, 2);
        let entities = state.finish();
        assert_eq!((entities[0].tokens.clone(), entities[0].label), (0..2, EntityLabel::Gpe));
        assert_eq!((entities[1].tokens.clone(), entities[1].label), (2..3, EntityLabel::Org));
    }
}
