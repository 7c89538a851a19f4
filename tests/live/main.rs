//! `--live` and `export` against a control plane of the project's own, which answers as CloudFront's
//! documentation says, or fails in every way that a network and an account can.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod control_plane;
mod documents;
mod finding;
mod refused;
mod run;
mod snapshots;
#[path = "../support/mod.rs"]
mod support;

use siglint::input::live::Operation;

/// What is documented is what is asked, and the other way round.
#[test]
fn the_documented_policy_allows_every_operation_and_no_other() {
    let page = std::fs::read_to_string(support::root().join("docs/live.md")).unwrap();
    let policy = page.split("```json").nth(1).unwrap();
    let policy = policy.split("```").next().unwrap();
    let policy: serde_json::Value = serde_json::from_str(policy).unwrap();
    let documented: Vec<&str> = policy["Statement"][0]["Action"]
        .as_array()
        .unwrap()
        .iter()
        .map(|action| action.as_str().unwrap())
        .collect();
    let used: Vec<String> = Operation::ALL.iter().map(|one| one.permission()).collect();
    assert_eq!(documented, used);
    for operation in used {
        let reads = ["cloudfront:Get", "cloudfront:List"];
        assert!(
            reads.iter().any(|start| operation.starts_with(start)),
            "{operation}"
        );
        let name = operation.trim_start_matches("cloudfront:");
        assert!(page.matches(name).count() > 1, "{name} is not explained");
    }
}
