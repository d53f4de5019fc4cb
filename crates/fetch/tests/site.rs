//! Against a small site of the test's own.

use rapporteur_fetch::{FetchError, Fetched, Fetcher, Seen};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A site that answers by path, and what it was asked.
struct Site {
    url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

fn site() -> Site {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let asked = Arc::new(Mutex::new(Vec::new()));
    let log = asked.clone();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines().map_while(Result::ok);
            let head: Vec<String> = lines.by_ref().take_while(|line| !line.is_empty()).collect();
            let path = head.first().and_then(|line| line.split(' ').nth(1)).unwrap_or_default().to_string();
            let same = head.iter().any(|line| line.eq_ignore_ascii_case("if-none-match: \"v1\""));
            log.lock().expect("no panic").push(path.clone());
            let answer = match (path.as_str(), same) {
                ("/robots.txt", _) => "HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /private".to_string(),
                ("/feed", true) => "HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\n\r\n".into(),
                ("/feed", false) => "HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Type: text/xml\r\n\r\n<rss/>".into(),
                _ => "HTTP/1.1 503 Busy\r\nRetry-After: 120\r\n\r\n".into(),
            };
            let head = answer.replacen("\r\n", "\r\nConnection: close\r\n", 1);
            stream.write_all(head.as_bytes()).expect("written");
        }
    });
    Site { url, asked }
}

#[test]
fn what_has_not_changed_is_not_fetched_again() {
    let site = site();
    let mut fetcher = Fetcher::new(Duration::from_millis(50));
    let feed = format!("{}/feed", site.url);
    let Ok(Fetched::Body { bytes, etag, kind, .. }) = fetcher.get(&feed, &Seen::default()) else { panic!("a body") };
    assert_eq!((bytes.as_slice(), kind.as_deref()), (&b"<rss/>"[..], Some("text/xml")));
    let begun = Instant::now();
    let again = fetcher.get(&feed, &Seen { etag, modified: None });
    assert!(matches!(again, Ok(Fetched::Same)));
    assert!(begun.elapsed() >= Duration::from_millis(40), "a site is not asked twice in a breath");
    assert_eq!(*site.asked.lock().expect("no panic"), ["/robots.txt", "/feed", "/feed"]);
}

#[test]
fn what_a_site_forbids_is_not_asked_for() {
    let site = site();
    let answer = Fetcher::new(Duration::ZERO).get(&format!("{}/private/1", site.url), &Seen::default());
    assert!(matches!(answer, Err(FetchError::Forbidden(_))));
    assert_eq!(*site.asked.lock().expect("no panic"), ["/robots.txt"]);
}

#[test]
fn a_site_in_trouble_says_for_how_long() {
    let site = site();
    let answer = Fetcher::new(Duration::ZERO).get(&format!("{}/busy", site.url), &Seen::default());
    let Err(FetchError::Status { status, wait, .. }) = answer else { panic!("an error") };
    assert_eq!((status, wait), (503, Some(Duration::from_secs(120))));
    assert!(matches!(Fetcher::default().get("ftp://x", &Seen::default()), Err(FetchError::Address(_))));
}
