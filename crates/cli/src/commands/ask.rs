//! `rapporteur timeline`, `quotes`, `meetings` and the other questions to a store.

use super::add::Address;
use clap::ValueEnum;
use rapporteur_extract::actors::coding;
use rapporteur_store::{Brief, Clock, Diff, Facet, Order, Page, Query, Store, StoreError, Tabular};
use std::fmt::Write as _;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

/// Arguments of every question.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  rapporteur meetings --store talks.db --country USA --country RUS\n  \
                        rapporteur positions --store talks.db --country Russia --issue \"NATO enlargement\" --as-of 2022-01-15\n  \
                        rapporteur quotes --store talks.db --actor Lavrov --act demand --format csv > demands.csv\n\n\
                        Several --actor or --country: all of them have part. In tables, 2022-01-10~ is the day of the \
                        report where the text names none, and \"5 in 3\" are five reports that carry three texts.")]
pub struct Arguments {
    #[command(flatten)]
    store: Address,
    /// An actor who has part: a name, a surname, an id such as 17.3.
    #[arg(long, value_name = "NAME")]
    actor: Vec<String>,
    /// A state that has part: its name, or its ISO 3166-1 alpha-3 code.
    #[arg(long, value_name = "STATE")]
    country: Vec<String>,
    /// Words of the issue, or of the passage.
    #[arg(long, value_name = "WORDS")]
    issue: Option<String>,
    /// First day: 2022-01-10, 2022-01, 2022.
    #[arg(long, value_name = "DAY")]
    since: Option<String>,
    /// Last day.
    #[arg(long, value_name = "DAY")]
    until: Option<String>,
    /// What was known on the evening of this day.
    #[arg(long, value_name = "DAY")]
    as_of: Option<String>,
    /// Acts of statements: demand, deny, …
    #[arg(long, value_name = "ACT")]
    act: Vec<String>,
    /// Types of events, statuses of meetings, stances, units of figures.
    #[arg(long = "type", value_name = "TYPE")]
    kind: Vec<String>,
    /// What happened at a place, by its usual name.
    #[arg(long, value_name = "NAME")]
    place: Option<String>,
    /// Publisher.
    #[arg(long)]
    publisher: Option<String>,
    /// What lies whole within a month, YYYY-MM, or a year.
    #[arg(long, value_name = "MONTH")]
    month: Option<String>,
    /// Which clock --since, --until and --month read.
    #[arg(long, value_enum, default_value_t = ClockName::Happened)]
    clock: ClockName,
    /// Order of the rows.
    #[arg(long, value_enum, default_value_t = OrderName::Usual)]
    order: OrderName,
    /// Leave out recycled background and copies of texts.
    #[arg(long)]
    fresh: bool,
    /// Most rows; 0 for all. 50 in a table, else all.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Rows to pass over.
    #[arg(long, default_value_t = 0, value_name = "N")]
    offset: usize,
    /// Form of the answer.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// Arguments of `rapporteur search`.
#[derive(clap::Args)]
pub struct Search {
    /// Words that a report has, in singular or plural; words of the same meaning count too.
    #[arg(required = true)]
    words: Vec<String>,
    #[command(flatten)]
    arguments: Arguments,
}

/// Arguments of `rapporteur diff`.
#[derive(clap::Args)]
pub struct Differ {
    /// After the evening of this day.
    after: String,
    /// Until the evening of this one.
    before: String,
    #[command(flatten)]
    arguments: Arguments,
}

#[derive(Clone, Copy, ValueEnum)]
enum ClockName {
    /// When it happened.
    Happened,
    /// When it was reported.
    Reported,
}

#[derive(Clone, Copy, ValueEnum)]
enum OrderName {
    /// Timelines from old to new, search by fit, the rest from new to old.
    Usual,
    /// From old to new.
    Oldest,
    /// From new to old.
    Newest,
    /// What most reports say first.
    Sources,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Columns for people.
    Table,
    /// One object with `total` and `rows`.
    Json,
    /// One row a line.
    Jsonl,
    /// RFC 4180, with a header; every cell is text.
    Csv,
    /// A Markdown table.
    Md,
    /// One self-contained page.
    Html,
}

/// A question that gives rows.
#[derive(Clone, Copy)]
pub enum View {
    /// Events and meetings as they happened.
    Timeline,
    /// Stances of parties over time.
    Positions,
    /// Statements.
    Quotes,
    /// Events.
    Events,
    /// Series of figures.
    Figures,
    /// Meetings with their lives.
    Meetings,
    /// Changes of positions.
    Changes,
}

/// Asks and prints.
pub fn run(view: View, arguments: Arguments) -> anyhow::Result<ExitCode> {
    let (store, query, format) = arguments.open()?;
    match view {
        View::Timeline => answer(|query| store.timeline(query), &query, format, "Timeline"),
        View::Positions => answer(|query| store.positions(query), &query, format, "Positions"),
        View::Quotes => answer(|query| store.quotes(query), &query, format, "Quotes"),
        View::Events => answer(|query| store.events(query), &query, format, "Events"),
        View::Figures => answer(|query| store.figures(query), &query, format, "Figures"),
        View::Meetings => answer(|query| store.meetings(query), &query, format, "Meetings"),
        View::Changes => answer(|query| store.changes(query), &query, format, "Changes"),
    }
}

/// Asks, prints, and where nothing fits says what there is instead.
fn answer<T: Tabular>(
    ask: impl Fn(&Query) -> Result<Page<T>, StoreError>,
    query: &Query,
    format: Format,
    title: &str,
) -> anyhow::Result<ExitCode> {
    let page = ask(query)?;
    if page.total == 0 {
        let classes =
            ask(&Query { act: Vec::new(), r#type: Vec::new(), facets: true, limit: Some(1), ..query.clone() })?;
        nothing(query, &classes.facets);
    }
    print(&page, format, title)
}

/// Says that nothing fits; of acts and types, which ones would.
fn nothing(query: &Query, facets: &[Facet]) {
    let there: Vec<String> = facets
        .iter()
        .filter(|facet| facet.field == "class" && !(query.act.is_empty() && query.r#type.is_empty()))
        .map(|facet| format!("{} ({})", facet.label, facet.count))
        .collect();
    match there.as_slice() {
        [] => anstream::eprintln!("rapporteur: nothing in the store fits the question"),
        _ => anstream::eprintln!("rapporteur: nothing in the store fits the question; there are {}", there.join(", ")),
    }
}

/// Searches and prints.
pub fn search(search: Search) -> anyhow::Result<ExitCode> {
    let (store, query, format) = search.arguments.open()?;
    let query = Query { text: Some(search.words.join(" ")), ..query };
    answer(|query| store.search(query), &query, format, "Search")
}

/// Prints where things stand.
pub fn brief(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let limit = arguments.limit;
    let (store, query, format) = arguments.open()?;
    let brief = store.brief(&Query { limit, ..query.clone() })?;
    if brief_sections(&brief, Format::Table).is_empty() {
        nothing(&query, &[]);
    }
    let text = match format {
        Format::Json => serde_json::to_string_pretty(&brief)? + "\n",
        Format::Jsonl => serde_json::to_string(&brief)? + "\n",
        Format::Csv => anyhow::bail!("a brief is several tables: take --format json, md or html"),
        _ => sections(&format!("Where things stood on {}", brief.as_of), &brief_sections(&brief, format), format),
    };
    put(&text)
}

/// Prints what two days differ in.
pub fn diff(differ: Differ) -> anyhow::Result<ExitCode> {
    let (store, query, format) = differ.arguments.open()?;
    anyhow::ensure!(differ.after < differ.before, "{} is not before {}", differ.after, differ.before);
    let diff = store.diff(&query, &differ.after, &differ.before)?;
    if diff_sections(&diff, Format::Table).is_empty() {
        nothing(&query, &[]);
    }
    let text = match format {
        Format::Json => serde_json::to_string_pretty(&diff)? + "\n",
        Format::Jsonl => serde_json::to_string(&diff)? + "\n",
        Format::Csv => anyhow::bail!("a difference is several tables: take --format json, md or html"),
        _ => sections(
            &format!("What {} reports brought from {} to {}", diff.reports, diff.after, diff.until),
            &diff_sections(&diff, format),
            format,
        ),
    };
    put(&text)
}

impl Arguments {
    fn open(self) -> anyhow::Result<(Store, Query, Format)> {
        let store = self.store.open()?;
        let all = if self.format == Format::Table { Query::LIMIT } else { usize::MAX >> 2 };
        let query = Query {
            actor: self.actor,
            country: countries(self.country)?,
            issue: self.issue,
            text: None,
            since: self.since,
            until: self.until,
            month: self.month,
            clock: match self.clock {
                ClockName::Happened => Clock::Happened,
                ClockName::Reported => Clock::Reported,
            },
            as_of: self.as_of,
            act: self.act,
            r#type: self.kind,
            place: self.place,
            publisher: self.publisher,
            fresh: self.fresh,
            order: match self.order {
                OrderName::Usual => Order::Usual,
                OrderName::Oldest => Order::Oldest,
                OrderName::Newest => Order::Newest,
                OrderName::Sources => Order::Sources,
            },
            limit: Some(match self.limit {
                Some(0) => usize::MAX >> 2,
                Some(limit) => limit,
                None => all,
            }),
            offset: self.offset,
            facets: false,
        };
        Ok((store, query, self.format))
    }
}

/// Codes of states that are named.
fn countries(named: Vec<String>) -> anyhow::Result<Vec<String>> {
    let is_code = |name: &String| name.len() == 3 && name.chars().all(|c| c.is_ascii_uppercase());
    if named.iter().all(is_code) {
        return Ok(named);
    }
    let lexicon = rapporteur::Lexicon::embedded();
    let code = |name: String| match is_code(&name) {
        true => Ok(name),
        false => coding::code(&name, "9999-12-31", &lexicon)
            .country
            .ok_or_else(|| anyhow::anyhow!("no state is called {name:?}; write its ISO 3166-1 alpha-3 code")),
    };
    named.into_iter().map(code).collect()
}

fn print<T: Tabular>(page: &Page<T>, format: Format, title: &str) -> anyhow::Result<ExitCode> {
    let text = match format {
        Format::Json => serde_json::to_string_pretty(page)? + "\n",
        Format::Jsonl => lines(&page.rows)?,
        Format::Csv => csv(&page.rows)?,
        Format::Table | Format::Md | Format::Html => {
            let mut text = sections(title, &[section("", &page.rows, format)], format);
            if format == Format::Table && (page.rows.len() as u64) < page.total {
                let _ = writeln!(text, "{} of {}; --limit and --offset give more", page.rows.len(), page.total);
            }
            text
        }
    };
    put(&text)
}

fn put(text: &str) -> anyhow::Result<ExitCode> {
    let mut out = anstream::AutoStream::auto(std::io::stdout());
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn lines<T: Tabular>(rows: &[T]) -> anyhow::Result<String> {
    let lines: Result<Vec<String>, _> = rows.iter().map(serde_json::to_string).collect();
    Ok(lines?.into_iter().map(|line| line + "\n").collect())
}

fn csv<T: Tabular>(rows: &[T]) -> anyhow::Result<String> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(T::COLUMNS)?;
    for row in rows {
        writer.write_record(row.cells())?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// A table under a heading, in the form asked for.
fn section<T: Tabular>(heading: &str, rows: &[T], format: Format) -> (String, String) {
    let cells: Vec<Vec<String>> = rows.iter().map(Tabular::cells).collect();
    let body = match format {
        Format::Md => markdown(T::COLUMNS, &cells),
        Format::Html => html(T::COLUMNS, &cells),
        _ => table(T::COLUMNS, &cells),
    };
    (heading.into(), body)
}

fn brief_sections(brief: &Brief, format: Format) -> Vec<(String, String)> {
    let mut all = vec![
        section("Ahead", &brief.ahead, format),
        section("Met", &brief.meetings, format),
        section("Deadlines", &brief.deadlines, format),
        section("Where each stands", &brief.positions, format),
        section("What changed", &brief.changes, format),
        section("Not answered so far", &brief.demands, format),
        section("What was done", &brief.events, format),
        section("What was said", &brief.quotes, format),
        section("How many", &brief.figures, format),
    ];
    all.retain(|(_, body)| !body.is_empty());
    all
}

fn diff_sections(diff: &Diff, format: Format) -> Vec<(String, String)> {
    let after = |pairs: &[(rapporteur_store::MeetingRow, rapporteur_store::MeetingRow)]| -> Vec<_> {
        pairs.iter().flat_map(|(before, after)| [before.clone(), after.clone()]).collect()
    };
    let figures: Vec<_> =
        diff.changed_figures.iter().flat_map(|(before, after)| [before.clone(), after.clone()]).collect();
    let mut all = vec![
        section("New meetings", &diff.new_meetings, format),
        section("Meetings that changed, before and after", &after(&diff.changed_meetings), format),
        section("Positions that changed", &diff.changes, format),
        section("New positions", &diff.new_positions, format),
        section("Answered", &diff.answered, format),
        section("Figures that changed, before and after", &figures, format),
        section("New events", &diff.new_events, format),
    ];
    all.retain(|(_, body)| !body.is_empty());
    all
}

fn sections(title: &str, sections: &[(String, String)], format: Format) -> String {
    let heading = |heading: &str| match format {
        _ if heading.is_empty() => String::new(),
        Format::Md => format!("## {heading}\n\n"),
        Format::Html => format!("<h2>{}</h2>\n", escape(heading)),
        _ => format!("{heading}\n"),
    };
    let bodies: Vec<String> = sections.iter().map(|(name, body)| format!("{}{body}", heading(name))).collect();
    let bodies = bodies.join("\n");
    match format {
        Format::Md => format!("# {title}\n\n{bodies}"),
        Format::Html => page(title, &bodies),
        _ => bodies,
    }
}

/// Widest column of a table on a terminal of 80; longer cells are cut.
fn widest(columns: usize) -> usize {
    let width = std::env::var("COLUMNS").ok().and_then(|width| width.parse::<usize>().ok()).unwrap_or(160);
    if std::io::stdout().is_terminal() { (width / columns.max(1) * 2).clamp(12, 60) } else { 60 }
}

/// Columns for people: without the passages, which the other forms have, and without columns that are empty.
fn table(columns: &[&str], rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let shown: Vec<usize> = (0..columns.len())
        .filter(|at| columns[*at] != "passages" && rows.iter().any(|row| !row[*at].is_empty()))
        .collect();
    let most = widest(shown.len());
    let cut = |text: &str| {
        let flat: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match flat.chars().count() > most {
            true => flat.chars().take(most - 1).chain(['…']).collect(),
            false => flat,
        }
    };
    let mut lines: Vec<Vec<String>> = vec![shown.iter().map(|at| columns[*at].to_uppercase()).collect()];
    lines.extend(rows.iter().map(|row| shown.iter().map(|at| cut(&row[*at])).collect()));
    let wide = |at: usize| lines.iter().map(|line: &Vec<String>| line[at].chars().count()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..shown.len()).map(wide).collect();
    let mut text = String::new();
    for line in &lines {
        let cells: Vec<String> = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        let _ = writeln!(text, "{}", cells.join("  ").trim_end());
    }
    text
}

fn markdown(columns: &[&str], rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let flat = |cell: &String| cell.replace('|', "\\|").split_whitespace().collect::<Vec<_>>().join(" ");
    let mut text = line(columns.iter().map(|column| column.to_string()).collect());
    text += &line(vec!["---".into(); columns.len()]);
    rows.iter().for_each(|row| text += &line(row.iter().map(flat).collect()));
    text
}

fn html(columns: &[&str], rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let cells = |tag: &str, cells: Vec<String>| {
        cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", escape(cell))).collect::<String>()
    };
    let head = cells("th scope=\"col\"", columns.iter().map(|column| column.to_string()).collect());
    let head = head.replace("</th scope=\"col\">", "</th>");
    let body: String = rows.iter().map(|row| format!("<tr>{}</tr>\n", cells("td", row.clone()))).collect();
    format!("<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>\n\
         body {{ font: 1rem/1.5 system-ui, sans-serif; margin: 2rem; }}\ntable {{ border-collapse: collapse; }}\n\
         th, td {{ border: 1px solid #999; padding: .3rem .5rem; text-align: left; vertical-align: top; }}\n\
         </style>\n</head>\n<body>\n<h1>{title}</h1>\n{body}</body>\n</html>\n"
    )
}
