//! SQLite: one file, a write-ahead log, FTS5.

use super::{Database, Row, Value, migrate};
use crate::StoreError;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql, params_from_iter};
use std::path::Path;
use std::time::Duration;

const MIGRATIONS: &[migrate::Migration] = &[
    (1, include_str!("../../migrations/sqlite/0001_records.sql")),
    (2, include_str!("../../migrations/sqlite/0002_derived.sql")),
    (3, include_str!("../../migrations/sqlite/0003_stems.sql")),
    (4, include_str!("../../migrations/sqlite/0004_fillings.sql")),
];

/// How long to wait for another process that adds.
const PATIENCE: Duration = Duration::from_secs(60);

/// A store in a file.
pub(crate) struct Sqlite(Connection);

impl Sqlite {
    /// Opens the file, made where there is none.
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        let wrong = |error: rusqlite::Error| StoreError::Open(path.display().to_string(), error.to_string());
        let connection = Connection::open(path).map_err(wrong)?;
        connection.busy_timeout(PATIENCE).map_err(wrong)?;
        // FULL: what is committed outlives the machine's loss of power, not only the program's end.
        connection
            .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;")
            .map_err(wrong)?;
        connection.set_prepared_statement_cache_capacity(64);
        let mut db = Sqlite(connection);
        migrate::migrate(&mut db, MIGRATIONS)?;
        Ok(db)
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Real(number) => ValueRef::Real(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

fn value(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Integer(number) => Value::Int(number),
        ValueRef::Real(number) => Value::Real(number),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Null | ValueRef::Blob(_) => Value::Null,
    }
}

impl Database for Sqlite {
    fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.0.prepare_cached(sql)?;
        let columns = statement.column_count();
        let mut found = statement.query(params_from_iter(values))?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            let values: Result<Vec<Value>, _> = (0..columns).map(|at| row.get_ref(at).map(value)).collect();
            rows.push(Row(values?.into_iter()));
        }
        Ok(rows)
    }

    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        Ok(self.0.prepare_cached(sql)?.execute(params_from_iter(values))? as u64)
    }

    fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        Ok(self.0.execute_batch(sql)?)
    }

    fn insert(&mut self, table: &str, columns: &str, rows: &[Vec<Value>]) -> Result<(), StoreError> {
        let Some(first) = rows.first() else { return Ok(()) };
        let marks = vec!["?"; first.len()].join(", ");
        let sql = format!("INSERT INTO {table} ({columns}) VALUES ({marks}) ON CONFLICT DO NOTHING");
        let mut statement = self.0.prepare_cached(&sql)?;
        for row in rows {
            statement.execute(params_from_iter(row))?;
        }
        Ok(())
    }

    fn hold(&mut self) -> Result<(), StoreError> {
        self.script("BEGIN")
    }

    fn begin(&mut self) -> Result<(), StoreError> {
        self.script("BEGIN IMMEDIATE")
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.script("COMMIT")
    }

    fn rollback(&mut self) -> Result<(), StoreError> {
        self.script("ROLLBACK")
    }

    fn index_report(&mut self, id: i64, title: &str, words: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO report_words (rowid, title, words) VALUES (?1, ?2, ?3)";
        self.run(sql, &[id.into(), title.into(), words.into()]).map(drop)
    }

    fn index_data(&mut self, words: &[(i64, String)]) -> Result<(), StoreError> {
        let mut statement = self.0.prepare_cached("INSERT INTO data_words (rowid, words) VALUES (?1, ?2)")?;
        for (id, words) in words {
            statement.execute((id, words))?;
        }
        Ok(())
    }

    fn list(&self, at: usize) -> String {
        format!("(SELECT value FROM json_each(?{at}))")
    }

    fn report_match(&self, at: usize) -> String {
        // A word of the headline counts four times.
        format!(
            "SELECT rowid AS id, bm25(report_words, 4.0, 1.0) AS score FROM report_words WHERE report_words MATCH ?{at}"
        )
    }

    fn data_match(&self, at: usize) -> String {
        format!("SELECT rowid FROM data_words WHERE data_words MATCH ?{at}")
    }

    fn match_words(&self, groups: &[Vec<String>]) -> String {
        let any = |words: &Vec<String>| {
            let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            format!("({})", quoted.join(" OR "))
        };
        groups.iter().map(any).collect::<Vec<_>>().join(" AND ")
    }

    fn clear_words(&mut self) -> Result<(), StoreError> {
        self.script(
            "INSERT INTO report_words (report_words) VALUES ('delete-all'); \
             INSERT INTO data_words (data_words) VALUES ('delete-all');",
        )
    }

    fn only_read(&mut self) -> Result<(), StoreError> {
        self.script("PRAGMA query_only = ON; PRAGMA cache_size = -4096;")
    }

    fn size(&mut self) -> Result<u64, StoreError> {
        let rows = self.rows("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()", &[])?;
        Ok(rows.into_iter().next().map_or(0, |mut row| row.int()) as u64)
    }
}
