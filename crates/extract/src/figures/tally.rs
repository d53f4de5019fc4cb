//! The two numbers of a vote: "51-to-48", "by 212 to 199", "passed 9-4".

use super::amount::Amount;
use crate::numbers::{self, NumberForm};
use rapporteur_lexicon::Lexicon;
use rapporteur_record::Bound;
use rapporteur_text::{Doc, Token};

/// The numbers on each side, where a vote's two numbers begin at token `at`.
pub(super) fn read(doc: &Doc, lexicon: &Lexicon, at: usize) -> Option<[Amount; 2]> {
    let first = whole(doc, lexicon, at)?;
    let text = |i: usize| if i < doc.len() { doc.token(i).lower() } else { "" };
    let second_at = match (text(at + 1), text(at + 2)) {
        ("to", _) => at + 2,
        // "By 230 votes to 198".
        ("votes", "to" | "against") => at + 3,
        ("-" | "–", "to") if matches!(text(at + 3), "-" | "–") => at + 4,
        ("-" | "–", _) => at + 2,
        _ => return None,
    };
    // The tokenizer leaves "to-48" in one.
    let second = match text(second_at).strip_prefix("to-") {
        Some(digits) => digits.parse().ok()?,
        None => whole(doc, lexicon, second_at)?,
    };
    votes(doc.token(at)).then(|| [amount(at, first), amount(second_at, second)])
}

/// A number in digits of one token, without a fraction.
fn whole(doc: &Doc, lexicon: &Lexicon, at: usize) -> Option<f64> {
    let number = numbers::number(doc, lexicon, at)?;
    let plain = number.form == NumberForm::Digits && number.end == at + 1 && number.high.is_none();
    (plain && number.value.fract() == 0.0 && number.value < 1e6).then_some(number.value)
}

/// Whether the sentence tells before the number that something was put to the vote.
fn votes(number: Token) -> bool {
    let sentence = number.sentence();
    let before = number.doc().slice(sentence.start.max(number.i.saturating_sub(20))..number.i);
    before.rev().any(|token| VOTING.contains(&token.lemma()))
}

const VOTING: [&str; 12] = [
    "vote", "ballot", "pass", "approve", "reject", "adopt", "confirm", "ratify", "acquit", "convict", "majority",
    "fail",
];

fn amount(at: usize, value: f64) -> Amount {
    Amount {
        start: at,
        number: at,
        end: at + 1,
        value,
        high: None,
        bound: Bound::Exact,
        approximate: false,
        currency: None,
        form: NumberForm::Digits,
        vague: false,
    }
}
