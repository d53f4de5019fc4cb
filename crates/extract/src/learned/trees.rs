//! Gradient-boosted regression trees.
//!
//! A row is judged by all trees at once: for each column it is known beforehand which leaves a value rules out, and a row
//! reaches the first leaf of each tree that no column rules out (Lucchese et al., *QuickScorer: a Fast Algorithm to Rank
//! Documents with Additive Ensembles of Regression Trees*, SIGIR 2015). What a threshold rules out is stored together
//! with what all lower ones do, so that a column costs one pass over the trees.

use super::archive::Archive;

/// Most leaves of a tree: a bit each.
const LEAVES: usize = u16::BITS as usize;
/// Most trees of an ensemble.
const TREES: usize = 256;
/// Trees that are judged side by side, in registers.
const BLOCK: usize = 64;
/// Sums that run side by side; their number is fixed so that rounding is the same everywhere.
const LANES: usize = 8;

/// Trees whose leaves add up to a score.
#[derive(Debug)]
pub(crate) struct Trees {
    /// Values of each tree's leaves, from left to right.
    leaves: Vec<[f32; LEAVES]>,
    columns: Vec<Column>,
    base: f32,
}

/// What the trees ask of one number of a row.
#[derive(Debug)]
struct Column {
    feature: usize,
    /// What the number is compared with, ascending.
    thresholds: Vec<f32>,
    /// Per threshold, per tree, in whole blocks of trees: the leaves that are left to a number above it.
    left: Vec<u16>,
}

impl Trees {
    /// Reads the trees whose arrays begin with `name`.
    ///
    /// # Panics
    /// Where there are more than 256 trees, or one has more than 16 leaves.
    pub fn read(archive: &Archive, name: &str) -> Self {
        let part = |part: &str| format!("{name}_{part}");
        let planted = Planted {
            starts: archive.shorts(&part("starts")),
            features: archive.shorts(&part("feature")),
            low: archive.shorts(&part("low")),
            high: archive.shorts(&part("high")),
            values: archive.floats(&part("value")),
        };
        planted.trees(archive.floats(&part("base"))[0])
    }

    /// The sum of the leaves that `row` reaches.
    pub fn score(&self, row: &[f32]) -> f32 {
        let kept: Vec<&[u16]> = self.columns.iter().filter_map(|column| column.kept(row)).collect();
        self.sum(&kept)
    }

    /// The score of each row: what they have in common is asked once.
    pub fn scores<const COLUMNS: usize>(&self, rows: &[[f32; COLUMNS]]) -> Vec<f32> {
        let Some(first) = rows.first() else { return Vec::new() };
        let alike = |column: &&Column| rows.iter().all(|row| row[column.feature] == first[column.feature]);
        let (alike, apart): (Vec<&Column>, Vec<&Column>) = self.columns.iter().partition(alike);
        let mut common = vec![u16::MAX; self.padded()];
        for kept in alike.iter().filter_map(|column| column.kept(first)) {
            common.iter_mut().zip(kept).for_each(|(left, kept)| *left &= kept);
        }
        let mut kept: Vec<&[u16]> = Vec::with_capacity(apart.len() + 1);
        let score = |row: &[f32; COLUMNS]| {
            kept.clear();
            kept.push(&common);
            kept.extend(apart.iter().filter_map(|column| column.kept(row)));
            self.sum(&kept)
        };
        rows.iter().map(score).collect()
    }

    /// Trees, filled up to whole blocks.
    fn padded(&self) -> usize {
        self.leaves.len().next_multiple_of(BLOCK)
    }

    /// The sum of each tree's first leaf that all of `kept` leave.
    fn sum(&self, kept: &[&[u16]]) -> f32 {
        let mut sums = [0.0; LANES];
        for (number, leaves) in self.leaves.chunks(BLOCK).enumerate() {
            let mut left = [u16::MAX; BLOCK];
            for kept in kept {
                let kept: &[u16; BLOCK] =
                    kept[number * BLOCK..][..BLOCK].try_into().expect("a slice of a block's length");
                left.iter_mut().zip(kept).for_each(|(left, kept)| *left &= kept);
            }
            for (leaves, left) in leaves.chunks(LANES).zip(left.chunks(LANES)) {
                for (sum, (leaves, left)) in sums.iter_mut().zip(leaves.iter().zip(left)) {
                    *sum += leaves[left.trailing_zeros() as usize % LEAVES];
                }
            }
        }
        self.base + sums.iter().sum::<f32>()
    }
}

