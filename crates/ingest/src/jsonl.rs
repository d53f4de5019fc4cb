//! JSON corpora: an object a line, or the objects of one JSON array or file. Read one by one, however large the file.

use crate::draft::{Draft, Drafted};
use crate::{Fault, Part, Place, encoding, fields};
use serde_json::{Map, Value};
use std::io::{BufRead, Read};

/// The reports of a JSON Lines file. A broken line is one error; the lines after it are read.
pub(crate) fn lines(mut reader: impl BufRead, place: Place, max_bytes: u64) -> impl Iterator<Item = Drafted> {
    let mut number = 0;
    let mut done = false;
    std::iter::from_fn(move || {
        while !done {
            number += 1;
            let at = place.part(Part::Line(number));
            match line(&mut reader, max_bytes) {
                Ok(None) => return None,
                Ok(Some(line)) if line.trim_ascii().is_empty() || line == encoding::UTF8_MARK => {}
                Ok(Some(line)) => return Some((at, draft(&line))),
                Err(fault) => {
                    done = matches!(fault, Fault::Unreadable(_));
                    return Some((at, Err(fault)));
                }
            }
        }
        None
    })
}

/// The next line without its end; a longer one than the limit is passed over and reported.
fn line(reader: &mut impl BufRead, max_bytes: u64) -> Result<Option<Vec<u8>>, Fault> {
    let mut line = Vec::new();
    let read = reader.by_ref().take(max_bytes + 1).read_until(b'\n', &mut line)?;
    if read == 0 {
        return Ok(None);
    }
    if line.len() as u64 > max_bytes && line.last() != Some(&b'\n') {
        reader.skip_until(b'\n')?;
        return Err(Fault::TooLarge { limit: max_bytes });
    }
    Ok(Some(line))
}

/// The reports of a JSON file that holds an object, objects one after another, or an array of objects. After a fault
/// in the file's structure nothing more can be told apart, and nothing more is read.
pub(crate) fn values(reader: impl BufRead, place: Place, max_bytes: u64) -> impl Iterator<Item = Drafted> {
    let mut scanner = Scanner { bytes: reader.bytes(), max_bytes, line: 1, last: None };
    let mut number = 0;
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        number += 1;
        let at = place.part(Part::Entry(number));
        match scanner.object() {
            Ok(None) => None,
            Ok(Some(object)) => Some((at, draft(&object))),
            Err(fault) => {
                done = true;
                Some((at, Err(fault)))
            }
        }
    })
}

/// Cuts a stream into its outermost objects without keeping more than one of them.
struct Scanner<R: BufRead> {
    bytes: std::io::Bytes<R>,
    max_bytes: u64,
    line: u64,
    /// The last byte read at the outermost level that is not a space.
    last: Option<u8>,
}

impl<R: BufRead> Scanner<R> {
    fn object(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        loop {
            match self.next()? {
                Some(b'{') => return self.rest_of_object().map(Some),
                None if matches!(self.last, Some(b'[' | b',')) => {
                    return Err(self.broken("the file ends within an array"));
                }
                None => return Ok(None),
                Some(byte) if byte.is_ascii_whitespace() || matches!(byte, 0xef | 0xbb | 0xbf) => {}
                Some(byte @ (b'[' | b']' | b',')) => self.last = Some(byte),
                Some(_) => return Err(self.broken("an object was expected")),
            }
        }
    }

    fn rest_of_object(&mut self) -> Result<Vec<u8>, Fault> {
        let mut object = vec![b'{'];
        let (mut depth, mut in_string, mut escaped) = (1usize, false, false);
        while depth > 0 {
            let byte = self.next()?.ok_or_else(|| self.broken("the file ends within an object"))?;
            if object.len() as u64 >= self.max_bytes {
                return Err(Fault::TooLarge { limit: self.max_bytes });
            }
            object.push(byte);
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = in_string,
                b'"' => in_string = !in_string,
                b'{' | b'[' if !in_string => depth += 1,
                b'}' | b']' if !in_string => depth -= 1,
                _ => {}
            }
        }
        self.last = Some(b'}');
        Ok(object)
    }

    fn next(&mut self) -> Result<Option<u8>, Fault> {
        let byte = self.bytes.next().transpose()?;
        self.line += u64::from(byte == Some(b'\n'));
        Ok(byte)
    }

    fn broken(&self, what: &str) -> Fault {
        Fault::Json(format!("{what} (line {})", self.line))
    }
}

fn draft(json: &[u8]) -> Result<Draft, Fault> {
    let text = encoding::decode(json, None)?;
    let entry: Map<String, Value> = serde_json::from_str(&text).map_err(|error| Fault::Json(error.to_string()))?;
    fields::draft(entry.into_iter().filter_map(|(name, value)| Some((name, text_of(value)?))).collect())
}

/// A field's value as text: lists are joined, and of an object its name is taken.
fn text_of(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => {
            let parts: Vec<String> = values.into_iter().filter_map(text_of).collect();
            (!parts.is_empty()).then(|| parts.join(", "))
        }
        Value::Object(mut fields) => fields.remove("name").and_then(text_of),
        Value::Null | Value::Bool(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Body;

    fn read(drafts: impl Iterator<Item = Drafted>) -> Vec<String> {
        drafts
            .map(|(place, draft)| match draft {
                Ok(Draft { body: Body::Text(text), .. }) => text,
                Ok(other) => format!("{other:?}"),
                Err(fault) => format!("{place}: {fault}"),
            })
            .collect()
    }

    #[test]
    fn a_broken_line_is_named_and_the_others_are_read() {
        let file = "\u{feff}{\"text\": \"One.\"}\r\n\r\n{\"text\": \"Two.\n{\"text\": \"Three.\", \"authors\": [\"A\", {\"name\": \"B\"}]}";
        let read = read(lines(file.as_bytes(), "c.jsonl".into(), 1000));
        assert_eq!((read[0].as_str(), read[2].as_str()), ("One.", "Three."));
        assert!(read[1].starts_with("c.jsonl, line 3: broken JSON"), "{}", read[1]);
    }

    #[test]
    fn a_line_beyond_the_limit_is_passed_over() {
        let file = format!("{{\"text\": \"{}\"}}\n{{\"text\": \"Two.\"}}\n", "x".repeat(200));
        let read = read(lines(file.as_bytes(), "c.jsonl".into(), 100));
        assert!(read[0].contains("more than 100 bytes"));
        assert_eq!(read[1], "Two.");
    }

    #[test]
    fn arrays_and_single_objects_are_read() {
        let array = "[\n {\"text\": \"One, \\\"}\\\" and {\"},\n {\"text\": \"Two.\", \"more\": {\"a\": [1]}}\n]\n";
        assert_eq!(read(values(array.as_bytes(), "c.json".into(), 1000)), ["One, \"}\" and {", "Two."]);
        assert_eq!(read(values("{\n\"text\":\n\"One.\"}".as_bytes(), "c.json".into(), 1000)), ["One."]);
        let cut = read(values("[{\"text\": \"One.\"},\n{\"text\": \"Tw".as_bytes(), "c.json".into(), 1000));
        assert_eq!(cut, ["One.", "c.json, entry 2: broken JSON: the file ends within an object (line 2)"]);
        assert!(read(values("[1, 2]".as_bytes(), "c.json".into(), 1000))[0].contains("an object was expected"));
    }
}
