//! Requests that mean no good, each with what has to become of it.
//!
//! The router is asked without a network. The store holds one report whose every word is hostile.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use rapporteur_record::Record;
use rapporteur_store::Store;
use rapporteur_web::{App, Settings, router};
use std::sync::Arc;
use tower::ServiceExt;

/// A text full of what browsers would act upon.
const HOSTILE: &str = "<script>alert(1)</script> \"Never,\" Ana <img src=x onerror=alert(2)> Ruiz said.\n\
                       <svg/onload=alert(3)> \u{202E}evil\u{202C} &lt;b&gt; javascript:alert(4)";

/// An answer as the tests look at it.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

/// A server over a store with one hostile report.
struct Server {
    app: Arc<App>,
    path: std::path::PathBuf,
}

impl Drop for Server {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", self.path.display()));
        }
    }
}

impl Server {
    fn new(settings: Settings) -> Server {
        static NUMBER: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("rapporteur-attack-{}-{number}.db", std::process::id()));
        let store = Store::open(&path.display().to_string()).expect("a store");
        store.add(&[record()], "2026-03-01T00:00:00Z").expect("added");
        let app = App::open(&path.display().to_string(), None, settings).expect("opened");
        Server { app: Arc::new(app), path }
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        let answer = router(self.app.clone()).oneshot(request).await.expect("routers answer");
        let (parts, body) = answer.into_parts();
        let body = to_bytes(body, 1 << 24).await.expect("a body");
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask(get(path).body(Body::empty()).expect("a request")).await
    }
}

fn get(path: &str) -> axum::http::request::Builder {
    Request::get(path).header(header::HOST, "127.0.0.1:7130")
}