impl Column {
    /// Per tree, the leaves that are left to the row; `None` where that is all of them.
    fn kept(&self, row: &[f32]) -> Option<&[u16]> {
        let number = row[self.feature];
        let above = self.thresholds.partition_point(|&threshold| number > threshold);
        let trees = self.left.len() / self.thresholds.len();
        Some(&self.left[above.checked_sub(1)? * trees..][..trees])
    }
}

/// The trees as their file has them.
struct Planted {
    /// First node of each tree.
    starts: Vec<u16>,
    features: Vec<u16>,
    /// Where to go on, from the tree's first node, at or below the value, and above it; no low side is a leaf.
    low: Vec<u16>,
    high: Vec<u16>,
    /// A leaf's value, else what the feature is compared with.
    values: Vec<f32>,
}

/// A question of one tree.
struct Split {
    feature: usize,
    threshold: f32,
    tree: usize,
    /// The leaves that are left to a number above the threshold.
    left: u16,
}

impl Planted {
    fn trees(&self, base: f32) -> Trees {
        assert!(self.starts.len() <= TREES, "an ensemble has at most {TREES} trees");
        let mut splits = Vec::new();
        let leaves: Vec<[f32; LEAVES]> = (0..self.starts.len())
            .map(|tree| {
                let mut leaves = Vec::new();
                self.climb(tree, 0, &mut leaves, &mut splits);
                std::array::from_fn(|leaf| leaves.get(leaf).copied().unwrap_or_default())
            })
            .collect();
        Trees { columns: columns(splits, leaves.len()), leaves, base }
    }

    /// Notes the leaves and splits at and below a tree's `node`; gives the leaves among them as bits.
    fn climb(&self, tree: usize, node: u16, leaves: &mut Vec<f32>, splits: &mut Vec<Split>) -> u16 {
        let at = usize::from(self.starts[tree] + node);
        if self.low[at] == 0 {
            assert!(leaves.len() < LEAVES, "a tree has at most {LEAVES} leaves");
            leaves.push(self.values[at]);
            return 1 << (leaves.len() - 1);
        }
        let low = self.climb(tree, self.low[at], leaves, splits);
        let high = self.climb(tree, self.high[at], leaves, splits);
        splits.push(Split { feature: self.features[at].into(), threshold: self.values[at], tree, left: !low });
        low | high
    }
}

/// The splits by what they ask.
fn columns(mut splits: Vec<Split>, trees: usize) -> Vec<Column> {
    splits.sort_by(|a, b| a.feature.cmp(&b.feature).then(a.threshold.total_cmp(&b.threshold)));
    let of_one_feature = splits.chunk_by(|a, b| a.feature == b.feature);
    let column = |splits: &[Split]| {
        let mut column = Column { feature: splits[0].feature, thresholds: Vec::new(), left: Vec::new() };
        let mut left = vec![u16::MAX; trees.next_multiple_of(BLOCK)];
        for same in splits.chunk_by(|a, b| a.threshold == b.threshold) {
            same.iter().for_each(|split| left[split.tree] &= split.left);
            column.thresholds.push(same[0].threshold);
            column.left.extend(&left);
        }
        column
    };
    of_one_feature.map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goes from node to node, as one would by hand.
    fn walk(planted: &Planted, start: u16, row: &[f32]) -> f32 {
        let mut at = usize::from(start);
        while planted.low[at] != 0 {
            let low = row[usize::from(planted.features[at])] <= planted.values[at];
            at = usize::from(start + if low { planted.low[at] } else { planted.high[at] });
        }
        planted.values[at]
    }

    #[test]
    fn a_row_reaches_the_leaves_that_a_walk_reaches() {
        // A tree that asks the first number, and one that asks the first, then the second at its high side.
        let planted = Planted {
            starts: vec![0, 3],
            features: vec![0, 0, 0, 0, 0, 1, 0, 0],
            low: vec![1, 0, 0, 1, 0, 3, 0, 0],
            high: vec![2, 0, 0, 2, 0, 4, 0, 0],
            values: vec![0.5, 1.0, 2.0, 1.5, 4.0, -0.5, 8.0, 16.0],
        };
        let trees = planted.trees(0.25);
        for a in [-1.0, 0.5, 1.0, 1.5, 2.0] {
            for b in [-1.0, -0.5, 0.0] {
                let row = [a, b];
                let walked = 0.25 + walk(&planted, 0, &row) + walk(&planted, 3, &row);
                assert_eq!(trees.score(&row), walked, "{row:?}");
                let rows = [row, [a, 0.25], [0.75, b]];
                assert_eq!(trees.scores(&rows), rows.map(|row| trees.score(&row)), "{rows:?}");
                assert_eq!(trees.scores(&rows[..2]), rows.map(|row| trees.score(&row))[..2], "{rows:?}");
            }
        }
    }
}
