//! From a URL and its deliveries to what the network, or a saved answer, shows of it.

use super::analysis::signed_method;
use super::declared::by_signer;
use super::inputs::{read_start, read_whole};
use super::lint::{Reading, Request, Seen};
use super::output::Output;
use super::targets;
use crate::cli::{DiagnoseArgs, Probing};
use crate::edge::Trace;
use crate::input::response::{fetched, read_response_of};
use crate::model::{Observation, ProbeKind, Seen as What, SignedUrl};
use crate::probe::{Fetched, Options, Outcome, Probe, Sender, again_on, deep, direct, safe};
use crate::s3::{Address, Promise, Proof, Told, Witnesses};
use crate::source::{Problem, printable, redact};
use std::path::Path;
use std::time::Duration;

/// Asks what the arguments allow, and reads what came. What could not be done is a problem among
/// those of the reading; the rest is still told.
pub(super) fn observe(
    args: &DiagnoseArgs,
    request: &Request,
    reading: &mut Reading,
    output: Output,
) -> Seen {
    let Some(url) = reading.urls.first().cloned() else {
        return Seen::default();
    };
    if let Some(file) = &args.response {
        return saved(file, &url, reading);
    }
    if args.probe == Probing::None {
        return Seen::default();
    }
    let method = request.method.as_deref().unwrap_or("GET");
    let asked = safe(&url, method).and_then(|probes| {
        let sender = Sender::new(&options(args, &url)?, &url)?;
        Ok((probes, sender))
    });
    match asked {
        Ok((probes, sender)) => {
            let seen = Questions {
                args,
                url: &url,
                request,
                reading,
                output,
            };
            let seen = seen.ask(probes, &sender);
            unreached(&seen, reading);
            seen
        }
        Err(message) => {
            reading
                .problems
                .push(Problem::new("nothing was asked", message));
            Seen::default()
        }
    }
}

const ANOTHER: &str = "is the answer to another URL: the signing time or the key that S3 repeats is \
    not this URL's; save the answer to this one with `curl -i`";

fn saved(file: &Path, url: &SignedUrl, reading: &mut Reading) -> Seen {
    let promise = Promise::new(url, "GET", &Witnesses::default());
    let path = Some(url.path.value.as_str());
    let response = read_start(file).and_then(|bytes| read_response_of(&bytes, path));
    let response = response.and_then(|response| match Told::new(url, &promise, &response) {
        Some(told) if told.of_another_url => Err(ANOTHER.to_owned()),
        _ => Ok(response),
    });
    match response {
        Ok(response) => Seen {
            observed: vec![Observation {
                probe: ProbeKind::Saved,
                host: url.host_header(),
                path: url.path.value.clone(),
                seen: What::Answer(response),
                milliseconds: None,
            }],
            accepted: None,
        },
        Err(message) => {
            let name = file.display().to_string();
            reading
                .problems
                .push(Problem::new(printable(&name), message));
            Seen::default()
        }
    }
}

fn options(args: &DiagnoseArgs, url: &SignedUrl) -> Result<Options, String> {
    let read = |file: &std::path::PathBuf| {
        let name = printable(&file.display().to_string()).into_owned();
        match read_whole(file) {
            Ok(bytes) => Ok((name, bytes)),
            Err(message) => Err(format!("{name} {message}")),
        }
    };
    let roots: Result<Vec<_>, String> = args.cacert.iter().map(read).collect();
    Ok(Options {
        timeout: Duration::try_from(args.timeout).unwrap_or(Duration::from_secs(10)),
        resolve: args.resolve.clone(),
        roots: roots?,
        proxy: proxy(&url.protocol.value),
    })
}

/// The variable that names a proxy for a protocol, as the client reads it.
#[expect(
    clippy::disallowed_methods,
    reason = "the environment says which proxy there is"
)]
fn proxy(protocol: &str) -> Option<String> {
    let own = format!("{protocol}_proxy");
    let names = [
        own.to_ascii_uppercase(),
        own,
        "ALL_PROXY".into(),
        "all_proxy".into(),
    ];
    let is_set = |name: &String| std::env::var(name).is_ok_and(|value| !value.is_empty());
    names.into_iter().find(is_set)
}

/// Whoever asked the network wants to know that the URL's own host could not be reached.
fn unreached(seen: &Seen, reading: &mut Reading) {
    let own = seen
        .observed
        .iter()
        .find(|one| one.probe == ProbeKind::AsIs);
    if let Some(Observation {
        host,
        seen: What::Nothing(why),
        ..
    }) = own
    {
        let message = format!("{}; {}", why.what, why.advice);
        let message = printable(&redact(&message)).into_owned();
        reading
            .problems
            .push(Problem::new(printable(host), message));
    }
}

