//! Scores the actions of a transition system (spacy/ml/parser_model.pyx).
//!
//! A state is described by a few tokens, or none, in numbered places. A token's contribution in each place is computed
//! once, with those of its block; a state's scores then take a sum of rows, a maxout and one small product.

use crate::LoadError;
use crate::layers::{Matrix, WIDTH};
use crate::msgpack::{decode, entries, field, text};
use crate::thinc::Network;
use serde_json::Value;
use std::ops::Range;

/// Width of the state's vector.
pub(crate) const HIDDEN: usize = 64;

/// Sums that a state's vector is chosen from: two pieces, all first ones before all second ones.
pub(crate) const PAIRS: usize = 2 * HIDDEN;

/// Scores are computed this many at a time.
const LANES: usize = 16;

/// The scoring network of a transition system whose states have `PLACES` places.
pub(crate) struct Scorer<const PLACES: usize> {
    linear: Matrix,
    linear_bias: Vec<f32>,
    /// From 64 numbers to a row of [`PAIRS`] for each place.
    lower: Matrix,
    lower_bias: [f32; PAIRS],
    /// What an empty place contributes.
    pad: Vec<[f32; PAIRS]>,
    /// For every 16 actions, their weights by input.
    upper: Vec<[[f32; LANES]; HIDDEN]>,
    upper_bias: Vec<[f32; LANES]>,
}

impl<const PLACES: usize> Scorer<PLACES> {
    /// Reads the network out of a component's weight `file`.
    pub(crate) fn read(network: &Network<'_>, file: &str, actions: usize) -> Result<Self, LoadError> {
        let (lower, upper) = (network.referred("lower")?, network.referred("upper")?);
        let weights = lower.weights("W", &[PLACES, HIDDEN, 2, HIDDEN])?;
        let bias = lower.weights("b", &[HIDDEN, 2])?;
        let pad = lower.weights("pad", &[1, PLACES, HIDDEN, 2])?;
        let linear = network
            .layers()
            .iter()
            .rfind(|layer| layer.name == "linear" && layer.array("W").is_ok_and(|w| w.shape == [HIDDEN, WIDTH]))
            .ok_or_else(|| LoadError::file(file, "it has no linear layer from 96 to 64 numbers"))?;
        // Stored with the piece fastest.
        let stored = |column: usize| column % HIDDEN * 2 + column / HIDDEN;
        let weight = |i: usize, column: usize| weights[(column / PAIRS * PAIRS + stored(column % PAIRS)) * HIDDEN + i];
        let (upper_weights, upper_bias) = (upper.weights("W", &[actions, HIDDEN])?, upper.weights("b", &[actions])?);
        let groups = actions.div_ceil(LANES);
        let at = |group: usize, lane: usize| Some(group * LANES + lane).filter(|&action| action < actions);
        Ok(Scorer {
            linear: Matrix::transposed(&linear.weights("W", &[HIDDEN, WIDTH])?, WIDTH, HIDDEN),
            linear_bias: linear.weights("b", &[HIDDEN])?,
            lower: Matrix::new(HIDDEN, PLACES * PAIRS, weight),
            lower_bias: std::array::from_fn(|column| bias[stored(column)]),
            pad: (0..PLACES).map(|place| std::array::from_fn(|column| pad[place * PAIRS + stored(column)])).collect(),
            upper: (0..groups)
                .map(|group| {
                    std::array::from_fn(|i| {
                        std::array::from_fn(|lane| at(group, lane).map_or(0.0, |a| upper_weights[a * HIDDEN + i]))
                    })
                })
                .collect(),
            upper_bias: (0..groups)
                .map(|group| std::array::from_fn(|lane| at(group, lane).map_or(0.0, |a| upper_bias[a])))
                .collect(),
        })
    }

