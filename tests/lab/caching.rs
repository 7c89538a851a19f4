//! What the edge keeps, for whom, and for how long.

use crate::lab::{Lab, NOW, report, signed};

fn cache(lab: &Lab, url: &str) -> (u16, String, Option<String>) {
    let answer = lab.get(url);
    let came = answer
        .header("x-cache")
        .unwrap()
        .replace(" from cloudfront", "");
    let age = answer.header("age").map(str::to_owned);
    (answer.status, came, age)
}

fn came(status: u16, came: &str, age: Option<&str>) -> (u16, String, Option<String>) {
    (status, came.to_owned(), age.map(str::to_owned))
}

#[test]
fn an_expired_url_is_served_until_its_copy_ends() {
    let lab = Lab::correct("expired");
    // Valid until 11:00; the copies of this delivery live half an hour.
    let url = report();
    lab.advance("49m");
    assert_eq!(cache(&lab, &url), came(200, "Miss", None), "10:59");
    lab.advance("2m");
    assert_eq!(
        cache(&lab, &url),
        came(200, "Hit", Some("120")),
        "11:01, expired"
    );
    let direct = lab.ask_s3("GET", &url, &[]).said();
    assert_eq!(direct, (403, "AccessDenied".to_owned()), "S3 says so");
    lab.advance("27m59s");
    assert_eq!(cache(&lab, &url), came(200, "Hit", Some("1799")));
    lab.advance("1s");
    assert_eq!(
        cache(&lab, &url),
        came(403, "Error", None),
        "the copy ended"
    );
    assert_eq!(
        cache(&lab, &url),
        came(403, "Error", None),
        "and is not served again"
    );
}

#[test]
fn a_copy_that_is_still_right_is_refreshed() {
    let lab = Lab::correct("refresh");
    let url = signed("reports/2026.pdf", NOW, &["--expires", "2h"]);
    assert_eq!(cache(&lab, &url), came(200, "Miss", None));
    lab.advance("31m");
    assert_eq!(cache(&lab, &url), came(200, "RefreshHit", None));
    lab.advance("10s");
    assert_eq!(cache(&lab, &url), came(200, "Hit", Some("10")));
    std::fs::write(lab.folder.join("reports/2026.pdf"), "another").unwrap();
    assert_eq!(cache(&lab, &url).1, "Hit", "until it is asked for again");
    lab.advance("31m");
    let changed = lab.get(&url);
    assert_eq!(changed.text(), "another");
    assert_eq!(changed.header("x-cache"), Some("Miss from cloudfront"));
}

#[test]
fn each_signature_has_a_copy_of_its_own_and_rounding_makes_them_one() {
    let lab = Lab::correct("rounding");
    let at = |time: &str, round: &str| signed("reports/2026.pdf", time, &["--round", round]);
    let (first, second) = (
        at("2026-11-23T10:03:00Z", "0"),
        at("2026-11-23T10:04:00Z", "0"),
    );
    assert_eq!(cache(&lab, &first).1, "Miss");
    assert_eq!(cache(&lab, &second).1, "Miss");
    let (first, second) = (
        at("2026-11-23T10:03:00Z", "30m"),
        at("2026-11-23T10:09:00Z", "30m"),
    );
    assert_eq!(cache(&lab, &first).1, "Miss");
    assert_eq!(cache(&lab, &second).1, "Hit");
    let forged = first.replace("Signature=", "Signature=0");
    assert_eq!(cache(&lab, &forged), came(403, "Error", None));
}

#[test]
fn a_signature_that_is_not_keyed_protects_nothing() {
    let lab = Lab::of("query-unkeyed", "unkeyed", &["--now", NOW]);
    let bare = "https://files/reports/2026.pdf";
    assert_eq!(lab.get(bare).status, 403);
    assert_eq!(cache(&lab, &report()).1, "Miss");
    let leaked = lab.get(bare);
    assert_eq!(
        (leaked.status, leaked.header("x-cache")),
        (200, Some("Hit from cloudfront"))
    );
    let invalidate = lab.ask("POST", "https://files/.siglint/invalidate", &[]);
    assert_eq!(invalidate.status, 200);
    assert_eq!(lab.get(bare).status, 403);
}

#[test]
fn what_is_not_there_is_kept_for_ten_seconds() {
    let lab = Lab::correct("errors");
    let url = signed("late.txt", NOW, &[]);
    assert_eq!(cache(&lab, &url), came(404, "Error", None));
    std::fs::write(lab.folder.join("late.txt"), "here").unwrap();
    assert_eq!(cache(&lab, &url), came(404, "Error", Some("0")));
    lab.advance("10s");
    assert_eq!(cache(&lab, &url), came(200, "Miss", None));
}

#[test]
fn the_clock_runs_as_fast_as_it_is_told() {
    let lab = Lab::of(
        "correct",
        "scale",
        &["--now", NOW, "--time-scale", "100000"],
    );
    std::thread::sleep(std::time::Duration::from_millis(100));
    let answer = lab.get(&report());
    assert!(
        answer.text().contains("Request has expired"),
        "{}",
        answer.text()
    );
}
