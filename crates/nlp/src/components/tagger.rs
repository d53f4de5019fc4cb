//! Tags: the one that scores best for the token's vector.

use crate::LoadError;
use crate::layers::{Matrix, WIDTH};
use crate::load::ModelFiles;
use crate::thinc::Network;
use rapporteur_text::Tag;

/// Chooses a fine-grained part of speech for each token.
pub(crate) struct Tagger {
    tags: Vec<Tag>,
    weights: Matrix,
    bias: Vec<f32>,
}

impl Tagger {
    /// Reads `tagger/cfg` and `tagger/model`.
    pub(crate) fn read(files: &mut ModelFiles) -> Result<Self, LoadError> {
        const CFG: &str = "tagger/cfg";
        const MODEL: &str = "tagger/model";
        let cfg = files.read_json(CFG)?;
        let labels = cfg["labels"].as_array().ok_or_else(|| LoadError::file(CFG, "it has no labels"))?;
        let parse = |label: &serde_json::Value| {
            let tag = label.as_str().and_then(Tag::parse);
            tag.ok_or_else(|| LoadError::unsupported(format!("a label of {CFG}"), label, "the tags of OntoNotes 5"))
        };
        let tags: Vec<Tag> = labels.iter().map(parse).collect::<Result<_, _>>()?;
        if tags.is_empty() {
            return Err(LoadError::file(CFG, "it has no labels"));
        }
        let bytes = files.read(MODEL)?;
        let network = Network::read(MODEL, &bytes)?;
        let layer = network.first("softmax")?;
        let weights = Matrix::transposed(&layer.weights("W", &[tags.len(), WIDTH])?, WIDTH, tags.len());
        let bias = layer.weights("b", &[tags.len()])?;
        Ok(Tagger { tags, weights, bias })
    }

    /// Adds the tags of `count` tokens to `tags`; `scores` is scratch space.
    pub(crate) fn tag(&self, vectors: &[f32], count: usize, scores: &mut Vec<f32>, tags: &mut Vec<Tag>) {
        scores.resize(count * self.tags.len(), 0.0);
        self.weights.multiply(vectors, WIDTH, count, scores);
        for row in scores.chunks_exact(self.tags.len()) {
            let mut best = (0, row[0] + self.bias[0]);
            for (i, score) in row.iter().zip(&self.bias).map(|(score, bias)| score + bias).enumerate() {
                if score > best.1 {
                    best = (i, score);
                }
            }
            tags.push(self.tags[best.0]);
        }
    }
}
