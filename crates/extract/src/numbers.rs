//! Numerals in running text: "70,000", "twenty-five", "2.5 million", "two and a half", "dozens", "10-13".
//!
//! In: tokens. Out: the amount and how many tokens it takes. What is counted is left to `times` and `figures`.

use rapporteur_lexicon::{Lexicon, NumberWord};
use rapporteur_text::Doc;

/// The months of the year, in order.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A numeral.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    /// Index just past its last token.
    pub end: usize,
    /// The amount; the lower end of a range.
    pub value: f64,
    /// The upper end of a range written as one numeral: "10-13".
    pub high: Option<f64>,
    /// Whether it is a plural scale: dozens, thousands.
    pub vague: bool,
    /// How it is written.
    pub form: NumberForm,
}

/// How a numeral is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberForm {
    /// With digits.
    Digits,
    /// With words.
    Words,
    /// As an ordinal, in digits or words.
    Ordinal,
}

impl Number {
    /// The amount as a whole number, where it is one and lies in `range`.
    pub fn whole(self, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let whole = self.value as i64;
        (self.value.fract() == 0.0 && range.contains(&whole) && self.high.is_none() && !self.vague).then_some(whole)
    }
}

/// The numeral that begins at token `at`.
pub(crate) fn number(doc: &Doc, lexicon: &Lexicon, at: usize) -> Option<Number> {
    let first = numeral(doc, lexicon, at)?;
    if first.form == NumberForm::Ordinal {
        return Some(first);
    }
    let number = scaled(doc, lexicon, first);
    Some(halved(doc, lexicon, number))
}

/// One token's numeral, or the tokens of a compound number word ("twenty-five", "2 1/2").
fn numeral(doc: &Doc, lexicon: &Lexicon, at: usize) -> Option<Number> {
    let token = (at < doc.len()).then(|| doc.token(at))?;
    let text = token.lower();
    let make = |end, value, form| Number { end, value, high: None, vague: false, form };
    if text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '½' | '¼' | '¾')) {
        return digits(doc, lexicon, at);
    }
    match lexicon.measures.number(text)? {
        NumberWord::Cardinal(value) => Some(compound(doc, lexicon, at, value)),
        NumberWord::Ordinal(value) => Some(make(at + 1, value, NumberForm::Ordinal)),
        NumberWord::Vague(value) => Some(Number { vague: true, ..make(at + 1, value, NumberForm::Words) }),
        // "half a million", "half of"; a scale alone ("million people", "dozen killed") counts once.
        NumberWord::Scale(value) if text.len() > 3 => Some(make(at + 1, value, NumberForm::Words)),
        NumberWord::Scale(_) | NumberWord::Fraction(_) | NumberWord::Few => None,
    }
}

/// "twenty-five", "one hundred and five", "two thousand".
fn compound(doc: &Doc, lexicon: &Lexicon, at: usize, value: f64) -> Number {
    let word = |i: usize| if i < doc.len() { lexicon.measures.number(doc.token(i).lower()) } else { None };
    let is = |i: usize, text: &str| i < doc.len() && doc.token(i).lower() == text;
    let mut number = Number { end: at + 1, value, high: None, vague: false, form: NumberForm::Words };
    if (20.0..100.0).contains(&value) && value % 10.0 == 0.0 {
        let next = if is(number.end, "-") { number.end + 1 } else { number.end };
        match word(next) {
            Some(NumberWord::Cardinal(units)) if (1.0..10.0).contains(&units) => {
                number.value += units;
                number.end = next + 1;
            }
            Some(NumberWord::Ordinal(units)) if (1.0..10.0).contains(&units) && next > number.end => {
                return Number { end: next + 1, value: value + units, form: NumberForm::Ordinal, ..number };
            }
            _ => {}
        }
    }
    if let Some(NumberWord::Scale(100.0)) = word(number.end) {
        number.value *= 100.0;
        number.end += 1;
        let next = if is(number.end, "and") { number.end + 1 } else { number.end };
        if let Some(NumberWord::Cardinal(rest)) = word(next).filter(|_| next > number.end || number.value < 1e4) {
            let rest = compound(doc, lexicon, next, rest);
            if rest.value < 100.0 {
                number.value += rest.value;
                number.end = rest.end;
            }
        }
    }
    number
}

fn digits(doc: &Doc, lexicon: &Lexicon, at: usize) -> Option<Number> {
    let text = doc.token(at).lower();
    let make = |value, form| Number { end: at + 1, value, high: None, vague: false, form };
    if let Some(value) = plain(text) {
        let number = make(value, NumberForm::Digits);
        // "2 1/2".
        if let Some(part) = (at + 1 < doc.len())
            .then(|| doc.token(at + 1))
            .and_then(|next| fraction(next.lower()))
            .filter(|part| *part < 1.0)
        {
            return Some(Number { end: at + 2, value: value + part, ..number });
        }
        // "10-13", cut in three tokens without spaces.
        if at + 2 < doc.len()
            && doc.token(at + 1).text() == "-"
            && !doc.token(at).spacy()
            && !doc.token(at + 1).spacy()
            && let Some(high) = plain(doc.token(at + 2).lower()).filter(|high| *high > value)
        {
            return Some(Number { end: at + 3, high: Some(high), ..number });
        }
        return Some(number);
    }
    if let Some(value) = fraction(text) {
        return Some(make(value, NumberForm::Digits));
    }
    for suffix in ["st", "nd", "rd", "th"] {
        if let Some(value) = text.strip_suffix(suffix).and_then(plain) {
            return Some(make(value, NumberForm::Ordinal));
        }
    }
    if let Some((low, high)) = text.split_once(['–', '-', '—']) {
        let (value, high) = (plain(low)?, plain(high)?);
        return (high > value).then_some(Number { high: Some(high), ..make(value, NumberForm::Digits) });
    }
    // "1.5bn", "500k", "3m".
    let head = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    match lexicon.measures.number(&text[head.len()..]) {
        Some(NumberWord::Scale(scale)) => Some(make(plain(head)? * scale, NumberForm::Digits)),
        _ => None,
    }
}

