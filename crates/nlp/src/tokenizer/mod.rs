//! Cuts a text into tokens, as spaCy's tokenizer does (spacy/tokenizer.pyx, MIT, ExplosionAI GmbH).
//!
//! In: a text, and the model's `tokenizer` file: four expressions for affixes and addresses, and a list of exceptions.
//! Out: tokens that tile the text, but for the single spaces between words, which belong to no token.
//!
//! Runs without white space are *chunks*. A chunk that is an exception gives the exception's tokens; from another,
//! prefixes and suffixes come off in turn, and what is left is an exception, an address, or is cut at infixes. At last,
//! exceptions that this took apart, as a smiley in brackets, are put together again from the finished tokens. A chunk's
//! tokens depend on nothing else, so they are kept.

mod affixes;
mod classes;
mod regex;
mod rules;
#[cfg(test)]
mod tests;
mod url;

use crate::LoadError;
use crate::msgpack::{decode, entries, field, text};
use crate::strings::{QuickMap, string_id};
use crate::unicode::is_space;
use crate::vocab::{Known, LexemeId, Lexemes, Vocab};
use regex::{Patterns, Sources};
use rmpv::ValueRef;
use rules::{Piece, Rules};
use std::cmp::Reverse;
use std::ops::Range;

const FILE: &str = "tokenizer";

/// Ids of the expressions that [`affixes`] and [`url`] stand for: prefix, suffix, infix, address.
const ENGLISH: [u64; 4] = [0xbdce_10f7_f805_aa1b, 0xe21b_dfee_103a_48c5, 0x57c5_3722_ff65_cd10, 0xd1bb_ede8_cb6f_2f33];

/// Cuts texts into tokens.
pub(crate) struct Tokenizer {
    vocab: Vocab,
    affixes: Affixes,
    rules: Rules,
    /// By the first token of an exception that affixes would take apart: its other tokens, all as ids of their texts.
    phrases: QuickMap<u64, Vec<Box<[u64]>>>,
    /// Texts of the norms that exceptions give their tokens, by id.
    norms: QuickMap<u64, Box<str>>,
}

/// A token before anything is said about it but its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RawToken {
    /// Offset of its first byte.
    pub(crate) start: usize,
    /// Offset just past its last byte.
    pub(crate) end: usize,
    pub(crate) lexeme: LexemeId,
    /// Id of the norm that an exception gives this token; 0 where the form's own norm holds.
    pub(crate) norm: u64,
    /// Whether a space follows that belongs to no token.
    pub(crate) spacy: bool,
}

/// Where the affixes come from.
enum Affixes {
    /// The expressions of the English pipelines, matched by hand.
    English,
    /// Any other expressions.
    Custom(Box<Patterns>),
}

impl Tokenizer {
    /// Reads the model's `tokenizer` file.
    pub(crate) fn from_msgpack(bytes: &[u8], vocab: Vocab) -> Result<Self, LoadError> {
        let fail = |reason: &str| LoadError::file(FILE, reason);
        let root = decode(FILE, bytes)?;
        let fields = entries(&root).ok_or_else(|| fail("it is no map"))?;
        let pattern = |name: &str| match field(fields, name) {
            None | Some(ValueRef::Nil) => Ok(None),
            Some(value) => text(value).map(Some).ok_or_else(|| fail(&format!("{name} is no expression"))),
        };
        let sources = Sources {
            prefix: pattern("prefix_search")?,
            suffix: pattern("suffix_search")?,
            infix: pattern("infix_finditer")?,
            url: pattern("url_match")?,
            token: pattern("token_match")?,
        };
        let exceptions = field(fields, "exceptions").and_then(entries).ok_or_else(|| fail("it has no exceptions"))?;
        let mut norms = QuickMap::default();
        let rules = Rules::read(exceptions, &mut norms)?;
        let only_divisible = !matches!(field(fields, "faster_heuristics"), Some(ValueRef::Boolean(false)));
        Ok(Tokenizer::new(vocab, Affixes::new(sources)?, rules, norms, only_divisible))
    }

    /// With `only_divisible`, exceptions without an affix or a space in them are not sought among finished tokens.
    fn new(vocab: Vocab, affixes: Affixes, rules: Rules, norms: QuickMap<u64, Box<str>>, only_divisible: bool) -> Self {
        let mut tokenizer = Tokenizer { vocab, affixes, rules: Rules::default(), phrases: QuickMap::default(), norms };
        // The tokens that a text would have if there were no exceptions.
        let mut lexemes = Lexemes::default();
        for text in rules.chunks() {
            if only_divisible && !tokenizer.is_divisible(text) {
                continue;
            }
            let tokens = tokenizer.tokenize_chunks(text, &mut lexemes);
            let mut ids = tokens.iter().map(|token| lexemes[token.lexeme].orth);
            let Some(first) = ids.next() else { continue };
            let others: Box<[u64]> = ids.collect();
            let phrases = tokenizer.phrases.entry(first).or_default();
            if !phrases.contains(&others) {
                phrases.push(others);
            }
        }
        tokenizer.rules = rules;
        tokenizer
    }

