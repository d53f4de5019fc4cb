//! PostgreSQL: one database for a team.

use super::{Database, Row, Value, migrate};
use crate::StoreError;
use postgres::config::{Host, SslMode};
use postgres::types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use postgres::{Client, Config, NoTls, Statement};
use rustls_platform_verifier::BuilderVerifierExt;
use std::collections::HashMap;
use std::error::Error;
use std::sync::Arc;
use tokio_postgres_rustls::MakeRustlsConnect;

const MIGRATIONS: &[migrate::Migration] = &[
    (1, include_str!("../../migrations/postgres/0001_records.sql")),
    (2, include_str!("../../migrations/postgres/0002_derived.sql")),
    (3, include_str!("../../migrations/postgres/0003_stems.sql")),
    (4, include_str!("../../migrations/postgres/0004_fillings.sql")),
];

/// Most values in one statement; the protocol counts them in 16 bits.
const MOST_VALUES: usize = 8000;

/// Whoever adds holds this lock, so that two who add at once do not make two threads of one thing.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7235413)";

/// A store in a PostgreSQL database.
pub(crate) struct Postgres {
    client: Client,
    prepared: HashMap<String, Statement>,
}

impl Postgres {
    /// Connects to a `postgres://` address.
    ///
    /// To another machine only over TLS, with a certificate that the system trusts, unless the address says
    /// `sslmode=disable`; on this machine only where it says `sslmode=require`.
    pub(crate) fn open(url: &str) -> Result<Self, StoreError> {
        let client = connect(url).map_err(|reason| StoreError::Open(without_password(url), reason))?;
        let mut db = Postgres { client, prepared: HashMap::new() };
        db.script("SET client_min_messages = warning")?;
        migrate::migrate(&mut db, MIGRATIONS)?;
        Ok(db)
    }

    fn prepare(&mut self, sql: &str) -> Result<Statement, StoreError> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(&dollars(sql))?;
        self.prepared.insert(sql.into(), statement.clone());
        Ok(statement)
    }
}

fn connect(url: &str) -> Result<Client, String> {
    let told = |error: postgres::Error| match error.source() {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    };
    let mut config: Config = url.parse().map_err(told)?;
    if !is_encrypted(&config) {
        return config.connect(NoTls).map_err(told);
    }
    let tls = encryption().map_err(|error| format!("no TLS: {error}"))?;
    config.ssl_mode(SslMode::Require).connect(tls).map_err(|error| {
        let hint = "over TLS; a certificate of your own is trusted by SSL_CERT_FILE, and where the network can be trusted \
                    the address may end in ?sslmode=disable";
        format!("{} ({hint})", told(error))
    })
}

/// Whether the connection has to be encrypted.
fn is_encrypted(config: &Config) -> bool {
    let is_remote = |host: &Host| match host {
        Host::Tcp(name) => !matches!(name.as_str(), "localhost" | "127.0.0.1" | "::1"),
        #[cfg(unix)]
        Host::Unix(_) => false,
    };
    match config.get_ssl_mode() {
        SslMode::Disable => false,
        SslMode::Prefer => config.get_hosts().iter().any(is_remote),
        _ => true,
    }
}

fn encryption() -> Result<MakeRustlsConnect, rustls::Error> {
    let config = rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_platform_verifier()?
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

/// An address that can be shown.
fn without_password(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(at)) if scheme + 3 < at => {
            let user = url[scheme + 3..at].split(':').next().unwrap_or_default();
            format!("{}{user}{}", &url[..scheme + 3], &url[at..])
        }
        _ => url.into(),
    }
}

