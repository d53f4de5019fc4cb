//! What can go wrong while a model is opened. Reading a text cannot fail.

use std::path::PathBuf;

/// Why a model cannot be used: what was being done, with which file, and what would help.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The path cannot be read at all.
    #[error("cannot open the model {}: {source}", path.display())]
    Open {
        /// The path that was given.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// There is no model at the path, or there are several.
    #[error(
        "{} holds no model that can be used: {reason}; give the folder with config.cfg and meta.json, the package folder \
         around it, or the wheel",
        path.display()
    )]
    NoModel {
        /// The path that was given.
        path: PathBuf,
        /// What was found instead.
        reason: String,
    },
    /// A file of the model is missing, damaged or not what it should be.
    #[error("the model's file {file} cannot be used: {reason}; the model may be incomplete, install it again")]
    File {
        /// Path inside the model's folder.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The model needs something that this engine does not do.
    #[error(
        "the model sets {setting} to {found}, and only {wanted} is implemented; en_core_web_sm and en_core_web_md of spaCy \
         3.7 and 3.8 are known to work"
    )]
    Unsupported {
        /// The setting, as config.cfg or the model's file names it.
        setting: String,
        /// Its value.
        found: String,
        /// What the engine can do.
        wanted: String,
    },
}

impl LoadError {
    /// A file of the model that is not as it should be.
    pub(crate) fn file(file: impl Into<String>, reason: impl ToString) -> Self {
        LoadError::File { file: file.into(), reason: reason.to_string() }
    }

    /// A setting that the engine does not implement.
    pub(crate) fn unsupported(setting: impl Into<String>, found: impl ToString, wanted: impl Into<String>) -> Self {
        LoadError::Unsupported { setting: setting.into(), found: found.to_string(), wanted: wanted.into() }
    }
}
