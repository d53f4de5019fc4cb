//! Products of small dense matrices, in 32-bit floats.
//!
//! Every sum runs in the same order on every machine and no product is fused with a sum, so results do not depend on
//! the processor; the loops are compiled for each kind of it and the widest that runs is taken.

use pulp::{Arch, NullaryFnOnce};

/// Output columns that one pass of the inner loop fills, and rows: their sums, the weights and a factor fit into sixteen
/// registers of eight numbers. With 32 columns they do not, and the product takes ten times as long.
const COLUMNS: usize = 24;
const ROWS: usize = 3;

/// A matrix, row by row, its rows filled up with zeros to a multiple of [`COLUMNS`].
#[derive(Debug)]
pub(super) struct Matrix {
    cells: Vec<f32>,
    rows: usize,
    /// Number of columns, filling included.
    pub width: usize,
}

impl Matrix {
    /// Fills up the rows of `cells`, which has `columns` of them.
    pub fn new(cells: &[f32], columns: usize) -> Self {
        let width = columns.next_multiple_of(COLUMNS);
        let rows = cells.len() / columns.max(1);
        let mut padded = vec![0.0; rows * width];
        for (from, to) in cells.chunks(columns.max(1)).zip(padded.chunks_mut(width)) {
            to[..columns].copy_from_slice(from);
        }
        Matrix { cells: padded, rows, width }
    }

    /// Adds `input`, with as many columns as this has rows, times this to `out`, which is `self.width` wide.
    pub fn add_product(&self, input: &[f32], out: &mut [f32]) {
        Arch::new().dispatch(Product { matrix: self, input, out });
    }

    #[inline(always)]
    fn product(&self, input: &[f32], out: &mut [f32]) {
        let (depth, width) = (self.rows, self.width);
        for (input, out) in input.chunks(depth * ROWS).zip(out.chunks_mut(width * ROWS)) {
            for column in (0..width).step_by(COLUMNS) {
                match out.len() / width {
                    3 => self.tile::<3>(input, out, column),
                    2 => self.tile::<2>(input, out, column),
                    _ => self.tile::<1>(input, out, column),
                }
            }
        }
    }

    #[inline(always)]
    fn tile<const R: usize>(&self, input: &[f32], out: &mut [f32], column: usize) {
        let (depth, width) = (self.rows, self.width);
        let mut sums = [[0.0f32; COLUMNS]; R];
        for (row, sums) in sums.iter_mut().enumerate() {
            sums.copy_from_slice(&out[row * width + column..][..COLUMNS]);
        }
        let inputs: [&[f32]; R] = std::array::from_fn(|row| &input[row * depth..][..depth]);
        for (k, weights) in self.cells.chunks_exact(width).enumerate().take(depth) {
            let weights: &[f32; COLUMNS] = weights[column..][..COLUMNS].try_into().expect("the slice is that long");
            for row in 0..R {
                let factor = inputs[row][k];
                for i in 0..COLUMNS {
                    sums[row][i] += factor * weights[i];
                }
            }
        }
        for (row, sums) in sums.iter().enumerate() {
            out[row * width + column..][..COLUMNS].copy_from_slice(sums);
        }
    }
}

/// The call that is compiled for each kind of processor: a closure would not be inlined for certain.
struct Product<'p> {
    matrix: &'p Matrix,
    input: &'p [f32],
    out: &'p mut [f32],
}

impl NullaryFnOnce for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.matrix.product(self.input, self.out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_right_for_any_number_of_rows() {
        let matrix = Matrix::new(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 3);
        for rows in 0..8 {
            let input: Vec<f32> = (0..rows * 2).map(|i| i as f32).collect();
            let mut out = vec![1.0; rows * matrix.width];
            matrix.add_product(&input, &mut out);
            for row in 0..rows {
                let (a, b) = (input[2 * row], input[2 * row + 1]);
                let found = &out[row * matrix.width..][..3];
                assert_eq!(found, [1.0 + a + 4.0 * b, 1.0 + 2.0 * a + 5.0 * b, 1.0 + 3.0 * a + 6.0 * b]);
            }
        }
    }
}
