//! Sends questions, all at once, and reads no more of an answer than it must.

use super::trouble::{late, trouble};
use super::{Options, Probe, Resolve};
use crate::model::{Element, SignedUrl, Trouble, Unreachable};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// How much of a body is read, in bytes: an error takes a few thousand.
const MOST_BODY: usize = 64 * 1024;

/// How many headers of an answer are read; more end the connection.
const MOST_HEADERS: usize = 128;

/// How much longer than a question may take its answer is waited for.
const GRACE: Duration = Duration::from_millis(300);

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

/// A client for the questions about one URL.
#[derive(Debug, Clone)]
pub struct Sender {
    client: reqwest::Client,
    timeout: Duration,
    proxy: Option<String>,
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
        let client = client.build();
        let client = client.map_err(|error| format!("the network cannot be used: {error}"))?;
        Ok(Self {
            client,
            timeout: options.timeout,
            proxy: options.proxy.clone(),
        })
    }

    /// Sends every question at once. `seen` is told each answer as it comes; the result is in the
    /// order of the questions, and has one for each, whatever the servers do.
    ///
    /// Each question has a thread of its own: a server can keep one busy without end (with interim
    /// answers), and neither the other questions nor the clock may wait for it.
    pub fn send(&self, probes: Vec<Probe>, mut seen: impl FnMut(&Fetched)) -> Vec<Fetched> {
        let until = Instant::now() + self.timeout + GRACE;
        let (sender, receiver) = mpsc::channel();
        for (index, probe) in probes.iter().cloned().enumerate() {
            let (this, sender) = (self.clone(), sender.clone());
            let ask = move || {
                // Who does not wait any more needs no answer.
                let _ = sender.send((index, this.alone(probe)));
            };
            // Without a thread there is no answer in time, which is what is said below.
            let _ = std::thread::Builder::new().spawn(ask);
        }
        drop(sender);
        let mut answers: Vec<Option<Fetched>> = probes.iter().map(|_| None).collect();
        while let Ok((index, fetched)) =
            receiver.recv_timeout(until.saturating_duration_since(Instant::now()))
        {
            seen(&fetched);
            if let Some(place) = answers.get_mut(index) {
                *place = Some(fetched);
            }
        }
        let late =
            |(probe, answer): (Probe, Option<Fetched>)| answer.unwrap_or_else(|| self.late(probe));
        probes.into_iter().zip(answers).map(late).collect()
    }

    /// Asks on a runtime of its own, which does not wait for a look-up that is still under way.
    fn alone(&self, probe: Probe) -> Fetched {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let Ok(runtime) = runtime else {
            return self.late(probe);
        };
        let fetched = runtime.block_on(self.ask(probe));
        runtime.shutdown_background();
        fetched
    }

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

    /// What is said of a question that even its time-out did not end.
    fn late(&self, probe: Probe) -> Fetched {
        let late = late(&probe.host, self.timeout, self.proxy.as_deref());
        Fetched {
            probe,
            outcome: Outcome::Nothing(late),
            elapsed: self.timeout,
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
