//! The pages, one file each, and the routes that lead to them.

mod actor;
mod actors;
mod calendar;
mod changes;
mod demands;
mod dyad;
mod events;
mod figures;
mod listing;
mod map;
mod matrix;
mod meetings;
mod network;
mod overview;
mod quotes;
mod read;
mod reading;
mod reports;
mod timeline;

pub use actor::OneActor;
pub use dyad::Dyad;
pub use matrix::Matrix;
pub use read::Sent;

use crate::answer::{Wants, problem};
use crate::app::App;
use crate::ask::Ask;
use crate::problem::Problem;
use crate::{assets, guard, openapi};
use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request};
use axum::middleware;
use axum::response::Response;
use axum::routing::get;
use rapporteur_export::Codes;
use std::sync::Arc;
use tower_http::compression::CompressionLayer;

/// Every page over a store, behind the guard.
pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/", get(overview))
        .route("/reports", get(|ask: Ask| ask.view(reports::view)))
        .route("/reports/{report}", get(report))
        .route("/positions", get(|ask: Ask| ask.view(matrix::view)))
        .route("/changes", get(|ask: Ask| ask.view(changes::view)))
        .route("/demands", get(|ask: Ask| ask.view(demands::view)))
        .route("/timeline", get(|ask: Ask| ask.view(timeline::view)))
        .route("/quotes", get(|ask: Ask| ask.view(quotes::view)))
        .route("/events", get(|ask: Ask| ask.view(events::view)))
        .route("/meetings", get(|ask: Ask| ask.view(meetings::view)))
        .route("/figures", get(|ask: Ask| ask.view(figures::view)))
        .route("/dyad", get(|ask: Ask| ask.view(dyad::view)))
        .route("/network", get(|ask: Ask| ask.view(network::view)))
        .route("/map", get(map))
        .route("/actors", get(|ask: Ask| ask.view(actors::view)))
        .route("/actors/{actor}", get(actor))
        .route("/read", get(read::form).post(read::read))
        .route("/openapi.json", get(openapi::serve))
        .route("/assets/{name}", get(asset))
        .fallback(missing)
        .method_not_allowed_fallback(method)
        .layer(middleware::from_fn_with_state(app.clone(), guard::stand))
        .layer(CompressionLayer::new())
        .with_state(app)
}

async fn overview(ask: Ask) -> Response {
    let about = ask.app.settings.about.clone();
    ask.view(move |store, params| overview::view(about, store, params)).await
}

async fn map(ask: Ask) -> Response {
    let app = ask.app.clone();
    ask.view(move |store, params| map::view(&app, store, params)).await
}

async fn report(ask: Ask, name: Result<Path<String>, PathRejection>) -> Response {
    match name {
        Ok(Path(name)) => ask.view(move |store, _| reading::view(store, &name)).await,
        Err(_) => ask.refuse(Problem::missing("There is no such report.")),
    }
}

async fn actor(ask: Ask, id: Result<Path<String>, PathRejection>) -> Response {
    match id {
        Ok(Path(id)) => {
            let app = ask.app.clone();
            ask.view(move |store, _| actor::view(&Codes::new(app.lexicon()), store, &id)).await
        }
        Err(_) => ask.refuse(Problem::missing("There is no such actor.")),
    }
}

async fn asset(request: Request) -> Response {
    assets::serve(request.uri().path()).unwrap_or_else(|| missing_at(&request))
}

async fn missing(request: Request) -> Response {
    missing_at(&request)
}

fn missing_at(request: &Request) -> Response {
    let detail = "There is no page at this address; the overview at / leads to all there are.";
    problem(&Wants::of(request.uri(), request.headers()), &Problem::missing(detail))
}

async fn method(request: Request) -> Response {
    problem(&Wants::of(request.uri(), request.headers()), &Problem::method())
}
