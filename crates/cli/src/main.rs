//! The `rapporteur` command: arguments, terminals and files around the library.
//!
//! Results go to stdout, messages to stderr. Exit codes: 0 all was read, 1 some of it was not, 2 the command was used
//! wrongly or could not start.

mod commands;
mod model;

use clap::{CommandFactory, Parser, Subcommand};
use commands::ask::View;
use std::process::ExitCode;

#[derive(Parser)]
#[command(
    name = "rapporteur",
    version = version(),
    about = "Reads reports of talks, crises and conflicts; writes down who said what, with the evidence.",
    after_help = "Examples:\n  rapporteur read report.txt\n  rapporteur read page.html --format html -o record.html\n  \
                  rapporteur read corpus.jsonl --format jsonl > records.jsonl\n  rapporteur export records.jsonl --to csv -o tables/\n  \
                  rapporteur add corpus.jsonl --store talks.db\n  rapporteur meetings --store talks.db --country USA\n  \
                  rapporteur model install en_core_web_md\n\n\
                  Exit codes: 0 all was read, 1 some of it was not, 2 wrong usage or no start."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read reports and print their records.
    Read(commands::read::Arguments),
    /// Read reports and keep their records in a store.
    Add(commands::add::Arguments),
    /// Poll feeds and keep what they bring, once or for ever.
    Watch(commands::watch::Arguments),
    /// Where things stand: what is ahead, what was held, who wants what, what changed.
    Brief(commands::ask::Arguments),
    /// Events and meetings in the order in which they happened.
    Timeline(commands::ask::Arguments),
    /// Stances of parties on issues over time.
    Positions(commands::ask::Arguments),
    /// What was said.
    Quotes(commands::ask::Arguments),
    /// What was done.
    Events(commands::ask::Arguments),
    /// Figures as series: low, best, high, and who says so.
    Figures(commands::ask::Arguments),
    /// Meetings, from proposal to outcome.
    Meetings(commands::ask::Arguments),
    /// Changes of positions, with both passages.
    Changes(commands::ask::Arguments),
    /// Reports with some words.
    Search(commands::ask::Search),
    /// What became known between two days.
    Diff(commands::ask::Differ),
    /// Show a store as pages, in a browser.
    Serve(commands::serve::Arguments),
    /// Show the example: twelve invented reports of a negotiation, as pages in a browser.
    Demo(commands::demo::Arguments),
    /// Check, rebuild and describe a store.
    Store(commands::store::Arguments),
    /// Write records in a format of the field.
    Export(commands::export::Arguments),
    /// List, install and find models.
    Model(commands::model::Arguments),
    /// Print how the engine parses a text, as CoNLL-U.
    Parse(commands::parse::Arguments),
    /// Show how a phrase that names an actor is coded, and why.
    Code(commands::code::Arguments),
    /// Score what is read against gold data.
    Score(commands::score::Arguments),
    /// Print the JSON Schema of a record.
    Schema,
    /// Print shell completions.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

fn version() -> &'static str {
    static VERSION: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    VERSION.get_or_init(describe)
}

/// Version of the program, the default model and the lexicon.
fn describe() -> String {
    let lexicon = rapporteur::Lexicon::embedded();
    let model = rapporteur::models::Known::find(rapporteur::models::DEFAULT);
    let model = model.map(|model| format!("{} {}", model.name, model.version)).unwrap_or_default();
    format!("{} (default model {model}, lexicon {})", rapporteur::VERSION, &lexicon.hash()[..12])
}

/// Ends the command quietly where whoever reads its output has seen enough: `println!` panics there.
fn end_with_the_reader() {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let said = panic.payload().downcast_ref::<String>().map_or("", String::as_str);
        if said.contains("Broken pipe") || said.contains("BrokenPipe") {
            std::process::exit(0);
        }
        report(panic);
    }));
}

fn main() -> ExitCode {
    end_with_the_reader();
    let outcome = match Arguments::parse().command {
        Command::Read(arguments) => commands::read::run(arguments),
        Command::Add(arguments) => commands::add::run(arguments),
        Command::Watch(arguments) => commands::watch::run(arguments),
        Command::Brief(arguments) => commands::ask::brief(arguments),
        Command::Timeline(arguments) => commands::ask::run(View::Timeline, arguments),
        Command::Positions(arguments) => commands::ask::run(View::Positions, arguments),
        Command::Quotes(arguments) => commands::ask::run(View::Quotes, arguments),
        Command::Events(arguments) => commands::ask::run(View::Events, arguments),
        Command::Figures(arguments) => commands::ask::run(View::Figures, arguments),
        Command::Meetings(arguments) => commands::ask::run(View::Meetings, arguments),
        Command::Changes(arguments) => commands::ask::run(View::Changes, arguments),
        Command::Search(arguments) => commands::ask::search(arguments),
        Command::Diff(arguments) => commands::ask::diff(arguments),
        Command::Serve(arguments) => commands::serve::run(arguments),
        Command::Demo(arguments) => commands::demo::run(arguments),
        Command::Store(arguments) => commands::store::run(arguments),
        Command::Export(arguments) => commands::export::run(arguments),
        Command::Model(arguments) => commands::model::run(arguments),
        Command::Parse(arguments) => commands::parse::run(arguments),
        Command::Code(arguments) => commands::code::run(arguments),
        Command::Score(arguments) => commands::score::run(arguments),
        Command::Schema => commands::schema::run(),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Arguments::command(), "rapporteur", &mut std::io::stdout());
            Ok(ExitCode::SUCCESS)
        }
    };
    outcome.unwrap_or_else(|error| {
        // Not every command prints by `println!`.
        let closed = error.chain().filter_map(|cause| cause.downcast_ref::<std::io::Error>());
        if closed.into_iter().any(|error| error.kind() == std::io::ErrorKind::BrokenPipe) {
            return ExitCode::SUCCESS;
        }
        anstream::eprintln!("rapporteur: {error:#}");
        ExitCode::from(2)
    })
}
