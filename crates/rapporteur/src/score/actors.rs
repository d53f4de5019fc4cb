//! Actor coding against NGEC's cases, and coreference against OntoGUM.
//!
//! Coding: a phrase with country and primary sector, as its authors expect them on a date. Coreference: chains of GUM's
//! documents by OntoNotes' rules; mentions are matched by their syntactic heads, since the record points at names where
//! the gold marks whole phrases. The CoNLL figure is the mean F1 of MUC, B³ and CEAF-e.

use super::{Parse, ScoreError, read, share};
use rapporteur_extract::{Context, actors, places};
use rapporteur_lexicon::Lexicon;
use rapporteur_text::{Doc, Meta, Source, Span, quotations};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
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

/// How well mentions are joined.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coreference {
    /// All mentions count.
    pub plain: Chains,
    /// Only mentions that the gold has, too, count: how they are joined, given what the corpus marks at all.
    pub limited: Chains,
}

impl fmt::Display for Coreference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "all mentions        {}", self.plain)?;
        writeln!(f, "the gold's mentions {}", self.limited)
    }
}

/// Sums of the three measures over documents.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Chains {
    muc: Ratio,
    b_cubed: Ratio,
    ceaf: Ratio,
}

/// Precision and recall as sums: parts and wholes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Ratio {
    precision: (f64, f64),
    recall: (f64, f64),
}

impl Ratio {
    fn f1(self) -> f64 {
        let of = |(part, whole): (f64, f64)| if whole == 0.0 { 0.0 } else { part / whole };
        let (p, r) = (of(self.precision), of(self.recall));
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }

    fn add(&mut self, precision: (f64, f64), recall: (f64, f64)) {
        self.precision = (self.precision.0 + precision.0, self.precision.1 + precision.1);
        self.recall = (self.recall.0 + recall.0, self.recall.1 + recall.1);
    }
}

impl Chains {
    /// Mean F1 of the three measures, in 0..=1.
    pub fn conll(self) -> f64 {
        (self.muc.f1() + self.b_cubed.f1() + self.ceaf.f1()) / 3.0
    }

    fn add(&mut self, gold: &[Chain], got: &[Chain]) {
        self.muc.add(muc(got, gold), muc(gold, got));
        self.b_cubed.add(b_cubed(got, gold), b_cubed(gold, got));
        let common = ceaf(gold, got);
        self.ceaf.add((common, got.len() as f64), (common, gold.len() as f64));
    }
}

impl fmt::Display for Chains {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |share: f64| share * 100.0;
        let (muc, b, ceaf) = (self.muc.f1(), self.b_cubed.f1(), self.ceaf.f1());
        write!(
            f,
            "MUC {:.1}  B3 {:.1}  CEAF-e {:.1}  CoNLL {:.1}",
            percent(muc),
            percent(b),
            percent(ceaf),
            percent(self.conll())
        )
    }
}

/// Heads of the mentions of one thing.
type Chain = BTreeSet<usize>;

/// Joins the mentions of GUM's documents in `folder` (with `dep/` and `ontogum/`) whose names hold `genre`.
pub fn coreference(
    folder: &Path,
    genre: &str,
    lexicon: &Lexicon,
    parse: &mut Parse,
) -> Result<Coreference, ScoreError> {
    let mut scores = Coreference::default();
    let mut files: Vec<_> = list(&folder.join("dep"))?.into_iter().filter(|name| name.contains(genre)).collect();
    files.sort();
    for name in files {
        let dep = read(&folder.join("dep").join(&name))?;
        let gold = read(&folder.join("ontogum").join(name.replace(".conllu", ".conll")))?;
        let (text, spans, date) = text(&dep);
        let source = Source::new(text, Meta { published: date, ..Meta::default() });
        let doc = parse(&source);
        let gold = heads_of(&doc, gold_chains(&gold), &spans);
        let got = found(&source, &doc, lexicon);
        let marked: Chain = gold.iter().flatten().copied().collect();
        let limited: Vec<Chain> = got.iter().map(|chain| chain & &marked).filter(|chain| chain.len() > 1).collect();
        scores.plain.add(&gold, &got);
        scores.limited.add(&gold, &limited);
    }
    Ok(scores)
}

