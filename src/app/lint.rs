//! `check` and `trace` up to the view: read, follow, run the rules.

use super::account::{Live, read_account};
use super::analysis::{Given, used_method};
use super::baseline::Baseline;
use super::gate::Gate;
use super::keys::Keys;
use super::settings::{SettingsFile, rule_ids};
use super::{declared, inputs, targets};
use crate::config::{Settings, inline};
use crate::diagnosis::{Inventory, View};
use crate::edge::Meant;
use crate::finding::list;
use crate::input::Options;
use crate::input::url::read_url;
use crate::model::{Configuration, Distribution, Observation, SignedUrl, SignerProfile};
use crate::s3::Proof;
use crate::source::{Problem, SourceMap, Suppression};
use jiff::Timestamp;
use std::path::PathBuf;

/// What a person asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The URLs.
    pub urls: Vec<String>,
    /// Files, folders, or `-`.
    pub config: Vec<PathBuf>,
    /// What to read of an account, where something is.
    pub live: Option<Live>,
    /// How files are to be read.
    pub options: Options,
    /// The distributions to look at; all if empty.
    pub distributions: Vec<String>,
    /// The original S3 URL.
    pub s3_url: Option<String>,
    /// What proofs are made with, where they are asked for.
    pub keys: Option<Keys>,
    /// The method, where one was given.
    pub method: Option<String>,
    /// The rounding step in seconds.
    pub round: Option<u64>,
    /// The time.
    pub now: Timestamp,
    /// The settings, where there are any.
    pub settings: Option<SettingsFile>,
    /// The declared signer of the URLs.
    pub signer: Option<String>,
    /// The file with the findings that were there before.
    pub baseline: Option<PathBuf>,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Lint {
    /// What reports draw.
    pub view: View,
    /// The texts that findings point to.
    pub sources: SourceMap,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// What the settings say.
    pub settings: Settings,
}

/// What was read of it.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// Everything about distributions.
    pub(super) configuration: Configuration,
    /// The URLs that could be read.
    pub(super) urls: Vec<SignedUrl>,
    /// The original S3 URL.
    pub(super) s3_url: Option<SignedUrl>,
    /// The texts that findings point to.
    pub(super) sources: SourceMap,
    /// What could not be read.
    pub(super) problems: Vec<Problem>,
    /// What the settings say.
    pub(super) settings: Settings,
    /// What the texts say themselves of findings that do not count.
    pub(super) comments: Vec<Suppression>,
    /// What was there before.
    pub(super) baseline: Option<Baseline>,
}

impl Reading {
    /// The declared signer of the URLs.
    pub(super) fn signer(&self, request: &Request) -> Option<&SignerProfile> {
        self.settings.signer(request.signer.as_deref()?)
    }
}

/// What was seen of the URL.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// In the order of the questions.
    pub(super) observed: Vec<Observation>,
    /// The host and path at which S3 accepted the signature.
    pub(super) accepted: Option<Proof>,
}

/// Reads everything that was asked for, and checks it.
#[must_use]
pub fn lint(request: &Request) -> Lint {
    conclude(read(request), request, &Seen::default())
}

/// Reads everything that was asked for.
pub(super) fn read(request: &Request) -> Reading {
    let mut reading = Reading::default();
    let Reading {
        sources, problems, ..
    } = &mut reading;
    let file = request.settings.as_ref();
    let settings = file.map(|file| file.read(sources, problems));
    let settings = settings.unwrap_or_default();
    let baseline = baseline(request, &settings, problems);
    problems.extend(unknown_signer(request, &settings));
    let config = match (&request.config, file) {
        // What is deployed is asked for in place of what is written down.
        (given, Some(file)) if given.is_empty() && request.live.is_none() => file.paths(&settings),
        (given, _) => given.clone(),
    };
    let mut configuration =
        inputs::read_configuration(&config, &request.options, sources, problems);
    let urls = read_urls(&request.urls, sources, problems);
    if let Some(live) = &request.live {
        let names = deployed(request, &settings);
        let fetched = read_account(live, &names, &urls, sources);
        configuration.merge(fetched.loaded.configuration);
        problems.extend(fetched.loaded.problems);
    }
    configuration.join();
    let s3_url = request.s3_url.as_ref();
    let s3_url = s3_url.and_then(|url| read_original(url, &urls, sources, problems));
    problems.extend(nothing_read(request, &config, &configuration, problems));
    let (comments, wrong) = inline(sources, &rule_ids());
    problems.extend(wrong);
    Reading {
        configuration,
        urls,
        s3_url,
        settings,
        comments,
        baseline,
        ..reading
    }
}

