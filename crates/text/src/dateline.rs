//! Datelines: where, when and through whom a report was filed, before its first words: "LIMA, May 3 (Agency) — ".

/// Longest dateline, in characters: "WASHINGTON, March 3, 2021 (Reuters) — ".
const DATELINE_CHARS: usize = 60;
/// Fewest letters in capitals of a dateline that names no agency: "LIMA", but "US – Iran talks".
const CAPITALS: usize = 4;
/// Most words of a place before a colon.
const PLACE_WORDS: usize = 3;
/// Fewest characters of a line behind its dateline.
const LINE_CHARS: usize = 40;

/// The length in bytes of the dateline of a paragraph, with the dash and the space behind it: "LIMA — ", "Kyiv (AP) – ".
pub(crate) fn dateline(line: &str) -> Option<usize> {
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

/// The length in bytes of a place in capitals before a colon, with the colon and the space behind it: "NEW DELHI: ". A turn
/// of a transcript begins so too.
pub(crate) fn shouted(line: &str) -> Option<usize> {
    let (place, text) = line.split_once(": ")?;
    let letters = place.chars().filter(|c| c.is_uppercase()).count();
    let capitals = place.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '-' | '/' | '.')) && letters >= CAPITALS;
    let goes_on = text.chars().nth(LINE_CHARS).is_some() && text.starts_with(char::is_uppercase);
    (capitals && goes_on && place.split(' ').count() <= PLACE_WORDS).then_some(line.len() - text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(shouted(&format!("Lima: {REST}")), None);
    }

    #[test]
    fn a_place_in_capitals_may_end_with_a_colon() {
        assert_eq!(shouted(&format!("NEW DELHI: {REST}")), Some("NEW DELHI: ".len()));
    }
}
