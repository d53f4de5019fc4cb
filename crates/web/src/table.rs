//! Rows and columns: what a page shows as a table, a chart's twin, and what it gives away as CSV.

use serde_json::Value;

/// A table with a header.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Name, for a file: `positions`.
    pub name: &'static str,
    /// Column names, as in the record.
    pub columns: Vec<&'static str>,
    /// Rows, each as long as `columns`.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table.
    pub fn new(name: &'static str, columns: &[&'static str]) -> Self {
        Table { name, columns: columns.to_vec(), rows: Vec::new() }
    }

    /// RFC 4180, with a header. A cell that a spreadsheet would run as a formula is given a leading apostrophe, for what
    /// stands in it is other people's text.
    pub fn csv(&self) -> String {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        writer.write_record(&self.columns).expect("memory takes every row");
        for row in &self.rows {
            writer.write_record(row.iter().map(|cell| tame(cell))).expect("rows are as long as the header");
        }
        let bytes = writer.into_inner().expect("memory takes every row");
        String::from_utf8(bytes).expect("cells are text")
    }

    /// The rows as JSON objects.
    pub fn json(&self) -> Value {
        let object = |row: &Vec<String>| -> Value {
            let cells = self.columns.iter().zip(row).map(|(column, cell)| ((*column).to_owned(), cell.as_str().into()));
            Value::Object(cells.collect())
        };
        self.rows.iter().map(object).collect()
    }
}

/// The cell without what would make a formula of it; numbers keep their sign.
fn tame(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if formula { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_is_no_formula() {
        let mut table = Table::new("t", &["a", "b"]);
        table.rows.push(vec!["=HYPERLINK(\"x\")".into(), "-7.5".into()]);
        assert_eq!(table.csv(), "a,b\r\n\"'=HYPERLINK(\"\"x\"\")\",-7.5\r\n");
    }
}
