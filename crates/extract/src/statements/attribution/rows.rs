//! The network's input: rows of its tables, for each word and for each pair of a cue and a word.
//!
//! In: the [`Words`]. Out: row numbers. Row 0 of either table is empty.

use super::vocabulary::{OFTEN, Vocabulary};
use super::words::{Quoted, Word, Words};
use rapporteur_text::{Dep, EntityLabel, Tag};
use std::ops::Range;

/// Rows of one word.
pub(super) const WORD_SLOTS: usize = 16;
/// Rows of one pair.
pub(super) const PAIR_SLOTS: usize = 7;

const TAGS: u32 = Tag::ALL.len() as u32 + 1;
const DEPS: u32 = Dep::ALL.len() as u32 + 1;
const ENTITIES: u32 = EntityLabel::ALL.len() as u32 * 2 + 1;
/// Cue rates are told apart at these values.
const RATES: [f32; 7] = [0.01, 0.05, 0.15, 0.3, 0.5, 0.7, 0.85];
/// Words between a cue and a word are told apart at these distances.
const DISTANCES: [isize; 17] = [-60, -30, -15, -8, -4, -2, -1, 0, 1, 2, 3, 5, 9, 16, 31, 61, 101];
/// A pair is looked at from so many words before the cue to so many after it, within the joined lines.
const BEFORE: usize = 100;
const AFTER: usize = 200;

/// Where each slot's rows begin in the table of words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    starts: [u32; WORD_SLOTS],
    /// Number of rows.
    pub rows: u32,
}

impl Layout {
    /// The layout for so many lemmas and so many frequent cues.
    pub fn new(lemmas: u32, often: u32) -> Self {
        let sizes =
            [lemmas + 1, TAGS, DEPS, lemmas + 1, TAGS, DEPS, ENTITIES, 36, 8, often + 2, DEPS * 2, 8, 25, 64, 64, 128];
        let mut starts = [0; WORD_SLOTS];
        let mut rows = 1;
        for (start, size) in starts.iter_mut().zip(sizes) {
            *start = rows;
            rows += size;
        }
        Layout { starts, rows }
    }

    /// The layout that fits a vocabulary.
    pub fn of(vocabulary: &Vocabulary) -> Self {
        let (lemmas, often) = vocabulary.sizes();
        Layout::new(lemmas, often)
    }

    /// Rows of every word, `WORD_SLOTS` each.
    pub fn words(&self, words: &Words) -> Vec<u32> {
        let mut out = Vec::with_capacity(words.len() * WORD_SLOTS);
        let marked: Vec<bool> =
            words.sentences.iter().map(|sentence| words.list[sentence.clone()].iter().any(|word| word.mark)).collect();
        for i in 0..words.len() {
            let values = self.word(words, i, marked[words.list[i].sentence]);
            out.extend(values.iter().zip(self.starts).map(|(value, start)| start + value));
        }
        out
    }

    fn word(&self, words: &Words, i: usize, marked: bool) -> [u32; WORD_SLOTS] {
        let word = &words.list[i];
        let head = Some(&words.list[word.head]).filter(|_| word.head != i);
        let (often, path) = reporting_ancestor(words, i);
        let entity = word.entity.map_or(0, |label| 1 + label as u32 * 2 + u32::from(word.entity_starts));
        [
            word.lexeme.row.into(),
            word.tag as u32,
            word.dep as u32,
            head.map_or(0, |head| head.lexeme.row.into()),
            head.map_or(TAGS - 1, |head| head.tag as u32),
            head.map_or(DEPS - 1, |head| head.dep as u32),
            entity,
            quotation_state(words, i),
            position(words, i),
            often,
            path,
            RATES.iter().filter(|&&rate| word.lexeme.rate >= rate).count() as u32,
            u32::from(word.lexeme.class) * 5 + u32::from(word.lexeme.pos),
            word.lexeme.frames.into(),
            arguments(words, i),
            setting(words, i, word, marked),
        ]
    }
}

/// The lemma of the nearest ancestor that often reports, and the relation and side by which the path leaves it.
fn reporting_ancestor(words: &Words, i: usize) -> (u32, u32) {
    let mut child = i;
    for up in words.ancestors(i) {
        let lexeme = &words.list[up].lexeme;
        if lexeme.rate >= OFTEN {
            return (lexeme.often.max(1).into(), words.list[child].dep as u32 * 2 + u32::from(i > up));
        }
        child = up;
    }
    (0, DEPS * 2 - 1)
}

fn quotation_state(words: &Words, i: usize) -> u32 {
    let word = &words.list[i];
    let state = |quoted| match quoted {
        Quoted::No => 0,
        Quoted::Single => 1,
        Quoted::Double => 2,
    };
    let before = i.checked_sub(1).map_or(0, |before| state(words.list[before].quoted));
    let stop = match word.tag {
        _ if word.mark => 1,
        Tag::Comma => 2,
        _ if word.punct => 3,
        _ => 0,
    };
    (state(word.quoted) * 3 + before) * 4 + stop
}

