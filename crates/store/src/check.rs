//! Whether a store is whole.

use crate::store::parse;
use crate::{Store, StoreError, derive};
use rapporteur_record::*;
use std::collections::HashMap;
use std::fmt;

/// What was looked at, and what is wrong.
#[derive(Debug, Default, PartialEq)]
pub struct Checked {
    /// Records.
    pub reports: u64,
    /// Data in the derived tables.
    pub data: u64,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// Something wrong with a report in the store.
#[derive(Debug, PartialEq)]
pub struct Problem {
    /// Number of the report; none for the store as a whole.
    pub report: Option<i64>,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.report {
            Some(report) => write!(f, "report {report}: {}", self.what),
            None => f.write_str(&self.what),
        }
    }
}

/// Questions that have to find nothing, with what it means where they find something.
const ORPHANS: [(&str, &str); 6] = [
    ("SELECT count(*) FROM data WHERE report NOT IN (SELECT id FROM records)", "data of no record"),
    ("SELECT count(*) FROM roles WHERE data NOT IN (SELECT id FROM data)", "roles of no datum"),
    ("SELECT count(*) FROM roles WHERE actor NOT IN (SELECT thread FROM actors)", "roles of no actor"),
    ("SELECT count(*) FROM mentions WHERE thread NOT IN (SELECT thread FROM actors)", "mentions of no actor"),
    ("SELECT count(*) FROM reports WHERE id NOT IN (SELECT id FROM records)", "reports without a record"),
    ("SELECT count(*) FROM data WHERE thread NOT IN (SELECT thread FROM keys)", "data of a thread without keys"),
];

impl Store {
    /// Verifies the spans and references of every record, and that the derived tables agree with them.
    ///
    /// # Errors
    /// The database cannot be read. What is wrong with the store's content is no error, but in the result.
    pub fn check(&self) -> Result<Checked, StoreError> {
        let mut checked = Checked::default();
        let derived = self.derived_counts()?;
        let mut last: (String, i64) = Default::default();
        let ids = self.db().rows("SELECT id, key, revision, sha256 FROM records ORDER BY key, revision", &[])?;
        for mut row in ids {
            let (report, key, revision, sha256) = (row.int(), row.text(), row.int(), row.text());
            let mut wrong = |what: String| checked.problems.push(Problem { report: Some(report), what });
            let expected = if last.0 == key { last.1 + 1 } else { 1 };
            if revision != expected {
                wrong(format!("is revision {revision} of {key}, where {expected} was expected"));
            }
            last = (key, revision);
            let json = self.record_json(report)?.unwrap_or_default();
            match parse(report, &json) {
                Err(error) => wrong(error.to_string()),
                Ok(record) => {
                    faults(&record).into_iter().for_each(&mut wrong);
                    if record.report.sha256 != sha256 {
                        wrong("the text's hash is not the record's".into());
                    }
                    let (data, actors) = derived.get(&report).copied().unwrap_or((-1, -1));
                    let wanted = derive::derive(&record);
                    if (data, actors) != (wanted.data.len() as i64, wanted.actors.len() as i64) {
                        wrong("the derived tables do not hold what the record does: rebuild".into());
                    }
                }
            }
            checked.reports += 1;
        }
        self.orphans(&mut checked)?;
        checked.data = derived.values().map(|(data, _)| (*data).max(0) as u64).sum();
        Ok(checked)
    }

    /// Data and actors of each report in the derived tables.
    fn derived_counts(&self) -> Result<HashMap<i64, (i64, i64)>, StoreError> {
        let sql = "SELECT id, (SELECT count(*) FROM data WHERE report = reports.id), \
                   (SELECT count(*) FROM mentions WHERE report = reports.id) FROM reports";
        let rows = self.db().rows(sql, &[])?;
        Ok(rows.into_iter().map(|mut row| (row.int(), (row.int(), row.int()))).collect())
    }

    fn orphans(&self, checked: &mut Checked) -> Result<(), StoreError> {
        for (sql, what) in ORPHANS {
            let count = self.db().rows(sql, &[])?.into_iter().next().map_or(0, |mut row| row.int());
            if count > 0 {
                checked.problems.push(Problem { report: None, what: format!("{count} {what}: rebuild") });
            }
        }
        Ok(())
    }
}

/// Spans that do not fit and references to what is not there.
fn faults(record: &Record) -> Vec<String> {
    let mut faults: Vec<String> = record.check().err().map(|bad| bad.to_string()).into_iter().collect();
    let missing = record.references().into_iter().filter(|id| !record.holds(*id));
    faults.extend(missing.map(|id| format!("names {id}, which it does not have")));
    faults
}
