//! A party's stances on an issue over time, and where they change.

use super::CONTRADICTION;
use crate::ChangeKind;
use crate::days::between;

/// A stance as it is compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stood<'s> {
    /// `demands`, `rejects`, …
    pub stance: &'s str,
    /// `firm`, `conditional`, …
    pub firmness: &'s str,
    /// Conditions, as one text.
    pub conditions: &'s str,
    /// Last day.
    pub deadline: Option<&'s str>,
    /// Day of the report.
    pub reported: &'s str,
    /// Number of the report.
    pub report: i64,
}

/// What changed from one stance to the next, if anything: the weightiest change only.
///
/// Within one report only for and against count: a text that supports and demands one thing changed nothing.
pub fn change(from: Stood, to: Stood) -> Option<ChangeKind> {
    let apart = side(from.stance).zip(side(to.stance)).is_some_and(|(one, two)| one != two);
    if apart {
        let soon = between(from.reported, to.reported).is_some_and(|days| days <= CONTRADICTION);
        return Some(if soon { ChangeKind::Contradiction } else { ChangeKind::Reversal });
    }
    if from.report == to.report {
        return None;
    }
    if from.stance != to.stance {
        return Some(ChangeKind::Stance);
    }
    if from.firmness != to.firmness {
        return Some(ChangeKind::Firmness);
    }
    if from.conditions != to.conditions {
        return Some(ChangeKind::Condition);
    }
    (to.deadline.is_some() && from.deadline != to.deadline).then_some(ChangeKind::Deadline)
}

/// For or against.
#[derive(PartialEq, Eq)]
enum Side {
    For,
    Against,
}

fn side(stance: &str) -> Option<Side> {
    match stance {
        "demands" | "supports" | "offers" => Some(Side::For),
        "opposes" | "rejects" | "denies" => Some(Side::Against),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stood<'s>(stance: &'s str, firmness: &'s str, reported: &'s str, report: i64) -> Stood<'s> {
        Stood { stance, firmness, conditions: "", deadline: None, reported, report }
    }

    #[test]
    fn against_soon_after_for_is_a_contradiction_and_later_a_reversal() {
        let before = stood("supports", "stated", "2022-01-10", 1);
        assert_eq!(change(before, stood("rejects", "firm", "2022-01-12", 2)), Some(ChangeKind::Contradiction));
        assert_eq!(change(before, stood("rejects", "firm", "2022-03-12", 2)), Some(ChangeKind::Reversal));
    }

    #[test]
    fn one_report_that_supports_and_demands_changes_nothing() {
        let before = stood("supports", "stated", "2022-01-10", 1);
        assert_eq!(change(before, stood("demands", "firm", "2022-01-10", 1)), None);
        assert_eq!(change(before, stood("supports", "firm", "2022-02-10", 2)), Some(ChangeKind::Firmness));
        assert_eq!(change(before, before), None);
    }
}
