//! A number with the words that bound it: "over seven", "some 100,000", "at least 12", "$1.5 billion", "10 to 15".

use crate::numbers::{self, Number, NumberForm};
use rapporteur_lexicon::{BoundWord, Lexicon, MeasureKind};
use rapporteur_record::Bound;
use rapporteur_text::{Doc, EntityLabel, Pos, Tag, Token};

/// A number with its bounds.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Amount {
    /// Index of the first token, the bounding words included.
    pub start: usize,
    /// Index of the number's first token.
    pub number: usize,
    /// Index just past the last token of the number.
    pub end: usize,
    pub value: f64,
    pub high: Option<f64>,
    pub bound: Bound,
    pub approximate: bool,
    /// The currency whose sign stands before the number.
    pub currency: Option<String>,
    /// How it is written.
    pub form: NumberForm,
    /// Whether it is a plural scale: dozens of.
    pub vague: bool,
}

/// The amount that begins at token `at`, with its bounding words or its currency sign.
pub(super) fn read(doc: &Doc, lexicon: &Lexicon, at: usize) -> Option<Amount> {
    let (bound, number_at) = bounds(doc, lexicon, at);
    let (currency, number_at) = currency(doc, lexicon, number_at);
    let number = numeral(doc, lexicon, number_at)?;
    if number.form == NumberForm::Ordinal || names(doc, lexicon, number_at, &number) {
        return None;
    }
    let mut amount = Amount {
        start: at,
        number: number_at,
        end: number.end,
        value: number.value,
        high: number.high,
        bound: if number.high.is_some() { Bound::Range } else { Bound::Exact },
        approximate: number.vague,
        currency,
        form: number.form,
        vague: number.vague,
    };
    range(doc, lexicon, &mut amount);
    match bound {
        Some(BoundWord::About) => amount.approximate = true,
        Some(BoundWord::AtLeast) => amount.bound = Bound::AtLeast,
        Some(BoundWord::AtMost) => amount.bound = Bound::AtMost,
        None => {}
    }
    let end = amount.end;
    amount.end += after(doc, &mut amount, end);
    Some(amount)
}

/// A numeral, "a million", "a dozen", "a hundred", "half a million".
fn numeral(doc: &Doc, lexicon: &Lexicon, at: usize) -> Option<Number> {
    let lower = |i: usize| if i < doc.len() { doc.token(i).lower() } else { "" };
    if lower(at) == "half" && lower(at + 1) == "a" {
        let number = numbers::number(doc, lexicon, at + 2)
            .filter(|number| number.value >= 100.0 && number.form == NumberForm::Words)?;
        return Some(Number { value: number.value / 2.0, ..number });
    }
    if matches!(lower(at), "a" | "an") {
        return numbers::number(doc, lexicon, at + 1)
            .filter(|number| number.value >= 12.0 && number.form == NumberForm::Words && !number.vague);
    }
    numbers::number(doc, lexicon, at)
}

/// The bounding words at `at`, and where they end. Two may follow each other: "up to about".
fn bounds(doc: &Doc, lexicon: &Lexicon, at: usize) -> (Option<BoundWord>, usize) {
    let mut found = None;
    let mut next = at;
    for _ in 0..2 {
        let Some((bound, end)) = bound(doc, lexicon, next) else { break };
        found = match (found, bound) {
            (None | Some(BoundWord::About), bound) => Some(bound),
            (kept, _) => kept,
        };
        next = end;
    }
    (found, next)
}

fn bound(doc: &Doc, lexicon: &Lexicon, at: usize) -> Option<(BoundWord, usize)> {
    if at >= doc.len() {
        return None;
    }
    let longest = lexicon.measures.longest_bound(doc.token(at).lower());
    (1..=longest).rev().find_map(|count| {
        let end = at + count;
        if end >= doc.len() {
            return None;
        }
        let phrase: Vec<&str> = doc.slice(at..end).map(|token| token.lower()).collect();
        lexicon.measures.bound(&phrase.join(" ")).map(|bound| (bound, end))
    })
}

/// "$", "US$", "€" or "USD" before the number.
fn currency(doc: &Doc, lexicon: &Lexicon, at: usize) -> (Option<String>, usize) {
    let Some(token) = (at < doc.len()).then(|| doc.token(at)) else { return (None, at) };
    let sign = |text: &str| lexicon.measures.measure(text).filter(|measure| measure.kind == MeasureKind::Money);
    let starts_word = token.text().starts_with(|c: char| c.is_ascii_lowercase());
    match sign(token.text()).filter(|_| !starts_word) {
        // "US" + "$".
        _ if at + 1 < doc.len() && doc.token(at + 1).text() == "$" && token.text().len() <= 2 && !token.spacy() => {
            let joined = format!("{}$", token.text());
            (sign(&joined).map(|measure| measure.unit.to_string()), at + if sign(&joined).is_some() { 2 } else { 0 })
        }
        Some(measure) => (Some(measure.unit.to_string()), at + 1),
        None => (None, at),
    }
}

