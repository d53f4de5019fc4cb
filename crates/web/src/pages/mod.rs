//! The pages, one file each, and the routes that lead to them.

mod listing;
mod overview;
mod reading;
mod reports;

use crate::answer::{Wants, problem};
use crate::app::App;
use crate::ask::Ask;
use crate::problem::Problem;
use crate::{assets, guard};
use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request};
use axum::middleware;
use axum::response::Response;
use axum::routing::get;
use std::sync::Arc;
use tower_http::compression::CompressionLayer;

/// Every page over a store, behind the guard.
pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/", get(|ask: Ask| ask.view(overview::view)))
        .route("/reports", get(|ask: Ask| ask.view(reports::view)))
        .route("/reports/{report}", get(report))
        .route("/assets/{name}", get(asset))
        .fallback(missing)
        .method_not_allowed_fallback(method)
        .layer(middleware::from_fn_with_state(app.clone(), guard::stand))
        .layer(CompressionLayer::new())
        .with_state(app)
}

async fn report(ask: Ask, name: Result<Path<String>, PathRejection>) -> Response {
    match name {
        Ok(Path(name)) => ask.view(move |store, _| reading::view(store, &name)).await,
        Err(_) => ask.refuse(Problem::missing("There is no such report.")),
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