fn position(words: &Words, i: usize) -> u32 {
    let word = &words.list[i];
    let (sentence, block) = (&words.sentences[word.sentence], &words.blocks[word.block]);
    let turn = block.clone().take(8).any(|i| i > block.start && words.list[i].tag == Tag::Colon);
    let place = match i {
        _ if i + 1 == sentence.end => 3,
        _ if i == block.start => 0,
        _ if i == sentence.start => 1,
        _ => 2,
    };
    place + 4 * u32::from(turn)
}

/// Which arguments a word has, as bits.
fn arguments(words: &Words, i: usize) -> u32 {
    words.children(i).fold(0, |bits, child| {
        bits | match words.list[child].dep {
            Dep::Nsubj => 1,
            Dep::Ccomp => 2,
            Dep::Dobj => 4,
            Dep::Mark => 8,
            Dep::Xcomp => 16,
            Dep::Nsubjpass => 32,
            _ => 0,
        }
    })
}

/// Auxiliaries and prepositions of a word, and what stands round it, as bits.
fn setting(words: &Words, i: usize, word: &Word, marked: bool) -> u32 {
    let children = words.children(i).fold(0, |bits, child| {
        bits | match words.list[child].dep {
            Dep::Aux | Dep::Auxpass | Dep::Neg => 1,
            Dep::Prep => 2,
            Dep::Agent => 4,
            Dep::Acomp | Dep::Attr => 8,
            _ if words.list[child].mark => 16,
            _ => 0,
        }
    });
    children | u32::from(marked) << 5 | u32::from(word.capital) << 6
}

/// Sizes of the slots of a pair.
const PAIR_SIZES: [u32; PAIR_SLOTS] = [DISTANCES.len() as u32 + 1, 11, 5, 5 * (DEPS + 1) + 1, 5, 16, 8];

/// Number of rows in the table of pairs.
pub(super) const PAIR_ROWS: u32 = {
    let mut rows = 1;
    let mut slot = 0;
    while slot < PAIR_SLOTS {
        rows += PAIR_SIZES[slot];
        slot += 1;
    }
    rows
};

/// What pairs need to know of the whole document.
pub(super) struct Pairs {
    marks: Vec<u32>,
    often: Vec<u32>,
}

impl Pairs {
    /// Counts once.
    pub fn new(words: &Words) -> Self {
        let running = |hit: &dyn Fn(&Word) -> bool| {
            let counts = words.list.iter().scan(0, |count, word| {
                *count += u32::from(hit(word));
                Some(*count)
            });
            counts.collect()
        };
        Pairs { marks: running(&|word| word.mark), often: running(&|word| word.lexeme.rate >= OFTEN) }
    }

    /// The words that a cue is paired with.
    pub fn window(words: &Words, cue: usize) -> Range<usize> {
        let group = words.group(cue);
        group.start.max(cue.saturating_sub(BEFORE))..group.end.min(cue + AFTER + 1)
    }

    /// Rows of the cue with every word of its window, `PAIR_SLOTS` each.
    pub fn rows(&self, words: &Words, cue: usize, out: &mut Vec<u32>) {
        let mut heights = [(cue, 0u32); 41];
        let mut count = 1;
        for up in words.ancestors(cue).take(40) {
            heights[count] = (up, count as u32);
            count += 1;
        }
        let heights = &heights[..count];
        let it = &words.list[cue];
        let quoted = |word: &Word| u32::from(word.quoted != Quoted::No);
        for other in Pairs::window(words, cue) {
            let word = &words.list[other];
            let distance = other as isize - cue as isize;
            let step = |a: usize, b: usize, most: isize| (a as isize - b as isize).clamp(-most, most) + most;
            let (path, down) = if word.sentence == it.sentence { path(words, heights, other) } else { (0, 0) };
            let values = [
                DISTANCES.iter().filter(|&&bound| distance >= bound).count() as u32,
                step(word.sentence, it.sentence, 5) as u32,
                step(word.block, it.block, 2) as u32,
                path,
                down,
                self.marks[other].abs_diff(self.marks[cue]).min(3) * 4 + quoted(word) * 2 + quoted(it),
                self.often[other].abs_diff(self.often[cue]).min(3) + 4 * u32::from(other > cue),
            ];
            let mut start = 1;
            for (value, size) in values.into_iter().zip(PAIR_SIZES) {
                out.push(start + value);
                start += size;
            }
        }
    }
}

/// The way through the tree from a cue to a word of its sentence: steps up with the relation that leads down again, and
/// steps down. `heights` are the cue and its ancestors.
fn path(words: &Words, heights: &[(usize, u32)], other: usize) -> (u32, u32) {
    let mut label = 0;
    for (down, at) in std::iter::once(other).chain(words.ancestors(other)).enumerate() {
        if let Some((_, up)) = heights.iter().find(|(ancestor, _)| *ancestor == at) {
            return (1 + (*up).min(4) * (DEPS + 1) + label, 1 + (down as u32).min(3));
        }
        label = 1 + words.list[at].dep as u32;
    }
    (0, 0)
}
