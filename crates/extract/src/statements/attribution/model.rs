//! The learned parts, read from the weight file that is built into the program.

use super::linear::Linear;
use super::network::Network;
use super::vocabulary::{Known, Vocabulary};
use crate::learned::Archive;
use crate::learned::Trees;
use std::sync::OnceLock;

/// Everything that training made.
#[derive(Debug)]
pub(super) struct Model {
    pub vocabulary: Vocabulary,
    /// Is this word the head of a cue?
    pub cues: Linear,
    /// Is this the content of the cue?
    pub contents: Linear,
    /// Does this name the source of the cue?
    pub sources: Linear,
    pub network: Network,
    /// Weighs what speaks for a cue with a content, and for a source of it.
    pub ranker: Option<Ranker>,
}

/// The last judges.
#[derive(Debug)]
pub(super) struct Ranker {
    /// Log odds that the attribution is right.
    pub contents: Trees,
    /// How much the content is like the right one.
    pub likeness: Trees,
    /// Log odds that the source is right.
    pub sources: Trees,
}

/// Made by `training/attribution`.
const WEIGHTS: &[u8] = include_bytes!("../../../models/attribution.bin");

impl Model {
    /// The model that is built into the program.
    pub fn embedded() -> &'static Model {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Model::read(WEIGHTS).expect("the weight file that is built in is whole"))
    }

    /// Reads a weight file; `None` where `bytes` are none.
    pub fn read(bytes: &[u8]) -> Option<Model> {
        let archive = Archive::read(bytes)?;
        let vocabulary = vocabulary(&archive);
        Some(Model {
            cues: linear(&archive, "cues"),
            contents: linear(&archive, "contents"),
            sources: linear(&archive, "sources"),
            network: Network::read(&archive, &vocabulary),
            ranker: archive.has("ranker_contents_starts").then(|| Ranker {
                contents: Trees::read(&archive, "ranker_contents"),
                likeness: Trees::read(&archive, "ranker_likeness"),
                sources: Trees::read(&archive, "ranker_sources"),
            }),
            vocabulary,
        })
    }
}

fn vocabulary(archive: &Archive) -> Vocabulary {
    let (rates, often) = (archive.floats("lemma_rate"), archive.shorts("lemma_often"));
    let known = archive.longs("lemma_hash").into_iter().zip(rates.into_iter().zip(often)).enumerate();
    let known = known.map(|(row, (hash, (rate, often)))| (hash, Known { row: row as u16 + 1, rate, often }));
    let priors = archive.floats("priors");
    Vocabulary::new(known, std::array::from_fn(|class| std::array::from_fn(|pos| priors[class * 4 + pos])))
}

fn linear(archive: &Archive, name: &str) -> Linear {
    let scale = archive.floats(&format!("{name}_scale"));
    Linear { weights: archive.bytes(&format!("{name}_weights")), scale: scale[0], bias: scale[1] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weight_file_is_whole() {
        assert!(Model::embedded().ranker.is_some());
    }
}
