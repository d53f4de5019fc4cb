//! Time expressions against MEANTIME's TIMEX3 and GUM's dates.

use super::{Counts, Parse, ScoreError, read, share};
use jiff::civil::Date;
use rapporteur_extract::{Context, times};
use rapporteur_lexicon::Lexicon;
use rapporteur_text::{Meta, Offsets, Source, Span};
use serde_json::Value;
use std::fmt;
use std::path::Path;

/// MEANTIME: expressions found, by extent and by value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timex {
    /// The extents are the same.
    pub strict: Counts,
    /// The extents overlap.
    pub relaxed: Counts,
    /// The extents overlap and the values are the same.
    pub value: Counts,
    /// What was missed, spurious or given another value, for people to read.
    pub errors: Vec<String>,
}

/// GUM: dates found and rightly dated.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dates {
    /// Dates of the gold.
    pub gold: usize,
    /// Of these, those that an expression overlaps.
    pub found: usize,
    /// Of the gold, those found with the right value.
    pub right: usize,
    /// What was missed or given another value, for people to read.
    pub errors: Vec<String>,
}

impl fmt::Display for Timex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "TIMEX3 strict   {}", self.strict)?;
        writeln!(f, "TIMEX3 relaxed  {}", self.relaxed)?;
        write!(f, "TIMEX3 value    {}", self.value)
    }
}

impl fmt::Display for Dates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |part| share(part, self.gold) * 100.0;
        write!(f, "GUM dates  found {:.1} %  right {:.1} %  of {}", percent(self.found), percent(self.right), self.gold)
    }
}

/// An expression of the system.
struct Answer {
    span: Span,
    timex: String,
    interval: Option<(Date, Date)>,
}

/// Scores `folder/meantime_timex/meantime_timex_dev.jsonl`.
pub fn meantime(folder: &Path, lexicon: &Lexicon, parse: &mut Parse) -> Result<Timex, ScoreError> {
    let mut score = Timex::default();
    for document in documents(&folder.join("meantime_timex/meantime_timex_dev.jsonl"))? {
        let text = string(&document, "text");
        let offsets = Offsets::new(&text);
        let end = offsets.bytes(number(&document, "annotated_end")).unwrap_or(text.len());
        let answers: Vec<Answer> = answers(&text, document["dct"].as_str(), &string(&document, "doc"), lexicon, parse)
            .into_iter()
            .filter(|answer| answer.span.start < end)
            .collect();
        let gold: Vec<(Span, String)> = document["timex"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|timex| timex["start"].is_u64())
            .map(|timex| (span(timex, &offsets), string(timex, "value")))
            .collect();
        compare(&text, &gold, &answers, &mut score);
    }
    Ok(score)
}

/// Pairs gold and answers, the same extents first, then overlapping ones, each once.
fn compare(text: &str, gold: &[(Span, String)], answers: &[Answer], score: &mut Timex) {
    let mut taken = vec![false; answers.len()];
    let mut pairs: Vec<Option<usize>> = vec![None; gold.len()];
    for same in [true, false] {
        for (pair, (span, _)) in pairs.iter_mut().zip(gold).filter(|(pair, _)| pair.is_none()) {
            let fits = |answer: &Answer| if same { answer.span == *span } else { answer.span.overlaps(*span) };
            *pair = (0..answers.len()).find(|&i| !taken[i] && fits(&answers[i]));
            pair.inspect(|&i| taken[i] = true);
        }
    }
    for (pair, (span, value)) in pairs.iter().zip(gold) {
        let answer = pair.map(|i| &answers[i]);
        let strict = answer.is_some_and(|answer| answer.span == *span);
        let right = answer.is_some_and(|answer| same_value(&answer.timex, value));
        count(&mut score.strict, strict, answer.is_some());
        count(&mut score.relaxed, answer.is_some(), answer.is_some());
        count(&mut score.value, right, answer.is_some());
        if !strict || !right {
            let given = answer.map(|answer| format!("{:?} {}", answer.span.of(text), answer.timex));
            score.errors.push(format!("{:?} {value}: {}", span.of(text), given.as_deref().unwrap_or("missed")));
        }
    }
    for (answer, _) in answers.iter().zip(&taken).filter(|(_, taken)| !**taken) {
        score.errors.push(format!("{:?} {}: spurious", answer.span.of(text), answer.timex));
        for counts in [&mut score.strict, &mut score.relaxed, &mut score.value] {
            counts.spurious += 1;
        }
    }
}

fn count(counts: &mut Counts, right: bool, answered: bool) {
    if right {
        counts.right += 1;
    } else {
        counts.missed += 1;
        counts.spurious += usize::from(answered);
    }
}

/// TIMEX3 values, with the spellings of ISO 8601 that mean the same made one.
fn same_value(ours: &str, gold: &str) -> bool {
    let plain = |value: &str| value.trim_end_matches("-XX").replace(":00Z", "Z").to_uppercase();
    plain(ours) == plain(gold)
}

