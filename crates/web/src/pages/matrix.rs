//! The position matrix: a row for each issue, a column for each party, in each cell where the party stands.
//!
//! Issues that name the same thing in more or fewer words ("observers", "international observers") are one row. A cell
//! shows the latest stance with its words, and opens to all that came before.

use super::listing::{label, names};
use crate::answer::View;
use crate::frame::{At, chips};
use crate::html::{count, day, place, plain, shorten, stance, who, words};
use crate::params::Params;
use crate::problem::Problem;
use crate::table::Table;
use maud::{Markup, html};
use rapporteur_store::follow::words::issue_words;
use rapporteur_store::{PositionRow, Query, StanceAt, Store, Who};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;
use std::slice::from_ref;

/// Lines of positions that a matrix is made of: those that were heard last.
const LINES: usize = 120;
/// Columns.
const PARTIES: usize = 7;
/// Rows.
const ISSUES: usize = 40;
/// Earlier stances of a cell.
const EARLIER: usize = 8;
/// Characters of a quote.
const QUOTE: usize = 130;

/// Issues by parties.
#[derive(Serialize, JsonSchema)]
pub struct Matrix {
    /// Lines of positions, as the store has them.
    rows: Vec<PositionRow>,
    /// How many there are in all.
    total: u64,
    /// Columns.
    parties: Vec<Who>,
    /// Rows; their cells point into `rows`.
    issues: Vec<Issue>,
    #[serde(skip)]
    names: Vec<(String, String)>,
}

/// A row of the matrix.
#[derive(Serialize, JsonSchema)]
struct Issue {
    name: String,
    /// For each party its lines, the one heard last first.
    cells: Vec<Vec<usize>>,
    #[serde(skip)]
    words: BTreeSet<String>,
}

impl Matrix {
    /// Whether nobody takes a stance on anything.
    pub fn is_empty(&self) -> bool {
        self.issues.is_empty()
    }
}

/// The matrix that an address asks for.
pub fn view(store: &Store, params: &Params) -> Result<Matrix, Problem> {
    let page = store.positions(&Query { limit: Some(LINES), offset: 0, ..params.query.clone() })?;
    let parties = parties(&page.rows);
    let issues = issues(&page.rows, &parties);
    Ok(Matrix { rows: page.rows, total: page.total, parties, issues, names: names(store, params)? })
}

/// The parties with most lines.
fn parties(rows: &[PositionRow]) -> Vec<Who> {
    let mut counted: Vec<(usize, &Who)> = Vec::new();
    for row in rows {
        match counted.iter_mut().find(|(_, who)| who.id == row.party.id) {
            Some((count, _)) => *count += 1,
            None => counted.push((1, &row.party)),
        }
    }
    counted.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.id.cmp(&b.1.id)));
    counted.into_iter().take(PARTIES).map(|(_, who)| who.clone()).collect()
}

/// The rows: issues that more parties speak of first.
fn issues(rows: &[PositionRow], parties: &[Who]) -> Vec<Issue> {
    let mut lines: Vec<(usize, BTreeSet<String>)> =
        rows.iter().enumerate().map(|(at, row)| (at, telling(&row.issue))).collect();
    // The shortest first: they are the heads that longer ones join.
    lines.sort_by_key(|(at, words)| (words.len(), *at));
    let mut issues: Vec<Issue> = Vec::new();
    for (at, words) in lines {
        let Some(party) = parties.iter().position(|party| party.id == rows[at].party.id) else { continue };
        match issues.iter_mut().find(|issue| same(&issue.words, &words)) {
            Some(issue) => issue.cells[party].push(at),
            None => {
                let mut cells = vec![Vec::new(); parties.len()];
                cells[party].push(at);
                issues.push(Issue { name: String::new(), cells, words });
            }
        }
    }
    for issue in &mut issues {
        // The store gives the line heard last first.
        issue.cells.iter_mut().for_each(|cell| cell.sort_unstable());
        issue.name = name(rows, issue);
    }
    let last = |issue: &Issue| issue.cells.iter().flatten().min().copied();
    issues.sort_by_key(|issue| {
        (std::cmp::Reverse(issue.cells.iter().filter(|cell| !cell.is_empty()).count()), last(issue))
    });
    issues.truncate(ISSUES);
    issues
}

/// The words that tell an issue from others; how many of something they are does not.
fn telling(issue: &str) -> BTreeSet<String> {
    let words = issue_words(issue).into_iter();
    words.filter(|word| !word.starts_with(|c: char| c.is_ascii_digit())).collect()
}

/// Whether a longer issue is the shorter one in more words: it has all of its words, and not more than as many others.
/// "International observers" are observers; the withdrawal of troops from the border is not the border.
fn same(shorter: &BTreeSet<String>, longer: &BTreeSet<String>) -> bool {
    !shorter.is_empty() && shorter.is_subset(longer) && longer.len() <= 2 * shorter.len()
}

