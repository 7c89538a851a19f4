//! The hops of a trace as titled rows.

use super::view::Case;
use crate::edge::{DropReason, Lifetime, Trace, ViewerCheck};
use crate::finding::{duration, list};
use crate::model::{Behavior, OriginKind};
use crate::s3::{Evidence, Outcome, Promise, Verdict};
use crate::source::redact;

/// How a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A plain fact.
    Plain,
    /// A check that is passed.
    Pass,
    /// A check that fails.
    Fail,
    /// A check that could not be made.
    Unknown,
}

/// One hop: a title, and rows of a label, a text and a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// Its title.
    pub title: &'static str,
    /// Its rows.
    pub rows: Vec<(String, String, Mark)>,
}

impl Hop {
    fn new(title: &'static str) -> Self {
        Self {
            title,
            rows: Vec::new(),
        }
    }

    /// A path or a name can hold a secret that was escaped, or put in the wrong place.
    fn row(mut self, label: &str, text: impl AsRef<str>) -> Self {
        let text = redact(text.as_ref());
        self.rows.push((label.to_owned(), text, Mark::Plain));
        self
    }

    fn row_if(self, label: &str, text: Option<String>) -> Self {
        match text {
            Some(text) => self.row(label, text),
            None => self,
        }
    }
}

/// The hops of a case in the order of the request.
pub(super) fn hops(case: &Case<'_>) -> Vec<Hop> {
    let promise = case.promise.map(signed);
    let edge = case
        .trace
        .map(|trace| [viewer(trace), behavior(trace), cache(trace), origin(trace)]);
    let checks = case.verdict.map(checks);
    promise
        .into_iter()
        .chain(edge.into_iter().flatten())
        .chain(checks)
        .collect()
}

fn signed(promise: &Promise) -> Hop {
    let host = match (&promise.host.host, promise.host.candidates.as_slice()) {
        (Some(host), _) => host.clone(),
        (None, []) => "not known".to_owned(),
        (None, [first, rest @ ..]) => {
            let or = rest
                .first()
                .map_or_else(String::new, |second| format!(", {second} or another"));
            format!("not known: {first}{or}")
        }
    };
    Hop::new("signed")
        .row("method", &promise.method)
        .row(
            "host",
            format!("{host} ({})", evidence(promise.host.evidence)),
        )
        .row("path", promise.path.as_deref().unwrap_or("not known"))
        .row("headers", promise.signed_headers.join(", "))
}

const fn evidence(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Url => "the URL is addressed to it",
        Evidence::OriginalUrl => "the original URL is addressed to it",
        Evidence::Proof => "proved by the signature",
        Evidence::Accepted => "S3 accepts the signature there",
        Evidence::Declared => "the declared signer signs it",
        Evidence::DeclaredHabit => "the declared signer probably signs it",
        Evidence::OtherUrl => "by an S3 URL with another signature",
        Evidence::Marks => "by the parameters of its SDK",
        Evidence::None => "no evidence in the URL",
    }
}

fn viewer(trace: &Trace<'_>) -> Hop {
    let names: Vec<&str> = trace
        .viewer
        .params
        .iter()
        .map(|param| param.name.as_str())
        .collect();
    Hop::new("viewer request")
        .row("method", &trace.viewer.method)
        .row(
            "host",
            trace
                .viewer
                .host
                .as_deref()
                .unwrap_or("the distribution's name"),
        )
        .row("path", &trace.viewer.path)
        .row("query", names.join(", "))
}

fn behavior(trace: &Trace<'_>) -> Hop {
    let pattern = |behavior: &Behavior| {
        let default = if behavior.is_default {
            " (default)"
        } else {
            ""
        };
        let pattern = behavior
            .pattern
            .value
            .value()
            .map_or("not known", String::as_str);
        format!("{pattern}{default}")
    };
    let check = match trace.viewer_check {
        ViewerCheck::Open => "no CloudFront signature demanded",
        ViewerCheck::Carried => "CloudFront signature demanded, and carried",
        ViewerCheck::Missing => "CloudFront signature demanded, and missing",
        ViewerCheck::Unresolved => "not resolved whether a CloudFront signature is demanded",
    };
    Hop::new("behavior")
        .row("pattern", pattern(trace.behavior))
        .row_if(
            "or",
            trace
                .other_behavior
                .map(|other| format!("{} for the normalised path", pattern(other))),
        )
        .row("viewer", check)
        .row("query", trace.settings.describe_query())
}

