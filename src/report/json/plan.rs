//! The document of `plan`, version 1.

use crate::diagnosis::Planned;
use serde::Serialize;

/// The whole document; all durations in seconds.
#[derive(Debug, Serialize)]
pub struct Plan {
    version: u8,
    expires: u64,
    round: u64,
    ttl: u64,
    shortest_validity: u64,
    longest_validity: u64,
    reach: u64,
    urls_per_day: Option<u64>,
    hit_ratios: Vec<HitRatio>,
    faults: Vec<String>,
}

#[derive(Debug, Serialize)]
struct HitRatio {
    rate: String,
    ratio: f64,
}

/// The document of a plan.
#[must_use]
pub fn plan(planned: &Planned) -> Plan {
    let hit_ratio = |(rate, ratio): &(String, f64)| HitRatio {
        rate: rate.clone(),
        ratio: *ratio,
    };
    Plan {
        version: 1,
        expires: planned.expiry,
        round: planned.step,
        ttl: planned.ttl,
        shortest_validity: planned.shortest,
        longest_validity: planned.expiry,
        reach: planned.reach,
        urls_per_day: planned.urls_per_day,
        hit_ratios: planned.hits.iter().map(hit_ratio).collect(),
        faults: planned.faults.clone(),
    }
}
