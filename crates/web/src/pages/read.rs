//! A report pasted or named by its address, read at once; kept in the store only on request.

use super::reading::Reading;
use crate::answer::{Format, View, Wants, answer, json_answer, problem};
use crate::app::App;
use crate::ask::Ask;
use crate::frame::At;
use crate::params::Params;
use crate::problem::Problem;
use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use rapporteur_export::Codes;
use rapporteur_ingest::{Options, Overrides};
use rapporteur_record::Record;
use rapporteur_store::Store;
use rapporteur_text::Source;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::Cursor;
use std::sync::Arc;
use url::form_urlencoded;

/// Most bytes of a request: about 160,000 words.
const LARGEST: usize = 1 << 20;

/// The box to paste a report into.
pub struct Paste {
    is_open: bool,
}

/// The box.
pub async fn form(ask: Ask) -> Response {
    let is_open = ask.app.reader.is_some();
    ask.view(move |_, _| Ok(Paste { is_open })).await
}

impl View for Paste {
    fn title(&self) -> String {
        "Read a report".into()
    }

    fn lead(&self) -> String {
        "Paste a report, or give its address, and see what it says at once. It stays here unless you keep it.".into()
    }

    fn body(&self, _: &At) -> Markup {
        html! {
            @if !self.is_open { p.none { "This server was started without a model, so it cannot read: start it where a model is installed." } }
            form.paste method="post" action="/read" {
                label { span { "Text" } textarea name="text" rows="14" spellcheck="false" dir="auto" {} }
                div.fields {
                    label { span { "Date of publication" } input type="text" name="date" placeholder="2026-02-03"; }
                    label { span { "Headline, where the text has none" } input type="text" name="title"; }
                    label { span { "Publisher" } input type="text" name="publisher"; }
                    label { span { "Or an address" } input type="url" name="url" placeholder="https://"; }
                }
                label.check { input type="checkbox" name="keep" value="1"; " Keep it in the store" }
                button.main disabled[!self.is_open] { "Read it" }
            }
        }
    }

    fn data(&self) -> Result<Value, serde_json::Error> {
        Ok(json!({ "reads": self.is_open, "largest": LARGEST }))
    }
}

/// A report as it is sent in.
#[derive(Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct Sent {
    /// The report's text.
    text: String,
    /// Its headline, where the text has none.
    #[schemars(regex(pattern = r"^[^\u0000-\u001F\u007F-\u009F]*$"))]
    title: Option<String>,
    /// Day of publication, YYYY-MM-DD.
    #[schemars(regex(pattern = r"^[^\u0000-\u001F\u007F-\u009F]*$"))]
    date: Option<String>,
    /// Who published it.
    #[schemars(regex(pattern = r"^[^\u0000-\u001F\u007F-\u009F]*$"))]
    publisher: Option<String>,
    /// Its address; without a text, it is fetched from there.
    #[schemars(regex(pattern = r"^[^\u0000-\u001F\u007F-\u009F]*$"))]
    url: Option<String>,
    /// Whether to keep it in the store.
    keep: bool,
}

/// Reads what is sent.
pub async fn read(State(app): State<Arc<App>>, request: Request) -> Response {
    let wants = Wants::of(request.uri(), request.headers());
    respond(app, &wants, request).await.unwrap_or_else(|refusal| problem(&wants, &refusal))
}

async fn respond(app: Arc<App>, wants: &Wants, request: Request) -> Result<Response, Problem> {
    let (mut parts, body) = request.into_parts();
    let length = parts.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let too_large = || Problem::large("A report may have 1 MB; take `rapporteur add` for larger ones.");
    if length.is_some_and(|length: usize| length > LARGEST) {
        return Err(too_large());
    }
    let _place = app.bodies.clone().try_acquire_owned().map_err(|_| Problem::busy())?;
    let body = to_bytes(body, LARGEST).await.map_err(|_| too_large())?;
    let sent = sent(&parts.headers, &body)?;
    let Ok(ask) = Ask::from_request_parts(&mut parts, &app).await;
    let keep = sent.keep;
    // A host that is slow to answer keeps no core from those who have their text at hand.
    let asked = app.clone();
    let source = tokio::task::spawn_blocking(move || source(&asked, &sent)).await.map_err(Problem::inner)??;
    let turn = app.reading.clone().acquire_owned().await.map_err(Problem::inner)?;
    let reading = app.clone();
    let work = move || {
        let record = record(&reading, &source);
        drop(turn);
        record
    };
    let record = tokio::task::spawn_blocking(work).await.map_err(Problem::inner)??;
    if keep {
        return kept(&app, wants, record).await;
    }
    let params = ask.params.unwrap_or_else(|_| Params::default());
    answer(&At { wants, params: &params, codes: Codes::new(app.lexicon()) }, &Reading { record })
}

