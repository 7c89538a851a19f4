//! Sends questions, all at once, and reads no more of an answer than it must.

use super::trouble::trouble;
use super::{Options, Probe, Resolve};
use crate::model::{Element, SignedUrl, Trouble, Unreachable};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// How much of a body is read, in bytes: an error takes a few thousand.
const MOST_BODY: usize = 64 * 1024;

/// How many headers of an answer are read; more end the connection.
const MOST_HEADERS: usize = 128;

/// One question and what came of it.
#[derive(Debug)]
pub struct Fetched {
    /// The question.
    pub probe: Probe,
    /// What came.
    pub outcome: Outcome,
    /// How long it took, both tries included.
    pub elapsed: Duration,
}

/// What came of a question.
#[derive(Debug)]
pub enum Outcome {
    /// An answer as it came, the start of its body.
    Answer {
        /// The HTTP status.
        status: u16,
        /// The headers in their order.
        headers: Vec<Element>,
        /// The first 64 KiB of the body at most.
        body: Vec<u8>,
    },
    /// None.
    Nothing(Unreachable),
}

/// What every question needs to know.
#[derive(Debug, Clone)]
struct Asking {
    client: reqwest::Client,
    timeout: Duration,
    proxy: Option<String>,
}

/// A client with its runtime.
#[derive(Debug)]
pub struct Sender {
    asking: Asking,
    runtime: tokio::runtime::Runtime,
}

impl Sender {
    /// A client for the questions about this URL. It follows no redirect and keeps no cookie;
    /// proxies are the environment's.
    ///
    /// # Errors
    ///
    /// A certificate that cannot be read, in words; or the system gives no sockets.
    pub fn new(options: &Options, url: &SignedUrl) -> Result<Self, String> {
        let mut client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .timeout(options.timeout)
            .http1_max_headers(MOST_HEADERS)
            .user_agent(concat!("siglint/", env!("CARGO_PKG_VERSION")));
        for one in options.resolve.iter().filter(|one| is_asked(one, url)) {
            client = client.resolve(&one.host, one.address);
        }
        for (name, pem) in &options.roots {
            client = client.tls_certs_merge(certificates(name, pem)?);
        }
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| format!("the network cannot be used: {error}"))?;
        let client = client.build();
        let client = client.map_err(|error| format!("the network cannot be used: {error}"))?;
        let asking = Asking {
            client,
            timeout: options.timeout,
            proxy: options.proxy.clone(),
        };
        Ok(Self { asking, runtime })
    }

    /// Sends every question at once. `seen` is told each answer as it comes; the result is in the
    /// order of the questions.
    pub fn send(&self, probes: Vec<Probe>, mut seen: impl FnMut(&Fetched)) -> Vec<Fetched> {
        let mut answers = self.runtime.block_on(async {
            let mut tasks = JoinSet::new();
            for (index, probe) in probes.into_iter().enumerate() {
                let asking = self.asking.clone();
                tasks.spawn(async move { (index, asking.ask(probe).await) });
            }
            let mut answers = Vec::new();
            while let Some(done) = tasks.join_next().await {
                let Ok((index, fetched)) = done else { continue };
                seen(&fetched);
                answers.push((index, fetched));
            }
            answers
        });
        answers.sort_by_key(|(index, _)| *index);
        answers.into_iter().map(|(_, fetched)| fetched).collect()
    }

    /// Ends without waiting for look-ups of names that are still under way.
    pub fn close(self) {
        self.runtime.shutdown_background();
    }
}

/// Whether an address is for a port that is asked: the URL's own host at the URL's port, and every
/// other one at the protocol's.
fn is_asked(resolve: &Resolve, url: &SignedUrl) -> bool {
    let usual = if url.protocol.value == "http" {
        80
    } else {
        443
    };
    let own = resolve.host.eq_ignore_ascii_case(&url.host.value);
    resolve.port == url.port.filter(|_| own).unwrap_or(usual)
}

fn certificates(name: &str, pem: &[u8]) -> Result<Vec<reqwest::Certificate>, String> {
    let read = reqwest::Certificate::from_pem_bundle(pem).unwrap_or_default();
    match read.is_empty() {
        true => Err(format!(
            "{name} holds no certificate; expected PEM, with -----BEGIN CERTIFICATE-----"
        )),
        false => Ok(read),
    }
}

impl Asking {
    /// Asks once, and once more where the connection broke; both tries share the time.
    async fn ask(&self, probe: Probe) -> Fetched {
        let start = Instant::now();
        let mut outcome = self.once(&probe, self.timeout).await;
        let broke = matches!(&outcome, Outcome::Nothing(one) if one.kind == Trouble::Broken);
        let left = self.timeout.saturating_sub(start.elapsed());
        if broke && !left.is_zero() {
            outcome = self.once(&probe, left).await;
        }
        Fetched {
            probe,
            outcome,
            elapsed: start.elapsed(),
        }
    }

    async fn once(&self, probe: &Probe, timeout: Duration) -> Outcome {
        let request = self.client.get(&probe.url).timeout(timeout);
        let request = request.header(reqwest::header::RANGE, "bytes=0-0");
        match request.send().await {
            Ok(response) => read(response).await,
            Err(error) => {
                let (error, proxy) = (error.without_url(), self.proxy.as_deref());
                Outcome::Nothing(trouble(&error, &probe.host, self.timeout, proxy))
            }
        }
    }
}

/// The headers, and as much of the body as there is room and time for: what comes late or breaks off
/// does not take away what came.
async fn read(mut response: reqwest::Response) -> Outcome {
    let status = response.status().as_u16();
    let text = |value: &reqwest::header::HeaderValue| latin1(value.as_bytes());
    let headers = response.headers().iter();
    let headers = headers.map(|(name, value)| Element::new(name.as_str(), text(value)));
    let headers = headers.collect();
    let mut body = Vec::new();
    while body.len() < MOST_BODY {
        let Ok(Some(chunk)) = response.chunk().await else {
            break;
        };
        let room = MOST_BODY - body.len();
        body.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
    }
    Outcome::Answer {
        status,
        headers,
        body,
    }
}

/// Headers are bytes; what is no ASCII in them is shown as ISO-8859-1.
fn latin1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}
