//! The parts of a pipeline, named as spaCy names them, one file each.

pub(crate) mod attribute_ruler;
pub(crate) mod lemmatizer;
pub(crate) mod ner;
pub(crate) mod noun_chunks;
pub(crate) mod parser;
pub(crate) mod tagger;
