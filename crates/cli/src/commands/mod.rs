//! One file per subcommand.

pub mod add;
pub mod ask;
pub mod code;
pub mod demo;
pub mod export;
pub mod model;
pub mod parse;
pub mod read;
pub mod schema;
pub mod score;
pub mod serve;
pub mod store;
pub mod watch;
