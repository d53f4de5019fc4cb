//! Servers over small stores, for the tests.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header, request};
use rapporteur_record::Record;
use rapporteur_store::Store;
use rapporteur_web::{App, Settings, router};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tower::ServiceExt;

/// A text full of what browsers, terminals and spreadsheets would act upon.
pub const HOSTILE: &str = "<script>alert(1)</script> \"Never,\" Ana <img src=x onerror=alert(2)> Ruiz said.\n\
                           <svg/onload=alert(3)> \u{202E}evil\u{202C} &lt;b&gt; javascript:alert(4) \u{0}\u{1b}[2J \u{2066}x\u{2069} \
                           \u{301}\u{301}\u{301} \u{E0041}\u{E0042} --> ]]> {{7*7}} </title></textarea></style>";

/// An answer as the tests look at it.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// A header as text, empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// A server over a store of its own, which goes with it.
pub struct Server {
    pub app: Arc<App>,
    path: PathBuf,
}

impl Drop for Server {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", self.path.display()));
        }
    }
}

impl Server {
    /// A server over one report whose every word is hostile.
    pub fn new(settings: Settings) -> Server {
        Server::over(&[hostile()], settings, |app| app)
    }

    /// A server over these records; `change` may give it other ways to read or to look names up.
    pub fn over(records: &[Record], settings: Settings, change: impl FnOnce(App) -> App) -> Server {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("rapporteur-web-{}-{number}.db", std::process::id()));
        let address = path.display().to_string();
        Store::open(&address).expect("a store").add(records, "2026-03-01T00:00:00Z").expect("added");
        let app = App::open(&address, None, settings).expect("opened");
        Server { app: Arc::new(change(app)), path }
    }

    pub async fn ask(&self, request: Request<Body>) -> Answer {
        let answer = router(self.app.clone()).oneshot(request).await.expect("routers answer");
        let (parts, body) = answer.into_parts();
        let body = to_bytes(body, 1 << 24).await.expect("a body");
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask(get(path).body(Body::empty()).expect("a request")).await
    }

    /// The answer as a program gets it.
    pub async fn data(&self, path: &str) -> Answer {
        self.ask(get(path).header(header::ACCEPT, "application/json").body(Body::empty()).expect("a request")).await
    }
}

pub fn get(path: &str) -> request::Builder {
    Request::get(path).header(header::HOST, "127.0.0.1:7130")
}

/// Where words stand in a text, in code points.
fn at(text: &str, words: &str) -> Value {
    let byte = text.find(words).expect("the words are there");
    let start = text[..byte].chars().count();
    json!({ "start": start, "end": start + words.chars().count() })
}

/// A record whose report, actor and statement hold hostile text.
pub fn hostile() -> Record {
    let at = |words: &str| at(HOSTILE, words);
    let name = "Ana <img src=x onerror=alert(2)> Ruiz";
    let mention = at(name);
    let value = json!({
        "schema": "rapporteur.record/1",
        "run": { "version": "0", "model": "none", "lexicon": "none" },
        "report": {
            "id": "\"><script>alert(5)</script>\r\nX-Evil: 1",
            "title": "<script>alert(6)</script> \u{202E}title\u{0} \"; filename=evil",
            "text": HOSTILE,
            "published": "2026-02-28", "publisher": "=HYPERLINK(\"http://evil.example\")<img src=x onerror=alert(7)>",
            "url": "javascript:alert(8)", "language": "en\" onload=\"alert(13)", "sha256": "0".repeat(64),
        },
        "actors": [{
            "id": "A1", "name": name, "kind": "person", "roles": [], "aliases": ["<svg onload=alert(9)>", "x".repeat(50_000)],
            "mentions": [{ "start": mention["start"], "end": mention["end"], "text": name }],
        }],
        "statements": [{
            "id": "S1", "speaker": ["A1"], "on_behalf_of": [], "joint": false, "cue": [at("said")],
            "content": [at("Never,")], "form": "direct", "act": "refuse", "polarity": "negative", "addressee": [],
            "reported_by": [], "issue": "<b onmouseover=alert(10)>", "stale": false,
            "evidence": [at("<script>alert(1)</script> \"Never,\"")],
        }],
        "events": [], "figures": [], "meetings": [],
        "positions": [{
            "id": "P1", "issue": "<script>alert(11)</script>", "actor": "A1", "stance": "rejects", "firmness": "firm",
            "conditions": [], "statements": ["S1"], "events": [], "evidence": [at("Never,")],
        }],
        "disputes": [], "unresolved": [],
        "brief": { "headline": "<script>alert(12)</script>", "highlights": [] },
    });
    serde_json::from_value(value).expect("a record")
}
