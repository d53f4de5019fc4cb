//! What a speaker does by saying something, and whether the content is negated.
//!
//! In: the signs of each clause of a content. Out: the act that the lexicon's rules speak for most, and the polarity.

use rapporteur_lexicon::{Acts, Mark, Signs};
use rapporteur_record::{Act, Polarity};

/// The act with the greatest weight over any one clause; of two equal ones the later in the record's order, which lists the
/// plain ones first.
pub(super) fn act(acts: &Acts, clauses: &[Signs]) -> (Act, Polarity) {
    let mut best = (Act::Assert, f32::MIN, Signs::default());
    for &signs in clauses {
        let votes = votes(acts, signs);
        for (act, weight) in Act::ALL.into_iter().zip(votes) {
            if weight > best.1 || weight == best.1 && act > best.0 {
                best = (act, weight, signs);
            }
        }
    }
    (best.0, polarity(best.0, best.2))
}

/// What the rules say of a clause, per act.
fn votes(acts: &Acts, signs: Signs) -> [f32; Act::ALL.len()] {
    let mut votes = [0.0; Act::ALL.len()];
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
