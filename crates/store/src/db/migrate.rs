//! Numbered plain SQL files, each run once.

use super::{Database, Value};
use crate::StoreError;

/// A migration: its number and its SQL.
pub(super) type Migration = (i64, &'static str);

/// Runs what has not been run so far.
pub(super) fn migrate(db: &mut dyn Database, migrations: &[Migration]) -> Result<(), StoreError> {
    db.script("CREATE TABLE IF NOT EXISTS migrations (number BIGINT PRIMARY KEY)")?;
    let newest = newest(db)?;
    let known = migrations.last().map_or(0, |(number, _)| *number);
    if newest > known {
        return Err(StoreError::Unfit(format!(
            "the store has migration {newest}, and this program knows only {known}: a newer rapporteur made it"
        )));
    }
    if newest == known {
        return Ok(());
    }
    db.begin()?;
    // Another process may have been quicker, while this one waited to begin.
    let done = self::newest(db)?;
    for (number, sql) in migrations.iter().filter(|(number, _)| *number > done) {
        db.script(sql)?;
        db.run("INSERT INTO migrations (number) VALUES (?1)", &[Value::Int(*number)])?;
    }
    db.commit()
}

fn newest(db: &mut dyn Database) -> Result<i64, StoreError> {
    let rows = db.rows("SELECT max(number) FROM migrations", &[])?;
    Ok(rows.into_iter().next().map_or(0, |mut row| row.int()))
}
