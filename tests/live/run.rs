//! Runs of siglint against a control plane of a test.

use crate::control_plane::ControlPlane;
use crate::support;
use serde_json::Value;
use std::path::Path;

/// A moment at which the test's URLs are valid.
pub(crate) const NOW: &str = "2026-11-23T10:10:00Z";

/// The host that the test's URLs were signed for.
pub(crate) const SIGNED_HOST: &str = "cf-files-example.s3.eu-central-1.amazonaws.com";

/// What came of it.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

impl Run {
    pub(crate) fn json(&self) -> Value {
        let parsed = serde_json::from_str(&self.stdout);
        parsed.unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Everything that was said, on one line.
    pub(crate) fn said(&self) -> String {
        let said = format!("{} {}", self.stdout, self.stderr);
        said.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A URL that was signed for S3's Regional host, at this one.
pub(crate) fn url(host: &str) -> String {
    format!(
        "https://{host}/reports/2026.pdf?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=\
         AKIAIOSFODNN7EXAMPLE%2F20261123%2Feu-central-1%2Fs3%2Faws4_request&X-Amz-Date=\
         20261123T100000Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature={}",
        "0a1b2c3d".repeat(8)
    )
}

/// siglint with these arguments and credentials that open nothing.
pub(crate) fn siglint(plane: &ControlPlane, arguments: &[&str]) -> Run {
    with(arguments, &environment(&plane.endpoint))
}

/// An environment that leads to this endpoint, and nowhere else.
pub(crate) fn environment(endpoint: &str) -> Vec<(&str, &str)> {
    vec![
        ("AWS_ENDPOINT_URL_CLOUDFRONT", endpoint),
        ("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "5ec2e75ec2e75ec2e7"),
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("AWS_MAX_ATTEMPTS", "2"),
        ("HOME", "/nonexistent"),
    ]
}

pub(crate) fn with(arguments: &[&str], environment: &[(&str, &str)]) -> Run {
    let run = support::siglint_with(arguments, Path::new("/"), environment);
    for text in [&run.stdout, &run.stderr] {
        assert!(!text.contains("panicked"), "{text}");
        assert!(!text.contains("5ec2e7"), "a secret is shown: {text}");
        assert!(
            !text.contains("0a1b2c3d0a1b"),
            "a signature is shown: {text}"
        );
    }
    Run {
        stdout: run.stdout,
        stderr: run.stderr,
        code: run.code,
    }
}

/// `siglint check` of a URL at this host, for a program.
pub(crate) fn check(plane: &ControlPlane, host: &str, more: &[&str]) -> Run {
    let (url, original) = (url(host), url(SIGNED_HOST));
    let base = ["check", &url, "--s3-url", &original, "--now", NOW, "--live"];
    siglint(plane, &[&base[..], &["--format", "json"], more].concat())
}
