//! One view, three forms: a page for people, JSON and CSV for programs, at the same address.
//!
//! In: what is asked for (`?format=`, else `Accept`), a [`View`]. Out: the response, with its rows counted, its schema and
//! how to cite it.

use crate::chart::Chart;
use crate::frame::{self, At};
use crate::problem::Problem;
use crate::table::Table;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use rapporteur_store::Behind;
use serde_json::{Value, json};
use url::form_urlencoded;

/// A form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A page.
    Html,
    /// JSON.
    Json,
    /// CSV with a header.
    Csv,
    /// What is shown, for other programs.
    Other(Form),
}

/// A form for other programs, of what is shown on one page each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Meetings as iCalendar.
    Calendar,
    /// What happened where, as GeoJSON.
    Geojson,
    /// Who acts on whom, as GEXF.
    Gexf,
}

impl Form {
    /// All of them.
    pub const ALL: [Form; 3] = [Form::Calendar, Form::Geojson, Form::Gexf];

    /// As an address, and a file's ending, writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Form::Calendar => "ics",
            Form::Geojson => "geojson",
            Form::Gexf => "gexf",
        }
    }

    /// As people call it.
    pub fn name(self) -> &'static str {
        match self {
            Form::Calendar => "iCalendar",
            Form::Geojson => "GeoJSON",
            Form::Gexf => "GEXF",
        }
    }

    /// What is in it, and what is not.
    pub fn holds(self) -> &'static str {
        match self {
            Form::Calendar => "An entry for each meeting that is known by the day or the month",
            Form::Geojson => "A point for each report of an event or a meeting there",
            Form::Gexf => "A node for each actor, an edge for each type of event from one to another",
        }
    }

    /// Its media type.
    pub fn media(self) -> &'static str {
        match self {
            Form::Calendar => "text/calendar",
            Form::Geojson => "application/geo+json",
            Form::Gexf => "application/gexf+xml",
        }
    }
}

/// Colours that were chosen by the switch; they come in a cookie, so that a page is right before any script runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// As the cookie and the page write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    fn of(headers: &HeaderMap) -> Option<Theme> {
        let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
        let chosen = cookies.split(';').find_map(|pair| pair.trim().strip_prefix("theme="))?;
        [Theme::Light, Theme::Dark].into_iter().find(|theme| theme.as_str() == chosen)
    }
}

/// What a request wants of an answer's form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Wants {
    /// The form; an error where it names one that does not exist.
    pub format: Result<Format, &'static str>,
    /// Path, as it came.
    pub path: String,
    /// The query, as it came.
    pub query: String,
    /// Colours, where they were chosen.
    pub theme: Option<Theme>,
}

impl Wants {
    /// What a request wants: `?format=` before `Accept`.
    pub fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let query = uri.query().unwrap_or_default();
        let named = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == "format").last();
        let format = match named.as_ref().map(|(_, value)| &**value) {
            Some("html" | "") => Ok(Format::Html),
            Some("json") => Ok(Format::Json),
            Some("csv") => Ok(Format::Csv),
            Some(name) => {
                let form = Form::ALL.into_iter().find(|form| form.as_str() == name);
                form.map(Format::Other).ok_or("The forms are html, json, csv, ics, geojson and gexf.")
            }
            None => {
                Ok(accepted(headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default()))
            }
        };
        Wants { format, path: uri.path().to_owned(), query: query.to_owned(), theme: Theme::of(headers) }
    }
}

/// The form that an `Accept` header likes best; a page where it likes none of ours.
fn accepted(accept: &str) -> Format {
    let mut best = (0.0, Format::Html);
    for range in accept.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let format = match parts.next().unwrap_or_default() {
            "text/html" | "application/xhtml+xml" | "*/*" | "text/*" => Format::Html,
            "application/json" | "application/*" | "application/problem+json" => Format::Json,
            "text/csv" => Format::Csv,
            media => match Form::ALL.into_iter().find(|form| form.media() == media) {
                Some(form) => Format::Other(form),
                None => continue,
            },
        };
        let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
        if weight > best.0 {
            best = (weight, format);
        }
    }
    best.1
}

