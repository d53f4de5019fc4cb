//! Byte offsets to code points and back: the one place where another way of counting is known.

/// Maps byte offsets of a text to code-point offsets, and the reverse, in constant and logarithmic time.
///
/// ```
/// let offsets = rapporteur_text::Offsets::new("“no”");
/// assert_eq!(offsets.chars(3), Some(1)); // the quotation mark takes three bytes
/// assert_eq!(offsets.bytes(1), Some(3));
/// ```
pub struct Offsets<'t> {
    text: &'t str,
    /// Code points before every `STRIDE`-th byte.
    marks: Vec<usize>,
}

/// Bytes between two stored counts; a look-up counts at most this many bytes.
const STRIDE: usize = 64;

impl<'t> Offsets<'t> {
    /// Reads `text` once.
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            marks.push(count);
            count += starts(chunk);
        }
        if marks.is_empty() {
            marks.push(0);
        }
        Offsets { text, marks }
    }

    /// Code points before byte `offset`; `None` where it is no character boundary of the text.
    pub fn chars(&self, offset: usize) -> Option<usize> {
        if !self.text.is_char_boundary(offset) {
            return None;
        }
        let mark = (offset / STRIDE).min(self.marks.len() - 1);
        Some(self.marks[mark] + starts(&self.text.as_bytes()[mark * STRIDE..offset]))
    }

    /// The byte at which code point `offset` starts (the text's length for the offset past the last one).
    pub fn bytes(&self, offset: usize) -> Option<usize> {
        let mark = self.marks.partition_point(|&count| count <= offset) - 1;
        let mut left = offset - self.marks[mark];
        let from = mark * STRIDE;
        // A stretch may begin inside a character, whose start was counted before it.
        for (at, &byte) in self.text.as_bytes()[from..].iter().enumerate() {
            if is_start(byte) {
                if left == 0 {
                    return Some(from + at);
                }
                left -= 1;
            }
        }
        (left == 0).then_some(self.text.len())
    }
}

fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| is_start(byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_boundary_goes_there_and_back() {
        let text = "Ryabkov: “no progress” — 北京 🕊 ".repeat(9);
        let offsets = Offsets::new(&text);
        for (chars, (bytes, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.chars(bytes), Some(chars));
            assert_eq!(offsets.bytes(chars), Some(bytes));
        }
        assert_eq!(offsets.bytes(text.chars().count()), Some(text.len()));
        assert_eq!(offsets.chars(text.len()), Some(text.chars().count()));
    }

    #[test]
    fn no_offset_outside_or_inside_a_character() {
        let offsets = Offsets::new("“no”");
        assert_eq!(offsets.chars(1), None);
        assert_eq!(offsets.chars(99), None);
        assert_eq!(offsets.bytes(5), None);
        assert_eq!(Offsets::new("").bytes(0), Some(0));
    }
}
