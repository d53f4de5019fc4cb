//! Plain text as news sites leave it, to the article's own words.
//!
//! In: a text with publication lines, bylines, captions, advertisements. Out: the article, and what those lines said.
//! Only whole lines go; no character of a line that stays is changed. Line ends become `\n`, and lines that were broken at
//! a width are joined.

use crate::dates::Local;
use crate::lines::{Aside, LineKind, Zone, aside};
use crate::wrap::unwrapped;

/// An article told apart from what stands around it.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Article {
    /// The article's own words, headline and subhead excepted.
    pub text: String,
    pub title: Option<String>,
    pub subtitle: Option<String>,
    /// ISO 8601.
    pub published: Option<String>,
    /// ISO 8601.
    pub updated: Option<String>,
    pub byline: Option<String>,
    pub publisher: Option<String>,
}

/// The article in `raw`. A headline that is known already (`title`) is not looked for; a first line that repeats it
/// goes.
pub(crate) fn article(raw: &str, title: Option<&str>, local: &Local) -> Article {
    let raw = unify_line_ends(raw);
    let raw = unwrapped(&raw);
    let lines: Vec<&str> = raw.lines().collect();
    let mut article = Article::default();
    let mut fates: Vec<Fate> = lines.iter().map(|line| Fate::of(line, Zone::Any, local)).collect();
    let tail = mark_tail(&lines, &mut fates, local);
    mark_head(&lines[..tail], &mut fates[..tail], title, local);
    article.collect(&lines, &fates);
    article.text = body(&lines, &fates);
    article
}

/// What becomes of a line.
#[derive(Debug, PartialEq)]
enum Fate {
    Blank,
    Stays,
    Title,
    Subtitle,
    Goes(Aside),
}

impl Fate {
    fn of(line: &str, zone: Zone, local: &Local) -> Fate {
        match aside(line, zone, local) {
            _ if line.trim().is_empty() => Fate::Blank,
            Some(aside) => Fate::Goes(aside),
            None => Fate::Stays,
        }
    }
}

/// How far into a text its headline, subhead and metadata may reach, in lines that are not blank.
const HEAD_LINES: usize = 14;

/// Longest headline and subhead, in characters.
const TITLE_CHARS: usize = 200;
const SUBTITLE_CHARS: usize = 350;

/// Longest headline where no publication line or byline marks it as one.
const UNMARKED_TITLE_CHARS: usize = 150;

/// Fewest words of a subhead that nothing marks as one: what is shorter is a section heading.
const UNMARKED_SUBTITLE_WORDS: usize = 6;

fn unify_line_ends(raw: &str) -> std::borrow::Cow<'_, str> {
    match raw.contains('\r') {
        true => raw.replace("\r\n", "\n").replace('\r', "\n").into(),
        false => raw.into(),
    }
}

/// Marks the lines after the article's end; returns where they begin.
fn mark_tail(lines: &[&str], fates: &mut [Fate], local: &Local) -> usize {
    for i in (0..lines.len()).rev() {
        let fate = Fate::of(lines[i], Zone::Edge, local);
        if fate == Fate::Stays {
            return i + 1;
        }
        fates[i] = fate;
    }
    lines.len()
}

/// Marks headline, subhead and metadata before the article's beginning.
///
/// A publication line or byline closes the head: what stands before it is headline and subhead. Without one, only a
/// first line that has the looks of a headline is taken for one.
fn mark_head(lines: &[&str], fates: &mut [Fate], title: Option<&str>, local: &Local) {
    let known =
        lines.iter().position(|line| !line.trim().is_empty()).filter(|i| title.is_some_and(|t| same(t, lines[*i])));
    let mut candidates: Vec<usize> = known.into_iter().collect();
    let mut marked = Vec::new();
    let mut end = None;
    for i in filled(lines).take(HEAD_LINES).filter(|i| known != Some(*i)) {
        match Fate::of(lines[i], Zone::Head, local) {
            Fate::Goes(aside) => {
                if matches!(aside.kind, LineKind::Published | LineKind::Updated | LineKind::Byline) {
                    end = Some((i + 1, candidates.len()));
                }
                marked.push((i, aside));
            }
            _ => {
                let most = [TITLE_CHARS, SUBTITLE_CHARS]
                    .get(candidates.len() + usize::from(title.is_some() && known.is_none()));
                if most.is_none_or(|most| lines[i].chars().count() > *most) {
                    break;
                }
                candidates.push(i);
            }
        }
    }
    let (end, closed) = end.filter(|(end, _)| has_article(&lines[*end..], &fates[*end..])).unwrap_or((0, 0));
    let first_candidate = candidates.get(closed).copied().unwrap_or(lines.len());
    for (i, aside) in marked.into_iter().filter(|(i, _)| *i < end.max(first_candidate)) {
        fates[i] = Fate::Goes(aside);
    }
    if let Some(i) = known {
        fates[i] = Fate::Title;
    }
    let heads = candidates[..closed].iter().copied().filter(|i| known != Some(*i));
    let kinds = [Fate::Title, Fate::Subtitle].into_iter().skip(usize::from(title.is_some()));
    heads.zip(kinds).for_each(|(i, fate)| fates[i] = fate);
    if title.is_none() && closed == 0 {
        mark_unmarked_title(lines, fates);
    }
    // A letterhead has a headline of its own below it; without one it is the headline, and with one known it is text.
    if title.is_some() || !fates.contains(&Fate::Title) {
        for fate in fates.iter_mut() {
            if matches!(fate, Fate::Goes(Aside { kind: LineKind::Publisher, .. })) {
                *fate = Fate::Stays;
            }
        }
        if title.is_none() {
            mark_unmarked_title(lines, fates);
        }
    }
}

