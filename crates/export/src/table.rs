//! Tables over records: columns that know what they hold and where it comes from.
//!
//! A [`Table`] takes the data of one kind out of a record and makes a row of each. The same tables are written as CSV,
//! as TSV and as Parquet, and described in the manual, so that a column has one name and one meaning everywhere.

use crate::cell::{Cell, Kind, code, words};
use crate::codes::Codes;
use crate::options::Options;
use rapporteur_record::{ActorId, Event, Evidence, Figure, Meeting, Place, Record, Span, Statement, When};
use rapporteur_text::Offsets;
use std::borrow::Cow;

/// A table of any kind of data.
pub trait Table {
    /// One word, the name of its file.
    fn name(&self) -> &'static str;
    /// What a row is.
    fn about(&self) -> &'static str;
    /// The columns, in order: name, kind, and what stands there.
    fn columns(&self) -> Vec<(&'static str, Kind, &'static str)>;
    /// The rows of one record, each as long as there are columns.
    fn rows(&self, reading: &Reading) -> Vec<Vec<Cell>>;
}

/// A record with what its rows are made by.
pub struct Reading<'r> {
    /// The record.
    pub record: &'r Record,
    /// Bytes to code points of the report's text.
    pub offsets: Offsets<'r>,
    /// Codes of other systems.
    pub codes: Codes<'r>,
    /// What the user chose.
    pub options: &'r Options,
}

/// A table of data of type `T`.
pub(crate) struct Data<T: Clone + 'static> {
    pub name: &'static str,
    pub about: &'static str,
    pub data: for<'r> fn(&Reading<'r>) -> Cow<'r, [T]>,
    pub columns: Vec<Column<T>>,
}

/// One column of a table of `T`.
pub(crate) struct Column<T: 'static> {
    pub name: &'static str,
    pub kind: Kind,
    pub note: &'static str,
    pub value: fn(&Row<'_, T>) -> Cell,
}

/// One datum with the record that it belongs to.
pub(crate) struct Row<'r, T> {
    pub reading: &'r Reading<'r>,
    pub datum: &'r T,
}

impl<T> std::ops::Deref for Row<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.datum
    }
}

impl<T: Clone> Table for Data<T> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn about(&self) -> &'static str {
        self.about
    }

    fn columns(&self) -> Vec<(&'static str, Kind, &'static str)> {
        self.columns.iter().map(|column| (column.name, column.kind, column.note)).collect()
    }

    fn rows(&self, reading: &Reading) -> Vec<Vec<Cell>> {
        let data = (self.data)(reading);
        let row = |datum: &T| self.columns.iter().map(|column| (column.value)(&Row { reading, datum })).collect();
        data.iter().map(row).collect()
    }
}

/// Makes a column.
pub(crate) const fn column<T>(
    name: &'static str,
    kind: Kind,
    note: &'static str,
    value: fn(&Row<'_, T>) -> Cell,
) -> Column<T> {
    Column { name, kind, note, value }
}

impl<'r> Reading<'r> {
    /// Makes a record ready for tables.
    pub fn new(record: &'r Record, codes: Codes<'r>, options: &'r Options) -> Self {
        Reading { record, offsets: Offsets::new(&record.report.text), codes, options }
    }

    /// Names of actors.
    pub(crate) fn names(&self, actors: &[ActorId]) -> Vec<String> {
        actors.iter().map(|&id| self.record.actor(id).name.clone()).collect()
    }

    /// Offset in code points.
    pub(crate) fn chars(&self, offset: usize) -> usize {
        self.offsets.chars(offset).unwrap_or_default()
    }

    /// `start-end`, in code points.
    pub(crate) fn range(&self, span: &Span) -> String {
        format!("{}-{}", self.chars(span.start), self.chars(span.end))
    }
}

impl<T> Row<'_, T> {
    pub(crate) fn names(&self, actors: &[ActorId]) -> Cell {
        self.reading.names(actors).into()
    }

    pub(crate) fn words(&self, spans: &[Span]) -> Cell {
        words(&self.reading.record.report.text, spans).into()
    }
}

/// What most data have in common.
pub(crate) trait Datum: Clone + 'static {
    fn id(&self) -> String;
    fn evidence(&self) -> Cow<'_, Evidence>;
}

/// A datum that may have a time and a place.
pub(crate) trait Circumstances: Datum {
    fn when(&self) -> Option<&When>;
    fn place(&self) -> Option<&Place>;
}

