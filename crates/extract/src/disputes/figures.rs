//! Two numbers for one thing.

use super::{CLOSE, Fact, NEAR, Reading};
use rapporteur_lexicon::StanceSense;
use rapporteur_record::{Bound, DatumId, Dispute, DisputeKind, Figure, Side, Span, Statement};

impl Reading<'_> {
    /// Two numbers of one unit, given by two voices, that cannot both be right: of one owner, or of the dead and hurt.
    pub(super) fn figures(&self, statements: &[Statement], facts: &[Fact], figures: &[Figure]) -> Vec<Dispute> {
        let mut found = Vec::new();
        for (number, a) in figures.iter().enumerate() {
            for b in figures.iter().skip(number + 1).take(NEAR) {
                let owned = !a.of.is_empty() && a.of == b.of && self.share(a, b);
                let one_thing = a.unit == b.unit && (owned || self.rivals(statements, facts, a, b));
                let voice = |figure: &Figure| {
                    let said = figure.asserted_by.first().or(figure.denied_by.first());
                    said.and_then(|id| self.side(&statements[id.index()]).actor)
                };
                let told = voice(a).is_some() && voice(b).is_some() || self.sentence(a) == self.sentence(b);
                let voices = told && voice(a) != voice(b);
                // A duration, a share or a sum of one party's may be of anything.
                if !one_thing || !voices || !conflict(a, b) || self.same_clause(a, b) || is_measure(&a.unit) {
                    continue;
                }
                let (same, reason) = scope(a, b);
                let sides = vec![
                    Side { actor: voice(a), datum: DatumId::FigureId(a.id) },
                    Side { actor: voice(b), datum: DatumId::FigureId(b.id) },
                ];
                let mut dispute =
                    self.dispute(DisputeKind::Figures, &[a.what, b.what], sides, &a.evidence, &b.evidence);
                (dispute.same_scope, dispute.reason) = (same, Some(reason));
                found.push(dispute);
            }
        }
        found
    }

    /// "From 120 to 60": two numbers of one clause tell a change, not a disagreement.
    fn same_clause(&self, a: &Figure, b: &Figure) -> bool {
        let doc = self.context.doc;
        let first = |figure: &Figure| doc.tokens_in(figure.what.into()).next().map(|i| doc.token(i));
        let (Some(one), Some(other)) = (first(a), first(b)) else { return false };
        let parted = || doc.slice(one.i.min(other.i)..one.i.max(other.i)).any(|token| token.text() == ";");
        one.sentence_index() == other.sentence_index() && !parted()
    }

    /// Whether the sentences of two numbers share a word of what is counted, or are one.
    fn share(&self, a: &Figure, b: &Figure) -> bool {
        let (one, other) = (self.sentence(a), self.sentence(b));
        let words = self.words(&[one]);
        one == other || self.words(&[other]).iter().any(|word| words.contains(word) && *word != a.unit)
    }

    fn sentence(&self, figure: &Figure) -> Span {
        let doc = self.context.doc;
        let first = doc.tokens_in(figure.what.into()).next().unwrap_or_default();
        doc.span(doc.token(first).sentence()).into()
    }

    /// Whether two voices, one soon behind the other, give numbers of the dead or hurt that cannot both be right.
    fn rivals(&self, statements: &[Statement], facts: &[Fact], a: &Figure, b: &Figure) -> bool {
        let (Some(one), Some(other)) = (a.asserted_by.first(), b.asserted_by.first()) else { return false };
        let (one, other) = (one.index(), other.index());
        let (first, second) = (&facts[one].voice, &facts[other].voice);
        let apart = !first.is_empty() && !second.is_empty() && first.iter().all(|party| !second.contains(party));
        let tolls = |number: usize| {
            let stances = &self.context.lexicon.stances;
            self.words(&statements[number].content).iter().any(|word| stances.has(word, StanceSense::Toll))
        };
        let whose = a.of.is_empty() || b.of.is_empty();
        whose && apart && one.abs_diff(other) <= CLOSE && tolls(one) && tolls(other) && conflict(a, b)
    }
}

/// Whether no amount fits both numbers.
fn conflict(a: &Figure, b: &Figure) -> bool {
    let ends = |figure: &Figure| match figure.bound {
        // "Hundreds" are some hundreds.
        _ if figure.approximate && figure.value >= 100.0 && figure.value.log10().fract() == 0.0 => {
            (figure.value, f64::MAX)
        }
        Bound::AtLeast => (figure.value, f64::MAX),
        Bound::AtMost => (0.0, figure.value),
        Bound::Range => (figure.value, figure.high.unwrap_or(figure.value)),
        Bound::Exact => (figure.value, figure.value),
    };
    let ((low, high), (other_low, other_high)) = (ends(a), ends(b));
    high < other_low || other_high < low
}

/// Units of measure, of which one party may have many amounts at once.
fn is_measure(unit: &str) -> bool {
    matches!(unit, "percent" | "hour" | "day" | "week" | "month" | "year" | "minute" | "kilometre" | "mile")
        || unit.len() == 3 && unit.chars().all(char::is_uppercase)
}

/// Whether two figures count the same, as far as time and place tell.
fn scope(a: &Figure, b: &Figure) -> (Option<bool>, String) {
    let time = (a.when.as_ref().map(|when| &when.value), b.when.as_ref().map(|when| &when.value));
    let place = (a.place.as_ref().map(|place| &place.name), b.place.as_ref().map(|place| &place.name));
    match (time, place) {
        ((Some(a), Some(b)), _) if a != b => (Some(false), "they are of different times".into()),
        (_, (Some(a), Some(b))) if a != b => (Some(false), "they are of different places".into()),
        ((Some(_), Some(_)), _) => (Some(true), "one unit, one owner, one time".into()),
        _ => (None, "one unit and one owner; the text does not say whether both count at one time and place".into()),
    }
}
