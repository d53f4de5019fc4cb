//! What went wrong, as an RFC 9457 problem: for programs as JSON, for people as a page. Nothing of the inside is told.

use axum::http::StatusCode;
use rapporteur_store::StoreError;
use schemars::JsonSchema;
use serde::Serialize;

/// A request that cannot be answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Problem {
    /// A URI that names the kind of problem, relative to this server.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The kind, in words.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What the asker can do about it.
    pub detail: String,
}

impl Problem {
    fn new(status: StatusCode, kind: &'static str, title: &'static str, detail: impl Into<String>) -> Self {
        Problem { kind, title, status: status.as_u16(), detail: detail.into() }
    }

    /// The status, as a type.
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// 400: a parameter or a body makes no sense.
    pub fn bad(detail: impl Into<String>) -> Self {
        Problem::new(StatusCode::BAD_REQUEST, "/problems/bad-request", "The request makes no sense", detail)
    }

    /// 401: a token is needed.
    pub fn token() -> Self {
        let detail = "This server asks for a token: send it as `Authorization: Bearer …`, or open the address with \
                      `?token=…` that the server printed when it started.";
        Problem::new(StatusCode::UNAUTHORIZED, "/problems/token", "A token is needed", detail)
    }

    /// 403: asked for by somebody who may not.
    pub fn forbidden(detail: impl Into<String>) -> Self {
        Problem::new(StatusCode::FORBIDDEN, "/problems/forbidden", "That is not allowed", detail)
    }

    /// 404: there is nothing of that name.
    pub fn missing(detail: impl Into<String>) -> Self {
        Problem::new(StatusCode::NOT_FOUND, "/problems/not-found", "There is nothing here", detail)
    }

    /// 405: the page is there, but cannot be asked for in this way.
    pub fn method() -> Self {
        let detail = "This address answers other methods; /openapi.json lists them.";
        Problem::new(StatusCode::METHOD_NOT_ALLOWED, "/problems/method", "That method does not apply", detail)
    }

    /// 406: the page has no such form.
    pub fn form(detail: impl Into<String>) -> Self {
        Problem::new(StatusCode::NOT_ACCEPTABLE, "/problems/format", "There is no such form of this page", detail)
    }

    /// 413: too much.
    pub fn large(detail: impl Into<String>) -> Self {
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "/problems/too-large", "That is too much at once", detail)
    }

    /// 415: a body of a kind that is not read.
    pub fn media(detail: impl Into<String>) -> Self {
        Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "/problems/media-type",
            "That kind of body is not read",
            detail,
        )
    }

    /// 422: understood, but there is nothing to be done with it.
    pub fn unreadable(detail: impl Into<String>) -> Self {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "/problems/unreadable", "That cannot be read", detail)
    }

    /// 429 or 503: too busy; `Retry-After` says when to come back.
    pub fn busy() -> Self {
        let detail = "The server is answering as many requests as it may; try again in a few seconds.";
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "/problems/busy", "Too busy just now", detail)
    }

    /// 504: took too long.
    pub fn slow() -> Self {
        let detail = "The answer took longer than this server allows; narrow the request by date, actor or issue.";
        Problem::new(StatusCode::GATEWAY_TIMEOUT, "/problems/slow", "That took too long", detail)
    }

    /// 500: our fault. What happened goes to the log, not to the asker.
    pub fn inner(error: impl std::fmt::Display) -> Self {
        // A message may hold other people's words: they shall not look like further lines of the log.
        let line: String = error.to_string().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        eprintln!("rapporteur: {line}");
        let detail = "Something went wrong here; the server's log says what.";
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "/problems/internal", "The server failed", detail)
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Query(detail) => Problem::bad(detail),
            error => Problem::inner(error),
        }
    }
}
