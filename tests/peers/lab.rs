//! The lab beside the real servers: the same faults of a delivery, and the same requests to S3, must be
//! answered with the same status and code, but where AWS is known to answer otherwise than the server.

use crate::client::{Answer, send};
use crate::fault::{Fault, Form, LOCALSTACK, RADOSGW};
use crate::signer::{ACCESS_KEY, BUCKET, GET, HOST, Request, SECRET};
use crate::stage::Stage;
use crate::support::scratch;
use crate::world::{VIEWER, World, delivered};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A lab with the object of the tests; it ends when it is dropped.
#[derive(Debug)]
pub(crate) struct Lab {
    child: Child,
    edge: String,
    s3: String,
    files: PathBuf,
}

impl Lab {
    /// The lab of a configuration.
    pub(crate) fn start(config: &Path, folder: &Path) -> Self {
        let files = folder.join("files");
        std::fs::create_dir_all(files.join("reports")).unwrap();
        std::fs::write(files.join("reports/2026 a+b~ü.pdf"), CONTENT).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_siglint"))
            .args([
                "lab",
                "-q",
                "--credentials",
                "--port",
                "0",
                "--s3-port",
                "0",
                "-c",
            ])
            .arg(config)
            .arg("--bucket")
            .arg(format!("{BUCKET}={}", files.display()))
            .env_clear()
            .env("AWS_ACCESS_KEY_ID", ACCESS_KEY)
            .env("AWS_SECRET_ACCESS_KEY", SECRET)
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut address = |name: &str| loop {
            let line = lines.next().expect("the lab tells where it is").unwrap();
            if let Some(rest) = line.strip_prefix(name) {
                let word = rest.split_whitespace().next().unwrap_or_default();
                break word.replace("http://", "");
            }
        };
        Self {
            edge: address("edge"),
            s3: address("S3"),
            child,
            files,
        }
    }

    /// Asks the edge for a URL of S3's, under the viewer's name.
    pub(crate) fn fetch(&self, url: &str) -> Answer {
        send(&self.edge, "GET", target(url), &[("Host", VIEWER)])
    }

