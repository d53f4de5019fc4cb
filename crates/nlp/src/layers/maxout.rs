//! Maxout with layer norm: each output is the greatest of three sums; a row is then brought to mean 0 and variance 1,
//! scaled and shifted.

use super::{Matrix, PIECES, SPREAD, WIDTH};
use crate::LoadError;
use crate::thinc::Layer;

/// Added to the variance before the root is taken (thinc/layers/layernorm.py).
const EPSILON: f32 = 1e-8;

/// Sums are taken in this many strands, which are then added up in order: the result is the same on every machine.
const LANES: usize = 8;

/// A maxout layer and the layer norm after it.
pub(crate) struct Maxout {
    weights: Matrix,
    bias: [f32; SPREAD],
    gain: [f32; WIDTH],
    shift: [f32; WIDTH],
}

impl Maxout {
    /// Reads the two layers; the first takes rows of `inputs` numbers.
    pub(crate) fn read(maxout: &Layer<'_>, norm: &Layer<'_>, inputs: usize) -> Result<Self, LoadError> {
        let weights = maxout.weights("W", &[WIDTH, PIECES, inputs])?;
        let bias = maxout.weights("b", &[WIDTH, PIECES])?;
        let (gain, shift) = (norm.weights("G", &[WIDTH])?, norm.weights("b", &[WIDTH])?);
        let stored = |column: usize| column % WIDTH * PIECES + column / WIDTH;
        Ok(Maxout {
            weights: Matrix::new(inputs, SPREAD, |i, column| weights[stored(column) * inputs + i]),
            bias: std::array::from_fn(|column| bias[stored(column)]),
            gain: std::array::from_fn(|i| gain[i]),
            shift: std::array::from_fn(|i| shift[i]),
        })
    }

    /// The products with the weights: inputs along rows, columns by piece, then output.
    pub(crate) fn weights(&self) -> &Matrix {
        &self.weights
    }

    /// Adds to each row of `out` what the layer makes of the same row of `sums`, the products without bias.
    pub(crate) fn add_activation(&self, sums: &[f32], out: &mut [f32]) {
        let (sums, out) = (sums.as_chunks::<SPREAD>().0, out.as_chunks_mut::<WIDTH>().0);
        pulp::Arch::new().dispatch(Activation { layer: self, sums, out });
    }
}

/// The loop over rows, compiled for each machine's vector instructions.
struct Activation<'a> {
    layer: &'a Maxout,
    sums: &'a [[f32; SPREAD]],
    out: &'a mut [[f32; WIDTH]],
}

impl pulp::WithSimd for Activation<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let Maxout { bias, gain, shift, .. } = self.layer;
        for (sums, out) in self.sums.iter().zip(self.out) {
            let mut best = [0.0f32; WIDTH];
            for i in 0..WIDTH {
                let a = sums[i] + bias[i];
                let b = sums[WIDTH + i] + bias[WIDTH + i];
                let c = sums[2 * WIDTH + i] + bias[2 * WIDTH + i];
                let ab = if b > a { b } else { a };
                best[i] = if c > ab { c } else { ab };
            }
            let mean = total(&best) / WIDTH as f32;
            let mut squares = [0.0f32; WIDTH];
            for i in 0..WIDTH {
                best[i] -= mean;
                squares[i] = best[i] * best[i];
            }
            let scale = 1.0 / (total(&squares) / WIDTH as f32 + EPSILON).sqrt();
            for i in 0..WIDTH {
                out[i] += best[i] * scale * gain[i] + shift[i];
            }
        }
    }
}

#[inline(always)]
fn total(row: &[f32; WIDTH]) -> f32 {
    let mut strands = [0.0f32; LANES];
    for eight in row.as_chunks::<LANES>().0 {
        for lane in 0..LANES {
            strands[lane] += eight[lane];
        }
    }
    strands.iter().sum()
}
