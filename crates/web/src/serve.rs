//! The socket: connections in, each with a limit on how many there are and how long their headers may take.

use crate::app::App;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// Longest time for a request's headers: whoever drips them is cut off.
const HEADER_TIME: Duration = Duration::from_secs(10);
/// Most bytes of a connection's read buffer, headers included.
const BUFFER: usize = 64 << 10;

/// Serves until the program is asked to stop.
///
/// # Errors
/// The socket cannot be listened on.
pub async fn serve(app: Arc<App>, listener: TcpListener) -> std::io::Result<()> {
    let connections = Arc::new(Semaphore::new(app.settings.limits.connections));
    let router = crate::router(app);
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEADER_TIME).max_buf_size(BUFFER);
    loop {
        let permit = connections.clone().acquire_owned().await.expect("the semaphore is never closed");
        let (stream, _) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                // A peer that is gone, or too many open files: others still want an answer.
                Err(_) => { tokio::time::sleep(Duration::from_millis(50)).await; continue }
            },
            _ = tokio::signal::ctrl_c() => return Ok(()),
        };
        let service = TowerToHyperService::new(router.clone());
        let connection = http.serve_connection(TokioIo::new(stream), service);
        tokio::spawn(async move {
            // A connection that breaks concerns nobody but its peer.
            let _ = connection.await;
            drop(permit);
        });
    }
}
