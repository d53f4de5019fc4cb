//! One cell of a table, before it is known whether it becomes text or a typed column.

use rapporteur_record::Span;

/// What stands in one column of one row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing is known, or nothing can be put there.
    Empty,
    /// Words, names, codes, dates.
    Text(String),
    /// A count or an offset.
    Integer(i64),
    /// A measure.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// Several of a kind, in an order that other lists of the row share.
    List(Vec<String>),
}

/// What the cells of a column are where they are not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// [`Cell::Text`].
    Text,
    /// [`Cell::Integer`].
    Integer,
    /// [`Cell::Number`].
    Number,
    /// [`Cell::Flag`].
    Flag,
    /// [`Cell::List`].
    List,
}

impl Kind {
    /// The kind in a word, for the manual.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Integer => "integer",
            Kind::Number => "number",
            Kind::Flag => "true/false",
            Kind::List => "list",
        }
    }
}

impl Cell {
    /// The cell as text: a list's items are joined by `separator`, and one that holds it has a `\` before it.
    pub fn text(&self, separator: &str) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Integer(number) => number.to_string(),
            Cell::Number(number) => number.to_string(),
            Cell::Flag(flag) => flag.to_string(),
            Cell::List(items) => {
                let mark = separator.trim();
                let escaped = |item: &String| item.replace('\\', "\\\\").replace(mark, &format!("\\{mark}"));
                items.iter().map(escaped).collect::<Vec<_>>().join(separator)
            }
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        text.to_owned().into()
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Cell {
        text.clone().into()
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Cell {
        Cell::Flag(flag)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Cell {
        if number.is_finite() { Cell::Number(number) } else { Cell::Empty }
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Cell {
        Cell::Integer(number)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Cell {
        Cell::Integer(number.into())
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Cell {
        i64::try_from(number).map_or(Cell::Empty, Cell::Integer)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Cell {
        value.map_or(Cell::Empty, Into::into)
    }
}

impl From<Vec<String>> for Cell {
    fn from(items: Vec<String>) -> Cell {
        if items.is_empty() { Cell::Empty } else { Cell::List(items) }
    }
}

/// A code as the record's JSON writes it.
pub(crate) fn code(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// White space of any kind as single spaces.
pub(crate) fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words at several places of a text, with `…` between them.
pub(crate) fn words(text: &str, spans: &[Span]) -> String {
    spans.iter().map(|span| flat(span.of(text))).collect::<Vec<_>>().join(" … ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_that_holds_the_separator_is_told_from_two() {
        let cell = Cell::List(vec!["a;b".into(), "c\\".into()]);
        assert_eq!(cell.text(";"), "a\\;b;c\\\\");
    }

    #[test]
    fn what_is_no_number_is_empty() {
        assert_eq!(Cell::from(f64::NAN), Cell::Empty);
        assert_eq!(Cell::from(-5.0).text(";"), "-5");
    }
}
