//! How well attributions are found: found ones against marked ones.
//!
//! In: texts with what is marked and what was found, as byte spans. Out: precision, recall and F of the attributions and
//! of their words. Only words count, so that a quotation mark or a full stop inside or outside a span changes nothing.
//! Found and marked attributions are paired one to one, greedily by the content words they share.

use super::gold::Marked;
use rapporteur_text::Span;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt;

/// The measures, over all articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    /// Marked attributions, and found ones.
    pub marked: usize,
    /// Found attributions.
    pub found: usize,
    /// Contents at least half alike (Jaccard), and sources that share a word or are both missing: the headline.
    pub attribution: Measure,
    /// The same for those whose content is all in quotation marks, partly, not at all.
    pub direct: Measure,
    /// Partly quoted.
    pub mixed: Measure,
    /// Not quoted.
    pub indirect: Measure,
    /// Contents at least half alike, whatever the source.
    pub content: Measure,
    /// Contents with the same words.
    pub content_exact: Measure,
    /// Contents and sources with the same words.
    pub strict: Measure,
    /// Words of sources.
    pub source_words: Measure,
    /// Words of cues.
    pub cue_words: Measure,
    /// Words of contents.
    pub content_words: Measure,
}

/// Precision, recall and their harmonic mean, from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measure {
    /// Share of what was found that is right.
    pub precision: f64,
    /// Share of what is marked that was found.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f: f64,
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [precision, recall, both] = [self.precision, self.recall, self.f].map(|share| share * 100.0);
        write!(f, "P {precision:5.1}  R {recall:5.1}  F1 {both:5.1}")
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} marked, {} found", self.marked, self.found)?;
        let rows = [
            ("attribution", &self.attribution),
            ("  direct", &self.direct),
            ("  mixed", &self.mixed),
            ("  indirect", &self.indirect),
            ("content, half alike", &self.content),
            ("content, same words", &self.content_exact),
            ("content and source, same words", &self.strict),
            ("words of sources", &self.source_words),
            ("words of cues", &self.cue_words),
            ("words of contents", &self.content_words),
        ];
        rows.iter().try_for_each(|(name, measure)| writeln!(f, "{name:<32} {measure}"))
    }
}

/// An article: its text, what is marked in it, what was found.
#[derive(Clone, Copy, Debug)]
pub struct Article<'a> {
    /// The text.
    pub text: &'a str,
    /// What people have marked.
    pub marked: &'a [Marked],
    /// What the reader found.
    pub found: &'a [Marked],
}

/// Scores the articles together.
pub fn score<'a>(articles: impl IntoIterator<Item = Article<'a>>) -> Scores {
    let mut tally = Tally::default();
    for article in articles {
        tally.add(&article);
    }
    tally.scores()
}

/// Hits and totals of one measure, on the found and on the marked side.
#[derive(Clone, Copy, Default)]
struct Count {
    found_hits: usize,
    found: usize,
    marked_hits: usize,
    marked: usize,
}

impl Count {
    fn measure(self) -> Measure {
        let share = |hits: usize, all: usize| if all == 0 { 0.0 } else { hits as f64 / all as f64 };
        let (precision, recall) = (share(self.found_hits, self.found), share(self.marked_hits, self.marked));
        let sum = precision + recall;
        Measure { precision, recall, f: if sum == 0.0 { 0.0 } else { 2.0 * precision * recall / sum } }
    }
}

#[derive(Default)]
struct Tally {
    /// Attribution by form: direct, mixed, indirect.
    forms: [Count; 3],
    attribution: Count,
    content: Count,
    exact: Count,
    strict: Count,
    /// Words by role: source, cue, content.
    words: [Count; 3],
}

/// An attribution as sets of word numbers.
struct Item {
    source: BTreeSet<usize>,
    cue: BTreeSet<usize>,
    content: BTreeSet<usize>,
    form: usize,
}

impl Tally {
    fn add(&mut self, article: &Article) {
        let words = words(article.text);
        let quoted = numbers(&words, &quoted(article.text));
        let items = |marked: &[Marked]| -> Vec<Item> {
            let item = |it: &Marked| {
                let content = numbers(&words, &it.content);
                let inside = content.intersection(&quoted).count();
                let form = if inside == content.len() {
                    0
                } else if inside > 0 {
                    1
                } else {
                    2
                };
                Item { source: numbers(&words, &it.source), cue: numbers(&words, &it.cue), content, form }
            };
            marked.iter().map(item).filter(|item| !item.content.is_empty()).collect()
        };
        let (found, marked) = (items(article.found), items(article.marked));
        found.iter().for_each(|item| self.forms[item.form].found += 1);
        marked.iter().for_each(|item| self.forms[item.form].marked += 1);
        for count in [&mut self.attribution, &mut self.content, &mut self.exact, &mut self.strict] {
            count.found += found.len();
            count.marked += marked.len();
        }
        for (i, j) in pairs(&found, &marked) {
            self.pair(&found[i], &marked[j]);
        }
        let roles: [fn(&Item) -> &BTreeSet<usize>; 3] = [|it| &it.source, |it| &it.cue, |it| &it.content];
        for (count, role) in self.words.iter_mut().zip(roles) {
            let union = |items: &[Item]| -> BTreeSet<usize> { items.iter().flat_map(role).copied().collect() };
            let (found, marked) = (union(&found), union(&marked));
            let hits = found.intersection(&marked).count();
            (count.found, count.marked) = (count.found + found.len(), count.marked + marked.len());
            (count.found_hits, count.marked_hits) = (count.found_hits + hits, count.marked_hits + hits);
        }
    }

