//! The request's way as a few stations: what each of them sees, and at which one it breaks.

use super::view::{Case, TargetView};
use super::{Conclusion, Mark};
use crate::edge::{Lifetime, Trace};
use crate::finding::{Effect, Finding, Group, duration, list};
use crate::model::{Param, Stage};
use crate::s3::{Comparison, Difference, Promise};
use crate::source::{Span, redact};

/// A place that a request passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Whoever has the URL.
    Viewer,
    /// The edge: it chooses a behavior and looks into its cache.
    Edge,
    /// What the edge sends on.
    OriginRequest,
    /// The bucket, which compares what arrives with what was signed.
    S3,
}

/// One station of the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Station {
    /// Which one.
    pub place: Place,
    /// What it sees or decides.
    pub facts: Vec<Fact>,
    /// Whether the request gets past it.
    pub mark: Mark,
    /// What happens there, as a sentence without its end, where it is more than passing on.
    pub says: Option<String>,
    /// The setting to change, where it is written.
    pub at: Option<Span>,
    /// What it answers: `403 SignatureDoesNotMatch`; none where it only passes on.
    pub answer: Option<String>,
    /// Whether the request gets there at all.
    pub is_reached: bool,
}

/// A label, a text, and whether that is not what was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// `Host`, `path`, `query` …
    pub label: &'static str,
    /// What it is there.
    pub text: String,
    /// Whether it differs from what was signed, or from what arrives.
    pub differs: bool,
}

impl Fact {
    fn new(label: &'static str, text: &str) -> Self {
        Self {
            label,
            text: redact(text),
            differs: false,
        }
    }

    fn differing(self, differs: bool) -> Self {
        Self { differs, ..self }
    }
}

/// The stations of a case: the edge and its request only with a distribution, the rest with a URL.
pub(super) fn stations(case: &Case<'_>) -> Vec<Station> {
    let viewer = match case.trace {
        Some(trace) => Some(sent(trace)),
        None => case.promise.map(direct),
    };
    let edge = case.trace.map(edge);
    let origin = case.trace.map(|trace| received(trace, case.comparison));
    let s3 = case.promise.map(|promise| signed(promise, case.comparison));
    [
        (Place::Viewer, viewer),
        (Place::Edge, edge),
        (Place::OriginRequest, origin),
        (Place::S3, s3),
    ]
    .into_iter()
    .filter_map(|(place, facts)| Some(station(place, facts?)))
    .collect()
}

fn station(place: Place, facts: Vec<Fact>) -> Station {
    Station {
        place,
        facts,
        mark: Mark::Plain,
        says: None,
        at: None,
        answer: None,
        is_reached: true,
    }
}

fn sent(trace: &Trace<'_>) -> Vec<Fact> {
    let host = trace.viewer.host.as_deref();
    vec![
        Fact::new("Host", host.unwrap_or("the distribution's name")),
        Fact::new("path", &trace.viewer.path),
        Fact::new("query", &counted(&trace.viewer.params)),
    ]
}

/// What is sent where no distribution stands between.
fn direct(promise: &Promise) -> Vec<Fact> {
    let host = promise.host.host.as_deref().unwrap_or("not known");
    vec![
        Fact::new("Host", host),
        Fact::new("path", promise.path.as_deref().unwrap_or("not known")),
        Fact::new("query", &counted(&promise.params)),
    ]
}

fn edge(trace: &Trace<'_>) -> Vec<Fact> {
    let all = trace.viewer.params.len();
    let key = trace.cache_key.parameters.as_ref().map(Vec::len);
    let key = match key {
        None => "query not known".to_owned(),
        Some(0) => "without the query".to_owned(),
        Some(some) if some == all => "with the whole query".to_owned(),
        Some(some) => format!("with {some} of {all} query parameters"),
    };
    let kept = trace.lifetime.map_or_else(|| "not known".to_owned(), kept);
    vec![
        Fact::new("behavior", trace.behavior.name()),
        Fact::new("cache key", &key),
        Fact::new("copies", &kept),
    ]
}

fn kept(lifetime: Lifetime) -> String {
    match lifetime.is_zero() {
        true => "none are kept".to_owned(),
        false => format!("kept for up to {}", duration(lifetime.longest)),
    }
}

fn received(trace: &Trace<'_>, comparison: Option<&Comparison>) -> Vec<Fact> {
    let request = &trace.origin_request;
    let prefix = request.path_prefix.as_deref().unwrap_or("(not known)");
    let is = |difference: fn(&Comparison) -> Difference| {
        comparison.is_some_and(|comparison| difference(comparison).differs())
    };
    let arriving = request.params.iter();
    let arriving: Vec<&Param> = arriving
        .filter_map(|sent| trace.viewer.params.get(sent.index))
        .collect();
    let query = query(trace, &arriving);
    let lost = comparison.is_some_and(|comparison| !comparison.missing.is_empty());
    let mut facts = vec![
        Fact::new("Host", request.host.name().unwrap_or("not known"))
            .differing(is(|comparison| comparison.host.difference)),
        Fact::new("path", &format!("{prefix}{}", trace.viewer.path))
            .differing(is(|comparison| comparison.path.difference)),
        Fact::new("query", &query).differing(lost),
    ];
    if request.auth.is_some() {
        facts.push(Fact::new(
            "Authorization",
            "a second signature, CloudFront's own",
        ));
    }
    facts
}

