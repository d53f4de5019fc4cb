//! Linear models over sparse binary features, as the training scripts write them.
//!
//! A model has blocks of features; each block may be weighted by inverse document frequency and brought to length 1 on its
//! own. Features are named by 32-bit hashes of their parts; one that the model does not know counts nothing.
//!
//! The archive, little-endian: `u32` classes, `u32` blocks, per class `f32` bias and `f32` scale; then per block `u32`
//! rows, `u32` 1 if it is normalised, the rows' `u32` hashes in ascending order, their `f32` frequency weights, and
//! per row and class an `i8` weight in units of the class's scale.

/// The features of one example, block by block.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// Hashes per block; doubles count once.
    pub blocks: Vec<Vec<u32>>,
}

impl Features {
    /// An example with this many blocks.
    pub fn new(blocks: usize) -> Self {
        Features { blocks: vec![Vec::new(); blocks] }
    }

    /// Adds a feature to a block, named by its parts.
    pub fn add(&mut self, block: usize, parts: &[&str]) {
        self.blocks[block].push(hash(parts));
    }

    /// Sorts the features and drops doubles.
    pub fn finish(mut self) -> Self {
        for block in &mut self.blocks {
            block.sort_unstable();
            block.dedup();
        }
        self
    }
}

/// FNV-1a over the parts, each ended by a byte that no UTF-8 text holds, folded to 32 bits.
fn hash(parts: &[&str]) -> u32 {
    let mut state: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        for byte in part.bytes().chain([0xff]) {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    (state >> 32) as u32 ^ state as u32
}

/// A linear model.
#[derive(Debug)]
pub struct Model {
    bias: Vec<f32>,
    scale: Vec<f32>,
    blocks: Vec<Block>,
}

#[derive(Debug)]
struct Block {
    normalised: bool,
    hashes: Vec<u32>,
    /// The first row whose hash has the leading bits, for all leading bits and one more.
    starts: Vec<u32>,
    frequency: Vec<f32>,
    weights: Vec<i8>,
}

impl Model {
    /// Reads an archive; `None` where it is cut short.
    pub fn read(bytes: &[u8]) -> Option<Model> {
        let mut reader = Reader(bytes);
        let classes = reader.u32()? as usize;
        let blocks = reader.u32()?;
        let (mut bias, mut scale) = (Vec::new(), Vec::new());
        for _ in 0..classes {
            bias.push(reader.f32()?);
            scale.push(reader.f32()?);
        }
        let mut model = Model { bias, scale, blocks: Vec::new() };
        for _ in 0..blocks {
            let rows = reader.u32()? as usize;
            let normalised = reader.u32()? == 1;
            let hashes = (0..rows).map(|_| reader.u32()).collect::<Option<Vec<u32>>>()?;
            let frequency = (0..rows).map(|_| reader.f32()).collect::<Option<_>>()?;
            let weights = reader.take(rows * classes)?.iter().map(|byte| *byte as i8).collect();
            model.blocks.push(Block { normalised, starts: starts(&hashes), hashes, frequency, weights });
        }
        Some(model)
    }

    /// The score of each class.
    pub fn scores(&self, features: &Features) -> Vec<f32> {
        let classes = self.bias.len();
        let mut sums = vec![0.0f32; classes];
        for (block, active) in self.blocks.iter().zip(&features.blocks) {
            let rows: Vec<usize> = active.iter().filter_map(|hash| block.row(*hash)).collect();
            let square: f32 = rows.iter().map(|row| block.frequency[*row].powi(2)).sum();
            let length = if block.normalised && square > 0.0 { square.sqrt() } else { 1.0 };
            for row in rows {
                let value = block.frequency[row] / length;
                for (sum, weight) in sums.iter_mut().zip(&block.weights[row * classes..(row + 1) * classes]) {
                    *sum += value * f32::from(*weight);
                }
            }
        }
        sums.iter().zip(&self.scale).zip(&self.bias).map(|((sum, scale), bias)| sum * scale + bias).collect()
    }
}

/// Leading bits of a hash by which its row is looked up: about one row each in the larger models.
const LEADING: u32 = 12;

/// Where the rows of each leading bits begin; `hashes` ascend.
fn starts(hashes: &[u32]) -> Vec<u32> {
    let below = |leading: u32| hashes.partition_point(|hash| hash >> (u32::BITS - LEADING) < leading) as u32;
    (0..=1 << LEADING).map(below).collect()
}

impl Block {
    /// The row of a feature.
    fn row(&self, hash: u32) -> Option<usize> {
        let leading = (hash >> (u32::BITS - LEADING)) as usize;
        let (from, to) = (self.starts[leading] as usize, self.starts[leading + 1] as usize);
        Some(from + self.hashes[from..to].binary_search(&hash).ok()?)
    }
}

struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (head, tail) = self.0.split_at_checked(length)?;
        self.0 = tail;
        Some(head)
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn f32(&mut self) -> Option<f32> {
        self.u32().map(f32::from_bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_read_and_scores_what_it_knows() {
        let mut bytes = Vec::new();
        for word in [1u32, 1, 0.5f32.to_bits(), 2.0f32.to_bits(), 1, 1, hash(&["verb", "attack"]), 3.0f32.to_bits()] {
            bytes.extend(word.to_le_bytes());
        }
        bytes.push(4);
        let model = Model::read(&bytes).unwrap();
        let mut features = Features::new(1);
        features.add(0, &["verb", "attack"]);
        features.add(0, &["verb", "unheard"]);
        assert_eq!(model.scores(&features.finish()), [8.5]);
        assert!(Model::read(&bytes[..bytes.len() - 1]).is_none());
    }
}
