//! Words about meetings: what names one, what says its form, its fate, or how it went.
//!
//! In: the table `meetings.tsv`. Out: the senses of a lemma. Finding meetings in a text is the extraction's business.

use crate::{Files, TableError};
use std::collections::HashMap;

/// The table's columns.
const COLUMNS: [&str; 2] = ["sense", "words"];

/// What a word says about meetings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MeetingSense {
    /// Names a meeting.
    Noun,
    /// Names a call.
    Call,
    /// Names a visit.
    Visit,
    /// Names a meeting of leaders.
    Summit,
    /// To meet.
    Verb,
    /// To talk, which two do with each other: to speak.
    Talk,
    /// To call somebody.
    Ring,
    /// Says that it is by telephone or video.
    Phone,
    /// To take part in a meeting or to lead it.
    Attend,
    /// A noun that says that its object is only wished for or weighed: support for talks.
    Wish,
    /// Names what meetings belong to.
    Series,
    /// Names a piece of a meeting, or one that is none between parties: a press conference.
    Part,
    /// It took place.
    Held,
    /// It is taking place.
    Ongoing,
    /// It is fixed.
    Scheduled,
    /// Somebody wants it.
    Proposed,
    /// Says that somebody would have it: an adjective or noun over what they are ready to do.
    Open,
    /// It was called off.
    Cancelled,
    /// Somebody would not come.
    Refused,
    /// Judges how it went.
    Verdict,
    /// A word of the title of whoever acts for a state or body.
    Official,
}

/// The words, by lemma.
#[derive(Debug)]
pub struct MeetingWords {
    senses: HashMap<Box<str>, Vec<MeetingSense>>,
}

impl MeetingWords {
    /// Reads the table.
    pub(crate) fn read(files: &Files) -> Result<Self, TableError> {
        let mut senses: HashMap<Box<str>, Vec<MeetingSense>> = HashMap::new();
        for row in files.rows("meetings.tsv", &COLUMNS)? {
            let sense = parse(row.cells[0]).ok_or_else(|| TableError {
                table: "meetings.tsv".into(),
                line: row.line,
                reason: format!("{:?} is no sense; the table's first lines name them", row.cells[0]),
            })?;
            for word in row.cells[1].split('|').filter(|word| !word.is_empty()) {
                senses.entry(word.into()).or_default().push(sense);
            }
        }
        Ok(MeetingWords { senses })
    }

    /// Whether the lemma has the sense.
    pub fn has(&self, lemma: &str, sense: MeetingSense) -> bool {
        self.senses.get(lemma).is_some_and(|senses| senses.contains(&sense))
    }
}

fn parse(text: &str) -> Option<MeetingSense> {
    use MeetingSense::*;
    Some(match text {
        "noun" => Noun,
        "call" => Call,
        "visit" => Visit,
        "summit" => Summit,
        "verb" => Verb,
        "talk" => Talk,
        "ring" => Ring,
        "phone" => Phone,
        "attend" => Attend,
        "wish" => Wish,
        "series" => Series,
        "part" => Part,
        "held" => Held,
        "ongoing" => Ongoing,
        "scheduled" => Scheduled,
        "proposed" => Proposed,
        "open" => Open,
        "cancelled" => Cancelled,
        "refused" => Refused,
        "verdict" => Verdict,
        "official" => Official,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_may_have_several_senses() {
        let files = Files::new(&[]).unwrap();
        let words = MeetingWords::read(&files).unwrap();
        assert!(words.has("summit", MeetingSense::Summit) && !words.has("summit", MeetingSense::Visit));
        assert!(words.has("call", MeetingSense::Call) && words.has("call", MeetingSense::Proposed));
    }
}
