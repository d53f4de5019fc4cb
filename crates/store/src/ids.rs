//! Names of joined things.

use crate::store::PER_REPORT;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// Names a joined thing: `17.3` was first seen in the store's report 17, as its number 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, JsonSchema)]
#[schemars(with = "String")]
pub struct ThreadId(pub(crate) i64);

impl fmt::Display for ThreadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0 / PER_REPORT, self.0 % PER_REPORT)
    }
}

impl ThreadId {
    /// The id written as `text`.
    pub fn parse(text: &str) -> Option<Self> {
        let (report, number) = text.split_once('.')?;
        let (report, number): (u32, u16) = (report.parse().ok()?, number.parse().ok()?);
        Some(ThreadId(i64::from(report) * PER_REPORT + i64::from(number)))
    }
}

impl Serialize for ThreadId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ThreadId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        ThreadId::parse(&text).ok_or_else(|| de::Error::custom(format!("{text:?} is no id of a joined thing")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_writing() {
        let id = ThreadId(17 * PER_REPORT + 3);
        assert_eq!((id.to_string().as_str(), ThreadId::parse("17.3")), ("17.3", Some(id)));
        assert_eq!(ThreadId::parse("Lavrov"), None);
        assert_eq!(ThreadId::parse("17"), None);
    }
}
