//! One request as a page sees it: who asks, for what, in which form.

use crate::answer::{self, View, Wants};
use crate::app::App;
use crate::frame::At;
use crate::params::Params;
use crate::problem::Problem;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;
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
}

impl FromRequestParts<Arc<App>> for Ask {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        let wants = Wants::of(&parts.uri, &parts.headers);
        Ok(Ask { app: app.clone(), params: Params::parse(&wants.query), wants })
    }
}

impl Ask {
    /// Answers with a view that the store gives.
    pub async fn view<V: View>(
        self,
        make: impl FnOnce(&Store, &Params) -> Result<V, Problem> + Send + 'static,
    ) -> Response {
        let Ask { app, wants, params } = self;
        let told = wants.clone();
        let answered = match params {
            Err(problem) => Err(problem),
            Ok(params) => {
                let work = move |store: &Store| {
                    let view = make(store, &params)?;
                    answer::answer(&At { wants: &wants, params: &params }, &view)
                };
                app.pool.with(work).await.and_then(|answered| answered)
            }
        };
        answered.unwrap_or_else(|problem| answer::problem(&told, &problem))
    }

    /// Answers that something went wrong.
    pub fn refuse(&self, problem: Problem) -> Response {
        answer::problem(&self.wants, &problem)
    }
}