/// A record whose report, actor and statement hold hostile text.
fn record() -> Record {
    let chars: Vec<char> = HOSTILE.chars().collect();
    let at = |words: &str| {
        let wanted: Vec<char> = words.chars().collect();
        let start = chars.windows(wanted.len()).position(|window| window == wanted).expect("it is there");
        serde_json::json!({ "start": start, "end": start + wanted.len() })
    };
    let name = "Ana <img src=x onerror=alert(2)> Ruiz";
    let mention = at(name);
    let value = serde_json::json!({
        "schema": "rapporteur.record/1",
        "run": { "version": "0", "model": "none", "lexicon": "none" },
        "report": {
            "id": "\"><script>alert(5)</script>", "title": "<script>alert(6)</script> \u{202E}title", "text": HOSTILE,
            "published": "2026-02-28", "publisher": "<img src=x onerror=alert(7)>", "url": "javascript:alert(8)",
            "language": "en", "sha256": "0".repeat(64),
        },
        "actors": [{
            "id": "A1", "name": name, "kind": "person", "roles": [], "aliases": ["<svg onload=alert(9)>"],
            "mentions": [{ "start": mention["start"], "end": mention["end"], "text": name }],
        }],
        "statements": [{
            "id": "S1", "speaker": ["A1"], "on_behalf_of": [], "joint": false, "cue": [at("said")],
            "content": [at("Never,")], "form": "direct", "act": "refuse", "polarity": "negative", "addressee": [],
            "reported_by": [], "issue": "<b onmouseover=alert(10)>", "stale": false, "evidence": [at("<script>alert(1)</script> \"Never,\"")],
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

/// Every page, so that a new one is attacked as well.
const PAGES: [&str; 14] = [
    "/",
    "/reports",
    "/reports/1",
    "/reports?q=evil",
    "/positions",
    "/changes",
    "/timeline",
    "/meetings",
    "/quotes",
    "/events",
    "/figures",
    "/actors",
    "/actors/1.32768",
    "/read",
];

#[tokio::test]
async fn hostile_text_is_shown_as_text_on_every_page() {
    let server = Server::new(Settings::default());
    for page in PAGES {
        let answer = server.get(page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        let body = answer.body.to_lowercase();
        for (tag, allowed) in [("<script", 1), ("<img", 0), ("<svg", 0), ("javascript:alert(8)\"", 0), ("<b on", 0)] {
            assert_eq!(body.matches(tag).count(), allowed, "{tag} on {page}");
        }
        assert!(!body.contains(" onerror=alert(2)>\"") && !answer.body.contains('\u{202E}'), "{page}");
    }
}

#[tokio::test]
async fn every_answer_forbids_foreign_scripts_frames_and_sniffing() {
    let server = Server::new(Settings::default());
    for path in ["/", "/reports", "/reports/1", "/nowhere", "/assets/none.js"] {
        let answer = server.get(path).await;
        let policy = answer.headers.get(header::CONTENT_SECURITY_POLICY).and_then(|policy| policy.to_str().ok());
        let policy = policy.expect("a policy");
        for part in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(policy.contains(part), "{path}: {part}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"), "{policy}");
        assert_eq!(answer.headers.get(header::X_CONTENT_TYPE_OPTIONS).expect("a header"), "nosniff");
    }
}

#[tokio::test]
async fn no_path_leads_out_of_the_server() {
    let server = Server::new(Settings::default());
    let paths = [
        "/assets/../Cargo.toml",
        "/assets/..%2f..%2fCargo.toml",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets//etc/passwd",
        "/assets/..\\..\\windows",
        "/reports/..%2f..%2fetc%2fpasswd",
        "/reports/%00",
        "/reports/%ff%fe",
        "/reports/1%27%20OR%201=1--",
        "/reports/-1",
        "/reports/99999999999999999999",
        "/.git/config",
        "//evil.example/",
    ];
    for path in paths {
        let answer = server.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.body.contains("root:") && !answer.body.contains("[package]"), "{path}");
    }
}

#[tokio::test]
async fn senseless_queries_are_refused_in_words() {
    let server = Server::new(Settings::default());
    let long = format!("/reports?q={}", "a".repeat(400));
    let many = format!("/reports?{}", "actor=a&".repeat(80));
    let longer = format!("/reports?q={}", "a".repeat(9000));
    let queries = [
        "/reports?page=0",
        "/reports?page=-1",
        "/reports?page=1e9",
        "/reports?page=99999999999999999999999",
        "/reports?size=0",
        "/reports?size=1000000",
        "/reports?since=yesterday",
        "/reports?since=2026-02-30",
        "/reports?until='%20OR%201=1",
        "/reports?as_of=%3Cscript%3E",
        "/reports?country=%3Cb%3E",
        "/reports?order=data;DROP%20TABLE%20reports",
        "/reports?clock=noon",
        "/reports?fresh=maybe",
        "/reports?q=a%00b",
        "/reports?q=the",
        &long,
        &many,
        &longer,
    ];
    for query in queries {
        let answer =
            server.ask(get(query).header(header::ACCEPT, "application/json").body(Body::empty()).expect("a request"));
        let answer = answer.await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}: {}", answer.body);
        assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json", "{query}");
        let problem: serde_json::Value = serde_json::from_str(&answer.body).expect("a problem");
        assert_eq!((problem["status"].as_u64(), problem["type"].is_string()), (Some(400), true), "{query}");
        let lower = answer.body.to_lowercase();
        for inner in ["sqlite", "select ", "panicked", ".rs:", "/tmp"] {
            assert!(!lower.contains(inner), "{query} tells of {inner}");
        }
    }
}

#[tokio::test]
async fn odd_words_find_nothing_and_break_nothing() {
    let server = Server::new(Settings::default());
    for words in ["%22", "NEAR(", "*", "a*%20OR%20b", "x%22%20OR%20%221", "title:", "-", "%F0%9F%95%8A", "%27;--"] {
        let answer = server.get(&format!("/reports?q={words}")).await;
        assert!(matches!(answer.status, StatusCode::OK | StatusCode::BAD_REQUEST), "{words}: {}", answer.status);
    }
}

#[tokio::test]
async fn only_names_of_this_machine_are_answered() {
    let server = Server::new(Settings { hosts: vec!["desk.example".into()], ..Settings::default() });
    let hosts = [
        ("127.0.0.1:7130", 200),
        ("localhost:7130", 200),
        ("[::1]:7130", 200),
        ("desk.example", 200),
        ("DESK.example.:80", 200),
        ("evil.example", 403),
        ("evil.example:7130", 403),
        ("127.0.0.1.evil.example", 403),
        ("localhost.evil.example", 403),
        ("192.168.0.1", 403),
        ("", 403),
    ];
    for (host, status) in hosts {
        let request = Request::get("/").header(header::HOST, host).body(Body::empty()).expect("a request");
        assert_eq!(server.ask(request).await.status.as_u16(), status, "{host}");
    }
    let twice = Request::get("/").header(header::HOST, "localhost").header(header::HOST, "evil.example");
    assert_eq!(server.ask(twice.body(Body::empty()).expect("a request")).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn without_the_token_nothing_is_told() {
    let token = "0123456789abcdef0123";
    let server = Server::new(Settings { token: Some(token.into()), ..Settings::default() });
    for (name, value) in [
        ("authorization", String::new()),
        ("authorization", "Bearer".into()),
        ("authorization", "Bearer wrong".into()),
        ("authorization", format!("Basic {token}")),
        ("authorization", format!("Bearer {token}x")),
        ("cookie", "rapporteur=wrong".into()),
        ("cookie", format!("other={token}")),
    ] {
        let answer = server.ask(get("/reports").header(name, &value).body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{name}: {value}");
        assert!(!answer.body.contains("Ruiz") && answer.headers.contains_key(header::WWW_AUTHENTICATE));
    }
    let right = [("authorization", format!("Bearer {token}")), ("cookie", format!("a=b; rapporteur={token}"))];
    for (name, value) in right {
        let answer = server.ask(get("/reports").header(name, &value).body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.status, StatusCode::OK, "{name}");
    }
}

#[tokio::test]
async fn a_token_in_the_address_becomes_a_cookie_that_scripts_cannot_see() {
    let token = "0123456789abcdef0123";
    let server = Server::new(Settings { token: Some(token.into()), ..Settings::default() });
    let answer = server.get(&format!("/reports?q=a&token={token}")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.headers[header::LOCATION], "/reports?q=a");
    let cookie = answer.headers[header::SET_COOKIE].to_str().expect("text");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"));
    let away = server.get(&format!("//evil.example/?token={token}")).await;
    assert_eq!(away.headers[header::LOCATION], "/evil.example/");
}

#[tokio::test]
async fn what_changes_nothing_cannot_be_told_to() {
    let server = Server::new(Settings::default());
    for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT"] {
        let request = Request::builder().method(method).uri("/reports").header(header::HOST, "localhost");
        let answer = server.ask(request.body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
    }
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "http://evil.example"),
        ("origin", "null"),
    ] {
        let request = Request::post("/reports").header(header::HOST, "localhost").header(name, value);
        let answer = server.ask(request.body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}: {value}");
    }
}

#[tokio::test]
async fn forms_that_do_not_exist_are_refused_and_csv_runs_no_formula() {
    let server = Server::new(Settings::default());
    assert_eq!(server.get("/reports?format=exe").await.status, StatusCode::NOT_ACCEPTABLE);
    assert_eq!(server.get("/reports/1?format=csv").await.status, StatusCode::NOT_ACCEPTABLE);
    let csv = server.get("/reports?format=csv").await;
    assert!(csv.headers[header::CONTENT_TYPE].to_str().is_ok_and(|kind| kind.starts_with("text/csv")));
    assert_eq!(csv.headers["x-rows"], "1");
}

/// What is sent to the box that reads reports.
fn post(kind: &'static str, body: impl Into<Body>) -> Request<Body> {
    let request = Request::post("/read").header(header::HOST, "localhost").header(header::CONTENT_TYPE, kind);
    request.header(header::ACCEPT, "application/json").body(body.into()).expect("a request")
}

#[tokio::test]
async fn what_is_too_much_or_no_report_is_refused() {
    let server = Server::new(Settings::default());
    let form = "application/x-www-form-urlencoded";
    let cases = [
        (post("text/plain", "x".repeat((1 << 20) + 1)), 413),
        (post(form, format!("text={}", "x".repeat(1 << 20))), 413),
        (post("text/plain", ""), 422),
        (post("text/plain", " \n\t "), 422),
        (post("text/plain", vec![0xff, 0xfe, 0x00]), 400),
        (post(form, "text=&url="), 422),
        (post(form, "text=a&path=/etc/passwd"), 400),
        (post("application/json", "{"), 400),
        (post("application/json", "[]"), 400),
        (post("application/json", "[".repeat(100_000)), 400),
        (post("application/json", r#"{"text":1}"#), 400),
        (post("application/json", r#"{"text":"a","file":"/etc/passwd"}"#), 400),
        (post("application/xml", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>"), 415),
        (post("multipart/form-data; boundary=x", "--x"), 415),
        (post("image/svg+xml", "<svg/>"), 415),
        (post("text/plain", "Talks began on Monday."), 422),
    ];
    for (at, (request, status)) in cases.into_iter().enumerate() {
        let answer = server.ask(request).await;
        assert_eq!(answer.status.as_u16(), status, "case {at}: {}", answer.body);
        assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json", "case {at}");
    }
}

#[tokio::test]
async fn a_length_that_lies_is_not_believed() {
    let server = Server::new(Settings::default());
    let mut request = post("text/plain", "short");
    request.headers_mut().insert(header::CONTENT_LENGTH, "99999999999".parse().expect("a value"));
    assert_eq!(server.ask(request).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}
