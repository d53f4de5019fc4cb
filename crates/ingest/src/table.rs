//! CSV and TSV corpora: a header names the columns, a row is a report. Quoted fields may hold line breaks.

use crate::draft::{Draft, Drafted};
use crate::{Fault, Part, Place, encoding, fields};
use csv::{ByteRecord, ReaderBuilder};
use std::io::{self, Read};

/// The reports of a table whose cells `delimiter` parts. A broken row is one error; the rows after it are read.
pub(crate) fn rows(reader: impl Read, delimiter: u8, place: Place, max_bytes: u64) -> impl Iterator<Item = Drafted> {
    let mut rows =
        ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(Bounded { reader, left: 0, max_bytes });
    let mut names: Option<Vec<String>> = None;
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        rows.get_mut().left = max_bytes.saturating_add(READ_AHEAD);
        if names.is_none() {
            match rows.byte_headers().map_err(fault).and_then(header) {
                Ok(header) => names = Some(header),
                Err(fault) => {
                    done = true;
                    return Some((place.part(Part::Row(1)), Err(fault)));
                }
            }
        }
        let names = names.as_deref().unwrap_or_default();
        let mut row = ByteRecord::new();
        let start = rows.position().line();
        match rows.read_byte_record(&mut row) {
            Ok(false) => None,
            Ok(true) => {
                let line = row.position().map_or(start, csv::Position::line);
                Some((place.part(Part::Row(line)), draft(names, &row, max_bytes)))
            }
            Err(error) => {
                done = true;
                Some((place.part(Part::Row(start)), Err(fault(error))))
            }
        }
    })
}

/// What a table's reader may have read before a row begins, in bytes.
const READ_AHEAD: u64 = 65_536;

/// A stream that ends in an error where a single row is too long, as one is whose quotation mark is never closed: it
/// would hold all the rest of the table.
struct Bounded<R> {
    reader: R,
    /// How many bytes more the row may have.
    left: u64,
    max_bytes: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, TooLong(self.max_bytes)));
        }
        let read = self.reader.read(buffer)?;
        self.left = self.left.saturating_sub(read as u64);
        Ok(read)
    }
}

/// A row is longer than this many bytes.
#[derive(Debug, thiserror::Error)]
#[error("a row of more than {0} bytes")]
struct TooLong(u64);

/// The character that parts the cells of a header line, if the line names a text among other columns.
pub(crate) fn delimiter(header: &str) -> Option<u8> {
    [b',', b'\t', b';'].into_iter().find(|delimiter| {
        let names: Vec<&str> =
            header.split(*delimiter as char).map(|name| name.trim_matches(['"', ' ', '\r'])).collect();
        names.len() > 1 && names.iter().all(|name| name.len() <= 40) && fields::has_text(names)
    })
}

fn header(cells: &ByteRecord) -> Result<Vec<String>, Fault> {
    let names: Vec<String> = cells.iter().map(|name| encoding::decode(name, None)).collect::<Result<_, _>>()?;
    match fields::has_text(names.iter().map(String::as_str)) {
        true => Ok(names),
        false => Err(Fault::Table(format!(
            "its first line must name the columns, one of them text, body or content; it reads {}",
            names.join(", ").chars().take(200).collect::<String>()
        ))),
    }
}

fn draft(names: &[String], row: &ByteRecord, max_bytes: u64) -> Result<Draft, Fault> {
    if row.len() != names.len() {
        let (cells, columns) = (row.len(), names.len());
        return Err(Fault::Table(format!(
            "the row has {cells} cells, the header {columns}; is a quotation mark missing?"
        )));
    }
    if row.as_slice().len() as u64 > max_bytes {
        return Err(Fault::TooLarge { limit: max_bytes });
    }
    // A row is decoded as a whole: what a single short cell is written in cannot be guessed.
    let is_utf8 = std::str::from_utf8(row.as_slice()).is_ok();
    let charset = if is_utf8 { None } else { Some("windows-1252") };
    let cells = names.iter().zip(row).map(|(name, cell)| Ok((name.clone(), encoding::decode(cell, charset)?)));
    fields::draft(cells.collect::<Result<_, Fault>>()?)
}

fn fault(error: csv::Error) -> Fault {
    let text = error.to_string();
    match error.into_kind() {
        csv::ErrorKind::Io(error) => match error.get_ref().and_then(|inner| inner.downcast_ref()) {
            Some(TooLong(limit)) => Fault::TooLarge { limit: *limit },
            None => Fault::Unreadable(error),
        },
        _ => Fault::Table(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Body;

    fn read(table: &[u8], delimiter: u8) -> Vec<String> {
        rows(table, delimiter, "c.csv".into(), 1000)
            .map(|(place, draft)| match draft {
                Ok(Draft { body: Body::Text(text), id, .. }) => format!("{}|{text}", id.unwrap_or_default()),
                Ok(other) => format!("{other:?}"),
                Err(fault) => format!("{place}: {fault}"),
            })
            .collect()
    }

    #[test]
    fn rows_with_marks_quotes_and_line_breaks_are_read() {
        let table = "\u{feff}id,text\r\n1,\"He said \"\"no\"\".\n\nThey left, then.\"\r\n2,They met.\r\n";
        assert_eq!(read(table.as_bytes(), b','), ["1|He said \"no\".\n\nThey left, then.", "2|They met."]);
    }

    #[test]
    fn a_broken_row_is_named_and_the_others_are_read() {
        let table = b"id\tbody\n1\tThey met.\n2\tThey\tmet.\n3\tIn the caf\xe9.\n";
        let read = read(table, b'\t');
        assert!(read[1].starts_with("c.csv, row at line 3: broken table: the row has 3 cells"), "{}", read[1]);
        assert_eq!((read[0].as_str(), read[2].as_str()), ("1|They met.", "3|In the café."));
    }

    #[test]
    fn an_open_quotation_mark_does_not_swallow_the_table() {
        let endless = io::Read::chain(&b"id,text\n1,\"They met"[..], io::repeat(b'x'));
        let rows: Vec<_> = rows(endless, b',', "c.csv".into(), 1_000_000).collect();
        assert!(matches!(rows[..], [(_, Err(Fault::TooLarge { limit: 1_000_000 }))]));
    }

    #[test]
    fn a_table_without_text_is_refused() {
        let read = read(b"country,population\nAustria,9\n", b',');
        assert_eq!(read.len(), 1);
        assert!(read[0].contains("it reads country, population"));
        assert_eq!(delimiter("id;title;text"), Some(b';'));
        assert_eq!(delimiter("They met, and the text of a treaty was signed"), None);
    }
}
