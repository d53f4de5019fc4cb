//! One file per subcommand.

pub mod code;
pub mod export;
pub mod model;
pub mod parse;
pub mod read;
pub mod schema;
pub mod score;
