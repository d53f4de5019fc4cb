//! Attributions as people have marked them: brat stand-off and JSON lines, read into byte spans.

use rapporteur_text::{Offsets, Span};
use std::collections::HashMap;
use std::fmt;

/// One marked attribution.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// Whose it is; empty where nobody is named.
    pub source: Vec<Span>,
    /// The words of saying.
    pub cue: Vec<Span>,
    /// What is said.
    pub content: Vec<Span>,
}

/// What is wrong with a gold file, and in which line (counted from 1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldError {
    /// Line number.
    pub line: usize,
    /// What is wrong there.
    pub reason: String,
}

impl fmt::Display for GoldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} of the gold file: {}", self.line, self.reason)
    }
}

impl std::error::Error for GoldError {}

/// Reads brat stand-off about `text`: `T` lines with Source, Cue and Content spans in code points, and `E` lines that
/// join them. An `E` line without content is left out; numbered roles (`Content2`) are united.
pub fn read_brat(text: &str, annotation: &str) -> Result<Vec<Marked>, GoldError> {
    let offsets = Offsets::new(text);
    let mut spans: HashMap<&str, Vec<Span>> = HashMap::new();
    let mut events: Vec<(usize, &str)> = Vec::new();
    for (line, content) in annotation.split('\n').enumerate().map(|(i, line)| (i + 1, line)) {
        let Some((name, rest)) = content.split_once('\t') else { continue };
        if is_name(name, 'T') {
            let places = rest.split('\t').next().and_then(|head| head.split_once(' ')).map_or("", |(_, places)| places);
            let read = read_places(places, &offsets);
            let read = read.ok_or_else(|| GoldError { line, reason: format!("no spans of the text: {places:?}") })?;
            spans.insert(name, read);
        } else if is_name(name, 'E') {
            events.push((line, rest));
        }
    }
    let mut found = Vec::new();
    for (line, event) in events {
        let mut marked = Marked::default();
        for part in event.split_whitespace() {
            let Some((role, name)) = part.split_once(':') else { continue };
            let list = match role.trim_end_matches(|c: char| c.is_ascii_digit()).to_ascii_lowercase().as_str() {
                "source" => &mut marked.source,
                "cue" => &mut marked.cue,
                "content" => &mut marked.content,
                _ => continue,
            };
            let named =
                spans.get(name).ok_or_else(|| GoldError { line, reason: format!("{name} is marked nowhere") })?;
            list.extend(named);
        }
        if !marked.content.is_empty() {
            found.push(marked);
        }
    }
    Ok(found)
}

fn is_name(name: &str, letter: char) -> bool {
    name.strip_prefix(letter).is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// Reads `12 15;20 31`, code points.
fn read_places(places: &str, offsets: &Offsets) -> Option<Vec<Span>> {
    let read = |place: &str| {
        let (start, end) = place.split_once(' ')?;
        let (start, end) = (offsets.bytes(start.parse().ok()?)?, offsets.bytes(end.parse().ok()?)?);
        (start < end).then(|| Span::new(start, end))
    };
    places.split(';').map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brat_is_read() {
        let text = "“No”, said the envoy.";
        let annotation = "T1\tContent 0 4\t“No”\nT2\tCue 6 10\tsaid\nT3\tSource 11 20\tthe envoy\n\
                          T4\tAttribution 6 10\tsaid\nE1\tAttribution:T4 Content:T1 Cue:T2 Source:T3\n";
        let marked = read_brat(text, annotation).unwrap();
        let words: Vec<_> = [&marked[0].source, &marked[0].cue, &marked[0].content].map(|s| s[0].of(text)).to_vec();
        assert_eq!(words, ["the envoy", "said", "“No”"]);
        assert_eq!(read_brat(text, "T1\tCue 3 99\tx\n").unwrap_err().line, 1);
    }
}
