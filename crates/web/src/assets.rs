//! Scripts, styles and the map, embedded in the program.
//!
//! Each is served under a name that holds the first digits of its SHA-256, so that browsers may keep it for ever.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt::Write;
use std::sync::LazyLock;

/// One embedded file.
pub struct Asset {
    /// Where it is served: `/assets/app.0123456789ab.js`.
    pub path: String,
    kind: &'static str,
    bytes: Cow<'static, [u8]>,
}

macro_rules! assets {
    ($($(#[$doc:meta])* $name:ident $file:literal $stem:literal $ending:literal $kind:literal,)+) => {
        $(
            $(#[$doc])*
            pub static $name: LazyLock<Asset> =
                LazyLock::new(|| Asset::new($stem, $ending, $kind, include_bytes!(concat!("../web/", $file)).as_slice().into()));
        )+

        fn all() -> [&'static Asset; [$($stem),+].len()] {
            [$(&*$name),+]
        }
    };
}

assets! {
    /// Keys, dark colours, reading view.
    SCRIPT "app.js" "app" "js" "text/javascript; charset=utf-8",
    /// Charts, for the pages that have one; made by `charts/build.mjs`.
    CHARTS "charts.js" "charts" "js" "text/javascript; charset=utf-8",
    /// The map with its outline of the world; made by `charts/build.mjs`.
    MAP "map.js" "map" "js" "text/javascript; charset=utf-8",
    /// Licences of the libraries in both.
    LICENSES "LICENSES.txt" "licences" "txt" "text/plain; charset=utf-8",
    /// The sign in a browser's tab.
    ICON "icon.svg" "icon" "svg" "image/svg+xml",
    /// Letters for text: Source Serif, Latin; the second file has the rarer ones of Latin scripts.
    SERIF "serif.woff2" "serif" "woff2" "font/woff2",
    /// Rarer letters of it.
    SERIF_MORE "serif-more.woff2" "serif-more" "woff2" "font/woff2",
    /// Letters for lists and tables: Source Sans.
    SANS "sans.woff2" "sans" "woff2" "font/woff2",
    /// Rarer letters of it.
    SANS_MORE "sans-more.woff2" "sans-more" "woff2" "font/woff2",
}

/// The look, with the letters under their hashed names.
pub static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    let fonts = [("serif", &SERIF), ("serif-more", &SERIF_MORE), ("sans", &SANS), ("sans-more", &SANS_MORE)];
    let named = fonts.iter().fold(include_str!("../web/style.css").to_owned(), |style, (name, asset)| {
        style.replace(&format!("url(\"{name}.woff2\")"), &format!("url(\"{}\")", asset.path))
    });
    Asset::new("style", "css", "text/css; charset=utf-8", named.into_bytes().into())
});

impl Asset {
    fn new(stem: &str, ending: &str, kind: &'static str, bytes: Cow<'static, [u8]>) -> Self {
        let mut hash = String::new();
        for byte in &Sha256::digest(&bytes)[..6] {
            let _ = write!(hash, "{byte:02x}");
        }
        Asset { path: format!("/assets/{stem}.{hash}.{ending}"), kind, bytes }
    }
}

/// The asset at a path. Names are compared whole: nothing is looked up on a disk.
pub fn serve(path: &str) -> Option<Response> {
    let asset: &'static Asset = all().into_iter().chain([&*STYLE]).find(|asset| asset.path == path)?;
    let headers = [(header::CONTENT_TYPE, asset.kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Some((headers, &*asset.bytes).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_look_names_letters_that_are_served() {
        let style = String::from_utf8(STYLE.bytes.to_vec()).expect("the style is text");
        let urls: Vec<&str> = style.split("url(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(urls.len(), 4);
        assert!(urls.iter().all(|url| serve(url).is_some()), "{urls:?}");
    }

    #[test]
    fn nothing_names_another_host() {
        for asset in [&*SCRIPT, &*CHARTS, &*MAP, &*STYLE] {
            let text = String::from_utf8_lossy(&asset.bytes).replace("http://www.w3.org/", "");
            assert!(!text.contains("http://") && !text.contains("https://"), "{}", asset.path);
        }
    }
}