fn mark_unmarked_title(lines: &[&str], fates: &mut [Fate]) {
    let standing: Vec<usize> = filled(lines).filter(|i| fates[*i] == Fate::Stays).take(3).collect();
    let [first, second, ref rest @ ..] = standing[..] else { return };
    if !heads(lines, first, second) || lines[first].trim().chars().count() > UNMARKED_TITLE_CHARS {
        return;
    }
    fates[first] = Fate::Title;
    let words = lines[second].split_whitespace().count();
    if let [third] = *rest
        && heads(lines, second, third)
        && words >= UNMARKED_SUBTITLE_WORDS
        && lines[second].chars().count() <= SUBTITLE_CHARS
    {
        fates[second] = Fate::Subtitle;
    }
}

/// Whether line `at` has the looks of a headline over line `next`: it does not end as a sentence does, and what follows
/// is a paragraph of its own rather than the rest of a broken line.
fn heads(lines: &[&str], at: usize, next: usize) -> bool {
    let (line, below) = (lines[at].trim(), lines[next].trim());
    let bare = line.trim_end_matches(['"', '”', '’', '\'', ')']);
    let begins = line.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    let ends_as_sentence = bare.ends_with(['.', ',', ';', ':']) || line.ends_with(['.', ',', ';', ':']);
    let apart = next > at + 1 || below.len() * 2 > line.len() * 3;
    begins && !ends_as_sentence && apart && below.chars().next().is_some_and(|c| !c.is_lowercase())
}

/// Whether the article's words are among these lines, and not only asides.
fn has_article(lines: &[&str], fates: &[Fate]) -> bool {
    lines.iter().zip(fates).any(|(line, fate)| *fate == Fate::Stays && line.chars().any(char::is_alphabetic))
}

fn filled<'a>(lines: &'a [&str]) -> impl Iterator<Item = usize> + 'a {
    (0..lines.len()).filter(|i| !lines[*i].trim().is_empty())
}

/// The same words, whatever their case, spaces and quotation marks.
fn same(a: &str, b: &str) -> bool {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    letters(a) == letters(b)
}

impl Article {
    fn collect(&mut self, lines: &[&str], fates: &[Fate]) {
        for (line, fate) in lines.iter().zip(fates) {
            match fate {
                Fate::Title => keep_first(&mut self.title, line.trim()),
                Fate::Subtitle => keep_first(&mut self.subtitle, line.trim()),
                Fate::Goes(Aside { kind, value: Some(value), .. }) => match kind {
                    LineKind::Published => keep_first(&mut self.published, value),
                    LineKind::Updated => keep_first(&mut self.updated, value),
                    LineKind::Byline => keep_first(&mut self.byline, value),
                    LineKind::Publisher => match &mut self.publisher {
                        Some(publisher) => publisher.extend([", ", value]),
                        None => self.publisher = Some(value.clone()),
                    },
                    LineKind::Credit | LineKind::Noise => {}
                },
                _ => {}
            }
        }
    }
}

fn keep_first(slot: &mut Option<String>, value: &str) {
    slot.get_or_insert_with(|| value.to_string());
}