macro_rules! circumstances {
    ($($kind:ident)+) => { $(
        impl Datum for $kind {
            fn id(&self) -> String {
                self.id.to_string()
            }
            fn evidence(&self) -> Cow<'_, Evidence> {
                Cow::Borrowed(&self.evidence)
            }
        }

        impl Circumstances for $kind {
            fn when(&self) -> Option<&When> {
                self.when.as_ref()
            }
            fn place(&self) -> Option<&Place> {
                self.place.as_ref()
            }
        }
    )+ };
}
circumstances! { Statement Event Figure Meeting }

/// The columns that begin every table: which report, which datum.
pub(crate) fn head<T: Datum>() -> Vec<Column<T>> {
    vec![
        column("report", Kind::Text, "the report's id", |row| (&row.reading.record.report.id).into()),
        column("published", Kind::Text, "when the report was published, ISO 8601", |row| {
            row.reading.record.report.published.as_ref().into()
        }),
        column("publisher", Kind::Text, "who published it", |row| row.reading.record.report.publisher.as_ref().into()),
        column("url", Kind::Text, "where it stands", |row| row.reading.record.report.url.as_ref().into()),
        column("id", Kind::Text, "the datum's id within the report's record", |row| row.datum.id().into()),
        column("thread", Kind::Text, "out of a store, the id of what all reports' data on one thing share", |row| {
            row.reading.options.threads.of(&row.reading.record.report, &row.datum.id()).into()
        }),
    ]
}

/// The columns of time and place.
pub(crate) fn circumstances<T: Circumstances>() -> Vec<Column<T>> {
    vec![
        column("when", Kind::Text, "the time, EDTF (ISO 8601-2)", |row| row.when().map(|when| &when.value).into()),
        column("when_text", Kind::Text, "the words it was read from", |row| row.when().map(|when| &when.text).into()),
        column("place", Kind::Text, "the place's usual English name", |row| {
            row.place().map(|place| &place.name).into()
        }),
        column("place_text", Kind::Text, "the words it was read from", |row| {
            row.place().map(|place| &place.text).into()
        }),
        column("place_country", Kind::Text, "its country, ISO 3166-1 alpha-3", |row| {
            row.place().and_then(|place| place.country.as_ref()).into()
        }),
        column("latitude", Kind::Number, "degrees north, WGS 84", |row| row.place().and_then(|it| it.latitude).into()),
        column("longitude", Kind::Number, "degrees east, WGS 84", |row| row.place().and_then(|it| it.longitude).into()),
        column("geonames", Kind::Integer, "GeoNames id", |row| row.place().and_then(|place| place.geonames).into()),
    ]
}

/// The columns that end every table: where the text says it.
pub(crate) fn tail<T: Datum>() -> Vec<Column<T>> {
    vec![
        column("quote", Kind::Text, "the passages that say it, `…` between several", |row| {
            row.words(row.datum.evidence().spans())
        }),
        column("start", Kind::Integer, "where the first passage starts in the report's text, code points", |row| {
            row.reading.chars(row.datum.evidence().first().start).into()
        }),
        column("end", Kind::Integer, "just past its end", |row| {
            row.reading.chars(row.datum.evidence().first().end).into()
        }),
        column("evidence", Kind::List, "all passages, each `start-end`", |row| {
            row.datum.evidence().spans().iter().map(|span| row.reading.range(span)).collect::<Vec<_>>().into()
        }),
    ]
}

/// The columns of a list of actors: names and ids side by side.
macro_rules! parties {
    ($of:ident, $name:literal, $ids:literal, $what:literal, $field:ident) => {
        [
            column($name, Kind::List, concat!($what, ", names"), |row: &Row<'_, $of>| row.names(&row.$field)),
            column(
                $ids,
                Kind::List,
                concat!($what, ", ids of the actors table, in the same order"),
                |row: &Row<'_, $of>| row.$field.iter().map(|id| id.to_string()).collect::<Vec<_>>().into(),
            ),
        ]
    };
}
pub(crate) use parties;

/// Ids as a list.
pub(crate) fn ids<I: std::fmt::Display>(ids: &[I]) -> Cell {
    ids.iter().map(I::to_string).collect::<Vec<_>>().into()
}

/// A code as text.
pub(crate) fn coded(value: impl serde::Serialize) -> Cell {
    code(value).into()
}