/// Scores `folder/gum_dates/gum_dates_dev.jsonl`.
pub fn gum(folder: &Path, lexicon: &Lexicon, parse: &mut Parse) -> Result<Dates, ScoreError> {
    let mut score = Dates::default();
    for document in documents(&folder.join("gum_dates/gum_dates_dev.jsonl"))? {
        let text = string(&document, "text");
        let offsets = Offsets::new(&text);
        let answers = answers(&text, document["date"].as_str(), &string(&document, "doc"), lexicon, parse);
        for gold in document["dates"].as_array().into_iter().flatten() {
            let span = span(gold, &offsets);
            let overlapping: Vec<&Answer> = answers.iter().filter(|answer| answer.span.overlaps(span)).collect();
            let right = overlapping.iter().any(|answer| agrees(answer, gold));
            score.gold += 1;
            score.found += usize::from(!overlapping.is_empty());
            score.right += usize::from(right);
            if !right {
                let given: Vec<String> =
                    overlapping.iter().map(|answer| format!("{:?} {}", answer.span.of(&text), answer.timex)).collect();
                let value: Vec<&str> = GUM_KEYS.iter().filter_map(|key| gold[*key].as_str()).collect();
                let given = if given.is_empty() { "missed".into() } else { given.join(", ") };
                score.errors.push(format!("{:?} {}: {given}", span.of(&text), value.join(" ")));
            }
        }
    }
    Ok(score)
}

const GUM_KEYS: [&str; 5] = ["when", "from", "to", "notBefore", "notAfter"];

/// Whether an answer says what GUM says: the same date or span of days; a vague date is right within its bounds.
fn agrees(answer: &Answer, gold: &Value) -> bool {
    let value = |key: &str| gold[key].as_str();
    if let Some(when) = value("when") {
        if let Some(rest) = when.strip_prefix("--") {
            // A month without a year.
            return answer.timex.get(5..).is_some_and(|own| own == rest);
        }
        if !when.contains('-') && when.contains(':') {
            return answer.timex.split('T').nth(1).is_some_and(|time| time.starts_with(&when[..5]));
        }
        let day = when.split('T').next().unwrap_or(when);
        return answer.interval.is_some() && answer.interval == interval(day)
            || answer.timex.split('T').next() == Some(day)
            || answer.timex == when;
    }
    if let (Some(from), Some(to)) = (value("from"), value("to")) {
        let season = from.strip_prefix("--").and_then(|month| month.get(..2)?.parse::<i8>().ok());
        return match (answer.interval, season) {
            (Some((start, _)), Some(month)) => start.month() == month,
            (Some((start, end)), None) => near(Some(start), first(from)) && near(Some(end), last(to)),
            (None, _) => false,
        };
    }
    let Some((start, end)) = answer.interval else {
        return matches!(answer.timex.as_str(), "PAST_REF" | "FUTURE_REF");
    };
    value("notBefore").is_none_or(|bound| first(bound).is_some_and(|bound| end >= bound))
        && value("notAfter").is_none_or(|bound| last(bound).is_some_and(|bound| start <= bound))
}

/// Whether two days are at most three days apart: where a season or a decade begins is a convention.
fn near(ours: Option<Date>, gold: Option<Date>) -> bool {
    match (ours, gold) {
        (Some(ours), Some(gold)) => ours.duration_since(gold).as_hours().abs() <= 72,
        _ => false,
    }
}

fn first(value: &str) -> Option<Date> {
    interval(value).map(|(start, _)| start)
}

fn last(value: &str) -> Option<Date> {
    interval(value).map(|(_, end)| end)
}

/// The days of `2015`, `2015-09` or `2015-09-11`.
fn interval(value: &str) -> Option<(Date, Date)> {
    let parts: Vec<i16> = value.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    match parts[..] {
        [year] => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
        [year, month] => {
            let start = Date::new(year, month as i8, 1).ok()?;
            Some((start, start.last_of_month()))
        }
        [year, month, day] => Date::new(year, month as i8, day as i8).ok().map(|day| (day, day)),
        _ => None,
    }
}

/// The expressions that the pass finds, a range as its two ends.
fn answers(text: &str, published: Option<&str>, id: &str, lexicon: &Lexicon, parse: &mut Parse) -> Vec<Answer> {
    let meta = Meta { id: id.to_owned(), published: published.map(str::to_owned), ..Meta::default() };
    let source = Source::new(text, meta);
    let doc = parse(&source);
    let context = Context { source: &source, doc: &doc, lexicon, quotations: &[] };
    let mut answers = Vec::new();
    for time in times::tag(context, &mut Vec::new()).list {
        if time.ends.is_empty() {
            answers.push(Answer { span: time.span, timex: time.timex(), interval: time.interval });
        }
        for (span, value) in &time.ends {
            answers.push(Answer { span: *span, timex: value.timex(), interval: value.interval() });
        }
    }
    answers
}

fn documents(path: &Path) -> Result<Vec<Value>, ScoreError> {
    let form = |error: serde_json::Error| ScoreError::Form { path: path.to_owned(), reason: error.to_string() };
    read(path)?.lines().map(|line| serde_json::from_str(line).map_err(form)).collect()
}

fn span(gold: &Value, offsets: &Offsets) -> Span {
    let at = |key: &str| offsets.bytes(number(gold, key)).unwrap_or(0);
    let (start, end) = (at("start"), at("end"));
    Span::new(start, end.max(start))
}

fn string(gold: &Value, key: &str) -> String {
    gold[key].as_str().unwrap_or_default().to_owned()
}

fn number(gold: &Value, key: &str) -> usize {
    gold[key].as_u64().unwrap_or(0) as usize
}
