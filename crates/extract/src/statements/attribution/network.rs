//! A small convolutional network over words, with a head that answers for a given cue.
//!
//! In: the [`Words`], their rows and the engine's token vectors. Out: how likely each word is part of a cue, a source, a
//! content; and, for a cue and each word near it, whether the word is its source or its content. Shapes: `n` words,
//! width 96 or as trained.

use super::matrix::Matrix;
use super::rows::{Layout, PAIR_SLOTS, Pairs, WORD_SLOTS};
use super::vocabulary::Vocabulary;
use super::words::Words;
use crate::learned::Archive;
use std::ops::Range;

/// The trained network.
#[derive(Debug)]
pub(super) struct Network {
    layout: Layout,
    words: Table,
    width: usize,
    vectors: Matrix,
    vectors_bias: Vec<f32>,
    /// For the input and each block: gains, then offsets.
    norms: Vec<f32>,
    /// For each block the word before, the word itself, the word after.
    convolutions: Vec<[Matrix; 3]>,
    convolutions_bias: Vec<f32>,
    tags: Matrix,
    tags_bias: Vec<f32>,
    pair_width: usize,
    pair_cue: Matrix,
    pair_word: Matrix,
    pair_bias: Vec<f32>,
    pairs: Table,
    pair_out: Vec<f32>,
    pair_out_bias: Vec<f32>,
}

/// Rows of 8-bit numbers, each with a scale of its own.
#[derive(Debug)]
struct Table {
    cells: Vec<i8>,
    scales: Vec<f32>,
    width: usize,
}

/// What the network says of a document.
pub(super) struct Encoded {
    /// For each word the probabilities of first and further word of a cue, a source, a content.
    pub tags: Vec<[f32; 6]>,
    cue: Vec<f32>,
    word: Vec<f32>,
}

/// What the network says of a cue and the words of its window.
#[derive(Clone, Debug, Default)]
pub(super) struct Paired {
    pub window: Range<usize>,
    /// How likely each word of the window is source, and content, of the cue.
    pub source: Vec<f32>,
    pub content: Vec<f32>,
}

impl Paired {
    /// How likely word `i` is content of the cue.
    pub fn content_at(&self, i: usize) -> f32 {
        i.checked_sub(self.window.start).and_then(|at| self.content.get(at)).copied().unwrap_or(0.0)
    }

    /// How likely word `i` is source of the cue.
    pub fn source_at(&self, i: usize) -> f32 {
        i.checked_sub(self.window.start).and_then(|at| self.source.get(at)).copied().unwrap_or(0.0)
    }
}

/// Roles in the order of [`Encoded::tags`].
pub(super) const CUE: usize = 0;
pub(super) const SOURCE: usize = 1;
pub(super) const CONTENT: usize = 2;

impl Encoded {
    /// How likely word `i` is part of a cue, source or content.
    pub fn inside(&self, i: usize, role: usize) -> f32 {
        self.tags[i][2 * role] + self.tags[i][2 * role + 1]
    }

    /// How likely a cue, source or content begins at word `i`.
    pub fn begins(&self, i: usize, role: usize) -> f32 {
        self.tags[i][2 * role]
    }
}

impl Table {
    fn read(archive: &Archive, name: &str) -> Self {
        let width = archive.shape(name)[1];
        Table { cells: archive.bytes(name), scales: archive.floats(&format!("{name}_scale")), width }
    }

    fn add(&self, row: u32, out: &mut [f32]) {
        let row = row as usize;
        let Some(cells) = self.cells.get(row * self.width..(row + 1) * self.width) else { return };
        let scale = self.scales[row];
        out.iter_mut().zip(cells).for_each(|(sum, &cell)| *sum += scale * f32::from(cell));
    }
}

impl Network {
    /// Reads the network from the weight file.
    pub fn read(archive: &Archive, vocabulary: &Vocabulary) -> Self {
        let matrix = |name: &str| Matrix::new(&archive.floats(name), archive.shape(name)[1]);
        let width = archive.shape("network_words")[1];
        let convolutions = archive.floats("network_convolutions");
        let convolutions = convolutions.chunks(3 * width * width).map(|block| {
            let mut taps = block.chunks(width * width).map(|tap| Matrix::new(tap, width));
            std::array::from_fn(|_| taps.next().expect("a block has three taps"))
        });
        Network {
            layout: Layout::of(vocabulary),
            words: Table::read(archive, "network_words"),
            width,
            vectors: matrix("network_vectors"),
            vectors_bias: archive.floats("network_vectors_bias"),
            norms: archive.floats("network_norms"),
            convolutions: convolutions.collect(),
            convolutions_bias: archive.floats("network_convolutions_bias"),
            tags: matrix("network_tags"),
            tags_bias: archive.floats("network_tags_bias"),
            pair_width: archive.shape("network_pairs")[1],
            pair_cue: matrix("network_pair_cue"),
            pair_word: matrix("network_pair_word"),
            pair_bias: archive.floats("network_pair_bias"),
            pairs: Table::read(archive, "network_pairs"),
            pair_out: archive.floats("network_pair_out"),
            pair_out_bias: archive.floats("network_pair_out_bias"),
        }
    }