    fn pair(&mut self, found: &Item, marked: &Item) {
        let shared = found.content.intersection(&marked.content).count();
        let alike = 2 * shared >= found.content.len() + marked.content.len() - shared;
        let both_missing = found.source.is_empty() && marked.source.is_empty();
        let source = both_missing || !found.source.is_disjoint(&marked.source);
        let exact = found.content == marked.content;
        let hit = |count: &mut Count, right: bool| {
            count.found_hits += usize::from(right);
            count.marked_hits += usize::from(right);
        };
        hit(&mut self.content, alike);
        hit(&mut self.attribution, alike && source);
        hit(&mut self.exact, exact);
        hit(&mut self.strict, exact && found.source == marked.source);
        self.forms[found.form].found_hits += usize::from(alike && source);
        self.forms[marked.form].marked_hits += usize::from(alike && source);
    }

    fn scores(&self) -> Scores {
        let [direct, mixed, indirect] = self.forms.map(Count::measure);
        let [source_words, cue_words, content_words] = self.words.map(Count::measure);
        Scores {
            marked: self.attribution.marked,
            found: self.attribution.found,
            attribution: self.attribution.measure(),
            direct,
            mixed,
            indirect,
            content: self.content.measure(),
            content_exact: self.exact.measure(),
            strict: self.strict.measure(),
            source_words,
            cue_words,
            content_words,
        }
    }
}

/// Pairs found and marked attributions by the words their contents share; of as many, the more alike, then the earlier.
fn pairs(found: &[Item], marked: &[Item]) -> Vec<(usize, usize)> {
    let mut shared = Vec::new();
    for (i, a) in found.iter().enumerate() {
        for (j, b) in marked.iter().enumerate() {
            let words = a.content.intersection(&b.content).count();
            if words > 0 {
                // With as many shared words, the fewer words in all, the more alike.
                shared.push((Reverse(words), a.content.len() + b.content.len() - words, j, i));
            }
        }
    }
    shared.sort();
    let (mut used_found, mut used_marked) = (vec![false; found.len()], vec![false; marked.len()]);
    shared.retain(|&(_, _, j, i)| {
        let free = !used_found[i] && !used_marked[j];
        if free {
            (used_found[i], used_marked[j]) = (true, true);
        }
        free
    });
    shared.into_iter().map(|(_, _, j, i)| (i, j)).collect()
}

/// Spans of the runs of letters, digits and underscores.
fn words(text: &str) -> Vec<Span> {
    let mut words: Vec<Span> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric() || *c == '_') {
        match words.last_mut() {
            Some(last) if last.end == at => last.end = at + c.len_utf8(),
            _ => words.push(Span::new(at, at + c.len_utf8())),
        }
    }
    words
}

/// Numbers of the words that a span touches.
fn numbers(words: &[Span], spans: &[Span]) -> BTreeSet<usize> {
    let touched = |span: &Span| {
        let start = words.partition_point(|word| word.end <= span.start);
        let end = words.partition_point(|word| word.start < span.end);
        start..end
    };
    spans.iter().flat_map(touched).collect()
}

/// What stands in double quotation marks, line by line, as the published measure has it: a quotation left open runs to
/// the end of its line if the next line begins with a mark, and is none otherwise.
fn quoted(text: &str) -> Vec<Span> {
    let lines: Vec<(usize, &str)> = lines(text).filter(|(_, line)| !line.trim().is_empty()).collect();
    let mut found = Vec::new();
    for (number, (start, line)) in lines.iter().enumerate() {
        let mut open = None;
        for (at, mark) in marks(line) {
            let begins = matches!(mark, "“" | "``") || (mark == "\"" && open.is_none());
            if begins {
                open = Some(start + at + mark.len());
            } else if let Some(from) = open.take() {
                found.push(Span::new(from, start + at));
            }
        }
        let next = lines.get(number + 1).map_or("", |(_, line)| line.trim_start());
        if let Some(from) = open.filter(|_| ["\"", "“", "``"].iter().any(|mark| next.starts_with(mark))) {
            found.push(Span::new(from, start + line.len()));
        }
    }
    found
}

/// The lines with their offsets; carriage returns part lines too.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive(['\n', '\r']).scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line.trim_end_matches(['\n', '\r'])))
    })
}

/// The double quotation marks of a line, those written with two single ones included.
fn marks(line: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let mark = ["\"", "“", "”", "``", "''"].into_iter().find(|mark| rest.starts_with(mark));
        found.extend(mark.map(|mark| (at, &rest[..mark.len()])));
        at += mark.map_or_else(|| rest.chars().next().map_or(1, char::len_utf8), str::len);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_is_held_against_what_is_marked() {
        let text = "“We will wait,” said the envoy. Moscow denied the report.";
        let at = |words: &str| {
            let start = text.find(words).expect("the words are in the text");
            vec![Span::new(start, start + words.len())]
        };
        let item =
            |source: &str, cue: &str, content: &str| Marked { source: at(source), cue: at(cue), content: at(content) };
        let marked = [item("the envoy", "said", "“We will wait,”"), item("Moscow", "denied", "the report")];
        let found = [item("envoy", "said", "We will wait")];
        let scores = score([Article { text, marked: &marked, found: &found }]);
        assert_eq!((scores.attribution.precision, scores.attribution.recall), (1.0, 0.5));
        assert_eq!((scores.direct.f, scores.indirect.recall), (1.0, 0.0));
        assert_eq!((scores.strict.f, scores.content_exact.precision), (0.0, 1.0));
    }
}
