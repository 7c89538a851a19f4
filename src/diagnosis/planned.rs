//! A schedule and what it comes to, as reports draw it.

use super::timeline::{PeriodKind, Timeline, drawn};
use super::view::TargetView;
use crate::edge::{Exposure, Lifetime, Rounding, Schedule, Wish};
use jiff::{SignedDuration, Timestamp};

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
    /// How long copies of an object without a Cache-Control of its own are kept, in seconds.
    pub usual: u64,
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
        Self {
            asked: wish.map(|wish| (wish.reach, wish.valid)),
            ..Self::kept(schedule, schedule.ttl, rate)
        }
    }

    /// What the delivery of a target comes to; `None` where its times or its lifetimes are not known.
    /// A step of 0 stands for a signing time that is not seen to be rounded.
    #[must_use]
    pub fn of(target: &TargetView, rate: Option<&(String, f64)>) -> Option<Self> {
        let timeline = target.timeline.as_ref()?;
        let reachable = target.exposure.as_ref()?.reachable_until?;
        let period = |kind: PeriodKind| timeline.periods.iter().find(|one| one.kind == kind);
        let lasts = |kind| period(kind).map(|one| seconds(one.from, one.until));
        let valid = period(PeriodKind::Valid)?;
        let ttl = seconds(valid.until, reachable);
        let schedule = Schedule {
            expiry: seconds(valid.from, valid.until),
            step: lasts(PeriodKind::HandedOut).unwrap_or(0),
            ttl,
        };
        let usual = match period(PeriodKind::LongerCopies) {
            Some(_) => lasts(PeriodKind::Copies).unwrap_or(0),
            None => ttl,
        };
        Some(Self::kept(schedule, usual, rate))
    }

    /// The life of the URL that is handed out now.
    #[must_use]
    pub fn timeline(&self, now: Timestamp) -> Option<Timeline> {
        let step = i64::try_from(self.step.max(1)).ok()?;
        let signed = now.as_second().div_euclid(step).checked_mul(step)?;
        let signed = Timestamp::from_second(signed).ok()?;
        let after = |start: Timestamp, seconds: u64| {
            let seconds = SignedDuration::from_secs(i64::try_from(seconds).ok()?);
            start.checked_add(seconds).ok()
        };
        let expires = after(signed, self.expiry)?;
        let exposure = Exposure {
            valid_from: Some(signed),
            expires: Some(expires),
            reachable_until: after(expires, self.ttl),
            usually_until: after(expires, self.usual),
            lifetime: Some(Lifetime {
                usual: self.usual,
                longest: self.ttl,
                shortest: 0,
            }),
            without_signature: None,
        };
        let rounding = (self.step > 0).then(|| Rounding::given(self.step, self.expiry));
        drawn(&exposure, rounding, now)
    }

    fn kept(schedule: Schedule, usual: u64, rate: Option<&(String, f64)>) -> Self {
        let known = RATES.map(|(name, rate)| (name.to_owned(), rate));
        let rates = rate.map_or(&known[..], std::slice::from_ref);
        let cached = Schedule {
            ttl: usual,
            ..schedule
        };
        let hits = rates
            .iter()
            .map(|(name, rate)| (name.clone(), cached.hit_ratio(*rate)));
        Self {
            expiry: schedule.expiry,
            step: schedule.step,
            ttl: schedule.ttl,
            usual,
            shortest: schedule.shortest(),
            reach: schedule.reach(),
            urls_per_day: schedule.urls_per_day(),
            hits: hits.collect(),
            asked: None,
            faults: faults(schedule),
        }
    }
}

fn seconds(from: Timestamp, until: Timestamp) -> u64 {
    u64::try_from(until.duration_since(from).as_secs()).unwrap_or(0)
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
