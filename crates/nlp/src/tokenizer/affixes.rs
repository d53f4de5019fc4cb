//! The affixes of the English pipelines, matched by hand.
//!
//! In: a chunk of text without spaces. Out: what the four regular expressions of `en_core_web_sm` and `en_core_web_md`
//! would match in it (spacy/lang/punctuation.py and spacy/lang/en/punctuation.py, MIT, ExplosionAI GmbH). They are
//! hundreds of alternatives with look-around that begin or end in one of few characters, so looking at that character
//! first settles nearly every case. A model with other expressions is matched by [`super::regex`].

use super::classes::{is_icon, is_letter, is_lower, is_upper};
use std::ops::Range;

/// Currency amounts and measures that are a suffix when a digit stands before them (`CURRENCY` and `UNITS`), beside the
/// signs of [`is_currency`]. The one with "тб" and "كم" joined lacks a space in spaCy's list.
#[rustfmt::skip]
const AFTER_DIGIT: &[&str] = &[
    "+", "US$", "C$", "A$",
    "km", "km²", "km³", "m", "m²", "m³", "dm", "dm²", "dm³", "cm", "cm²", "cm³", "mm", "mm²", "mm³", "ha", "µm", "nm",
    "yd", "in", "ft", "kg", "g", "mg", "µg", "t", "lb", "oz", "m/s", "km/h", "kmh", "mph", "hPa", "Pa", "mbar", "mb",
    "MB", "kb", "KB", "gb", "GB", "tb", "TB", "T", "G", "M", "K", "%", "км", "км²", "км³", "м", "м²", "м³", "дм", "дм²",
    "дм³", "см", "см²", "см³", "мм", "мм²", "мм³", "нм", "кг", "г", "мг", "м/с", "км/ч", "кПа", "Па", "мбар", "Кб",
    "КБ", "кб", "Мб", "МБ", "мб", "Гб", "ГБ", "гб", "Тб", "ТБ", "тбكم", "كم²", "كم³", "م", "م²", "م³", "سم", "سم²",
    "سم³", "مم", "مم²", "مم³", "كم", "غرام", "جرام", "جم", "كغ", "ملغ", "كوب", "اكواب",
];

/// Characters in the longest entry of [`AFTER_DIGIT`].
const LONGEST: usize = 5;

/// Bytes of the prefix that `text` begins with; 0 where there is none.
pub(super) fn prefix(text: &str) -> usize {
    let bytes = text.as_bytes();
    let Some(first) = text.chars().next() else { return 0 };
    match first {
        '.' => Some(dots(bytes)).filter(|&run| run > 1).unwrap_or(0),
        '+' => usize::from(!bytes.get(1).is_some_and(u8::is_ascii_digit)),
        'U' if text.starts_with("US$") => 3,
        'C' | 'A' if bytes.get(1) == Some(&b'$') => 2,
        '%' | '=' | '§' => first.len_utf8(),
        c if is_mark(c) || is_currency(c) => c.len_utf8(),
        _ => 0,
    }
}

/// Bytes of the longest suffix that `text` ends with; 0 where there is none.
pub(super) fn suffix(text: &str) -> usize {
    let Some(last) = text.chars().next_back() else { return 0 };
    let before = &text[..text.len() - last.len_utf8()];
    match last {
        '.' => stop(text, before),
        '…' if before.ends_with('…') => 2 * '…'.len_utf8(),
        's' | 'S' if before.ends_with(['\'', '’']) => last.len_utf8() + final_bytes(before),
        c if is_mark(c) => c.len_utf8(),
        _ => after_digit(text),
    }
}

/// The first infix that begins at byte `from` or later. What stands before `from` counts as its context.
pub(super) fn infix(text: &str, from: usize) -> Option<Range<usize>> {
    let mut previous = text[..from].chars().next_back();
    for (at, c) in text[from..].char_indices() {
        if !c.is_ascii_alphanumeric()
            && let Some(length) = infix_at(&text[from + at..], c, previous)
        {
            return Some(from + at..from + at + length);
        }
        previous = Some(c);
    }
    None
}

/// Bytes of the infix at the start of `text`, whose first character is `c`. The alternatives stand in spaCy's order.
fn infix_at(text: &str, c: char, previous: Option<char>) -> Option<usize> {
    let after = |length: usize, class: fn(char) -> bool| text[length..].chars().next().is_some_and(class);
    let before = |class: fn(char) -> bool| previous.is_some_and(class);
    let between = |length: usize| (before(is_letter_or_digit) && after(length, is_letter)).then_some(length);
    match c {
        '.' if text.starts_with("..") => Some(dots(text.as_bytes())),
        '.' => (before(|c| is_lower(c) || is_quote(c)) && after(1, |c| is_upper(c) || is_quote(c))).then_some(1),
        ',' => (before(is_letter) && after(1, is_letter)).then_some(1),
        '+' | '*' | '^' => (before(|c| c.is_ascii_digit()) && after(1, is_digit_or_minus)).then_some(1),
        '-' if before(|c| c.is_ascii_digit()) && after(1, is_digit_or_minus) => Some(1),
        '-' => between(1).or_else(|| doubled(text, "--", between)).or_else(|| doubled(text, "---", between)),
        '—' => between(c.len_utf8()).or_else(|| doubled(text, "——", between)),
        '–' | '~' | ':' | '<' | '>' | '=' | '/' => between(c.len_utf8()),
        '…' => Some(c.len_utf8()),
        c => is_icon(c).then(|| c.len_utf8()),
    }
}

fn doubled(text: &str, hyphens: &str, between: impl Fn(usize) -> Option<usize>) -> Option<usize> {
    text.starts_with(hyphens).then(|| between(hyphens.len())).flatten()
}

