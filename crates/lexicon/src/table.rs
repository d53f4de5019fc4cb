//! Tab-separated tables with a header line; `#` begins a comment line.

use std::fmt;

/// A table's rows, each with as many cells as the header names.
#[derive(Clone, Debug)]
pub struct Table<'t> {
    /// What the file is called, for messages.
    pub name: &'t str,
    /// Column names.
    pub columns: Vec<&'t str>,
    /// Rows, in file order.
    pub rows: Vec<Row<'t>>,
}

/// One row.
#[derive(Clone, Debug)]
pub struct Row<'t> {
    /// Its line in the file, counted from 1.
    pub line: usize,
    /// Its cells, one per column; a missing last cell is empty.
    pub cells: Vec<&'t str>,
}

/// What is wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableError {
    /// The table.
    pub table: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong there and what would help.
    pub reason: String,
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}: {}", self.table, self.line, self.reason)
    }
}

impl std::error::Error for TableError {}

impl<'t> Table<'t> {
    /// Reads a table whose header must be exactly `columns`.
    pub fn parse(name: &'t str, text: &'t str, columns: &[&str]) -> Result<Table<'t>, TableError> {
        let fail = |line: usize, reason: String| TableError { table: name.to_owned(), line, reason };
        let mut lines = text
            .lines()
            .enumerate()
            .map(|(i, line)| (i + 1, line.trim_end_matches('\r')))
            .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        let header: Vec<&str> = lines.next().map(|(_, line)| line.split('\t').collect()).unwrap_or_default();
        if header != columns {
            return Err(fail(1, format!("the columns must be {}", columns.join(", "))));
        }
        let mut rows = Vec::new();
        for (line, text) in lines {
            let mut cells: Vec<&str> = text.split('\t').map(str::trim).collect();
            if cells.len() > header.len() {
                return Err(fail(line, format!("{} cells where the header names {}", cells.len(), header.len())));
            }
            cells.resize(header.len(), "");
            rows.push(Row { line, cells });
        }
        Ok(Table { name, columns: header, rows })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_filled_up_and_comments_skipped() {
        let table = Table::parse("verbs", "verb\tact\n# a comment\nsay\tassert\ndeny\n", &["verb", "act"]).unwrap();
        let cells: Vec<_> = table.rows.iter().map(|row| (row.line, row.cells.clone())).collect();
        assert_eq!(cells, [(3, vec!["say", "assert"]), (4, vec!["deny", ""])]);
    }

    #[test]
    fn a_row_too_long_is_named() {
        let error = Table::parse("verbs", "verb\nsay\tassert\n", &["verb"]).unwrap_err();
        assert_eq!(error.to_string(), "verbs, line 2: 2 cells where the header names 1");
    }
}
