//! Addresses that mean no good: paths out of the server, senseless queries, words for the database.

use crate::made::Server;
use axum::http::StatusCode;
use rapporteur_web::Settings;

/// What no answer may tell of the inside.
const INNER: [&str; 9] =
    ["sqlite", "select ", "fts5", "panicked", ".rs:", "/tmp", "root:", "[package]", "no such column"];

fn tells_nothing(path: &str, body: &str) {
    let body = body.to_lowercase();
    for inner in INNER {
        assert!(!body.contains(inner), "{path} tells of {inner}");
    }
}

#[tokio::test]
async fn no_path_leads_out_of_the_server() {
    let server = Server::new(Settings::default());
    let paths = [
        "/assets/../Cargo.toml",
        "/assets/..%2f..%2fCargo.toml",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets/%252e%252e%252fetc%252fpasswd",
        "/assets//etc/passwd",
        "/assets/..\\..\\windows",
        "/assets/..%5c..%5cwindows",
        "/assets/%00",
        "/reports/..%2f..%2fetc%2fpasswd",
        "/reports/file:%2f%2f%2fetc%2fpasswd",
        "/reports/%00",
        "/reports/%ff%fe",
        "/reports/1%27%20OR%201=1--",
        "/reports/1;DROP%20TABLE%20reports",
        "/reports/-1",
        "/reports/0",
        "/reports/1.0",
        "/reports/1e0",
        "/reports/99999999999999999999",
        "/actors/1",
        "/actors/-1.1",
        "/actors/99999999999.99999999999",
        "/actors/1.32768%27--",
        "/actors/..%2f..",
        "/.git/config",
        "/.env",
        "/server-status",
        "//evil.example/",
        "/%2f%2fevil.example",
    ];
    for path in paths {
        let answer = server.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        tells_nothing(path, &answer.body);
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
        "/reports?page=0x10",
        "/reports?page=99999999999999999999999",
        "/reports?size=0",
        "/reports?size=-5",
        "/reports?size=1000000",
        "/reports?size=NaN",
        "/reports?since=yesterday",
        "/reports?since=2026-02-30",
        "/reports?since=0000-01-01",
        "/reports?since=20260230",
        "/reports?since=-2026",
        "/reports?since=99999-01-01",
        "/reports?until='%20OR%201=1",
        "/reports?as_of=%3Cscript%3E",
        "/reports?country=%3Cb%3E",
        "/reports?country=PE",
        "/reports?country=%27;-",
        "/reports?order=data;DROP%20TABLE%20reports",
        "/reports?clock=noon",
        "/reports?fresh=maybe",
        "/reports?q=a%00b",
        "/reports?q=a%0d%0aX-Evil:%201",
        "/reports?q=%1b[2J",
        "/reports?q=the",
        "/actors/1.32768?size=0",
        "/reports/1?page=0",
        &long,
        &many,
        &longer,
    ];
    for query in queries {
        let answer = server.data(query).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}: {}", answer.body);
        assert_eq!(answer.header("content-type"), "application/problem+json", "{query}");
        let problem = answer.json();
        assert_eq!((problem["status"].as_u64(), problem["type"].is_string()), (Some(400), true), "{query}");
        assert!(problem["title"].is_string() && problem["detail"].is_string(), "{query}");
        tells_nothing(query, &answer.body);
    }
}

#[tokio::test]
async fn words_of_the_databases_language_are_words() {
    let server = Server::new(Settings::default());
    let words = [
        "%22",
        "%22%22%22",
        "NEAR(",
        "NEAR(a,b)",
        "*",
        "a*",
        "a*%20OR%20b",
        "x%22%20OR%20%221",
        "title:",
        "title:never",
        "-",
        "-never",
        "^never",
        "%7Bnever%7D",
        "never%20AND",
        "(",
        "%F0%9F%95%8A",
        "%27;--",
        "%27%20UNION%20SELECT%201",
        "%25",
        "_",
        "%5C",
        "%CC%81%CC%81",
        "%E2%80%AE",
        "%C3",
        "%F4%90%80%80",
    ];
    for path in [
        "/reports?q=",
        "/quotes?q=",
        "/quotes?issue=",
        "/quotes?actor=",
        "/quotes?act=",
        "/events?type=",
        "/quotes?publisher=",
    ] {
        for words in words {
            let answer = server.data(&format!("{path}{words}")).await;
            let status = answer.status;
            assert!(matches!(status, StatusCode::OK | StatusCode::BAD_REQUEST), "{path}{words}: {}", answer.body);
            tells_nothing(words, &answer.body);
        }
    }
}

#[tokio::test]
async fn marks_that_lie_show_the_report_without_a_mark() {
    let server = Server::new(Settings::default());
    for mark in
        ["0-0", "5-2", "-1-3", "0-999999999", "99999999999999999999-1", "x", "1-2-3", "%00-1", "0-1%3Cscript%3E"]
    {
        let answer = server.get(&format!("/reports/1?mark={mark}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{mark}");
        assert!(!answer.body.contains("id=\"found\""), "{mark}");
    }
}

#[tokio::test]
async fn forms_that_do_not_exist_are_refused() {
    let server = Server::new(Settings::default());
    for path in [
        "/reports?format=exe",
        "/reports?format=..%2f",
        "/reports?format=%3Cscript%3E",
        "/reports?format=json&format=xml",
        "/reports/1?format=csv",
        "/actors/1.32768?format=csv",
    ] {
        let answer = server.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_ACCEPTABLE, "{path}");
        tells_nothing(path, &answer.body);
    }
}
