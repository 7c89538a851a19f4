//! When a URL is valid, how long copies of its answer can live, and where now stands.

use super::view::Case;
use crate::edge::{Exposure, Rounding};
use crate::finding::duration;
use jiff::{SignedDuration, Timestamp};

/// The periods and moments of one URL, each list in the order of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// What lasts.
    pub periods: Vec<Period>,
    /// What happens once.
    pub moments: Vec<Moment>,
    /// Whether copies can be served to somebody without a valid signature; `None` where that is not
    /// known.
    pub without_signature: Option<bool>,
}

/// Something that lasts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// What it is.
    pub kind: PeriodKind,
    /// Its start.
    pub from: Timestamp,
    /// Its end.
    pub until: Timestamp,
    /// What it is, in words.
    pub label: String,
}

/// What a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodKind {
    /// A signer that rounds its times hands out this very URL.
    HandedOut,
    /// S3 accepts the signature.
    Valid,
    /// CloudFront can serve a copy after the signature ended.
    Copies,
    /// The same, where the object's own headers make copies stay longer than they usually do.
    LongerCopies,
}

/// Something that happens once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// What it is.
    pub kind: MomentKind,
    /// When.
    pub at: Timestamp,
}

/// What a moment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MomentKind {
    /// The signing time.
    Signed,
    /// A signer that rounds its times makes another URL.
    NextUrl,
    /// The end of the signature's validity.
    Expires,
    /// The end of copies of an object without freshness of its own.
    UsuallyGone,
    /// The last moment at which a copy can be served.
    LastReachable,
    /// The time for which everything was judged.
    Now,
}

impl MomentKind {
    /// The moment in words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Signed => "signed, valid from",
            Self::NextUrl => "the signer makes the next URL",
            Self::Expires => "the signature expires",
            Self::UsuallyGone => "copies are usually gone",
            Self::LastReachable => "can last be reached",
            Self::Now => "now",
        }
    }
}

/// The timeline of a case; `None` where the URL does not tell its times.
pub(super) fn timeline(case: &Case<'_>) -> Option<Timeline> {
    drawn(case.exposure?, case.rounding, case.now)
}

/// The timeline of a URL, by its times and by what keeps copies of its answer.
pub(super) fn drawn(
    exposure: &Exposure,
    rounding: Option<Rounding>,
    now: Timestamp,
) -> Option<Timeline> {
    let (signed, expires) = (exposure.valid_from?, exposure.expires?);
    // A validity that ends before it starts is no period; the rules have something to say about it.
    (signed <= expires).then(|| Timeline {
        periods: periods(exposure, rounding, signed, expires),
        moments: moments(exposure, (rounding, now), signed, expires),
        without_signature: exposure.without_signature,
    })
}

fn periods(
    exposure: &Exposure,
    rounding: Option<Rounding>,
    signed: Timestamp,
    expires: Timestamp,
) -> Vec<Period> {
    let lasts = u64::try_from(expires.duration_since(signed).as_secs()).unwrap_or(0);
    let valid = Period {
        kind: PeriodKind::Valid,
        from: signed,
        until: expires,
        label: format!("signature valid for {}", duration(lasts)),
    };
    let handed_out = rounding.and_then(|rounding| handed_out(rounding, signed));
    let mut periods: Vec<Period> = handed_out.into_iter().chain([valid]).collect();
    periods.extend(copies(exposure, expires));
    periods
}

fn handed_out(rounding: Rounding, signed: Timestamp) -> Option<Period> {
    let condition = match rounding.given {
        true => "",
        false => ", if the signer rounds",
    };
    Some(Period {
        kind: PeriodKind::HandedOut,
        from: signed,
        until: after(signed, rounding.step)?,
        label: format!("handed out for {}{condition}", duration(rounding.step)),
    })
}

/// How long copies outlive the signature, usually and at most.
fn copies(exposure: &Exposure, expires: Timestamp) -> Vec<Period> {
    let Some(lifetime) = exposure.lifetime.filter(|lifetime| !lifetime.is_zero()) else {
        return Vec::new();
    };
    let period = |kind, until: Option<Timestamp>, label: String| {
        let until = until.filter(|until| *until > expires)?;
        Some(Period {
            kind,
            from: expires,
            until,
            label,
        })
    };
    let kept = |seconds| format!("copies outlive it by up to {}", duration(seconds));
    let longest = exposure.reachable_until;
    let both = match exposure.depends_on_object() {
        false => [
            period(PeriodKind::Copies, longest, kept(lifetime.longest)),
            None,
        ],
        true => [
            period(
                PeriodKind::Copies,
                exposure.usually_until,
                kept(lifetime.usual),
            ),
            period(
                PeriodKind::LongerCopies,
                longest,
                format!(
                    "by the object's Cache-Control, up to {}",
                    duration(lifetime.longest)
                ),
            ),
        ],
    };
    both.into_iter().flatten().collect()
}

fn moments(
    exposure: &Exposure,
    (rounding, now): (Option<Rounding>, Timestamp),
    signed: Timestamp,
    expires: Timestamp,
) -> Vec<Moment> {
    let next = rounding.and_then(|rounding| after(signed, rounding.step));
    let usually = exposure
        .usually_until
        .filter(|_| exposure.depends_on_object());
    let last = exposure.reachable_until.unwrap_or(expires);
    let all = [
        (MomentKind::Signed, Some(signed)),
        (MomentKind::NextUrl, next),
        (MomentKind::Expires, Some(expires)),
        (MomentKind::UsuallyGone, usually.filter(|at| *at > expires)),
        (
            MomentKind::LastReachable,
            (exposure.lifetime.is_some()).then_some(last),
        ),
        (MomentKind::Now, Some(now)),
    ];
    let moment = |(kind, at): (MomentKind, Option<Timestamp>)| Some(Moment { kind, at: at? });
    let mut moments: Vec<Moment> = all.into_iter().filter_map(moment).collect();
    moments.sort_by_key(|moment| moment.at);
    moments
}

fn after(start: Timestamp, seconds: u64) -> Option<Timestamp> {
    let seconds = SignedDuration::from_secs(i64::try_from(seconds).ok()?);
    start.checked_add(seconds).ok()
}
