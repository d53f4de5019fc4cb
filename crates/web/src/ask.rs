//! One request as a page sees it: who asks, for what, in which form.

use crate::answer::{self, Format, View, Wants};
use crate::app::App;
use crate::frame::At;
use crate::other;
use crate::params::Params;
use crate::problem::Problem;
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::Response;
use rapporteur_export::Codes;
use rapporteur_store::Store;
use std::convert::Infallible;
use std::sync::Arc;

/// A request for a page.
pub struct Ask {
    /// What all requests share.
    pub app: Arc<App>,
    /// Which form is wanted.
    pub wants: Wants,
    /// What its query says.
    pub params: Result<Params, Problem>,
    /// Which answer the asker has already: the `If-None-Match` header.
    known: Option<String>,
}

impl FromRequestParts<Arc<App>> for Ask {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        let wants = Wants::of(&parts.uri, &parts.headers);
        let known = parts.headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
        Ok(Ask { app: app.clone(), params: Params::parse(&wants.query), known: known.map(Into::into), wants })
    }
}

impl Ask {
    /// Answers with a view that the store gives.
    pub async fn view<V: View>(
        self,
        make: impl FnOnce(&Store, &Params) -> Result<V, Problem> + Send + 'static,
    ) -> Response {
        let wants = self.wants.clone();
        self.viewed(make).await.unwrap_or_else(|problem| answer::problem(&wants, &problem))
    }

    async fn viewed<V: View>(
        self,
        make: impl FnOnce(&Store, &Params) -> Result<V, Problem> + Send + 'static,
    ) -> Result<Response, Problem> {
        let Ask { app, wants, params, known } = self;
        let params = params?;
        let version = app.pool.version().await?;
        let asked = wants.clone();
        let shared = app.clone();
        let work = move |store: &Store| {
            let view = make(store, &params)?;
            let at = At { wants: &wants, params: &params, codes: Codes::new(shared.lexicon()) };
            match (wants.format, view.other()) {
                (Ok(Format::Other(form)), Some(own)) if form == own.0 => {
                    other::answer(store, shared.lexicon(), &at, &view, own)
                }
                _ => answer::answer(&at, &view),
            }
        };
        let made = async { app.pool.with(work).await.and_then(|answered| answered) };
        app.cache.answer(&asked, version, known.as_deref(), made).await
    }

    /// Answers that something went wrong.
    pub fn refuse(&self, problem: Problem) -> Response {
        answer::problem(&self.wants, &problem)
    }
}
