//! The pipeline: which part runs when, and what each takes from those before it.

use crate::components::attribute_ruler::{AttributeRuler, Seen};
use crate::components::lemmatizer::{Form, Lemmas, Lemmatizer};
use crate::components::ner::{Ner, Recognizing};
use crate::components::noun_chunks::noun_chunks;
use crate::components::parser::{Parser, Parsing};
use crate::components::tagger::Tagger;
use crate::layers::WIDTH;
use crate::load::ModelFiles;
use crate::thinc::Network;
use crate::tok2vec::{BLOCK, Features, Tok2Vec, TypeCache};
use crate::tokenizer::{RawToken, Tokenizer};
use crate::vectors::Vectors;
use crate::vocab::{Lexemes, Vocab};
use crate::{LoadError, config};
use rapporteur_text::{Doc, Entity, Parts, Pos, Span, Tag, Word};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// Word forms that a reader remembers from one text to the next; past that it begins anew.
const LEXEMES: usize = 200_000;

/// A model, opened. It never changes, and threads share it; each reads through its own [`Reader`].
pub struct Pipeline {
    meta: ModelMeta,
    vectors: Vectors,
    tokenizer: Tokenizer,
    tok2vec: Tok2Vec,
    tagger: Tagger,
    parser: Parser,
    ruler: AttributeRuler,
    lemmatizer: Lemmatizer,
    ner: Ner,
}

/// Which model a pipeline was opened from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelMeta {
    /// Language and name: `en_core_web_sm`.
    pub name: String,
    /// Version: `3.8.0`.
    pub version: String,
    /// What `meta.json` says about the licence: `MIT`.
    pub licence: String,
    /// SHA-256, in hexadecimal, over the names, lengths and contents of the files that were read. Models that differ in
    /// anything that could change a result differ in it.
    pub sha256: String,
}

impl Pipeline {
    /// Opens the model at `path`: its folder, the package folder around it, or a wheel. Nothing is fetched or written.
    ///
    /// # Errors
    /// If there is no model, if a file of it is missing or damaged, or if it needs what is not implemented.
    pub fn open(path: &Path) -> Result<Pipeline, LoadError> {
        const TOK2VEC: &str = "tok2vec/model";
        let mut files = ModelFiles::open(path)?;
        config::check(&files.read_text("config.cfg")?)?;
        let meta = files.read_json("meta.json")?;
        let vectors = read_vectors(&mut files)?;
        let vocab = Vocab::from_lookups(&files.read("vocab/lookups.bin")?)?;
        let tokenizer = Tokenizer::from_msgpack(&files.read("tokenizer")?, vocab)?;
        let bytes = files.read(TOK2VEC)?;
        let tok2vec = Tok2Vec::read(&Network::read(TOK2VEC, &bytes)?, TOK2VEC, &vectors)?;
        let tagger = Tagger::read(&mut files)?;
        let parser = Parser::read(&mut files)?;
        let ruler = AttributeRuler::from_msgpack(&files.read("attribute_ruler/patterns")?)?;
        let lemmatizer = Lemmatizer::from_msgpack(&files.read("lemmatizer/lookups/lookups.bin")?)?;
        let ner = Ner::read(&mut files, &vectors)?;
        let text = |key: &str| meta[key].as_str().unwrap_or_default().to_owned();
        let meta = ModelMeta {
            name: format!("{}_{}", text("lang"), text("name")),
            version: text("version"),
            licence: text("license"),
            sha256: files.fingerprint(),
        };
        Ok(Pipeline { meta, vectors, tokenizer, tok2vec, tagger, parser, ruler, lemmatizer, ner })
    }

    /// Which model it is.
    pub fn meta(&self) -> &ModelMeta {
        &self.meta
    }

    /// A reader for one thread.
    pub fn reader(&self) -> Reader<'_> {
        Reader {
            pipeline: self,
            lexemes: Lexemes::default(),
            lemmas: Lemmas::default(),
            types: TypeCache::default(),
            parsing: Parsing::default(),
            recognizing: Recognizing::default(),
            scores: Vec::new(),
        }
    }
}

fn read_vectors(files: &mut ModelFiles) -> Result<Vectors, LoadError> {
    const CFG: &str = "vocab/vectors.cfg";
    let mode = &files.read_json(CFG)?["mode"];
    if mode != "default" {
        return Err(LoadError::unsupported(format!("mode in {CFG}"), mode, "\"default\""));
    }
    Vectors::read(files.read("vocab/vectors")?, &files.read("vocab/key2row")?)
}

/// Reads texts with a [`Pipeline`]. It keeps what it worked out about word forms, to be quicker with the next text;
/// what it finds in a text never depends on what it read before.
pub struct Reader<'p> {
    pipeline: &'p Pipeline,
    lexemes: Lexemes,
    lemmas: Lemmas,
    types: TypeCache,
    parsing: Parsing,
    recognizing: Recognizing,
    scores: Vec<f32>,
}

