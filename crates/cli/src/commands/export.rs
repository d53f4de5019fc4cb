//! `rapporteur export`: records in, out of files or a store, and a format of the field out.

use super::add::Address;
use anyhow::Context;
use clap::ValueEnum;
use rapporteur::{Lexicon, Record};
use rapporteur_export::{Format, Guard, Options, Sink, Table, Threads, Undated, json, tables};
use rapporteur_store::{Order, Query, Store};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Arguments of `rapporteur export`.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  rapporteur read corpus.jsonl --format jsonl -o records.jsonl\n  \
                  rapporteur export records.jsonl --to csv -o tables/\n  \
                  rapporteur export records.jsonl --to csv --table statements -o statements.csv\n  \
                  rapporteur export records.jsonl --to polecat -o events.tsv\n  \
                  rapporteur export january.jsonl february.jsonl --to ics -o meetings.ics\n  \
                  rapporteur read report.txt --format jsonl | rapporteur export --to geojson > map.geojson\n  \
                  rapporteur export --store talks.db --since 2022-01 --until 2022-02 --to parquet -o tables/\n  \
                  rapporteur export --to icews --columns\n\n\
                  What stands in each column, and what is left empty: docs/formats.md, or --columns.")]
pub struct Arguments {
    /// Files of records, as `rapporteur read --format jsonl` writes them; `-` for standard input.
    #[arg(default_value = "-")]
    inputs: Vec<PathBuf>,
    /// A store instead of files: a file, or `postgres://user@host/database`; the newest text of each report, from old to new.
    #[arg(long, value_name = "FILE|URL", conflicts_with = "inputs")]
    store: Option<String>,
    /// From the store, reports of this day and later: 2022-01-10, 2022-01, 2022.
    #[arg(long, value_name = "DAY", requires = "store")]
    since: Option<String>,
    /// From the store, reports up to this day.
    #[arg(long, value_name = "DAY", requires = "store")]
    until: Option<String>,
    /// From the store, the texts as they stood on the evening of this day.
    #[arg(long, value_name = "DAY", requires = "store")]
    as_of: Option<String>,
    /// From the store, reports of one publisher.
    #[arg(long, requires = "store")]
    publisher: Option<String>,
    /// Form of the result.
    #[arg(long, value_enum)]
    to: To,
    /// One table of `--to csv` or `parquet`; without it, `-o` is a folder that gets a file for each kind of datum.
    #[arg(long, value_name = "NAME")]
    table: Option<String>,
    /// File (or folder) for the result, instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// CSV: write text to the character, also what a spreadsheet would run as a formula.
    #[arg(long)]
    verbatim: bool,
    /// Event formats: where the text gives an event no time, put the day on which the report was published.
    #[arg(long)]
    fill_dates: bool,
    /// JSONL: write the JSON Schema of a record to this file as well.
    #[arg(long, value_name = "FILE")]
    schema: Option<PathBuf>,
    /// Print what stands in each column of the form, and read nothing.
    #[arg(long)]
    columns: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum To {
    /// One record a line.
    Jsonl,
    /// CSV with a header, a table for each kind of datum.
    Csv,
    /// The same tables as Parquet.
    #[cfg(feature = "parquet")]
    Parquet,
    /// POLECAT's 40 columns, TSV.
    Polecat,
    /// ICEWS' 20 columns, TSV.
    Icews,
    /// GDELT 2.0 events, 61 columns, TSV without header.
    GdeltEvents,
    /// GDELT 2.0 mentions, 16 columns, TSV without header.
    GdeltMentions,
    /// PLOVER's JSON, one event a line.
    Plover,
    /// W3C Web Annotations, JSON-LD.
    Annotation,
    /// Meetings as iCalendar.
    Ics,
    /// Located data as GeoJSON.
    Geojson,
    /// Who acts on whom, as GEXF.
    Gexf,
    /// One self-contained page of all reports.
    Html,
    /// Markdown, one report after the other.
    Md,
}

/// Reads records and writes them in the form.
pub fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let chosen = tables_of(&arguments)?;
    if arguments.columns {
        describe(&chosen)?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(path) = &arguments.schema {
        std::fs::write(path, serde_json::to_string_pretty(&rapporteur_record::schema())? + "\n")
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    let lexicon = Lexicon::embedded();
    let store = arguments.store.as_deref().map(|address| Address::at(address).open()).transpose()?;
    let options = Options {
        threads: store.as_ref().map(threads).transpose()?.unwrap_or_default(),
        guard: if arguments.verbatim { Guard::Verbatim } else { Guard::Guarded },
        undated: if arguments.fill_dates { Undated::Published } else { Undated::Empty },
    };
    let mut sinks = open(&arguments, &chosen, &options, &lexicon)?;
    let mut failures = 0;
    match &store {
        Some(store) => feed_from_store(store, &wanted(&arguments), &mut sinks)?,
        None => {
            for input in &arguments.inputs {
                failures += feed(input, &mut sinks)?;
            }
        }
    }
    for (name, sink) in sinks {
        sink.end().with_context(|| format!("cannot write {name}"))?;
    }
    Ok(if failures > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// The reports of a store that are asked for.
fn wanted(arguments: &Arguments) -> Query {
    Query {
        since: arguments.since.clone(),
        until: arguments.until.clone(),
        as_of: arguments.as_of.clone(),
        publisher: arguments.publisher.clone(),
        order: Order::Oldest,
        ..Query::all()
    }
}

/// What a store has joined.
fn threads(store: &Store) -> anyhow::Result<Threads> {
    let mut threads = Threads::default();
    store.each_thread(None, |report, datum, thread| threads.insert(report, datum, thread.to_string()))?;
    Ok(threads)
}

/// Hands the records of a store on.
fn feed_from_store(store: &Store, query: &Query, sinks: &mut [(String, Box<dyn Sink + '_>)]) -> anyhow::Result<()> {
    for row in store.reports(query)?.rows {
        if let Some(record) = store.record(row.report)? {
            add(&record, sinks)?;
        }
    }
    Ok(())
}

/// Hands the records of a file on; gives how many lines (or files) could not be read.
fn feed(input: &Path, sinks: &mut [(String, Box<dyn Sink + '_>)]) -> anyhow::Result<usize> {
    let lines: Box<dyn BufRead> = if input.as_os_str() == "-" {
        Box::new(BufReader::new(std::io::stdin()))
    } else {
        match File::open(input) {
            Ok(file) => Box::new(BufReader::new(file)),
            Err(error) => {
                anstream::eprintln!("rapporteur: cannot read {}: {error}", input.display());
                return Ok(1);
            }
        }
    };
    let mut failures = 0;
    for (number, record) in json::records(lines) {
        match record {
            Ok(record) => add(&record, sinks)?,
            Err(error) => {
                failures += 1;
                anstream::eprintln!("rapporteur: {} line {number} is no record: {error}", input.display());
            }
        }
    }
    Ok(failures)
}

fn add(record: &Record, sinks: &mut [(String, Box<dyn Sink + '_>)]) -> anyhow::Result<()> {
    sinks.iter_mut().try_for_each(|(name, sink)| sink.add(record).with_context(|| format!("cannot write {name}")))
}

/// The tables of the form; none where it is no table.
fn tables_of(arguments: &Arguments) -> anyhow::Result<Vec<Box<dyn Table>>> {
    let named = |name: &str| {
        let all = tables::own().into_iter().chain(tables::field()).map(|table| table.name()).collect::<Vec<_>>();
        tables::named(name).with_context(|| format!("there is no table {name:?}; there are {}", all.join(", ")))
    };
    let several = matches!(arguments.to, To::Csv) || is_parquet(arguments.to);
    anyhow::ensure!(several || arguments.table.is_none(), "--table goes with --to csv and --to parquet");
    match (arguments.to, &arguments.table) {
        (To::Polecat, _) => Ok(vec![named("polecat")?]),
        (To::Icews, _) => Ok(vec![named("icews")?]),
        (To::GdeltEvents, _) => Ok(vec![named("gdelt-events")?]),
        (To::GdeltMentions, _) => Ok(vec![named("gdelt-mentions")?]),
        (_, Some(name)) => Ok(vec![named(name)?]),
        _ if several => Ok(tables::own()),
        _ => Ok(Vec::new()),
    }
}

#[cfg(feature = "parquet")]
fn is_parquet(to: To) -> bool {
    to == To::Parquet
}

#[cfg(not(feature = "parquet"))]
fn is_parquet(_: To) -> bool {
    false
}

/// Opens a sink for each file that is to be written.
fn open<'a>(
    arguments: &Arguments,
    chosen: &[Box<dyn Table>],
    options: &'a Options,
    lexicon: &'a Lexicon,
) -> anyhow::Result<Vec<(String, Box<dyn Sink + 'a>)>> {
    let (forms, ending): (Vec<Format>, &str) = match arguments.to {
        To::Csv => (chosen.iter().map(|table| Format::Csv(table.name())).collect(), "csv"),
        #[cfg(feature = "parquet")]
        To::Parquet => (chosen.iter().map(|table| Format::Parquet(table.name())).collect(), "parquet"),
        To::Jsonl => (vec![Format::Jsonl], "jsonl"),
        To::Polecat => (vec![Format::Polecat], "tsv"),
        To::Icews => (vec![Format::Icews], "tsv"),
        To::GdeltEvents => (vec![Format::GdeltEvents], "csv"),
        To::GdeltMentions => (vec![Format::GdeltMentions], "csv"),
        To::Plover => (vec![Format::Plover], "jsonl"),
        To::Annotation => (vec![Format::Annotation], "jsonld"),
        To::Ics => (vec![Format::Calendar], "ics"),
        To::Geojson => (vec![Format::Geojson], "geojson"),
        To::Gexf => (vec![Format::Gexf], "gexf"),
        To::Html => (vec![Format::Html], "html"),
        To::Md => (vec![Format::Markdown], "md"),
    };
    let sink = |form: Format, name: String, out: Box<dyn Write + Send + 'a>| -> anyhow::Result<_> {
        let sink = form.sink(options, lexicon, out).with_context(|| format!("cannot write {name}"))?;
        Ok((name, sink))
    };
    if let ([form], Some(path)) = (forms.as_slice(), &arguments.output) {
        return Ok(vec![sink(*form, path.display().to_string(), create(path)?)?]);
    }
    if let [form] = forms.as_slice() {
        return Ok(vec![sink(*form, "standard output".into(), Box::new(BufWriter::new(std::io::stdout())))?]);
    }
    let folder = arguments.output.as_ref();
    let folder =
        folder.context("there is a file for each kind of datum: name a folder with -o, or one with --table")?;
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let files = forms.iter().zip(chosen).map(|(form, table)| {
        let path = folder.join(format!("{}.{ending}", table.name()));
        sink(*form, path.display().to_string(), create(&path)?)
    });
    files.collect()
}

fn create<'a>(path: &Path) -> anyhow::Result<Box<dyn Write + Send + 'a>> {
    let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(Box::new(BufWriter::new(file)))
}

/// Prints the columns of tables.
fn describe(chosen: &[Box<dyn Table>]) -> anyhow::Result<()> {
    anyhow::ensure!(!chosen.is_empty(), "the form has no columns; docs/formats.md says what stands in it");
    let mut out = std::io::stdout().lock();
    for table in chosen {
        writeln!(out, "{}: a row is {}", table.name(), table.about())?;
        for (number, (name, kind, note)) in table.columns().into_iter().enumerate() {
            writeln!(out, "  {:>2}  {name:<28} {:<10} {note}", number + 1, kind.as_str())?;
        }
    }
    Ok(())
}
