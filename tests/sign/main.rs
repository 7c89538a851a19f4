//! `siglint sign` from the outside: against aws-sigv4 always, and against boto3 and the JavaScript SDK
//! where `tests/sign/up` has installed them.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod asking;
mod aws_sigv4;
mod refusals;
mod sdks;
#[path = "../support/mod.rs"]
mod support;

use support::Run;

/// A moment in the middle of a step.
pub(crate) const NOW: &str = "2026-11-23T10:17:42Z";
/// The documentation's own credentials, which open nothing.
pub(crate) const KEY: &str = "AKIAIOSFODNN7EXAMPLE";
pub(crate) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

/// `siglint sign` at [`NOW`] with the documentation's credentials, and what else the environment has.
pub(crate) fn sign(arguments: &[&str], further: &[(&str, &str)]) -> Run {
    let mut environment = vec![
        ("AWS_ACCESS_KEY_ID", KEY),
        ("AWS_SECRET_ACCESS_KEY", SECRET),
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("HOME", "/nonexistent"),
    ];
    environment.extend(further);
    let arguments = [&["sign", "--now", NOW], arguments].concat();
    let run = support::siglint_with(&arguments, &support::root(), &environment);
    assert!(!run.stdout.contains("MDENG"), "the secret is shown");
    assert!(!run.stderr.contains("MDENG"), "the secret is shown");
    run
}

/// The URL that was signed.
pub(crate) fn signed(arguments: &[&str], further: &[(&str, &str)]) -> String {
    let run = sign(arguments, further);
    assert_eq!(run.code, 0, "{run:?}");
    let signature = run.stdout.rsplit('=').next().unwrap().trim();
    assert!(!run.stderr.contains(signature), "the signature is repeated");
    run.stdout.trim_end().to_owned()
}

/// What a URL is made of but for the order of its parameters.
pub(crate) fn parts(url: &str) -> (String, Vec<String>) {
    let (address, query) = url.split_once('?').unwrap();
    let mut query: Vec<String> = query.split('&').map(str::to_owned).collect();
    query.sort();
    (address.to_owned(), query)
}
