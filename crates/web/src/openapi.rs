//! What the server answers, as OpenAPI 3.1: made from the types that are answered with, so that it cannot say otherwise.
//!
//! In: the list of pages below, the schemas of rows and record. Out: one JSON document, at `/openapi.json`.

use crate::answer::{Form, json_answer};
use crate::app::App;
use crate::pages::{Dyad, Matrix, OneActor, Sent};
use crate::params::{LONGEST, MOST, ORDERS};
use crate::problem::Problem;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use rapporteur_record::Record;
use rapporteur_store::{
    ActorRow, Brief, ChangeRow, DemandRow, EventRow, FigureRow, Hit, MeetingRow, Page, PairRow, PlaceRow, QuoteRow,
    ReportRow, TimelineRow,
};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// One page as the description has it.
struct Described {
    path: &'static str,
    /// The name of its operation.
    id: &'static str,
    summary: &'static str,
    takes: Takes,
    /// Whether it is a table, and so has the form of CSV.
    is_table: bool,
    /// The form for other programs that it has.
    other: Option<Form>,
    /// The schema of its `data`.
    data: fn(&mut SchemaGenerator) -> Value,
}

/// What a page's address says beside its form.
enum Takes {
    /// What narrows the rows, and which of them.
    Query,
    /// The number of a report, and which of its words to show.
    Report,
    /// The id of an actor.
    Actor,
    /// Nothing.
    Nothing,
}

const PAGES: [Described; 17] = [
    Described {
        path: "/",
        id: "overview",
        summary: "Where things stand.",
        takes: Takes::Query,
        is_table: false,
        other: None,
        data: of::<Brief>,
    },
    Described {
        path: "/reports",
        id: "reports",
        summary: "Reports, or with `q` those that a search finds.",
        takes: Takes::Query,
        is_table: true,
        other: None,
        data: |generator| json!({ "anyOf": [of::<Page<ReportRow>>(generator), of::<Page<Hit>>(generator)] }),
    },
    Described {
        path: "/reports/{report}",
        id: "report",
        summary: "One report beside its record.",
        takes: Takes::Report,
        is_table: false,
        other: None,
        data: of::<Record>,
    },
    Described {
        path: "/positions",
        id: "positions",
        summary: "Who stands where, on what.",
        takes: Takes::Query,
        is_table: true,
        other: None,
        data: of::<Matrix>,
    },
    Described {
        path: "/changes",
        id: "changes",
        summary: "Positions that changed.",
        takes: Takes::Query,
        is_table: true,
        other: None,
        data: of::<Page<ChangeRow>>,
    },
    Described {
        path: "/timeline",
        id: "timeline",
        summary: "Events and meetings in their order.",
        takes: Takes::Query,
        is_table: true,
        other: None,
        data: of::<Page<TimelineRow>>,
    },
    Described {
        path: "/meetings",
        id: "meetings",
        summary: "Meetings with their lives.",
        takes: Takes::Query,
        is_table: true,
        other: Some(Form::Calendar),
        data: of::<Page<MeetingRow>>,
    },
    Described {
        path: "/quotes",
        id: "quotes",
        summary: "Who said what.",
        takes: Takes::Query,
        is_table: true,
        other: None,
        data: of::<Page<QuoteRow>>,
    },
    Described {
        path: "/events",
        id: "events",
        summary: "Who did what to whom.",
        takes: Takes::Query,
        is_table: true,
        other: None,
        data: of::<Page<EventRow>>,
    },
    Described {
        path: "/figures",
        id: "figures",
        summary: "How many, by whose count.",
        takes: Takes::Query,
        is_table: true,
        other: None,
        data: of::<Page<FigureRow>>,
    },
    Described {
        path: "/demands",
        id: "demands",
        summary: "Demands with their answers.",
        takes: Takes::Query,
        is_table: true,
        other: None,
        data: of::<Page<DemandRow>>,
    },
    Described {
        path: "/dyad",
        id: "dyad",
        summary: "What two parties did to each other: those of two `actor`s, or the busiest pair.",
        takes: Takes::Query,
        is_table: true,
        other: None,
        data: of::<Dyad>,
    },
    Described {
        path: "/network",
        id: "network",
        summary: "Who acts on whom.",
        takes: Takes::Query,
        is_table: true,
        other: Some(Form::Gexf),
        data: of::<Page<PairRow>>,
    },
    Described {
        path: "/map",
        id: "map",
        summary: "Where it happened.",
        takes: Takes::Query,
        is_table: true,
        other: Some(Form::Geojson),
        data: of::<Page<PlaceRow>>,
    },
    Described {
        path: "/actors",
        id: "actors",
        summary: "Who is spoken of.",
        takes: Takes::Query,
        is_table: true,
        other: None,
        data: of::<Page<ActorRow>>,
    },
    Described {
        path: "/actors/{actor}",
        id: "actor",
        summary: "One actor and its latest.",
        takes: Takes::Actor,
        is_table: false,
        other: None,
        data: of::<OneActor>,
    },
    Described {
        path: "/read",
        id: "box",
        summary: "The box to paste a report into.",
        takes: Takes::Nothing,
        is_table: false,
        other: None,
        data: |_| {
            json!({
                "type": "object",
                "required": ["reads", "largest"],
                "properties": {
                    "reads": { "type": "boolean", "description": "Whether there is a model to read with." },
                    "largest": { "type": "integer", "description": "Most bytes of a body." },
                },
            })
        },
    },
];

