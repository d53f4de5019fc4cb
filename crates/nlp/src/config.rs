//! Reads `config.cfg` and refuses, by name, what the engine does not implement.
//!
//! In: the text of the file, spaCy's INI dialect: sections with dots, JSON values, references `${section:key}`. Out:
//! nothing but the assurance that the model's parts are those that [`crate::components`] implements. Sizes are read
//! from the weights; which file says what else is known from spaCy's serialisation.

use crate::LoadError;
use serde_json::Value;
use std::collections::HashMap;

const FILE: &str = "config.cfg";

/// The parts of a pipeline, in an order in which they may run. Each works from what those before it found.
const COMPONENTS: [&str; 6] = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"];

/// Pairs of parts whose order changes the result.
const ORDER: [(&str, &str); 6] = [
    ("tok2vec", "tagger"),
    ("tok2vec", "parser"),
    ("parser", "ner"),
    ("tagger", "attribute_ruler"),
    ("parser", "attribute_ruler"),
    ("attribute_ruler", "lemmatizer"),
];

/// Settings and the one value that is implemented.
const SETTINGS: &[(&str, &str)] = &[
    ("nlp.lang", "\"en\""),
    ("nlp.tokenizer.@tokenizers", "\"spacy.Tokenizer.v1\""),
    ("components.tok2vec.factory", "\"tok2vec\""),
    ("components.tok2vec.model.@architectures", "\"spacy.Tok2Vec.v2\""),
    ("components.tagger.factory", "\"tagger\""),
    ("components.tagger.model.@architectures", "\"spacy.Tagger.v2\""),
    ("components.tagger.model.tok2vec.@architectures", "\"spacy.Tok2VecListener.v1\""),
    ("components.parser.factory", "\"parser\""),
    ("components.parser.learn_tokens", "false"),
    ("components.parser.model.@architectures", "\"spacy.TransitionBasedParser.v2\""),
    ("components.parser.model.state_type", "\"parser\""),
    ("components.parser.model.extra_state_tokens", "false"),
    ("components.parser.model.use_upper", "true"),
    ("components.parser.model.hidden_width", "64"),
    ("components.parser.model.maxout_pieces", "2"),
    ("components.parser.model.tok2vec.@architectures", "\"spacy.Tok2VecListener.v1\""),
    ("components.attribute_ruler.factory", "\"attribute_ruler\""),
    ("components.lemmatizer.factory", "\"lemmatizer\""),
    ("components.lemmatizer.mode", "\"rule\""),
    ("components.lemmatizer.overwrite", "false"),
    ("components.ner.factory", "\"ner\""),
    ("components.ner.model.@architectures", "\"spacy.TransitionBasedParser.v2\""),
    ("components.ner.model.state_type", "\"ner\""),
    ("components.ner.model.extra_state_tokens", "false"),
    ("components.ner.model.use_upper", "true"),
    ("components.ner.model.hidden_width", "64"),
    ("components.ner.model.maxout_pieces", "2"),
    ("components.ner.model.tok2vec.@architectures", "\"spacy.Tok2Vec.v2\""),
];

/// Settings of each of the two embeddings, below its section.
const TOK2VEC: &[(&str, &str)] = &[
    ("embed.@architectures", "\"spacy.MultiHashEmbed.v2\""),
    ("embed.width", "96"),
    ("encode.@architectures", "\"spacy.MaxoutWindowEncoder.v2\""),
    ("encode.width", "96"),
    ("encode.depth", "4"),
    ("encode.window_size", "1"),
    ("encode.maxout_pieces", "3"),
];

/// Refuses a model whose `config.cfg` asks for what is not implemented.
pub(crate) fn check(text: &str) -> Result<(), LoadError> {
    let config = Config::parse(text)?;
    config.check_pipeline()?;
    for (setting, wanted) in SETTINGS {
        config.check(setting, wanted)?;
    }
    for section in ["components.tok2vec.model", "components.ner.model.tok2vec"] {
        for (setting, wanted) in TOK2VEC {
            config.check(&format!("{section}.{setting}"), wanted)?;
        }
    }
    Ok(())
}

/// Values by `section.key`; objects written inline are flattened like sections.
struct Config {
    values: HashMap<String, Value>,
}