/// The baseline that was named, or that `siglint.toml` names.
fn baseline(
    request: &Request,
    settings: &Settings,
    problems: &mut Vec<Problem>,
) -> Option<Baseline> {
    let own = settings.baseline.as_ref().zip(request.settings.as_ref());
    let own = own.map(|(path, file)| file.path_of(path));
    match Baseline::read(&request.baseline.clone().or(own)?) {
        Ok(baseline) => Some(baseline),
        Err(problem) => {
            problems.push(problem);
            None
        }
    }
}

/// The distributions that are asked for by name: those of the arguments, else, without a URL, those of
/// the declared deliveries.
fn deployed(request: &Request, settings: &Settings) -> Vec<String> {
    match request.distributions.is_empty() && request.urls.is_empty() {
        true => settings.distributions(),
        false => request.distributions.clone(),
    }
}

/// That there is no distribution, where nothing else told why.
fn nothing_read(
    request: &Request,
    config: &[PathBuf],
    configuration: &Configuration,
    problems: &[Problem],
) -> Option<Problem> {
    let is_silent = configuration.gaps.is_empty();
    match problems.is_empty() && configuration.distributions.is_empty() {
        true if request.live.is_some() => Some(Problem::new("--live", NOTHING_DEPLOYED)),
        true if !config.is_empty() && is_silent => Some(Problem::new("-c", NO_DISTRIBUTION)),
        _ => None,
    }
}

/// That no signer has the name that was given.
fn unknown_signer(request: &Request, settings: &Settings) -> Option<Problem> {
    let name = request.signer.as_ref()?;
    let names: Vec<&str> = settings
        .signers
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    let there = match (&request.settings, names.as_slice()) {
        (None, _) => "there is no siglint.toml".to_owned(),
        (_, []) => "siglint.toml has none".to_owned(),
        (_, names) => format!("siglint.toml has {}", list(names)),
    };
    let message = format!("there is no signer {name}: {there}");
    settings
        .signer(name)
        .is_none()
        .then(|| Problem::new("--signer", message))
}

/// Checks what was read, with what was seen of it.
pub(super) fn conclude(reading: Reading, request: &Request, seen: &Seen) -> Lint {
    let mut view = view_of(&reading.configuration, request.now);
    let given = given(&reading, request, seen);
    let more = check_all(&given, &reading, request, &mut view);
    let whole =
        more.is_empty() && reading.problems.is_empty() && is_whole(request, &reading.settings);
    Gate::of(&reading, request, &reading.sources, whole).settle(&mut view);
    let Reading {
        mut problems,
        settings,
        sources,
        ..
    } = reading;
    problems.extend(more);
    Lint {
        view,
        sources,
        problems,
        settings,
    }
}

/// What is the same for every URL of a run.
pub(super) fn given<'a>(reading: &'a Reading, request: &'a Request, seen: &'a Seen) -> Given<'a> {
    Given {
        configuration: &reading.configuration,
        s3_url: reading.s3_url.as_ref(),
        keys: request.keys.as_ref(),
        method: request.method.as_deref(),
        round: request.round,
        signer: reading.signer(request),
        now: request.now,
        observed: &seen.observed,
        accepted: seen.accepted.as_ref(),
        sources: &reading.sources,
    }
}

/// A view that has nothing but the time and what the configuration holds.
fn view_of(configuration: &Configuration, now: Timestamp) -> View {
    let mut view = View {
        now,
        distributions: Inventory::new(configuration).distributions,
        ..View::default()
    };
    view.leave_gaps(&configuration.gaps);
    view
}

/// Whether a run looks at everything that the settings are about.
fn is_whole(request: &Request, settings: &Settings) -> bool {
    let narrowed = !request.config.is_empty() && !settings.config.is_empty();
    request.urls.is_empty() && request.distributions.is_empty() && !narrowed
}

