//! Text whose lines were broken at a width, as mail and terminals do it, back to a line a paragraph.

use std::borrow::Cow;

/// Widths at which lines are broken, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=100;
/// Fewest lines with another below them from which a habit can be told.
const LINES: usize = 4;
/// Share of those lines that have no room for the next word.
const FULL: f32 = 0.8;

/// The text with its paragraphs on one line each, where nearly all of its lines end because the next word would not
/// fit; any other text as it is. A line with room left for the next word ends where it ends.
pub(crate) fn unwrapped(text: &str) -> Cow<'_, str> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let goes_on = |i: &usize| !lines[*i].is_empty() && lines.get(i + 1).is_some_and(|next| !next.is_empty());
    let width = lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
    let is_full = |i: usize| {
        let word = lines.get(i + 1).and_then(|next| next.split_whitespace().next()).unwrap_or_default();
        lines[i].chars().count() + 1 + word.chars().count() > width
    };
    let followed: Vec<usize> = (0..lines.len()).filter(goes_on).collect();
    let full = followed.iter().filter(|&&i| is_full(i)).count();
    if !WIDTHS.contains(&width) || followed.len() < LINES || (full as f32) < FULL * followed.len() as f32 {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    for (i, line) in lines.iter().enumerate() {
        out.push_str(if i > 0 && goes_on(&(i - 1)) && is_full(i - 1) { line.trim_start() } else { line });
        out.push(if goes_on(&i) && is_full(i) { ' ' } else { '\n' });
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRAPPED: &str = "The ministers of both countries met in Vienna on Monday and\n\
        talked for five hours. They parted without a deal, and said\n\
        that they would meet again.\n\
        \n\
        Neither side gave ground on the crossings, which have been\n\
        shut since the spring, and each blamed the other for it in\n\
        public.\n";

    #[test]
    fn paragraphs_come_back_to_one_line() {
        let text = unwrapped(WRAPPED);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 3, "{text}");
        assert!(lines[0].starts_with("The ministers") && lines[0].ends_with("meet again."), "{text}");
        assert_eq!(lines[1], "");
    }

    #[test]
    fn lines_that_end_where_they_end_stay() {
        for text in [
            "The talks failed.\nNo date was set.\nBoth left.\nThe road stayed shut for the night.\nIt rained.\nSo it goes.",
            "A line a paragraph, as most sites have it, which goes on and on for far longer than any width at which mail is broken.\n\
             Another paragraph of the same report that is as long as the first one and says as little as it did.\nA third.\nA fourth.\nA fifth.",
            "Short.\nText.",
            "",
        ] {
            assert!(matches!(unwrapped(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }
}
