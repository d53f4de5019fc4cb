//! `rapporteur schema`.

use std::process::ExitCode;

/// Prints the JSON Schema of a record.
pub fn run() -> anyhow::Result<ExitCode> {
    println!("{}", serde_json::to_string_pretty(&rapporteur_record::schema())?);
    Ok(ExitCode::SUCCESS)
}