impl Config {
    fn parse(text: &str) -> Result<Self, LoadError> {
        let mut config = Config { values: HashMap::new() };
        let mut section = String::new();
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with(['#', ';']) {
            } else if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                section = name.to_owned();
            } else if let Some((key, value)) = line.split_once('=') {
                // What is no JSON is a reference or a bare word.
                let value = value.trim();
                let value = serde_json::from_str(value).unwrap_or_else(|_| Value::from(value));
                config.insert(format!("{section}.{}", key.trim()), value);
            } else {
                return Err(LoadError::file(FILE, format!("line {} is no setting: {line}", number + 1)));
            }
        }
        Ok(config)
    }

    fn insert(&mut self, path: String, value: Value) {
        match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    self.insert(format!("{path}.{key}"), value);
                }
            }
            value => {
                self.values.insert(path, value);
            }
        }
    }

    /// The value at the path, references followed; null where there is none.
    fn get(&self, path: &str) -> &Value {
        let mut value = self.values.get(path).unwrap_or(&Value::Null);
        // References may lead to references, but a circle of them leads nowhere.
        for _ in 0..8 {
            let target = value.as_str().and_then(|text| text.strip_prefix("${")?.strip_suffix('}'));
            let Some(target) = target else { return value };
            value = self.values.get(&target.replace(':', ".")).unwrap_or(&Value::Null);
        }
        &Value::Null
    }

    fn check(&self, setting: &str, wanted: &str) -> Result<(), LoadError> {
        let found = self.get(setting).to_string();
        if found == wanted { Ok(()) } else { Err(LoadError::unsupported(setting, found, wanted)) }
    }

    fn check_pipeline(&self) -> Result<(), LoadError> {
        let disabled = self.names("nlp.disabled");
        let pipeline: Vec<_> = self.names("nlp.pipeline").into_iter().filter(|name| !disabled.contains(name)).collect();
        let fail = || LoadError::unsupported("nlp.pipeline", format!("{pipeline:?}"), format!("{COMPONENTS:?}"));
        let place = |name: &str| pipeline.iter().position(|other| *other == name);
        if pipeline.len() != COMPONENTS.len() || COMPONENTS.iter().any(|name| place(name).is_none()) {
            return Err(fail());
        }
        if ORDER.iter().any(|(before, after)| place(before) > place(after)) {
            return Err(fail());
        }
        Ok(())
    }

    fn names(&self, path: &str) -> Vec<&str> {
        self.get(path).as_array().into_iter().flatten().filter_map(Value::as_str).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_inline_objects_and_references_mean_the_same() {
        let config = Config::parse(
            "[nlp]\nlang = \"en\"\ntokenizer = {\"@tokenizers\":\"spacy.Tokenizer.v1\"}\n# a remark\n\
             [a.b]\nwidth = ${c.d:width}\n\n[c.d]\nwidth = 96\nround = ${c.d:round}\n",
        )
        .unwrap();
        assert!(config.check("nlp.tokenizer.@tokenizers", "\"spacy.Tokenizer.v1\"").is_ok());
        assert!(config.check("a.b.width", "96").is_ok());
        assert_eq!(config.get("c.d.round"), &Value::Null);
        let error = config.check("nlp.lang", "\"de\"").unwrap_err().to_string();
        assert!(error.starts_with("the model sets nlp.lang to \"en\", and only \"de\" is implemented"), "{error}");
    }

    #[test]
    fn another_pipeline_is_refused() {
        let error = check("[nlp]\nlang = \"en\"\npipeline = [\"transformer\",\"ner\"]\ndisabled = []\n").unwrap_err();
        assert!(error.to_string().contains("nlp.pipeline to [\"transformer\", \"ner\"]"), "{error}");
        let order = "[nlp]\npipeline = [\"ner\",\"tok2vec\",\"tagger\",\"parser\",\"attribute_ruler\",\"lemmatizer\"]";
        assert!(check(order).unwrap_err().to_string().contains("nlp.pipeline"));
        assert!(check("[nlp]\nnonsense").unwrap_err().to_string().contains("line 2 is no setting: nonsense"));
    }
}
