//! Linear models over hashed features.
//!
//! In: features, written as a template's number and its values. Out: a probability.

/// Features of one row, as indices below 2^[`BITS`].
#[derive(Clone, Debug, Default)]
pub(super) struct Features {
    pub ids: Vec<u32>,
}

/// Features share `2^BITS` weights; at 18 bits few of the 40,000 that training keeps fall together.
pub(super) const BITS: u32 = 18;

impl Features {
    /// Adds the feature that `template` has these values.
    pub fn add<const N: usize>(&mut self, template: u64, values: [u64; N]) {
        let seed = (template + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let hash = values.iter().fold(seed, |hash, &value| mix(hash ^ value));
        self.ids.push((mix(hash) >> (64 - BITS)) as u32);
    }

    /// Begins a new row.
    pub fn clear(&mut self) {
        self.ids.clear();
    }
}

/// A bijection of 64 bits that spreads every bit (the finisher of SplitMix64, shortened).
pub(super) fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 31)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    value ^ (value >> 29)
}

/// A logistic regression.
#[derive(Debug)]
pub(super) struct Linear {
    /// One weight a feature, in units of `scale`.
    pub weights: Vec<i8>,
    pub scale: f32,
    pub bias: f32,
}

impl Linear {
    /// The probability that the row is positive.
    pub fn probability(&self, features: &Features) -> f32 {
        let sum: i32 = features.ids.iter().map(|&id| i32::from(self.weights[id as usize])).sum();
        sigmoid(self.bias + self.scale * sum as f32)
    }
}

/// The logistic function.
pub(super) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}
