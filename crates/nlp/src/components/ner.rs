//! Named entities: a network of its own, and one action per token.

use super::parser::check_greedy;
use crate::LoadError;
use crate::layers::WIDTH;
use crate::load::ModelFiles;
use crate::thinc::Network;
use crate::tok2vec::{BLOCK, Features, Tok2Vec, TypeCache};
use crate::transition::biluo::{Here, KINDS, Move, State};
use crate::transition::{Actions, Groups, PAIRS, Scorer, Scores};
use crate::vectors::Vectors;
use rapporteur_text::{Entity, EntityLabel};

/// Tokens that describe a state: the one at hand, where the open entity began, the one before.
const PLACES: usize = 3;

/// Finds named entities.
pub(crate) struct Ner {
    tok2vec: Tok2Vec,
    scorer: Scorer<PLACES>,
    actions: Actions<Option<EntityLabel>>,
    /// The actions that are open to a word while no entity is.
    outside: Groups,
}

/// Space to work in. One thread's, used for one document after another.
#[derive(Default)]
pub(crate) struct Recognizing {
    types: TypeCache,
    vectors: Vec<f32>,
    hidden: Vec<f32>,
    /// Contributions of the last token before the block, then of those in the block.
    rows: Vec<[f32; PAIRS]>,
}

impl Ner {
    /// Reads `ner/cfg`, `ner/moves` and `ner/model`.
    pub(crate) fn read(files: &mut ModelFiles, vectors: &Vectors) -> Result<Self, LoadError> {
        const MODEL: &str = "ner/model";
        const MOVES: &str = "ner/moves";
        check_greedy(files, "ner/cfg")?;
        let actions = Actions::read(MOVES, &files.read(MOVES)?, KINDS, label)?;
        let bytes = files.read(MODEL)?;
        let network = Network::read(MODEL, &bytes)?;
        let scorer = Scorer::read(&network, MODEL, actions.len())?;
        let tok2vec = Tok2Vec::read(&network, MODEL, vectors)?;
        let outside = [Move::Begin, Move::Unit, Move::Out].map(|kind| Groups::of(actions.of(kind as usize)));
        let outside = outside.into_iter().fold(Groups::default(), Groups::and);
        Ok(Ner { tok2vec, scorer, actions, outside })
    }

    /// The entities of a document, of which `starts` tells where sentences begin.
    pub(crate) fn entities(
        &self,
        starts: &[bool],
        features: impl Fn(usize) -> Features,
        vectors: &Vectors,
        space: &mut Recognizing,
    ) -> Vec<Entity> {
        let length = starts.len();
        let mut state = State::default();
        let mut opened = [0.0; PAIRS];
        space.vectors.resize(BLOCK * WIDTH, 0.0);
        space.rows.resize((1 + BLOCK) * PLACES, [0.0; PAIRS]);
        for first in (0..length).step_by(BLOCK) {
            let block = first..length.min(first + BLOCK);
            self.tok2vec.rows(length, block.clone(), &features, vectors, &mut space.types, &mut space.vectors);
            let Recognizing { vectors, hidden, rows, .. } = &mut *space;
            rows.copy_within(BLOCK * PLACES.., 0);
            self.scorer.contributions(vectors, block.len(), hidden, &mut rows[PLACES..]);
            for (at, word) in block.enumerate() {
                let here = Here {
                    is_space: features(word).is_space,
                    continues: starts.get(word + 1).is_some_and(|starts| !starts),
                };
                let (before, this) = rows[at * PLACES..].split_at(PLACES);
                let (kind, action) = self.choose(&state, here, &opened, before, this);
                if kind == Move::Begin {
                    opened = this[1];
                }
                state.apply(kind, *self.actions.label(action), word);
            }
        }
        state.finish()
    }

    /// The best of the valid actions, the first among equals.
    fn choose(
        &self,
        state: &State,
        here: Here,
        opened: &[f32; PAIRS],
        before: &[[f32; PAIRS]],
        this: &[[f32; PAIRS]],
    ) -> (Move, usize) {
        let pad = |place| self.scorer.pad(place);
        let is_valid = |kind, action: usize| state.is_valid(kind, *self.actions.label(action), here);
        let of = |kind: Move| self.actions.of(kind as usize).filter(move |&action| is_valid(kind, action));
        let (rows, wanted) = match state.open() {
            None => ([&this[0], pad(1), pad(2)], self.outside),
            Some(_) => ([&this[0], opened, &before[2]], Groups::of(of(Move::In).chain(of(Move::Last)))),
        };
        let mut scores: Scores = [0.0; 128];
        self.scorer.score(rows, wanted, &mut scores);
        let mut best: Option<(Move, usize)> = None;
        for kind in Move::ALL {
            for action in of(kind) {
                if best.is_none_or(|(_, best)| scores[action] > scores[best]) {
                    best = Some((kind, action));
                }
            }
        }
        // Being outside is always possible, and so is ending an entity, in a model that has those actions.
        best.unwrap_or((Move::Out, 0))
    }
}

fn label(kind: usize, label: &str) -> Result<Option<EntityLabel>, LoadError> {
    if label.is_empty() || kind == Move::Out as usize {
        return Ok(None);
    }
    let wanted = "the entity labels of OntoNotes 5";
    EntityLabel::parse(label).map(Some).ok_or_else(|| LoadError::unsupported("a label of ner/moves", label, wanted))
}
