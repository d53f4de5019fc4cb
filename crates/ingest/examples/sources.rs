//! Shows what is read from inputs: `cargo run --example sources -- INPUT…`; the metadata and the size of each text, and
//! with `--text` the text itself.

use rapporteur_ingest::{Options, open};
use std::path::Path;

fn main() -> Result<(), rapporteur_ingest::IngestError> {
    let (flags, inputs): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|arg| arg == "--text");
    for input in inputs {
        for report in open(Path::new(&input), &Options::default())? {
            match report {
                Err(error) => eprintln!("{error}"),
                Ok(source) => {
                    println!("{:?} ({} bytes)", source.meta, source.text.len());
                    if !flags.is_empty() {
                        println!("{}\n", source.text);
                    }
                }
            }
        }
    }
    Ok(())
}