/// The description as an answer.
pub async fn serve(State(app): State<Arc<App>>) -> Response {
    json_answer(StatusCode::OK, "application/json", &document(app.settings.token.is_some()))
}

/// The description; `asks_token` says whether a token is needed.
pub fn document(asks_token: bool) -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut generator = settings.with(|own| own.definitions_path = "/components/schemas".into()).into_generator();
    let mut paths = Map::new();
    for page in &PAGES {
        paths.insert(page.path.into(), json!({ "get": page.operation(&mut generator) }));
    }
    paths["/read"]["post"] = read(&mut generator);
    paths.insert("/openapi.json".into(), json!({ "get": own() }));
    let problem = of::<Problem>(&mut generator);
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Rapporteur",
            "version": rapporteur::VERSION,
            "summary": "What was said, by whom, where it says so, what changed, what is next.",
            "description": "Each page is also data at its own address: ask with `format=json` or `format=csv` (some also `ics`, \
                            `geojson`, `gexf`), or with an `Accept` header. Errors are RFC 9457 problems. Offsets count code points.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "schemas": generator.take_definitions(true),
            "responses": responses(&problem),
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" } },
        },
    });
    if asks_token {
        document["security"] = json!([{ "bearer": [] }]);
    }
    document
}

/// The schema of a type, or where it stands among the components.
fn of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Value {
    Schema::into(generator.subschema_for::<T>())
}

impl Described {
    fn operation(&self, generator: &mut SchemaGenerator) -> Value {
        let data = (self.data)(generator);
        let mut content = json!({
            "application/json": { "schema": answer(&data) },
            "text/html": { "schema": { "type": "string" } },
        });
        if self.is_table {
            content["text/csv"] = json!({ "schema": { "type": "string" } });
        }
        if let Some(form) = self.other {
            let kind = if form == Form::Geojson { "object" } else { "string" };
            content[form.media()] = json!({ "schema": { "type": kind } });
        }
        let mut answers = json!({ "200": { "description": self.summary, "content": content, "headers": headers() } });
        // An actor that is asked for by its id, or as one of two parties, may not be there.
        let is_item = matches!(self.takes, Takes::Report | Takes::Actor) || self.path == "/dyad";
        let failures = [400, 401, 403, 406, 500, 503, 504].into_iter().chain(is_item.then_some(404));
        refer(&mut answers, failures);
        let mut parameters = self.takes.parameters();
        let csv = self.is_table.then_some("csv");
        let forms: Vec<&str> = ["html", "json"].into_iter().chain(csv).chain(self.other.map(Form::as_str)).collect();
        parameters.push(parameter(
            "format",
            "The form of the answer; without it, as `Accept` says.",
            json!({ "enum": forms }),
        ));
        json!({
            "operationId": self.id,
            "summary": self.summary,
            "parameters": parameters,
            "responses": answers,
        })
    }
}

