//! What is known of a lemma: its row in the network's tables, how often it reports, and what the lexicon says of it.
//!
//! In: the lemmas counted in training, and the lexicon's cues, which a user may extend. Out: a [`Lexeme`] per word. A
//! lemma that training has not seen takes the rate that its class of cues has on average, so that a new row of the
//! table is honoured at once.

use rapporteur_lexicon::{Cue, CueClass, CuePos, Frame, Lexicon};
use rapporteur_text::Pos;
use std::collections::HashMap;

/// The lemmas that training knows.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    known: HashMap<u64, Known, Unhashed>,
    /// Mean cue rate of the lexicon's words, by class and word class.
    pub priors: [[f32; 4]; 4],
    lemmas: u32,
    often: u32,
}

/// What training found out about a lemma.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Known {
    /// Row among the lemmas, from 1.
    pub row: u16,
    /// Share of its uses in which it is the head of a cue; 0 where it was a cue less than three times.
    pub rate: f32,
    /// Row among the lemmas that are often cues, from 2; 0 for the others.
    pub often: u16,
}

/// What is known of one word by its lemma.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Lexeme {
    /// Hash of the lemma in lower case; 0 for one that training does not know.
    pub hash: u64,
    /// Row among the lemmas; 0 for unknown.
    pub row: u16,
    /// How often it is a cue, from 0 to 1.
    pub rate: f32,
    /// Row among the lemmas that are often cues: 0 not often, 1 often by the lexicon alone.
    pub often: u16,
    /// 0, or 1 + the class of cues that the lexicon puts the word in.
    pub class: u8,
    /// 0, or 1 + the word class under which the lexicon has it.
    pub pos: u8,
    /// The lexicon's frames as bits: clause, quote, infinitive, object, hearer, preposition.
    pub frames: u8,
}

/// Words at and above this rate are often cues.
pub(super) const OFTEN: f32 = 0.15;
/// Words below this rate are no candidates, unless the lexicon has them.
pub(super) const SELDOM: f32 = 0.008;

impl Vocabulary {
    /// A vocabulary of these lemmas, by [`hash`].
    pub fn new(known: impl IntoIterator<Item = (u64, Known)>, priors: [[f32; 4]; 4]) -> Self {
        let known: HashMap<u64, Known, Unhashed> = known.into_iter().collect();
        let lemmas = known.values().map(|known| u32::from(known.row)).max().unwrap_or(0);
        let often = known.values().map(|known| u32::from(known.often)).max().unwrap_or(0);
        Vocabulary { known, priors, lemmas, often }
    }

    /// How many lemmas, and how many of them are often cues.
    pub fn sizes(&self) -> (u32, u32) {
        (self.lemmas, self.often)
    }

    /// What is known of the word with this lemma, in lower case.
    pub fn lexeme(&self, lemma: &str, pos: Pos, lexicon: &Lexicon) -> Lexeme {
        let hash = hash(lemma);
        let known = self.known.get(&hash);
        self.merge(hash, known.copied(), cue(lemma, pos, lexicon))
    }

    /// Joins what training and the lexicon know.
    pub fn merge(&self, hash: u64, known: Option<Known>, cue: Option<&Cue>) -> Lexeme {
        let mut lexeme = Lexeme::default();
        if let Some(cue) = cue {
            lexeme.class = 1 + class_index(cue.class) as u8;
            lexeme.pos = 1 + pos_index(cue.pos) as u8;
            lexeme.frames = cue.frames.iter().fold(0, |bits, frame| bits | frame_bit(frame));
            lexeme.rate = self.priors[class_index(cue.class)][pos_index(cue.pos)];
            lexeme.often = u16::from(lexeme.rate >= OFTEN);
        }
        if let Some(known) = known {
            (lexeme.hash, lexeme.row) = (hash, known.row);
            if known.rate > 0.0 || cue.is_none() {
                (lexeme.rate, lexeme.often) = (known.rate, known.often);
            }
        }
        lexeme
    }
}

/// The lexicon's row for a word of this lemma and part of speech.
pub(super) fn cue<'l>(lemma: &str, pos: Pos, lexicon: &'l Lexicon) -> Option<&'l Cue> {
    let pos = match pos {
        Pos::Verb | Pos::Aux => CuePos::Verb,
        Pos::Noun => CuePos::Noun,
        Pos::Adj => CuePos::Adjective,
        Pos::Adp | Pos::Sconj => CuePos::Preposition,
        _ => return None,
    };
    lexicon.cues.get(lemma, pos)
}

/// Index of a class of cues, as [`Vocabulary::priors`] has them.
pub(super) fn class_index(class: CueClass) -> usize {
    match class {
        CueClass::Speech => 0,
        CueClass::Thought => 1,
        CueClass::Attitude => 2,
        CueClass::Evidence => 3,
    }
}

/// Index of a word class, as [`Vocabulary::priors`] has them.
pub(super) fn pos_index(pos: CuePos) -> usize {
    match pos {
        CuePos::Verb => 0,
        CuePos::Noun => 1,
        CuePos::Adjective => 2,
        CuePos::Preposition => 3,
    }
}

/// The bit of a frame in [`Lexeme::frames`].
pub(super) fn frame_bit(frame: &Frame) -> u8 {
    match frame {
        Frame::Clause => 1,
        Frame::Quote => 2,
        Frame::Infinitive => 4,
        Frame::Object => 8,
        Frame::Hearer => 16,
        Frame::Preposition(_) => 32,
    }
}

/// FNV-1a, 64 bits: the name of a lemma in the weight file.
pub(super) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The keys are hashes already.
#[derive(Clone, Copy, Debug, Default)]
struct Unhashed;

impl std::hash::BuildHasher for Unhashed {
    type Hasher = Same;

    fn build_hasher(&self) -> Same {
        Same(0)
    }
}

struct Same(u64);

impl std::hash::Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_the_table_reports_as_its_class_does() {
        let mut priors = [[0.0; 4]; 4];
        priors[0][0] = 0.6;
        let vocabulary = Vocabulary::new([(hash("say"), Known { row: 7, rate: 0.9, often: 3 })], priors);
        let table = "lemma\tpos\tclass\tframe\tact\nkvetch\tverb\tspeech\tclause|quote\tcriticize\n";
        let lexicon = Lexicon::layered(&[("cues.tsv".into(), table.into())]).unwrap();
        let kvetch = vocabulary.lexeme("kvetch", Pos::Verb, &lexicon);
        assert_eq!((kvetch.row, kvetch.rate, kvetch.often, kvetch.class), (0, 0.6, 1, 1));
        let say = vocabulary.lexeme("say", Pos::Verb, &lexicon);
        assert_eq!((say.row, say.rate, say.often), (7, 0.9, 3));
        assert_eq!(vocabulary.lexeme("table", Pos::Noun, &lexicon), Lexeme::default());
    }
}
