//! Programs of others, written in Python, that judge what we make.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of programs of a virtual environment with what `tests/readers/NAME.txt` names, made once under the target
/// folder. None, with a word, where it cannot be had; but where `RAPPORTEUR_READERS` is set it has to be.
pub fn programs(name: &str) -> Option<PathBuf> {
    let requirements = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/readers/{name}.txt"));
    let wanted = std::fs::read_to_string(&requirements).expect("the requirements are there");
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let (programs, done) = (home.join("bin"), home.join("installed.txt"));
    if std::fs::read_to_string(&done).is_ok_and(|installed| installed == wanted) {
        return Some(programs);
    }
    let run = |command: &mut Command| match command.output() {
        Ok(out) if out.status.success() => Ok(()),
        Ok(out) => Err(String::from_utf8_lossy(&out.stderr).trim().to_owned()),
        Err(error) => Err(error.to_string()),
    };
    let pip = ["-m", "pip", "install", "--quiet", "--requirement"];
    let made = run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&home))
        .and_then(|()| run(Command::new(programs.join("python")).args(pip).arg(&requirements)));
    match made {
        Ok(()) => {
            std::fs::write(&done, wanted).expect("the target folder can be written");
            Some(programs)
        }
        Err(error) if std::env::var_os("RAPPORTEUR_READERS").is_some() => panic!("{name}: {error}"),
        Err(error) => {
            eprintln!("skipped: {name} could not be installed: {error}");
            None
        }
    }
}