/// `?1` as PostgreSQL writes it. Our SQL has no question mark elsewhere.
fn dollars(sql: &str) -> String {
    sql.replace('?', "$")
}

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(number) if *kind == Type::INT4 => (*number as i32).to_sql(kind, out),
            Value::Int(number) if *kind == Type::FLOAT8 => (*number as f64).to_sql(kind, out),
            Value::Int(number) => number.to_sql(kind, out),
            Value::Real(number) => number.to_sql(kind, out),
            Value::Text(text) => text.to_sql(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn value(row: &postgres::Row, at: usize) -> Value {
    let kind = row.columns()[at].type_();
    match *kind {
        Type::INT8 => row.get::<_, Option<i64>>(at).into(),
        Type::INT4 => row.get::<_, Option<i32>>(at).map(i64::from).into(),
        Type::FLOAT8 => row.get::<_, Option<f64>>(at).into(),
        Type::FLOAT4 => row.get::<_, Option<f32>>(at).map(f64::from).into(),
        Type::BOOL => row.get::<_, Option<bool>>(at).into(),
        _ => row.get::<_, Option<String>>(at).into(),
    }
}

fn borrowed(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

impl Database for Postgres {
    fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let statement = self.prepare(sql)?;
        let found = self.client.query(&statement, &borrowed(values))?;
        let read = |row: &postgres::Row| Row((0..row.len()).map(|at| value(row, at)).collect::<Vec<_>>().into_iter());
        Ok(found.iter().map(read).collect())
    }

    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        let statement = self.prepare(sql)?;
        Ok(self.client.execute(&statement, &borrowed(values))?)
    }

    fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        Ok(self.client.batch_execute(sql)?)
    }

    fn insert(&mut self, table: &str, columns: &str, rows: &[Vec<Value>]) -> Result<(), StoreError> {
        let Some(first) = rows.first() else { return Ok(()) };
        let width = first.len();
        // Full chunks share one prepared statement; the rest is sent unprepared.
        for chunk in rows.chunks((MOST_VALUES / width).min(64)) {
            let row = |at: usize| {
                let marks: Vec<String> = (1..=width).map(|column| format!("?{}", at * width + column)).collect();
                format!("({})", marks.join(", "))
            };
            let marks: Vec<String> = (0..chunk.len()).map(row).collect();
            let sql = format!("INSERT INTO {table} ({columns}) VALUES {} ON CONFLICT DO NOTHING", marks.join(", "));
            let values: Vec<Value> = chunk.iter().flatten().cloned().collect();
            self.run(&sql, &values)?;
        }
        Ok(())
    }

    fn hold(&mut self) -> Result<(), StoreError> {
        self.script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    }

    fn begin(&mut self) -> Result<(), StoreError> {
        self.script("BEGIN")?;
        self.script(LOCK)
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.script("COMMIT")
    }

    fn rollback(&mut self) -> Result<(), StoreError> {
        self.script("ROLLBACK")
    }

    fn index_report(&mut self, id: i64, title: &str, words: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO report_words (id, words) VALUES (?1, setweight(to_tsvector('simple', ?2), 'A') \
                   || to_tsvector('simple', ?3))";
        self.run(sql, &[id.into(), title.into(), words.into()]).map(drop)
    }

    fn index_data(&mut self, words: &[(i64, String)]) -> Result<(), StoreError> {
        let sql = "INSERT INTO data_words (id, words) SELECT i, to_tsvector('simple', w) \
                   FROM json_to_recordset(?1::text::json) AS t(i BIGINT, w TEXT)";
        let rows: Vec<serde_json::Value> =
            words.iter().map(|(id, words)| serde_json::json!({ "i": id, "w": words })).collect();
        self.run(sql, &[serde_json::Value::from(rows).to_string().into()]).map(drop)
    }

    fn list(&self, at: usize) -> String {
        format!("(SELECT value::bigint FROM json_array_elements_text(?{at}::text::json))")
    }

    fn report_match(&self, at: usize) -> String {
        format!(
            "SELECT id, -ts_rank_cd(words, to_tsquery('simple', ?{at}), 1)::float8 AS score FROM report_words \
             WHERE words @@ to_tsquery('simple', ?{at})"
        )
    }

    fn data_match(&self, at: usize) -> String {
        format!("SELECT id FROM data_words WHERE words @@ to_tsquery('simple', ?{at})")
    }

    fn match_words(&self, groups: &[Vec<String>]) -> String {
        let any = |words: &Vec<String>| format!("({})", words.join(" | "));
        groups.iter().map(any).collect::<Vec<_>>().join(" & ")
    }

    fn clear_words(&mut self) -> Result<(), StoreError> {
        self.script("TRUNCATE report_words, data_words")
    }

    fn only_read(&mut self) -> Result<(), StoreError> {
        self.script("SET default_transaction_read_only = on")
    }

    fn size(&mut self) -> Result<u64, StoreError> {
        let rows = self.rows("SELECT pg_database_size(current_database())", &[])?;
        Ok(rows.into_iter().next().map_or(0, |mut row| row.int()) as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leaves_the_machine_is_encrypted() {
        let encrypted = |url: &str| is_encrypted(&url.parse().expect("an address"));
        for url in ["postgres://db.example/x", "postgres://ann@localhost/x?sslmode=require"] {
            assert!(encrypted(url), "{url}");
        }
        for url in ["postgres://localhost/x", "postgres:///x?host=/run", "postgres://db.example/x?sslmode=disable"] {
            assert!(!encrypted(url), "{url}");
        }
    }

    #[test]
    fn a_password_is_not_shown() {
        assert_eq!(without_password("postgres://ann:secret@host/db"), "postgres://ann@host/db");
        assert_eq!(without_password("postgres://host/db"), "postgres://host/db");
    }
}
