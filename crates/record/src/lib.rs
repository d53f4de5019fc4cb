//! What a report says: the record, Rapporteur's one public and serialized format.
//!
//! Every datum carries [`Evidence`]: there is no way to construct one without a place in the text. In memory spans are
//! byte offsets into [`Report::text`]; `Record`'s `Serialize` and `Deserialize` convert them to and from Unicode code
//! points, so that no other code has to know that JSON counts differently. [`schema`] gives the JSON Schema of what
//! is written.

mod actor;
mod codes;
mod dispute;
mod event;
mod evidence;
mod figure;
mod ids;
mod meeting;
mod position;
mod record;
mod references;
mod schema;
mod spans;
mod statement;

pub use actor::{Actor, ActorKind, Mention};
pub use codes::{Context, EventType, Mode, Quad, Sector};
pub use dispute::{Denied, Dispute, DisputeKind, Side};
pub use event::{Event, Modality};
pub use evidence::{Evidence, Place, Span, When};
pub use figure::{Bound, Figure};
pub use ids::{ActorId, DatumId, DisputeId, EventId, FigureId, MeetingId, PositionId, StatementId};
pub use meeting::{Format, Meeting, MeetingStatus, Outcome};
pub use position::{Condition, Deadline, Firmness, Position, Stance};
pub use record::{Brief, Highlight, Record, Report, Run, SCHEMA, Unresolved};
pub use schema::schema;
pub use spans::BadSpan;
pub use statement::{Act, Form, Polarity, Statement};
