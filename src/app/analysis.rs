//! One URL and one delivery, simulated, checked by every rule, and added to the view.

use super::declared::by_signer;
use super::keys::Keys;
use crate::diagnosis::{Case, View};
use crate::edge::{Exposure, Rounding, Trace};
use crate::finding::{NotChecked, list};
use crate::model::{
    Configuration, Delivery, Distribution, Observation, S3Signature, SignedUrl, SignerProfile,
};
use crate::rules::{self, Scene};
use crate::s3::{Comparison, Promise, Proof, Verdict, Verification, Witnesses};
use crate::source::{Problem, SourceMap};
use jiff::Timestamp;

/// What is the same for every target of a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given<'a> {
    /// Everything that was read about distributions.
    pub(super) configuration: &'a Configuration,
    /// The original S3 URL.
    pub(super) s3_url: Option<&'a SignedUrl>,
    /// What proofs are made with, where they are asked for.
    pub(super) keys: Option<&'a Keys>,
    /// The method, where one was given.
    pub(super) method: Option<&'a str>,
    /// The rounding step in seconds.
    pub(super) round: Option<u64>,
    /// Who signed, where that was said.
    pub(super) signer: Option<&'a SignerProfile>,
    /// The time.
    pub(super) now: Timestamp,
    /// What was seen of the URL.
    pub(super) observed: &'a [Observation],
    /// What S3 proved, where it was asked.
    pub(super) accepted: Option<&'a Proof>,
    /// The texts, for showing URLs.
    pub(super) sources: &'a SourceMap,
}

/// What was declared about a URL.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Declaration<'a> {
    /// Who signs.
    pub(super) signer: Option<&'a SignerProfile>,
    /// The delivery that it was made of.
    pub(super) delivery: Option<&'a Delivery>,
}

