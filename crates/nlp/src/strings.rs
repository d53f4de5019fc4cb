//! String ids as spaCy's StringStore gives them.

use std::collections::HashMap;
use std::sync::OnceLock;

/// The id of a string: 0 for the empty one, a small number for a reserved symbol ("X" is 101), else its hash.
pub(crate) fn string_id(text: &str) -> u64 {
    if text.is_empty() {
        return 0;
    }
    symbols().get(text).copied().unwrap_or_else(|| murmur64a(text.as_bytes()))
}

fn symbols() -> &'static HashMap<&'static str, u64> {
    static SYMBOLS: OnceLock<HashMap<&'static str, u64>> = OnceLock::new();
    SYMBOLS.get_or_init(|| {
        pairs(include_str!("../data/symbols.tsv")).map(|(name, id)| (name, id.parse().expect("a number"))).collect()
    })
}

/// The two columns of an embedded table, without its comments.
pub(crate) fn pairs(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with("# ")).filter_map(|line| line.split_once('\t'))
}

/// MurmurHash64A with seed 1, as spacy/strings.pyx calls it (Austin Appleby, public domain).
fn murmur64a(bytes: &[u8]) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    const R: u32 = 47;
    const SEED: u64 = 1;
    let mut hash = SEED ^ (bytes.len() as u64).wrapping_mul(M);
    let (eights, tail) = bytes.as_chunks::<8>();
    for &eight in eights {
        let mut k = u64::from_le_bytes(eight).wrapping_mul(M);
        k ^= k >> R;
        hash = (hash ^ k.wrapping_mul(M)).wrapping_mul(M);
    }
    if !tail.is_empty() {
        let mut last = [0; 8];
        last[..tail.len()].copy_from_slice(tail);
        hash = (hash ^ u64::from_le_bytes(last)).wrapping_mul(M);
    }
    hash ^= hash >> R;
    hash = hash.wrapping_mul(M);
    hash ^ (hash >> R)
}

/// A quick hasher for keys that nobody chooses to collide: rotate, xor, multiply (the FxHash of Firefox and rustc).
#[derive(Clone, Copy, Default)]
pub(crate) struct QuickHasher(u64);

/// A map that hashes with [`QuickHasher`].
pub(crate) type QuickMap<K, V> = HashMap<K, V, std::hash::BuildHasherDefault<QuickHasher>>;

impl QuickHasher {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x51_7c_c1_b7_27_22_0a_95);
    }
}

impl std::hash::Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (eights, tail) = bytes.as_chunks::<8>();
        for &eight in eights {
            self.add(u64::from_le_bytes(eight));
        }
        if !tail.is_empty() {
            let mut last = [0; 8];
            last[..tail.len()].copy_from_slice(tail);
            self.add(u64::from_le_bytes(last));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.add(byte as u64);
    }

    fn write_u32(&mut self, word: u32) {
        self.add(word as u64);
    }

    fn write_u64(&mut self, word: u64) {
        self.add(word);
    }

    fn write_usize(&mut self, word: usize) {
        self.add(word as u64);
    }

    fn finish(&self) -> u64 {
        // The table takes its slot from the low bits, the multiplication mixes best into the high ones.
        self.0.rotate_left(26)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_spacys() {
        assert_eq!(string_id(""), 0);
        assert_eq!(string_id("X"), 101);
        assert_eq!(string_id("coffee"), 3197928453018144401);
        assert_eq!(string_id("a longer string, past eight bytes"), murmur64a(b"a longer string, past eight bytes"));
    }
}
