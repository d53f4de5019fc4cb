//! How well things are joined, held against clusters that people checked.
//!
//! In: lines of `cluster`, `kind` (`actor`, `meeting`, `statement`), report id, first code point and one past the last, tab-separated. Data of one
//! cluster are one thing, data of two clusters of a kind are two. Out: precision and recall of the pairs.

use crate::{Store, StoreError};
use std::collections::BTreeMap;

/// Pairs of data of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Joins {
    /// Joined by the store and by people.
    pub right: u64,
    /// Joined by the store only.
    pub wrong: u64,
    /// Joined by people only.
    pub missed: u64,
    /// Clusters.
    pub clusters: u64,
    /// Data that the store does not have at their place.
    pub absent: u64,
}

impl Joins {
    /// Share of the joined pairs that are right.
    pub fn precision(&self) -> f64 {
        self.right as f64 / (self.right + self.wrong).max(1) as f64
    }

    /// Share of the right pairs that are joined.
    pub fn recall(&self) -> f64 {
        self.right as f64 / (self.right + self.missed).max(1) as f64
    }
}

impl Store {
    /// Scores the joins of data that people put in clusters, by kind.
    ///
    /// # Errors
    /// A line is not as it should be; or the database says no.
    pub fn joins(&self, clusters: &str) -> Result<BTreeMap<String, Joins>, StoreError> {
        let mut found: BTreeMap<String, Vec<(String, Option<i64>)>> = BTreeMap::new();
        for line in clusters.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            let wrong = || StoreError::Query(format!("{line:?} is not cluster, kind, report, start, end"));
            let mut fields = line.split('\t');
            let mut field = || fields.next().ok_or_else(wrong);
            let (cluster, kind, report) = (field()?, field()?, field()?);
            let start: i64 = field()?.parse().map_err(|_| wrong())?;
            let end: i64 = field()?.parse().map_err(|_| wrong())?;
            let thread = self.thread_at(kind, report, start, end)?;
            found.entry(kind.into()).or_default().push((cluster.into(), thread));
        }
        Ok(found.into_iter().map(|(kind, members)| (kind, score(&members))).collect())
    }

    /// The thread of the datum whose passage has most in common with a place of a report.
    fn thread_at(&self, kind: &str, report: &str, start: i64, end: i64) -> Result<Option<i64>, StoreError> {
        let overlap =
            "(CASE WHEN x.stop < ?3 THEN x.stop ELSE ?3 END) - (CASE WHEN x.start > ?2 THEN x.start ELSE ?2 END)";
        let table = match kind {
            "actor" => "mentions".to_string(),
            _ => format!("(SELECT * FROM data WHERE kind = '{}')", kind.replace('\'', "")),
        };
        let sql = format!(
            "SELECT x.thread FROM {table} x JOIN reports r ON r.id = x.report \
             WHERE r.name = ?1 AND x.start < ?3 AND x.stop > ?2 ORDER BY {overlap} DESC, x.stop - x.start LIMIT 1"
        );
        let rows = self.db().rows(&sql, &[report.into(), start.into(), end.into()])?;
        Ok(rows.into_iter().next().map(|mut row| row.int()))
    }
}

fn score(members: &[(String, Option<i64>)]) -> Joins {
    let mut joins = Joins::default();
    let names: std::collections::BTreeSet<&str> = members.iter().map(|(cluster, _)| cluster.as_str()).collect();
    joins.clusters = names.len() as u64;
    joins.absent = members.iter().filter(|(_, thread)| thread.is_none()).count() as u64;
    for (at, (cluster, thread)) in members.iter().enumerate() {
        for (other_cluster, other_thread) in &members[at + 1..] {
            let (Some(one), Some(two)) = (thread, other_thread) else { continue };
            match (cluster == other_cluster, one == two) {
                (true, true) => joins.right += 1,
                (true, false) => joins.missed += 1,
                (false, true) => joins.wrong += 1,
                (false, false) => {}
            }
        }
    }
    joins
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_counted() {
        let member = |cluster: &str, thread| (cluster.to_string(), thread);
        let joins = score(&[
            member("a", Some(1)),
            member("a", Some(1)),
            member("a", Some(2)),
            member("b", Some(2)),
            member("b", None),
        ]);
        assert_eq!(joins, Joins { right: 1, wrong: 1, missed: 2, clusters: 2, absent: 1 });
        assert_eq!((joins.precision(), joins.recall()), (0.5, 1.0 / 3.0));
    }
}