/// Whether the number names rather than counts: "Article 5", "Resolution 2254", "Boeing 737", "G7", a jersey, a score.
fn names(doc: &Doc, lexicon: &Lexicon, at: usize, number: &Number) -> bool {
    let token = doc.token(at);
    let before = at.checked_sub(1).map(|i| doc.token(i));
    let after = (number.end < doc.len()).then(|| doc.token(number.end));
    let label = label_of(token);
    let in_name = matches!(
        label,
        Some(
            EntityLabel::Law
                | EntityLabel::Product
                | EntityLabel::WorkOfArt
                | EntityLabel::Org
                | EntityLabel::Event
                | EntityLabel::Fac
        )
    );
    let noun_before = before.is_some_and(|token| {
        lexicon.measures.is_named(token.lower())
            && (token.tag() == Tag::Nnp || token.text().starts_with(char::is_uppercase) || token.lower() == "#")
    });
    // A number within a name: "the New 52 Theatre".
    let within = number.form == NumberForm::Digits
        && before.is_some_and(|token| token.tag() == Tag::Nnp && label_of(token) != Some(EntityLabel::Date))
        && after.is_some_and(|token| {
            matches!(token.tag(), Tag::Nnp | Tag::Nnps) && token.text().starts_with(char::is_uppercase)
        });
    // A designation: "MH-17", "T-90", or the number after a name.
    let joined = before
        .is_some_and(|token| token.text() == "-" && !token.spacy() && at >= 2 && !doc.token(at - 2).spacy())
        && number.form == NumberForm::Digits
        && at >= 2
        && doc.token(at - 2).text().ends_with(char::is_uppercase);
    let score = after.is_some_and(|token| matches!(token.text(), "-" | "–" | ":"))
        && number.form == NumberForm::Digits
        && number.end + 1 < doc.len()
        && numbers::number(doc, lexicon, number.end + 1).is_some_and(|other| other.value <= number.value);
    in_name || noun_before || within || joined || score
}

fn label_of(token: Token) -> Option<EntityLabel> {
    token.entity().map(|entity| entity.label)
}

/// "10 to 15", "between 10 and 15", "10-15".
fn range(doc: &Doc, lexicon: &Lexicon, amount: &mut Amount) {
    let lower = |i: usize| if i < doc.len() { doc.token(i).lower() } else { "" };
    let before = if amount.start > 0 { lower(amount.start - 1) } else { "" };
    let joins = match lower(amount.end) {
        "to" | "-" | "–" | "or" => true,
        "and" => before == "between",
        _ => false,
    };
    if !joins || amount.high.is_some() {
        return;
    }
    let (_, number_at) = currency(doc, lexicon, amount.end + 1);
    let Some(other) = numbers::number(doc, lexicon, number_at).filter(|other| other.form != NumberForm::Ordinal) else {
        return;
    };
    // "2 to 3 million": the scale holds for both.
    let low = if amount.value < 1000.0 && other.value >= 1000.0 && scale(other.value) > 1.0 && amount.form == other.form
    {
        let scaled = amount.value * scale(other.value);
        if scaled < other.value { scaled } else { amount.value }
    } else {
        amount.value
    };
    let verb_between = doc.token(amount.end).pos() == Pos::Part;
    if other.value > low && other.high.is_none() && !verb_between {
        *amount = Amount { value: low, high: Some(other.value), end: other.end, bound: Bound::Range, ..amount.clone() };
    }
}

/// The thousand, million or billion that a number is written in.
fn scale(value: f64) -> f64 {
    [1e12, 1e9, 1e6].into_iter().find(|scale| value >= *scale).unwrap_or(1.0)
}

/// "or more", "or so", "or fewer" at token `at`, after the number or what it counts; how many tokens that is.
pub(super) fn after(doc: &Doc, amount: &mut Amount, at: usize) -> usize {
    let lower = |i: usize| if i < doc.len() { doc.token(i).lower() } else { "" };
    if lower(at) != "or" {
        return 0;
    }
    match lower(at + 1) {
        "more" | "above" => amount.bound = Bound::AtLeast,
        "less" | "fewer" | "under" => amount.bound = Bound::AtMost,
        "so" => amount.approximate = true,
        _ => return 0,
    }
    2
}