/// "1,000", "3.5", "70 000" (with a narrow space), but no "6:40", "1.2.3".
fn plain(text: &str) -> Option<f64> {
    let bytes = text.as_bytes();
    let ends_in_digit = bytes.first().is_some_and(u8::is_ascii_digit) && bytes.last().is_some_and(u8::is_ascii_digit);
    if !ends_in_digit || text.len() > 24 {
        return None;
    }
    let mut cleaned = String::with_capacity(text.len());
    for (i, c) in text.char_indices() {
        match c {
            '0'..='9' | '.' => cleaned.push(c),
            // A thousands' mark stands before exactly three digits.
            ',' | '\u{a0}' | '\u{202f}' | '\u{2009}' => {
                let group = text[i + c.len_utf8()..].bytes().take_while(u8::is_ascii_digit).count();
                if group != 3 {
                    return None;
                }
            }
            _ => return None,
        }
    }
    cleaned.parse().ok()
}

/// "1/2", "½".
fn fraction(text: &str) -> Option<f64> {
    match text {
        "½" => return Some(0.5),
        "¼" => return Some(0.25),
        "¾" => return Some(0.75),
        _ => {}
    }
    let (over, under) = text.split_once('/')?;
    let (over, under) = (plain(over)?, plain(under)?);
    (over < under && (2.0..=10.0).contains(&under)).then(|| over / under)
}

/// "2.5 million", "three hundred thousand", "3-million", "hundreds of thousands".
fn scaled(doc: &Doc, lexicon: &Lexicon, mut number: Number) -> Number {
    let word = |i: usize| if i < doc.len() { lexicon.measures.number(doc.token(i).lower()) } else { None };
    let is = |i: usize, text: &str| i < doc.len() && doc.token(i).lower() == text;
    while !number.vague {
        // Two spaces stand as a token of their own.
        let spaced = number.end < doc.len() && doc.token(number.end).is_space();
        let next = number.end + usize::from(is(number.end, "-") || spaced);
        match word(next) {
            // One letter may be a metre or a name; it scales only where it is written to the digits.
            Some(NumberWord::Scale(scale)) if doc.token(next).lower().len() > 1 => {
                number.value *= scale;
                number.high = number.high.map(|high| high * scale);
                number.end = next + 1;
            }
            _ => break,
        }
    }
    while number.vague && is(number.end, "of") {
        let Some(NumberWord::Vague(scale)) = word(number.end + 1) else { break };
        number.value *= scale;
        number.end += 2;
    }
    number
}

/// "two and a half", and the fraction after it: "two and a half million" is scaled again.
fn halved(doc: &Doc, lexicon: &Lexicon, number: Number) -> Number {
    let lower = |i: usize| if i < doc.len() { doc.token(i).lower() } else { "" };
    let at = number.end;
    if number.value < 1000.0 && lower(at) == "and" && lower(at + 1) == "a" && lower(at + 2) == "half" {
        return scaled(doc, lexicon, Number { end: at + 3, value: number.value + 0.5, ..number });
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::words;

    fn read(text: &str) -> Option<(f64, Option<f64>, usize)> {
        let lexicon = Lexicon::embedded();
        number(&words(text), &lexicon, 0).map(|number| (number.value, number.high, number.end))
    }

    #[test]
    fn numerals_are_read() {
        assert_eq!(read("70,000 troops"), Some((70_000.0, None, 1)));
        assert_eq!(read("twenty - five tanks"), Some((25.0, None, 3)));
        assert_eq!(read("2.5 million people"), Some((2_500_000.0, None, 2)));
        assert_eq!(read("two and a half years"), Some((2.5, None, 4)));
        assert_eq!(read("hundreds of thousands of people"), Some((100_000.0, None, 3)));
        assert_eq!(read("one hundred and five votes"), Some((105.0, None, 4)));
        assert_eq!(read("1.5bn euros"), Some((1_500_000_000.0, None, 1)));
        assert_eq!(read("10–13 January"), Some((10.0, Some(13.0), 1)));
    }

    #[test]
    fn what_is_no_numeral_is_left() {
        assert_eq!(read("6:40 p.m."), None);
        assert_eq!(read("1.2.3 released"), None);
        assert_eq!(read("12,34 dollars"), None);
        assert_eq!(read("ministers met"), None);
    }
}
