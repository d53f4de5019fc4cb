//! A page fetched from the public internet, and from nowhere else.
//!
//! In: an address that somebody typed. Out: its bytes and final address. Every name is resolved by [`Guard`], which hands
//! on only public addresses, and the connection is made to those very addresses, so that a name cannot point elsewhere
//! between check and use; a redirect goes through the same gate. A proxy would resolve names out of our sight, so none is
//! used. Hosts that the operator names are let through wherever they point.

use crate::address::is_public;
use crate::problem::Problem;
use std::io::Read;
use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;
use ureq::Agent;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

/// Most bytes of a page.
const MAX_PAGE: u64 = 4 << 20;
/// Longest time for a page, redirects included.
const MAX_TIME: Duration = Duration::from_secs(15);
/// Most redirects.
const MAX_HOPS: u32 = 5;

/// Looks a host and port up.
pub type LookUp = Arc<dyn Fn(&str, u16) -> std::io::Result<Vec<SocketAddr>> + Send + Sync>;

/// Fetches pages.
#[derive(Clone)]
pub struct Fetcher {
    agent: Agent,
    guard: Guard,
}

/// A page as it came.
#[derive(Debug)]
pub struct Fetched {
    /// Where it was found in the end.
    pub url: String,
    /// Its content type.
    pub kind: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Fetcher {
    /// A fetcher that asks the system for names and also reaches the hosts in `allowed`, wherever they point.
    pub fn new(allowed: Vec<String>) -> Self {
        let look_up = |host: &str, port: u16| Ok((host, port).to_socket_addrs()?.collect());
        Fetcher::with(allowed, Arc::new(look_up))
    }

    /// A fetcher with another way to look names up.
    pub fn with(allowed: Vec<String>, look_up: LookUp) -> Self {
        let allowed = allowed.into_iter().map(|host| host.to_ascii_lowercase()).collect();
        let guard = Guard { allowed, look_up };
        let config = Agent::config_builder()
            .proxy(None)
            .max_redirects(MAX_HOPS)
            .timeout_global(Some(MAX_TIME))
            .http_status_as_error(false)
            .max_redirects_will_error(true)
            .user_agent(concat!("rapporteur/", env!("CARGO_PKG_VERSION")))
            .build();
        Fetcher { agent: Agent::with_parts(config, DefaultConnector::new(), guard.clone()), guard }
    }

    /// Fetches a page.
    ///
    /// # Errors
    /// The address is none that may be fetched, or the page cannot be had; the message says which, and nothing of what
    /// an inner host answered.
    pub fn fetch(&self, url: &str) -> Result<Fetched, Problem> {
        let uri: Uri =
            url.trim().parse().map_err(|_| Problem::bad("That is not an address: it should read https://…"))?;
        self.guard.admit(&uri).map_err(refused)?;
        let mut response = self.agent.get(uri).call().map_err(|error| match error {
            ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
                refused(error.to_string())
            }
            _ => Problem::unreadable("The page cannot be fetched: the host does not answer as a web server should."),
        })?;
        let status = response.status().as_u16();
        if status != 200 {
            return Err(Problem::unreadable(format!(
                "The page cannot be fetched: its host answers with status {status}."
            )));
        }
        let kind = response.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if !["text/html", "application/xhtml+xml", "text/plain"].contains(&kind.as_str()) {
            return Err(Problem::unreadable(
                "The address leads to something that is neither a web page nor plain text.",
            ));
        }
        let url = ureq::ResponseExt::get_uri(&response).to_string();
        let mut bytes = Vec::new();
        let body = response.body_mut().as_reader().take(MAX_PAGE + 1).read_to_end(&mut bytes);
        body.map_err(|_| Problem::unreadable("The page broke off before its end."))?;
        if bytes.len() as u64 > MAX_PAGE {
            return Err(Problem::large("The page is larger than 4 MB."));
        }
        Ok(Fetched { url, kind, bytes })
    }
}

fn refused(reason: String) -> Problem {
    Problem::forbidden(format!(
        "{reason} Only pages of the public internet are fetched, unless the server was started with --allow-fetch HOST."
    ))
}

