//! Tests of the whole: a report in, a record out.

mod cases;
mod whole;
