//! `siglint plan` from the outside, and its arithmetic against requests that are played one by one.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a test may fail, and a simulation counts"
)]

mod support;

use proptest::prelude::*;
use serde_json::Value;
use siglint::edge::{Schedule, Wish};
use std::collections::BTreeMap;
use support::{Run, root, scratch, siglint};

/// Random numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    /// Uniform in (0, 1].
    fn roll(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 11) as f64 + 1.0) / (1_u64 << 53) as f64
    }

    /// The time to the next of requests that come at `rate` a second.
    fn pause(&mut self, rate: f64) -> f64 {
        -self.roll().ln() / rate
    }
}

/// Plays requests against a cache: each takes the URL of its moment; a copy is kept by the URL's
/// signing time until its time to live is over. Gives the share that was served from the cache.
fn played(schedule: Schedule, rate: f64, requests: u32, dice: &mut Dice) -> f64 {
    let mut kept: BTreeMap<u64, f64> = BTreeMap::new();
    let mut hits = 0_u32;
    let mut now = 0.0;
    for _ in 0..requests {
        now += dice.pause(rate);
        let signed_at = now as u64 / schedule.step * schedule.step;
        match kept.get(&signed_at) {
            Some(until) if now < *until => hits += 1,
            _ => {
                kept.insert(signed_at, now + schedule.ttl as f64);
            }
        }
    }
    f64::from(hits) / f64::from(requests)
}

/// Looks second by second for the last moment at which an object can be had with the URL that is
/// signed at 0: from S3 while it is valid, then from a copy that was fetched while it was.
fn last_served(schedule: Schedule) -> u64 {
    let mut kept_until = 0;
    let mut last = 0;
    for now in 0..=(schedule.expiry + schedule.ttl + 10) {
        if now <= schedule.expiry {
            // The worst viewer asks in every second, through a cache that has no copy yet.
            kept_until = now + schedule.ttl;
            last = now;
        } else if now <= kept_until {
            last = now;
        }
    }
    last
}