    fn is_divisible(&self, text: &str) -> bool {
        let affixes = &self.affixes;
        affixes.prefix(text) > 0 || affixes.suffix(text) > 0 || affixes.infix(text, 0).is_some() || text.contains(' ')
    }

    /// The tokens of a text. Forms that are new to `lexemes` are added there.
    pub(crate) fn tokenize(&self, text: &str, lexemes: &mut Lexemes) -> Vec<RawToken> {
        let tokens = self.tokenize_chunks(text, lexemes);
        let joined = self.phrases_in(&tokens, lexemes);
        if joined.is_empty() { tokens } else { self.join(text, tokens, &joined, lexemes) }
    }

    /// The norm of a token: its own, or its form's.
    pub(crate) fn norm<'a>(&'a self, token: &RawToken, lexemes: &'a Lexemes) -> &'a str {
        self.norms.get(&token.norm).unwrap_or(&lexemes[token.lexeme].norm_text)
    }

    /// The tokens of the chunks and of the white space between them.
    fn tokenize_chunks(&self, text: &str, lexemes: &mut Lexemes) -> Vec<RawToken> {
        let mut tokens = Vec::with_capacity(text.len() / 5);
        let mut start = 0;
        let mut in_space = text.chars().next().is_some_and(is_space);
        for (i, c) in text.char_indices() {
            if is_space(c) == in_space {
                continue;
            }
            self.push_chunk(text, start..i, lexemes, &mut tokens);
            start = i;
            // The first space after a word belongs to no token.
            if c == ' ' {
                start += 1;
                if let Some(word) = tokens.last_mut() {
                    word.spacy = true;
                }
            }
            in_space = !in_space;
        }
        self.push_chunk(text, start..text.len(), lexemes, &mut tokens);
        tokens
    }

    fn push_chunk(&self, text: &str, range: Range<usize>, lexemes: &mut Lexemes, tokens: &mut Vec<RawToken>) {
        if range.is_empty() {
            return;
        }
        let chunk = &text[range.clone()];
        let mut start = range.start;
        let mut push = |bytes, lexeme, norm| {
            tokens.push(RawToken { start, end: start + bytes, lexeme, norm, spacy: false });
            start += bytes;
        };
        if let Some(known) = lexemes.chunk(chunk) {
            known.iter().for_each(|&Known { bytes, lexeme, norm }| push(bytes, lexeme, norm));
            return;
        }
        let mut at = 0;
        let mut known = Vec::new();
        for Piece { bytes, norm } in self.split(chunk) {
            let lexeme = lexemes.number(&chunk[at..at + bytes], &self.vocab);
            known.push(Known { bytes, lexeme, norm });
            push(bytes, lexeme, norm);
            at += bytes;
        }
        lexemes.keep_chunk(chunk, &known);
    }

    fn split(&self, chunk: &str) -> Vec<Piece> {
        if let Some(rule) = self.rules.get(chunk) {
            return rule.to_vec();
        }
        let mut pieces = Vec::new();
        let mut suffixes = Vec::new();
        let core = self.strip(chunk, &mut pieces, &mut suffixes);
        self.split_core(core, &mut pieces);
        pieces.extend(suffixes.into_iter().rev());
        pieces
    }

