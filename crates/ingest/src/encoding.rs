//! Bytes to text: byte order marks, declared and guessed charsets, and the refusal of what is no text.

use crate::Fault;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The byte order mark of UTF-8.
pub(crate) const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// Share of control characters, of 100, above which bytes are no text.
const MAX_CONTROL_PERCENT: usize = 5;

/// How much of the input the checks for binary content and declared charsets look at, in bytes.
const HEAD: usize = 8192;

/// The text of `bytes`, without a byte order mark. A mark decides; then valid UTF-8; then the charset that the text
/// declares of itself (`declared`, as HTML and XML do); then UTF-8 with a few broken bytes; then a guess.
pub(crate) fn decode(bytes: &[u8], declared: Option<&str>) -> Result<String, Fault> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return text(encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned());
    }
    if let Some(what) = known_binary(bytes) {
        return Err(Fault::Binary(what));
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return text(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    if let Ok(valid) = std::str::from_utf8(bytes) {
        return text(valid.to_string());
    }
    if bytes.contains(&0) {
        return Err(Fault::Binary("binary data (it holds NUL bytes)"));
    }
    let encoding = declared
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .filter(|encoding| *encoding != UTF_8)
        .unwrap_or_else(|| guess(bytes));
    text(encoding.decode_without_bom_handling(bytes).0.into_owned())
}

/// Whether a file that begins so is written in UTF-16, which no reader of lines can read as it stands.
pub(crate) fn is_utf16(head: &[u8]) -> bool {
    matches!(Encoding::for_bom(head), Some((encoding, _)) if encoding != UTF_8) || unmarked_utf16(head).is_some()
}

/// The charset that an HTML page or XML file declares near its beginning: `<meta charset=…>`, `encoding="…"`.
pub(crate) fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let after = ["charset", "encoding"].iter().find_map(|key| {
        let rest = head[head.find(key)? + key.len()..].trim_start();
        Some(rest.strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']))
    })?;
    let end = after.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.:".contains(c))).unwrap_or(after.len());
    (end > 0).then(|| after[..end].to_string())
}

fn text(text: String) -> Result<String, Fault> {
    if text.contains('\0') {
        return Err(Fault::Binary("binary data (it holds NUL characters)"));
    }
    let head = || text.chars().take(HEAD);
    let odd = head().filter(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0b' | '\x0c' | '\x1b')).count();
    if odd * 100 > head().count() * MAX_CONTROL_PERCENT {
        return Err(Fault::Binary("binary data (it is full of control characters)"));
    }
    Ok(text)
}

/// Files that people take for text, by their first bytes.
fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF file"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\xd0\xcf\x11\xe0", "an old office document"),
        (b"{\\rtf", "a rich text file"),
        (b"\x1f\x8b", "gzip-compressed"),
        (b"\x89PNG", "an image"),
        (b"\xff\xd8\xff", "an image"),
        (b"GIF8", "an image"),
    ];
    KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, what)| *what)
}

/// UTF-16 without a mark betrays itself in Latin text: every other byte is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512) & !1];
    if head.len() < 16 {
        return None;
    }
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    match (even, odd) {
        (0, n) if n * 10 > half * 8 => Some(UTF_16LE),
        (n, 0) if n * 10 > half * 8 => Some(UTF_16BE),
        _ => None,
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if mostly_utf8(bytes) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// A text cut in the middle of a character, or with a stray byte, is still UTF-8: its broken places are then few
/// beside its good multi-byte characters.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    good > 4 * broken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_decide() {
        assert_eq!(decode(b"\xef\xbb\xbfTalks", None).unwrap(), "Talks");
        assert_eq!(decode(b"\xff\xfeT\0a\0", None).unwrap(), "Ta");
        assert_eq!(decode(b"\xfe\xff\0T\0a", None).unwrap(), "Ta");
    }

    #[test]
    fn utf16_without_a_mark_is_seen() {
        let bytes: Vec<u8> = "The ministers met in Vienna.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&bytes, None).unwrap(), "The ministers met in Vienna.");
    }

    #[test]
    fn windows_quotes_become_quotes() {
        let text = decode(b"He said \x93no\x94 to the minister\x92s offer of talks in the caf\xe9.", None).unwrap();
        assert_eq!(text, "He said “no” to the minister’s offer of talks in the café.");
    }

    #[test]
    fn a_stray_byte_does_not_spoil_utf8() {
        let mut bytes = "“We agreed,” she said – “but not on Łódź or Kraków.”".as_bytes().to_vec();
        bytes.push(0xe2);
        assert!(decode(&bytes, None).unwrap().starts_with("“We agreed,” she said – “but"));
    }

    #[test]
    fn the_declared_charset_is_found() {
        assert_eq!(declared(b"<meta charset=\"ISO-8859-2\">").as_deref(), Some("iso-8859-2"));
        assert_eq!(declared(b"<?xml version='1.0' encoding='windows-1251'?>").as_deref(), Some("windows-1251"));
        assert_eq!(declared(b"<p>charset of the treaty</p>"), None);
        assert_eq!(
            decode(b"<meta charset=iso-8859-2>\xa3\xf3d\xbc", Some("iso-8859-2")).unwrap().chars().nth(25),
            Some('Ł')
        );
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(matches!(decode(b"ab\0cd", None), Err(Fault::Binary(_))));
        assert!(matches!(decode(b"%PDF-1.7 \xe2\xe3", None), Err(Fault::Binary("a PDF file"))));
        assert!(matches!(decode(b"\x01\x02\x03\x04 odd", None), Err(Fault::Binary(_))));
        assert_eq!(decode(b"", None).unwrap(), "");
    }
}
