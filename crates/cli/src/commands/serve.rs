//! `rapporteur serve`: a store as pages.

use super::add::Address;
use crate::model;
use anyhow::{Context, bail};
use rapporteur::Reader;
use rapporteur_web::{App, Settings};
use std::io::IsTerminal;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

/// Arguments of `rapporteur serve`.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  rapporteur serve --store talks.db\n  \
                        RAPPORTEUR_TOKEN=… rapporteur serve --store talks.db --listen 192.168.1.7:7130\n\n\
                        The server has no encryption of its own: put one in front of it where others are on the way.")]
pub struct Arguments {
    #[command(flatten)]
    store: Address,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    model: model::Opening,
}

/// Where to listen, and to whom.
#[derive(clap::Args)]
pub struct Place {
    /// Address and port. Any but this machine's own needs a token.
    #[arg(long, default_value = "127.0.0.1:7130", value_name = "ADDRESS:PORT")]
    listen: SocketAddr,
    /// The token that every request has to bring.
    #[arg(long, env = "RAPPORTEUR_TOKEN", hide_env_values = true, value_name = "TOKEN")]
    token: Option<String>,
    /// A host that reports may be fetched from although it lies in a private network.
    #[arg(long = "allow-fetch", value_name = "HOST")]
    inner: Vec<String>,
    /// Open the page in a browser.
    #[arg(long)]
    pub open: bool,
    /// What the store is about, in a sentence or two, for the overview.
    #[arg(long, value_name = "TEXT")]
    pub about: Option<String>,
    /// A further name under which the server is asked.
    #[arg(long = "host", value_name = "NAME")]
    hosts: Vec<String>,
}

/// Serves until it is stopped.
pub fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    // A store that is missing is told of in words, not made.
    drop(arguments.store.open()?);
    let reader = arguments.model.open();
    if let Err(error) = &reader {
        anstream::eprintln!("rapporteur: no report can be read on the page, for {error:#}");
    }
    serve(arguments.store.address(), reader.ok(), arguments.place)
}

/// Shortest token: 16 characters of hexadecimal digits are 64 bits.
const SHORTEST: usize = 16;

/// Serves the store at an address.
pub fn serve(store: &str, reader: Option<Reader>, place: Place) -> anyhow::Result<ExitCode> {
    let Place { listen, token, inner, open, about, mut hosts } = place;
    if !listen.ip().is_loopback() && token.is_none() {
        bail!("{listen} can be reached from other machines: give a token with RAPPORTEUR_TOKEN or --token");
    }
    if token.as_ref().is_some_and(|token| token.len() < SHORTEST || !token.bytes().all(|b| b.is_ascii_alphanumeric())) {
        bail!("a token has at least {SHORTEST} characters, letters and digits only");
    }
    hosts.iter_mut().for_each(|host| host.make_ascii_lowercase());
    if !listen.ip().is_unspecified() {
        hosts.push(listen.ip().to_string());
    }
    let query = token.as_ref().map(|token| format!("?token={token}")).unwrap_or_default();
    let app = Arc::new(App::open(store, reader, Settings { token, hosts, inner, about, ..Settings::default() })?);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        // What waits for the store waits for its turn before it takes a thread; more threads would only take memory.
        .max_blocking_threads(app.workers())
        .build()
        .context("cannot start threads")?;
    runtime
        .block_on(async {
            let listener = tokio::net::TcpListener::bind(listen).await;
            let listener = listener.with_context(|| format!("cannot listen on {listen}; try another --listen"))?;
            let address = format!("http://{}/", listener.local_addr()?);
            // On a terminal the address is there to be clicked; in a log nobody shall find the token.
            let told = if std::io::stderr().is_terminal() { query.as_str() } else { "" };
            anstream::eprintln!("rapporteur: {address}{told} (Ctrl-C ends it)");
            if open {
                browse(&format!("{address}{query}"));
            }
            Ok(rapporteur_web::serve(app, listener).await?)
        })
        .map(|()| ExitCode::SUCCESS)
}

/// Shows an address in the user's browser, where there is one.
fn browse(address: &str) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let mut command = std::process::Command::new(opener);
    // Where there is no browser the address stands on the terminal.
    let _ = command.arg(address).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn();
}
