//! Finds a model's files, in a folder or in a wheel, and reads them whole.
//!
//! In: the path a person gave. Out: bytes by name, and a fingerprint of all that was read. Nothing is unpacked to disk.

use crate::LoadError;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use zip::ZipArchive;

/// The file by which a model's folder is known.
const CONFIG: &str = "config.cfg";

/// How many folders deep a package may keep its model.
const DEPTH: usize = 3;

/// Most bytes that a file of the model may hold, packed or not. The word vectors of `en_core_web_lg` have 617 MB, the
/// largest other file of a known model 10 MB; a file past its limit is damaged, or a zip bomb.
fn limit(name: &str) -> u64 {
    match name {
        "vocab/vectors" => 1 << 30,
        CONFIG | "meta.json" => 1 << 20,
        _ => 64 << 20,
    }
}

/// The files of one model.
pub(crate) struct ModelFiles {
    place: Place,
    digest: Sha256,
}

enum Place {
    Folder(PathBuf),
    Wheel { archive: Box<ZipArchive<BufReader<File>>>, prefix: String },
}

impl ModelFiles {
    /// Looks for the model at `path`: its folder, a package folder around it, or a wheel.
    pub(crate) fn open(path: &Path) -> Result<Self, LoadError> {
        let found = std::fs::metadata(path).map_err(|source| LoadError::Open { path: path.into(), source })?;
        let place = if found.is_dir() { Place::Folder(folder(path)?) } else { wheel(path)? };
        Ok(ModelFiles { place, digest: Sha256::new() })
    }

    /// The contents of one file; `name` is relative to the model's folder, with `/` between folders.
    pub(crate) fn read(&mut self, name: &str) -> Result<Vec<u8>, LoadError> {
        let fail = |reason: &dyn ToString| LoadError::file(name, reason.to_string());
        let bytes = match &mut self.place {
            Place::Folder(folder) => {
                let file = File::open(folder.join(name)).map_err(|error| fail(&error))?;
                let size = file.metadata().map_or(0, |meta| meta.len());
                read_within(file, size, limit(name)).map_err(|error| fail(&error))?
            }
            Place::Wheel { archive, prefix } => {
                let member = archive.by_name(&format!("{prefix}{name}")).map_err(|error| fail(&error))?;
                let size = member.size();
                read_within(member, size, limit(name)).map_err(|error| fail(&error))?
            }
        };
        self.digest.update(name.as_bytes());
        self.digest.update([0]);
        self.digest.update((bytes.len() as u64).to_le_bytes());
        self.digest.update(&bytes);
        Ok(bytes)
    }

    /// The contents of a file of UTF-8 text.
    pub(crate) fn read_text(&mut self, name: &str) -> Result<String, LoadError> {
        String::from_utf8(self.read(name)?).map_err(|error| LoadError::file(name, error))
    }

    /// A JSON file.
    pub(crate) fn read_json(&mut self, name: &str) -> Result<serde_json::Value, LoadError> {
        serde_json::from_slice(&self.read(name)?).map_err(|error| LoadError::file(name, error))
    }

    /// SHA-256 over names, lengths and contents of all files read so far, in hexadecimal.
    pub(crate) fn fingerprint(self) -> String {
        self.digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn read_within(reader: impl Read, size: u64, limit: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(size.min(limit) as usize);
    reader.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(std::io::Error::other(format!("it is larger than {} MiB", limit >> 20)));
    }
    Ok(bytes)
}

fn folder(path: &Path) -> Result<PathBuf, LoadError> {
    let mut level = vec![path.to_path_buf()];
    for _ in 0..=DEPTH {
        let mut models = level.iter().filter(|folder| folder.join(CONFIG).is_file());
        match (models.next(), models.next()) {
            (Some(one), None) => return Ok(one.clone()),
            (Some(one), Some(other)) => {
                let reason = format!("it holds several, {} and {}", one.display(), other.display());
                return Err(LoadError::NoModel { path: path.into(), reason });
            }
            (None, _) => level = level.iter().flat_map(|folder| subfolders(folder)).collect(),
        }
    }
    Err(LoadError::NoModel { path: path.into(), reason: format!("there is no {CONFIG} in it") })
}

fn subfolders(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut folders: Vec<_> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn wheel(path: &Path) -> Result<Place, LoadError> {
    let file = File::open(path).map_err(|source| LoadError::Open { path: path.into(), source })?;
    let fail = |reason: String| LoadError::NoModel { path: path.into(), reason };
    let archive = ZipArchive::new(BufReader::new(file)).map_err(|error| fail(format!("it is no wheel ({error})")))?;
    let mut prefixes: Vec<String> = archive
        .file_names()
        .filter_map(|name| name.ok()?.strip_suffix(CONFIG).map(str::to_owned))
        .filter(|prefix| prefix.is_empty() || prefix.ends_with('/'))
        .collect();
    prefixes.sort_by_key(|prefix| (prefix.matches('/').count(), prefix.clone()));
    let prefix = prefixes.into_iter().next().ok_or_else(|| fail(format!("there is no {CONFIG} in it")))?;
    Ok(Place::Wheel { archive: Box::new(archive), prefix })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_path_without_a_model_is_refused_in_words() {
        let nowhere = ModelFiles::open(Path::new("no/such/model")).map(|_| ()).unwrap_err();
        assert!(nowhere.to_string().starts_with("cannot open the model no/such/model"), "{nowhere}");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        let file = ModelFiles::open(&source).map(|_| ()).unwrap_err();
        assert!(file.to_string().contains("it is no wheel"), "{file}");
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let folder = ModelFiles::open(&src).map(|_| ()).unwrap_err();
        assert!(folder.to_string().contains("there is no config.cfg in it"), "{folder}");
    }

    #[test]
    fn a_wheel_is_read_in_place_but_not_past_a_limit() {
        let path = std::env::temp_dir().join(format!("rapporteur-load-{}.whl", std::process::id()));
        let mut wheel = zip::ZipWriter::new(File::create(&path).unwrap());
        let options = zip::write::SimpleFileOptions::default();
        for (name, size) in [("pkg/pkg-1.0/config.cfg", 2 << 20), ("pkg/pkg-1.0/tokenizer", 3), ("pkg/meta.json", 1)] {
            wheel.start_file(name, options).unwrap();
            wheel.write_all(&vec![b' '; size]).unwrap();
        }
        wheel.finish().unwrap();
        let mut files = ModelFiles::open(&path).unwrap();
        assert_eq!(files.read("tokenizer").unwrap(), b"   ");
        let error = files.read(CONFIG).unwrap_err().to_string();
        assert!(error.contains("config.cfg cannot be used: it is larger than 1 MiB"), "{error}");
        assert!(files.read("meta.json").is_err(), "it lies beside the model's folder, not in it");
        std::fs::remove_file(path).unwrap();
    }
}
