//! A schedule and what it comes to, as reports draw it.

use crate::edge::{Schedule, Wish};

/// Rates that are shown where none was asked for, in requests a second, with their names.
const RATES: [(&str, f64); 3] = [("1/h", 1.0 / 3600.0), ("1/min", 1.0 / 60.0), ("1/s", 1.0)];

/// What a way to sign and to cache comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// How long a URL is valid from its signing time, in seconds.
    pub expiry: u64,
    /// The step of the signing time, in seconds; 0 where it is not rounded.
    pub step: u64,
    /// How long copies are kept at most, in seconds.
    pub ttl: u64,
    /// The validity of a URL that is handed out at the end of its step, in seconds.
    pub shortest: u64,
    /// How long after its signing time an object can be had with a URL, in seconds.
    pub reach: u64,
    /// How many URLs an object has in a day; `None` where every request has its own.
    pub urls_per_day: Option<u64>,
    /// The share of requests that the cache answers, between 0 and 1, by the rate's name.
    pub hits: Vec<(String, f64)>,
    /// The reach and the shortest validity that were asked for, in seconds, where a plan was to be found.
    pub asked: Option<(u64, u64)>,
    /// What is wrong with it, the worst first.
    pub faults: Vec<String>,
}

impl Planned {
    /// What a schedule comes to at a rate, given by name and in requests a second, or at several.
    #[must_use]
    pub fn new(schedule: Schedule, rate: Option<&(String, f64)>, wish: Option<Wish>) -> Self {
        let known = RATES.map(|(name, rate)| (name.to_owned(), rate));
        let rates = rate.map_or(&known[..], std::slice::from_ref);
        let hits = rates
            .iter()
            .map(|(name, rate)| (name.clone(), schedule.hit_ratio(*rate)));
        Self {
            expiry: schedule.expiry,
            step: schedule.step,
            ttl: schedule.ttl,
            shortest: schedule.shortest(),
            reach: schedule.reach(),
            urls_per_day: schedule.urls_per_day(),
            hits: hits.collect(),
            asked: wish.map(|wish| (wish.reach, wish.valid)),
            faults: faults(schedule),
        }
    }
}

fn faults(schedule: Schedule) -> Vec<String> {
    let mut faults = Vec::new();
    if schedule.is_born_expired() {
        faults.push(
            "the step is not shorter than the validity: a URL that is handed out at the end of its \
             step has expired by then"
                .to_owned(),
        );
    }
    if schedule.is_too_long() {
        faults.push("SigV4 takes no validity of more than 7 d".to_owned());
    }
    faults
}
