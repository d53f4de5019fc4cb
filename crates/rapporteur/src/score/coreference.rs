//! Coreference against OntoGUM.
//!
//! In: GUM's documents with their OntoGUM layer, a way to parse. Out: MUC, B³ and CEAF-e over chains of mentions, each told by
//! its head word; and for every mention that the gold has a mention before, by its form, whether it was joined to a right one. Heads are
//! compared, since the record points at names where the gold marks whole phrases. The CoNLL figure is the mean F1 of the three.

use super::{Parse, ScoreError, read, share};
use rapporteur_extract::actors::coreference as chains;
pub use rapporteur_extract::actors::coreference::Model;
use rapporteur_extract::{Context, places, places::Places};
use rapporteur_lexicon::{CuePos, Lexicon};
use rapporteur_text::{Dep, Doc, Meta, Pos, Source, Span, Tag, Token, quotations};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::RangeInclusive;
use std::path::Path;

/// How well mentions are joined.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coreference {
    /// All mentions count.
    pub plain: Chains,
    /// Only mentions that the gold has, too, count: how they are joined, given what the corpus marks at all.
    pub limited: Chains,
    /// How the mentions that are not the first of their chain were joined, by form.
    pub forms: BTreeMap<&'static str, Joined>,
}

/// Mentions that the gold has a mention before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// The nearest mention before, of those that ours are joined with, is a right one.
    pub right: usize,
    /// It is a wrong one.
    pub wrong: usize,
    /// Joined with none before: left open.
    pub open: usize,
}

impl fmt::Display for Joined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Joined { right, wrong, open } = *self;
        let of_all = 100.0 * share(right, right + wrong + open);
        let of_joined = 100.0 * share(right, right + wrong);
        write!(f, "{of_all:5.1} % right, {of_joined:5.1} % of those joined ({right} right, {wrong} wrong, {open} open)")
    }
}

impl fmt::Display for Coreference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "all mentions        {}", self.plain)?;
        writeln!(f, "the gold's mentions {}", self.limited)?;
        self.forms.iter().try_for_each(|(form, joined)| writeln!(f, "{form:<40} {joined}"))
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

/// A document of GUM: parsed, with the gold's chains of heads.
pub struct Document {
    source: Source,
    doc: Doc,
    gold: Vec<Chain>,
}

/// Numbers about a phrase and what it may mean, and whether it does.
pub type Rows = Vec<(chains::Row, bool)>;

impl Document {
    /// What the model of coreference learns from.
    pub fn rows(&self, lexicon: &Lexicon) -> Rows {
        let gold = chain_of(&self.gold);
        with_context(&self.source, &self.doc, lexicon, |context, places| chains::rows(context, places, &gold))
    }

    fn found(&self, lexicon: &Lexicon, model: &Model) -> Vec<Chain> {
        let found =
            with_context(&self.source, &self.doc, lexicon, |context, places| chains::chains(context, places, model));
        found.into_iter().map(|chain| chain.into_iter().collect()).collect()
    }
}

fn with_context<T>(source: &Source, doc: &Doc, lexicon: &Lexicon, tell: impl FnOnce(Context, &Places) -> T) -> T {
    let quotations = quotations(source);
    let context = Context { source, doc, lexicon, quotations: &quotations };
    tell(context, &places::find(context))
}

/// GUM's documents in `folder` (with `dep/` and `ontogum/`), in the order of their names.
pub fn documents(folder: &Path, parse: &mut Parse) -> Result<Vec<Document>, ScoreError> {
    let mut files = list(&folder.join("dep"))?;
    files.sort();
    let document = |name: String| {
        let dep = read(&folder.join("dep").join(&name))?;
        let gold = read(&folder.join("ontogum").join(name.replace(".conllu", ".conll")))?;
        let (text, spans, date) = text(&dep);
        let source = Source::new(text, Meta { published: date, ..Meta::default() });
        let doc = parse(&source);
        let gold = heads_of(&doc, gold_chains(&gold), &spans);
        Ok(Document { source, doc, gold })
    };
    files.into_iter().map(document).collect()
}