/// Resolves names to public addresses only.
#[derive(Clone)]
pub struct Guard {
    allowed: Vec<String>,
    look_up: LookUp,
}

impl Guard {
    /// Whether an address may be tried at all, before any name is looked up.
    fn admit(&self, uri: &Uri) -> Result<(String, u16), String> {
        let scheme = uri.scheme_str().unwrap_or_default();
        let default = match scheme {
            "http" => 80,
            "https" => 443,
            _ => return Err("Only http and https addresses are fetched.".into()),
        };
        let host = uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
        let host = host.trim_end_matches('.').to_owned();
        if host.is_empty() {
            return Err("The address names no host.".into());
        }
        if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
            return Err("An address with a user name in it is not fetched.".into());
        }
        let has_port = uri.authority().is_some_and(|authority| !authority.as_str().ends_with(authority.host()));
        let port = if has_port { uri.port_u16() } else { Some(default) }.unwrap_or_default();
        if port == 0 || port != default && !self.is_allowed(&host) {
            return Err("Only the usual ports, 80 and 443, are tried.".into());
        }
        Ok((host, port))
    }

    fn is_allowed(&self, host: &str) -> bool {
        self.allowed.iter().any(|allowed| allowed == host)
    }

    /// The addresses of a host: all of them public, or none.
    fn addresses(&self, uri: &Uri) -> Result<Vec<SocketAddr>, String> {
        let (host, port) = self.admit(uri)?;
        let found = (self.look_up)(&host, port).map_err(|_| "The host's name cannot be resolved.".to_owned())?;
        if self.is_allowed(&host) || found.iter().all(|address| is_public(address.ip())) {
            return Ok(found);
        }
        Err("The address leads into a private network.".into())
    }
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        _config: &ureq::config::Config,
        _timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self
            .addresses(uri)
            .map_err(|reason| ureq::Error::Io(std::io::Error::new(std::io::ErrorKind::PermissionDenied, reason)))?;
        let mut addresses = self.empty();
        for address in found.into_iter().take(16) {
            addresses.push(address);
        }
        match addresses.is_empty() {
            true => Err(ureq::Error::HostNotFound),
            false => Ok(addresses),
        }
    }
}

impl std::fmt::Debug for Guard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Guard").field("allowed", &self.allowed).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A guard for which every name is at one address.
    fn guard(address: &'static str, allowed: &[&str]) -> Guard {
        let look_up = move |host: &str, port: u16| {
            let ip = host.parse().unwrap_or_else(|_| address.parse().expect("an address"));
            Ok(vec![SocketAddr::new(ip, port)])
        };
        Guard { allowed: allowed.iter().map(|host| (*host).to_owned()).collect(), look_up: Arc::new(look_up) }
    }

    fn leads(guard: &Guard, url: &str) -> bool {
        url.parse().is_ok_and(|uri: Uri| guard.addresses(&uri).is_ok())
    }

    #[test]
    fn only_public_addresses_on_usual_ports_are_tried() {
        let public = guard("93.184.216.34", &[]);
        assert!(leads(&public, "https://example.org/report") && leads(&public, "http://example.org:80/"));
        for url in [
            "ftp://example.org/",
            "file:///etc/passwd",
            "gopher://example.org/",
            "http://127.0.0.1/",
            "http://[::1]/",
            "http://[::ffff:10.0.0.1]/",
            "http://169.254.169.254/latest/meta-data/",
            "http://10.1.2.3/",
            "http://0.0.0.0/",
            "http://example.org:22/",
            "http://example.org:6379/",
            "http://user:secret@example.org/",
            "http://example.org@127.0.0.1/",
        ] {
            assert!(!leads(&public, url), "{url}");
        }
    }

    #[test]
    fn a_name_that_points_inside_is_not_followed_unless_it_is_allowed() {
        for inner in ["127.0.0.1", "192.168.1.1", "fd00::1", "100.64.0.1"] {
            assert!(!leads(&guard(inner, &[]), "http://inner.example/"), "{inner}");
            assert!(leads(&guard(inner, &["inner.example"]), "http://INNER.example.:8080/"), "{inner}");
        }
    }
}
