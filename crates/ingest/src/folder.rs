//! A folder of reports: its files and those of the folders in it, in the order of their names.

use crate::form::{ENDINGS, ending};
use crate::{Fault, IngestError};
use std::path::{Path, PathBuf};

/// The files below `folder` that can be reports. Hidden files and links to folders are passed over, the latter because
/// they can lead in circles.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>, IngestError> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let place = folder.to_string_lossy().into_owned();
        let wrong = |error| IngestError::new(place.as_str(), Fault::from(error));
        for entry in std::fs::read_dir(&folder).map_err(wrong)? {
            let entry = entry.map_err(wrong)?;
            let path = entry.path();
            match entry.file_type().map_err(wrong)? {
                _ if entry.file_name().to_string_lossy().starts_with('.') => {}
                kind if kind.is_dir() => folders.push(path),
                _ if path.is_file() && ending(&path).is_some_and(|e| ENDINGS.contains(&e.as_str())) => files.push(path),
                _ => {}
            }
        }
    }
    if files.is_empty() {
        let fault = Fault::NoReports(ENDINGS.join(", "));
        return Err(IngestError::new(folder.to_string_lossy().as_ref(), fault));
    }
    files.sort();
    Ok(files)
}