/// The lines that stay, with the blank lines between them; where a line went, one of the gaps beside it goes too.
fn body(lines: &[&str], fates: &[Fate]) -> String {
    let mut text = String::new();
    let mut gap = 0;
    let mut cut = false;
    for (line, fate) in lines.iter().zip(fates) {
        match fate {
            Fate::Blank => gap += usize::from(!cut || gap == 0),
            Fate::Stays => {
                if !text.is_empty() {
                    text.extend(std::iter::repeat_n('\n', gap + 1));
                }
                text.push_str(line);
                (gap, cut) = (0, false);
            }
            Fate::Title | Fate::Subtitle | Fate::Goes(_) => cut = true,
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> Article {
        article(raw, None, &Local::default())
    }

    const PAGE: &str = "Last updated: May 6, 2024 10:30 IST\n\nMinisters part without a deal in Vienna\n\n\
        The two delegations agreed on nothing but the date of another meeting.\n\nReported by: Ana Ruiz\nIMAGE: AP\n\
        Advertisement\n\nVIENNA, May 6 (Reuters) - The ministers met for two hours on Monday. They parted without a word.\n\n\
        What comes next\n\nAlso read: Who sits at the table\n\nThey will meet again in June, a spokesman said.  \n\n(Image: AP)\n\n\
        Share\n\nPublished May 5th, 2024 at 08:10 IST";

    #[test]
    fn a_letterhead_is_the_publisher() {
        let article = read(
            "Press Release\n\nMinistry of Trade\nGovernment of Peru\n\nJune 17, 2020\n\nTalks with Chile\n\n\
             The ministers of both states met for two hours in Lima today. They will meet again.",
        );
        assert_eq!(article.publisher.as_deref(), Some("Ministry of Trade, Government of Peru"));
        assert_eq!(article.title.as_deref(), Some("Talks with Chile"));
        assert_eq!(article.published.as_deref(), Some("2020-06-17"));
        let headline = read(
            "Ministry of Defence Denies Report\n\nThe ministry said on Friday that no ship had left the port. \
             It gave no reason for the delay.",
        );
        assert_eq!(headline.title.as_deref(), Some("Ministry of Defence Denies Report"));
        assert_eq!(headline.publisher, None);
    }

    #[test]
    fn a_page_becomes_an_article() {
        let article = read(PAGE);
        assert_eq!(article.title.as_deref(), Some("Ministers part without a deal in Vienna"));
        assert_eq!(
            article.subtitle.as_deref(),
            Some("The two delegations agreed on nothing but the date of another meeting.")
        );
        assert_eq!(article.byline.as_deref(), Some("Ana Ruiz"));
        assert_eq!(article.updated.as_deref(), Some("2024-05-06T10:30:00+05:30"));
        assert_eq!(article.published.as_deref(), Some("2024-05-05T08:10:00+05:30"));
        assert_eq!(
            article.text,
            "VIENNA, May 6 (Reuters) - The ministers met for two hours on Monday. They parted without a word.\n\n\
             What comes next\n\nThey will meet again in June, a spokesman said.  "
        );
    }

    #[test]
    fn a_first_line_without_a_full_stop_is_the_headline() {
        let article = read("Ministers part without a deal\r\n\r\nThey met on Monday.\r\nThey parted on Tuesday.\r\n");
        assert_eq!(article.title.as_deref(), Some("Ministers part without a deal"));
        assert_eq!(article.text, "They met on Monday.\nThey parted on Tuesday.");
    }

    #[test]
    fn broken_lines_are_no_headline() {
        let raw = "The foreign ministers of the two countries met on Monday in the\nVienna suburb that had housed \
            earlier rounds, and talked for\ntwo hours.";
        assert_eq!(read(raw), Article { text: raw.to_string(), ..Article::default() });
        assert_eq!(read("They met on Monday\nin Vienna.").title, None);
    }

    #[test]
    fn an_article_is_not_swallowed_by_its_metadata() {
        let article = read("The ministers met on Monday.\n\nPublished: 6 May 2024");
        assert_eq!(article.text, "The ministers met on Monday.");
        assert_eq!(article.published.as_deref(), Some("2024-05-06"));
        assert_eq!(read("Advertisement\n").text, "");
        assert_eq!(read("").text, "");
    }

    #[test]
    fn a_known_headline_is_not_repeated_and_no_other_is_looked_for() {
        let local = Local::default();
        let raw = "Ministers Part\n\nMay 6, 2024\n\nOffice of the Minister\n\nThey met on Monday.";
        let article = article(raw, Some("Ministers part"), &local);
        assert_eq!(article.text, "Office of the Minister\n\nThey met on Monday.");
        assert_eq!(article.published.as_deref(), Some("2024-05-06"));
    }

    #[test]
    fn dates_inside_an_article_stay() {
        let raw = "How the talks went\n\nThe ministers met twice, and each time for two hours.\n\nThe first meeting was short. \
            It ended early.\n\nMay 6, 2024\n\nThe second was long. It ended at night.";
        assert!(read(raw).text.contains("May 6, 2024"));
    }
}
