//! What stands before every page: who may ask, how much at once, how long, and what a browser may do with the answer.
//!
//! In: requests from anybody. Out: those that are let through, answered with headers that forbid scripts and styles from
//! anywhere but here, frames and sniffing. A browser that was lured to this server under another host's name (DNS
//! rebinding) is turned away by the `Host` header; a form on another site, by `Sec-Fetch-Site` and `Origin`; another site
//! may lead here by a link, but may not take in a page, an export or an answer by script, image or frame.

use crate::answer::{Wants, problem};
use crate::app::App;
use crate::problem::Problem;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// What a page may load: only from here, no inline script or style, no frame, no form to elsewhere.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Longest address, in bytes.
pub const MAX_ADDRESS: usize = 8 << 10;

/// Checks a request, lets it through within the time limit, and dresses the answer.
pub async fn stand(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let wants = Wants::of(request.uri(), request.headers());
    let answer = match admit(&app, &request) {
        Err(refusal) => problem(&wants, &refusal),
        Ok(Entry::Token(redirect)) => *redirect,
        Ok(Entry::Open) => match tokio::time::timeout(app.settings.limits.time, next.run(request)).await {
            Ok(answer) => answer,
            Err(_) => problem(&wants, &Problem::slow()),
        },
    };
    dress(answer)
}

enum Entry {
    Open,
    /// The token came in the address: it becomes a cookie, and the address forgets it.
    Token(Box<Response>),
}

fn admit(app: &App, request: &Request) -> Result<Entry, Problem> {
    let uri = request.uri();
    if uri.path_and_query().is_some_and(|path| path.as_str().len() > MAX_ADDRESS) {
        return Err(Problem::bad("The address is too long."));
    }
    host(app, uri.host(), request.headers())?;
    match *request.method() {
        Method::GET | Method::HEAD => no_taking_in(request.headers())?,
        Method::OPTIONS => {}
        _ => same_site(request.headers())?,
    }
    let Some(token) = &app.settings.token else { return Ok(Entry::Open) };
    if bearer(request.headers()).or_else(|| cookie(request.headers())).is_some_and(|given| same(given, token)) {
        return Ok(Entry::Open);
    }
    let given = uri.query().unwrap_or_default().split('&').find_map(|pair| pair.strip_prefix("token="));
    if request.method() == Method::GET && given.is_some_and(|given| same(given, token)) {
        let rest: Vec<&str> =
            uri.query().unwrap_or_default().split('&').filter(|pair| !pair.starts_with("token=")).collect();
        let to = if rest.is_empty() { local(uri.path()) } else { format!("{}?{}", local(uri.path()), rest.join("&")) };
        let cookie = format!("rapporteur={token}; HttpOnly; SameSite=Strict; Path=/");
        let answer = (axum::http::StatusCode::SEE_OTHER, [(header::LOCATION, to), (header::SET_COOKIE, cookie)]);
        return Ok(Entry::Token(Box::new(answer.into_response())));
    }
    Err(Problem::token())
}

/// A path that leads to this server: `//host/` would lead elsewhere.
fn local(path: &str) -> String {
    format!("/{}", path.trim_start_matches(['/', '\\']))
}

/// Lets a request through that names a host which is ours.
fn host(app: &App, in_uri: Option<&str>, headers: &HeaderMap) -> Result<(), Problem> {
    let named = headers.get(header::HOST).and_then(|host| host.to_str().ok()).or(in_uri).unwrap_or_default();
    if headers.get_all(header::HOST).iter().count() > 1 {
        return Err(Problem::bad("There is more than one Host header."));
    }
    let name = host_name(named).unwrap_or_default();
    let loopback = name == "localhost" || name.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback());
    if loopback || app.settings.hosts.contains(&name) {
        return Ok(());
    }
    Err(Problem::forbidden("This server does not go by that name; start it with --host NAME to let it."))
}

/// The name in a `Host` header, in small letters, without port and final dot; `None` where it is none.
fn host_name(named: &str) -> Option<String> {
    let (name, port) = match named.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?,
        None => named.split_at(named.find(':').unwrap_or(named.len())),
    };
    let is_port =
        port.is_empty() || port.strip_prefix(':').is_some_and(|port| port.bytes().all(|b| b.is_ascii_digit()));
    is_port.then(|| name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase())
}

/// A header's value, where it is text.
fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Lets other sites lead a browser here by a link, and do nothing else with what is here.
fn no_taking_in(headers: &HeaderMap) -> Result<(), Problem> {
    let from_elsewhere = matches!(text(headers, "sec-fetch-site"), Some("cross-site" | "same-site"));
    let is_link =
        text(headers, "sec-fetch-mode") == Some("navigate") && text(headers, "sec-fetch-dest") == Some("document");
    match from_elsewhere && !is_link {
        true => Err(Problem::forbidden("Another site may lead here by a link only.")),
        false => Ok(()),
    }
}

/// Lets only our own pages, and programs that are no browsers, change or start anything.
fn same_site(headers: &HeaderMap) -> Result<(), Problem> {
    let text = |name: &str| text(headers, name);
    if let Some(site) = text("sec-fetch-site") {
        return match site {
            "same-origin" | "none" => Ok(()),
            _ => Err(Problem::forbidden("Another site may not send forms here.")),
        };
    }
    let Some(origin) = text("origin") else { return Ok(()) };
    let origin = origin.split_once("://").map(|(_, host)| host);
    if origin.is_some() && origin == text("host") {
        return Ok(());
    }
    Err(Problem::forbidden("Another site may not send forms here."))
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    cookies.split(';').find_map(|pair| pair.trim().strip_prefix("rapporteur="))
}

/// Whether two secrets are the same, in a time that does not tell where they differ.
fn same(given: &str, token: &str) -> bool {
    Sha256::digest(given.as_bytes()) == Sha256::digest(token.as_bytes())
}

/// Adds the headers that every answer has.
fn dress(mut answer: Response) -> Response {
    let headers = answer.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.insert("permissions-policy", HeaderValue::from_static("camera=(), geolocation=(), microphone=()"));
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache, private"));
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_header_names_a_host_and_perhaps_a_port() {
        for (named, name) in [("Desk.example.:80", "desk.example"), ("[::1]:7130", "::1"), ("localhost", "localhost")] {
            assert_eq!(host_name(named).as_deref(), Some(name), "{named}");
        }
        for named in ["[::1]evil.example", "[::1", "localhost:evil.example", "localhost:80:80", "localhost:80@evil"] {
            assert_eq!(host_name(named), None, "{named}");
        }
    }

    #[test]
    fn secrets_are_compared_whole() {
        assert!(same("0123456789abcdef", "0123456789abcdef"));
        assert!(!same("0123456789abcde", "0123456789abcdef") && !same("", "0123456789abcdef"));
    }
}
