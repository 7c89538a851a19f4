//! `siglint lab --demo`: the story is told, and by what really happened.

use crate::support::{scratch, siglint_with};
use std::path::Path;

#[test]
fn the_demo_tells_the_whole_story() {
    let folder = scratch("lab-demo");
    let environment = [
        ("TMPDIR", folder.to_str().unwrap()),
        ("AWS_EC2_METADATA_DISABLED", "true"),
    ];
    let run = siglint_with(&["lab", "--demo"], Path::new("/"), &environment);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{run:?}");
    let mut rest = run.stdout.as_str();
    for said in [
        "the delivery is broken",
        "the edge answers             403 SignatureDoesNotMatch\n",
        "error[signed-host-mismatch]",
        "mend: set the origin's DomainName to",
        "verdict: broken",
        "- \"DomainName\": \"demo-files.s3.amazonaws.com\"",
        "+ \"DomainName\": \"demo-files.s3.eu-central-1.amazonaws.com\"",
        "200 Miss from cloudfront",
        "200 Hit from cloudfront",
        "11:05  S3 itself             403 AccessDenied, Request has expired",
        "11:05  the edge              200 Hit from cloudfront, Age 360 s",
        "11:30  the edge              403 AccessDenied, Request has expired",
        "12:29  signed as it is       200 Miss from cloudfront",
        "       rounded               200 Hit from cloudfront, Age 1320 s",
        "48 a day",
        "Now yours:",
    ] {
        let at = rest
            .find(said)
            .unwrap_or_else(|| panic!("{said} is not in\n{rest}"));
        rest = &rest[at + said.len()..];
    }
    assert!(!run.stdout.contains("X-Amz-Signature="), "{}", run.stdout);
    for line in run.stdout.lines() {
        assert!(line.chars().count() <= 80, "too wide: {line}");
    }
    let left = std::fs::read_dir(&folder).unwrap().count();
    assert_eq!(left, 0, "the demo leaves something behind");
}
