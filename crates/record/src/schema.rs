//! The JSON Schema of a record.

use crate::Record;

/// The JSON Schema (draft 2020-12) of what a [`Record`] serializes to, made from the types themselves.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Record).to_value()
}
