//! Writes what the scripts in `training/attribution` learn from, and what the reader finds.
//!
//! ```text
//! attribution rows GOLD PARSES OUT         rows of the linear models, the network's input, the vocabulary
//! attribution predict TEXTS PARSES         JSON lines: source, cue and content in code points
//! ```
//!
//! GOLD holds `text/*.txt` and brat `attributions/*.ann`; PARSES the texts as CoNLL-U, by the same names.

use rapporteur_extract::Context;
use rapporteur_extract::statements::attribution::gold::{Marked, read_brat};
use rapporteur_extract::statements::attribution::training::{Counts, Example, Rows};
use rapporteur_extract::statements::attributions;
use rapporteur_lexicon::Lexicon;
use rapporteur_text::{Doc, Meta, Offsets, Quotation, Source, from_conllu, quotations};
use std::error::Error;
use std::fs;
use std::path::Path;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["rows", gold, parses, out] => rows(&read(Path::new(gold), Path::new(parses))?, Path::new(out)),
        ["predict", texts, parses] => predict(&read(Path::new(texts), Path::new(parses))?),
        _ => Err("rows GOLD PARSES OUT, or predict TEXTS PARSES".into()),
    }
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

fn rows(articles: &[Article], out: &Path) -> Result<()> {
    let lexicon = Lexicon::embedded();
    let examples: Vec<Example> =
        articles.iter().map(|it| Example { context: it.context(&lexicon), gold: &it.gold }).collect();
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
    Ok(())
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

fn predict(articles: &[Article]) -> Result<()> {
    let lexicon = Lexicon::embedded();
    for article in articles {
        let offsets = Offsets::new(article.doc.text());
        let spans = |ranges: &[std::ops::Range<usize>]| {
            let span = |range: &std::ops::Range<usize>| {
                let span = article.doc.span(range.clone());
                let at = |byte| offsets.chars(byte).unwrap_or_default();
                format!("[{}, {}]", at(span.start), at(span.end))
            };
            ranges.iter().map(span).collect::<Vec<_>>().join(", ")
        };
        let found: Vec<String> = attributions(article.context(&lexicon))
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
