//! Bodies that are too much, no report, or not what they say.

use crate::made::{HOSTILE, Server};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use rapporteur_web::Settings;

/// What is sent to the box that reads reports.
fn post(kind: &'static str, body: impl Into<Body>) -> Request<Body> {
    let request = Request::post("/read").header(header::HOST, "localhost").header(header::CONTENT_TYPE, kind);
    request.header(header::ACCEPT, "application/json").body(body.into()).expect("a request")
}

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

#[tokio::test]
async fn what_is_too_much_or_no_report_is_refused() {
    let server = Server::new(Settings::default());
    let cases = [
        (post("text/plain", "x".repeat((1 << 20) + 1)), 413, "a text over the limit"),
        (post(FORM, format!("text={}", "x".repeat(1 << 20))), 413, "a form over the limit"),
        (post(JSON, format!("{{\"text\":\"{}\"}}", "x".repeat(1 << 20))), 413, "JSON over the limit"),
        (post("text/plain", ""), 422, "nothing"),
        (post("text/plain", " \n\t "), 422, "white space"),
        (post("text/plain", vec![0xff, 0xfe, 0x00]), 400, "bytes that are no UTF-8"),
        (post(FORM, "text=&url="), 422, "an empty form"),
        (post(FORM, "text=a&path=/etc/passwd"), 400, "a form with a file"),
        (post(FORM, "text=a&token=x"), 400, "a form with a field of another use"),
        (post(JSON, "{"), 400, "half of JSON"),
        (post(JSON, "[]"), 400, "a list"),
        (post(JSON, r#"["Talks began."]"#), 400, "fields without names"),
        (post(JSON, "null"), 400, "null"),
        (post(JSON, "[".repeat(100_000)), 400, "JSON deeper than the stack"),
        (post(JSON, format!("{{\"text\":{}", "{\"a\":".repeat(100_000))), 400, "objects deeper than the stack"),
        (post(JSON, r#"{"text":1}"#), 400, "a number for a text"),
        (post(JSON, r#"{"text":"a","text":"b"}"#), 400, "a field twice"),
        (post(JSON, r#"{"text":"a","file":"/etc/passwd"}"#), 400, "JSON with a file"),
        (post(JSON, r#"{"text":"a","__proto__":{"keep":true}}"#), 400, "JSON with a prototype"),
        (
            post("application/xml", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>"),
            415,
            "an entity",
        ),
        (post("multipart/form-data; boundary=x", "--x"), 415, "parts"),
        (post("image/svg+xml", "<svg/>"), 415, "a drawing"),
        (post("", "x"), 415, "no kind"),
        (post("text/plain, application/json", "x"), 415, "two kinds"),
        (post("text/plain", "Talks began on Monday."), 422, "no model to read with"),
        (post("text/plain", HOSTILE), 422, "hostile text, no model"),
        (post(JSON, r#"{"text":"Talks began.","publisher":"a\u0000b"}"#), 400, "a zero in the publisher"),
        (post(FORM, "text=Talks+began.&title=a%0d%0aX-Evil:+1"), 400, "a header in the title"),
        (post(JSON, r#"{"text":"Talks began.","date":"99999-99-99"}"#), 422, "a day that is none"),
    ];
    for (request, status, what) in cases {
        let answer = server.ask(request).await;
        assert_eq!(answer.status.as_u16(), status, "{what}: {}", answer.body);
        assert_eq!(answer.header("content-type"), "application/problem+json", "{what}");
        assert!(!answer.body.contains(".rs") && !answer.body.contains("root:"), "{what}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_length_that_lies_is_not_believed() {
    let server = Server::new(Settings::default());
    let mut request = post("text/plain", "short");
    request.headers_mut().insert(header::CONTENT_LENGTH, "99999999999".parse().expect("a value"));
    assert_eq!(server.ask(request).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let mut request = post("text/plain", "x".repeat((1 << 20) + 1));
    request.headers_mut().insert(header::CONTENT_LENGTH, "5".parse().expect("a value"));
    assert_eq!(server.ask(request).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}
