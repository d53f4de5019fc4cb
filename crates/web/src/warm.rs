//! The pages of the navigation, asked for by the server itself, so that whoever opens it finds them made.
//!
//! In: the router. Out: nothing; its answers are in the cache. That is done once the server listens, and again when the
//! store has grown and then been left alone for a while, one page after the other, so that others hardly wait for it.

use crate::app::App;
use crate::frame;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;
use std::sync::Arc;
use std::time::Duration;

/// How often to look whether the store grew; a store that did not grow in between has been left alone.
const PAUSE: Duration = Duration::from_secs(2);

/// Keeps the pages made, for ever.
pub async fn keep(app: Arc<App>, router: Router) {
    let service = TowerToHyperService::new(router);
    let (mut seen, mut made) = (None, None);
    loop {
        let version = app.pool.version().await.ok();
        if version.is_some() && (version == seen || made.is_none()) && version != made {
            for path in frame::paths() {
                // An answer that fails fails for who asks for it too, and is told then.
                let _ = service.call(request(&app, path)).await;
            }
            made = version;
        }
        seen = version;
        tokio::time::sleep(PAUSE).await;
    }
}

fn request(app: &App, path: &str) -> Request<Body> {
    let token = app.settings.token.as_deref().unwrap_or_default();
    let request = Request::get(path).header(header::HOST, "localhost").header(header::ACCEPT, "text/html");
    let request = request.header(header::AUTHORIZATION, format!("Bearer {token}")).body(Body::empty());
    request.expect("tokens are letters and digits, paths our own")
}
