//! What Rapporteur knows of the world and of reporting, as tables that people can read and edit.
//!
//! Each table is a tab-separated file in `data/`, embedded in the binary, with its columns named in its first line and
//! its sources in `data/README.md`. [`Lexicon::embedded`] reads them all; [`Lexicon::layered`] puts a user's rows over
//! them. Nothing here reads a file or knows how a report is read: the passes of `rapporteur-extract` do.

mod actors;
mod acts;
mod calendar;
mod cameo;
mod cues;
mod files;
mod gazetteer;
mod measures;
mod meetings;
mod names;
mod petrarch;
mod predicates;
mod stances;
mod table;

pub use actors::{
    ActorTables, Agent, AgentKind, Body, BodyKind, Country, Gender, Group, Office, Person, Standing, Term,
};
pub use acts::{ActPos, ActWord, Acts, Mark, Sense, Signs};
pub use calendar::{Calendar, DayPart, Edge, Holiday, Season, Shift, TimeWord, Unit};
pub use cameo::{CameoCode, EventCodes, EventForm, PloverType};
pub use cues::{Cue, CueClass, CuePos, Cues, Frame};
pub use files::Files;
pub use gazetteer::{Entry, Gazetteer, PlaceKind, fold};
pub use measures::{BoundWord, Measure, MeasureKind, Measures, NumberWord};
pub use meetings::{MeetingSense, MeetingWords};
pub use names::{CountryForm, Known, Match, Names, Word, key, words};
pub use petrarch::{Coded, DatedCode, role};
pub use predicates::{Condition, Operator, Predicate, PredicateClass, PredicatePos, Predicates, Words};
pub use stances::{StanceSense, StanceWords};
pub use table::{Row, Table, TableError};

/// Everything that is known before a report is read: one field per subject, each made from its tables.
#[derive(Debug)]
pub struct Lexicon {
    hash: String,
    /// Whom reports speak of.
    pub actors: ActorTables,
    /// Words and rules that tell acts.
    pub acts: Acts,
    /// Words of saying, thinking and feeling.
    pub cues: Cues,
    /// Words of time.
    pub calendar: Calendar,
    /// Words of number and measure.
    pub measures: Measures,
    /// Places by name.
    pub gazetteer: Gazetteer,
    /// Words that name events.
    pub predicates: Predicates,
    /// Codes of events.
    pub events: EventCodes,
    /// Words about meetings.
    pub meetings: MeetingWords,
    /// Words about what parties want.
    pub stances: StanceWords,
}

impl Lexicon {
    /// The tables that are built into the program.
    pub fn embedded() -> Lexicon {
        Lexicon::layered(&[]).expect("the embedded tables are read by the tests")
    }

    /// The built-in tables with a user's over them: pairs of file name (`countries.tsv`) and content. A user's row
    /// comes after the built-in ones and wins over one with the same key.
    pub fn layered(user: &[(String, String)]) -> Result<Lexicon, TableError> {
        let files = Files::new(user)?;
        Ok(Lexicon {
            hash: files.hash(),
            actors: ActorTables::read(&files)?,
            acts: Acts::read(&files)?,
            cues: Cues::read(&files)?,
            calendar: Calendar::read(&files)?,
            measures: Measures::read(&files)?,
            predicates: Predicates::read(&files)?,
            events: EventCodes::read(&files)?,
            meetings: MeetingWords::read(&files)?,
            stances: StanceWords::read(&files)?,
            gazetteer: Gazetteer::read(&files)?,
        })
    }

    /// SHA-256 over all tables, in hexadecimal: the same hash means the same knowledge.
    pub fn hash(&self) -> &str {
        &self.hash
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_tables_are_sound() {
        assert_eq!(Lexicon::layered(&[]).map(|lexicon| lexicon.hash().len()), Ok(64));
    }

    #[test]
    fn a_table_that_nobody_reads_is_refused() {
        let error = Lexicon::layered(&[("contries.tsv".into(), String::new())]).unwrap_err();
        assert!(error.to_string().contains("no table of that name"), "{error}");
    }
}