    /// Writes what each token contributes in each place: from `count` token vectors to as many times `PLACES` rows.
    pub(crate) fn contributions(&self, vectors: &[f32], count: usize, hidden: &mut Vec<f32>, out: &mut [[f32; PAIRS]]) {
        hidden.resize(count * HIDDEN, 0.0);
        self.linear.multiply(vectors, WIDTH, count, hidden);
        for row in hidden.as_chunks_mut::<HIDDEN>().0 {
            for (number, bias) in row.iter_mut().zip(&self.linear_bias) {
                *number += bias;
            }
        }
        self.lower.multiply(hidden, HIDDEN, count, out.as_flattened_mut());
    }

    /// What one token contributes in one place: the same, but for rounding, as [`Self::contributions`] gives.
    pub(crate) fn contribution(&self, vector: &[f32], place: usize) -> [f32; PAIRS] {
        let mut hidden = [0.0f32; HIDDEN];
        hidden.copy_from_slice(&self.linear_bias);
        for (i, &x) in vector.iter().enumerate() {
            for (sum, weight) in hidden.iter_mut().zip(self.linear.row(i)) {
                *sum += x * weight;
            }
        }
        let mut out = [0.0f32; PAIRS];
        for (i, &x) in hidden.iter().enumerate() {
            for (sum, weight) in out.iter_mut().zip(&self.lower.row(i)[place * PAIRS..]) {
                *sum += x * weight;
            }
        }
        out
    }

    /// What an empty place contributes.
    pub(crate) fn pad(&self, place: usize) -> &[f32; PAIRS] {
        &self.pad[place]
    }

    /// Writes the scores of the actions in the groups `wanted` to `scores`.
    pub(crate) fn score(&self, rows: [&[f32; PAIRS]; PLACES], wanted: Groups, scores: &mut Scores) {
        pulp::Arch::new().dispatch(Scoring { scorer: self, rows, wanted, scores });
    }
}

/// The arithmetic of one state, compiled for each machine's vector instructions.
struct Scoring<'a, const PLACES: usize> {
    scorer: &'a Scorer<PLACES>,
    rows: [&'a [f32; PAIRS]; PLACES],
    wanted: Groups,
    scores: &'a mut Scores,
}

impl<const PLACES: usize> pulp::WithSimd for Scoring<'_, PLACES> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let Scorer { lower_bias: bias, upper, upper_bias, .. } = self.scorer;
        let mut sums = *self.rows[0];
        for row in &self.rows[1..] {
            for i in 0..PAIRS {
                sums[i] += row[i];
            }
        }
        let mut state = [0.0f32; HIDDEN];
        for i in 0..HIDDEN {
            let (a, b) = (sums[i] + bias[i], sums[HIDDEN + i] + bias[HIDDEN + i]);
            state[i] = if b > a { b } else { a };
        }
        for group in (0..upper.len()).filter(|group| self.wanted.0 >> group & 1 == 1) {
            // Four sums at a time, since each addition waits for the one before.
            let mut sums = [[0.0f32; LANES]; 4];
            for (x, weights) in state.as_chunks::<4>().0.iter().zip(upper[group].as_chunks::<4>().0) {
                for strand in 0..4 {
                    for lane in 0..LANES {
                        sums[strand][lane] += x[strand] * weights[strand][lane];
                    }
                }
            }
            for lane in 0..LANES {
                let (a, b) = (sums[0][lane] + sums[1][lane], sums[2][lane] + sums[3][lane]);
                self.scores[group * LANES + lane] = a + b + upper_bias[group][lane];
            }
        }
    }
}

/// Scores by action; models have 74 and 106 actions.
pub(crate) type Scores = [f32; 128];

/// A set of groups of 16 actions.
#[derive(Clone, Copy, Default)]
pub(crate) struct Groups(u32);

impl Groups {
    /// The groups that hold the actions.
    pub(crate) fn of(actions: impl IntoIterator<Item = usize>) -> Self {
        Groups(actions.into_iter().fold(0, |groups, action| groups | 1 << (action / LANES)))
    }

