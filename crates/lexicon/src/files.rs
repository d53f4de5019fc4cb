//! The tables' texts: the embedded ones, and a user's over them.

use crate::{Row, Table, TableError};
use sha2::{Digest, Sha256};

/// Every embedded table, by file name, in the order of the names.
const EMBEDDED: &[(&str, &str)] = &[
    ("act_rules.tsv", include_str!("../data/act_rules.tsv")),
    ("act_words.tsv", include_str!("../data/act_words.tsv")),
    ("agents.tsv", include_str!("../data/agents.tsv")),
    ("bodies.tsv", include_str!("../data/bodies.tsv")),
    ("bounds.tsv", include_str!("../data/bounds.tsv")),
    ("calendar.tsv", include_str!("../data/calendar.tsv")),
    ("cameo.tsv", include_str!("../data/cameo.tsv")),
    ("countries.tsv", include_str!("../data/countries.tsv")),
    ("cues.tsv", include_str!("../data/cues.tsv")),
    ("event_contexts.tsv", include_str!("../data/event_contexts.tsv")),
    ("event_forms.tsv", include_str!("../data/event_forms.tsv")),
    ("gazetteer.tsv", include_str!("../data/gazetteer.tsv")),
    ("given_names.tsv", include_str!("../data/given_names.tsv")),
    ("groups.tsv", include_str!("../data/groups.tsv")),
    ("measures.tsv", include_str!("../data/measures.tsv")),
    ("meetings.tsv", include_str!("../data/meetings.tsv")),
    ("nominals.tsv", include_str!("../data/nominals.tsv")),
    ("stances.tsv", include_str!("../data/stances.tsv")),
    ("noun_groups.tsv", include_str!("../data/noun_groups.tsv")),
    ("numbers.tsv", include_str!("../data/numbers.tsv")),
    ("occasions.tsv", include_str!("../data/occasions.tsv")),
    ("offices.tsv", include_str!("../data/offices.tsv")),
    ("papers.tsv", include_str!("../data/papers.tsv")),
    ("people.tsv", include_str!("../data/people.tsv")),
    ("plover.tsv", include_str!("../data/plover.tsv")),
    ("predicates.tsv", include_str!("../data/predicates.tsv")),
    ("regions.tsv", include_str!("../data/regions.tsv")),
];

/// How the names of PETRARCH's dictionaries end, of which a user may have any number.
const DICTIONARIES: [&str; 2] = [".actors.txt", ".agents.txt"];

/// The texts of all tables.
pub struct Files<'u> {
    user: &'u [(String, String)],
}

impl<'u> Files<'u> {
    /// The embedded tables with `user`'s (file name, content) over them. A name that no embedded table has is refused:
    /// it would never be read.
    pub fn new(user: &'u [(String, String)]) -> Result<Self, TableError> {
        let known = |name: &str| {
            EMBEDDED.iter().any(|(file, _)| *file == name) || DICTIONARIES.iter().any(|end| name.ends_with(end))
        };
        match user.iter().find(|(name, _)| !known(name)) {
            Some((name, _)) => {
                let names: Vec<&str> = EMBEDDED.iter().map(|(file, _)| *file).collect();
                let reason = format!("there is no table of that name; the tables are {}", names.join(", "));
                Err(TableError { table: name.clone(), line: 1, reason })
            }
            None => Ok(Files { user }),
        }
    }

    /// The rows of the table `name`, whose header must be `columns`: the embedded ones, then the user's.
    pub fn rows(&self, name: &'static str, columns: &[&'static str]) -> Result<Vec<Row<'_>>, TableError> {
        let mut rows = Vec::new();
        for text in self.texts(name) {
            rows.extend(Table::parse(name, text, columns)?.rows);
        }
        Ok(rows)
    }

    /// The texts of the table `name`: the embedded one, then the user's.
    pub fn texts(&self, name: &str) -> impl Iterator<Item = &str> {
        let embedded = EMBEDDED.iter().filter(move |(file, _)| *file == name).map(|(_, text)| *text);
        let user = self.user.iter().filter(move |(file, _)| file == name).map(|(_, text)| text.as_str());
        embedded.chain(user)
    }

    /// Name and text of the user's dictionaries whose names end so.
    pub fn dictionaries(&self, end: &'static str) -> impl Iterator<Item = (&str, &str)> {
        let all = self.user.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        all.filter(move |(name, _)| name.ends_with(end))
    }

    /// The embedded table `name`; nothing for a name that no table has.
    pub fn embedded(name: &str) -> &'static str {
        EMBEDDED.iter().find(|(file, _)| *file == name).map_or("", |(_, text)| text)
    }

    /// SHA-256 over all texts, in hexadecimal.
    pub fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        let user = self.user.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        for (name, text) in EMBEDDED.iter().copied().chain(user) {
            hasher.update((name.len() as u64).to_le_bytes());
            hasher.update(name);
            hasher.update((text.len() as u64).to_le_bytes());
            hasher.update(text);
        }
        hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
