//! The position matrix: a row for each issue, a column for each party, in each cell where the party stands.
//!
//! Issues that name the same thing in more or fewer words ("observers", "international observers") are one row. A cell
//! shows the latest stance with its words, and opens to all that came before.

use super::lists::{linked, stance};
use crate::answer::View;
use crate::frame::{At, chips};
use crate::html::{count, day, place, plain, shorten, who, words};
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

/// Lines of positions that a matrix is made of: those that were heard last.
const LINES: usize = 240;
/// Columns.
const PARTIES: usize = 7;
/// Rows.
const ISSUES: usize = 40;

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

/// The matrix that an address asks for.
pub fn view(store: &Store, params: &Params) -> Result<Matrix, Problem> {
    let page = store.positions(&Query { limit: Some(LINES), offset: 0, ..params.query.clone() })?;
    let parties = parties(&page.rows);
    let issues = issues(&page.rows, &parties);
    Ok(Matrix { rows: page.rows, total: page.total, parties, issues })
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
        rows.iter().enumerate().map(|(at, row)| (at, issue_words(&row.issue).into_iter().collect())).collect();
    // The shortest first: they are the heads that longer ones join.
    lines.sort_by_key(|(at, words)| (words.len(), *at));
    let mut issues: Vec<Issue> = Vec::new();
    for (at, words) in lines {
        let Some(party) = parties.iter().position(|party| party.id == rows[at].party.id) else { continue };
        let same = |issue: &&mut Issue| !words.is_empty() && issue.words.is_subset(&words);
        match issues.iter_mut().find(same) {
            Some(issue) => issue.cells[party].push(at),
            None => {
                let mut cells = vec![Vec::new(); parties.len()];
                cells[party].push(at);
                issues.push(Issue { name: rows[at].issue.clone(), cells, words });
            }
        }
    }
    // The store gives the line heard last first.
    issues.iter_mut().flat_map(|issue| &mut issue.cells).for_each(|cell| cell.sort_unstable());
    let last = |issue: &Issue| issue.cells.iter().flatten().min().copied();
    issues.sort_by_key(|issue| {
        (std::cmp::Reverse(issue.cells.iter().filter(|cell| !cell.is_empty()).count()), last(issue))
    });
    issues.truncate(ISSUES);
    issues
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
        html! {
            (chips(at, |_, value| value.to_owned()))
            form.narrow.inline {
                label { span { "Words of the issue" } input type="text" name="issue" value=(at.params.values("issue").next().unwrap_or_default()); }
                label { span { "Country" } input type="text" name="country" value=(at.params.values("country").next().unwrap_or_default()) placeholder="PER" size="5"; }
                label { span { "As known on" } input type="text" name="as_of" value=(at.params.values("as_of").next().unwrap_or_default()) placeholder="2026-03-15" size="11"; }
                button { "Apply" }
            }
            p.count role="status" { (count(self.issues.len() as u64, "issue", "issues")) " from " (count(self.total, "position", "positions")) }
            @if self.issues.is_empty() { p.none { "No positions match." } } @else { (self.grid()) }
        }
    }

    fn data(&self) -> Result<Value, serde_json::Error> {
        serde_json::to_value(self)
    }

    fn table(&self) -> Option<Table> {
        Some(Table::of(&self.rows))
    }

    fn total(&self) -> Option<u64> {
        Some(self.total)
    }
}

impl Matrix {
    fn grid(&self) -> Markup {
        html! {
            div.scroll tabindex="0" role="region" aria-label="Position matrix" {
                table.matrix {
                    thead { tr { th scope="col" { "Issue" } @for party in &self.parties { th scope="col" { (who(std::slice::from_ref(party))) } } } }
                    tbody {
                        @for issue in &self.issues {
                            tr {
                                th scope="row" dir="auto" { (plain(&issue.name)) }
                                @for cell in &issue.cells { td { (self.cell(cell)) } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn cell(&self, cell: &[usize]) -> Markup {
        let mut stances: Vec<&StanceAt> = cell.iter().flat_map(|&line| &self.rows[line].stances).collect();
        stances.sort_by(|a, b| b.passage.reported.cmp(&a.passage.reported));
        let changes: u64 = cell.iter().map(|&line| self.rows[line].changes).sum();
        html! {
            @if let Some(latest) = stances.first() {
                p { (stance(&latest.stance, &latest.firmness)) @if changes > 0 { " " span.tag.change { "↻ " (count(changes, "change", "changes")) } } }
                p.said dir="auto" { a href=(place(&latest.passage)) { (plain(&shorten(&latest.passage.text, 130))) } }
                p.quiet { time datetime=(latest.passage.reported) { (day(&latest.passage.reported)) } }
                @for condition in &latest.conditions { p.quiet { "until " (words(condition)) } }
                @if stances.len() > 1 {
                    details.more {
                        summary { (count(stances.len() as u64 - 1, "earlier", "earlier")) }
                        @for at in stances.iter().skip(1).take(12) {
                            p { (stance(&at.stance, &at.firmness)) " " span.quiet { (day(&at.passage.reported)) } }
                            p.said dir="auto" { a href=(place(&at.passage)) { (plain(&shorten(&at.passage.text, 130))) } }
                        }
                        @if changes > 0 {
                            p { (linked(changes, "change with both passages", "changes with both passages", &format!("/changes?actor={}", self.rows[cell[0]].party.id))) }
                        }
                    }
                }
            }
        }
    }
}
