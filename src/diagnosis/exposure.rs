//! How long and for whom, in sentences.

use super::view::{Case, ExposureView};
use crate::edge::{Exposure, Rounding};
use crate::finding::{duration, duration_range, instant};
use jiff::Timestamp;

/// What a case's exposure amounts to; `None` without a URL or a delivery.
pub(super) fn exposure_view(case: &Case<'_>) -> Option<ExposureView> {
    let exposure = case.exposure?;
    Some(ExposureView {
        valid_from: exposure.valid_from,
        expires: exposure.expires,
        reachable_until: exposure.reachable_until,
        without_signature: exposure.without_signature,
        sentences: match case.delivery {
            Some(_) => lasting(exposure, case.rounding),
            None => sentences(exposure, case.rounding),
        },
        reach: seconds_between(exposure.valid_from, exposure.reachable_until).map(duration),
    })
}

fn seconds_between(start: Option<Timestamp>, end: Option<Timestamp>) -> Option<u64> {
    u64::try_from(end?.duration_since(start?).as_secs()).ok()
}

fn sentences(exposure: &Exposure, rounding: Option<Rounding>) -> Vec<String> {
    let validity = validity(exposure);
    let rounding = rounding.map(rounded);
    [validity, reach(exposure), rounding, others(exposure)]
        .into_iter()
        .flatten()
        .collect()
}

/// The same of a URL that nobody has signed yet: how long, and not until when.
fn lasting(exposure: &Exposure, rounding: Option<Rounding>) -> Vec<String> {
    let between = |end| seconds_between(exposure.valid_from, end).map(duration);
    let mut said: Vec<String> = Vec::new();
    said.extend(between(exposure.expires).map(|lasts| format!("signed for {lasts}")));
    if let (Some(lifetime), Some(latest)) = (exposure.lifetime, between(exposure.reachable_until)) {
        let usually = between(exposure.usually_until).filter(|_| exposure.depends_on_object());
        let usually = usually.map_or_else(String::new, |usually| {
            format!(" ({usually} if the object has no Cache-Control)")
        });
        said.push(match lifetime.is_zero() {
            true => format!("not cached: reachable for at most {latest} after signing"),
            false => format!(
                "cached for up to {}: reachable for at most {latest} after signing{usually}",
                duration(lifetime.longest)
            ),
        });
    }
    said.extend(rounding.map(rounded));
    said.extend(others(exposure));
    said
}

fn others(exposure: &Exposure) -> Option<String> {
    let unsigned = exposure.without_signature == Some(true);
    unsigned.then(|| "others get it without a valid signature".to_owned())
}

fn validity(exposure: &Exposure) -> Option<String> {
    let (start, end) = (exposure.valid_from?, exposure.expires?);
    let lasts = seconds_between(Some(start), Some(end)).map_or_else(String::new, duration);
    Some(format!(
        "signed at {} for {lasts}, until {}",
        instant(start),
        instant(end)
    ))
}

fn reach(exposure: &Exposure) -> Option<String> {
    let lifetime = exposure.lifetime?;
    let latest = seconds_between(exposure.valid_from, exposure.reachable_until)?;
    let until = instant(exposure.reachable_until?);
    if lifetime.is_zero() {
        return Some(format!("not cached: reachable until {until} at the latest"));
    }
    let bound = format!(
        "cached for up to {}: reachable until {until} at the latest, {} after signing",
        duration(lifetime.longest),
        duration(latest)
    );
    let usual = exposure
        .usually_until
        .filter(|_| exposure.depends_on_object());
    Some(match usual {
        Some(usual) => format!(
            "{bound} (until {} if the object has no Cache-Control)",
            instant(usual)
        ),
        None => bound,
    })
}

fn rounded(rounding: Rounding) -> String {
    let lead = match rounding.given {
        true => "signing time rounded to",
        false => "signing time on a boundary of",
    };
    let condition = match rounding.given {
        true => "",
        false => "if the signer rounds to it, ",
    };
    format!(
        "{lead} {}: {condition}a URL is valid for {} when it is handed out",
        duration(rounding.step),
        duration_range(rounding.shortest, rounding.longest)
    )
}
