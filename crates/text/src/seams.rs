//! Where a report's text falls apart into pieces that no sentence runs over: behind the lines over it and behind a dateline,
//! which the engine would take for the subject of what follows.

use crate::{Block, BlockKind, Source};

/// Longest dateline, in characters: "WASHINGTON, March 3, 2021 (Reuters) — ".
const DATELINE_CHARS: usize = 60;
/// Fewest letters in capitals of a dateline that names no agency: "LIMA", but "US – Iran talks".
const CAPITALS: usize = 4;
/// Fewest characters of a line behind its dateline.
const LINE_CHARS: usize = 40;

/// Most lines over a report.
const TOP_LINES: usize = 6;
/// Longest line over a report that ends with a colon, in characters: "The below is attributable to the spokesperson:".
const COLON_CHARS: usize = 80;

/// The seams of a report: byte offsets of what follows a line over it or a dateline, ascending.
pub fn seams(source: &Source) -> Vec<usize> {
    let paragraphs = source.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph);
    let datelines = paragraphs.filter_map(|block| Some(block.span.start + dateline(block.span.of(&source.text))?));
    let mut seams: Vec<usize> = top(source).chain(datelines).collect();
    seams.sort_unstable();
    seams.dedup();
    seams
}

/// Where the lines end that stand over a report: its date, its office, who speaks.
fn top(source: &Source) -> impl Iterator<Item = usize> {
    let above = |block: &Block| {
        let line = block.span.of(&source.text);
        block.kind == BlockKind::Heading || line.ends_with(':') && line.chars().count() <= COLON_CHARS
    };
    let lines = source.blocks.iter().take(TOP_LINES).take_while(move |block| above(block)).count();
    source.blocks.iter().skip(1).take(lines).map(|block| block.span.start)
}

/// The length in bytes of the dateline of a paragraph, with the dash and the space behind it: "LIMA — ", "Kyiv (AP) – ".
fn dateline(line: &str) -> Option<usize> {
    let (place, rest) = ["—", "–", "--", " - "]
        .into_iter()
        .filter_map(|dash| line.split_once(dash))
        .min_by_key(|(place, _)| place.len())?;
    let text = rest.trim_start();
    let place = place.trim();
    let agency = place.ends_with(')') && place.contains('(');
    let capitals = place.chars().take_while(|c| !c.is_lowercase()).filter(|c| c.is_uppercase()).count();
    let name = |word: &str| word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric() || c == '(');
    let small = |word: &str| matches!(word, "of" | "and" | "the" | "de" | "del" | "la");
    let names = place.starts_with(char::is_uppercase) && place.split_whitespace().all(|word| name(word) || small(word));
    let shouted = place.split([' ', ',']).next().is_some_and(|word| !word.contains(char::is_lowercase));
    let goes_on = text.chars().nth(LINE_CHARS).is_some() && text.starts_with(|c: char| !c.is_lowercase());
    (names && goes_on && (agency || shouted && capitals >= CAPITALS) && place.chars().count() <= DATELINE_CHARS)
        .then_some(line.len() - text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Meta;

    const REST: &str = "Ministers of both countries met for talks that ended without a deal.";

    #[test]
    fn datelines_end_with_a_dash() {
        for place in ["LIMA — ", "NEW YORK (AP) – ", "Kyiv (Reuters) - ", "GENEVA, Jan. 10 -- ", "TUMBES, Peru—"]
        {
            assert_eq!(dateline(&format!("{place}{REST}")), Some(place.len()), "{place}");
        }
    }

    #[test]
    fn a_dash_alone_makes_no_dateline() {
        for line in ["US – ", "Iran – ", "The talks, held in Rome — ", "NATO spokesman N. N. said - ", "“LIMA — "]
        {
            assert_eq!(dateline(&format!("{line}{REST}")), None, "{line}");
        }
        assert_eq!(dateline("NATO – Russia Council meets"), None);
        assert_eq!(dateline(""), None);
    }

    #[test]
    fn a_text_falls_apart_behind_its_datelines() {
        let text = format!("Talks end\n\nLIMA — {REST}\nWhat comes next\n{REST}");
        let seams = seams(&Source::new(text.as_str(), Meta::default()));
        let pieces = ["Talks end\n\n", "Talks end\n\nLIMA — "];
        assert_eq!(seams.iter().map(|&seam| &text[..seam]).collect::<Vec<_>>(), pieces);
    }

    #[test]
    fn the_lines_over_a_report_stand_apart() {
        let text = format!("Office of the Harbour\n\nThe below is by N. N.:\n\n{REST}\n\nWhat comes next\n\n{REST}");
        let found = seams(&Source::new(text.as_str(), Meta::default()));
        assert_eq!(found, [text.find("The below").unwrap(), text.find(REST).unwrap()]);
        assert_eq!(seams(&Source::new(REST, Meta::default())), []);
        assert_eq!(seams(&Source::new("", Meta::default())), []);
    }
}
