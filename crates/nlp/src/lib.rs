//! Runs spaCy's English CNN pipelines natively: a text goes in, a parsed [`Doc`](rapporteur_text::Doc) comes out.
//!
//! In: the official model directory (or wheel) of `en_core_web_sm` or `en_core_web_md`, as published, and texts. Out:
//! tokens, norms, tags, parts of speech, morphology, lemmas, dependency tree, sentences, entities, noun chunks and the
//! tok2vec rows, with the labels that spaCy itself gives. [`Pipeline::open`] reads a model once; it never changes
//! afterwards and is shared by threads. Each thread reads through a [`Reader`] of its own, which holds caches and
//! scratch space; what a reader read before never changes what it reads next.
//!
//! A model that asks for anything that is not implemented here is refused by name when it is opened. Reading cannot
//! fail. Fetching models, and everything that the text means, is left to others.
//!
//! The algorithms are those of spaCy 3.8 and thinc 8.3 (MIT, ExplosionAI GmbH and contributors).

mod components;
mod config;
mod error;
mod layers;
mod load;
mod msgpack;
mod pipeline;
mod strings;
mod thinc;
mod tok2vec;
mod tokenizer;
mod transition;
mod unicode;
mod vectors;
mod vocab;

pub use error::LoadError;
pub use pipeline::{ModelMeta, Pipeline, Reader};
