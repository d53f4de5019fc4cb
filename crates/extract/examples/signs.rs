//! Prints the signs by which acts are told, one statement a line: path, start and end of the content in code points, and
//! the signs of its clauses. The weights in `act_rules.tsv` can be tried on them without building anything anew.
//!
//! ```text
//! signs PARSE.conllu ...
//! ```

use rapporteur_extract::{Context, actors, places, statements::training::examples};
use rapporteur_lexicon::Lexicon;
use rapporteur_text::{Meta, Offsets, Source, from_conllu, quotations};
use std::error::Error;
use std::fs;

fn main() -> Result<(), Box<dyn Error>> {
    let lexicon = Lexicon::embedded();
    for path in std::env::args().skip(1) {
        let doc = from_conllu(&fs::read_to_string(&path)?)?;
        let source = Source::new(doc.text(), Meta::default());
        let quotations = quotations(&source);
        let context = Context { source: &source, doc: &doc, lexicon: &lexicon, quotations: &quotations };
        let mut actors = actors::resolve(context, &places::find(context));
        let offsets = Offsets::new(doc.text());
        for example in examples(context, &mut actors) {
            let (Some(first), Some(last)) = (example.content.first(), example.content.last()) else { continue };
            let at = |byte| offsets.chars(byte).unwrap_or_default();
            let clauses: Vec<String> = example.clauses.iter().map(|signs| signs.names().join(" ")).collect();
            println!("{path}\t{}\t{}\t{}", at(first.start), at(last.end), clauses.join("\t"));
        }
    }
    Ok(())
}