fn list(folder: &Path) -> Result<Vec<String>, ScoreError> {
    let fail = |source| ScoreError::Read { path: folder.to_owned(), source };
    let entries = std::fs::read_dir(folder).map_err(fail)?;
    Ok(entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect())
}

/// The text of a document, where each of its words stands, and its date.
fn text(dep: &str) -> (String, Vec<Span>, Option<String>) {
    let mut text = String::new();
    let mut spans = Vec::new();
    let mut date = None;
    // Words written together ("don't") have their space behind the last of them.
    let mut together: Option<(usize, bool)> = None;
    for line in dep.lines() {
        if let Some(value) = line.strip_prefix("# meta::dateCreated = ") {
            date = Some(value.trim().to_owned()).filter(|date| date.len() == 10);
        }
        if line.starts_with("# newpar") && !text.is_empty() {
            text.truncate(text.trim_end().len());
            text.push('\n');
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, .., misc] = &columns[..] else { continue };
        if columns.len() != 10 || id.contains('.') {
            continue;
        }
        let spaced = !misc.split('|').any(|item| item == "SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            together = last.parse().ok().map(|last| (last, spaced));
            continue;
        }
        let number: usize = id.parse().unwrap_or_default();
        let spaced = match together {
            Some((last, spaced)) if number <= last => number == last && spaced,
            _ => spaced,
        };
        spans.push(Span::new(text.len(), text.len() + form.len()));
        text.push_str(form);
        if spaced {
            text.push(' ');
        }
    }
    (text, spans, date)
}

/// First and last word of each mention of each chain.
fn gold_chains(gold: &str) -> Vec<Vec<(usize, usize)>> {
    let mut chains: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    let mut open: Vec<(&str, usize)> = Vec::new();
    for line in gold.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[number, .., marks] = &columns[..] else { continue };
        let Ok(word) = number.parse::<usize>() else { continue };
        let mut rest = marks;
        while let Some(first) = rest.chars().next() {
            let opens = first == '(';
            let body = rest.trim_start_matches('(');
            let digits = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let (chain, after) = body.split_at(digits);
            if chain.is_empty() {
                break;
            }
            let closes = after.starts_with(')');
            if opens {
                open.push((chain, word));
            }
            if closes && let Some(at) = open.iter().rposition(|(other, _)| *other == chain) {
                let (chain, start) = open.remove(at);
                chains.entry(chain).or_default().push((start, word));
            }
            rest = after.strip_prefix(')').unwrap_or(after);
        }
    }
    chains.into_values().collect()
}

fn heads_of(doc: &Doc, chains: Vec<Vec<(usize, usize)>>, spans: &[Span]) -> Vec<Chain> {
    let head = |&(first, last): &(usize, usize)| {
        let tokens = doc.tokens_in(spans.get(first)?.join(*spans.get(last)?));
        let outside = |token: &rapporteur_text::Token| token.is_root() || !tokens.contains(&token.head().i);
        doc.slice(tokens.clone()).find(outside).map(|token| token.i)
    };
    let chains = chains.iter().map(|chain| chain.iter().filter_map(head).collect::<Chain>());
    chains.filter(|chain| chain.len() > 1).collect()
}

fn found(source: &Source, doc: &Doc, lexicon: &Lexicon) -> Vec<Chain> {
    let quotations = quotations(source);
    let context = Context { source, doc, lexicon, quotations: &quotations };
    let chains = actors::chains(context, &places::find(context));
    let chains = chains.into_iter().map(|chain| chain.into_iter().map(|(_, head)| head).collect::<Chain>());
    chains.filter(|chain| chain.len() > 1).collect()
}

fn chain_of(chains: &[Chain]) -> BTreeMap<usize, usize> {
    chains.iter().enumerate().flat_map(|(i, chain)| chain.iter().map(move |&mention| (mention, i))).collect()
}

