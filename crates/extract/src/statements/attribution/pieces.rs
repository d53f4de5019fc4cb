//! A set of words as few ranges: how candidates are written.

use std::ops::Range;

/// Ranges of words in order, apart from one another, none empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Pieces(Vec<Range<usize>>);

impl Pieces {
    /// One range; nothing where it is empty.
    pub fn one(range: Range<usize>) -> Self {
        Pieces(Vec::from_iter((!range.is_empty()).then_some(range)))
    }

    /// The union of ranges.
    pub fn union(ranges: impl IntoIterator<Item = Range<usize>>) -> Self {
        let mut sorted: Vec<Range<usize>> = ranges.into_iter().filter(|range| !range.is_empty()).collect();
        sorted.sort_by_key(|range| (range.start, range.end));
        let mut joined: Vec<Range<usize>> = Vec::with_capacity(sorted.len());
        for range in sorted {
            match joined.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => joined.push(range),
            }
        }
        Pieces(joined)
    }

    /// What is left when `other` is taken out.
    pub fn without(&self, other: &Range<usize>) -> Self {
        let mut left = Vec::with_capacity(self.0.len() + 1);
        for range in &self.0 {
            let before = range.start..range.end.min(other.start);
            let after = range.start.max(other.end)..range.end;
            if other.is_empty() || other.end <= range.start || range.end <= other.start {
                left.push(range.clone());
            } else {
                left.extend([before, after].into_iter().filter(|part| !part.is_empty()));
            }
        }
        Pieces(left)
    }

    /// What is left when all of `others` is taken out.
    pub fn without_all<'r>(&self, others: impl IntoIterator<Item = &'r Range<usize>>) -> Self {
        others.into_iter().fold(self.clone(), |left, other| left.without(other))
    }

    /// The ranges, in order.
    pub fn ranges(&self) -> impl DoubleEndedIterator<Item = Range<usize>> + ExactSizeIterator + '_ {
        self.0.iter().cloned()
    }

    /// The words, in order.
    pub fn words(&self) -> impl Iterator<Item = usize> + '_ {
        self.ranges().flatten()
    }

    /// How many words.
    pub fn len(&self) -> usize {
        self.0.iter().map(ExactSizeIterator::len).sum()
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first word.
    pub fn first(&self) -> Option<usize> {
        self.0.first().map(|range| range.start)
    }

    /// The last word.
    pub fn last(&self) -> Option<usize> {
        self.0.last().map(|range| range.end - 1)
    }

    /// Whether word `i` is in it.
    pub fn holds(&self, i: usize) -> bool {
        self.0.iter().any(|range| range.contains(&i))
    }

    /// How many words two sets share.
    pub fn shared(&self, other: &Pieces) -> usize {
        let overlap = |a: &Range<usize>, b: &Range<usize>| a.end.min(b.end).saturating_sub(a.start.max(b.start));
        self.0.iter().map(|a| other.0.iter().map(|b| overlap(a, b)).sum::<usize>()).sum()
    }

    /// Takes out the first word, which is `first`.
    pub fn drop_first(&mut self, first: usize) {
        *self = self.without(&(first..first + 1));
    }

    /// Takes out the last word, which is `last`.
    pub fn drop_last(&mut self, last: usize) {
        *self = self.without(&(last..last + 1));
    }
}
