//! Gradient-boosted regression trees.

use super::archive::Archive;

/// Trees whose leaves add up to a score.
#[derive(Debug)]
pub(crate) struct Trees {
    /// First node of each tree.
    starts: Vec<u16>,
    nodes: Vec<Node>,
    base: f32,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    /// The leaf's value where `low` is 0, else what the feature is compared with.
    value: f32,
    feature: u16,
    /// Where to go on, from the tree's first node, at or below the value, and above it.
    low: u16,
    high: u16,
}

impl Trees {
    /// Reads the trees whose arrays begin with `name`.
    pub fn read(archive: &Archive, name: &str) -> Self {
        let part = |part: &str| format!("{name}_{part}");
        let (features, low, high) =
            (archive.shorts(&part("feature")), archive.shorts(&part("low")), archive.shorts(&part("high")));
        let values = archive.floats(&part("value"));
        let nodes = features.iter().zip(low.iter().zip(&high)).zip(values);
        Trees {
            starts: archive.shorts(&part("starts")),
            nodes: nodes.map(|((&feature, (&low, &high)), value)| Node { value, feature, low, high }).collect(),
            base: archive.floats(&part("base"))[0],
        }
    }

    /// The sum of the leaves that `row` reaches.
    pub fn score(&self, row: &[f32]) -> f32 {
        let leaf = |&start: &u16| {
            let tree = &self.nodes[usize::from(start)..];
            let mut node = tree[0];
            while node.low != 0 {
                let next = if row[usize::from(node.feature)] <= node.value { node.low } else { node.high };
                node = tree[usize::from(next)];
            }
            node.value
        };
        self.base + self.starts.iter().map(leaf).sum::<f32>()
    }
}
