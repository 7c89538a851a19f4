//! What would be born broken is not signed, and why is told.

use crate::{sign, support};

const SESSION: [(&str, &str); 2] = [
    ("AWS_SESSION_TOKEN", "a-token"),
    ("AWS_CREDENTIAL_EXPIRATION", "2026-11-23T10:50:00+00:00"),
];

fn refused(arguments: &[&str], environment: &[(&str, &str)], code: i32, reason: &str) {
    let run = sign(arguments, environment);
    assert_eq!((run.code, run.stdout.as_str()), (code, ""), "{run:?}");
    let said = run.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains(reason), "{said}");
}

#[test]
fn what_s3_would_refuse_is_not_signed() {
    let of = |further: &[&'static str]| {
        [&["s3://files/k", "--region", "eu-central-1"], further].concat()
    };
    refused(&of(&["--expires", "8d"]), &[], 1, "more than 7 d");
    refused(
        &of(&["--round", "1h"]),
        &[],
        1,
        "would be expired when it is handed out",
    );
    refused(
        &of(&[]),
        &SESSION,
        1,
        "session ends at 2026-11-23 10:50:00 UTC",
    );
    refused(&of(&[]), &SESSION, 1, "sign for 32 min 18 s at most");
    let key = [("AWS_ACCESS_KEY_ID", "ASIAIOSFODNN7EXAMPLE")];
    refused(&of(&[]), &key, 1, "set AWS_SESSION_TOKEN");
    refused(
        &["s3://files/a/../b", "--region", "eu-central-1"],
        &[],
        1,
        "clients resolve that",
    );
}

#[test]
fn within_its_session_a_url_is_signed() {
    let run = sign(
        &[
            "s3://files/k",
            "--region",
            "eu-central-1",
            "--expires",
            "32m",
        ],
        &SESSION,
    );
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stderr.contains("the URL dies"), "{run:?}");
    assert!(!run.stderr.contains("a-token"), "{run:?}");
}

#[test]
fn what_cannot_be_read_is_told_with_what_was_expected() {
    for (arguments, reason) in [
        ("files/k --region eu-central-1", "expected s3://BUCKET/KEY"),
        ("s3://files/k", "--region: which Region"),
        ("s3://files/k --region nowhere", "no host of S3's is known"),
        (
            "s3://f/k --region eu-central-1 --method PATCH",
            "expected one of GET",
        ),
        (
            "s3://f/k --region eu-central-1 --via a/b",
            "--via: expected a host",
        ),
        (
            "s3://f/k --region eu-central-1 --response etag=x",
            "one of cache-control",
        ),
        (
            "s3://f/k --region eu-central-1 --query x-amz-date=x",
            "siglint makes itself",
        ),
    ] {
        let arguments: Vec<&str> = arguments.split(' ').collect();
        refused(&arguments, &[], 2, reason);
    }
    let none = [("AWS_ACCESS_KEY_ID", "")];
    let arguments = ["s3://files/k", "--region", "eu-central-1"];
    refused(&arguments, &none, 2, "no credentials");
}

#[test]
fn a_profile_has_its_own_key_and_region() {
    let folder = support::scratch("sign-profile");
    std::fs::create_dir_all(folder.join(".aws")).unwrap();
    let file = "[profile web]\nregion = eu-west-3\naws_access_key_id = AKIAI44QH8DHBEXAMPLE\n\
                aws_secret_access_key = je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY\n";
    std::fs::write(folder.join(".aws/config"), file).unwrap();
    let home = [("HOME", folder.to_str().unwrap())];
    let run = sign(&["s3://files/k", "--profile", "web"], &home);
    assert_eq!(run.code, 0, "{run:?}");
    let start = "https://files.s3.eu-west-3.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&\
                 X-Amz-Credential=AKIAI44QH8DHBEXAMPLE%2F20261123%2Feu-west-3%2F";
    assert!(run.stdout.starts_with(start), "{run:?}");
}
