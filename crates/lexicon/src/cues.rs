//! Words of saying, thinking and feeling: which words may report what somebody holds, and how its content hangs on them.
//!
//! In: the table `cues.tsv`. Out: a [`Cue`] per lemma and word class. A word that no row names is none, however it is
//! used; a new one is a new row.

use crate::{Files, TableError};
use std::collections::BTreeMap;

/// The table's columns.
const COLUMNS: [&str; 5] = ["lemma", "pos", "class", "frame", "act"];

/// The cues, by lemma and word class.
#[derive(Debug, Default)]
pub struct Cues {
    rows: BTreeMap<String, Vec<Cue>>,
}

/// One word that may report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Base form, in lower case.
    pub lemma: String,
    /// Word class.
    pub pos: CuePos,
    /// What the word is about: speaking, thinking, feeling, or what shows something.
    pub class: CueClass,
    /// How the content hangs on the word.
    pub frames: Vec<Frame>,
    /// What is usually done by it, as the record names acts; empty where only the content tells.
    pub act: String,
}

/// Word class of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CuePos {
    /// "warned"
    Verb,
    /// "the warning that"
    Noun,
    /// "wary of"
    Adjective,
    /// "according to"
    Preposition,
}

/// What a cue is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CueClass {
    /// Saying and writing.
    Speech,
    /// Believing, judging, expecting.
    Thought,
    /// Wanting, fearing, favouring.
    Attitude,
    /// Learning and showing.
    Evidence,
}

/// How a content hangs on its cue.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Frame {
    /// A finite clause: "said that …".
    Clause,
    /// Words in quotation marks.
    Quote,
    /// "vowed to …".
    Infinitive,
    /// The direct object: "denied the charge".
    Object,
    /// The direct object is the one spoken to, the content another: "told reporters that …".
    Hearer,
    /// A phrase with this preposition: "warned of …".
    Preposition(String),
}

impl Cues {
    /// Reads the table.
    pub fn read(files: &Files) -> Result<Cues, TableError> {
        let mut cues = Cues::default();
        for row in files.rows("cues.tsv", &COLUMNS)? {
            let &[lemma, pos, class, frame, act] = &row.cells[..] else { continue };
            let fail = |reason: String| TableError { table: "cues.tsv".into(), line: row.line, reason };
            let pos =
                CuePos::parse(pos).ok_or_else(|| fail(format!("pos {pos:?} is none of verb, noun, adj, prep")))?;
            let class = CueClass::parse(class)
                .ok_or_else(|| fail(format!("class {class:?} is none of speech, thought, attitude, evidence")))?;
            let frames = frame.split('|').filter(|name| !name.is_empty()).map(Frame::parse).collect();
            cues.insert(Cue { lemma: lemma.to_lowercase(), pos, class, frames, act: act.into() });
        }
        Ok(cues)
    }

    /// A later row for the same word replaces the earlier one.
    fn insert(&mut self, cue: Cue) {
        let rows = self.rows.entry(cue.lemma.clone()).or_default();
        rows.retain(|row| row.pos != cue.pos);
        rows.push(cue);
    }

    /// The cue with this lemma, in lower case, and word class.
    pub fn get(&self, lemma: &str, pos: CuePos) -> Option<&Cue> {
        self.of(lemma).iter().find(|cue| cue.pos == pos)
    }

    /// Class, word class and lemma of every cue, in the order of the lemmas.
    pub fn lemmas(&self) -> impl Iterator<Item = (CueClass, CuePos, &str)> {
        self.rows.values().flatten().map(|cue| (cue.class, cue.pos, cue.lemma.as_str()))
    }

    /// All cues with this lemma, in lower case.
    pub fn of(&self, lemma: &str) -> &[Cue] {
        self.rows.get(lemma).map_or(&[], Vec::as_slice)
    }
}

impl Cue {
    /// Whether its content may hang on it so.
    pub fn takes(&self, frame: &Frame) -> bool {
        self.frames.contains(frame)
    }
}

impl CuePos {
    fn parse(text: &str) -> Option<CuePos> {
        Some(match text {
            "verb" => CuePos::Verb,
            "noun" => CuePos::Noun,
            "adj" => CuePos::Adjective,
            "prep" => CuePos::Preposition,
            _ => return None,
        })
    }
}

impl CueClass {
    fn parse(text: &str) -> Option<CueClass> {
        Some(match text {
            "speech" => CueClass::Speech,
            "thought" => CueClass::Thought,
            "attitude" => CueClass::Attitude,
            "evidence" => CueClass::Evidence,
            _ => return None,
        })
    }
}

impl Frame {
    fn parse(name: &str) -> Frame {
        match name {
            "clause" => Frame::Clause,
            "quote" => Frame::Quote,
            "infinitive" => Frame::Infinitive,
            "object" => Frame::Object,
            "hearer" => Frame::Hearer,
            preposition => Frame::Preposition(preposition.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lexicon;

    #[test]
    fn a_users_row_wins() {
        let table = "lemma\tpos\tclass\tframe\tact\nsay\tverb\tthought\tclause\tassess\n";
        let lexicon = Lexicon::layered(&[("cues.tsv".into(), table.into())]).unwrap();
        let say = lexicon.cues.get("say", CuePos::Verb).unwrap();
        assert_eq!((say.class, &say.frames[..]), (CueClass::Thought, &[Frame::Clause][..]));
        assert!(lexicon.cues.get("warn", CuePos::Verb).unwrap().takes(&Frame::Hearer));
    }

    #[test]
    fn a_row_with_an_unknown_class_is_named() {
        let table = "lemma\tpos\tclass\tframe\tact\nhum\tverb\tmusic\tquote\t\n";
        let error = Lexicon::layered(&[("cues.tsv".into(), table.into())]).unwrap_err();
        assert!(error.to_string().contains("music"), "{error}");
    }
}
