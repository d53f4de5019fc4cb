//! The tables of a record, one for each kind of datum, and those of the field's event formats.

pub(crate) mod gdelt;
pub(crate) mod icews;
mod own;
pub(crate) mod polecat;

use crate::table::Table;

/// The tables of our own: a row a datum. `(name)` is the file's name without its ending.
pub fn own() -> Vec<Box<dyn Table>> {
    vec![
        Box::new(own::reports()),
        Box::new(own::actors()),
        Box::new(own::statements()),
        Box::new(own::events()),
        Box::new(own::figures()),
        Box::new(own::meetings()),
        Box::new(own::positions()),
        Box::new(own::disputes()),
        Box::new(own::unresolved()),
    ]
}

/// The tables of the field: POLECAT, ICEWS, GDELT events and GDELT mentions.
pub fn field() -> Vec<Box<dyn Table>> {
    vec![Box::new(polecat::table()), Box::new(icews::table()), Box::new(gdelt::events()), Box::new(gdelt::mentions())]
}

/// The table of a name: `statements`, `polecat`.
pub fn named(name: &str) -> Option<Box<dyn Table>> {
    own().into_iter().chain(field()).find(|table| table.name() == name)
}
