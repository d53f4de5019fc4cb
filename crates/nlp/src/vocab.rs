//! What is known of a word form regardless of where it stands.

use crate::LoadError;
use crate::msgpack::{decode, entries, field, text};
use crate::strings::{QuickMap, pairs, string_id};
use crate::unicode::{is_alpha, is_digit, is_space, lower};
use std::collections::HashMap;
use std::ops::Range;

const LOOKUPS: &str = "vocab/lookups.bin";

/// The norms that a word form has beside its lower-cased self.
pub(crate) struct Vocab {
    /// By string id of the form.
    norms: QuickMap<u64, Box<str>>,
    base_norms: QuickMap<&'static str, &'static str>,
}

/// Number of a word form in a [`Lexemes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct LexemeId(pub(crate) u32);

/// A word form with the features that the networks see. Ids are [`string_id`]s.
#[derive(Clone, Debug)]
pub(crate) struct Lexeme {
    pub(crate) orth: u64,
    pub(crate) norm: u64,
    pub(crate) norm_text: Box<str>,
    /// Of the first character.
    pub(crate) prefix: u64,
    /// Of the last three characters.
    pub(crate) suffix: u64,
    pub(crate) shape: u64,
    pub(crate) lower: Box<str>,
    pub(crate) is_space: bool,
}

/// The word forms and chunks met so far, one thread's. Numbers hold until [`Lexemes::clear`].
///
/// Texts are chosen by whoever wrote the report, so they are hashed with a secret key, unlike the model's own strings.
#[derive(Default)]
pub(crate) struct Lexemes {
    numbers: HashMap<Box<str>, LexemeId>,
    list: Vec<Lexeme>,
    chunks: HashMap<Box<str>, Range<usize>>,
    known: Vec<Known>,
    bytes: usize,
}

/// One token of a chunk that was met before.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    pub(crate) bytes: usize,
    pub(crate) lexeme: LexemeId,
    pub(crate) norm: u64,
}

/// Bytes of text in a [`Lexemes`] from which on it is full.
const FULL: usize = 4 << 20;

/// Bytes of the longest chunk that is kept.
const LONGEST_CHUNK: usize = 64;

impl Vocab {
    /// Reads the model's table of norms.
    pub(crate) fn from_lookups(bytes: &[u8]) -> Result<Self, LoadError> {
        let fail = || LoadError::file(LOOKUPS, "it is no map of tables of strings");
        let root = decode(LOOKUPS, bytes)?;
        let tables = entries(&root).ok_or_else(fail)?;
        let mut norms = QuickMap::default();
        if let Some(table) = field(tables, "lexeme_norm") {
            for (form, norm) in entries(table).ok_or_else(fail)? {
                norms.insert(form.as_u64().ok_or_else(fail)?, text(norm).ok_or_else(fail)?.into());
            }
        }
        Ok(Vocab { norms, base_norms: pairs(include_str!("../data/base_norms.tsv")).collect() })
    }

    /// The features of a form.
    pub(crate) fn lexeme(&self, text: &str) -> Lexeme {
        let lower: Box<str> = lower(text).into();
        let orth = string_id(text);
        let norm_text = match self.norms.get(&orth) {
            Some(norm) => norm.clone(),
            None => self.base_norms.get(text).map_or_else(|| lower.clone(), |&norm| norm.into()),
        };
        Lexeme {
            orth,
            norm: string_id(&norm_text),
            norm_text,
            prefix: string_id(text.chars().next().map_or("", |first| &text[..first.len_utf8()])),
            suffix: string_id(last_three(text)),
            shape: string_id(&word_shape(text)),
            lower,
            is_space: !text.is_empty() && text.chars().all(is_space),
        }
    }
}

impl Lexemes {
    /// The number of a form, which is looked at when it is new.
    pub(crate) fn number(&mut self, text: &str, vocab: &Vocab) -> LexemeId {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let number = LexemeId(self.list.len() as u32);
        self.list.push(vocab.lexeme(text));
        self.numbers.insert(text.into(), number);
        self.bytes += text.len();
        number
    }

    /// The tokens of a chunk, if it was kept.
    pub(crate) fn chunk(&self, text: &str) -> Option<&[Known]> {
        if text.len() > LONGEST_CHUNK {
            return None;
        }
        self.chunks.get(text).map(|range| &self.known[range.clone()])
    }

    /// Keeps the tokens of a chunk, unless it is long or too much is kept already.
    pub(crate) fn keep_chunk(&mut self, text: &str, tokens: &[Known]) {
        if text.len() > LONGEST_CHUNK || self.is_full() {
            return;
        }
        let start = self.known.len();
        self.known.extend_from_slice(tokens);
        self.chunks.insert(text.into(), start..self.known.len());
        self.bytes += text.len();
    }

    /// How many forms were met.
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether it is time to forget, between two texts. The forms of one text must all be held, however many they are.
    pub(crate) fn is_full(&self) -> bool {
        self.bytes > FULL
    }

    /// Forgets everything, and gives back what memory it took.
    pub(crate) fn clear(&mut self) {
        *self = Lexemes::default();
    }
}

impl std::ops::Index<LexemeId> for Lexemes {
    type Output = Lexeme;

    fn index(&self, number: LexemeId) -> &Lexeme {
        &self.list[number.0 as usize]
    }
}

fn last_three(text: &str) -> &str {
    text.char_indices().rev().nth(2).map_or(text, |(at, _)| &text[at..])
}

/// Letters as X and x, digits as d, runs cut after four (spacy/lang/lex_attrs.py).
fn word_shape(text: &str) -> String {
    if text.chars().nth(99).is_some() {
        return "LONG".into();
    }
    let mut shape = String::with_capacity(text.len());
    let (mut last, mut run) = (None, 0);
    for c in text.chars() {
        let kind = match c {
            c if is_alpha(c) => {
                if c.is_uppercase() {
                    'X'
                } else {
                    'x'
                }
            }
            c if is_digit(c) => 'd',
            c => c,
        };
        run = if last == Some(kind) { run + 1 } else { 0 };
        last = Some(kind);
        if run < 4 {
            shape.push(kind);
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_spacys() {
        assert_eq!(word_shape("Kharkiv-2022"), "Xxxxx-dddd");
        assert_eq!(word_shape("U.S."), "X.X.");
        assert_eq!(word_shape("strategically"), "xxxx");
        assert_eq!(word_shape(&"a".repeat(100)), "LONG");
        assert_eq!(word_shape("km²"), "xxd");
    }

    #[test]
    fn a_form_has_its_features() {
        let vocab = Vocab::from_lookups(&[0x80]).unwrap();
        let lexeme = vocab.lexeme("“");
        assert_eq!(&*lexeme.norm_text, "\"");
        let lexeme = vocab.lexeme("Sanctions");
        assert_eq!((lexeme.prefix, lexeme.suffix), (string_id("S"), string_id("ons")));
        assert_eq!(&*lexeme.lower, "sanctions");
    }
}
