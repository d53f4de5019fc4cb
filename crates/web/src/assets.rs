//! Scripts, styles and the map, embedded in the program.
//!
//! Each is served under a name that holds the first digits of its SHA-256, so that browsers may keep it for ever.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::sync::LazyLock;

/// One embedded file.
pub struct Asset {
    /// Where it is served: `/assets/app.0123456789ab.js`.
    pub path: String,
    kind: &'static str,
    bytes: &'static [u8],
}

macro_rules! assets {
    ($($(#[$doc:meta])* $name:ident $file:literal $stem:literal $ending:literal $kind:literal,)+) => {
        $(
            $(#[$doc])*
            pub static $name: LazyLock<Asset> =
                LazyLock::new(|| Asset::new($stem, $ending, $kind, include_bytes!(concat!("../web/", $file))));
        )+

        fn all() -> [&'static Asset; [$($stem),+].len()] {
            [$(&*$name),+]
        }
    };
}

assets! {
    /// The look.
    STYLE "style.css" "style" "css" "text/css; charset=utf-8",
    /// Keys, dark colours, reading view.
    SCRIPT "app.js" "app" "js" "text/javascript; charset=utf-8",
    /// The sign in a browser's tab.
    ICON "icon.svg" "icon" "svg" "image/svg+xml",
}

impl Asset {
    fn new(stem: &str, ending: &str, kind: &'static str, bytes: &'static [u8]) -> Self {
        let mut hash = String::new();
        for byte in &Sha256::digest(bytes)[..6] {
            let _ = write!(hash, "{byte:02x}");
        }
        Asset { path: format!("/assets/{stem}.{hash}.{ending}"), kind, bytes }
    }
}

/// The asset at a path. Names are compared whole: nothing is looked up on a disk.
pub fn serve(path: &str) -> Option<Response> {
    let asset = all().into_iter().find(|asset| asset.path == path)?;
    let headers = [(header::CONTENT_TYPE, asset.kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Some((headers, asset.bytes).into_response())
}
