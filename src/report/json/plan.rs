//! The document of `plan`, version 1.

use crate::diagnosis::Planned;
use serde::Serialize;

/// The whole document: the only plan there is, or one for each delivery.
#[derive(Debug, Serialize)]
pub struct Plans {
    version: u8,
    #[serde(flatten)]
    only: Option<Plan>,
    plans: Vec<Plan>,
}

/// One plan; all durations in seconds.
#[derive(Debug, Clone, Serialize)]
struct Plan {
    #[serde(skip_serializing_if = "Option::is_none")]
    delivery: Option<String>,
    expires: u64,
    round: u64,
    ttl: u64,
    usual_ttl: u64,
    shortest_validity: u64,
    longest_validity: u64,
    reach: u64,
    urls_per_day: Option<u64>,
    hit_ratios: Vec<HitRatio>,
    faults: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
struct HitRatio {
    rate: String,
    ratio: f64,
}

/// The document of plans, each with the delivery that it is of, if it is of one.
#[must_use]
pub fn plans(all: &[(Option<String>, Planned)]) -> Plans {
    let plans: Vec<Plan> = all.iter().map(|(of, planned)| plan(of, planned)).collect();
    let only = match plans.as_slice() {
        [one] => Some(one.clone()),
        _ => None,
    };
    Plans {
        version: 1,
        only,
        plans,
    }
}

fn plan(of: &Option<String>, planned: &Planned) -> Plan {
    let hit_ratio = |(rate, ratio): &(String, f64)| HitRatio {
        rate: rate.clone(),
        ratio: *ratio,
    };
    Plan {
        delivery: of.clone(),
        expires: planned.expiry,
        round: planned.step,
        ttl: planned.ttl,
        usual_ttl: planned.usual,
        shortest_validity: planned.shortest,
        longest_validity: planned.expiry,
        reach: planned.reach,
        urls_per_day: planned.urls_per_day,
        hit_ratios: planned.hits.iter().map(hit_ratio).collect(),
        faults: planned.faults.clone(),
    }
}