impl Reader<'_> {
    /// Reads a text.
    pub fn read(&mut self, text: &Arc<str>) -> Doc {
        self.read_pieces(text, &[])
    }

    /// Reads a text piece by piece: no sentence, entity or name runs over a cut. `cuts` are byte offsets into the text,
    /// ascending, each at a character.
    pub fn read_pieces(&mut self, text: &Arc<str>, cuts: &[usize]) -> Doc {
        let mut parts = Parts { morphs: self.pipeline.ruler.morphs().to_vec(), ..Parts::default() };
        let mut start = 0;
        for &end in cuts.iter().chain([&text.len()]) {
            self.append(&text[start..end], start, &mut parts);
            start = end;
        }
        Doc::new(text.clone(), parts)
    }

    /// Reads `text`, which begins at byte `start` of the whole, behind what was read before.
    fn append(&mut self, text: &str, start: usize, parts: &mut Parts) {
        let Pipeline { vectors, tokenizer, parser, ruler, ner, .. } = self.pipeline;
        let first = parts.words.len();
        if self.lexemes.is_full() || self.lexemes.len() > LEXEMES {
            self.lexemes.clear();
            self.lemmas.clear();
        }
        let tokens = tokenizer.tokenize(text, &mut self.lexemes);
        let (tensor, tags) = self.tag_and_parse(&tokens);
        let lexemes = &self.lexemes;
        let is_space = |i: usize| lexemes[tokens[i].lexeme].is_space;
        let mut tree = parser.finish(&self.parsing, is_space);
        let features = |i: usize| features(&tokens[i], lexemes);
        let entities = ner.entities(&tree.starts, features, vectors, &mut self.recognizing);
        let see = |(i, token): (usize, &RawToken)| Seen {
            tag: tags[i],
            dep: tree.deps[i],
            lower: &lexemes[token.lexeme].lower,
            is_space: is_space(i),
        };
        let annotations = ruler.apply(&tokens.iter().enumerate().map(see).collect::<Vec<_>>());
        let behind = |tokens: Range<usize>| tokens.start + first..tokens.end + first;
        parts.entities.extend(entities.into_iter().map(|entity| Entity { tokens: behind(entity.tokens), ..entity }));
        parts.tensor.extend(tensor);
        for (i, (token, annotation)) in tokens.iter().zip(&annotations).enumerate() {
            tree.deps[i] = annotation.dep;
            let lexeme = &lexemes[token.lexeme];
            let lemma = annotation.lemma.unwrap_or_else(|| {
                let morph = &ruler.morphs()[annotation.morph as usize];
                let form = &text[token.start..token.end];
                let form = Form { text: form, lower: &lexeme.lower, pos: annotation.pos, morph };
                self.pipeline.lemmatizer.lemma(form, token.lexeme, annotation.morph, &mut self.lemmas)
            });
            let lemma = parts.intern(lemma);
            let lower = parts.intern(&lexeme.lower);
            let norm = parts.intern(tokenizer.norm(token, lexemes));
            parts.words.push(Word {
                span: Span::new(start + token.start, start + token.end),
                spacy: token.spacy,
                lower,
                norm,
                lemma,
                tag: annotation.tag,
                pos: annotation.pos.unwrap_or(Pos::X),
                morph: annotation.morph,
                head: first as u32 + tree.heads[i],
                dep: annotation.dep,
                starts_sentence: tree.starts[i],
            });
        }
        let pos: Vec<Pos> = parts.words[first..].iter().map(|word| word.pos).collect();
        let chunks = noun_chunks(&pos, &tree.deps, &tree.heads, &tree.left_edges);
        parts.chunks.extend(chunks.into_iter().map(behind));
    }

    /// Token vectors, a block at a time; from each the tags, and the parse as far as it gets.
    fn tag_and_parse(&mut self, tokens: &[RawToken]) -> (Vec<f32>, Vec<Tag>) {
        let Pipeline { vectors, tok2vec, tagger, parser, .. } = self.pipeline;
        let length = tokens.len();
        let mut tensor = vec![0.0; length * WIDTH];
        let mut tags = Vec::with_capacity(length);
        let features = |i: usize| features(&tokens[i], &self.lexemes);
        parser.begin(length, &mut self.parsing);
        for first in (0..length).step_by(BLOCK) {
            let block = first..length.min(first + BLOCK);
            let rows = &mut tensor[block.start * WIDTH..block.end * WIDTH];
            tok2vec.rows(length, block.clone(), features, vectors, &mut self.types, rows);
            tagger.tag(rows, block.len(), &mut self.scores, &mut tags);
            parser.advance(&tensor[..block.end * WIDTH], &mut self.parsing);
        }
        (tensor, tags)
    }
}

/// What the networks see of a token.
fn features(token: &RawToken, lexemes: &Lexemes) -> Features {
    let lexeme = &lexemes[token.lexeme];
    Features {
        norm: if token.norm == 0 { lexeme.norm } else { token.norm },
        prefix: lexeme.prefix,
        suffix: lexeme.suffix,
        shape: lexeme.shape,
        spacy: token.spacy,
        is_space: lexeme.is_space,
        orth: lexeme.orth,
    }
}
