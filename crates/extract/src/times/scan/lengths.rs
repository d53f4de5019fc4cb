//! Lengths of time, what recurs, holidays, and words like "now".

use super::{Found, Meaning, Scanner};
use crate::numbers::NumberForm;
use rapporteur_lexicon::{DayPart, NumberWord, Shift, TimeWord, Unit};
use rapporteur_text::{Pos, Tag};

impl Scanner<'_> {
    /// An amount before a unit: "two", "a", "several", "a few", "a couple of"; `None` for "several" and its kin.
    /// Gives the index of the token after it.
    pub(super) fn amount(&self, at: usize) -> Option<(Option<f64>, usize)> {
        let next = at + 1;
        match self.lower(at) {
            "a" | "an" => {
                if let Some(NumberWord::Few) = self.lexicon.measures.number(self.lower(next)) {
                    return Some((None, next + 1 + usize::from(self.lower(next + 1) == "of")));
                }
                if self.lower(next) == "half" {
                    let after = next + 1 + usize::from(self.lower(next + 1) == "-");
                    return Some((Some(0.5), after));
                }
                if self.lower(next) == "number" && self.lower(next + 1) == "of" {
                    return Some((None, next + 2));
                }
                if let Some(number) =
                    self.number(next).filter(|number| number.form == NumberForm::Words && !number.vague)
                {
                    return Some((Some(number.value), number.end));
                }
                let full = usize::from(matches!(self.lower(next), "full" | "single" | "whole"));
                Some((Some(1.0), next + full))
            }
            "half" if matches!(self.lower(next), "a" | "an") => Some((Some(0.5), next + 1)),
            "half" if self.lower(next) == "-" => Some((Some(0.5), next + 1)),
            _ => {
                if let Some(NumberWord::Few) = self.lexicon.measures.number(self.lower(at)) {
                    if self.lower(at) == "some" {
                        return None;
                    }
                    return Some((None, next + usize::from(self.lower(next) == "of")));
                }
                let number =
                    self.number(at).filter(|number| number.form != NumberForm::Ordinal && number.high.is_none())?;
                let amount = (!number.vague).then_some(number.value);
                let end = number.end + usize::from(number.vague && self.lower(number.end) == "of");
                let more = usize::from(matches!(
                    self.lower(end),
                    "more" | "full" | "long" | "straight" | "consecutive" | "successive"
                ));
                Some((amount, end + more))
            }
        }
    }

    /// "two weeks", "fifty-year", "a day", "several months", "for years", "decades-long".
    pub(super) fn length(&self, at: usize) -> Option<Found> {
        let start = at;
        let at = at + usize::from(matches!(self.lower(at), "almost" | "nearly"));
        if let Some(found) = self.bare_units(at) {
            return Some(found);
        }
        let (amount, after) = self.amount(at)?;
        let hyphen = self.lower(after) == "-" && after > at;
        let unit_at = after + usize::from(hyphen);
        let unit = self.unit(unit_at)?;
        let end = unit_at + 1;
        if self.is_age(end) || self.names_age(at) {
            return None;
        }
        // "a second" is an ordinal, "the day" no length; "two Mondays" none either.
        let article = matches!(self.lower(at), "a" | "an") && amount == Some(1.0);
        if article && (unit == Unit::Quarter || unit == Unit::Weekend || self.is_title(unit_at)) {
            return None;
        }
        // "two quarters" of football and "three quarters of the vote".
        if unit == Unit::Quarter && !hyphen && self.lower(end) == "of" {
            return None;
        }
        let end = self.half_more(end);
        let amount = if end > unit_at + 1 { amount.map(|amount| amount + 0.5) } else { amount };
        self.make(start, end, Meaning::Duration { amount, unit })
    }

    /// "two hours and a half".
    fn half_more(&self, end: usize) -> usize {
        let half = self.lower(end) == "and" && self.lower(end + 1) == "a" && self.lower(end + 2) == "half";
        if half && self.unit(end + 3).is_none() { end + 3 } else { end }
    }

    /// "weeks of talks", "for months", "over the years", "decades-long".
    fn bare_units(&self, at: usize) -> Option<Found> {
        let start = at;
        let article = usize::from(self.lower(at) == "the");
        let unit_at = at + article;
        let unit = self.unit(unit_at).filter(|unit| *unit != Unit::Quarter && *unit != Unit::Second)?;
        if self.token(unit_at)?.tag() != Tag::Nns {
            return None;
        }
        let end = unit_at + 1;
        if self.lower(end) == "ahead" && self.lower(end + 1) != "of" {
            return self.make(start, end + 1, Meaning::Stretch { amount: None, unit, shift: Shift::Next });
        }
        let before = if at > 0 { self.lower(at - 1) } else { "" };
        let long = self.lower(end) == "-" && matches!(self.lower(end + 1), "long" | "old");
        let governed =
            matches!(before, "for" | "in" | "over" | "of" | "after" | "within" | "during" | "through" | "throughout")
                || matches!(before, "recent" | "coming");
        let measures = self.lower(end) == "of" && article == 0;
        let follows = matches!(self.lower(end), "later" | "earlier" | "ago");
        if self.lower(end + 1) == "old"
            || follows
            || !(long || governed && (article == 0 || before != "of") || measures)
        {
            return None;
        }
        let end = if long { end + 2 } else { end };
        self.make(start, end, Meaning::Duration { amount: None, unit })
    }

    /// "-old" or "old" after the unit: an age.
    fn is_age(&self, end: usize) -> bool {
        let next = end + usize::from(self.lower(end) == "-");
        matches!(self.lower(next), "old" | "olds") || self.lower(end) == "of" && self.lower(end + 1) == "age"
    }

    /// "aged 14 years", "age 7".
    fn names_age(&self, at: usize) -> bool {
        at > 0 && matches!(self.lower(at - 1), "aged" | "age")
    }

    /// "A Day in the Life": a capital within a name.
    fn is_title(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.text().starts_with(|c: char| c.is_uppercase()))
    }

    /// "daily", "every week", "each Monday", "15 a year", "once a month", "per day".
    pub(super) fn set(&self, at: usize) -> Option<Found> {
        if let Some(TimeWord::Set(period)) = self.word(at) {
            // "the Daily Mail", "annually adjusted".
            return if self.is_title(at) && !self.doc.token(at).starts_sentence() {
                None
            } else {
                self.make(at, at + 1, Meaning::Set(period.to_owned()))
            };
        }
        match self.lower(at) {
            "every" | "each" => {
                let (amount, after) = self.amount(at + 1).unwrap_or((Some(1.0), at + 1));
                let after = after + usize::from(matches!(self.lower(after), "other" | "single"));
                match self.word(after)? {
                    TimeWord::Unit(unit) => self.make(at, after + 1, Meaning::Set(duration(amount, unit))),
                    TimeWord::Weekday { number, .. } => {
                        self.make(at, after + 1, Meaning::Set(format!("XXXX-WXX-{number}")))
                    }
                    TimeWord::Month { number, .. } => {
                        self.make(at, after + 1, Meaning::Set(format!("XXXX-{number:02}")))
                    }
                    TimeWord::Part(part) => {
                        self.make(at, after + 1, Meaning::Set(format!("XXXX-XX-XXT{}", part.designator())))
                    }
                    _ => None,
                }
            }
            "a" | "an" | "per" => {
                let unit = self.unit(at + 1).filter(|unit| *unit >= Unit::Hour && *unit != Unit::Quarter)?;
                let follows = matches!(self.lower(at + 2), "ago" | "later" | "earlier" | "before" | "after" | "-");
                let rated = at > 0 && !follows && self.is_rate(at - 1);
                (rated || self.lower(at) == "per")
                    .then(|| self.make(at, at + 2, Meaning::Set(duration(Some(1.0), unit))))?
            }
            _ => None,
        }
    }

    /// Whether the word before "a year" is an amount: "15", "million", "%", "once", "times".
    fn is_rate(&self, at: usize) -> bool {
        let lower = self.lower(at);
        self.is_digit(at)
            || matches!(lower, "once" | "twice" | "times" | "%" | "percent" | "cent")
            || matches!(self.lexicon.measures.number(lower), Some(NumberWord::Cardinal(_) | NumberWord::Scale(_)))
            || self.lexicon.measures.measure(lower).is_some_and(|measure| {
                matches!(
                    measure.kind,
                    rapporteur_lexicon::MeasureKind::Money | rapporteur_lexicon::MeasureKind::Physical
                )
            })
    }

    /// A holiday with its year: "Christmas", "New Year's Eve 2019", "last Easter".
    pub(super) fn holiday(&self, at: usize, shift: Option<Shift>) -> Option<Found> {
        let longest = self.lexicon.calendar.longest_holiday(self.lower(at));
        if longest == 0 || !self.token(at)?.text().starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
            return None;
        }
        (1..=longest).rev().find_map(|count| {
            let end = at + count;
            let name: Vec<&str> = (at..end).map(|i| self.lower(i)).collect();
            let rule = self.lexicon.calendar.holiday(&name.join(" "))?;
            let year = self.year_of(end);
            let end = year.map_or(end, |(_, end)| end);
            self.make(at, end, Meaning::Holiday { rule, year: year.map(|(year, _)| year), shift })
        })
    }

    /// "now", "recently", "at present", "these days", "in the past", "in the near future".
    pub(super) fn reference(&self, at: usize) -> Option<Found> {
        match self.word(at) {
            Some(TimeWord::Present) => {
                // "now that", "by now", "until now" all speak of now; "now" as a noun's adjective too.
                let conjunction = self.lower(at + 1) == "that" && self.lower(at) == "now";
                return if conjunction { None } else { self.make(at, at + 1, Meaning::Present) };
            }
            Some(TimeWord::Past) => return self.make(at, at + 1, Meaning::Past),
            Some(TimeWord::Part(DayPart::Night)) if self.lower(at) == "overnight" => {
                let adverb = self.token(at).is_some_and(|token| token.pos() == Pos::Adv);
                let meaning = Meaning::Part { part: DayPart::Night, day: None, shift: Some(Shift::Last) };
                return if adverb { self.make(at, at + 1, meaning) } else { None };
            }
            _ => {}
        }
        match (self.lower(at), self.lower(at + 1)) {
            ("more" | "most", "recently") => self.make(at, at + 2, Meaning::Past),
            ("these", "days") => self.make(at, at + 2, Meaning::Present),
            ("the", "moment") if at > 0 && self.lower(at - 1) == "at" => self.make(at, at + 2, Meaning::Present),
            ("the", "past") | ("the", "future") | ("the", "near") | ("the", "foreseeable") => self.the_future(at),
            // "in the evening", "during the night": a part of the day spoken of.
            ("the", _) => match self.word(at + 1) {
                Some(TimeWord::Part(part))
                    if at > 0 && matches!(self.lower(at - 1), "in" | "during" | "into" | "by") =>
                {
                    self.make(at, at + 2, Meaning::Part { part, day: None, shift: None })
                }
                Some(TimeWord::Part(part)) if self.lower(at + 2) == "of" => {
                    let found = self.make(at, at + 2, Meaning::Part { part, day: None, shift: None })?;
                    self.with_day(&found)
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn the_future(&self, at: usize) -> Option<Found> {
        let governed = at > 0 && matches!(self.lower(at - 1), "in" | "for" | "from");
        let adjective = usize::from(matches!(self.lower(at + 1), "near" | "foreseeable"));
        let noun = at + 1 + adjective;
        let bare = !self.token(noun + 1).is_some_and(|token| matches!(token.pos(), Pos::Noun | Pos::Num | Pos::Adp));
        match self.lower(noun) {
            "future" if governed => self.make(at, noun + 1, Meaning::Future),
            "past" if governed && bare && adjective == 0 => self.make(at, noun + 1, Meaning::Past),
            _ => None,
        }
    }
}

/// The ISO 8601 duration of an amount: `P2W`, `PT30M`, `P2.5Y`, `PXD`.
pub(in crate::times) fn duration(amount: Option<f64>, unit: Unit) -> String {
    let (designator, times) = unit.designator();
    let clock = if unit.is_clock() { "T" } else { "" };
    match amount {
        // TIMEX3 writes half an hour as minutes and half a century as years.
        Some(amount) if unit == Unit::Hour && amount.fract() != 0.0 => format!("PT{}M", (amount * 60.0).round()),
        Some(amount) => format!("P{clock}{}{designator}", amount * f64::from(times)),
        None => format!("P{clock}X{designator}"),
    }
}
