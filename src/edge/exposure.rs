//! How long an answer can be reached after it was signed, and by whom.

use super::{Lifetime, Trace, ViewerCheck};
use jiff::{SignedDuration, Timestamp};

/// The steps to which signing times are usually rounded, in seconds, the longest first.
const STEPS: [u64; 6] = [3600, 1800, 1200, 900, 600, 300];

/// A signing time that stands on a round boundary, and what that makes of the validity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rounding {
    /// The step in seconds.
    pub step: u64,
    /// Whether the step was given, or only read off the signing time.
    pub given: bool,
    /// The validity left to a URL handed out at the end of its step, in seconds.
    pub shortest: u64,
    /// The validity of one handed out at the start, in seconds.
    pub longest: u64,
}

impl Rounding {
    /// The rounding that a signing time shows: the longest usual step that is shorter than the
    /// validity and on whose boundary the time stands.
    #[must_use]
    pub fn seen(signed_at: Timestamp, lifetime: u64) -> Option<Self> {
        let at = u64::try_from(signed_at.as_second()).ok()?;
        let fits = |step: &u64| *step < lifetime && at.is_multiple_of(*step);
        let step = STEPS.into_iter().find(fits)?;
        Some(Self::new(step, lifetime, false))
    }

    /// The rounding to a given step.
    #[must_use]
    pub fn given(step: u64, lifetime: u64) -> Self {
        Self::new(step, lifetime, true)
    }

    /// The rounding to advise for a validity: the longest usual step of at most half of it, so that
    /// every URL is valid for at least half of it when it is handed out.
    #[must_use]
    pub fn advised(lifetime: u64) -> Option<Self> {
        let step = STEPS.into_iter().find(|step| *step <= lifetime / 2)?;
        Some(Self::new(step, lifetime, false))
    }

    const fn new(step: u64, lifetime: u64, given: bool) -> Self {
        Self {
            step,
            given,
            shortest: lifetime.saturating_sub(step),
            longest: lifetime,
        }
    }
}

/// When an object can be had with a URL, and whether one can do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exposure {
    /// The signing time.
    pub valid_from: Option<Timestamp>,
    /// The end of the validity by the URL's own parameters.
    pub expires: Option<Timestamp>,
    /// The last moment at which a copy can still be served, whatever the object's headers say.
    pub reachable_until: Option<Timestamp>,
    /// The same where the object carries no freshness of its own.
    pub usually_until: Option<Timestamp>,
    /// How long copies are kept.
    pub lifetime: Option<Lifetime>,
    /// Whether others get the object without a valid signature; `None` where that is not known.
    pub without_signature: Option<bool>,
}

impl Exposure {
    /// What a trace and the times of a URL amount to; without a trace, the times alone.
    #[must_use]
    pub fn new(
        trace: Option<&Trace<'_>>,
        valid_from: Option<Timestamp>,
        expires: Option<Timestamp>,
    ) -> Self {
        let after = |seconds: u64| {
            let seconds = SignedDuration::from_secs(i64::try_from(seconds).ok()?);
            expires?.checked_add(seconds).ok()
        };
        let lifetime = trace.and_then(|trace| trace.lifetime);
        Self {
            valid_from,
            expires,
            reachable_until: lifetime.and_then(|lifetime| after(lifetime.longest)),
            usually_until: lifetime.and_then(|lifetime| after(lifetime.usual)),
            lifetime,
            without_signature: trace.and_then(without_signature),
        }
    }

    /// Whether the object's own headers can make it stay longer than it usually does.
    #[must_use]
    pub fn depends_on_object(&self) -> bool {
        self.reachable_until != self.usually_until
    }
}

/// Three ways lead past the signature: a bucket that anybody may read, a shared copy, and CloudFront's
/// own permission. The last two are closed where CloudFront itself asks every viewer for a signature.
fn without_signature(trace: &Trace<'_>) -> Option<bool> {
    if trace.anybody_reads().is_yes() {
        return Some(true);
    }
    match trace.viewer_check {
        ViewerCheck::Open => {}
        ViewerCheck::Carried | ViewerCheck::Missing => return Some(false),
        ViewerCheck::Unresolved => return None,
    }
    let signature = trace.viewer.signature_parameter();
    let keyed = trace.settings.keys_parameter(signature);
    let forwarded = trace.settings.forwards_parameter(signature)?;
    if !forwarded {
        return Some(trace.origin_request.auth.is_some());
    }
    if trace.lifetime?.is_zero() {
        return Some(false);
    }
    keyed.map(|keyed| !keyed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_to_half_an_hour_leaves_thirty_to_sixty_minutes() {
        for time in ["2026-11-23T10:00:00Z", "2026-11-23T10:30:00Z"] {
            let rounding = Rounding::seen(time.parse().unwrap(), 3600).unwrap();
            assert_eq!(
                (rounding.step, rounding.shortest, rounding.longest),
                (1800, 1800, 3600)
            );
        }
        assert_eq!(
            Rounding::seen("2026-11-23T10:00:07Z".parse().unwrap(), 3600),
            None
        );
        assert_eq!(Rounding::given(3600, 1800).shortest, 0, "born expired");
    }

    #[test]
    fn the_advised_step_is_at_most_half_of_the_validity() {
        for (lifetime, step) in [
            (604_800, Some(3600)),
            (3600, Some(1800)),
            (900, Some(300)),
            (600, Some(300)),
            (599, None),
        ] {
            let advised = Rounding::advised(lifetime).map(|rounding| rounding.step);
            assert_eq!(advised, step, "{lifetime}");
        }
    }
}