/// What a page shows, in every form.
pub trait View {
    /// What it is called: the title of the page, the name in a citation.
    fn title(&self) -> String;
    /// One sentence on what it shows.
    fn lead(&self) -> String;
    /// The page's main part.
    fn body(&self, at: &At) -> Markup;
    /// What it gives as JSON.
    fn data(&self) -> Result<Value, serde_json::Error>;
    /// What it gives as CSV; `None` where it is no table.
    fn table(&self) -> Option<Table> {
        None
    }
    /// How many rows an export has, of a table.
    fn length(&self) -> Option<u64> {
        self.table().map(|table| table.rows.len() as u64)
    }
    /// How many rows match, on all pages.
    fn total(&self) -> Option<u64> {
        None
    }
    /// Whether there are pages of rows, of which it is one.
    fn is_paged(&self) -> bool {
        false
    }
    /// What one row is called, and several.
    fn rows(&self) -> (&'static str, &'static str) {
        ("row", "rows")
    }
    /// The form for other programs that it has, and which data are in it.
    fn other(&self) -> Option<(Form, Behind)> {
        None
    }
    /// The chart that it has.
    fn chart(&self) -> Option<Chart> {
        None
    }
}

/// Answers with a view in the form that is wanted.
///
/// # Errors
/// There is no such form of the view.
pub fn answer(at: &At, view: &impl View) -> Result<Response, Problem> {
    match at.wants.format.map_err(Problem::form)? {
        Format::Html => Ok(page(frame::page(at, view))),
        Format::Json => data(at, view),
        Format::Csv => match view.table() {
            Some(table) => Ok(csv(at, view, &table)),
            None => Err(Problem::form("This page is no table; its forms are html and json.")),
        },
        Format::Other(form) => {
            let has = view.other().map_or_else(
                || "html, json and csv".into(),
                |(own, _)| format!("html, json, csv and {}", own.as_str()),
            );
            Err(Problem::form(format!("This page is not given as {}; its forms are {has}.", form.name())))
        }
    }
}

/// A page as an answer.
fn page(markup: Markup) -> Response {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::VARY, "accept")], markup.into_string())
        .into_response()
}

fn data(at: &At, view: &impl View) -> Result<Response, Problem> {
    let about = json!({
        "title": view.title(),
        "rows": view.table().map(|table| table.rows.len()),
        "total": view.total(),
        "schema": "/openapi.json",
        "citation": citation(at, view),
    });
    let data = view.data().map_err(Problem::inner)?;
    Ok(json_answer(StatusCode::OK, "application/json", &json!({ "about": about, "data": data })))
}

fn csv(at: &At, view: &impl View, table: &Table) -> Response {
    let media = "text/csv; charset=utf-8; header=present";
    file(at, view, ("csv", media, table.rows.len()), table.csv().into_bytes())
}

/// A file with its rows counted, its description and how to cite it.
pub fn file(at: &At, view: &impl View, (ending, media, rows): (&str, &str, usize), body: Vec<u8>) -> Response {
    let name: String = at.wants.path.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let mut answer = body.into_response();
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"rapporteur{name}.{ending}\"")),
        (header::LINK, "</openapi.json>; rel=\"describedby\"".to_owned()),
        (header::VARY, "accept".to_owned()),
        (header::HeaderName::from_static("x-rows"), rows.to_string()),
        (header::HeaderName::from_static("x-total"), view.total().unwrap_or(rows as u64).to_string()),
        (header::HeaderName::from_static("x-citation"), ascii(&citation(at, view))),
    ];
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            answer.headers_mut().insert(name, value);
        }
    }
    answer
}

/// Text that a header can carry.
fn ascii(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii() && !c.is_ascii_control() { c } else { '?' }).collect()
}

/// How to cite what is shown.
pub fn citation(at: &At, view: &impl View) -> String {
    let query = if at.wants.query.is_empty() { String::new() } else { format!("?{}", at.wants.query) };
    format!("{}. {}{query}. Read by Rapporteur {}.", view.title(), at.wants.path, rapporteur::VERSION)
}

/// JSON with a status.
pub fn json_answer(status: StatusCode, kind: &'static str, value: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, kind), (header::VARY, "accept")], value.to_string()).into_response()
}

/// Answers with a problem: a page for who asked for one, RFC 9457 for all others.
pub fn problem(wants: &Wants, problem: &Problem) -> Response {
    let mut answer = match wants.format {
        Ok(Format::Html) => (problem.status(), page(frame::problem(wants, problem))).into_response(),
        _ => json_answer(problem.status(), "application/problem+json", &json!(problem)),
    };
    let headers = answer.headers_mut();
    match problem.status {
        503 => drop(headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"))),
        401 => drop(headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))),
        _ => {}
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_get_pages_and_programs_what_they_accept() {
        assert_eq!(accepted("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), Format::Html);
        assert_eq!(accepted("application/json"), Format::Json);
        assert_eq!(accepted("text/html;q=0.5, text/csv"), Format::Csv);
        assert_eq!(accepted("*/*"), Format::Html);
        assert_eq!(accepted("image/png"), Format::Html);
        assert_eq!(accepted("application/json;q=nonsense"), Format::Html);
    }
}
