//! One URL and one delivery, simulated, checked by every rule, and added to the view.

use crate::diagnosis::{Case, View};
use crate::edge::{Exposure, Rounding, Trace};
use crate::model::{Configuration, Secret, SignedUrl};
use crate::rules::{self, Scene};
use crate::s3::{Comparison, Promise, Verdict, prove};
use crate::source::SourceMap;
use jiff::Timestamp;

/// What is the same for every target of a run.
#[derive(Debug)]
pub(super) struct Given<'a> {
    /// Everything that was read about distributions.
    pub(super) configuration: &'a Configuration,
    /// The original S3 URL.
    pub(super) s3_url: Option<&'a SignedUrl>,
    /// The secret, where proofs are asked for.
    pub(super) secret: Option<&'a Secret>,
    /// The method.
    pub(super) method: &'a str,
    /// The rounding step in seconds.
    pub(super) round: Option<u64>,
    /// The time.
    pub(super) now: Timestamp,
    /// The texts, for showing URLs.
    pub(super) sources: &'a SourceMap,
}

impl Given<'_> {
    /// Checks a URL on its way through a distribution, or by itself.
    pub(super) fn check_url(&self, url: &SignedUrl, trace: Option<&Trace<'_>>, view: &mut View) {
        let origin = trace.map(|trace| trace.origin);
        let proof = self
            .secret
            .and_then(|secret| prove(url, origin, secret, self.method));
        let promise = Promise::new(url, self.method, self.s3_url, proof.as_ref(), origin);
        let comparison = trace.map(|trace| Comparison::new(&promise, trace));
        let verdict = Verdict::new(url, &promise, trace, comparison.as_ref(), self.now);
        let v4 = url.sigv4();
        let (start, end) = (
            v4.and_then(|v4| v4.signed_at),
            v4.and_then(|v4| v4.expires_at()),
        );
        let exposure = trace.map(|trace| Exposure::new(trace, start, end));
        let lifetime = v4.and_then(|v4| v4.lifetime);
        let rounding = lifetime.and_then(|lifetime| match self.round {
            Some(step) => Some(Rounding::given(step, lifetime)),
            None => Rounding::seen(start?, lifetime),
        });
        let scene = Scene {
            now: self.now,
            configuration: self.configuration,
            url: Some(url),
            promise: Some(&promise),
            trace,
            comparison: comparison.as_ref(),
            exposure: exposure.as_ref(),
            rounding,
        };
        let case = Case {
            url: Some(url),
            shown_url: Some(self.sources.get(url.source).text().trim().to_owned()),
            promise: Some(&promise),
            trace,
            comparison: comparison.as_ref(),
            verdict: Some(&verdict),
            exposure: exposure.as_ref(),
            rounding,
        };
        view.add(&case, rules::run(&scene));
    }

    /// Checks a behavior that is taken for a delivery of presigned URLs.
    pub(super) fn check_guess(&self, trace: &Trace<'_>, view: &mut View) {
        let exposure = Exposure::new(trace, None, None);
        let scene = Scene {
            now: self.now,
            configuration: self.configuration,
            url: None,
            promise: None,
            trace: Some(trace),
            comparison: None,
            exposure: Some(&exposure),
            rounding: None,
        };
        let case = Case {
            url: None,
            shown_url: None,
            promise: None,
            trace: Some(trace),
            comparison: None,
            verdict: None,
            exposure: Some(&exposure),
            rounding: None,
        };
        view.add(&case, rules::run(&scene));
    }
}
