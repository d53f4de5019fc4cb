//! What a user may choose about an export.

/// Choices that hold for all forms; a form ignores what it has no use for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// How text stands in CSV.
    pub guard: Guard,
    /// What stands in for the day of an event where the text gives none.
    pub undated: Undated,
}

/// How text stands in CSV cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Guard {
    /// What a spreadsheet would run as a formula gets an apostrophe in front; taking it off gives the text back.
    #[default]
    Guarded,
    /// To the character.
    Verbatim,
}

/// What stands in the date column of an event format where the text gives no day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Undated {
    /// Nothing.
    #[default]
    Empty,
    /// The day on which the report was published, as the coders of those formats do.
    Published,
}
