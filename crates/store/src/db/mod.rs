//! The two databases behind one narrow door.
//!
//! In: SQL with `?1`, `?2` … for values, written so that both understand it. Out: rows of [`Value`]s. What differs
//! (migrations, full-text search, how many rows go into one insert) stands in `sqlite.rs` and `postgres.rs`.

mod migrate;
mod postgres;
mod sqlite;

pub(crate) use self::postgres::Postgres;
pub(crate) use self::sqlite::Sqlite;

use crate::StoreError;

/// A value of a column.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    Int(i64),
    Real(f64),
    Text(String),
}

/// A row of values, read from left to right.
pub(crate) struct Row(std::vec::IntoIter<Value>);

/// An open database.
pub(crate) trait Database: Send {
    /// The rows of a query.
    fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError>;
    /// Runs one statement; the number of rows it touched.
    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError>;
    /// Runs statements without values.
    fn script(&mut self, sql: &str) -> Result<(), StoreError>;
    /// Inserts rows into the named columns of a table; rows whose key is there are left alone.
    fn insert(&mut self, table: &str, columns: &str, rows: &[Vec<Value>]) -> Result<(), StoreError>;
    /// Begins a transaction that sees the store as it is now, whatever others add.
    fn hold(&mut self) -> Result<(), StoreError>;
    /// Begins a transaction in which nobody else adds.
    fn begin(&mut self) -> Result<(), StoreError>;
    /// Makes it last.
    fn commit(&mut self) -> Result<(), StoreError>;
    /// Undoes it.
    fn rollback(&mut self) -> Result<(), StoreError>;
    /// Puts the stemmed words of a report into the index.
    fn index_report(&mut self, id: i64, title: &str, words: &str) -> Result<(), StoreError>;
    /// Puts the stemmed words of data into the index.
    fn index_data(&mut self, words: &[(i64, String)]) -> Result<(), StoreError>;
    /// SQL for the whole numbers of a JSON list that stands as value `at`.
    fn list(&self, at: usize) -> String;
    /// SQL that gives `id` and `score` (less is better) of the reports with all the words, which stand as value `at`.
    fn report_match(&self, at: usize) -> String;
    /// SQL that gives the ids of the data with the words of value `at`.
    fn data_match(&self, at: usize) -> String;
    /// Words as [`Database::report_match`] and [`Database::data_match`] want them: every group has to be met, by any
    /// of its words.
    fn match_words(&self, groups: &[Vec<String>]) -> String;
    /// Empties the word indexes.
    fn clear_words(&mut self) -> Result<(), StoreError>;
    /// Forbids every change from now on, and keeps caches small.
    fn only_read(&mut self) -> Result<(), StoreError>;
    /// Bytes on disk.
    fn size(&mut self) -> Result<u64, StoreError>;
}

impl Row {
    fn next(&mut self) -> Value {
        self.0.next().expect("a query names as many columns as are read")
    }

    /// The next column, a text; empty where it is null.
    pub(crate) fn text(&mut self) -> String {
        self.maybe().unwrap_or_default()
    }

    /// The next column, a text or null.
    pub(crate) fn maybe(&mut self) -> Option<String> {
        match self.next() {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The next column, a whole number; 0 where it is null.
    pub(crate) fn int(&mut self) -> i64 {
        match self.next() {
            Value::Int(number) => number,
            Value::Real(number) => number as i64,
            _ => 0,
        }
    }

    /// The next column, a number or null.
    pub(crate) fn real(&mut self) -> Option<f64> {
        match self.next() {
            Value::Real(number) => Some(number),
            Value::Int(number) => Some(number as f64),
            _ => None,
        }
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Value::Int(number)
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Value::Int(truth.into())
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Value::Real(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}
