//! Rows and columns: what an answer gives away as CSV.

use rapporteur_store::Tabular;

/// A table with a header.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Column names.
    pub columns: Vec<&'static str>,
    /// Rows, each as long as `columns`.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The table of an answer's rows.
    pub fn of<T: Tabular>(rows: &[T]) -> Self {
        Table { columns: T::COLUMNS.to_vec(), rows: rows.iter().map(T::cells).collect() }
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
        let row = vec!["=HYPERLINK(\"x\")".to_owned(), "-7.5".to_owned()];
        let table = Table { columns: vec!["a", "b"], rows: vec![row] };
        assert_eq!(table.csv(), "a,b\r\n\"'=HYPERLINK(\"\"x\"\")\",-7.5\r\n");
    }
}