    /// Puts an object into the bucket.
    pub(crate) fn put(&self, path: &str, content: &str) {
        let file = self.files.join(path.trim_start_matches('/'));
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, content).unwrap();
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What `World::furnish` puts there.
const CONTENT: &str = "%PDF-1.7 of the test\n";

fn target(url: &str) -> &str {
    let start = url.find("://").map_or(0, |at| at + 3);
    let path = url[start..].find('/').map_or(url.len(), |at| start + at);
    &url[path..]
}

/// A fault, a server (or all), and what the lab answers.
type Difference = (&'static str, &'static str, Option<(u16, &'static str)>);

/// Where AWS answers otherwise than the server, or nginx is not CloudFront: the fault, the server, and
/// what the lab answers, or nothing where there is nothing to compare.
const AWS_DIFFERS: [Difference; 7] = [
    // The configuration is not what nginx does.
    ("works, and the configuration is another", "", None),
    // The Region takes no SigV2, and says so before it looks at anything else.
    ("SigV2, expired", "", Some((400, "InvalidRequest"))),
    ("SigV2 with x-amz-cf-id", "", Some((400, "InvalidRequest"))),
    // The gateway's refusals of these have another code.
    ("signed twice", RADOSGW, Some((400, "InvalidArgument"))),
    (
        "parameter missing",
        RADOSGW,
        Some((400, "AuthorizationQueryParametersError")),
    ),
    // The lab runs no functions.
    ("path rewritten", "", None),
    // nginx has the page itself; CloudFront has to ask the bucket, which gives it to nobody.
    (
        "error masked by a page",
        "",
        Some((403, "SignatureDoesNotMatch")),
    ),
];

/// Whether a fault is played at the lab, too: where the configuration tells it.
pub(crate) fn takes_part(fault: &Fault, server: &str) -> bool {
    let mut expected = fault.expected.iter();
    expected.any(|(on, form, _)| *on == server && *form == Form::Deployed)
}

/// Plays a fault before a server and at the lab.
pub(crate) fn play(world: &World, fault: &Fault, server: &str) -> Result<(), String> {
    let named =
        |(name, on, _): &&(&str, &str, _)| *name == fault.name && (on.is_empty() || *on == server);
    let differs = AWS_DIFFERS.iter().find(named).map(|(_, _, said)| *said);
    if differs == Some(None) {
        return Ok(());
    }
    world.furnish(server)?;
    let folder = scratch(&format!("peers/lab/{server}/{}", fault.name));
    let lab = Lab::start(&fault.configuration(&folder), &folder);
    let stage = Stage::beside(world, fault, server, &folder, &lab);
    (fault.before)(&stage)?;
    let url = stage.url();
    let port = world.port(&format!("{server}/{}", fault.edge))?;
    let theirs = world.curl(&delivered(url), port, &[])?;
    let expected = match differs.flatten() {
        Some((status, code)) => (status, code.to_owned()),
        None => (theirs.status, element(&theirs.text)),
    };
    same(expected, &lab.fetch(url), &theirs.text)
}

fn same(expected: (u16, String), ours: &Answer, theirs: &str) -> Result<(), String> {
    match ours.said() == expected {
        true => Ok(()),
        false => Err(format!(
            "expected {expected:?}, and the lab says {:?}\n{}\ntheirs:\n{theirs}",
            ours.said(),
            ours.text()
        )),
    }
}

/// The code in an error's body.
fn element(text: &str) -> String {
    let rest = text.split_once("<Code>").map_or("", |(_, rest)| rest);
    rest.split_once("</Code>")
        .map_or("", |(code, _)| code)
        .to_owned()
}

/// A request to S3, and the servers that answer it as AWS does.
type Case = (
    &'static str,
    &'static [&'static str],
    Request,
    &'static [&'static str],
);

/// S3 passes over it.
const AHEAD: &str = "If-Modified-Since: Mon, 01 Jan 2035 00:00:00 GMT";

const BOTH: &[&str] = &[LOCALSTACK, RADOSGW];

/// What S3 itself is asked: a name, the servers to compare with, what is signed, and headers.
#[expect(clippy::too_many_lines, reason = "a table")]
fn cases() -> Vec<Case> {
    let other = Request {
        path: "/nothing.pdf",
        ..GET
    };
    let head = Request {
        method: "HEAD",
        ..GET
    };
    vec![
        ("a download", BOTH, GET, &[]),
        ("a part", BOTH, GET, &["Range: bytes=2-5"]),
        ("the end", BOTH, GET, &["Range: bytes=-5"]),
        ("beyond the end", BOTH, GET, &["Range: bytes=4000-"]),
        ("another version", BOTH, GET, &["If-Match: \"0123\""]),
        ("not that version", BOTH, GET, &["If-None-Match: \"0123\""]),
        (
            "since long ago",
            BOTH,
            GET,
            &["If-Modified-Since: Mon, 01 Jan 2001 00:00:00 GMT"],
        ),
        (
            "until long ago",
            BOTH,
            GET,
            &["If-Unmodified-Since: Mon, 01 Jan 2001 00:00:00 GMT"],
        ),
        ("no such key", BOTH, other, &[]),
        ("expired", BOTH, Request { ago: 7200, ..GET }, &[]),
        (
            "another secret",
            BOTH,
            Request {
                secret: "other",
                ..GET
            },
            &[],
        ),
        (
            "another path",
            BOTH,
            Request {
                tampered: Some("/other.pdf"),
                ..GET
            },
            &[],
        ),
        ("signed for HEAD", BOTH, head, &[]),
        (
            "an override",
            BOTH,
            Request {
                query: "response-content-type=text%2Fplain",
                ..GET
            },
            &[],
        ),
        (
            "a header that is not signed",
            &[LOCALSTACK],
            GET,
            &["x-amz-meta-a: b"],
        ),
        ("any version but none", BOTH, GET, &["If-None-Match: *"]),
        (
            "the first part",
            &[LOCALSTACK],
            Request {
                query: "partNumber=1",
                ..GET
            },
            &[],
        ),
        (
            "a version that is none",
            &[LOCALSTACK],
            Request {
                query: "versionId=abc",
                ..GET
            },
            &[],
        ),
        ("changed since a day to come", &[LOCALSTACK], GET, &[AHEAD]),
        (
            "a part of another version",
            BOTH,
            GET,
            &["Range: bytes=0-1", "If-Range: \"0123\""],
        ),
        (
            "the payload's hash",
            BOTH,
            GET,
            &["x-amz-content-sha256: UNSIGNED-PAYLOAD"],
        ),
    ]
}

/// How many there are, for their tests.
pub(crate) fn names() -> Vec<(usize, &'static str, &'static str)> {
    let each = cases().into_iter().enumerate();
    each.flat_map(|(index, (name, servers, ..))| {
        servers.iter().map(move |server| (index, name, *server))
    })
    .collect()
}

/// Asks a server and the lab the same.
pub(crate) fn ask(world: &World, index: usize, server: &str) -> Result<(), String> {
    world.furnish(server)?;
    let (name, _, request, headers) = cases().remove(index);
    let folder = scratch(&format!("peers/lab/s3/{server}/{index}"));
    let lab = Lab::start(&crate::delivery::Delivery::right().write(&folder), &folder);
    let url = request.url();
    let more: Vec<&str> = headers.iter().flat_map(|header| ["-H", *header]).collect();
    let theirs = world.curl(&url, world.port(server)?, &more)?;
    let split = headers.iter().filter_map(|header| header.split_once(": "));
    let sent: Vec<(&str, &str)> = [("Host", HOST)].into_iter().chain(split).collect();
    let ours = send(&lab.s3, "GET", target(&url), &sent);
    let expected = (theirs.status, element(&theirs.text));
    same(expected, &ours, &theirs.text).map_err(|message| format!("{name}: {message}"))?;
    let body = theirs
        .text
        .split_once("\r\n\r\n")
        .map_or("", |(_, body)| body);
    match theirs.status < 300 && ours.text() != body {
        true => Err(format!(
            "{name}: another body: {:?}, theirs {body:?}",
            ours.text()
        )),
        false => Ok(()),
    }
}