impl Given<'_> {
    /// Checks a URL on its way through a distribution, or by itself. A proof that was asked for and
    /// failed is a problem.
    pub(super) fn check_url(
        &self,
        url: &SignedUrl,
        trace: Option<&Trace<'_>>,
        view: &mut View,
    ) -> Result<(), Problem> {
        let origin = trace.map(|trace| trace.origin);
        let method = signed_method(url, self.method);
        let proof = self.keys.and_then(|keys| keys.prove(url, origin, method));
        let shown = proof.as_ref().or(self.accepted);
        let declared = self
            .signer
            .and_then(|signer| by_signer(signer, url, origin));
        let witnesses = Witnesses {
            s3_url: self.s3_url,
            proof: shown,
            declared: declared.as_ref(),
            origin,
        };
        let promise = Promise {
            disproved: proof.is_none() && self.makes_another_signature(url),
            ..Promise::new(url, method, &witnesses)
        };
        let declaration = Declaration {
            signer: self.signer,
            delivery: None,
        };
        self.judge(url, &promise, trace, declaration, view);
        match (self.keys, proof) {
            (Some(_), None) => Err(unproved(url, method)),
            _ => Ok(()),
        }
    }

    /// Simulates what is promised, runs the rules, and adds the target to the view.
    pub(super) fn judge(
        &self,
        url: &SignedUrl,
        promise: &Promise,
        trace: Option<&Trace<'_>>,
        declaration: Declaration<'_>,
        view: &mut View,
    ) {
        let comparison = trace.map(|trace| Comparison::new(promise, trace));
        let method = trace.map_or_else(
            || used_method(url, self.method),
            |trace| trace.viewer.method.as_str(),
        );
        let verdict = Verdict::new(url, promise, trace, comparison.as_ref(), method, self.now);
        let (start, end) = url.s3_validity();
        let exposure = Exposure::new(trace, start, end);
        let scene = Scene {
            now: self.now,
            configuration: self.configuration,
            url: Some(url),
            method,
            promise: Some(promise),
            trace,
            comparison: comparison.as_ref(),
            exposure: Some(&exposure),
            rounding: self.rounding(url, declaration),
            delivery: declaration.delivery,
            signer: declaration.signer,
        };
        let shown = || self.sources.get(url.source).text().trim().to_owned();
        let case = Case {
            shown_url: declaration.delivery.is_none().then(shown),
            delivery: declaration.delivery,
            promise: scene.promise,
            trace,
            comparison: scene.comparison,
            verdict: Some(&verdict),
            exposure: scene.exposure,
            rounding: scene.rounding,
            url: scene.url,
            now: self.now,
            observed: self.observed,
            rules: rules::find,
        };
        view.add(&case, rules::run(&scene));
    }

    /// Whether the secret was tried and failed, and not for want of a signed header's value.
    fn makes_another_signature(&self, url: &SignedUrl) -> bool {
        let method = signed_method(url, self.method);
        let verified = self.keys.map(|keys| keys.verify(url, method));
        verified == Some(Verification::Invalid)
    }

    /// A time that siglint made up shows no rounding.
    fn rounding(&self, url: &SignedUrl, declaration: Declaration<'_>) -> Option<Rounding> {
        let v4 = url.sigv4()?;
        let lifetime = v4.lifetime?;
        let declared = declaration.signer.and_then(|signer| signer.round.as_ref());
        match self.round.or(declared.map(|round| round.value)) {
            Some(step) => Some(Rounding::given(step, lifetime)),
            None if declaration.delivery.is_some() => None,
            None => Rounding::seen(v4.signed_at?, lifetime),
        }
    }

    /// Says that a distribution was left out, since nobody knows whether it delivers the URL.
    pub(super) fn leave_out(&self, one: &Distribution, expression: &str, view: &mut View) {
        let name = one.name().unwrap_or("a distribution without a name");
        view.leave_open(NotChecked {
            rule: Some("signed-host-mismatch"),
            place: None,
            reason: format!(
                "whether {name} delivers the URL is not known: its origin is {expression}"
            ),
            needs: "its value (--var NAME=VALUE); `siglint distributions` lists what is open"
                .to_owned(),
        });
    }

    /// Says that a behavior may be a delivery of presigned URLs, and what would tell.
    pub(super) fn leave_open(&self, trace: &Trace<'_>, view: &mut View) {
        let pattern = trace.behavior.name();
        let name = trace.distribution.name().unwrap_or("the distribution");
        let (what, needs) = match trace.open_value() {
            Some(expression) => (
                format!("{expression}, which is not resolved"),
                "its value: a variable can be given with --var NAME=VALUE",
            ),
            None => (
                "a policy that is not in the input".to_owned(),
                "its policies, as `aws cloudfront get-cache-policy` and get-origin-request-policy print them, as further -c",
            ),
        };
        view.leave_open(NotChecked {
            rule: Some("unknown-policy"),
            place: None,
            reason: format!(
                "whether the behavior {pattern} of {name} is meant for presigned URLs depends on {what}"
            ),
            needs: needs.to_owned(),
        });
    }

    /// Checks a behavior that is taken for a delivery of presigned URLs.
    pub(super) fn check_guess(&self, trace: &Trace<'_>, view: &mut View) {
        let exposure = Exposure::new(Some(trace), None, None);
        let scene = Scene {
            now: self.now,
            configuration: self.configuration,
            url: None,
            method: DOWNLOAD,
            promise: None,
            trace: Some(trace),
            comparison: None,
            exposure: Some(&exposure),
            rounding: None,
            delivery: None,
            signer: None,
        };
        let case = Case {
            shown_url: None,
            delivery: None,
            promise: None,
            trace: Some(trace),
            comparison: None,
            verdict: None,
            exposure: Some(&exposure),
            rounding: None,
            url: None,
            now: self.now,
            observed: &[],
            rules: rules::find,
        };
        view.add(&case, rules::run(&scene));
    }
}

/// The method of a download, which a URL is for unless something says otherwise.
const DOWNLOAD: &str = "GET";

/// The method a URL was signed for: as the URL says it, else as given.
pub(super) fn signed_method<'a>(url: &SignedUrl, given: Option<&'a str>) -> &'a str {
    url.marked_method().or(given).unwrap_or(DOWNLOAD)
}

/// The method a URL is used with: as given, else the one it was signed for.
pub(super) fn used_method<'a>(url: &SignedUrl, given: Option<&'a str>) -> &'a str {
    given.or(url.marked_method()).unwrap_or(DOWNLOAD)
}

/// Why a proof that was asked for could not be had.
fn unproved(url: &SignedUrl, method: &str) -> Problem {
    let others = match &url.s3 {
        S3Signature::V4(v4) => v4.signed_headers.as_ref(),
        S3Signature::V2(_) => None,
        S3Signature::V4a(_) | S3Signature::None => {
            let message = "the URL has no SigV4 signature and no SigV2 one, and a secret proves no \
                           other";
            return Problem::new("--verify", message);
        }
    };
    let others = others.map(|headers| headers.value.iter().filter(|name| *name != "host"));
    let others: Vec<&String> = others.into_iter().flatten().collect();
    let message = match others.as_slice() {
        [] => format!(
            "the secret in AWS_SECRET_ACCESS_KEY makes another signature for every host, method, \
             path and query that could have been signed ({method} first): it belongs to another key, \
             or the URL was changed in a way that siglint does not know"
        ),
        names => format!(
            "the values of {} are signed and not in the URL",
            list(names)
        ),
    };
    Problem::new("--verify", message)
}