    /// Takes prefixes and suffixes off in turn, until none is left or an exception appears.
    fn strip<'t>(&self, chunk: &'t str, prefixes: &mut Vec<Piece>, suffixes: &mut Vec<Piece>) -> &'t str {
        let mut core = chunk;
        while !core.is_empty() && self.rules.get(core).is_none() && !self.affixes.is_whole(core) {
            let prefix = self.affixes.prefix(core);
            let without_prefix = &core[prefix..];
            if prefix > 0 && self.rules.get(without_prefix).is_some() {
                prefixes.push(Piece::plain(prefix));
                return without_prefix;
            }
            let suffix = self.affixes.suffix(without_prefix);
            let without_suffix = &core[..core.len() - suffix];
            if suffix > 0 && self.rules.get(without_suffix).is_some() {
                suffixes.push(Piece::plain(suffix));
                return without_suffix;
            }
            if prefix == 0 && suffix == 0 {
                return core;
            }
            prefixes.extend((prefix > 0).then_some(Piece::plain(prefix)));
            suffixes.extend((suffix > 0).then_some(Piece::plain(suffix)));
            core = &core[prefix..core.len() - suffix];
        }
        core
    }

    fn split_core(&self, core: &str, pieces: &mut Vec<Piece>) {
        if let Some(rule) = self.rules.get(core) {
            pieces.extend(rule);
        } else if self.affixes.is_url(core) {
            pieces.push(Piece::plain(core.len()));
        } else {
            self.split_infixes(core, pieces);
        }
    }

    fn split_infixes(&self, core: &str, pieces: &mut Vec<Piece>) {
        let (mut start, mut from) = (0, 0);
        while let Some(infix) = self.affixes.infix(core, from) {
            // An empty infix, which a customised model may have, cuts without taking anything.
            from = if infix.is_empty() { after_char(core, infix.end) } else { infix.end };
            if infix.start > 0 {
                let cuts = [infix.start - start, infix.len()];
                pieces.extend(cuts.into_iter().filter(|&bytes| bytes > 0).map(Piece::plain));
                start = infix.end;
            }
            if from > core.len() {
                break;
            }
        }
        pieces.extend((start < core.len()).then(|| Piece::plain(core.len() - start)));
    }

    /// Token ranges that are an exception's, without overlap, in order. Longer ones win, then earlier ones; a range is
    /// out if an end of it lies in a longer one, even in one that is out itself.
    fn phrases_in(&self, tokens: &[RawToken], lexemes: &Lexemes) -> Vec<Range<usize>> {
        let id = |token: &RawToken| lexemes[token.lexeme].orth;
        let mut found: Vec<Range<usize>> = Vec::new();
        for (start, token) in tokens.iter().enumerate() {
            let Some(phrases) = self.phrases.get(&id(token)) else { continue };
            let rest = &tokens[start + 1..];
            let fits = |others: &&[u64]| {
                others.len() <= rest.len() && others.iter().zip(rest).all(|(&other, token)| other == id(token))
            };
            found.extend(
                phrases.iter().map(|others| &**others).filter(fits).map(|others| start..start + 1 + others.len()),
            );
        }
        found.sort_unstable_by_key(|range| (Reverse(range.len()), range.start));
        let mut taken = vec![false; if found.is_empty() { 0 } else { tokens.len() }];
        found.retain(|range| {
            let free = !taken[range.start] && !taken[range.end - 1];
            taken[range.clone()].fill(true);
            free
        });
        found.sort_unstable_by_key(|range| range.start);
        found
    }

    /// Puts the exceptions at `ranges` in the place of their tokens, where the text has them with the same spaces.
    fn join(&self, text: &str, tokens: Vec<RawToken>, ranges: &[Range<usize>], lexemes: &mut Lexemes) -> Vec<RawToken> {
        let mut joined = Vec::with_capacity(tokens.len());
        let mut next = 0;
        for range in ranges {
            let (first, last) = (tokens[range.start], tokens[range.end - 1]);
            let Some(rule) = self.rules.get(&text[first.start..last.end]) else { continue };
            joined.extend_from_slice(&tokens[next..range.start]);
            let mut start = first.start;
            for &Piece { bytes, norm } in rule {
                let end = start + bytes;
                let lexeme = lexemes.number(&text[start..end], &self.vocab);
                joined.push(RawToken { start, end, lexeme, norm, spacy: end == last.end && last.spacy });
                start = end;
            }
            next = range.end;
        }
        joined.extend_from_slice(&tokens[next..]);
        joined
    }
}

impl Affixes {
    fn new(sources: Sources<'_>) -> Result<Self, LoadError> {
        let Sources { prefix, suffix, infix, url, token } = sources;
        let ids = [prefix, suffix, infix, url].map(|source| source.map_or(0, string_id));
        if ids == ENGLISH && token.is_none() {
            return Ok(Affixes::English);
        }
        Ok(Affixes::Custom(Box::new(Patterns::new(sources)?)))
    }

    fn prefix(&self, text: &str) -> usize {
        match self {
            Affixes::English => affixes::prefix(text),
            Affixes::Custom(patterns) => patterns.prefix(text),
        }
    }

    fn suffix(&self, text: &str) -> usize {
        match self {
            Affixes::English => affixes::suffix(text),
            Affixes::Custom(patterns) => patterns.suffix(text),
        }
    }

    fn infix(&self, text: &str, from: usize) -> Option<Range<usize>> {
        match self {
            Affixes::English => affixes::infix(text, from),
            Affixes::Custom(patterns) => patterns.infix(text, from),
        }
    }

    fn is_url(&self, text: &str) -> bool {
        match self {
            Affixes::English => url::is_url(text),
            Affixes::Custom(patterns) => patterns.is_url(text),
        }
    }

    fn is_whole(&self, text: &str) -> bool {
        match self {
            Affixes::English => false,
            Affixes::Custom(patterns) => patterns.is_whole(text),
        }
    }
}

/// Offset past the character at `at`; past the end of the text where there is none.
fn after_char(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(1, char::len_utf8)
}
