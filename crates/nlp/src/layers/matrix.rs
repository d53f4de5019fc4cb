//! Matrix products.

use gemm::Parallelism;

/// Weights, one row per input, one column per output.
pub(crate) struct Matrix {
    inputs: usize,
    outputs: usize,
    data: Vec<f32>,
}

impl Matrix {
    /// The matrix whose weight from input `i` to output `o` is `weight(i, o)`.
    pub(crate) fn new(inputs: usize, outputs: usize, weight: impl Fn(usize, usize) -> f32) -> Self {
        let data = (0..inputs).flat_map(|i| (0..outputs).map(move |o| (i, o))).map(|(i, o)| weight(i, o)).collect();
        Matrix { inputs, outputs, data }
    }

    /// Turns weights stored as `[outputs][inputs]`.
    pub(crate) fn transposed(weights: &[f32], inputs: usize, outputs: usize) -> Self {
        Matrix::new(inputs, outputs, |i, o| weights[o * inputs + i])
    }

    /// Number of inputs.
    pub(crate) fn inputs(&self) -> usize {
        self.inputs
    }

    /// The weights of input `i`.
    pub(crate) fn row(&self, i: usize) -> &[f32] {
        &self.data[i * self.outputs..][..self.outputs]
    }

    /// Multiplies `rows` rows, which begin every `stride` numbers in `x` and may overlap, into rows of `out`.
    ///
    /// # Panics
    /// If `x` or `out` is too short for that many rows.
    #[allow(unsafe_code)]
    pub(crate) fn multiply(&self, x: &[f32], stride: usize, rows: usize, out: &mut [f32]) {
        if rows == 0 {
            return;
        }
        assert!((rows - 1) * stride + self.inputs <= x.len(), "every row lies in x");
        assert!(rows * self.outputs <= out.len(), "every row fits into out");
        // SAFETY: the two assertions bound the greatest index that is read from x and written to out; data has
        // inputs * outputs numbers by construction; out is borrowed mutably and so overlaps neither.
        unsafe {
            gemm::gemm(
                rows,
                self.outputs,
                self.inputs,
                out.as_mut_ptr(),
                1,
                self.outputs as isize,
                false,
                x.as_ptr(),
                1,
                stride as isize,
                self.data.as_ptr(),
                1,
                self.outputs as isize,
                0.0,
                1.0,
                false,
                false,
                false,
                Parallelism::None,
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_rows_are_multiplied() {
        let matrix = Matrix::transposed(&[1.0, 0.0, 2.0, 0.5, 0.5, 0.5], 3, 2);
        let x = [1.0, 2.0, 3.0, 4.0];
        let mut out = [f32::NAN; 4];
        matrix.multiply(&x, 1, 2, &mut out);
        assert_eq!(out, [7.0, 3.0, 10.0, 4.5]);
        assert_eq!(matrix.row(2), [2.0, 0.5]);
    }

    /// The type cache relies on it: what a row yields must not depend on its place or its neighbours.
    #[test]
    fn a_row_yields_the_same_bits_anywhere_in_a_batch() {
        let wave = |i: usize| ((i * 7919 % 1009) as f32 - 500.0) / 300.0;
        let matrix = Matrix::new(576, 288, |i, o| wave(i * 288 + o));
        let row: Vec<f32> = (0..576).map(wave).collect();
        let mut batch: Vec<f32> = (0..16 * 576).map(|i| wave(i + 3)).collect();
        let mut out = vec![0.0; 16 * 288];
        let mut alone: Option<Vec<f32>> = None;
        for place in 0..16 {
            batch[place * 576..][..576].copy_from_slice(&row);
            matrix.multiply(&batch, 576, 16, &mut out);
            let found = out[place * 288..][..288].to_vec();
            assert_eq!(alone.get_or_insert_with(|| found.clone()), &found);
        }
    }
}
