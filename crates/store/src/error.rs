//! What can go wrong with a store.

/// Why a store could not do what was asked, in words for whoever asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The store cannot be opened.
    #[error("cannot open the store {0}: {1}")]
    Open(String, String),
    /// The file is no store, or one of a newer version.
    #[error("{0}")]
    Unfit(String),
    /// SQLite says no.
    #[error("the store's database: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL says no.
    #[error("the store's database: {}", postgres_words(.0))]
    Postgres(#[from] postgres::Error),
    /// A record cannot be written or read back.
    #[error("the record of {0}: {1}")]
    Record(String, serde_json::Error),
    /// The query makes no sense.
    #[error("{0}")]
    Query(String),
}

/// PostgreSQL's own message, which the error's first line leaves out.
fn postgres_words(error: &postgres::Error) -> String {
    error.as_db_error().map_or_else(|| error.to_string(), |reason| format!("{error}: {reason}"))
}
