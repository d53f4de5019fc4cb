//! What a line of a news page is, beside an article's own words: the rules of `data/lines.tsv`.

use crate::dates::{self, Local};
use regex::Regex;
use std::sync::LazyLock;

/// What a line holds if it is not part of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineKind {
    Published,
    Updated,
    Byline,
    /// A letterhead: the office that publishes.
    Publisher,
    /// Caption or picture credit.
    Credit,
    /// Advertisement, invitation to share or follow, link to another article.
    Noise,
}

/// In which part of a page a rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Zone {
    /// Inside the article.
    Any,
    /// At the article's end, or before it.
    Edge,
    /// Before the article begins.
    Head,
}

/// A line told apart from the article, with the datum it holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Aside {
    pub kind: LineKind,
    /// Narrowest part of a page in which the line may be taken for this.
    pub zone: Zone,
    /// ISO date or name.
    pub value: Option<String>,
}

/// Longest line a rule looks at, in bytes: what is longer is a paragraph.
const MAX_LINE: usize = 480;

/// What the line is in the part `zone` of a page; `None` for the article's own words.
pub(crate) fn aside(line: &str, zone: Zone, local: &Local) -> Option<Aside> {
    let line = line.trim().trim_matches(['*', '_', '\u{a0}', '\u{200b}', '\u{feff}']).trim();
    if line.is_empty() || line.len() > MAX_LINE {
        return None;
    }
    RULES.iter().filter(|rule| rule.zone <= zone).find_map(|rule| rule.read(line, local))
}

struct Rule {
    kind: LineKind,
    zone: Zone,
    /// Characters of the longest line it takes.
    longest: usize,
    pattern: Regex,
    #[cfg(test)]
    example: &'static str,
}

impl Rule {
    fn read(&self, line: &str, local: &Local) -> Option<Aside> {
        if line.chars().nth(self.longest).is_some() {
            return None;
        }
        let found = self.pattern.captures(line)?;
        let value = found.name("value").map(|value| value.as_str().trim());
        let value = match (self.kind, value) {
            (LineKind::Published | LineKind::Updated, Some(value)) => Some(date_line(value, local)?),
            (_, value) => value.map(str::to_string),
        };
        Some(Aside { kind: self.kind, zone: self.zone, value })
    }
}

/// The date of a line that holds little else: `March 3, 2023 / 10:15 AM / CBS`. Its parts after the date may be short
/// names; a sentence with a date in it is not such a line.
fn date_line(text: &str, local: &Local) -> Option<String> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    if let Some(date) = dates::parse_only(text, local) {
        return Some(date);
    }
    let parts: Vec<&str> = text.split(['/', '|', '•', '·']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let names = parts.iter().rev().take_while(|part| is_short_name(part)).count();
    let date = text.get(..text.find(*parts.get(parts.len().checked_sub(names)?)?)?)?;
    (names > 0 && names < parts.len()).then(|| dates::parse_only(date, local)).flatten()
}

fn is_short_name(part: &str) -> bool {
    part.split_whitespace().count() <= 4 && !part.bytes().any(|b| b.is_ascii_digit()) && !part.ends_with('.')
}

/// Names of people and agencies: capitalised words, joined by commas, `and` and the particles of names.
const NAMES: &str = r"(?-i:\p{Lu}[\p{L}.'’\-]*(?:(?:,\s*|\s+)(?:and|&|with|de|van|von|der|den|bin|al|el|la|le|da|dos|du|in|\p{Lu}[\p{L}.'’\-]*))*)";

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let rows = include_str!("../data/lines.tsv").lines().filter(|row| !row.is_empty() && !row.starts_with("# "));
    rows.map(rule).collect()
});

fn rule(row: &'static str) -> Rule {
    let mut cells = row.split('\t');
    let mut cell = || cells.next().expect("a row has five cells");
    let (kind, zone, longest, pattern, _example) = (cell(), cell(), cell(), cell(), cell());
    let pattern = format!("^(?i:{})$", pattern.replace("<NAMES>", NAMES));
    Rule {
        kind: match kind {
            "published" => LineKind::Published,
            "updated" => LineKind::Updated,
            "byline" => LineKind::Byline,
            "publisher" => LineKind::Publisher,
            "credit" => LineKind::Credit,
            _ => LineKind::Noise,
        },
        zone: match zone {
            "head" => Zone::Head,
            "edge" => Zone::Edge,
            _ => Zone::Any,
        },
        longest: longest.parse().expect("the third cell is a number"),
        pattern: Regex::new(&pattern).expect("the table's patterns are tested"),
        #[cfg(test)]
        example: _example,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(line: &str, zone: Zone) -> Option<LineKind> {
        aside(line, zone, &Local::default()).map(|aside| aside.kind)
    }

    fn value(line: &str) -> Option<String> {
        aside(line, Zone::Head, &Local::default()).and_then(|aside| aside.value)
    }

    #[test]
    fn every_rule_takes_its_example() {
        for rule in RULES.iter() {
            assert!(rule.read(rule.example, &Local::default()).is_some(), "{}", rule.pattern);
        }
    }

    #[test]
    fn dates_and_names_are_kept() {
        assert_eq!(value("Last Updated: May 6, 2024 10:30 IST").as_deref(), Some("2024-05-06T10:30:00+05:30"));
        assert_eq!(value("May 6, 2024 / 10:30 AM / CBS").as_deref(), Some("2024-05-06T10:30:00"));
        assert_eq!(value("By Ana Ruiz and Li Wen").as_deref(), Some("Ana Ruiz and Li Wen"));
        assert_eq!(value("By Ana Ruiz, Reuters | Geneva").as_deref(), Some("Ana Ruiz, Reuters"));
        assert_eq!(value("Reported by: Ana Ruiz").as_deref(), Some("Ana Ruiz"));
    }

    #[test]
    fn the_articles_own_words_are_left_alone() {
        for line in [
            "Updated guidance was issued on 6 May 2024.",
            "Published figures show that 6 May 2024 was the deadliest day.",
            "By Monday, talks had stalled.",
            "By the end of 2024 the two sides had met nine times.",
            "Images of the damage: the ministry's own account differs from what witnesses told reporters in the capital, \
             where officials said that the strike had hit a depot.",
            "Read the treaty, he told them.",
            "Share of votes",
            "Follow the money, she said.",
            "Getting to yes",
            "Reporting from the border is banned.",
        ] {
            assert_eq!(kind(line, Zone::Head), None, "{line}");
        }
        assert_eq!(kind("Reported by: Ana Ruiz", Zone::Any), None);
        assert_eq!(kind("May 6, 2024", Zone::Edge), None);
    }
}
