//! Writes what the scripts in `training/attribution` learn from, and what the reader finds.
//!
//! ```text
//! attribution parse TEXTS PIPELINE OUT                 the engine's parses, for the other commands
//! attribution rows GOLD PARSES OUT                   rows of the linear models, the network's input, the vocabulary
//! attribution candidates GOLD PARSES MODEL K/N OUT   rows of the ranker, for the K-th of N parts of the documents
//! attribution predict TEXTS PARSES [MODEL [K/N]]     JSON lines: source, cue and content in code points
//! attribution score GOLD PARSES                        the measures, of the built-in model
//! ```
//!
//! GOLD holds `text/*.txt` and brat `attributions/*.ann`; PARSES the texts as CoNLL-U
//! (`*.conllu`), by the same names, and their token vectors as 32-bit floats (`*.vectors`).

use rapporteur_extract::Context;
use rapporteur_extract::statements::attribution::gold::{Marked, read_brat};
use rapporteur_extract::statements::attribution::score::{Article as Scored, score};
use rapporteur_extract::statements::attribution::training::{Counts, Example, Judge, Rows};
use rapporteur_extract::statements::attribution::{attributions, marked};
use rapporteur_lexicon::Lexicon;
use rapporteur_nlp::Pipeline;
use rapporteur_text::{Doc, Meta, Offsets, Quotation, Source, from_conllu, quotations, to_conllu};
use std::error::Error;
use std::fs;
use std::path::Path;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["parse", texts, pipeline, out] => parse(Path::new(texts), Path::new(pipeline), Path::new(out)),
        ["score", gold, parses] => score_all(&read(Path::new(gold), Path::new(parses))?),
        ["rows", gold, parses, out] => rows(&read(Path::new(gold), Path::new(parses))?, Path::new(out)),
        ["candidates", gold, parses, model, part, out] => {
            candidates(&read(Path::new(gold), Path::new(parses))?, &judge(model)?, part, Path::new(out))
        }
        ["predict", texts, parses] => predict(&read(Path::new(texts), Path::new(parses))?, None, "0/1"),
        ["predict", texts, parses, model] => {
            predict(&read(Path::new(texts), Path::new(parses))?, Some(judge(model)?), "0/1")
        }
        ["predict", texts, parses, model, part] => {
            predict(&read(Path::new(texts), Path::new(parses))?, Some(judge(model)?), part)
        }
        _ => Err("the commands are parse, rows, candidates, predict and score".into()),
    }
}

fn parse(texts: &Path, pipeline: &Path, out: &Path) -> Result<()> {
    let pipeline = Pipeline::open(pipeline)?;
    let mut reader = pipeline.reader();
    fs::create_dir_all(out)?;
    for path in sorted(&texts.join("text"))? {
        let doc = reader.read(&fs::read_to_string(texts.join("text").join(&path))?.into());
        let name = path.trim_end_matches(".txt");
        fs::write(out.join(format!("{name}.conllu")), to_conllu(&doc))?;
        write(out, &format!("{name}.vectors"), doc.tensor().iter().flat_map(|cell| cell.to_le_bytes()))?;
    }
    Ok(())
}

fn score_all(articles: &[Article]) -> Result<()> {
    let lexicon = Lexicon::embedded();
    let found: Vec<Vec<Marked>> = articles.iter().map(|article| marked(article.context(&lexicon))).collect();
    let scored = articles.iter().zip(&found);
    let scores = score(scored.map(|(it, found)| Scored { text: it.doc.text(), marked: &it.gold, found }));
    println!("{scores:#?}");
    Ok(())
}

struct Article {
    name: String,
    source: Source,
    doc: Doc,
    quotations: Vec<Quotation>,
    gold: Vec<Marked>,
}

/// The articles of a folder, by name; of several annotators the first.
fn read(gold: &Path, parses: &Path) -> Result<Vec<Article>> {
    let mut articles = Vec::new();
    for path in sorted(&gold.join("text"))? {
        let name = path.trim_end_matches(".txt");
        let text = fs::read_to_string(gold.join("text").join(&path))?;
        let doc = from_conllu(&fs::read_to_string(parses.join(format!("{name}.conllu")))?)?;
        let doc = match fs::read(parses.join(format!("{name}.vectors"))) {
            Ok(bytes) => doc.with_tensor(bytes.as_chunks().0.iter().map(|&cell| f32::from_le_bytes(cell)).collect()),
            Err(_) => doc,
        };
        if doc.text().trim_end() != text.trim_end() {
            return Err(format!("{name}: the parse is of another text").into());
        }
        let annotations = gold.join("attributions");
        let ours = |file: &String| {
            file.strip_prefix(name)
                .is_some_and(|rest| rest.len() == 9 && rest.starts_with('_') && rest.ends_with(".ann"))
        };
        let first = sorted(&annotations).unwrap_or_default().into_iter().find(ours);
        let marked = match first {
            Some(file) => read_brat(&text, &fs::read_to_string(annotations.join(file))?)?,
            None => Vec::new(),
        };
        let source = Source::new(doc.text(), Meta::default());
        let quotations = quotations(&source);
        articles.push(Article { name: name.into(), source, doc, quotations, gold: marked });
    }
    Ok(articles)
}

fn sorted(folder: &Path) -> Result<Vec<String>> {
    let names: std::io::Result<Vec<_>> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name())).collect();
    let mut names: Vec<String> = names?.into_iter().filter_map(|name| name.into_string().ok()).collect();
    names.sort();
    Ok(names)
}