/// Links of `key` that `answer` keeps, and all of them.
fn muc(key: &[Chain], answer: &[Chain]) -> (f64, f64) {
    let at = chain_of(answer);
    let mut sums = (0.0, 0.0);
    for chain in key {
        let parts: BTreeSet<_> = chain.iter().filter_map(|mention| at.get(mention)).collect();
        let alone = chain.iter().filter(|mention| !at.contains_key(mention)).count();
        sums.0 += (chain.len() - parts.len() - alone) as f64;
        sums.1 += (chain.len() - 1) as f64;
    }
    sums
}

/// For each mention of `key`, the share of its chain that `answer` has with it; and the number of mentions.
fn b_cubed(key: &[Chain], answer: &[Chain]) -> (f64, f64) {
    let at = chain_of(answer);
    let mut sums = (0.0, 0.0);
    for chain in key {
        for mention in chain {
            let common = at.get(mention).map_or(0, |&i| chain.intersection(&answer[i]).count());
            sums.0 += common as f64 / chain.len() as f64;
            sums.1 += 1.0;
        }
    }
    sums
}

/// Similarity of the chains under the best assignment of one to another.
fn ceaf(gold: &[Chain], got: &[Chain]) -> f64 {
    let like = |a: &Chain, b: &Chain| 2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()) as f64;
    let (rows, columns) = if gold.len() <= got.len() { (gold, got) } else { (got, gold) };
    let cost: Vec<Vec<f64>> = rows.iter().map(|a| columns.iter().map(|b| -like(a, b)).collect()).collect();
    -assign(&cost)
}

/// Least cost of assigning every row to a column of its own, of which there are as many or more (Kuhn and Munkres, in
/// the form with potentials and shortest paths).
fn assign(cost: &[Vec<f64>]) -> f64 {
    let (rows, columns) = (cost.len(), cost.first().map_or(0, Vec::len));
    let mut row_of = vec![0usize; columns + 1];
    let mut by_row = vec![0.0; rows + 1];
    let mut by_column = vec![0.0; columns + 1];
    for row in 1..=rows {
        row_of[0] = row;
        let mut column = 0;
        let mut least = vec![f64::INFINITY; columns + 1];
        let mut way = vec![0usize; columns + 1];
        let mut used = vec![false; columns + 1];
        while row_of[column] != 0 {
            used[column] = true;
            let at = row_of[column];
            let mut delta = f64::INFINITY;
            let mut next = 0;
            for other in 1..=columns {
                if used[other] {
                    continue;
                }
                let reduced = cost[at - 1][other - 1] - by_row[at] - by_column[other];
                if reduced < least[other] {
                    (least[other], way[other]) = (reduced, column);
                }
                if least[other] < delta {
                    (delta, next) = (least[other], other);
                }
            }
            for other in 0..=columns {
                if used[other] {
                    by_row[row_of[other]] += delta;
                    by_column[other] -= delta;
                } else {
                    least[other] -= delta;
                }
            }
            column = next;
        }
        while column != 0 {
            row_of[column] = row_of[way[column]];
            column = way[column];
        }
    }
    (1..=columns).filter(|&column| row_of[column] != 0).map(|column| cost[row_of[column] - 1][column - 1]).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chains(lists: &[&[usize]]) -> Vec<Chain> {
        lists.iter().map(|list| list.iter().copied().collect()).collect()
    }

    #[test]
    fn the_same_chains_score_full_and_split_ones_less() {
        let gold = chains(&[&[1, 2, 3], &[4, 5]]);
        let mut same = Chains::default();
        same.add(&gold, &gold);
        assert!((same.conll() - 1.0).abs() < 1e-9);
        let mut split = Chains::default();
        split.add(&gold, &chains(&[&[1, 2], &[4, 5]]));
        assert_eq!(muc(&gold, &chains(&[&[1, 2], &[4, 5]])), (2.0, 3.0));
        assert!(split.conll() < 1.0 && split.conll() > 0.7, "{split}");
    }

    #[test]
    fn gold_marks_are_read() {
        let gold = "# begin\n0\tNorth\t(1\n1\tKorea\t1)\n2\tit\t(1)\n3\tits\t(2(1)\n4\tarmy\t2)\n";
        assert_eq!(gold_chains(gold), [vec![(0, 1), (2, 2), (3, 3)], vec![(3, 4)]]);
    }

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
