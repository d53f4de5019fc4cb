//! Static word vectors: a table of rows, and which word has which row.
//!
//! In: the model's `vocab/vectors` (NumPy's .npy format) and `vocab/key2row` (msgpack). Out: a word's vector. The rows
//! stay as they lie in the file and are decoded when used: a text needs few of them.

use crate::LoadError;

const TABLE: &str = "vocab/vectors";
const KEYS: &str = "vocab/key2row";

/// Word vectors by string id; empty in the small models.
pub(crate) struct Vectors {
    width: usize,
    /// Little-endian f32 numbers, row by row.
    rows: Vec<u8>,
    /// Where the numbers begin in `rows`.
    start: usize,
    table: KeyTable,
}

impl Vectors {
    /// Reads both files.
    pub(crate) fn read(npy: Vec<u8>, key2row: &[u8]) -> Result<Self, LoadError> {
        let (start, height, width) = npy_header(&npy).map_err(|reason| LoadError::file(TABLE, reason))?;
        let table = KeyTable::read(key2row, height).map_err(|reason| LoadError::file(KEYS, reason))?;
        Ok(Vectors { width, rows: npy, start, table })
    }

    /// Numbers in a vector.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Writes the vector of the word with the string id to `out`; zeros where it has none.
    pub(crate) fn copy(&self, orth: u64, out: &mut [f32]) {
        let Some(row) = self.table.get(orth) else { return out.fill(0.0) };
        let at = self.start + row as usize * self.width * 4;
        for (slot, &four) in out.iter_mut().zip(self.rows[at..].as_chunks::<4>().0) {
            *slot = f32::from_le_bytes(four);
        }
    }
}

/// Start of the numbers, rows and columns of a version 1 .npy file of f32 numbers in C order.
fn npy_header(bytes: &[u8]) -> Result<(usize, usize, usize), String> {
    let rest = bytes.strip_prefix(b"\x93NUMPY\x01\x00").ok_or("it is no .npy file of version 1")?;
    let (length, rest) = rest.split_first_chunk::<2>().ok_or("its header is cut off")?;
    let length = u16::from_le_bytes(*length) as usize;
    let header =
        rest.get(..length).and_then(|header| std::str::from_utf8(header).ok()).ok_or("its header is cut off")?;
    if !header.contains("'descr': '<f4'") || !header.contains("'fortran_order': False") {
        return Err(format!("only rows of little-endian f32 are read, not {}", header.trim()));
    }
    let shape = header.split_once("'shape': (").and_then(|(_, rest)| rest.split_once(')')).map(|(shape, _)| shape);
    let axes: Vec<usize> = shape.unwrap_or_default().split(',').flat_map(|axis| axis.trim().parse()).collect();
    let &[height, width] = &axes[..] else { return Err(format!("two axes are wanted, not {}", header.trim())) };
    let start = 10 + length;
    let size = height.checked_mul(width).and_then(|numbers| numbers.checked_mul(4));
    if size != Some(bytes.len() - start) {
        return Err(format!("its {height} rows of {width} numbers are cut off"));
    }
    Ok((start, height, width))
}

/// Rows by key: open addressing, at most two thirds full. Keys are hashes already; key 0 (the empty string) never occurs.
struct KeyTable {
    keys: Vec<u64>,
    rows: Vec<u32>,
}

impl KeyTable {
    /// Reads a msgpack map of whole numbers without building its values one by one: there are 700,000.
    fn read(bytes: &[u8], height: usize) -> Result<Self, String> {
        let mut bytes = bytes;
        let count = map_length(&mut bytes).ok_or("it is no map")?;
        // Every entry takes two bytes at the least.
        if count > bytes.len() / 2 {
            return Err("it is cut off".into());
        }
        let size = (count * 3 / 2).next_power_of_two().max(2);
        let mut table = KeyTable { keys: vec![0; size], rows: vec![0; size] };
        for _ in 0..count {
            let pair = whole(&mut bytes).zip(whole(&mut bytes));
            let (key, row) = pair.ok_or("it is cut off, or an entry is no whole number")?;
            if row >= height as u64 {
                return Err(format!("row {row} of a table with {height}"));
            }
            table.insert(key, row as u32);
        }
        Ok(table)
    }

    fn insert(&mut self, key: u64, row: u32) {
        let slot = self.slot(key);
        self.keys[slot] = key;
        self.rows[slot] = row;
    }

    fn get(&self, key: u64) -> Option<u32> {
        let slot = self.slot(key);
        (key != 0 && self.keys[slot] == key).then(|| self.rows[slot])
    }

    /// Where the key is, or would go.
    fn slot(&self, key: u64) -> usize {
        let mask = self.keys.len() - 1;
        let mut slot = key as usize & mask;
        while self.keys[slot] != 0 && self.keys[slot] != key {
            slot = (slot + 1) & mask;
        }
        slot
    }
}

fn map_length(bytes: &mut &[u8]) -> Option<usize> {
    match number(bytes, 1)? as u8 {
        small @ 0x80..=0x8f => Some((small & 0x0f) as usize),
        0xde => number(bytes, 2).map(|n| n as usize),
        0xdf => number(bytes, 4).map(|n| n as usize),
        _ => None,
    }
}

/// A whole number that is not negative.
fn whole(bytes: &mut &[u8]) -> Option<u64> {
    match number(bytes, 1)? as u8 {
        small @ 0..=0x7f => Some(small as u64),
        0xcc | 0xd0 => number(bytes, 1),
        0xcd | 0xd1 => number(bytes, 2),
        0xce | 0xd2 => number(bytes, 4),
        0xcf | 0xd3 => number(bytes, 8),
        _ => None,
    }
}

fn number(bytes: &mut &[u8], width: usize) -> Option<u64> {
    let (head, rest) = bytes.split_at_checked(width)?;
    *bytes = rest;
    Some(head.iter().fold(0, |number, &byte| number << 8 | byte as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn npy(height: usize, width: usize, numbers: &[f32]) -> Vec<u8> {
        let header = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({height}, {width}), }}\n");
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend((header.len() as u16).to_le_bytes());
        bytes.extend(header.as_bytes());
        bytes.extend(numbers.iter().flat_map(|x| x.to_le_bytes()));
        bytes
    }

    #[test]
    fn a_word_has_its_row_or_zeros() {
        let mut keys = vec![0x82, 0xcf];
        keys.extend(0xfeed_beef_0000_0001u64.to_be_bytes());
        keys.extend([1, 0x65, 0]);
        let vectors = Vectors::read(npy(2, 2, &[1.0, 2.0, 3.0, 4.0]), &keys).unwrap();
        let vector = |orth| {
            let mut out = [9.0; 2];
            vectors.copy(orth, &mut out);
            out
        };
        assert_eq!(vector(0xfeed_beef_0000_0001), [3.0, 4.0]);
        assert_eq!(vector(0x65), [1.0, 2.0]);
        assert_eq!((vector(7), vector(0)), ([0.0; 2], [0.0; 2]));
    }

    #[test]
    fn damaged_files_are_refused() {
        assert!(Vectors::read(npy(2, 2, &[1.0]), &[0x80]).is_err());
        assert!(Vectors::read(npy(1, 1, &[1.0]), &[0x81, 5, 1]).is_err(), "a row past the end");
        assert!(Vectors::read(npy(1, 1, &[1.0]), &[0xdf, 0xff, 0xff, 0xff, 0xff]).is_err(), "a length past the end");
        assert!(Vectors::read(npy(0, 0, &[]), &[0x80]).is_ok());
    }
}
