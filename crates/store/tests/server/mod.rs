//! A PostgreSQL server of the test's own: a temporary folder, a free port, an ordinary user.

use std::io::Read;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A running server, stopped and removed when dropped.
pub struct Server {
    process: Child,
    folder: PathBuf,
    port: u16,
}

/// Where Debian and others put the server's programs.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut found: Vec<PathBuf> = versions.flatten().map(|version| version.path().join("bin")).collect();
    found.retain(|bin| bin.join("initdb").exists() && bin.join("postgres").exists());
    found.sort();
    found.pop()
}

impl Server {
    /// Starts one with settings (`ssl=on`) that may name files which `prepare` puts into its folder; none, with a word
    /// on why, where the programs are missing.
    pub fn start(name: &str, prepare: impl Fn(&Path) -> Vec<String>) -> Option<Server> {
        let Some(bin) = programs() else {
            eprintln!("skipped: there is no PostgreSQL server in /usr/lib/postgresql");
            return None;
        };
        let folder = std::env::temp_dir().join(format!("rapporteur-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a temporary folder can be made");
        let settings = prepare(&folder);
        if is_root() {
            let status = Command::new("chown").args(["-R", "nobody"]).arg(&folder).status().expect("chown is there");
            assert!(status.success());
        }
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
        let data = folder.join("data");
        let made = as_user(&bin.join("initdb"))
            .args(["--auth=trust", "--username=rapporteur", "--encoding=UTF8", "--locale=C", "--no-sync", "-D"])
            .arg(&data)
            .output()
            .expect("initdb runs");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let process = as_user(&bin.join("postgres"))
            .args(["-h", "127.0.0.1", "-p", &port.to_string(), "-k"])
            .arg(&folder)
            .arg("-D")
            .arg(&data)
            .args(settings.iter().flat_map(|setting| ["-c", setting]))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("postgres runs");
        let server = Server { process, folder, port };
        Some(server.wait())
    }

    /// The address of a database of the server, made empty.
    pub fn database(&self, name: &str) -> String {
        let mut client = postgres::Client::connect(&self.url("postgres"), postgres::NoTls).expect("the server answers");
        client.batch_execute(&format!("CREATE DATABASE {name}")).expect("a database can be made");
        self.url(name)
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://rapporteur@127.0.0.1:{}/{database}", self.port)
    }

    fn wait(mut self) -> Server {
        for _ in 0..200 {
            if postgres::Client::connect(&self.url("postgres"), postgres::NoTls).is_ok() {
                return self;
            }
            if self.process.try_wait().expect("a child can be looked at").is_some() {
                let mut words = String::new();
                let errors = self.process.stderr.take().expect("was piped");
                errors.take(4000).read_to_string(&mut words).expect("words");
                panic!("the server ended: {words}");
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("the server did not answer within 20 seconds");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGQUIT ends the server's own processes at once; SIGKILL would leave them behind.
        let stopped = Command::new("kill").args(["-QUIT", &self.process.id().to_string()]).status();
        if stopped.is_ok() {
            let _ = self.process.wait();
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().map(|out| out.stdout).unwrap_or_default();
    id.trim_ascii() == b"0"
}

/// PostgreSQL does not run as root: `nobody` runs it then.
fn as_user(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"]).arg(program);
    command
}
