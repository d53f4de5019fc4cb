//! Copies of one text, as agencies' reports appear in many papers: a little cut, with another headline or byline.
//!
//! A text is sketched by the least hashes of its runs of words (MinHash). Copies are looked for by bands of the sketch,
//! and held for copies when the sketches agree in [`ALIKE`] of their places.

use super::hash;
use super::words::words;

/// Words of a run.
const RUN: usize = 5;
/// Hashes of a sketch.
pub const SKETCH: usize = 64;
/// Hashes of a band: texts that share half of their runs still meet in one of 16 bands with probability 0.64, those
/// that share four fifths with 0.9998.
const BAND: usize = 4;
/// Share of equal places from which on two texts are copies: about nine runs of ten in common would give 0.82; measured
/// on the reports of the benchmark, texts on one form (readouts, greetings) stay under 0.5.
pub const ALIKE: f64 = 0.7;

/// A text in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch(Vec<u32>);

impl Sketch {
    /// The sketch of a text.
    pub fn of(text: &str) -> Sketch {
        let words = words(text);
        let mut least = vec![u32::MAX; SKETCH];
        let runs = words.windows(RUN.min(words.len().max(1)));
        for run in runs {
            let seed = hash(&run.join(" ")) as u64;
            for (place, least) in least.iter_mut().enumerate() {
                *least = (*least).min(mix(seed, place as u64));
            }
        }
        Sketch(least)
    }

    /// Keys that copies share: one a band.
    pub fn bands(&self) -> Vec<i64> {
        let name = |(number, band): (usize, &[u32])| hash(&format!("text|{number}|{band:?}"));
        self.0.chunks(BAND).enumerate().map(name).collect()
    }

    /// Whether two texts are copies.
    pub fn is_copy(&self, other: &Sketch) -> bool {
        let equal = self.0.iter().zip(&other.0).filter(|(one, two)| one == two).count();
        equal as f64 >= ALIKE * SKETCH as f64
    }

    /// Written in hexadecimal.
    pub fn to_hex(&self) -> String {
        self.0.iter().map(|hash| format!("{hash:08x}")).collect()
    }

    /// Read from hexadecimal.
    pub fn from_hex(text: &str) -> Option<Sketch> {
        let hashes: Option<Vec<u32>> =
            (0..SKETCH).map(|at| u32::from_str_radix(text.get(at * 8..at * 8 + 8)?, 16).ok()).collect();
        hashes.map(Sketch)
    }
}

/// One of many hashes of a hash (the finish of SplitMix64).
fn mix(seed: u64, place: u64) -> u32 {
    let mut x = seed.wrapping_add(place.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (x >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The two ministers met for six hours on Tuesday in the lakeside town. Neither side spoke of a \
        breakthrough, but both agreed to send their experts back to the table within a fortnight. The host, who had \
        shuttled between the delegations all day, called the mood sober. A draft on the return of prisoners is said to \
        be nearly complete, while the question of the border posts was left for the next round.";

    #[test]
    fn a_cut_text_under_another_headline_is_a_copy() {
        let other = format!("Talks end without a deal. {}", TEXT.replace(" A draft", " (Agency) A draft"));
        assert!(Sketch::of(TEXT).is_copy(&Sketch::of(&other)));
        let bands = Sketch::of(&other).bands();
        assert!(Sketch::of(TEXT).bands().iter().any(|band| bands.contains(band)));
    }

    #[test]
    fn a_text_on_the_same_form_is_none() {
        let other =
            TEXT.replace("ministers", "presidents").replace("six hours", "an hour").replace("Tuesday", "Friday");
        let other =
            other.replace("prisoners", "grain").replace("border posts", "port").replace("both agreed", "one offered");
        assert!(!Sketch::of(TEXT).is_copy(&Sketch::of(&other)));
    }

    #[test]
    fn a_sketch_survives_writing() {
        let sketch = Sketch::of(TEXT);
        assert_eq!(Sketch::from_hex(&sketch.to_hex()), Some(sketch));
    }
}
