//! What a speaker does by saying something, whether the content is negated, and whether anything is said at all.
//!
//! In: the signs of each clause of a content, and its [words](super::words). Out: act and polarity. The lexicon's rules
//! weigh the signs, and a learned head judges by them and by the words; its act is taken where it leads that of the rules.
//! Names of things, deeds and topics that look like something said are told from statements by the same columns.

use crate::learned::Archive;
use rapporteur_lexicon::{Acts, Mark, Signs};
use rapporteur_record::{Act, Polarity};
use std::sync::OnceLock;

const ACTS: usize = Act::ALL.len();

/// What the rules say for each act, at most over any one clause.
pub(super) type Votes = [f32; ACTS];

/// Buckets into which the words are hashed.
pub(super) const BUCKETS: usize = 4096;

/// What is made of a content.
pub(super) struct Told {
    pub act: Act,
    pub polarity: Polarity,
    /// Whether it is a statement, rather than the name of a thing, a deed, a topic.
    pub said: bool,
}

/// What a content tells. `words` are the buckets of its words.
pub(super) fn tell(acts: &Acts, clauses: &[Signs], words: &[u16]) -> Told {
    let (votes, ruled, signs) = rule(acts, clauses);
    let columns = columns(ruled, clauses, words);
    let head = Head::embedded();
    let act = if TOLD.contains(&ruled) { ruled } else { head.judge(&votes, ruled, &columns) };
    Told { act, polarity: polarity(act, signs), said: head.nothing.scores(&votes, &columns)[0] < NOTHING }
}

/// What the rules say: the votes, the act with the greatest weight over any one clause, and that clause; of two equal ones the
/// later in the record's order, which lists the plain ones first.
pub(super) fn rule(acts: &Acts, clauses: &[Signs]) -> (Votes, Act, Signs) {
    let mut most = [f32::MIN; ACTS];
    let mut best = (Act::Assert, f32::MIN, Signs::default());
    for &signs in clauses {
        for ((act, weight), most) in Act::ALL.into_iter().zip(votes(acts, signs)).zip(&mut most) {
            *most = most.max(weight);
            if weight > best.1 || weight == best.1 && act > best.0 {
                best = (act, weight, signs);
            }
        }
    }
    (most.map(|weight| weight.max(0.0)), best.0, best.2)
}

/// What the rules say of a clause, per act.
fn votes(acts: &Acts, signs: Signs) -> Votes {
    let mut votes = [0.0; ACTS];
    acts.weigh(signs, |act, weight| {
        if let Some(at) = Act::ALL.iter().position(|known| known.as_str() == act) {
            votes[at] += weight;
        }
    });
    votes
}

fn polarity(act: Act, signs: Signs) -> Polarity {
    match act {
        Act::Deny | Act::Refuse | Act::Decline => Polarity::Negative,
        _ if signs.has(Mark::Negated) => Polarity::Negative,
        _ => Polarity::Positive,
    }
}

/// The columns of a statement that are set: its words, its signs, and the act of the rules.
pub(super) fn columns(ruled: Act, clauses: &[Signs], words: &[u16]) -> Vec<u16> {
    let mut columns = words.to_vec();
    let signs = clauses.iter().fold(Signs::default(), |all, &signs| all.union(signs));
    columns.extend(signs.names().iter().map(|name| super::words::bucket("sign", name)));
    columns.push(super::words::bucket("rule", ruled.as_str()));
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// Logistic regressions over the rules' votes and hashed words.
struct Head {
    /// Which act it is, of [`ACTS`].
    acts: Linear,
    /// Whether it is none.
    nothing: Linear,
}

/// Scores that are sums of weights.
struct Linear {
    /// Per act, of each vote: a weight for each score.
    votes: Vec<f32>,
    /// Per bucket, for each score.
    words: Vec<f32>,
    base: Vec<f32>,
}

/// Log odds from which a content is taken for none: seven to three. Chosen on held-out finds; `NOTHING` of
/// `training/acts/train.py`.
const NOTHING: f32 = 0.85;

/// By how much the head's act has to lead that of the rules, in log odds: five to three. `LEAD` of `training/acts/train.py`.
const LEAD: f32 = 0.5;

/// Acts that the rules tell for good: on held-out statements the head was right no more often where it thought otherwise. `TOLD`
/// of `training/acts/train.py`.
const TOLD: [Act; 6] = [Act::Deny, Act::Dismiss, Act::Concern, Act::Threaten, Act::Concede, Act::Decline];

/// Made by `training/acts`.
const WEIGHTS: &[u8] = include_bytes!("../../models/acts.bin");

impl Head {
    fn embedded() -> &'static Head {
        static HEAD: OnceLock<Head> = OnceLock::new();
        HEAD.get_or_init(|| Head::read(WEIGHTS).expect("the weight file that is built in is whole"))
    }

    fn read(bytes: &[u8]) -> Option<Head> {
        let archive = Archive::read(bytes)?;
        Some(Head { acts: Linear::read(&archive, "", ACTS)?, nothing: Linear::read(&archive, "nothing_", 1)? })
    }

    fn judge(&self, votes: &Votes, ruled: Act, columns: &[u16]) -> Act {
        let scores = self.acts.scores(votes, columns);
        let of_rules = Act::ALL.into_iter().position(|act| act == ruled).map_or(f32::MIN, |at| scores[at]);
        let best = Act::ALL.into_iter().zip(scores).max_by(|a, b| a.1.total_cmp(&b.1));
        best.filter(|(_, score)| *score > of_rules + LEAD).map_or(ruled, |(act, _)| act)
    }
}

impl Linear {
    /// The arrays whose names begin with `name`; `None` where they are not for `width` scores.
    fn read(archive: &Archive, name: &str, width: usize) -> Option<Linear> {
        let [votes, words, base] = ["votes", "words", "base"].map(|part| archive.floats(&format!("{name}{part}")));
        let whole = votes.len() == ACTS * width && words.len() == BUCKETS * width && base.len() == width;
        whole.then_some(Linear { votes, words, base })
    }

    fn scores(&self, votes: &Votes, columns: &[u16]) -> Vec<f32> {
        let mut scores = self.base.clone();
        let width = scores.len();
        for (weights, vote) in self.votes.chunks_exact(width).zip(votes) {
            scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight * vote);
        }
        for &column in columns {
            let weights = &self.words[usize::from(column) * width..][..width];
            scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight);
        }
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_that_is_built_in_is_whole() {
        assert!(Head::read(WEIGHTS).is_some());
        assert!(Head::read(&WEIGHTS[..WEIGHTS.len() - 1]).is_none());
    }
}
