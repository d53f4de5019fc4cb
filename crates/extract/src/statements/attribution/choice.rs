//! From scored candidates to attributions that share no word of content.

use super::pieces::Pieces;
use std::collections::BTreeSet;

/// A cue with a content that it may have.
#[derive(Clone, Debug)]
pub(super) struct Proposal {
    /// Index among the cues.
    pub cue: usize,
    pub content: Pieces,
    /// How likely it is right.
    pub score: f32,
    /// By what the proposals are ordered; mostly the score.
    pub order: f32,
}

/// More of a content than this in other hands, and it is no content any more.
const TAKEN: f32 = 0.25;

/// Takes the best proposals about a document of `length` words, one a cue; what a better one has taken of a content is
/// left out.
pub(super) fn choose(mut proposals: Vec<Proposal>, length: usize) -> Vec<Proposal> {
    proposals.retain(|proposal| !proposal.content.is_empty());
    proposals.sort_by(|a, b| {
        b.order.total_cmp(&a.order).then_with(|| (a.cue, a.content.first()).cmp(&(b.cue, b.content.first())))
    });
    let mut taken = vec![false; length];
    let mut cues = BTreeSet::new();
    let mut chosen = Vec::new();
    for mut proposal in proposals {
        let free: Vec<usize> = proposal.content.words().filter(|&i| !taken[i]).collect();
        let lost = proposal.content.len() - free.len();
        if cues.contains(&proposal.cue) || lost as f32 > TAKEN * proposal.content.len() as f32 {
            continue;
        }
        cues.insert(proposal.cue);
        free.iter().for_each(|&i| taken[i] = true);
        proposal.content = Pieces::union(free.into_iter().map(|i| i..i + 1));
        chosen.push(proposal);
    }
    chosen.sort_by_key(|proposal| (proposal.content.first(), proposal.cue));
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposal(cue: usize, content: std::ops::Range<usize>, score: f32) -> Proposal {
        Proposal { cue, content: Pieces::one(content), score, order: score }
    }

    #[test]
    fn contents_do_not_overlap() {
        let proposals = vec![proposal(0, 1..9, 0.9), proposal(4, 5..9, 0.8), proposal(12, 8..18, 0.7)];
        let chosen = choose(proposals, 20);
        let found: Vec<_> = chosen.iter().map(|it| (it.cue, it.content.clone())).collect();
        assert_eq!(found, [(0, Pieces::one(1..9)), (12, Pieces::one(9..18))]);
    }
}
