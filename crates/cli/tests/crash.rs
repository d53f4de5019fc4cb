//! `kill -9` at any moment of `add` loses nothing that was told to be kept, doubles nothing, and leaves a whole store.
//!
//! It reads reports, so it needs a model: `RAPPORTEUR_MODEL`; without one it is skipped. `RAPPORTEUR_KILLS` says how
//! often to kill (8 if it does not), and `RAPPORTEUR_STORE_URL` names a PostgreSQL database to be killed over instead of
//! a file; it has to be empty.

use std::collections::BTreeSet;
use std::io::{BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const REPORTS: usize = 400;

fn rapporteur() -> Command {
    Command::new(env!("CARGO_BIN_EXE_rapporteur"))
}

/// A corpus of short reports, each with another number of its own; another one each round.
fn corpus(path: &Path, round: usize) {
    let mut file = std::fs::File::create(path).expect("a corpus can be written");
    for number in round * REPORTS..(round + 1) * REPORTS {
        let text = format!(
            "The ministers of Norway and Chile met in Lima on Monday and spoke about {number} fishing permits. Norway's \
             minister said the two sides would meet again after {number} days. Chile rejected an offer of {number} boats."
        );
        let line =
            serde_json::json!({ "id": format!("n{number}"), "text": text, "date": "2031-03-04", "title": "Talks" });
        writeln!(file, "{line}").expect("a line can be written");
    }
}

/// A moment that differs from kill to kill, the same in every run: within the time that some batches take.
fn moment(kill: usize) -> Duration {
    let mixed = (kill as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
    Duration::from_millis(150 + mixed % 700)
}

#[test]
fn a_kill_loses_nothing_that_was_kept() {
    if std::env::var_os("RAPPORTEUR_MODEL").is_none() {
        eprintln!("skipped: RAPPORTEUR_MODEL names no model");
        return;
    }
    let kills = std::env::var("RAPPORTEUR_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(8);
    let folder = std::env::temp_dir().join(format!("rapporteur-crash-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    let reports = folder.join("reports.jsonl");
    let file = folder.join("crash.db").display().to_string();
    let store = std::env::var("RAPPORTEUR_STORE_URL").unwrap_or(file);
    let (mut told, mut rounds) = (BTreeSet::new(), 0);
    for kill in 0..kills {
        // A store that has everything is not written to any more.
        if told.len() == rounds * REPORTS {
            corpus(&reports, rounds);
            rounds += 1;
        }
        told.extend(add(&reports, &store, Some(moment(kill))));
        let kept = kept(&store);
        assert!(told.is_subset(&kept), "kill {kill}: {:?} were told to be kept", told.difference(&kept));
        // What was kept and could not be told any more is not told later either.
        told = kept;
    }
    let last = add(&reports, &store, None);
    assert_eq!(last.intersection(&told).count(), 0, "what was kept is not added again");
    assert_eq!(kept(&store).len(), rounds * REPORTS);
    println!("{kills} kills over {} reports", rounds * REPORTS);
    let check = rapporteur().args(["store", "check", "--store", &store]).output().expect("runs");
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
    std::fs::remove_dir_all(&folder).expect("removed");
}

/// Adds until a moment; the ids that were told to be kept.
fn add(reports: &Path, store: &str, until: Option<Duration>) -> BTreeSet<String> {
    let mut child = rapporteur()
        .args(["add", "--verbose", "--store", store])
        .arg(reports)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("runs");
    let out = child.stdout.take().expect("was piped");
    if let Some(moment) = until {
        std::thread::sleep(moment);
        // SIGKILL, on Unix.
        child.kill().expect("killed");
    }
    let mut text = String::new();
    BufReader::new(out).read_to_string(&mut text).expect("what was told is text");
    child.wait().expect("ended");
    // A line that was cut off told nothing.
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    whole.lines().filter_map(|line| Some(line.split('\t').nth(2)?.to_string())).collect()
}

/// The ids of the reports in a store, each of which has to be there once.
fn kept(store: &str) -> BTreeSet<String> {
    let store = rapporteur_store::Store::open(store).expect("opens after a kill");
    let mut ids = BTreeSet::new();
    let put = |_, record: rapporteur::Record| {
        assert!(ids.insert(record.report.id.clone()), "{} is there twice", record.report.id);
        Ok(())
    };
    store.each_record(put).expect("every record can be read");
    ids
}