/// How much of the query arrives, and the names of what does not.
fn query(trace: &Trace<'_>, arriving: &[&Param]) -> String {
    const NAMED: usize = 3;
    let dropped = trace.origin_request.dropped.iter();
    let dropped: Vec<&str> = dropped
        .filter_map(|one| Some(trace.viewer.params.get(one.index)?.name.as_str()))
        .collect();
    match (arriving.len(), dropped.len()) {
        (_, 0) => counted(&trace.viewer.params),
        (0, _) => "nothing of it arrives".to_owned(),
        (_, 1..=NAMED) => format!("arrives without {}", list(&dropped)),
        (some, lost) => format!("{some} of {} parameters arrive", some + lost),
    }
}

fn counted(params: &[Param]) -> String {
    match params.len() {
        0 => "none".to_owned(),
        1 => "1 parameter".to_owned(),
        count => format!("{count} parameters"),
    }
}

fn signed(promise: &Promise, comparison: Option<&Comparison>) -> Vec<Fact> {
    let is = |difference: fn(&Comparison) -> Difference| {
        comparison.is_some_and(|comparison| difference(comparison).differs())
    };
    let host = match (&promise.host.host, promise.host.candidates.first()) {
        (Some(host), _) => host.clone(),
        (None, Some(first)) => format!("not known: {first} or another"),
        (None, None) => "not known".to_owned(),
    };
    let changed = comparison
        .is_some_and(|comparison| !comparison.missing.is_empty() || !comparison.added.is_empty());
    vec![
        Fact::new("signed Host", &host).differing(is(|comparison| comparison.host.difference)),
        Fact::new(
            "signed path",
            promise.path.as_deref().unwrap_or("not known"),
        )
        .differing(is(|comparison| comparison.path.difference)),
        Fact::new("signed query", &counted(&promise.params)).differing(changed),
    ]
}

/// Writes on the stations what the diagnosis came to.
pub(super) fn conclude(target: &mut TargetView, root: Option<&Finding>) {
    let answer = answer(target);
    let by_edge = target.explained.as_ref().filter(|_| target.seen);
    let by_edge = match by_edge {
        Some(explained) => explained.by == "cloudfront",
        None => target
            .predicted
            .is_some_and(|answer| answer.by == "cloudfront"),
    };
    let answers = if by_edge { Place::Edge } else { Place::S3 };
    let fault = root.map(|root| fault(root, by_edge));
    let open = target.open.clone();
    for station in &mut target.route {
        station.is_reached = !by_edge || station.place <= Place::Edge;
        station.mark = match (target.conclusion, fault) {
            (Conclusion::Works, _) => Mark::Pass,
            (_, Some(fault)) if station.place < fault => Mark::Pass,
            (_, Some(fault)) if station.place == fault => Mark::Fail,
            (Conclusion::Unknown, None) if station.place == Place::S3 => Mark::Unknown,
            _ => Mark::Plain,
        };
        match (station.mark, root) {
            (Mark::Fail, Some(root)) => {
                station.says = Some(root.message.clone());
                station.at = root.place();
            }
            (Mark::Unknown, _) => station.says = open.clone(),
            _ => {}
        }
        if station.place == answers {
            station.answer = answer.clone();
        }
    }
}

/// The station at which a fault is made; that is not where it is noticed.
const fn fault(root: &Finding, by_edge: bool) -> Place {
    match (root.stage, root.rule.group) {
        (Stage::Viewer | Stage::ViewerSignature | Stage::Cache, _) => Place::Edge,
        _ if matches!(root.effect, Effect::Leaks) => Place::Edge,
        (_, Group::Url) => Place::Viewer,
        (_, Group::Distribution | Group::Query | Group::Cache | Group::Access) => Place::Edge,
        (_, Group::Origin | Group::Headers) => Place::OriginRequest,
        (_, Group::Response) if by_edge => Place::Edge,
        (_, Group::Response) => Place::S3,
    }
}

/// What was answered, or will be.
fn answer(target: &TargetView) -> Option<String> {
    let seen = target.explained.as_ref().filter(|_| target.seen);
    if let Some(explained) = seen {
        return Some(explained.status_and_code());
    }
    let predicted = target.predicted?;
    let code = predicted
        .code
        .map_or_else(String::new, |code| format!(" {code}"));
    Some(format!("{}{code}", predicted.status))
}
