//! What a person may set about the network: time, addresses, certificates.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;
use std::time::Duration;

/// How probes are sent.
#[derive(Debug, Clone)]
pub struct Options {
    /// How long one probe may take, from the name's look-up to the end of the body.
    pub timeout: Duration,
    /// Addresses to use in place of what the names' look-up gives.
    pub resolve: Vec<Resolve>,
    /// Certificates (PEM) to trust besides the system's: name of the file, and its content.
    pub roots: Vec<(String, Vec<u8>)>,
    /// The variable of the environment that names a proxy for the URL's protocol, if one is set.
    pub proxy: Option<String>,
}

/// An address for a host and port: `HOST:PORT:ADDRESS`, as curl takes it, with another port behind
/// the address where the server listens on one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolve {
    /// The host, in lower case.
    pub host: String,
    /// The port in the URL, or the protocol's own.
    pub port: u16,
    /// Where to connect to.
    pub address: SocketAddr,
}

impl FromStr for Resolve {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        const EXPECTED: &str = "expected HOST:PORT:ADDRESS or HOST:PORT:ADDRESS:PORT, such as \
            cdn.example.com:443:127.0.0.1";
        let mut parts = text.splitn(3, ':');
        let (Some(host), Some(port), Some(address)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(EXPECTED.to_owned());
        };
        let port: u16 = port.parse().map_err(|_| EXPECTED)?;
        let bare = address.trim_start_matches('[').trim_end_matches(']');
        let address = match bare.parse::<IpAddr>() {
            Ok(address) => SocketAddr::new(address, port),
            Err(_) => address.parse().map_err(|_| EXPECTED)?,
        };
        match host.is_empty() {
            true => Err(EXPECTED.to_owned()),
            false => Ok(Self {
                host: host.to_ascii_lowercase(),
                port,
                address,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_with_and_without_a_port() {
        let read = |text: &str| text.parse::<Resolve>().map(|one| one.address.to_string());
        for (text, address) in [
            ("Cdn.example.com:443:127.0.0.1", "127.0.0.1:443"),
            ("h:443:127.0.0.1:8443", "127.0.0.1:8443"),
            ("h:80:::1", "[::1]:80"),
            ("h:80:[::1]", "[::1]:80"),
            ("h:80:[::1]:8080", "[::1]:8080"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(address), "{text}");
        }
        for wrong in [
            "",
            "h",
            "h:443",
            "h:x:127.0.0.1",
            "h:443:nowhere",
            ":443:127.0.0.1",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        assert_eq!("Cdn:1:127.0.0.1".parse::<Resolve>().unwrap().host, "cdn");
    }
}
