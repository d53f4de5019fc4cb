//! Addresses that would make the server ask where its owner's network is, and hosts that answer with no good.

use crate::made::{Server, hostile};
use rapporteur_web::{LookUp, Settings};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// How the server refuses an address: without having asked anybody.
const REFUSED: [u16; 2] = [400, 403];

#[test]
fn no_spelling_of_an_inner_address_is_asked() {
    // The system itself looks these up: none of them needs a network.
    let server = Server::new(Settings::default());
    let urls = [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://127.0.1/",
        "http://2130706433/",
        "http://017700000001/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://0x7f.1/",
        "http://00000000177.0.0.1/",
        "http://0/",
        "http://0.0.0.0/",
        "http://127.0.0.1./",
        "http://localhost/",
        "http://LOCALHOST/",
        "http://localhost./",
        "http://10.0.0.1/",
        "http://167772161/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://0xc0a80101/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://2852039166/",
        "http://0xa9fea9fe/",
        "http://0251.0376.0251.0376/",
        "http://198.18.0.1/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://[::]/",
        "http://[::1]/",
        "http://[0:0:0:0:0:0:0:1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[::127.0.0.1]/",
        "http://[::ffff:0:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b::10.0.0.1]/",
        "http://[64:ff9b:1::10.0.0.1]/",
        "http://[2002:7f00:1::]/",
        "http://[2002:a00:1::1]/",
        "http://[2001::7f00:1]/",
        "http://[fe80::1]/",
        "http://[fe80::1%25lo]/",
        "http://[fc00::1]/",
        "http://[fd00:ec2::254]/",
        "http://[fec0::1]/",
        "http://[ff02::1]/",
        "http://[100::1]/",
        "http://[2001:db8::1]/",
        "https://127.0.0.1/",
        "https://[::1]/",
    ];
    for url in urls {
        let refusal = server.app.fetch(url).expect_err(url);
        assert!(REFUSED.contains(&refusal.status), "{url}: {refusal:?}");
    }
}

#[test]
fn nothing_but_web_addresses_on_their_usual_ports_is_asked() {
    let server = Server::over(&[hostile()], Settings::default(), |app| app.resolving(at("93.184.216.34")));
    let urls = [
        "",
        " ",
        "example.org",
        "/etc/passwd",
        "file:///etc/passwd",
        "file://localhost/etc/passwd",
        "ftp://example.org/",
        "gopher://example.org/_GET",
        "dict://example.org/",
        "ldap://example.org/",
        "data:text/html,<script>alert(1)</script>",
        "javascript:alert(1)",
        "jar:http://example.org!/",
        "http:example.org",
        "http:///example.org",
        "http://",
        "http://:80/",
        "http://example.org:0/",
        "http://example.org:22/",
        "http://example.org:443/",
        "https://example.org:80/",
        "http://example.org:6379/",
        "http://example.org:99999/",
        "http://user:secret@example.org/",
        "http://example.org@127.0.0.1/",
        "http://127.0.0.1#@example.org/",
        "http://127.0.0.1\\@example.org/",
        "http://exa mple.org/",
        "http://example.org\r\nHost: inner/",
        "http://example.org/\r\nX-A: b",
        "http://\u{2460}\u{2461}\u{2466}.\u{24ea}.\u{24ea}.\u{2460}/",
        "http://127.0.0.1%2f@example.org/",
        "http://127.0.0.1%00.example.org/",
    ];
    for url in urls {
        let refusal = server.app.fetch(url).expect_err(url);
        assert!(REFUSED.contains(&refusal.status), "{url:?}: {refusal:?}");
    }
}

/// A way to look names up that gives the same addresses for every name; an address stands for itself.
fn at(addresses: &'static str) -> LookUp {
    Arc::new(move |host: &str, port: u16| {
        let parse = |text: &str| SocketAddr::new(text.parse().expect("an address"), port);
        match host.parse() {
            Ok(ip) => Ok(vec![SocketAddr::new(ip, port)]),
            Err(_) => Ok(addresses.split(' ').map(parse).collect()),
        }
    })
}

#[test]
fn a_name_that_points_inside_is_not_asked() {
    let pointing = [
        "127.0.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "::1",
        "fd00::1",
        "::ffff:192.168.0.1",
        "64:ff9b::c0a8:1",
        "0.0.0.0",
        "93.184.216.34 127.0.0.1",
        "127.0.0.1 93.184.216.34",
        "2606:4700::1111 ::1",
    ];
    for addresses in pointing {
        let server = Server::over(&[hostile()], Settings::default(), |app| app.resolving(at(addresses)));
        for url in ["http://news.example/", "https://news.example./a", "http://NEWS.example/"] {
            let refusal = server.app.fetch(url).expect_err(url);
            assert_eq!(refusal.status, 403, "{url} at {addresses}: {refusal:?}");
            assert!(!refusal.detail.contains("127.0.0.1"), "{addresses} is told");
        }
    }
}

/// A web server in this machine that counts who asks, and answers all with the same.
struct Host {
    port: u16,
    asked: Arc<AtomicUsize>,
}