/// What most stances call the issue; of as many, what was heard last.
fn name(rows: &[PositionRow], issue: &Issue) -> String {
    let mut lines: Vec<usize> = issue.cells.iter().flatten().copied().collect();
    lines.sort_unstable();
    let mut votes: Vec<(&str, usize)> = Vec::new();
    for row in lines.iter().map(|&line| &rows[line]) {
        match votes.iter_mut().find(|(name, _)| *name == row.issue) {
            Some((_, count)) => *count += row.stances.len(),
            None => votes.push((&row.issue, row.stances.len())),
        }
    }
    let most = votes.iter().map(|(_, count)| *count).max();
    votes.iter().find(|(_, count)| Some(*count) == most).map(|(name, _)| (*name).to_owned()).unwrap_or_default()
}

impl View for Matrix {
    fn title(&self) -> String {
        "Who stands where".into()
    }

    fn lead(&self) -> String {
        "Issues down, parties across: the latest stance with the words that say so. Open a cell for what came before."
            .into()
    }

    fn body(&self, at: &At) -> Markup {
        let value = |name: &str| at.params.values(name).next().unwrap_or_default().to_owned();
        html! {
            form.narrow.inline {
                label { span { "Words of the issue" } input type="text" name="issue" value=(value("issue")) placeholder="observers"; }
                label { span { "Country" } input type="text" name="country" value=(value("country")) placeholder="PER" size="5"; }
                label { span { "As known on" } input type="text" name="as_of" value=(value("as_of")) placeholder="2026-03-15" size="11"; }
                button { "Apply" }
            }
            (chips(at, |_, value| label(&self.names, value)))
            p.count role="status" { (count(self.issues.len() as u64, "issue", "issues")) ", from " (count(self.total, "position", "positions")) }
            @if self.issues.is_empty() { p.none { "No positions match." } } @else { (self.grid(ISSUES, PARTIES, QUOTE)) }
        }
    }

    fn data(&self) -> Result<Value, serde_json::Error> {
        serde_json::to_value(self)
    }

    fn table(&self) -> Option<Table> {
        Some(Table::of(&self.rows))
    }

    fn length(&self) -> Option<u64> {
        Some(self.rows.len() as u64)
    }

    fn total(&self) -> Option<u64> {
        Some(self.total)
    }

    fn rows(&self) -> (&'static str, &'static str) {
        ("position", "positions")
    }
}

impl Matrix {
    /// The first issues and parties as a table, with quotes of so many characters. On narrow screens a row is a list, for which each cell names its party; that
    /// it is a table still is said by the roles.
    pub fn grid(&self, issues: usize, parties: usize, quote: usize) -> Markup {
        let parties = parties.min(self.parties.len());
        html! {
            div.scroll tabindex="0" role="region" aria-label="Position matrix" {
                table.matrix role="table" {
                    thead role="rowgroup" { tr role="row" {
                        th role="columnheader" scope="col" { "Issue" }
                        @for party in &self.parties[..parties] { th role="columnheader" scope="col" { (who(from_ref(party))) } }
                    } }
                    tbody role="rowgroup" {
                        @for issue in self.issues.iter().take(issues) {
                            tr.row-line role="row" {
                                th role="rowheader" scope="row" dir="auto" { (plain(&issue.name)) }
                                @for (party, cell) in self.parties[..parties].iter().zip(&issue.cells) {
                                    @if cell.is_empty() { td.empty role="cell" {} }
                                    @else { td role="cell" data-party=(plain(&party.name)) { (self.cell(cell, quote)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Where a party stands on an issue, and what came before.
    fn cell(&self, cell: &[usize], quote: usize) -> Markup {
        let mut stances: Vec<&StanceAt> = cell.iter().flat_map(|&line| &self.rows[line].stances).collect();
        stances.sort_by(|a, b| b.passage.reported.cmp(&a.passage.reported));
        let changes: u64 = cell.iter().map(|&line| self.rows[line].changes).sum();
        html! {
            @if let Some(latest) = stances.first() {
                (stood(latest, quote))
                @if changes > 0 {
                    p { a.tag.change href={ "/changes?actor=" (self.rows[cell[0]].party.id) } { "↻ " (count(changes, "change", "changes")) } }
                }
                @for condition in &latest.conditions { p.below { "until " (words(condition)) } }
                @if stances.len() > 1 {
                    details.more {
                        summary { (count(stances.len() as u64 - 1, "earlier", "earlier")) }
                        @for at in stances.iter().skip(1).take(EARLIER) { (stood(at, quote)) }
                    }
                }
            }
        }
    }
}

/// A stance with its words and day.
fn stood(at: &StanceAt, quote: usize) -> Markup {
    let passage = &at.passage;
    html! {
        p.stood { (stance(&at.stance, &at.firmness)) " " time datetime=(passage.reported) { (day(&passage.reported)) } }
        p.said dir="auto" { a href=(place(passage)) { (plain(&shorten(&passage.text, quote))) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_words_for_an_issue_are_the_same_issue() {
        let words = |text: &str| issue_words(text).into_iter().collect::<BTreeSet<_>>();
        assert!(same(&words("observers"), &words("international observers")));
        assert!(!same(&words("border"), &words("withdrawal of heavy weapons from the border")));
        assert!(!same(&words(""), &words("observers")));
    }
}