/// What surrounds an answer's data.
fn answer(data: &Value) -> Value {
    json!({
        "type": "object",
        "required": ["about", "data"],
        "properties": {
            "about": {
                "type": "object",
                "required": ["title", "rows", "total", "schema", "citation"],
                "properties": {
                    "title": { "type": "string" },
                    "rows": { "type": ["integer", "null"], "description": "Rows given here, of a table." },
                    "total": { "type": ["integer", "null"], "description": "Rows that match, on all pages." },
                    "schema": { "type": "string", "description": "Where the answer is described." },
                    "citation": { "type": "string", "description": "How to cite it." },
                },
            },
            "data": data,
        },
    })
}

fn headers() -> Value {
    json!({
        "ETag": { "description": "Changes with the content; send it as `If-None-Match`.", "schema": { "type": "string" } },
        "X-Rows": { "description": "Of files: rows, entries, points or edges given here.", "schema": { "type": "integer" } },
        "X-Total": { "description": "Of files: rows that match, on all pages.", "schema": { "type": "integer" } },
        "X-Citation": { "description": "Of files: how to cite it.", "schema": { "type": "string" } },
    })
}

/// What has no controls in it.
const PLAIN: &str = r"^[^\u0000-\u001F\u007F-\u009F]*$";

/// Words without controls, so long at most.
fn words() -> Value {
    json!({ "type": "string", "maxLength": LONGEST, "pattern": PLAIN })
}

/// Several values under one name; so many that the address stays in bounds.
fn several(items: &Value) -> Value {
    json!({ "type": "array", "maxItems": 8, "items": items })
}

/// A parameter that may be left out or be empty, as a form sends it whose field was not filled in.
fn parameter(name: &str, description: &str, schema: Value) -> Value {
    json!({ "name": name, "in": "query", "description": description, "allowEmptyValue": true, "schema": schema })
}

impl Takes {
    fn parameters(&self) -> Vec<Value> {
        match self {
            Takes::Query => query(),
            Takes::Nothing => Vec::new(),
            Takes::Report => vec![
                inside(
                    "report",
                    "Number of the report in the store, or its id.",
                    json!({ "type": "string", "minLength": 1 }),
                ),
                parameter(
                    "mark",
                    "Code points to show: START-END.",
                    json!({ "type": "string", "pattern": "^[0-9]+-[0-9]+$" }),
                ),
            ],
            Takes::Actor => {
                let id = json!({ "type": "string", "pattern": r"^[0-9]{1,9}\.[0-9]{1,4}$" });
                vec![inside("actor", "Id of the actor, as the rows have it.", id)]
            }
        }
    }
}

/// A parameter in the path.
fn inside(name: &str, description: &str, schema: Value) -> Value {
    json!({ "name": name, "in": "path", "required": true, "description": description, "schema": schema })
}

/// What narrows rows and says which of them: the fields of the store's query.
fn query() -> Vec<Value> {
    let day = json!({ "type": "string", "anyOf": [
        { "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" },
        { "pattern": "^[1-9][0-9]{3}-(0[1-9]|1[0-2])$" },
        { "pattern": "^[1-9][0-9]{3}$" },
        { "pattern": "^$" },
    ] });
    let country = json!({ "type": "string", "pattern": "^([A-Za-z]{3})?$" });
    let orders: Vec<&str> = ORDERS.iter().map(|(name, _)| *name).collect();
    let named: [(&str, &str, Value); 17] = [
        ("q", "Words to search for in reports and passages.", words()),
        ("actor", "Names or ids of actors, all of which take part.", several(&words())),
        ("country", "ISO 3166-1 alpha-3 codes of states, all of which take part.", several(&country)),
        ("issue", "Words of an issue, all of them, or of the passage.", words()),
        ("act", "Acts of statements, any of them: `demand`.", several(&words())),
        ("type", "Types of events, statuses of meetings, stances, units; any of them.", several(&words())),
        ("place", "Usual name of a place, whole.", words()),
        ("publisher", "Publisher, whole.", words()),
        ("since", "First day; a month or a year will do.", day.clone()),
        ("until", "Last day.", day.clone()),
        ("month", "Month within which it lies whole.", day.clone()),
        ("clock", "Which clock the days are read by.", json!({ "enum": ["happened", "reported"] })),
        ("as_of", "What was known on the evening of this day.", day),
        ("fresh", "Whether to leave out what was told again.", json!({ "enum": ["0", "1"] })),
        ("order", "In which order.", json!({ "enum": orders })),
        ("size", "Rows of a page.", json!({ "type": "integer", "minimum": 1, "maximum": MOST })),
        ("page", "Which page, from 1.", json!({ "type": "integer", "minimum": 1, "maximum": 1_000_000 })),
    ];
    named.into_iter().map(|(name, description, schema)| parameter(name, description, schema)).collect()
}

