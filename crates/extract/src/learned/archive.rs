//! The weight file: named arrays, as `training/attribution/archive.py` writes them.
//!
//! In: its bytes. Out: arrays by name. The file is part of the program, so what is wrong with it is a mistake of the
//! build and panics with its name; a test reads the whole file.

use std::collections::BTreeMap;

const MAGIC: &[u8] = b"RAPATTR1";

/// Named arrays.
#[derive(Default)]
pub(crate) struct Archive<'b> {
    arrays: BTreeMap<&'b str, Array<'b>>,
}

struct Array<'b> {
    kind: u8,
    shape: Vec<usize>,
    bytes: &'b [u8],
}

impl<'b> Archive<'b> {
    /// Finds the arrays in `bytes`; `None` where it is no weight file.
    pub fn read(bytes: &'b [u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let mut arrays = BTreeMap::new();
        for _ in 0..u32::from_le_bytes(take(&mut rest, 4)?.try_into().ok()?) {
            let length = take(&mut rest, 1)?[0] as usize;
            let name = std::str::from_utf8(take(&mut rest, length)?).ok()?;
            let &[kind, dimensions] = take(&mut rest, 2)? else { return None };
            let mut shape = Vec::new();
            for _ in 0..dimensions {
                shape.push(u32::from_le_bytes(take(&mut rest, 4)?.try_into().ok()?) as usize);
            }
            let width = [4, 2, 1, 8, 2].get(usize::from(kind)).copied()?;
            let bytes = take(&mut rest, shape.iter().product::<usize>() * width)?;
            arrays.insert(name, Array { kind, shape, bytes });
        }
        Some(Archive { arrays })
    }

    fn array(&self, name: &str) -> &Array<'b> {
        self.arrays.get(name).unwrap_or_else(|| panic!("the weight file has no array {name}"))
    }

    /// Whether there is an array of the name.
    pub fn has(&self, name: &str) -> bool {
        self.arrays.contains_key(name)
    }

    /// Its sizes.
    pub fn shape(&self, name: &str) -> &[usize] {
        &self.array(name).shape
    }

    /// An array of 32- or 16-bit floats.
    pub fn floats(&self, name: &str) -> Vec<f32> {
        let array = self.array(name);
        match array.kind {
            0 => cells(array.bytes).map(f32::from_le_bytes).collect(),
            1 => cells(array.bytes).map(|cell| half(u16::from_le_bytes(cell))).collect(),
            _ => panic!("the weight file's {name} holds no floats"),
        }
    }

    /// An array of signed bytes.
    pub fn bytes(&self, name: &str) -> Vec<i8> {
        self.array(name).bytes.iter().map(|&byte| byte as i8).collect()
    }

    /// An array of 64-bit numbers.
    pub fn longs(&self, name: &str) -> Vec<u64> {
        cells(self.array(name).bytes).map(u64::from_le_bytes).collect()
    }

    /// An array of 16-bit numbers.
    pub fn shorts(&self, name: &str) -> Vec<u16> {
        cells(self.array(name).bytes).map(u16::from_le_bytes).collect()
    }
}

fn take<'b>(rest: &mut &'b [u8], length: usize) -> Option<&'b [u8]> {
    let (taken, left) = rest.split_at_checked(length)?;
    *rest = left;
    Some(taken)
}

fn cells<const N: usize>(bytes: &[u8]) -> impl Iterator<Item = [u8; N]> + '_ {
    bytes.as_chunks::<N>().0.iter().copied()
}

/// A 16-bit float (IEEE 754 binary16) as a 32-bit one; the file holds no infinities.
fn half(bits: u16) -> f32 {
    let (sign, exponent, fraction) = (u32::from(bits >> 15) << 31, u32::from(bits >> 10 & 31), u32::from(bits & 0x3FF));
    match exponent {
        0 => f32::from_bits(sign | 0x3F80_0000) * fraction as f32 / 16_777_216.0,
        _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_read() {
        assert_eq!([0x3C00, 0xC000, 0x3555, 0x0001, 0x0000].map(half), [1.0, -2.0, 0.333_251_95, 5.960_464_5e-8, 0.0]);
    }

    #[test]
    fn a_cut_file_is_none() {
        let mut bytes = MAGIC.to_vec();
        bytes.extend([1, 0, 0, 0, 1, b'a', 2, 1, 2, 0, 0, 0, 7, 255]);
        assert_eq!(Archive::read(&bytes).map(|archive| archive.bytes("a")), Some(vec![7, -1]));
        assert!(Archive::read(&bytes[..bytes.len() - 1]).is_none());
    }
}