/// One URL and everything that decides what may be asked about it.
struct Questions<'a> {
    args: &'a DiagnoseArgs,
    url: &'a SignedUrl,
    request: &'a Request,
    reading: &'a Reading,
    output: Output,
}

impl Questions<'_> {
    /// Everything that depends on no answer at once; then what does.
    fn ask(&self, own: Vec<Probe>, sender: &Sender) -> Seen {
        let promises = self.promises();
        let mut first = own;
        for (promise, trace) in &promises {
            let origin = trace.as_ref().map(|trace| trace.origin);
            for probe in direct(self.url, promise, origin) {
                if !first.contains(&probe) {
                    first.push(probe);
                }
            }
        }
        let asked_directly = first.iter().any(|one| one.kind == ProbeKind::Direct);
        let mut seen = self.send(first, sender);
        let named = promises
            .first()
            .and_then(|(promise, _)| self.named(promise, &seen.observed));
        let mut second = match named.filter(|_| !asked_directly) {
            Some(host) => again_on(self.url, &host),
            None => Vec::new(),
        };
        if self.args.probe == Probing::Deep {
            second.extend(deep(self.url));
        }
        if !second.is_empty() {
            let more = self.send(second, sender);
            seen.accepted = seen.accepted.or(more.accepted);
            seen.observed.extend(more.observed);
        }
        seen
    }

    /// What the URL promises on each of its ways, and those ways.
    fn promises(&self) -> Vec<(Promise, Option<Trace<'_>>)> {
        let configuration = &self.reading.configuration;
        let wanted = targets::wanted(configuration, &self.request.distributions);
        let wanted = wanted.unwrap_or_default();
        let delivering = targets::delivering(self.url, &wanted).unwrap_or_default();
        let ways = delivering.into_iter().filter_map(|distribution| {
            targets::follow(configuration, distribution, self.url, self.method())
        });
        let mut promises: Vec<(Promise, Option<Trace<'_>>)> = ways
            .map(|trace| (self.promise(Some(&trace)), Some(trace)))
            .collect();
        if promises.is_empty() {
            promises.push((self.promise(None), None));
        }
        promises
    }

    /// siglint asks for downloads only; another method is told before anything is asked.
    fn method(&self) -> &str {
        signed_method(self.url, self.request.method.as_deref())
    }

    fn promise(&self, trace: Option<&Trace<'_>>) -> Promise {
        let origin = trace.map(|trace| trace.origin);
        let (url, method) = (self.url, self.method());
        let keys = self.request.keys.as_ref();
        let proof = keys.and_then(|keys| keys.prove(url, origin, method));
        let declared = self
            .reading
            .signer(self.request)
            .and_then(|signer| by_signer(signer, url, origin));
        let witnesses = Witnesses {
            s3_url: self.reading.s3_url.as_ref(),
            proof: proof.as_ref(),
            declared: declared.as_ref(),
            origin,
        };
        Promise::new(url, method, &witnesses)
    }

    /// The host that S3 says it was asked for.
    fn named(&self, promise: &Promise, observed: &[Observation]) -> Option<String> {
        let own = observed.iter().find(|one| one.probe == ProbeKind::AsIs)?;
        let told = Told::new(self.url, promise, own.answer()?)?;
        told.received_host().map(str::to_owned)
    }

    fn send(&self, probes: Vec<Probe>, sender: &Sender) -> Seen {
        let shown = !self.args.output.quiet;
        let total = probes.len();
        let mut done = 0;
        let answers = sender.send(probes, |_| {
            done += 1;
            if shown {
                self.output
                    .progress(&format!("asked: {done} of {total} answered"));
            }
        });
        if shown {
            self.output.progress("");
        }
        let accepted = answers.iter().find_map(accepted);
        let accepted = accepted.map(|at| Proof::accepted(self.url, self.method(), at));
        let observed = answers.into_iter().map(observation).collect();
        Seen { observed, accepted }
    }
}

/// The address at which S3 itself accepted the signature.
fn accepted(fetched: &Fetched) -> Option<Address> {
    let Outcome::Answer {
        status: 200..=299 | 416,
        ..
    } = fetched.outcome
    else {
        return None;
    };
    (fetched.probe.kind == ProbeKind::Direct).then(|| Address {
        host: fetched.probe.host.clone(),
        path: fetched.probe.path.clone(),
    })
}

fn observation(answer: Fetched) -> Observation {
    let Fetched {
        probe,
        outcome,
        elapsed,
    } = answer;
    Observation {
        probe: probe.kind,
        host: probe.host,
        seen: match outcome {
            Outcome::Answer {
                status,
                headers,
                body,
            } => What::Answer(fetched(&probe.path, status, headers, &body)),
            Outcome::Nothing(why) => What::Nothing(why),
        },
        path: probe.path,
        milliseconds: u64::try_from(elapsed.as_millis()).ok(),
    }
}