/// Keeps a record and leads to its page.
async fn kept(app: &App, wants: &Wants, record: Record) -> Result<Response, Problem> {
    let address = app.address.clone();
    let now = jiff::Timestamp::now().to_string();
    let add = move || Ok::<_, Problem>(Store::open(&address)?.add(&[record], &now)?);
    let outcomes = tokio::task::spawn_blocking(add).await.map_err(Problem::inner)??;
    let report = outcomes.first().map(|outcome| outcome.report()).unwrap_or_default();
    let path = format!("/reports/{report}");
    if wants.format == Ok(Format::Html) {
        return Ok(Redirect::to(&path).into_response());
    }
    let mut created = json_answer(StatusCode::CREATED, "application/json", &json!({ "report": report }));
    created.headers_mut().extend(HeaderValue::from_str(&path).ok().map(|path| (header::LOCATION, path)));
    Ok(created)
}

/// What a body holds: a form, JSON, or plain text.
fn sent(headers: &HeaderMap, body: &Bytes) -> Result<Sent, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let text = || std::str::from_utf8(body).map_err(|_| Problem::bad("The body is no UTF-8."));
    let sent = match kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "application/x-www-form-urlencoded" => form_of(body)?,
        // Without a look at its first sign, a list would be taken as the fields in their order.
        "application/json" if !text()?.trim_start().starts_with('{') => {
            return Err(Problem::bad("The JSON is none of a report: it is no object."));
        }
        "application/json" => serde_json::from_str(text()?)
            .map_err(|error| Problem::bad(format!("The JSON is none of a report: {error}.")))?,
        "text/plain" => Sent { text: text()?.into(), ..Sent::default() },
        _ => return Err(Problem::media("Send a form, application/json or text/plain.")),
    };
    // They become filters, and those refuse it too.
    let named = [&sent.title, &sent.date, &sent.publisher, &sent.url];
    if named.into_iter().flatten().any(|value| value.contains(char::is_control)) {
        return Err(Problem::bad("There is a control character in title, date, publisher or address."));
    }
    match sent.text.trim().is_empty() && sent.url.is_none() {
        true => Err(Problem::unreadable("There is neither a text nor an address.")),
        false => Ok(sent),
    }
}

fn form_of(body: &[u8]) -> Result<Sent, Problem> {
    let mut sent = Sent::default();
    for (name, value) in form_urlencoded::parse(body) {
        let some = Some(value.trim_matches(' ').to_owned()).filter(|value| !value.is_empty());
        match &*name {
            "text" => sent.text = value.into_owned(),
            "title" => sent.title = some,
            "date" => sent.date = some,
            "publisher" => sent.publisher = some,
            "url" => sent.url = some,
            "keep" if matches!(&*value, "" | "0" | "1") => sent.keep = value == "1",
            _ => return Err(Problem::bad("The form has a field, or a value of it, that is not known here.")),
        }
    }
    Ok(sent)
}

fn record(app: &App, source: &Source) -> Result<Record, Problem> {
    let reader = app.reader.as_ref().ok_or_else(|| Problem::unreadable("This server has no model to read with."))?;
    Ok(reader.read(source))
}

fn source(app: &App, sent: &Sent) -> Result<Source, Problem> {
    let (name, bytes, url) = match &sent.url {
        Some(url) if sent.text.trim().is_empty() => {
            let fetched = app.fetch(url)?;
            let name = if fetched.kind == "text/plain" { "page.txt" } else { "page.html" };
            (name, fetched.bytes, Some(fetched.url))
        }
        url => ("pasted.txt", sent.text.clone().into_bytes(), url.clone()),
    };
    let overrides = Overrides {
        date: sent.date.clone(),
        title: sent.title.clone(),
        publisher: sent.publisher.clone(),
        url,
        ..Overrides::default()
    };
    let options = Options { overrides, ..Options::default() };
    let unreadable =
        |error: &dyn std::fmt::Display| Problem::unreadable(format!("The report cannot be read: {error}."));
    let mut reports =
        rapporteur_ingest::read(name, Cursor::new(bytes), &options).map_err(|error| unreadable(&error))?;
    match reports.next() {
        Some(report) => report.map_err(|error| unreadable(&error)),
        None => Err(Problem::unreadable("There is no report in it.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_comes_as_form_json_or_text() {
        let headers =
            |kind: &'static str| HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(kind))]);
        let form = sent(&headers("application/x-www-form-urlencoded"), &Bytes::from("text=Talks+began.&date=&keep=1"));
        assert_eq!(form.expect("a form"), Sent { text: "Talks began.".into(), keep: true, ..Sent::default() });
        let json = sent(&headers("application/json; charset=utf-8"), &Bytes::from(r#"{"text":"Talks began."}"#));
        assert_eq!(json.expect("JSON").text, "Talks began.");
        assert!(sent(&headers("text/plain"), &Bytes::from("  ")).is_err());
        assert!(sent(&headers("image/png"), &Bytes::from("x")).is_err());
    }
}