fn cache(trace: &Trace<'_>) -> Hop {
    let parameters = match &trace.cache_key.parameters {
        None => "not known".to_owned(),
        Some(names) if names.is_empty() => "no query parameter".to_owned(),
        Some(names) => names.join(", "),
    };
    let headers = (!trace.cache_key.headers.is_empty()).then(|| trace.cache_key.headers.join(", "));
    Hop::new("cache")
        .row("key", parameters)
        .row_if("headers", headers)
        .row(
            "kept for",
            trace.lifetime.map_or_else(|| "not known".to_owned(), kept),
        )
}

fn kept(lifetime: Lifetime) -> String {
    match lifetime {
        Lifetime { longest: 0, .. } => "nothing is kept".to_owned(),
        Lifetime { usual, longest, .. } if usual == longest => duration(usual),
        Lifetime { usual, longest, .. } => format!(
            "{}; by the object's Cache-Control up to {}",
            duration(usual),
            duration(longest)
        ),
    }
}

fn origin(trace: &Trace<'_>) -> Hop {
    let request = &trace.origin_request;
    let kind = match trace.origin.kind.value {
        OriginKind::S3 => "S3 origin",
        OriginKind::Custom => "custom origin",
        OriginKind::Vpc => "VPC origin",
    };
    let prefix = request.path_prefix.as_deref().unwrap_or("(not known)");
    let signed = request
        .auth
        .as_ref()
        .map(|_| "CloudFront (origin access)".to_owned());
    let added: Vec<&str> = request.added.iter().map(|header| header.name).collect();
    let hop = Hop::new("origin request")
        .row("origin", format!("{} ({kind})", trace.origin.id.value))
        .row("host", request.host.name().unwrap_or("not known"))
        .row("path", format!("{prefix}{}", trace.viewer.path));
    forwarded(hop, trace)
        .row("added", list(&added))
        .row_if("signed by", signed)
}

/// Which parameters arrive, and which do not.
fn forwarded(hop: Hop, trace: &Trace<'_>) -> Hop {
    let name = |index: usize| Some(trace.viewer.params.get(index)?.name.as_str());
    let (sent, dropped) = (&trace.origin_request.params, &trace.origin_request.dropped);
    let sent: Vec<&str> = sent.iter().filter_map(|one| name(one.index)).collect();
    let lost: Vec<&str> = dropped.iter().filter_map(|one| name(one.index)).collect();
    let consumed = dropped
        .iter()
        .any(|one| one.reason == DropReason::ViewerSignature);
    let consumed =
        consumed.then(|| "CloudFront reads its own parameters and removes them".to_owned());
    let arrives = if sent.is_empty() {
        "nothing arrives".to_owned()
    } else {
        sent.join(", ")
    };
    hop.row("query", arrives)
        .row_if("dropped", (!lost.is_empty()).then(|| lost.join(", ")))
        .row_if("", consumed)
}

fn checks(verdict: &Verdict) -> Hop {
    let mut hop = Hop::new("checks");
    for check in &verdict.checks {
        let (mark, text) = match &check.outcome {
            Outcome::Pass => (Mark::Pass, check.detail.clone()),
            Outcome::Unknown => (Mark::Unknown, check.detail.clone()),
            Outcome::Fail { answer, certain } => {
                let code = answer.code.unwrap_or_default();
                let likely = if *certain { "" } else { ", likely" };
                (
                    Mark::Fail,
                    format!("{}: {} {code}{likely}", check.detail, answer.status),
                )
            }
        };
        hop.rows.push((check.stage.name().to_owned(), text, mark));
    }
    hop
}
