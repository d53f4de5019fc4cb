//! Hostile text in the store is shown as text, in every form of every page.

use crate::made::Server;
use axum::http::{StatusCode, header};
use rapporteur_web::Settings;

/// Every page that the server describes, so that a new one is attacked as well, and some with more to show.
async fn pages(server: &Server) -> Vec<String> {
    let description = server.get("/openapi.json").await.json();
    let paths = description["paths"].as_object().expect("paths").keys();
    let described = paths.filter(|path| *path != "/openapi.json");
    let described = described.map(|path| path.replace("{report}", "1").replace("{actor}", "1.32768"));
    let more = [
        "/reports/1?mark=0-25",
        "/reports?q=evil",
        "/reports?q=%3Cscript%3Ealert(1)%3C/script%3E%20never",
        "/quotes?actor=1.32768",
        "/quotes?issue=%3Cimg%20src=x%20onerror=alert(1)%3E&publisher=%22%3E%3Csvg%20onload=alert(1)%3E",
    ];
    let pages: Vec<String> = described.chain(more.map(Into::into)).collect();
    assert!(pages.len() > 15);
    pages
}

/// What may not stand in a page, and what the hostile part of it is.
const MARKUP: [(&str, &str); 12] = [
    ("<script>", "a script"),
    ("<script ", "a script that is not ours"),
    ("<img", "an image"),
    ("<svg", "a drawing"),
    ("<b on", "an element with a handler"),
    ("javascript:alert(8)\"", "a link that runs"),
    ("\" onload=\"", "a handler out of an attribute"),
    ("\u{202e}", "an override of direction"),
    ("\u{2066}", "an isolate that is not closed"),
    ("\u{0}", "a zero"),
    ("\u{1b}", "a control of terminals"),
    ("\u{e0041}", "a hidden tag"),
];

#[tokio::test]
async fn hostile_text_is_shown_as_text_on_every_page() {
    let server = Server::new(Settings::default());
    for page in pages(&server).await {
        let answer = server.get(&page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}: {}", answer.body);
        let body = answer.body.to_lowercase();
        let body = body.replace("<script type=\"module\" src=\"/assets/", "our script");
        for (markup, what) in MARKUP {
            assert!(!body.contains(markup), "{what} on {page}");
        }
        let title = body.split("</title>").next().unwrap_or_default();
        assert!(title.ends_with("rapporteur"), "the title of {page} is ended before its end");
    }
}

#[tokio::test]
async fn hostile_text_survives_whole_as_data() {
    let server = Server::new(Settings::default());
    let record = server.data("/reports/1").await.json();
    assert_eq!(record["data"]["report"]["text"], crate::made::HOSTILE);
    let answer = server.data("/quotes").await;
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.json()["data"]["rows"][0]["speaker"][0]["name"], "Ana <img src=x onerror=alert(2)> Ruiz");
}

#[tokio::test]
async fn no_word_of_a_report_becomes_a_header() {
    let server = Server::new(Settings::default());
    for path in [
        "/reports?format=csv",
        "/quotes?format=csv&q=never",
        "/positions?format=csv",
        "/reports/1",
        "/reports/1?format=json",
    ] {
        let answer = server.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(!answer.headers.contains_key("x-evil"), "{path}");
        // Our own link to the description stands between angles.
        for (name, value) in answer.headers.iter().filter(|(name, _)| *name != header::LINK) {
            let value = value.to_str().expect("headers are text");
            assert!(!value.contains(['<', '>', '\r', '\n']) && !value.contains("evil"), "{path}: {name}: {value}");
        }
    }
}

#[tokio::test]
async fn a_table_runs_no_formula() {
    let server = Server::new(Settings::default());
    let csv = server.get("/reports?format=csv").await;
    assert!(csv.header("content-type").starts_with("text/csv"));
    assert_eq!(csv.header("x-rows"), "1");
    assert!(csv.body.contains("'=HYPERLINK("), "{}", csv.body);
    assert!(csv.header("content-disposition").starts_with("attachment; filename=\"rapporteur-reports.csv\""));
}

#[tokio::test]
async fn every_answer_forbids_foreign_scripts_frames_and_sniffing() {
    let server = Server::new(Settings::default());
    let paths = [
        "/",
        "/reports",
        "/reports/1",
        "/reports?format=json",
        "/reports?format=csv",
        "/reports?page=0",
        "/openapi.json",
        "/nowhere",
        "/assets/none.js",
    ];
    for path in paths {
        let answer = server.get(path).await;
        let policy = answer.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ] {
            assert!(policy.contains(part), "{path}: {part}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"), "{policy}");
        let fixed = [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ];
        for (name, value) in fixed {
            assert_eq!(answer.header(name), value, "{path}: {name}");
        }
        assert!(
            !answer.headers.contains_key(header::SERVER) && !answer.headers.contains_key("access-control-allow-origin")
        );
    }
}

#[tokio::test]
async fn no_page_holds_a_script_or_a_style_of_its_own() {
    let server = Server::new(Settings::default());
    for page in pages(&server).await {
        let body = server.get(&page).await.body;
        for own in [" style=\"", "<style", " onclick=", " onload=\"", "javascript:\""] {
            assert!(!body.contains(own), "{own} on {page}");
        }
    }
}