impl Article {
    fn context<'a>(&'a self, lexicon: &'a Lexicon) -> Context<'a> {
        Context { source: &self.source, doc: &self.doc, lexicon, quotations: &self.quotations }
    }
}

fn examples<'a>(articles: &'a [Article], lexicon: &'a Lexicon) -> Vec<Example<'a>> {
    articles.iter().map(|it| Example { context: it.context(lexicon), gold: &it.gold }).collect()
}

fn rows(articles: &[Article], out: &Path) -> Result<()> {
    let lexicon = Lexicon::embedded();
    let examples = examples(articles, &lexicon);
    fs::create_dir_all(out)?;
    let counts = Counts::of(&examples);
    let lemmas = counts.lemmas();
    write(out, "lemma_hash", lemmas.iter().flat_map(|lemma| lemma.0.to_le_bytes()))?;
    write(out, "lemma_rate", lemmas.iter().flat_map(|lemma| lemma.1.to_le_bytes()))?;
    write(out, "lemma_often", lemmas.iter().flat_map(|lemma| lemma.2.to_le_bytes()))?;
    write(out, "priors", counts.priors().iter().flatten().flat_map(|prior| prior.to_le_bytes()))?;
    fs::write(out.join("documents.txt"), articles.iter().map(|it| format!("{}\n", it.name)).collect::<String>())?;
    let linear = counts.linear(&examples);
    for (name, rows) in [("cues", &linear.cues), ("contents", &linear.contents), ("sources", &linear.sources)] {
        write_rows(out, name, rows)?;
    }
    let network = counts.network(&examples);
    write(out, "network_table", network.table.iter().flat_map(|value| value.to_le_bytes()))?;
    write(out, "network_words", network.words.iter().flat_map(|value| value.to_le_bytes()))?;
    write(out, "network_tokens", network.tokens.iter().flat_map(|value| value.to_le_bytes()))?;
    write(out, "network_labels", network.labels.iter().copied())?;
    write(out, "network_documents", network.documents.iter().flat_map(|value| value.to_le_bytes()))?;
    write(out, "network_cues", network.cues.iter().flatten().flat_map(|value| value.to_le_bytes()))?;
    write(out, "network_pairs", network.pairs.iter().flat_map(|value| value.to_le_bytes()))?;
    write(out, "network_answers", network.answers.iter().copied())
}

fn write_rows(out: &Path, name: &str, rows: &Rows) -> Result<()> {
    write(out, &format!("{name}_starts"), rows.starts.iter().flat_map(|value| value.to_le_bytes()))?;
    write(out, &format!("{name}_ids"), rows.ids.iter().flat_map(|value| value.to_le_bytes()))?;
    write(out, &format!("{name}_answers"), rows.answers.iter().copied())?;
    write(out, &format!("{name}_documents"), rows.documents.iter().flat_map(|value| value.to_le_bytes()))
}

fn write(out: &Path, name: &str, bytes: impl Iterator<Item = u8>) -> Result<()> {
    Ok(fs::write(out.join(name), bytes.collect::<Vec<u8>>())?)
}

fn judge(path: &str) -> Result<Judge> {
    Judge::read(&fs::read(path)?).ok_or_else(|| format!("{path} is no weight file").into())
}

/// Reads `K/N`.
fn part(part: &str) -> Result<(usize, usize)> {
    let (k, n) = part.split_once('/').ok_or("a part is written K/N")?;
    Ok((k.parse()?, n.parse()?))
}

fn candidates(articles: &[Article], judge: &Judge, which: &str, out: &Path) -> Result<()> {
    let lexicon = Lexicon::embedded();
    let examples = examples(articles, &lexicon);
    let rows = Counts::of(&examples).ranker(&examples, judge, part(which)?);
    fs::create_dir_all(out)?;
    write(out, "content_numbers", rows.contents.iter().flat_map(|value| value.to_le_bytes()))?;
    write(out, "content_answers", rows.content_answers.iter().flat_map(|value| value.to_le_bytes()))?;
    write(out, "source_numbers", rows.sources.iter().flat_map(|value| value.to_le_bytes()))?;
    write(out, "source_answers", rows.source_answers.iter().flat_map(|value| value.to_le_bytes()))
}

fn predict(articles: &[Article], judge: Option<Judge>, which: &str) -> Result<()> {
    let lexicon = Lexicon::embedded();
    let (k, n) = part(which)?;
    for article in articles.iter().skip(k).step_by(n.max(1)) {
        let offsets = Offsets::new(article.doc.text());
        let spans = |ranges: &[std::ops::Range<usize>]| {
            let span = |range: &std::ops::Range<usize>| {
                let span = article.doc.span(range.clone());
                let at = |byte| offsets.chars(byte).unwrap_or_default();
                format!("[{}, {}]", at(span.start), at(span.end))
            };
            ranges.iter().map(span).collect::<Vec<_>>().join(", ")
        };
        let context = article.context(&lexicon);
        let found = judge.as_ref().map_or_else(|| attributions(context), |judge| judge.attributions(context));
        let found: Vec<String> = found
            .iter()
            .map(|it| {
                let (source, cue, content) = (spans(&it.source), spans(&it.cue), spans(&it.content));
                format!(
                    "{{\"source\": [{source}], \"cue\": [{cue}], \"content\": [{content}], \"score\": {}}}",
                    it.score
                )
            })
            .collect();
        println!("{{\"doc\": \"{}\", \"attributions\": [{}]}}", article.name, found.join(", "));
    }
    Ok(())
}
