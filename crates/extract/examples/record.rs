//! Reads parsed reports and prints their records, one JSON object a line: what the passes make of a parse that is there
//! already.
//!
//! ```text
//! record PUBLISHED PARSE.conllu ...
//! ```

use rapporteur_extract::extract;
use rapporteur_lexicon::Lexicon;
use rapporteur_record::Run;
use rapporteur_text::{Meta, Source, from_conllu};
use std::error::Error;
use std::fs;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let published = arguments.next().ok_or("record PUBLISHED PARSE.conllu ...")?;
    let lexicon = Lexicon::embedded();
    for path in arguments {
        let doc = from_conllu(&fs::read_to_string(&path)?)?;
        let meta = Meta { id: path, published: Some(published.clone()), language: "en".into(), ..Meta::default() };
        let source = Source::new(doc.text(), meta);
        let run = Run { version: String::new(), model: String::new(), lexicon: lexicon.hash().into() };
        println!("{}", serde_json::to_string(&extract(&source, &doc, &lexicon, run))?);
    }
    Ok(())
}
