//! The socket: connections in, each with limits on how many there are, how long their headers may take, how long their
//! peer may leave an answer lying, and how long they live.

use crate::app::{App, Limits};
use crate::patient::Patient;
use crate::warm;
use axum::Router;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

/// Most bytes of a connection's read buffer, headers included.
const BUFFER: usize = 64 << 10;

/// Serves until the program is asked to stop.
///
/// # Errors
/// The socket cannot be listened on.
pub async fn serve(app: Arc<App>, listener: TcpListener) -> std::io::Result<()> {
    let mut stop = std::pin::pin!(tokio::signal::ctrl_c());
    let router = crate::router(app.clone());
    tokio::select! {
        stopped = &mut stop => stopped,
        () = accept(app.settings.limits, router.clone(), listener) => Ok(()),
        () = warm::keep(app, router) => Ok(()),
    }
}

/// Takes connections in, for ever.
async fn accept(limits: Limits, router: Router, listener: TcpListener) {
    let connections = Arc::new(Semaphore::new(limits.connections));
    let mut http = Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.headers).max_buf_size(BUFFER);
    loop {
        let permit = connections.clone().acquire_owned().await.expect("the semaphore is never closed");
        let Ok((stream, _)) = listener.accept().await else {
            // A peer that is gone, or too many open files: others still want an answer.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let (http, router) = (http.clone(), router.clone());
        tokio::spawn(async move {
            connection(&http, router, stream, limits.stall, limits.life).await;
            drop(permit);
        });
    }
}

/// Answers on a connection until it breaks, which concerns nobody but its peer, or has lived long enough: then what is
/// being answered may end in the same time once more.
async fn connection(http: &Builder, router: Router, stream: TcpStream, stall: Duration, life: Duration) {
    // Answers are written whole: waiting for more to send would only delay them. Without it they are slower, no more.
    let _ = stream.set_nodelay(true);
    let io = TokioIo::new(Patient::new(stream, stall));
    let mut connection = std::pin::pin!(http.serve_connection(io, TowerToHyperService::new(router)));
    if tokio::time::timeout(life, connection.as_mut()).await.is_err() {
        connection.as_mut().graceful_shutdown();
        let _ = tokio::time::timeout(life, connection).await;
    }
}
