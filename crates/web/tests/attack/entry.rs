//! Who may not come in: other hosts' names, no token, other sites' forms and frames.

use crate::made::{Server, get};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use rapporteur_web::Settings;

const TOKEN: &str = "0123456789abcdef0123";

fn guarded() -> Server {
    Server::new(Settings { token: Some(TOKEN.into()), ..Settings::default() })
}

#[tokio::test]
async fn only_names_of_this_machine_are_answered() {
    let server = Server::new(Settings { hosts: vec!["desk.example".into()], ..Settings::default() });
    let hosts = [
        ("127.0.0.1:7130", 200),
        ("127.8.8.8", 200),
        ("localhost:7130", 200),
        ("[::1]:7130", 200),
        ("desk.example", 200),
        ("DESK.example.:80", 200),
        ("evil.example", 403),
        ("evil.example:7130", 403),
        ("127.0.0.1.evil.example", 403),
        ("localhost.evil.example", 403),
        ("evil.example:80@localhost", 403),
        ("localhost:80@evil.example", 403),
        ("localhost evil.example", 403),
        ("localhost,evil.example", 403),
        ("[::1]evil.example", 403),
        ("[::1", 403),
        ("desk.example..", 403),
        ("notdesk.example", 403),
        ("192.168.0.1", 403),
        ("0.0.0.0:7130", 403),
        ("[::ffff:192.168.0.1]", 403),
        ("2130706433", 403),
        ("", 403),
    ];
    for (host, status) in hosts {
        let request = Request::get("/").header(header::HOST, host).body(Body::empty()).expect("a request");
        assert_eq!(server.ask(request).await.status.as_u16(), status, "{host}");
    }
    let twice = Request::get("/").header(header::HOST, "localhost").header(header::HOST, "evil.example");
    assert_eq!(server.ask(twice.body(Body::empty()).expect("a request")).await.status, StatusCode::BAD_REQUEST);
    let forwarded = Request::get("/").header(header::HOST, "evil.example").header("x-forwarded-host", "localhost");
    assert_eq!(server.ask(forwarded.body(Body::empty()).expect("a request")).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn without_the_token_nothing_is_told() {
    let server = guarded();
    for (name, value) in [
        ("authorization", String::new()),
        ("authorization", "Bearer".into()),
        ("authorization", "Bearer ".into()),
        ("authorization", "Bearer wrong".into()),
        ("authorization", format!("Basic {TOKEN}")),
        ("authorization", format!("Bearer {TOKEN}x")),
        ("authorization", format!("Bearer {}", &TOKEN[1..])),
        ("authorization", format!("Bearer {}", TOKEN.to_uppercase())),
        ("authorization", format!("Bearer  {TOKEN}")),
        ("cookie", "rapporteur=wrong".into()),
        ("cookie", "rapporteur=".into()),
        ("cookie", format!("other={TOKEN}")),
        ("cookie", format!("xrapporteur={TOKEN}")),
        ("x-token", TOKEN.into()),
    ] {
        for path in ["/reports", "/reports?format=csv", "/openapi.json", "/nowhere", "/reports/1"] {
            let answer = server.ask(get(path).header(name, &value).body(Body::empty()).expect("a request")).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path} with {name}: {value}");
            assert!(!answer.body.contains("Ruiz") && answer.headers.contains_key(header::WWW_AUTHENTICATE));
            assert!(!answer.body.contains(TOKEN) && !answer.headers.contains_key(header::SET_COOKIE));
        }
    }
    for query in ["token=wrong", "token=", "TOKEN=0123456789abcdef0123", "xtoken=0123456789abcdef0123"] {
        assert_eq!(server.get(&format!("/reports?{query}")).await.status, StatusCode::UNAUTHORIZED, "{query}");
    }
    let right = [("authorization", format!("Bearer {TOKEN}")), ("cookie", format!("a=b; rapporteur={TOKEN}"))];
    for (name, value) in right {
        let answer = server.ask(get("/reports").header(name, &value).body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.status, StatusCode::OK, "{name}");
        assert!(!answer.body.contains(TOKEN), "the token stands in the page");
    }
}

#[tokio::test]
async fn a_token_in_the_address_becomes_a_cookie_that_scripts_cannot_see() {
    let server = guarded();
    let answer = server.get(&format!("/reports?q=a&token={TOKEN}")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), "/reports?q=a");
    let cookie = answer.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && cookie.contains("Path=/"));
    for (path, leads) in [
        ("//evil.example/", "/evil.example/"),
        ("///evil.example/", "/evil.example/"),
        ("/\\evil.example/", "/evil.example/"),
    ] {
        let away = server.get(&format!("{path}?token={TOKEN}")).await;
        assert_eq!(away.header("location"), leads, "{path}");
    }
    let sent = Request::post(format!("/read?token={TOKEN}")).header(header::HOST, "localhost");
    let answer = server.ask(sent.body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "a form cannot bring the token in its address");
}

