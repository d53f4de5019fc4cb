//! Names of the data within one record.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::borrow::Cow;
use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $prefix:literal,)+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
            pub struct $name(pub u32);

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    write!(f, concat!($prefix, "{}"), self.0 + 1)
                }
            }

            impl $name {
                /// The id written as `text`.
                pub fn parse(text: &str) -> Option<Self> {
                    let number: u32 = text.strip_prefix($prefix)?.parse().ok()?;
                    number.checked_sub(1).map($name)
                }
            }

            impl Serialize for $name {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.collect_str(self)
                }
            }

            impl<'de> Deserialize<'de> for $name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let text = Cow::<'de, str>::deserialize(deserializer)?;
                    $name::parse(&text).ok_or_else(|| de::Error::custom(format!("{text:?} is no {}", stringify!($name))))
                }
            }

            impl JsonSchema for $name {
                fn schema_name() -> Cow<'static, str> {
                    stringify!($name).into()
                }
                fn json_schema(_: &mut SchemaGenerator) -> Schema {
                    json_schema!({ "type": "string", "pattern": concat!("^", $prefix, "[1-9][0-9]*$") })
                }
            }

            impl From<$name> for DatumId {
                fn from(id: $name) -> DatumId {
                    DatumId::$name(id)
                }
            }
        )+

        /// The id of a datum of any kind.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        #[serde(untagged)]
        #[allow(missing_docs)]
        pub enum DatumId { $($name($name),)+ }

        impl fmt::Display for DatumId {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self { $(DatumId::$name(id) => id.fmt(f),)+ }
            }
        }
    };
}

ids! {
    /// Names an actor: `A1` is the first of the record's actors (index 0).
    ActorId "A",
    /// Names a statement, `S1`.
    StatementId "S",
    /// Names an event, `E1`.
    EventId "E",
    /// Names a figure, `F1`.
    FigureId "F",
    /// Names a meeting, `M1`.
    MeetingId "M",
    /// Names a position, `P1`.
    PositionId "P",
    /// Names a dispute, `D1`.
    DisputeId "D",
}

macro_rules! index {
    ($($name:ident)+) => { $(impl $name {
        /// Index of the datum in its list of the record.
        pub fn index(self) -> usize {
            self.0 as usize
        }
    })+ };
}
index! { ActorId StatementId EventId FigureId MeetingId PositionId DisputeId }