fn schedules() -> impl Strategy<Value = Schedule> {
    (60_u64..4000, 60_u64..4000, 1_u64..4000).prop_map(|(rest, step, ttl)| Schedule {
        expiry: step + rest,
        step,
        ttl,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_hit_ratio_is_what_requests_see(
        schedule in schedules(),
        in_a_step in 0.05_f64..400.0,
        seed in any::<u64>(),
    ) {
        let rate = in_a_step / schedule.step as f64;
        let seen = played(schedule, rate, 60_000, &mut Dice(seed));
        let told = schedule.hit_ratio(rate);
        prop_assert!((seen - told).abs() < 0.015, "seen {seen}, told {told}");
    }

    #[test]
    fn validity_is_what_viewers_get(schedule in schedules()) {
        let left = |now: u64| (now / schedule.step * schedule.step + schedule.expiry).saturating_sub(now);
        let window = (0..schedule.step).map(left);
        prop_assert_eq!(window.clone().max(), Some(schedule.longest()));
        // Handed out in the last second of the step, it is valid for a second more than at its end.
        prop_assert_eq!(window.min(), Some(schedule.shortest() + 1));
    }

    #[test]
    fn reach_is_the_last_moment_at_which_anything_is_served(schedule in schedules()) {
        prop_assert_eq!(last_served(schedule), schedule.reach());
    }

    #[test]
    fn urls_of_a_day_are_counted(schedule in schedules()) {
        let signed: std::collections::BTreeSet<u64> =
            (0..86_400).map(|now| now / schedule.step).collect();
        prop_assert_eq!(schedule.urls_per_day(), Some(signed.len() as u64));
    }

    #[test]
    fn no_schedule_that_keeps_to_a_wish_has_more_hits(
        reach in 600_u64..20_000,
        valid in 60_u64..6_000,
        rate in 0.000_1_f64..2.0,
        step in prop::sample::select(vec![60_u64, 300, 600, 900, 1200, 1800, 2700, 3600]),
        ttl in 1_u64..200,
    ) {
        let wish = Wish { reach, valid, rate };
        let other = Schedule { expiry: valid + step, step, ttl: ttl * 60 };
        match Schedule::best(wish) {
            Some(best) => {
                prop_assert!(best.reach() <= reach && best.shortest() >= valid);
                if other.reach() <= reach {
                    let gain = other.hit_ratio(rate) - best.hit_ratio(rate);
                    prop_assert!(gain < 1e-6, "{best:?} is beaten by {other:?} by {gain}");
                }
            }
            None => prop_assert!(other.reach() > reach, "{other:?} keeps to it"),
        }
    }
}

fn plan(arguments: &[&str]) -> Run {
    let arguments: Vec<&str> = ["plan"]
        .into_iter()
        .chain(arguments.iter().copied())
        .collect();
    siglint(&arguments, &root())
}

#[test]
fn a_plan_tells_what_rounding_comes_to() {
    let run = plan(&[
        "--expires",
        "1h",
        "--round",
        "30m",
        "--ttl",
        "30m",
        "--rate",
        "10/min",
        "--format",
        "json",
    ]);
    let plan: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(plan["shortest_validity"], 1800);
    assert_eq!(plan["reach"], 5400);
    assert_eq!(plan["urls_per_day"], 48);
    let ratio = plan["hit_ratios"][0]["ratio"].as_f64().unwrap();
    assert!((ratio - 299.0 / 300.0).abs() < 1e-6, "{ratio}");
}

/// The delivery of the article's end: an hour, half an hour, half an hour.
#[test]
fn a_delivery_has_a_plan_of_its_own() {
    let scenario = root().join("fixtures/scenarios/correct");
    let url = std::fs::read_to_string(scenario.join("url")).unwrap();
    let page = scratch("plan-delivery").join("plan.html");
    let (config, page) = (scenario.join("config"), page.display().to_string());
    let config = config.display().to_string();
    let now = "2026-11-23T10:10:00Z";
    let arguments = [url.trim(), "-c", &config, "--now", now, "--html", &page];
    let run = plan(&[&arguments[..], &["--format", "json"]].concat());
    let found: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(found["plans"].as_array().unwrap().len(), 1);
    for (name, seconds) in [
        ("expires", 3600),
        ("round", 1800),
        ("ttl", 1800),
        ("reach", 5400),
    ] {
        assert_eq!(found[name], seconds, "{name}");
    }
    let page = std::fs::read_to_string(&page).unwrap();
    assert!(page.contains("<svg") && page.contains("can last be reached"));
    assert!(!page.contains("X-Amz-Signature"), "nothing of the query");
}

#[test]
fn what_is_not_known_has_no_plan() {
    let config = root().join("fixtures/scenarios/correct/config");
    let run = plan(&["-c", &config.display().to_string()]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("is left out"), "{}", run.stderr);
}

#[test]
fn a_plan_is_found_for_a_reach() {
    let run = plan(&["--reach", "2h", "--valid", "20m", "--format", "json"]);
    let found: Value = serde_json::from_str(&run.stdout).unwrap();
    assert!(found["reach"].as_u64().unwrap() <= 7200, "{found}");
    assert!(
        found["shortest_validity"].as_u64().unwrap() >= 1200,
        "{found}"
    );
    let none = plan(&["--reach", "20m", "--valid", "20m"]);
    assert_eq!(none.code, 2);
    assert!(
        none.stderr.contains("no plan keeps to it"),
        "{}",
        none.stderr
    );
}

#[test]
fn a_plan_that_is_born_broken_says_so() {
    let run = plan(&["--expires", "15m", "--round", "30m"]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("has expired by then"), "{}", run.stdout);
    assert!(
        run.stdout.lines().all(|line| line.chars().count() <= 80),
        "{}",
        run.stdout
    );
    for (rate, code) in [
        ("10", 2),
        ("0/s", 2),
        ("nan/s", 2),
        ("1e999/s", 2),
        ("1e-9/d", 0),
        ("9e9/s", 0),
    ] {
        assert_eq!(plan(&["--rate", rate]).code, code, "{rate}");
    }
}