impl Host {
    fn saying(answer: impl Into<Vec<u8>>) -> Host {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("it has an address").port();
        let asked = Arc::new(AtomicUsize::new(0));
        let (count, answer) = (asked.clone(), answer.into());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { continue };
                count.fetch_add(1, Ordering::SeqCst);
                let _ = stream.set_read_timeout(Some(Duration::from_secs(2)));
                let _ = stream.read(&mut [0; 4096]);
                let _ = stream.write_all(&answer);
            }
        });
        Host { port, asked }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

/// A server that may ask `news.example`, which is at the loopback, and nobody else there.
fn letting() -> Server {
    let settings = Settings { inner: vec!["news.example".into()], ..Settings::default() };
    Server::over(&[hostile()], settings, |app| app.resolving(at("127.0.0.1")))
}

fn redirect(to: &str) -> String {
    format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
}

#[test]
fn a_redirect_goes_through_the_same_gate() {
    let server = letting();
    let secret = Host::saying(
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret",
    );
    let port = secret.port;
    let targets = [
        format!("http://127.0.0.1:{port}/"),
        format!("http://localhost:{port}/"),
        format!("http://[::1]:{port}/"),
        format!("http://[::ffff:127.0.0.1]:{port}/"),
        format!("http://2130706433:{port}/"),
        format!("//127.0.0.1:{port}/"),
        format!("http://other.example:{port}/"),
        format!("http://news.example.evil.example:{port}/"),
        format!("http://news.example@127.0.0.1:{port}/"),
        format!("http://user@news.example:{port}/"),
        "http://127.0.0.1/".into(),
        "http://inner.example/".into(),
        "http://169.254.169.254/latest/meta-data/".into(),
        "file:///etc/passwd".into(),
        "ftp://news.example/".into(),
        "gopher://127.0.0.1/_".into(),
    ];
    for target in &targets {
        let host = Host::saying(redirect(target));
        let refusal = server.app.fetch(&format!("http://news.example:{}/", host.port)).expect_err(target);
        assert!([403, 422].contains(&refusal.status), "{target}: {refusal:?}");
        assert!(!refusal.detail.contains("secret"), "{target}");
        // What is no address of the web is taken for a path there.
        assert!((1..=6).contains(&host.asked()), "{target}: the first host is let through by its name");
    }
    assert_eq!(secret.asked(), 0, "somebody reached the inner host");
    let page = server.app.fetch(&format!("http://news.example:{port}/")).expect("it is allowed by its name");
    assert_eq!((page.bytes.as_slice(), secret.asked()), (&b"secret"[..], 1));
}

#[test]
fn a_name_that_changes_its_mind_is_asked_where_it_was_checked() {
    // Public when it is checked, inner afterwards: it is looked up once a connection, and that answer is the one used.
    let times = Arc::new(AtomicUsize::new(0));
    let count = times.clone();
    let look_up: LookUp = Arc::new(move |_, port| {
        let time = count.fetch_add(1, Ordering::SeqCst);
        let ip = if time.is_multiple_of(2) { "127.0.0.1" } else { "93.184.216.34" };
        Ok(vec![SocketAddr::new(ip.parse().expect("an address"), port)])
    });
    let server = Server::over(&[hostile()], Settings::default(), |app| app.resolving(look_up));
    assert_eq!(server.app.fetch("http://news.example/").expect_err("it points inside").status, 403);
    assert_eq!(times.load(Ordering::SeqCst), 1, "it was looked up once");
}

#[test]
fn a_host_that_answers_with_no_good_is_let_be() {
    let server = letting();
    let endless = redirect("/again");
    let typed = |kind: &str, body: &str| {
        format!(
            "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
    };
    let large = typed("text/html", &"x".repeat((4 << 20) + 1));
    let cases: [(&str, String, u16); 12] = [
        ("a redirect without end", endless, 422),
        ("a page over the limit", large, 413),
        ("a program", typed("application/octet-stream", "MZ"), 422),
        ("a drawing", typed("image/svg+xml", "<svg onload=alert(1)>"), 422),
        ("a script", typed("text/javascript", "alert(1)"), 422),
        ("no kind", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx".into(), 422),
        (
            "a page that is not there",
            "HTTP/1.1 404 Not Found\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret".into(),
            422,
        ),
        (
            "a page that needs a name",
            "HTTP/1.1 401 No\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret".into(),
            422,
        ),
        ("no HTTP", "SSH-2.0-OpenSSH_9.2\r\n".into(), 422),
        ("nothing", String::new(), 422),
        ("half an answer", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\nhalf".into(), 422),
        ("headers without end", format!("HTTP/1.1 200 OK\r\n{}\r\n", "X-A: b\r\n".repeat(100_000)), 422),
    ];
    for (what, answer, status) in cases {
        let host = Host::saying(answer);
        let refusal = server.app.fetch(&format!("http://news.example:{}/", host.port)).expect_err(what);
        assert_eq!(refusal.status, status, "{what}: {refusal:?}");
        assert!(!refusal.detail.contains("secret") && !refusal.detail.contains("OpenSSH"), "{what}: {refusal:?}");
        assert!(host.asked() <= 7, "{what}: asked {} times", host.asked());
    }
}
