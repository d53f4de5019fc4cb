//! How records leave: one by one into a sink that knows its form.
//!
//! [`Format::sink`] opens a sink over any writer; [`export`] runs a whole iterator through one. What stands in memory
//! is one record, save for the calendar, the network and the page, which say something about all records at once.

use crate::codes::Codes;
use crate::options::Options;
use crate::table::{Reading, Table};
use crate::{annotation, calendar, delimited, geojson, gexf, html, json, markdown, plover, tables};
use rapporteur_lexicon::Lexicon;
use rapporteur_record::Record;
use std::io::{self, Write};

/// Where records go.
pub trait Sink {
    /// Takes a record.
    fn add(&mut self, record: &Record) -> io::Result<()>;
    /// Writes what is left and gives the number of rows, features, events or pages that were written.
    fn end(self: Box<Self>) -> io::Result<usize>;
}

/// The forms in which records leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The records themselves, one a line.
    Jsonl,
    /// One of the tables of our own as CSV.
    Csv(&'static str),
    /// One of all tables as Parquet.
    #[cfg(feature = "parquet")]
    Parquet(&'static str),
    /// POLECAT's forty columns, TSV with a header.
    Polecat,
    /// ICEWS' twenty columns, TSV with a header.
    Icews,
    /// GDELT 2.0 events, 61 columns, TSV without a header.
    GdeltEvents,
    /// GDELT 2.0 mentions, 16 columns, TSV without a header.
    GdeltMentions,
    /// PLOVER's JSON, one event a line.
    Plover,
    /// W3C Web Annotations as JSON-LD.
    Annotation,
    /// Meetings as iCalendar.
    Calendar,
    /// Located data as GeoJSON.
    Geojson,
    /// Who acts on whom, as GEXF.
    Gexf,
    /// One self-contained page.
    Html,
    /// Markdown.
    Markdown,
}

impl Format {
    /// Opens a sink of this form over `out`.
    pub fn sink<'a>(
        self,
        options: &'a Options,
        lexicon: &'a Lexicon,
        out: Box<dyn Write + Send + 'a>,
    ) -> io::Result<Box<dyn Sink + 'a>> {
        let table =
            |name: &str| tables::named(name).ok_or_else(|| io::Error::other(format!("there is no table {name:?}")));
        let rows = |name: &str| -> io::Result<Rows<'a>> {
            Ok(Rows { table: table(name)?, codes: Codes::new(lexicon), options })
        };
        Ok(match self {
            Format::Jsonl => Box::new(json::Lines::new(out)),
            Format::Csv(name) => Box::new(delimited::Sheet::csv(rows(name)?, out)?),
            #[cfg(feature = "parquet")]
            Format::Parquet(name) => Box::new(crate::parquet::File::new(rows(name)?, out)?),
            Format::Polecat => Box::new(delimited::Sheet::tsv(rows("polecat")?, out)?),
            Format::Icews => Box::new(delimited::Sheet::tsv(rows("icews")?, out)?),
            Format::GdeltEvents => Box::new(delimited::Sheet::bare(rows("gdelt-events")?, out)),
            Format::GdeltMentions => Box::new(delimited::Sheet::bare(rows("gdelt-mentions")?, out)),
            Format::Plover => Box::new(plover::Lines::new(Codes::new(lexicon), options, out)),
            Format::Annotation => Box::new(annotation::Page::new(out)?),
            Format::Calendar => Box::new(calendar::Calendar::new(Codes::new(lexicon), options, out)),
            Format::Geojson => Box::new(geojson::Collection::new(Codes::new(lexicon), out)?),
            Format::Gexf => Box::new(gexf::Network::new(options, out)),
            Format::Html => Box::new(html::Pages::new(out)),
            Format::Markdown => Box::new(markdown::Text::new(out)),
        })
    }
}

/// Runs records through a sink; gives the numbers of records and of what was written of them.
pub fn export(records: impl IntoIterator<Item = Record>, mut sink: Box<dyn Sink + '_>) -> io::Result<(usize, usize)> {
    let mut count = 0;
    for record in records {
        sink.add(&record)?;
        count += 1;
    }
    Ok((count, sink.end()?))
}

/// A table with what it is made by.
pub(crate) struct Rows<'a> {
    pub table: Box<dyn Table>,
    pub codes: Codes<'a>,
    pub options: &'a Options,
}

impl Rows<'_> {
    pub(crate) fn of(&self, record: &Record) -> Vec<Vec<crate::cell::Cell>> {
        self.table.rows(&Reading::new(record, self.codes, self.options))
    }
}
