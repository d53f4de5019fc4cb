//! What comes over the wire before it is a request, or instead of one: slow peers, too many, and HTTP that is none.

use crate::made::Server;
use rapporteur_web::{Limits, Settings, serve};
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// A server that is served, until it goes.
struct Served {
    at: SocketAddr,
    _server: Server,
    _runtime: tokio::runtime::Runtime,
}

/// Serves under limits that are short enough to wait for.
fn served() -> Served {
    let limits = Limits {
        time: Duration::from_millis(600),
        headers: Duration::from_millis(400),
        stall: Duration::from_millis(400),
        life: Duration::from_secs(3),
        connections: 24,
        ..Limits::default()
    };
    let server = Server::new(Settings { limits, ..Settings::default() });
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("threads");
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).expect("a free port");
    let at = listener.local_addr().expect("it has an address");
    runtime.spawn(serve(server.app.clone(), listener));
    Served { at, _server: server, _runtime: runtime }
}

impl Served {
    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.at).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a limit");
        stream
    }

    /// What comes back for these bytes until the server closes, or nothing more comes.
    fn say(&self, bytes: impl AsRef<[u8]>) -> String {
        let mut stream = self.connect();
        // The server may close before it has read all.
        let _ = stream.write_all(bytes.as_ref());
        rest(&mut stream)
    }

    fn is_well(&self) {
        let answer = self.say("GET /reports HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer:.60}");
    }
}

/// All that comes until the peer closes; a reset is an end too.
fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        match stream.read(&mut piece) {
            Ok(0) => break,
            Ok(read) => bytes.extend_from_slice(&piece[..read]),
            Err(error) if error.kind() == ErrorKind::ConnectionReset => break,
            Err(error) => panic!("the server keeps the connection open: {error}"),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn what_is_no_http_gets_an_error_or_nothing() {
    let served = served();
    let many = format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "X-A: b\r\n".repeat(200));
    let long = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX-A: {}\r\n\r\n", "b".repeat(200_000));
    let address = format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(200_000));
    let cases: [(&str, &str); 21] = [
        ("nothing of HTTP", "hello\r\n\r\n"),
        ("zeros", "\0\0\0\0\r\n\r\n"),
        ("TLS", "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}"),
        ("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        ("a version of its own", "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n"),
        ("no version", "GET /\r\n\r\n"),
        ("a zero in a header", "GET / HTTP/1.1\r\nHost: localhost\r\nX-A: a\0b\r\n\r\n"),
        ("a header without a name", "GET / HTTP/1.1\r\nHost: localhost\r\n: b\r\n\r\n"),
        ("a header that goes on in the next line", "GET / HTTP/1.1\r\nHost: localhost\r\nX-A: a\r\n b\r\n\r\n"),
        ("a blank before the colon", "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n"),
        ("two lengths", "POST /read HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
        ("a length below zero", "POST /read HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n"),
        ("a length of words", "POST /read HTTP/1.1\r\nHost: localhost\r\nContent-Length: all\r\n\r\n"),
        (
            "a length beyond numbers",
            "POST /read HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n",
        ),
        ("an unknown coding", "POST /read HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: evil\r\n\r\n"),
        (
            "a chunk without size",
            "POST /read HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
        ),
        (
            "a chunk beyond numbers",
            "POST /read HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
        ),
        ("no host", "GET / HTTP/1.1\r\n\r\n"),
        ("200 headers", &many),
        ("a header of 200 kB", &long),
        ("an address of 200 kB", &address),
    ];
    for (what, bytes) in cases {
        let answer = served.say(bytes);
        let refused = answer.is_empty() || answer.starts_with("HTTP/1.1 4") || answer.starts_with("HTTP/1.0 4");
        assert!(refused, "{what}: {answer:.80}");
        assert!(!answer.contains(".rs") && !answer.contains("panicked"), "{what}");
    }
    served.is_well();
}

#[test]
fn a_request_hidden_in_another_is_not_answered() {
    let served = served();
    let hidden = "GET /reports?format=csv HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let both = format!(
        "POST /read HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\
         Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n{hidden}",
        hidden.len() + 5
    );
    assert!(!served.say(both).contains("text/csv"), "length and chunks");
    let absolute =
        "GET http://localhost/reports?format=csv HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
    assert!(served.say(absolute).starts_with("HTTP/1.1 403"), "our name in the address, another's in the header");
}

#[test]
fn who_drips_headers_is_cut_off() {
    let served = served();
    let mut stream = served.connect();
    let begun = Instant::now();
    for byte in b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" {
        if stream.write_all(&[*byte]).is_err() {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let answer = rest(&mut stream);
    assert!(!answer.contains("200 OK"), "{answer}");
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

#[test]
fn who_says_nothing_is_cut_off_before_and_after_a_request() {
    let served = served();
    let begun = Instant::now();
    assert_eq!(rest(&mut served.connect()), "");
    let answer = served.say("GET /assets/none HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
}

#[test]
fn a_body_that_never_comes_is_not_waited_for() {
    let served = served();
    let head = "POST /read HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\nTal";
    let answer = served.say(head);
    assert!(answer.starts_with("HTTP/1.1 504"), "{answer:.80}");
}

#[test]
fn more_bodies_than_there_is_room_for_are_sent_away() {
    let served = served();
    let head = "POST /read HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\nTal";
    let mut streams: Vec<TcpStream> = (0..22).map(|_| served.connect()).collect();
    for stream in &mut streams {
        stream.write_all(head.as_bytes()).expect("it is read");
    }
    let statuses: Vec<String> = streams.iter_mut().map(|stream| rest(stream)[9..12].to_owned()).collect();
    let count = |status: &str| statuses.iter().filter(|own| *own == status).count();
    assert_eq!((count("504"), count("503")), (16, 6), "some wait in vain, the others are told to come back");
    served.is_well();
}

#[test]
fn more_connections_than_there_is_room_for_wait_until_others_are_cut_off() {
    let served = served();
    let idle: Vec<TcpStream> = (0..60).map(|_| served.connect()).collect();
    served.is_well();
    drop(idle);
}

#[test]
fn who_asks_much_and_takes_nothing_is_let_go() {
    let served = served();
    let mut stream = served.connect();
    // Far more answers than the system's buffers hold.
    let asked = "GET /reports/1?format=json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(400);
    let _ = stream.write_all(asked.as_bytes());
    std::thread::sleep(Duration::from_secs(4));
    stream.set_write_timeout(Some(Duration::from_millis(500))).expect("a limit");
    let alive = (0..50).all(|_| stream.write_all(asked.as_bytes()).is_ok());
    assert!(!alive, "the connection is still there");
    served.is_well();
}