/// Joins the mentions of the documents. Of n models the k-th reads the documents k, k + n, …, so that models that were each
/// trained without a share of the documents are scored on that share.
pub fn coreference(documents: &[Document], lexicon: &Lexicon, models: &[&Model]) -> Coreference {
    let mut scores = Coreference::default();
    for (document, model) in documents.iter().zip(models.iter().cycle()) {
        let Document { doc, gold, .. } = document;
        let got = document.found(lexicon, model);
        let marked: Chain = gold.iter().flatten().copied().collect();
        let limited: Vec<Chain> = got.iter().map(|chain| chain & &marked).filter(|chain| chain.len() > 1).collect();
        scores.plain.add(gold, &got);
        antecedents(doc, lexicon, gold, &got, &mut scores.forms);
        scores.limited.add(gold, &limited);
    }
    scores
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
    let mut together: Option<(RangeInclusive<usize>, bool)> = None;
    for line in dep.lines() {
        if line.is_empty() {
            together = None;
        }
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
        if let Some((first, last)) = id.split_once('-') {
            let words = first.parse().ok().zip(last.parse().ok());
            together = words.map(|(first, last)| (first..=last, spaced));
            continue;
        }
        let number: usize = id.parse().unwrap_or_default();
        let spaced = match &together {
            Some((words, spaced)) if words.contains(&number) => number == *words.end() && *spaced,
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

/// Counts how the mentions of `gold` were joined to what stands before them.
fn antecedents(
    doc: &Doc,
    lexicon: &Lexicon,
    gold: &[Chain],
    got: &[Chain],
    forms: &mut BTreeMap<&'static str, Joined>,
) {
    let at = chain_of(got);
    for chain in gold {
        for &mention in chain.iter().skip(1) {
            let token = doc.token(mention);
            let before = at.get(&mention).and_then(|&i| got[i].range(..mention).next_back());
            let speaks = speaks(token, lexicon).then_some("speakers that are pronouns, descriptions");
            let form = form(token);
            for form in [Some(form), speaks.filter(|_| form != "names" && form != "I, we, you")].into_iter().flatten() {
                let joined = forms.entry(form).or_default();
                match before {
                    Some(before) if chain.contains(before) => joined.right += 1,
                    Some(_) => joined.wrong += 1,
                    None => joined.open += 1,
                }
            }
        }
    }
}

fn form(token: Token) -> &'static str {
    match (token.tag(), token.lower()) {
        (
            Tag::Prp | Tag::Prps,
            "i" | "me" | "my" | "mine" | "we" | "us" | "our" | "ours" | "you" | "your" | "yours",
        ) => "I, we, you",
        (Tag::Prp | Tag::Prps, "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself") => "he, she",
        (Tag::Prp | Tag::Prps, _) => "it, they",
        _ if token.pos() == Pos::Propn => "names",
        _ if matches!(token.pos(), Pos::Verb | Pos::Aux) => "deeds",
        _ => "descriptions",
    }
}

/// Whether the word is the subject of a verb of saying.
fn speaks(token: Token, lexicon: &Lexicon) -> bool {
    let subject = matches!(token.dep(), Dep::Nsubj);
    subject && lexicon.cues.get(token.head().lemma(), CuePos::Verb).iter().next().is_some()
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
    fn words_written_together_take_no_space_from_the_next_sentence() {
        let row = |id: &str, form: &str, misc: &str| format!("{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n");
        let first =
            [row("1", "They", "_"), row("2-3", "don't", "SpaceAfter=No"), row("2", "do", "_"), row("3", "n't", "_")];
        let second = [row("1", "Nor", "_"), row("2", "do", "_"), row("3", "we", "_"), row("4", "now", "_")];
        let dep = format!("{}{}\n{}", first.concat(), row("4", ". ", "SpaceAfter=No"), second.concat());
        assert_eq!(text(&dep).0, "They don't. Nor do we now ");
    }

    #[test]
    fn gold_marks_are_read() {
        let gold = "# begin\n0\tNorth\t(1\n1\tKorea\t1)\n2\tit\t(1)\n3\tits\t(2(1)\n4\tarmy\t2)\n";
        assert_eq!(gold_chains(gold), [vec![(0, 1), (2, 2), (3, 3)], vec![(3, 4)]]);
    }
}