/// Checks every URL on every way it can take, or, without one, what is meant for them.
/// What cannot be done for one does not stop the others.
fn check_all(
    given: &Given<'_>,
    reading: &Reading,
    request: &Request,
    view: &mut View,
) -> Vec<Problem> {
    let distributions = match targets::wanted(given.configuration, &request.distributions) {
        Ok(distributions) => distributions,
        // That nothing was read is a problem already, and what it is called makes no other one.
        Err(_) if request.live.is_some() && given.configuration.distributions.is_empty() => {
            return Vec::new();
        }
        Err(problem) => return vec![problem],
    };
    if !request.urls.is_empty() {
        let urls = reading.urls.iter();
        let checked = urls.flat_map(|url| check_url(given, url, &distributions, view));
        return checked.collect();
    }
    if !reading.settings.deliveries.is_empty() {
        let all = targets::wanted(given.configuration, &[]).unwrap_or_default();
        return declared::check(given, &reading.settings, &all, &distributions, view);
    }
    guess(given, &distributions, view);
    Vec::new()
}

/// Looks at the behaviors that are meant for presigned URLs, or may be.
fn guess(given: &Given<'_>, distributions: &[&Distribution], view: &mut View) {
    view.guessed = true;
    for distribution in distributions {
        for (trace, meant) in targets::guess(given.configuration, distribution) {
            match meant {
                Meant::Unknown => given.leave_open(&trace, view),
                _ => given.check_guess(&trace, view),
            }
        }
    }
}

/// Checks a URL on every way it can take through these distributions.
pub(super) fn check_url(
    given: &Given<'_>,
    url: &SignedUrl,
    distributions: &[&Distribution],
    view: &mut View,
) -> Vec<Problem> {
    if distributions.is_empty() {
        return given.check_url(url, None, view).err().into_iter().collect();
    }
    let delivering = targets::delivering(url, distributions);
    let delivers = delivering.as_deref().unwrap_or_default();
    for (distribution, expression) in targets::open(url, distributions, delivers) {
        given.leave_out(distribution, &expression, view);
    }
    let delivering = match delivering {
        Ok(delivering) => delivering,
        Err(problem) => return vec![problem],
    };
    let checked = delivering.into_iter().map(|distribution| {
        let method = used_method(url, given.method);
        let trace = targets::follow(given.configuration, distribution, url, method);
        match trace {
            Some(trace) => given.check_url(url, Some(&trace), view),
            None => Err(targets::no_origin(given.sources, distribution)),
        }
    });
    checked.filter_map(Result::err).collect()
}

/// The URLs that are signed; what is wrong with the others is a problem each.
pub(super) fn read_urls(
    urls: &[String],
    sources: &mut SourceMap,
    problems: &mut Vec<Problem>,
) -> Vec<SignedUrl> {
    let mut read = Vec::new();
    for text in urls {
        match read_url("the URL", text, sources) {
            Ok(url) if url.scheme() == "unsigned" => {
                let hint = match text.contains('&') {
                    true => "",
                    false => ". In a shell it must stand in quotes: an unquoted & ends it",
                };
                let message = format!("carries no signature{hint}");
                problems.push(Problem::new("the URL", message));
            }
            Ok(url) => read.push(url),
            Err(problem) => problems.push(problem),
        }
    }
    read
}

const NOTHING_DEPLOYED: &str = "no distribution of the account could be read; what was not checked \
    tells why";

const NO_DISTRIBUTION: &str = "there is no distribution in what was read; add what \
    `aws cloudfront get-distribution` prints";

fn is_the_cdns(original: &SignedUrl, urls: &[SignedUrl]) -> bool {
    let same = |url: &SignedUrl| url.host.value.eq_ignore_ascii_case(&original.host.value);
    original.s3_host().is_none() && urls.iter().any(same)
}

/// The URL as it was signed must still be one for S3, or it tells nothing.
pub(super) fn read_original(
    text: &str,
    urls: &[SignedUrl],
    sources: &mut SourceMap,
    problems: &mut Vec<Problem>,
) -> Option<SignedUrl> {
    let problem = match read_url("the S3 URL", text, sources) {
        Ok(url) if is_the_cdns(&url, urls) => Problem::new(
            "--s3-url",
            "has the CDN's host, as the URL has; expected the URL as the SDK returned it. If the SDK signed \
             for that host, --verify proves it",
        ),
        Ok(url) if url.scheme().starts_with("s3-") => return Some(url),
        Ok(_) => Problem::new(
            "--s3-url",
            "has no signature for S3; expected the URL as the SDK returned it",
        ),
        Err(problem) => Problem {
            name: "--s3-url".to_owned(),
            ..problem
        },
    };
    problems.push(problem);
    None
}
