//! A GET, as plain as it can be: the lab is on this machine.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// No answer of the demo is so long, in bytes.
const LONGEST: u64 = 64 * 1024;

/// What came.
#[derive(Debug)]
pub(super) struct Answer {
    /// All of it, from the status line on.
    pub(super) text: String,
}

impl Answer {
    /// Sends a GET of a URL's path and query to an address, under a host.
    pub(super) fn get(at: SocketAddr, host: &str, url: &str) -> std::io::Result<Self> {
        let behind = url.split_once("://").map_or(url, |(_, rest)| rest);
        let target = behind.find('/').and_then(|start| behind.get(start..));
        let mut stream = TcpStream::connect(at)?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        let target = target.unwrap_or("/");
        let request = format!("GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes())?;
        let mut bytes = Vec::new();
        stream.take(LONGEST).read_to_end(&mut bytes)?;
        Ok(Self {
            text: String::from_utf8_lossy(&bytes).into_owned(),
        })
    }

    /// The status, as `403`.
    pub(super) fn status(&self) -> &str {
        self.text.split(' ').nth(1).unwrap_or_default()
    }

    /// A header; its name is given in lower case, as the lab writes it.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.text.lines().take_while(|line| !line.is_empty());
        let found = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        found.map(str::trim)
    }

    /// The text of an XML element.
    pub(super) fn element(&self, name: &str) -> Option<&str> {
        let (_, rest) = self.text.split_once(&format!("<{name}>"))?;
        rest.split_once("</").map(|(text, _)| text)
    }
}
