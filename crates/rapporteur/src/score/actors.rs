//! Actor coding against NGEC's cases.
//!
//! In: a phrase with country and primary sector, as its authors expect them on a date. Out: how often both are coded so.

use super::{ScoreError, read, share};
use rapporteur_extract::actors;
use rapporteur_lexicon::Lexicon;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

/// Right answers of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Right answers.
    pub right: usize,
    /// Cases that ask.
    pub of: usize,
}

impl Tally {
    fn add(&mut self, right: bool) {
        self.of += 1;
        self.right += usize::from(right);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3} ({} of {})", share(self.right, self.of), self.right, self.of)
    }
}

/// How well phrases are coded; prints as a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coding {
    /// By group (`all`, `named`, `plain`) and question (`country`, `sector`, `both`, `no code`).
    pub tallies: BTreeMap<(&'static str, &'static str), Tally>,
    /// What was coded otherwise, for people to read.
    pub errors: Vec<String>,
}

impl fmt::Display for Coding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ((group, question), tally) in &self.tallies {
            writeln!(f, "{group:6} {question:8} {tally}")?;
        }
        Ok(())
    }
}

/// Codes in the gold that PLOVER does not have: marks of the authors' own and a label of its predecessor.
const NO_CODES: [&str; 5] = ["????", "JNK", "BUD", "NGO", "HLH"];

/// The day on which a case without a date is asked: within the months in which its authors wrote them.
const ASKED: &str = "2022-06-01";

/// Codes the phrases of `ngec_actor_dev.jsonl` in `folder`.
pub fn coding(folder: &Path, lexicon: &Lexicon) -> Result<Coding, ScoreError> {
    let path = folder.join("ngec_actor_dev.jsonl");
    let mut coding = Coding::default();
    for (number, line) in read(&path)?.lines().enumerate() {
        let case: Value = serde_json::from_str(line).map_err(|error| ScoreError::Form {
            path: path.clone(),
            reason: format!("line {}: {error}", number + 1),
        })?;
        coding.ask(&case, lexicon);
    }
    Ok(coding)
}

impl Coding {
    fn ask(&mut self, case: &Value, lexicon: &Lexicon) {
        let method = case["method"].as_str().unwrap_or_default();
        let Some(phrase) = case["phrase"].as_str() else { return };
        let expect = &case["expect"];
        let (country, sector) = (expect["country"].as_str(), expect["code_1"].as_str());
        let asked = matches!(method, "agent_to_code" | "short_text_to_agent" | "search_nat");
        if !asked || sector.is_some_and(|sector| NO_CODES.contains(&sector)) {
            return;
        }
        let got = actors::coding::code(phrase, &date(&case["query_date"]), lexicon);
        let got_country = got.country.as_deref().unwrap_or_default();
        let got_sector = got.sectors.first().map_or("", |sector| sector.as_str());
        if case["expect_none"].as_bool() == Some(true) {
            self.tallies.entry(("all", "no code")).or_default().add(got_country.is_empty() && got_sector.is_empty());
            return;
        }
        let titled = |field: &str| expect[field].as_str().is_some_and(|title| !title.is_empty());
        let group = if titled("wiki") || titled("actor_wiki_job") { "named" } else { "plain" };
        let country_right = country.map(|country| got_country == if country == "KOS" { "XKX" } else { country });
        let sector_right = sector.map(|sector| got_sector == sector);
        let both = country_right.zip(sector_right).map(|(country, sector)| country && sector);
        for (question, right) in [("country", country_right), ("sector", sector_right), ("both", both)] {
            for group in ["all", group] {
                right.into_iter().for_each(|right| self.tallies.entry((group, question)).or_default().add(right));
            }
        }
        if country_right == Some(false) || sector_right == Some(false) {
            let want = format!("{} {}", country.unwrap_or("any"), sector.unwrap_or("any"));
            self.errors.push(format!("{phrase}: {want}, coded {got_country} {got_sector}"));
        }
    }
}

/// The day of a case: `2022-03-01`, or the middle of the year that its words name ("April 2019").
fn date(value: &Value) -> String {
    let text = value.as_str().unwrap_or_default();
    let day = text.get(..10).filter(|day| day.bytes().filter(|&b| b == b'-').count() == 2);
    let year = || text.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 4);
    day.map(str::to_owned).or_else(|| year().map(|year| format!("{year}-06-01"))).unwrap_or_else(|| ASKED.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_coded_where_the_gold_is_at_hand() {
        let folder = std::env::var_os("RAPPORTEUR_GOLD").map(std::path::PathBuf::from);
        let folder = folder.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"));
        let Ok(scores) = coding(&folder.join("actors/ngec"), &Lexicon::embedded()) else {
            eprintln!("skipped: no actor cases under {}", folder.display());
            return;
        };
        let both = |group| scores.tallies.get(&(group, "both")).map_or(0.0, |tally| share(tally.right, tally.of));
        assert!(both("all") >= 0.85 && both("plain") >= 0.90, "{scores}");
    }
}
