//! Which model a command uses, and how it gets there.

use anyhow::{Context, bail};
use rapporteur::models::{self, Known};
use rapporteur::{Lexicon, Reader};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How a command opens model and lexicon: arguments of every command that reads.
#[derive(clap::Args)]
pub struct Opening {
    /// The model: a path (folder, package folder or wheel), or the name of a known one.
    #[arg(long, env = "RAPPORTEUR_MODEL", value_name = "PATH|NAME")]
    model: Option<PathBuf>,
    /// Never touch the network: fail where the model is not there.
    #[arg(long)]
    offline: bool,
    /// A folder with tables of your own, layered over the lexicon's tables of the same names.
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
}

impl Opening {
    /// Opens model and lexicon; a known model that is not there is installed first, with a notice.
    pub fn open(&self) -> anyhow::Result<Reader> {
        let path = self.path()?;
        let lexicon = lexicon(self.lexicon.as_deref())?;
        Ok(Reader::open(&path, lexicon)?)
    }

    /// The model's path; a known one that is not there is installed first.
    pub fn path(&self) -> anyhow::Result<PathBuf> {
        let named = match &self.model {
            None => Some(models::DEFAULT),
            Some(path) if path.exists() => return Ok(path.clone()),
            Some(path) => path.to_str(),
        };
        let Some(model) = named.and_then(Known::find) else {
            bail!(
                "there is no model at {}, and none of that name is known (`rapporteur model list` names the known ones)",
                self.model.as_deref().unwrap_or("".as_ref()).display()
            );
        };
        if let Some(path) = models::installed(&model) {
            return Ok(path);
        }
        if self.offline {
            bail!(
                "the model {} {} is not installed, and --offline forbids to fetch it; run `rapporteur model install {}` \
                 where there is a network, or give the path of a model with --model",
                model.name,
                model.version,
                model.name
            );
        }
        install(&model)
    }
}

/// The embedded lexicon with the tables of a folder over it.
pub fn lexicon(folder: Option<&Path>) -> anyhow::Result<Lexicon> {
    let Some(folder) = folder else { return Ok(Lexicon::embedded()) };
    let mut tables = Vec::new();
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read the folder {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if [".tsv", ".actors.txt", ".agents.txt"].iter().any(|end| name.ends_with(end)) {
            let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            tables.push((name, text));
        }
    }
    tables.sort();
    Lexicon::layered(&tables).with_context(|| format!("the tables in {} cannot be used", folder.display()))
}

/// Installs a known model, saying so.
pub fn install(model: &Known) -> anyhow::Result<PathBuf> {
    let bar = indicatif::ProgressBar::new_spinner();
    let terminal = std::io::stderr().is_terminal();
    if terminal {
        bar.enable_steady_tick(Duration::from_millis(100));
    }
    let mut step = |what: &str| match terminal {
        true => bar.set_message(format!("{what} …")),
        false => anstream::eprintln!("rapporteur: {what}"),
    };
    let path = models::install(model, &mut step)?;
    bar.finish_and_clear();
    Ok(path)
}