    /// Reads a document.
    pub fn encode(&self, words: &Words) -> Encoded {
        let n = words.len();
        let width = self.width;
        let reach = 1 << self.convolutions.len().saturating_sub(1);
        // Empty words before and after, for the convolutions to look at.
        let mut padded = vec![0.0; (n + 2 * reach) * width];
        let inner = reach * width..(reach + n) * width;
        self.input(words, &mut padded[inner.clone()]);
        let mut sums = vec![0.0; n * width];
        for (block, taps) in self.convolutions.iter().enumerate() {
            let bias = &self.convolutions_bias[block * width..][..width];
            sums.chunks_mut(width).for_each(|row| row.copy_from_slice(bias));
            for (tap, matrix) in taps.iter().enumerate() {
                let start = (reach + tap * (1 << block) - (1 << block)) * width;
                matrix.add_product(&padded[start..start + n * width], &mut sums);
            }
            for (z, y) in padded[inner.clone()].chunks_mut(width).zip(sums.chunks_mut(width)) {
                self.normalise(y, block + 1);
                z.iter_mut().zip(y).for_each(|(z, y)| *z += y.max(0.0));
            }
        }
        let hidden = &padded[inner];
        let product = |matrix: &Matrix, bias: &[f32]| {
            let mut out = vec![0.0; n * matrix.width];
            out.chunks_mut(matrix.width).for_each(|row| row[..bias.len()].copy_from_slice(bias));
            matrix.add_product(hidden, &mut out);
            out
        };
        let tags = product(&self.tags, &self.tags_bias);
        let tags = tags.chunks(self.tags.width).map(|row| {
            let role = |role: usize| softmax([row[3 * role], row[3 * role + 1], row[3 * role + 2]]);
            let ([_, a, b], [_, c, d], [_, e, f]) = (role(0), role(1), role(2));
            [a, b, c, d, e, f]
        });
        Encoded {
            tags: tags.collect(),
            cue: product(&self.pair_cue, &self.pair_bias),
            word: product(&self.pair_word, &[]),
        }
    }

    /// Sum of the words' rows and the map of their vectors, normalised and cut at 0.
    fn input(&self, words: &Words, out: &mut [f32]) {
        let width = self.width;
        let rows = self.layout.words(words);
        let tensor = words.doc.tensor();
        let depth = self.vectors_bias.len();
        // Vectors of another width are another model's.
        if tensor.len() == words.doc.len() * depth && !tensor.is_empty() {
            let mut vectors = Vec::with_capacity(words.len() * depth);
            words.list.iter().for_each(|word| vectors.extend(&tensor[word.token * depth..][..depth]));
            out.chunks_mut(width).for_each(|row| row.copy_from_slice(&self.vectors_bias));
            self.vectors.add_product(&vectors, out);
        }
        for (rows, out) in rows.chunks(WORD_SLOTS).zip(out.chunks_mut(width)) {
            rows.iter().for_each(|&row| self.words.add(row, out));
            self.normalise(out, 0);
            out.iter_mut().for_each(|cell| *cell = cell.max(0.0));
        }
    }

    fn normalise(&self, row: &mut [f32], layer: usize) {
        let width = row.len();
        let (gains, offsets) = self.norms[layer * 2 * width..][..2 * width].split_at(width);
        let mean = row.iter().sum::<f32>() / width as f32;
        let variance = row.iter().map(|cell| (cell - mean) * (cell - mean)).sum::<f32>() / width as f32;
        let scale = 1.0 / (variance + 1e-5).sqrt();
        for ((cell, gain), offset) in row.iter_mut().zip(gains).zip(offsets) {
            *cell = (*cell - mean) * scale * gain + offset;
        }
    }

    /// Pairs a cue with the words of its window.
    pub fn pair(&self, words: &Words, pairs: &Pairs, encoded: &Encoded, cue: usize) -> Paired {
        let window = Pairs::window(words, cue);
        let mut rows = Vec::with_capacity(window.len() * PAIR_SLOTS);
        pairs.rows(words, cue, &mut rows);
        let width = self.pair_width;
        let stride = self.pair_cue.width;
        let from = &encoded.cue[cue * stride..][..width];
        let mut hidden = vec![0.0; width];
        let mut found = Paired { window: window.clone(), ..Paired::default() };
        for (rows, other) in rows.chunks(PAIR_SLOTS).zip(window) {
            let to = &encoded.word[other * stride..][..width];
            hidden.iter_mut().zip(from.iter().zip(to)).for_each(|(cell, (a, b))| *cell = a + b);
            rows.iter().for_each(|&row| self.pairs.add(row, &mut hidden));
            let mut out = [self.pair_out_bias[0], self.pair_out_bias[1], self.pair_out_bias[2]];
            for (cell, weights) in hidden.iter().map(|cell| cell.max(0.0)).zip(self.pair_out.chunks(3)) {
                out.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += cell * weight);
            }
            let [_, source, content] = softmax(out);
            found.source.push(source);
            found.content.push(content);
        }
        found
    }
}

fn softmax<const N: usize>(values: [f32; N]) -> [f32; N] {
    let most = values.iter().copied().fold(f32::MIN, f32::max);
    let powers = values.map(|value| (value - most).exp());
    let sum: f32 = powers.iter().sum();
    powers.map(|power| power / sum)
}
