//! `rapporteur serve` as people run it: who may come in, and whether it does what its description says.

mod made;
#[path = "made/python.rs"]
mod python;

use made::{folder, rapporteur, records};
use rapporteur_store::Store;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

const TOKEN: &str = "0123456789abcdef0123";

/// A store with the records of the invented negotiation.
fn store(name: &str) -> String {
    let path = folder(name).join("talks.db").display().to_string();
    let records: Vec<_> =
        records().into_iter().map(|record| serde_json::from_value(record).expect("a record")).collect();
    Store::open(&path).expect("a store").add(&records, "2030-01-01T00:00:00Z").expect("added");
    path
}

/// A server that runs until it goes, what it told on starting, and where it is.
struct Serving {
    server: Child,
    told: String,
    at: String,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Serving {
    /// Serves a store on a free port of the loopback.
    fn start(store: &str, token: Option<&str>) -> Serving {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
        command.args(["serve", "--store", store, "--listen", "127.0.0.1:0"]).env_remove("RAPPORTEUR_TOKEN");
        command.envs(token.map(|token| ("RAPPORTEUR_TOKEN", token))).stderr(Stdio::piped());
        let mut server = command.spawn().expect("the command was built for this test");
        let mut lines = BufReader::new(server.stderr.take().expect("it is piped")).lines();
        let mut told = String::new();
        let at = loop {
            let line = lines.next().expect("it says where it listens").expect("it says so in text");
            told += &line;
            if let Some((_, address)) = line.split_once("http://") {
                break address.split('/').next().unwrap_or_default().to_owned();
            }
        };
        // Whatever it says later must find a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Serving { server, told, at }
    }

    /// The answer to a request with these further headers.
    fn get(&self, path: &str, headers: &str) -> String {
        let mut stream = TcpStream::connect(&self.at).expect("it listens");
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{headers}Connection: close\r\n\r\n", self.at);
        stream.write_all(request.as_bytes()).expect("it is read");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it is answered");
        String::from_utf8_lossy(&answer).into_owned()
    }
}

#[test]
fn other_machines_need_a_token() {
    let store = store("serve-token");
    for listen in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0"] {
        let out = rapporteur(&["serve", "--store", &store, "--listen", listen]);
        assert!(!out.status.success(), "{listen}");
        assert!(String::from_utf8_lossy(&out.stderr).contains("RAPPORTEUR_TOKEN"), "{listen}");
    }
    for token in ["", "short", "0123456789abcde", "0123456789abcdef 0123", "0123456789abcdef\r\nX-Evil: 1"] {
        let out = rapporteur(&["serve", "--store", &store, "--listen", "127.0.0.1:0", "--token", token]);
        assert!(!out.status.success(), "{token}");
        assert!(token.is_empty() || !String::from_utf8_lossy(&out.stderr).contains(token), "{token} is told");
    }
}

#[test]
fn the_token_lets_in_and_stands_in_no_log() {
    let serving = Serving::start(&store("serve-let-in"), Some(TOKEN));
    assert!(!serving.told.contains(TOKEN), "{}", serving.told);
    assert!(serving.get("/", "").starts_with("HTTP/1.1 401"));
    assert!(serving.get("/", "Authorization: Bearer wrong\r\n").starts_with("HTTP/1.1 401"));
    assert!(serving.get("/", &format!("Authorization: Bearer {TOKEN}\r\n")).starts_with("HTTP/1.1 200"));
    assert!(serving.get("/", &format!("Cookie: rapporteur={TOKEN}\r\n")).starts_with("HTTP/1.1 200"));
    assert!(serving.get(&format!("/?token={TOKEN}"), "").starts_with("HTTP/1.1 303"));
}

#[test]
fn a_store_that_is_not_there_is_told_of() {
    let missing = folder("serve-missing").join("none.db").display().to_string();
    let out = rapporteur(&["serve", "--store", &missing, "--listen", "127.0.0.1:0"]);
    assert!(!out.status.success() && !Path::new(&missing).exists());
}

/// Schemathesis asks whatever the description allows or forbids and compares the answers with it.
#[test]
fn the_server_does_what_its_description_says() {
    let Some(programs) = python::programs("schemathesis") else { return };
    let serving = Serving::start(&store("serve-described"), None);
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers/schemathesis.toml");
    let mut command = Command::new(programs.join("st"));
    command.arg("--config-file").arg(here).arg("--no-color").arg("run");
    command.arg(format!("http://{}/openapi.json", serving.at)).current_dir(folder("schemathesis-run"));
    let out = command.output().expect("it was just installed");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stdout));
}
