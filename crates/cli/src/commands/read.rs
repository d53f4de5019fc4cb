//! `rapporteur read`: reports in, records out.

use crate::model;
use anyhow::Context;
use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use rapporteur::Record;
use rapporteur_export::{brief, html, json, markdown};
use rapporteur_ingest::{Handling, IngestError, Options, Overrides};
use rapporteur_text::Source;
use std::fs::File;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Arguments of `rapporteur read`.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  rapporteur read report.txt\n  rapporteur read talks.html --format html -o talks.record.html\n  \
                        rapporteur read corpus.jsonl -j 2 --format jsonl -o records.jsonl\n  \
                        curl -s https://example.org/report | rapporteur read - --date 2022-01-11"
)]
pub struct Arguments {
    /// Text files, web pages, feeds, JSONL or CSV corpora, folders; `-` for standard input.
    #[arg(default_value = "-")]
    inputs: Vec<PathBuf>,
    /// Form of the result: `brief` on a terminal, else `json` (a list where there are several reports).
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// File for the result, instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Threads.
    #[arg(short, long, default_value_t = 1, value_name = "N")]
    jobs: usize,
    /// Take the text as it is, to the character.
    #[arg(long)]
    verbatim: bool,
    /// Date of publication, where the input has none or a wrong one.
    #[arg(long)]
    date: Option<String>,
    /// Headline.
    #[arg(long)]
    title: Option<String>,
    /// Publisher.
    #[arg(long)]
    publisher: Option<String>,
    /// Address.
    #[arg(long)]
    url: Option<String>,
    /// Time zone of dates that name none: `Europe/Kyiv`, `+05:30`.
    #[arg(long)]
    timezone: Option<String>,
    #[command(flatten)]
    model: model::Opening,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A summary for people.
    Brief,
    /// The record, indented.
    Json,
    /// One record a line.
    Jsonl,
    /// Markdown.
    Md,
    /// One self-contained page (of the first report).
    Html,
}

/// Reads the inputs and writes their records.
pub fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let reader = arguments.model.open()?;
    let mut out = Output::open(&arguments)?;
    let bar = progress(&arguments.inputs);
    let mut failures = 0;
    let mut broken = None;
    let options = options(&arguments);
    let sources = arguments.inputs.iter().flat_map(|input| sources(input, &options));
    reader.read_all(sources, arguments.jobs, |record| {
        bar.inc(1);
        match record {
            Ok(record) => broken = broken.take().or(out.write(&record).err()),
            Err(error) => {
                failures += 1;
                bar.suspend(|| anstream::eprintln!("rapporteur: {error}"));
            }
        }
    });
    bar.finish_and_clear();
    broken.map_or(Ok(()), Err)?;
    let read = out.finish()?;
    if failures > 0 {
        anstream::eprintln!("rapporteur: {read} read, {failures} not");
    }
    Ok(if failures > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn options(arguments: &Arguments) -> Options {
    let Arguments { verbatim, date, title, publisher, url, timezone, .. } = arguments;
    Options {
        handling: if *verbatim { Handling::Verbatim } else { Handling::Clean },
        overrides: Overrides {
            date: date.clone(),
            title: title.clone(),
            publisher: publisher.clone(),
            url: url.clone(),
            timezone: timezone.clone(),
        },
        ..Options::default()
    }
}

/// The reports of one input; an input that cannot be opened is one failure.
fn sources(input: &Path, options: &Options) -> Box<dyn Iterator<Item = Result<Source, IngestError>> + Send> {
    match rapporteur_ingest::open(input, options) {
        Ok(reports) => Box::new(reports),
        Err(error) => Box::new(std::iter::once(Err(error))),
    }
}

/// A count of reports, on a terminal, where there may be more than one.
fn progress(inputs: &[PathBuf]) -> ProgressBar {
    let single = |path: &Path| path.extension().is_some_and(|extension| extension == "txt" || extension == "html");
    if !std::io::stderr().is_terminal() || matches!(inputs, [one] if single(one)) {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template("{spinner} {pos} reports, {per_sec}, {elapsed}").expect("a valid template");
    ProgressBar::new_spinner().with_style(style)
}

/// Where records go, one after the other.
struct Output {
    to: Box<dyn Write>,
    format: Format,
    /// A record that waits to know whether it is the only one: one record is an object, several are a list.
    waiting: Option<String>,
    count: usize,
}

impl Output {
    fn open(arguments: &Arguments) -> anyhow::Result<Self> {
        let terminal = arguments.output.is_none() && std::io::stdout().is_terminal();
        let format = arguments.format.unwrap_or(if terminal { Format::Brief } else { Format::Json });
        let to: Box<dyn Write> = match &arguments.output {
            Some(path) => {
                let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
                Box::new(BufWriter::new(anstream::StripStream::new(file)))
            }
            None => Box::new(BufWriter::new(anstream::AutoStream::auto(std::io::stdout()))),
        };
        Ok(Output { to, format, waiting: None, count: 0 })
    }

    fn write(&mut self, record: &Record) -> anyhow::Result<()> {
        self.count += 1;
        let text = match self.format {
            Format::Json => return self.write_list(json::pretty(record)?),
            Format::Jsonl => json::line(record)?,
            Format::Brief if self.count > 1 => format!("\n{}", brief::brief(record)),
            Format::Brief => brief::brief(record),
            Format::Md => markdown::markdown(record),
            Format::Html if self.count > 1 => {
                anyhow::bail!(
                    "a page shows one report, and the input has more; take --format jsonl, and `rapporteur export --to html` of it"
                )
            }
            Format::Html => html::html(record),
        };
        Ok(self.to.write_all(text.as_bytes())?)
    }

    fn write_list(&mut self, text: String) -> anyhow::Result<()> {
        match self.waiting.replace(text) {
            Some(before) if self.count == 2 => write!(self.to, "[\n{}", before.trim_end())?,
            Some(before) => write!(self.to, ",\n{}", before.trim_end())?,
            None => {}
        }
        Ok(())
    }

    /// Writes what waits and gives the number of records.
    fn finish(mut self) -> anyhow::Result<usize> {
        if let Some(last) = self.waiting.take() {
            match self.count {
                1 => self.to.write_all(last.as_bytes())?,
                _ => write!(self.to, ",\n{}\n]\n", last.trim_end())?,
            }
        }
        self.to.flush()?;
        Ok(self.count)
    }
}
