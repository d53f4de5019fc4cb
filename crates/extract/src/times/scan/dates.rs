//! Calendar dates: "10 January 2022", "Monday, January 10", "2022-01-10", "the 1990s", "18:00 UTC".

use super::{Found, Meaning, Partial, Scanner, decade_word};
use crate::numbers::NumberForm;
use rapporteur_lexicon::{TimeWord, Unit};
use rapporteur_text::{Dep, EntityLabel, Pos, Tag};

/// Years that a bare number may name; earlier ones need a word beside them.
const BARE_YEARS: std::ops::RangeInclusive<i64> = 1600..=2100;

impl Scanner<'_> {
    /// A date by month, weekday or year.
    pub(super) fn calendar(&self, at: usize) -> Option<Found> {
        match self.word(at) {
            Some(TimeWord::Weekday { number, .. }) => self.weekday(at, number),
            Some(TimeWord::Month { number, .. }) => self.month_first(at, number),
            Some(TimeWord::Day(days)) => self.make(at, at + 1, Meaning::Day(days)),
            Some(TimeWord::Tonight) => {
                let day = Some(Box::new(Meaning::Day(0)));
                let part = rapporteur_lexicon::DayPart::Night;
                self.make(at, at + 1, Meaning::Part { part, day, shift: None })
            }
            Some(TimeWord::Season(season)) => self.season(at, season),
            Some(TimeWord::Unit(Unit::Weekend)) if at > 1 && self.lower(at - 1) == "the" => {
                // "over the weekend", where no other word says which.
                let governed = matches!(self.lower(at - 2), "over" | "at" | "during" | "throughout" | "on");
                let meaning =
                    Meaning::Period { unit: Unit::Weekend, shift: rapporteur_lexicon::Shift::This, fiscal: false };
                if governed { self.make(at, at + 1, meaning) } else { None }
            }
            Some(TimeWord::Quarter(number)) => Some(self.fraction(at, at + 1, number, 4)),
            Some(TimeWord::Half(number)) => Some(self.fraction(at, at + 1, number, 2)),
            _ => self.day_first(at).or_else(|| self.year(at)),
        }
    }

    /// "spring 2021"; without a year only where a preposition shows that a time is meant.
    fn season(&self, at: usize, season: rapporteur_lexicon::Season) -> Option<Found> {
        if let Some((year, end)) = self.year_of(at + 1) {
            return self.make(at, end, Meaning::Season { season, year: Some(year), shift: None });
        }
        let article = usize::from(at > 0 && self.lower(at - 1) == "the");
        let before = if at > article { self.lower(at - 1 - article) } else { "" };
        let governed = matches!(before, "in" | "by" | "during" | "until" | "through" | "since" | "before" | "after");
        let bare =
            !self.token(at + 1).is_some_and(|next| matches!(next.pos(), Pos::Noun | Pos::Propn) || next.text() == "of");
        (governed && bare).then(|| self.make(at, at + 1, Meaning::Season { season, year: None, shift: None }))?
    }

    /// "Q3 2021", "the third quarter of last year"; `end` stands after the words for the fraction.
    pub(super) fn fraction(&self, start: usize, end: usize, number: i8, of: i8) -> Found {
        let number = Some(number);
        if let Some((year, end)) = self.year_of(end) {
            return Found {
                start,
                end,
                meaning: Meaning::Fraction { number, of, year: Some(year), shift: None },
                edge: None,
            };
        }
        let at = end + usize::from(self.lower(end) == "of");
        let at = at + usize::from(self.lower(at) == "the");
        if let (Some(TimeWord::Shift(shift)), Some(Unit::Year)) = (self.word(at), self.unit(at + 1)) {
            let meaning = Meaning::Fraction { number, of, year: None, shift: Some(shift) };
            return Found { start, end: at + 2, meaning, edge: None };
        }
        Found { start, end, meaning: Meaning::Fraction { number, of, year: None, shift: None }, edge: None }
    }

    /// A year after a month, season or holiday: "2022", "of 2022", ", 2022".
    pub(super) fn year_of(&self, at: usize) -> Option<(i16, usize)> {
        let skip = usize::from(matches!(self.lower(at), "of" | ",") || self.lower(at) == "in");
        let year = four_digits(self.lower(at + skip))?;
        let plausible = BARE_YEARS.contains(&i64::from(year)) || self.lower(at) == "of";
        (plausible && self.lower(at) != "in").then_some((year, at + skip + 1))
    }

    fn weekday(&self, at: usize, weekday: i8) -> Option<Found> {
        let alone = Partial { weekday: Some(weekday), ..Partial::default() };
        let next = at + 1;
        let after = next + usize::from(self.lower(next) == "." && self.lower(next + 1) == ",");
        for date in [after + usize::from(self.lower(after) == ","), next + usize::from(self.lower(next) == "the")] {
            let found = match self.word(date) {
                Some(TimeWord::Month { number, .. }) => self.month_first(date, number),
                _ => self.day_first(date),
            };
            if let Some(Found { end, meaning: Meaning::Date(partial), .. }) = found
                && partial.day.is_some()
            {
                return self.make(at, end, Meaning::Date(Partial { weekday: Some(weekday), ..partial }));
            }
        }
        self.make(at, next, Meaning::Date(alone))
    }

    /// "January", "January 10", "January 10, 2022", "January 2022", "Jan. 10".
    fn month_first(&self, at: usize, month: i8) -> Option<Found> {
        let mut end = at + 1 + usize::from(self.lower(at + 1) == "." && self.is_digit(at + 2));
        let mut partial = Partial { month: Some(month), ..Partial::default() };
        let day_at = end + usize::from(self.lower(end) == "the");
        if let Some((day, after)) = self.day_number(day_at) {
            partial.day = Some(day);
            end = after;
            // "January 10-13".
            if let Some(range) = self.days(at, day_at, partial) {
                return Some(range);
            }
        }
        if let Some((year, after)) = self.year_of(end) {
            partial.year = Some(year);
            end = after;
        } else if let Some(year) = self.short_year(end) {
            partial.year = Some(year);
            end += 1;
        }
        self.make(at, end, Meaning::Date(partial))
    }

    /// "10 January", "10th of January 2022", "10-13 January".
    fn day_first(&self, at: usize) -> Option<Found> {
        let (day, after) = self.day_number(at)?;
        let number = self.number(at)?;
        let high = number.high.filter(|high| high.fract() == 0.0 && *high <= 31.0).map(|high| high as i8);
        let mut month_at = if number.high.is_some() { number.end } else { after };
        month_at += usize::from(self.lower(month_at) == "of");
        let month = self.month(month_at);
        let Some(month) = month else {
            // "10 to 13 January": the month is lent by the other end; a bare number is no date by itself.
            let joint = matches!(self.lower(after), "to" | "until" | "through" | "and" | "-" | "–");
            let lends = joint
                && self
                    .day_number(after + 1)
                    .is_some_and(|(_, end)| self.month(end + usize::from(self.lower(end) == "of")).is_some());
            let partial = Partial { day: Some(day), ..Partial::default() };
            return if lends { self.make(at, after, Meaning::Date(partial)) } else { None };
        };
        let mut end = month_at + 1;
        end += usize::from(self.lower(end) == "." && self.four_digit(end + 1));
        let year = self.year_of(end).filter(|_| self.lower(end) != "in");
        if let Some((_, after)) = year {
            end = after;
        }
        let partial =
            Partial { year: year.map(|(year, _)| year), month: Some(month), day: Some(day), ..Partial::default() };
        match high {
            None => self.make(at, end, Meaning::Date(partial)),
            Some(high) => Some(self.day_range(at, number.end, end, partial, high)),
        }
    }

    /// "January 10-13" and "January 10 - 13, 2022", where `at` is the month's and `day_at` the first day's token.
    fn days(&self, at: usize, day_at: usize, partial: Partial) -> Option<Found> {
        let number = self.number(day_at)?;
        let high = number.high.filter(|high| *high <= 31.0)? as i8;
        let year = self.year_of(number.end);
        let end = year.map_or(number.end, |(_, end)| end);
        let partial = Partial { year: year.map(|(year, _)| year), ..partial };
        Some(self.day_range(at, number.end, end, partial, high))
    }

    /// A range of days of one month; `split` stands after the two days.
    fn day_range(&self, start: usize, split: usize, end: usize, first: Partial, high: i8) -> Found {
        let second = Partial { day: Some(high), ..first };
        let make = |start, end, partial| Box::new(Found { start, end, meaning: Meaning::Date(partial), edge: None });
        let meaning = Meaning::Range(make(start, split.min(end), first), make(start, end, second));
        Found { start, end, meaning, edge: None }
    }

    /// A day of the month, in digits or as an ordinal, and where it ends.
    fn day_number(&self, at: usize) -> Option<(i8, usize)> {
        let number = self.number(at)?;
        let day = number.value;
        let plain = match number.form {
            NumberForm::Ordinal => true,
            NumberForm::Digits => self.lower(at).len() <= 2 || number.high.is_some(),
            NumberForm::Words => false,
        };
        (plain && day.fract() == 0.0 && (1.0..=31.0).contains(&day)).then_some((day as i8, number.end))
    }

    /// "'98" after a month.
    fn short_year(&self, at: usize) -> Option<i16> {
        let year: i16 = self.lower(at).strip_prefix(['\'', '’'])?.parse().ok().filter(|year| *year < 100)?;
        Some(if year < 50 { 2000 + year } else { 1900 + year })
    }

    fn four_digit(&self, at: usize) -> bool {
        four_digits(self.lower(at)).is_some()
    }

    /// A bare year: "2014", "the year 2030".
    pub(super) fn year(&self, at: usize) -> Option<Found> {
        if self.lower(at) == "the" && self.lower(at + 1) == "year" {
            let year = four_digits(self.lower(at + 2))?;
            return self.make(at, at + 3, Meaning::Date(Partial { year: Some(year), ..Partial::default() }));
        }
        if matches!(self.lower(at), "fiscal" | "financial") {
            let next = at + 1 + usize::from(self.lower(at + 1) == "year");
            let year = four_digits(self.lower(next))?;
            return self.make(at, next + 1, Meaning::FiscalYear(year));
        }
        let year = four_digits(self.lower(at))?;
        let meaning = Meaning::Date(Partial { year: Some(year), ..Partial::default() });
        if !self.names_year(at, i64::from(year)) {
            return None;
        }
        // "2010-11": the second year is cut to two digits.
        if self.lower(at + 1) == "-"
            && !self.doc.token(at).spacy()
            && self.lower(at + 2).len() == 2
            && let Some(second) = self.lower(at + 2).parse::<i16>().ok().filter(|second| *second > year % 100)
        {
            let to = Partial { year: Some(year - year % 100 + second), ..Partial::default() };
            let make = |start, end, meaning| Box::new(Found { start, end, meaning, edge: None });
            let range = Meaning::Range(make(at, at + 1, meaning), make(at + 2, at + 3, Meaning::Date(to)));
            return self.make(at, at + 3, range);
        }
        self.make(at, at + 1, meaning)
    }

    /// Whether a number of four digits is a year here and no amount, name or address.
    fn names_year(&self, at: usize, year: i64) -> bool {
        let token = self.doc.token(at);
        let before = if at > 0 { self.lower(at - 1) } else { "" };
        let label = token.entity().map(|entity| entity.label);
        if matches!(before, "$" | "€" | "£" | "#" | "no" | "no." | "¥") || self.lexicon.measures.is_named(before) {
            return false;
        }
        if matches!(self.lower(at + 1), "%" | "percent" | "km" | "gmt" | "utc" | "million" | "-" | ":") {
            return self.lower(at + 1) == "-" && BARE_YEARS.contains(&year);
        }
        if before == "-" && at > 1 && !self.doc.token(at - 2).spacy() && !self.is_digit(at - 2) {
            // "F-2000".
            return false;
        }
        let preposition = matches!(
            before,
            "in" | "since"
                | "until"
                | "till"
                | "by"
                | "during"
                | "of"
                | "from"
                | "before"
                | "after"
                | "early"
                | "late"
                | "mid"
        );
        let counts =
            token.dep() == Dep::Nummod && matches!(token.head().tag(), Tag::Nns | Tag::Nnps) && token.head().i > at;
        let quantity = matches!(
            label,
            Some(EntityLabel::Cardinal | EntityLabel::Quantity | EntityLabel::Money | EntityLabel::Percent)
        );
        if label == Some(EntityLabel::Date) {
            return year >= 1000;
        }
        let plural_next = self.doc.slice(at + 1..(at + 2).min(self.doc.len())).any(|next| next.tag() == Tag::Nns);
        if (counts || quantity && plural_next) && !(preposition && !plural_next) {
            return false;
        }
        BARE_YEARS.contains(&year)
            && (!quantity || preposition || (1900..=2050).contains(&year) && token.pos() == Pos::Num)
            || preposition && (1000..=2200).contains(&year) && !plural_next && before != "of" && before != "by"
    }

    /// "2022-01-10", "10/01/2022", "7/8/07".
    pub(super) fn numeric(&self, at: usize) -> Option<Found> {
        let text = self.lower(at);
        if !self.is_digit(at) {
            return None;
        }
        // The engine's tokenizer cuts ISO dates at the hyphens.
        if let (Some(year), "-", "-") = (four_digits(text), self.lower(at + 1), self.lower(at + 3)) {
            let part = |at: usize, most: i8| {
                let text = self.lower(at);
                text.parse::<i8>().ok().filter(|part| text.len() == 2 && (1..=most).contains(part))
            };
            if let (Some(month), Some(day)) = (part(at + 2, 12), part(at + 4, 31)) {
                let partial = Partial { year: Some(year), month: Some(month), day: Some(day), ..Partial::default() };
                return self.make(at, at + 5, Meaning::Date(partial));
            }
        }
        let mark = ['/', '-', '.', '–'].into_iter().find(|mark| text.contains(*mark))?;
        let parts: Vec<i16> = text.split(mark).map(|part| part.parse().ok()).collect::<Option<_>>()?;
        let [first, second, third] = parts[..] else { return None };
        let (year, month, day) = if (1000..2200).contains(&first) {
            (first, second, third)
        } else {
            let year = match third {
                0..=49 => 2000 + third,
                50..=99 => 1900 + third,
                _ => third,
            };
            // American order unless the numbers forbid it; dots are European.
            if second > 12 || mark != '.' && first <= 12 { (year, first, second) } else { (year, second, first) }
        };
        let written = text.rsplit(mark).next().is_some_and(|last| last.len() == 2 || last.len() == 4) || first >= 1000;
        let valid = written && (1..=12).contains(&month) && (1..=31).contains(&day) && (1000..2200).contains(&year);
        let partial =
            Partial { year: Some(year), month: Some(month as i8), day: Some(day as i8), ..Partial::default() };
        if valid { self.make(at, at + 1, Meaning::Date(partial)) } else { None }
    }

    /// "18:00 UTC", "6:40 p.m. (GMT+8)", "9 a.m.", "noon", "5 o'clock", "1400 GMT".
    pub(super) fn clock(&self, at: usize) -> Option<Found> {
        if let Some(TimeWord::Clock(hour)) = self.word(at) {
            return self.make(at, at + 1, Meaning::Clock { time: (hour, 0), zone: None, day: None });
        }
        let (mut hour, minute, mut end, mut sure) = self.clock_numbers(at)?;
        let half = self.lower(end).trim_end_matches('.').replace('.', "");
        match half.as_str() {
            "am" | "pm" if (1..=12).contains(&hour) => {
                hour = hour % 12 + if half == "pm" { 12 } else { 0 };
                end += 1;
                sure = true;
            }
            "o'clock" | "o’clock" => {
                end += 1;
                sure = true;
            }
            _ => {}
        }
        let (zone, after) = self.zone(end);
        sure |= zone.is_some();
        let end = if zone.is_some() || self.lower(end) == "local" { after } else { end };
        if sure { self.make(at, end, Meaning::Clock { time: (hour, minute), zone, day: None }) } else { None }
    }

    /// Hour, minute, the end, and whether it is a time of day without a further word.
    fn clock_numbers(&self, at: usize) -> Option<(i8, i8, usize, bool)> {
        let text = self.lower(at);
        if !self.is_digit(at) {
            return None;
        }
        let valid = |hour: i8, minute: i8| (0..24).contains(&hour) && (0..60).contains(&minute);
        let bare = text.trim_end_matches(['a', 'p', 'm', '.']);
        if bare.len() < text.len() && text.contains(['a', 'p']) {
            let afternoon = text[bare.len()..].starts_with('p');
            let (hour, minute) = match bare.split_once(':') {
                Some((hour, minute)) => (hour.parse::<i8>().ok()?, minute.parse::<i8>().ok()?),
                None => (bare.parse::<i8>().ok()?, 0),
            };
            let hour = (1..=12).contains(&hour).then_some(hour % 12 + if afternoon { 12 } else { 0 })?;
            return valid(hour, minute).then_some((hour, minute, at + 1, true));
        }
        if let Some((hour, minute)) = text.split_once(':') {
            let (hour, minute) = (hour.parse().ok()?, minute.get(..2)?.parse().ok()?);
            // "2:1" is a score.
            return (valid(hour, minute) && text.len() >= 4).then_some((hour, minute, at + 1, true));
        }
        if text.len() == 4 && text.bytes().all(|digit| digit.is_ascii_digit()) {
            let (hour, minute) = (text[..2].parse().ok()?, text[2..].parse().ok()?);
            let zone = matches!(self.word(at + 1), Some(TimeWord::Zone(_))) || self.lower(at + 1) == "hours";
            return (valid(hour, minute) && zone).then_some((hour, minute, at + 1, true));
        }
        if let Some((hour, minute)) = text.split_once('.').filter(|(_, minute)| minute.len() == 2) {
            let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
            return valid(hour, minute).then_some((hour, minute, at + 1, false));
        }
        let hour = text.parse().ok()?;
        valid(hour, 0).then_some((hour, 0, at + 1, false))
    }

    /// A zone after a time of day: "GMT", "(GMT +8)", "local time". Minutes east of Greenwich and the end.
    fn zone(&self, at: usize) -> (Option<i16>, usize) {
        let open = usize::from(self.lower(at) == "(");
        let inner = at + open;
        if self.lower(inner) == "local" && self.lower(inner + 1) == "time" {
            return (None, inner + 2 + open);
        }
        let Some(TimeWord::Zone(zone)) = self.word(inner) else { return (None, at) };
        let mut end = inner + 1;
        let mut offset = zone;
        let sign_apart = matches!(self.lower(end), "+" | "-");
        let text = if sign_apart { self.lower(end + 1) } else { self.lower(end).trim_start_matches('+') };
        let signed = sign_apart || self.lower(end).starts_with('+');
        if let Some(hours) = text.parse::<i16>().ok().filter(|hours| signed && (0..=14).contains(hours)) {
            offset += hours * if self.lower(end) == "-" { -60 } else { 60 };
            end += 1 + usize::from(sign_apart);
        }
        if open == 1 {
            return if self.lower(end) == ")" { (Some(offset), end + 1) } else { (None, at) };
        }
        (Some(offset), end)
    }

    /// "the 1990s", "the sixties", "the 20th century", "the 19th and 20th centuries" (the last of the two).
    pub(super) fn era(&self, at: usize) -> Option<Found> {
        let start = at;
        let at = at + usize::from(self.lower(at) == "the");
        let text = self.lower(at);
        if let Some(decade) = decade_word(text).filter(|_| at > start || self.capital_digit(at)) {
            return self.make(start, at + 1, Meaning::Decade(decade));
        }
        let written_apart =
            matches!(self.lower(at + 1), "'s" | "’s") && four_digits(text).is_some_and(|year| year % 10 == 0);
        let digits = text.trim_start_matches(['\'', '’']);
        let digits = digits.strip_suffix('s').map(|digits| digits.trim_end_matches(['\'', '’']));
        let decade = match digits {
            Some(digits) if digits.len() == 4 => four_digits(digits),
            Some(digits) if digits.len() == 2 => digits.parse::<i16>().ok().map(|year| 1900 + year),
            _ if written_apart && !self.lower(at + 2).is_empty() && at > start => four_digits(text),
            _ => None,
        };
        if let Some(decade) = decade.filter(|decade| decade % 10 == 0) {
            return self.make(start, at + 1 + usize::from(digits.is_none()), Meaning::Decade(decade));
        }
        let ordinal = self.number(at).filter(|number| number.form == NumberForm::Ordinal)?;
        let number = ordinal.whole(1..=30)? as i16;
        let century = ordinal.end + usize::from(self.lower(ordinal.end) == "-");
        (self.unit(century) == Some(Unit::Century))
            .then(|| self.make(start, century + 1, Meaning::Century(number)))
            .flatten()
    }

    fn capital_digit(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.text().starts_with(|c: char| c.is_ascii_digit()))
    }
}

/// A number of exactly four digits.
pub(super) fn four_digits(text: &str) -> Option<i16> {
    (text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}