/// A full stop at the end: a run of dots, or one after a character that a sentence may end with.
fn stop(text: &str, before: &str) -> usize {
    let run = text.bytes().rev().take_while(|&byte| byte == b'.').count();
    if run > 1 {
        return run;
    }
    let mut reversed = before.chars().rev();
    let (last, earlier) = (reversed.next(), reversed.next());
    let after_sentence = last.is_some_and(|c| c.is_ascii_digit() || is_lower(c) || is_before_stop(c));
    let after_degrees = earlier == Some('°') && matches!(last, Some('F' | 'f' | 'C' | 'c' | 'K' | 'k'));
    let after_capitals = last.is_some_and(is_upper) && earlier.is_some_and(is_upper);
    usize::from(after_sentence || after_degrees || after_capitals)
}

/// No entry of [`AFTER_DIGIT`] holds a digit, so the last digit settles which one it could be.
fn after_digit(text: &str) -> usize {
    let tail = text.char_indices().rev().take(LONGEST + 1).find(|(_, c)| c.is_ascii_digit());
    let Some((digit, _)) = tail else { return 0 };
    let tail = &text[digit + 1..];
    let mut chars = tail.chars();
    let is_sign = chars.next().is_some_and(is_currency) && chars.next().is_none();
    if is_sign || AFTER_DIGIT.contains(&tail) { tail.len() } else { 0 }
}

/// `PUNCT`, quotes, dashes and symbols: prefixes and suffixes alike.
fn is_mark(c: char) -> bool {
    match c {
        '!' | '?' | ',' | ':' | ';' | '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '_' | '#' | '*' | '&' => true,
        '"' | '\'' | '`' => true,
        '\0'..='\u{7f}' => false,
        '–' | '—' | '…' | '¿' | '؟' | '¡' | '。' | '？' | '！' | '，' | '、' | '；' | '：' | '～' | '·' | '।' => {
            true
        }
        '،' | '۔' | '؛' | '٪' => true,
        c => is_quote(c) || is_icon(c),
    }
}

/// `CONCAT_QUOTES`.
fn is_quote(c: char) -> bool {
    match c {
        '\'' | '"' | '`' | ',' => true,
        '\0'..='\u{7f}' => false,
        '”' | '“' | '‘' | '´' | '’' | '‚' | '„' | '»' | '«' | '「' | '」' | '『' | '』' | '（' | '）' => {
            true
        }
        '〔' | '〕' | '【' | '】' | '《' | '》' | '〈' | '〉' | '\u{2329}' | '\u{232a}' | '⟦' | '⟧' => true,
        _ => false,
    }
}

/// The one-character part of `CURRENCY`.
fn is_currency(c: char) -> bool {
    matches!(c, '$' | '£' | '¥' | '฿' | '﷼' | '\u{20a0}'..='\u{20bf}')
}

/// What may stand before a full stop that is cut off, beside digits and small letters: `[%²\-\+`, `PUNCT` and the quotes,
/// pasted into one class, with the bars of their alternations.
fn is_before_stop(c: char) -> bool {
    match c {
        '%' | '-' | '+' | '|' | '²' => true,
        '–' | '—' => false,
        c => is_mark(c) && !is_icon(c),
    }
}

fn is_letter_or_digit(c: char) -> bool {
    c.is_ascii_digit() || is_letter(c)
}

fn is_digit_or_minus(c: char) -> bool {
    c.is_ascii_digit() || c == '-'
}

/// Length of the run of dots that `bytes` begins with.
fn dots(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|&&byte| byte == b'.').count()
}

fn final_bytes(text: &str) -> usize {
    text.chars().next_back().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_come_off_one_by_one() {
        let cases = [("(Kyiv", 1), ("“We", 3), ("...and", 3), (".5", 0), ("$40", 1), ("US$40", 3), ("U.S.", 0)];
        for (text, length) in cases.into_iter().chain([("+380", 0), ("+x", 1), ("……", 3), ("", 0), ("📞x", 4)]) {
            assert_eq!(prefix(text), length, "{text}");
        }
    }

    #[test]
    fn the_longest_suffix_comes_off() {
        let cases = [("Moscow's", 2), ("ministers’", 3), ("minister’s", 4), ("ceasefire.", 1), ("wait...", 3)];
        let units =
            [("40km", 2), ("40km²", 4), ("xkm", 0), ("40%", 1), ("40US$", 3), ("40€", 3), ("7+", 1), ("м5м/с", 5)];
        let stops = [("U.S.", 0), ("USA.", 1), ("A.", 0), ("10°C.", 1), ("C.", 0), ("said).", 1), ("……", 6), ("", 0)];
        for (text, length) in cases.into_iter().chain(units).chain(stops) {
            assert_eq!(suffix(text), length, "{text}");
        }
    }

    #[test]
    fn infixes_need_their_context() {
        let all = |text| {
            let mut found: Vec<&str> = Vec::new();
            let mut from = 0;
            while let Some(range) = infix(text, from) {
                from = range.end;
                found.push(&text[range]);
            }
            found
        };
        assert_eq!(all("cease-fire"), ["-"]);
        assert_eq!(all("COVID-19"), [""; 0]);
        assert_eq!(all("2014-15"), ["-"]);
        assert_eq!(all("talks--again---now"), ["--", "---"]);
        assert_eq!(all("said.The"), ["."]);
        assert_eq!(all("3.5,4"), [""; 0]);
        assert_eq!(all("wait...no"), ["..."]);
        assert_eq!(all("Iran/Iraq"), ["/"]);
    }
}
