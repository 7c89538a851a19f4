//! The running servers, as `tests/peers/up` wrote them down, and the object on them.

use crate::signer::{GET, Request};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;

/// The name by which a viewer knows the delivery.
pub(crate) const VIEWER: &str = "d111111abcdef8.cloudfront.net";
/// The names of S3's in the signed Region, for all buckets or behind one's name: all of them lead to
/// the server behind the edge, so that no test asks AWS.
const S3_NAMES: [&str; 6] = [
    "s3.eu-central-1.amazonaws.com",
    "s3.amazonaws.com",
    "s3-eu-central-1.amazonaws.com",
    "s3.dualstack.eu-central-1.amazonaws.com",
    "s3-accelerate.amazonaws.com",
    "s3-accelerate.dualstack.amazonaws.com",
];
const BUCKETS: [&str; 3] = ["", "peer-files.", "other-files."];

/// Where the servers are.
#[derive(Debug)]
pub(crate) struct World {
    folder: PathBuf,
    ports: BTreeMap<String, u16>,
    furnished: Mutex<Vec<String>>,
}

/// What curl got.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Everything from the status line on.
    pub(crate) text: String,
}

impl World {
    /// The servers in `SIGLINT_PEERS`, which must be up.
    pub(crate) fn find() -> Result<Self, String> {
        let folder = std::env::var_os("SIGLINT_PEERS").ok_or(
            "SIGLINT_PEERS does not name the folder of the servers: run tests/peers/up FOLDER, and \
             set it to FOLDER",
        )?;
        let folder = std::path::absolute(folder).map_err(|error| error.to_string())?;
        let list = folder.join("run/ports");
        let list = std::fs::read_to_string(&list)
            .map_err(|error| format!("{}: {error}; run tests/peers/up", list.display()))?;
        let port = |line: &str| {
            let (name, port) = line.split_once(' ')?;
            Some((name.to_owned(), port.parse().ok()?))
        };
        let ports = list.lines().filter_map(port).collect();
        let furnished = Mutex::default();
        Ok(Self {
            folder,
            ports,
            furnished,
        })
    }

    /// The port of a server (`localstack`) or of a fault before it (`localstack/works`).
    pub(crate) fn port(&self, name: &str) -> Result<u16, String> {
        let port = self.ports.get(name).copied();
        port.ok_or_else(|| {
            format!("nothing listens for {name}: is tests/peers/up of this version?")
        })
    }

    /// The arguments that lead siglint to a fault before a server.
    pub(crate) fn directions(&self, server: &str, fault: &str) -> Result<Vec<String>, String> {
        let edge = self.port(&format!("{server}/{fault}"))?;
        let front = self.port(server)?;
        let mut arguments = vec!["--cacert".to_owned(), self.authority()];
        let mut lead = |host: &str, port: u16| {
            arguments.push("--resolve".to_owned());
            arguments.push(format!("{host}:443:127.0.0.1:{port}"));
        };
        lead(VIEWER, edge);
        for name in S3_NAMES {
            for bucket in BUCKETS {
                lead(&format!("{bucket}{name}"), front);
            }
        }
        Ok(arguments)
    }

    /// Makes the bucket on a server and puts the object into it, once.
    pub(crate) fn furnish(&self, server: &str) -> Result<(), String> {
        let mut furnished = self.furnished.lock().expect("no test panics here");
        if furnished.iter().any(|done| done == server) {
            return Ok(());
        }
        // LocalStack wants to be told the Region of the signature, and the gateway does not know it.
        let region = "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
                      <LocationConstraint>eu-central-1</LocationConstraint></CreateBucketConfiguration>";
        self.put(
            server,
            "/",
            if server == "localstack" { region } else { "" },
        )?;
        self.put(server, GET.path, "%PDF-1.7 of the test\n")?;
        furnished.push(server.to_owned());
        Ok(())
    }

    /// Puts a bucket or an object on a server.
    pub(crate) fn put(&self, server: &str, path: &'static str, body: &str) -> Result<(), String> {
        let url = Request {
            method: "PUT",
            path,
            ..GET
        }
        .url();
        let more = ["-X", "PUT", "-H", "Content-Type:", "--data-binary", body];
        let answer = self.curl(&url, self.port(server)?, &more)?;
        match answer.status {
            200 | 409 => Ok(()),
            _ => Err(format!("{server} does not take {path}: {}", answer.text)),
        }
    }

    /// A request to what listens at `port`, whatever the URL's host.
    pub(crate) fn curl(&self, url: &str, port: u16, more: &[&str]) -> Result<Answer, String> {
        let host = url.split('/').nth(2).unwrap_or_default();
        let output = Command::new("curl")
            .args(["-sS", "-i", "--path-as-is", "--max-time", "30", "--cacert"])
            .arg(self.authority())
            .args(["--connect-to", &format!("{host}:443:127.0.0.1:{port}")])
            .args(more)
            .arg(url)
            .output()
            .map_err(|error| format!("curl: {error}"))?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let continued = text.find("\r\n\r\nHTTP/").map_or(0, |end| end + 4);
        let text = text[continued..].to_owned();
        let status = text.get(9..12).and_then(|digits| digits.parse().ok());
        let status = status.ok_or_else(|| String::from_utf8_lossy(&output.stderr).into_owned())?;
        Ok(Answer { status, text })
    }

    fn authority(&self) -> String {
        self.folder.join("tools/tls/ca.pem").display().to_string()
    }
}

/// The URL with the viewer's name in place of S3's.
pub(crate) fn delivered(url: &str) -> String {
    let host = url.split('/').nth(2).unwrap_or_default();
    url.replacen(host, VIEWER, 1)
}