    /// Those of both sets.
    pub(crate) fn and(self, other: Groups) -> Self {
        Groups(self.0 | other.0)
    }
}

/// The actions of a transition system: kinds, numbered as spaCy numbers them, each with its labels.
pub(crate) struct Actions<L> {
    labels: Vec<L>,
    kinds: Vec<Range<usize>>,
}

impl<L> Actions<L> {
    /// Reads a component's `moves` file. Within a kind, labels seen more often in training come first; their place is
    /// that of their score (spacy/pipeline/transition_parser.pyx, `add_label`; transition_system.pyx, `initialize_actions`).
    pub(crate) fn read(
        file: &str,
        bytes: &[u8],
        kinds: usize,
        parse: impl Fn(usize, &str) -> Result<L, LoadError>,
    ) -> Result<Self, LoadError> {
        let fail = |reason: &str| LoadError::file(file, reason);
        let root = decode(file, bytes)?;
        let moves = entries(&root).and_then(|root| field(root, "moves")).and_then(text);
        let moves: Value = serde_json::from_str(moves.ok_or_else(|| fail("it has no moves"))?)
            .map_err(|error| LoadError::file(file, error))?;
        let moves = moves.as_object().ok_or_else(|| fail("its moves are no map"))?;
        let mut actions = Actions { labels: Vec::new(), kinds: Vec::new() };
        if let Some(kind) = moves.keys().find(|kind| kind.parse().map_or(true, |kind: usize| kind >= kinds)) {
            return Err(LoadError::unsupported(format!("an action of {file}"), kind, format!("those below {kinds}")));
        }
        for kind in 0..kinds {
            let counts = moves.get(&kind.to_string()).and_then(Value::as_object).into_iter().flatten();
            let mut labels: Vec<(i64, &str)> = Vec::new();
            for (label, count) in counts {
                labels.push((count.as_i64().ok_or_else(|| fail("a label has no count"))?, label));
            }
            labels.sort_by(|a, b| b.cmp(a));
            let start = actions.labels.len();
            for (_, label) in labels {
                actions.labels.push(parse(kind, label)?);
            }
            actions.kinds.push(start..actions.labels.len());
        }
        if actions.len() > std::mem::size_of::<Scores>() / std::mem::size_of::<f32>() {
            return Err(LoadError::unsupported(
                format!("the number of actions in {file}"),
                actions.len(),
                "128 and fewer",
            ));
        }
        Ok(actions)
    }

    /// How many actions there are.
    pub(crate) fn len(&self) -> usize {
        self.labels.len()
    }

    /// The actions of a kind.
    pub(crate) fn of(&self, kind: usize) -> Range<usize> {
        self.kinds[kind].clone()
    }

    /// The label of an action.
    pub(crate) fn label(&self, action: usize) -> &L {
        &self.labels[action]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequent_labels_come_first_and_ties_fall_to_the_later_name() {
        let moves = r#"{"1":{"det":7,"aux":9},"0":{"":1},"2":{"amod":7,"det":7}}"#;
        let mut bytes = vec![0x81, 0xa5];
        bytes.extend(b"moves\xd9");
        bytes.push(moves.len() as u8);
        bytes.extend(moves.as_bytes());
        let actions = Actions::read("parser/moves", &bytes, 3, |kind, label| Ok(format!("{kind}{label}"))).unwrap();
        let labels: Vec<_> = (0..actions.len()).map(|action| actions.label(action).as_str()).collect();
        assert_eq!(labels, ["0", "1aux", "1det", "2det", "2amod"]);
        assert_eq!(actions.of(2), 3..5);
        let error = Actions::read("parser/moves", &bytes, 2, |_, _| Ok(())).map(|_| ()).unwrap_err();
        assert!(error.to_string().contains("an action of parser/moves to 2"), "{error}");
    }
}
