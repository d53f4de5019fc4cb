//! Hash embeddings: four rows of a table, chosen by the hash of a feature, added up.

use super::WIDTH;
use crate::LoadError;
use crate::thinc::Layer;

/// A table and the seed by which it hashes.
pub(crate) struct HashEmbed {
    seed: u64,
    rows: u64,
    table: Vec<f32>,
}

impl HashEmbed {
    /// Reads the layer.
    pub(crate) fn read(layer: &Layer<'_>, file: &str) -> Result<Self, LoadError> {
        let seed = layer.number("seed").ok_or_else(|| LoadError::file(file, "a hashembed layer has no seed"))?;
        let table = layer.array("E")?;
        match table.shape[..] {
            [rows, WIDTH] if rows > 0 => Ok(HashEmbed { seed, rows: rows as u64, table: table.data }),
            _ => Err(LoadError::unsupported(
                format!("the shape of E in a hashembed layer of {file}"),
                format!("{:?}", table.shape),
                format!("[rows, {WIDTH}]"),
            )),
        }
    }

    /// Writes the embedding of a feature to `out`.
    pub(crate) fn embed(&self, feature: u64, out: &mut [f32]) {
        let rows = keys(feature, self.seed).map(|key| {
            let at = (u64::from(key) % self.rows) as usize * WIDTH;
            &self.table[at..at + WIDTH]
        });
        for (i, slot) in out[..WIDTH].iter_mut().enumerate() {
            *slot = rows[0][i] + rows[1][i] + rows[2][i] + rows[3][i];
        }
    }
}

/// thinc's variant of MurmurHash3 for one 64-bit value (thinc/backends/numpy_ops.pyx, `hash`).
fn keys(feature: u64, seed: u64) -> [u32; 4] {
    let h1 = feature.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f);
    let (h1, h2) = (h1 ^ seed ^ 8, seed ^ 8);
    let h1 = h1.wrapping_add(h2);
    let h2 = h2.wrapping_add(h1);
    let (h1, h2) = (mix(h1), mix(h2));
    let h1 = h1.wrapping_add(h2);
    let h2 = h2.wrapping_add(h1);
    [h1 as u32, (h1 >> 32) as u32, h2 as u32, (h2 >> 32) as u32]
}

fn mix(h: u64) -> u64 {
    let h = (h ^ h >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let h = (h ^ h >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ h >> 33
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_thincs() {
        // NumpyOps().hash(numpy.array([1, 3197928453018144401], dtype="uint64"), 8)
        assert_eq!(keys(1, 8), [1161550108, 2247783286, 1742325162, 1224191281]);
        assert_eq!(keys(3197928453018144401, 8), [2399055680, 1118310852, 3598583520, 1677466278]);
    }
}