#[tokio::test]
async fn what_changes_nothing_cannot_be_told_to() {
    let server = Server::new(Settings::default());
    for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "OPTIONS", "PROPFIND", "EVIL"] {
        for path in ["/reports", "/reports/1", "/"] {
            let request = Request::builder().method(method).uri(path).header(header::HOST, "localhost");
            let answer = server.ask(request.body(Body::empty()).expect("a request")).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            assert!(answer.header("allow").contains("GET"), "{method} {path}");
        }
    }
    let overridden =
        Request::get("/reports").header(header::HOST, "localhost").header("x-http-method-override", "DELETE");
    assert_eq!(server.ask(overridden.body(Body::empty()).expect("a request")).await.status, StatusCode::OK);
    assert_eq!(server.get("/reports/1").await.status, StatusCode::OK, "the report is still there");
}

#[tokio::test]
async fn another_site_sends_no_forms_here() {
    let server = Server::new(Settings::default());
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "nonsense"),
        ("origin", "http://evil.example"),
        ("origin", "https://localhost.evil.example"),
        ("origin", "http://localhost:1"),
        ("origin", "null"),
        ("origin", ""),
    ] {
        for path in ["/read", "/reports"] {
            let request = Request::post(path).header(header::HOST, "localhost").header(name, value);
            let request = request.header(header::CONTENT_TYPE, "text/plain").body(Body::from("Talks began."));
            let answer = server.ask(request.expect("a request")).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} with {name}: {value}");
        }
    }
    for (name, value) in [("sec-fetch-site", "same-origin"), ("origin", "http://localhost")] {
        let request = Request::post("/read").header(header::HOST, "localhost").header(name, value);
        let request = request.header(header::CONTENT_TYPE, "text/plain").body(Body::from("Talks began."));
        let answer = server.ask(request.expect("a request")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "ours, but there is no model: {value}");
    }
}

#[tokio::test]
async fn another_site_takes_nothing_in() {
    let server = Server::new(Settings::default());
    let cases = [
        ("cross-site", "no-cors", "script", 403),
        ("cross-site", "no-cors", "image", 403),
        ("cross-site", "no-cors", "style", 403),
        ("cross-site", "cors", "empty", 403),
        ("cross-site", "navigate", "iframe", 403),
        ("cross-site", "navigate", "object", 403),
        ("same-site", "no-cors", "script", 403),
        ("cross-site", "navigate", "document", 200),
        ("same-origin", "cors", "empty", 200),
        ("none", "navigate", "document", 200),
    ];
    for (site, mode, destination, status) in cases {
        let request = get("/reports?format=json").header("sec-fetch-site", site).header("sec-fetch-mode", mode);
        let request = request.header("sec-fetch-dest", destination).body(Body::empty()).expect("a request");
        assert_eq!(server.ask(request).await.status.as_u16(), status, "{site} {mode} {destination}");
    }
}