/// Reading a report that is sent.
fn read(generator: &mut SchemaGenerator) -> Value {
    let record = of::<Record>(generator);
    let sent = of::<Sent>(generator);
    let line = json!({ "type": "string", "pattern": PLAIN });
    let form = json!({ "type": "object", "additionalProperties": false, "properties": {
        "text": { "type": "string" }, "title": line, "date": line, "publisher": line, "url": line,
        "keep": { "enum": ["", "0", "1"] },
    } });
    let mut answers = json!({
        "200": { "description": "The report beside its record.", "content": {
            "application/json": { "schema": answer(&record) },
            "text/html": { "schema": { "type": "string" } },
        } },
        "201": { "description": "It was read and kept.",
            "headers": { "Location": { "schema": { "type": "string" }, "description": "Its page." } },
            "content": { "application/json": { "schema": {
                "type": "object", "required": ["report"], "properties": { "report": { "type": "integer" } },
            } } },
        },
        "303": { "description": "It was read and kept; to who asked for a page.",
            "headers": { "Location": { "schema": { "type": "string" }, "description": "Its page." } },
        },
    });
    refer(&mut answers, [400, 401, 403, 406, 413, 415, 422, 500, 503, 504].into_iter());
    json!({
        "operationId": "read",
        "summary": "Reads a report, given by its text or by its address on the public internet.",
        "parameters": [parameter("format", "The form of the answer; without it, as `Accept` says.", json!({ "enum": ["html", "json"] }))],
        "requestBody": { "required": true, "content": {
            "application/json": { "schema": sent },
            "application/x-www-form-urlencoded": { "schema": form },
            "text/plain": { "schema": { "type": "string" } },
        } },
        "responses": answers,
    })
}

/// This document itself.
fn own() -> Value {
    let mut answers = json!({ "200": { "description": "This description.", "content": {
        "application/json": { "schema": { "type": "object" } },
    } } });
    refer(&mut answers, [400, 401, 403, 504].into_iter());
    json!({ "operationId": "openapi", "summary": "This description.", "responses": answers })
}

/// Problems by their status.
const FAILURES: [(u16, &str); 12] = [
    (400, "The request makes no sense."),
    (401, "A token is needed."),
    (403, "Asked from where it may not be, or for what may not be fetched."),
    (404, "There is nothing here."),
    (405, "The page cannot be asked for in this way."),
    (406, "The page has no such form."),
    (413, "Too much at once."),
    (415, "A body of a kind that is not read."),
    (422, "There is nothing in it to read."),
    (500, "The server failed."),
    (503, "Too busy; come back after `Retry-After` seconds."),
    (504, "It took too long."),
];

fn responses(problem: &Value) -> Value {
    let response = |(status, description): &(u16, &str)| {
        let content = json!({
            "application/problem+json": { "schema": problem },
            "text/html": { "schema": { "type": "string" } },
        });
        (format!("Problem{status}"), json!({ "description": description, "content": content }))
    };
    FAILURES.iter().map(response).collect::<Map<_, _>>().into()
}

fn refer(answers: &mut Value, failures: impl Iterator<Item = u16>) {
    for status in failures {
        answers[status.to_string()] = json!({ "$ref": format!("#/components/responses/Problem{status}") });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::NAMES;

    #[test]
    fn every_parameter_is_described() {
        let operation = &document(false)["paths"]["/quotes"]["get"];
        let parameters = operation["parameters"].as_array().expect("parameters");
        let described: Vec<&str> = parameters.iter().filter_map(|parameter| parameter["name"].as_str()).collect();
        assert_eq!(described, NAMES);
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let document = document(true);
        let mut open = vec![&document];
        let mut count = 0;
        while let Some(value) = open.pop() {
            if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
                let pointer = reference.strip_prefix('#').expect("it leads to this document");
                assert!(document.pointer(pointer).is_some(), "{reference}");
                count += 1;
            }
            match value {
                Value::Object(fields) => open.extend(fields.values()),
                Value::Array(items) => open.extend(items),
                _ => {}
            }
        }
        assert!(count > 50);
    }
}
