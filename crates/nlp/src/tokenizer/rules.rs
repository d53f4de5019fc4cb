//! The exceptions of a tokenizer: chunks whose tokens are listed.

use super::FILE;
use crate::LoadError;
use crate::msgpack::{Entries, entries, items, text};
use crate::strings::{QuickMap, string_id};
use rmpv::ValueRef;

/// spaCy's numbers of the two attributes that an exception's token may have.
const ORTH: u64 = 65;
const NORM: u64 = 67;

/// The exceptions, by the chunk that each stands for.
#[derive(Default)]
pub(super) struct Rules {
    pieces: QuickMap<Box<str>, Box<[Piece]>>,
    /// Bytes of the longest: a longer text need not be looked up.
    longest: usize,
}

/// A stretch of a chunk that becomes a token; the pieces of a chunk tile it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) bytes: usize,
    pub(super) norm: u64,
}

impl Rules {
    /// Reads `{chunk: [{ORTH: text, NORM: text}, …]}`, and notes the texts of the norms.
    pub(super) fn read(exceptions: &Entries<'_>, norms: &mut QuickMap<u64, Box<str>>) -> Result<Self, LoadError> {
        let mut rules = Rules::default();
        for (chunk, tokens) in exceptions {
            let Some(chunk) = text(chunk) else { return Err(LoadError::file(FILE, "an exception is no text")) };
            let fail = || LoadError::file(FILE, format!("the exception {chunk:?} has no tokens that tile it"));
            let tokens = items(tokens).ok_or_else(fail)?;
            let mut pieces = Vec::with_capacity(tokens.len());
            let mut rest = chunk;
            for token in tokens {
                let (orth, norm) = read_token(token).ok_or_else(fail)?;
                rest = rest.strip_prefix(orth).filter(|_| !orth.is_empty()).ok_or_else(fail)?;
                pieces.push(Piece { bytes: orth.len(), norm: norm.map_or(0, string_id) });
                norms.extend(norm.map(|norm| (string_id(norm), norm.into())));
            }
            if !rest.is_empty() {
                return Err(fail());
            }
            rules.add(chunk, pieces);
        }
        Ok(rules)
    }

    /// Adds an exception; the pieces tile the chunk.
    pub(super) fn add(&mut self, chunk: &str, pieces: Vec<Piece>) {
        self.longest = self.longest.max(chunk.len());
        self.pieces.insert(chunk.into(), pieces.into());
    }

    /// The chunks that are exceptions, in no order.
    pub(super) fn chunks(&self) -> impl Iterator<Item = &str> {
        self.pieces.keys().map(|chunk| &**chunk)
    }

    /// The tokens of a text that is an exception.
    pub(super) fn get(&self, text: &str) -> Option<&[Piece]> {
        if text.len() > self.longest { None } else { self.pieces.get(text).map(|pieces| &**pieces) }
    }
}

impl Piece {
    /// A token without a norm of its own.
    pub(super) fn plain(bytes: usize) -> Self {
        Piece { bytes, norm: 0 }
    }
}

/// Text and norm of one token of an exception; `None` where it has other attributes.
fn read_token<'b>(token: &ValueRef<'b>) -> Option<(&'b str, Option<&'b str>)> {
    let (mut orth, mut norm) = (None, None);
    for (attr, value) in entries(token)? {
        match attr.as_u64()? {
            ORTH => orth = Some(text(value)?),
            NORM => norm = Some(text(value)?),
            _ => return None,
        }
    }
    Some((orth?, norm))
}
