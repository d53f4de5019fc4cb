//! PLOVER types with modes and scores, CAMEO codes with Goldstein scores, and how the two meet.
//!
//! In: the tables `plover.tsv`, `cameo.tsv`, `event_forms.tsv` and `event_contexts.tsv`. Out: for an event's type and words
//! its mode and CAMEO code, for a code its Goldstein score, for words their contexts.

use crate::{Files, Row, TableError};
use std::collections::{BTreeMap, BTreeSet};

/// The codes of events.
#[derive(Debug, Default)]
pub struct EventCodes {
    /// CAMEO codes by code.
    cameo: BTreeMap<String, CameoCode>,
    /// PLOVER's scores, by type and mode (empty for the type itself).
    plover: BTreeMap<(String, String), PloverType>,
    /// The ways in which each type is done, in the order of the table.
    forms: BTreeMap<String, Vec<EventForm>>,
    contexts: Vec<String>,
    /// The numbers of the contexts that a word brings.
    contexts_of: BTreeMap<String, Vec<usize>>,
}

/// One CAMEO code.
#[derive(Clone, Debug, PartialEq)]
pub struct CameoCode {
    /// The code, as text with its leading zeros.
    pub code: String,
    /// What it means, in our words.
    pub label: String,
    /// Goldstein score, -10 to 10.
    pub goldstein: f64,
    /// PLOVER type; empty for a statement that PLOVER does not code.
    pub kind: String,
    /// PLOVER mode, or empty.
    pub mode: String,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// Where the published tables disagree, and what was chosen.
    pub note: String,
}

/// A PLOVER type, or one with a mode.
#[derive(Clone, Debug, PartialEq)]
pub struct PloverType {
    /// The manual's score; absent where it gives none.
    pub score: Option<f64>,
    /// Quad class, 1 to 4.
    pub quad: u8,
    /// Whether a target is required: `yes`, `no`, `one-sided`.
    pub recipient: String,
}

/// One way in which a type of event is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventForm {
    inner: Vec<String>,
    words: Vec<String>,
    /// PLOVER mode, or empty.
    pub mode: String,
    /// CAMEO code.
    pub cameo: String,
}

impl EventCodes {
    /// Reads the tables.
    pub fn read(files: &Files) -> Result<EventCodes, TableError> {
        let mut codes = EventCodes::default();
        for row in files.rows("cameo.tsv", &["code", "label", "goldstein", "type", "mode", "contexts", "note"])? {
            let cells = &row.cells;
            codes.cameo.insert(
                cells[0].into(),
                CameoCode {
                    code: cells[0].into(),
                    label: cells[1].into(),
                    goldstein: number("cameo.tsv", &row, cells[2])?,
                    kind: cells[3].into(),
                    mode: cells[4].into(),
                    contexts: list(cells[5]),
                    note: cells[6].into(),
                },
            );
        }
        for row in files.rows("plover.tsv", &["type", "mode", "score", "quad", "recipient", "note"])? {
            let cells = &row.cells;
            let score = if cells[2].is_empty() { None } else { Some(number("plover.tsv", &row, cells[2])?) };
            let quad = number("plover.tsv", &row, cells[3])? as u8;
            let kind = PloverType { score, quad, recipient: cells[4].into() };
            codes.plover.insert((cells[0].into(), cells[1].into()), kind);
        }
        for row in files.rows("event_forms.tsv", &["type", "inner", "words", "mode", "cameo"])? {
            let cells = &row.cells;
            if !codes.cameo.contains_key(cells[4]) {
                let reason = format!("there is no CAMEO code {:?} in cameo.tsv", cells[4]);
                return Err(TableError { table: "event_forms.tsv".into(), line: row.line, reason });
            }
            codes.forms.entry(cells[0].into()).or_default().push(EventForm {
                inner: list(cells[1]),
                words: list(cells[2]),
                mode: cells[3].into(),
                cameo: cells[4].into(),
            });
        }
        for row in files.rows("event_contexts.tsv", &["context", "words"])? {
            for word in list(row.cells[1]) {
                codes.contexts_of.entry(word).or_default().push(codes.contexts.len());
            }
            codes.contexts.push(row.cells[0].into());
        }
        Ok(codes)
    }

    /// A CAMEO code.
    pub fn cameo(&self, code: &str) -> Option<&CameoCode> {
        self.cameo.get(code)
    }

    /// All CAMEO codes, in the order of the codes.
    pub fn all_cameo(&self) -> impl Iterator<Item = &CameoCode> {
        self.cameo.values()
    }

    /// A PLOVER type with a mode, or with an empty one the type itself.
    pub fn plover(&self, kind: &str, mode: &str) -> Option<&PloverType> {
        self.plover.get(&(kind.to_owned(), mode.to_owned()))
    }

    /// The first form of a type that the words bear out; `inner` is the type of what is agreed to, asked for, refused or
    /// threatened, `has` says whether a base form stands among the event's words.
    pub fn form(&self, kind: &str, inner: Option<&str>, has: impl Fn(&str) -> bool) -> Option<&EventForm> {
        self.forms.get(kind)?.iter().find(|form| {
            (form.inner.is_empty() || inner.is_some_and(|inner| form.inner.iter().any(|name| name == inner)))
                && (form.words.is_empty() || form.words.iter().any(|word| has(word)))
        })
    }

    /// The contexts that the words bring, in the order of the table.
    pub fn contexts<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> Vec<&str> {
        let brought: BTreeSet<usize> =
            words.into_iter().filter_map(|word| self.contexts_of.get(word)).flatten().copied().collect();
        brought.into_iter().map(|number| self.contexts[number].as_str()).collect()
    }
}

fn number(table: &str, row: &Row, cell: &str) -> Result<f64, TableError> {
    cell.parse().map_err(|_| TableError {
        table: table.into(),
        line: row.line,
        reason: format!("{cell:?} is no number"),
    })
}

fn list(cell: &str) -> Vec<String> {
    cell.split('|').filter(|item| !item.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use crate::Lexicon;

    #[test]
    fn codes_keep_their_zeros_and_scores() {
        let codes = Lexicon::embedded().events;
        assert_eq!(codes.cameo("046").unwrap().goldstein, 7.0);
        assert!(codes.cameo("46").is_none());
        assert_eq!(codes.plover("ACCUSE", "").unwrap().score, Some(-3.0));
        assert_eq!(codes.form("CONSULT", None, |word| word == "telephone").unwrap().mode, "phone");
        assert_eq!(codes.form("REQUEST", Some("RETREAT"), |_| false).unwrap().cameo, "105");
    }

    #[test]
    fn every_type_has_a_form_for_any_words() {
        let lexicon = Lexicon::embedded();
        for (kind, _) in lexicon.events.plover.keys() {
            assert!(lexicon.events.form(kind, None, |_| false).is_some(), "{kind}");
        }
    }
}
