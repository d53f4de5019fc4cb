//! A PostgreSQL server behind TLS, with a certificate of its own.

#[path = "../../store/tests/server/mod.rs"]
mod server;

use server::Server;
use std::path::Path;
use std::process::{Command, Output};

/// Makes a certificate for `localhost` that signs itself; gives the server's settings for it.
fn certify(folder: &Path) -> Vec<String> {
    let (key, certificate) = (folder.join("key.pem"), folder.join("certificate.pem"));
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"])
        .args([
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost",
            "-addext",
            "basicConstraints=critical,CA:FALSE",
            "-keyout",
        ])
        .arg(&key)
        .arg("-out")
        .arg(&certificate)
        .output()
        .expect("openssl was found before");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let setting = |name: &str, path: &Path| format!("{name}={}", path.display());
    vec!["ssl=on".into(), setting("ssl_key_file", &key), setting("ssl_cert_file", &certificate)]
}

fn check(address: &str, trusted: Option<&Path>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.args(["store", "check", "--store", address]);
    match trusted {
        Some(file) => command.env("SSL_CERT_FILE", file),
        None => command.env_remove("SSL_CERT_FILE"),
    };
    command.output().expect("the program runs")
}

#[test]
fn a_certificate_is_asked_for_and_checked() {
    if Command::new("openssl").arg("version").output().is_err() {
        eprintln!("skipped: there is no openssl to make a certificate with");
        return;
    }
    let trusted = Path::new(env!("CARGO_TARGET_TMPDIR")).join("encrypted.pem");
    let prepare = |folder: &Path| {
        let settings = certify(folder);
        std::fs::copy(folder.join("certificate.pem"), &trusted).expect("a certificate can be copied");
        settings
    };
    let Some(server) = Server::start("encrypted", prepare) else { return };
    let address = server.database("talks").replace("127.0.0.1", "localhost") + "?sslmode=require";
    let known = check(&address, Some(&trusted));
    assert!(known.status.success(), "{}", String::from_utf8_lossy(&known.stderr));
    let unknown = check(&address, None);
    let said = String::from_utf8_lossy(&unknown.stderr);
    assert!(!unknown.status.success() && said.contains("SSL_CERT_FILE"), "{said}");
}
