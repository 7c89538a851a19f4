//! Faults of the URL itself, and of who uses it: the delivery is right.

use crate::fault::Form::{Deployed, S3Url, Saved, Url};
use crate::fault::{Fault, LOCALSTACK, OPEN, RADOSGW, broken, fault};
use crate::signer::{GET, Request};

/// All of them.
pub(crate) fn faults() -> Vec<Fault> {
    vec![
        wrong_secret(),
        tampered_key(),
        expired(),
        expired_v2(),
        head_of_get(),
        get_of_head(),
        get_of_head_told(),
    ]
}

/// That the host is right can be seen only where S3 was asked directly.
fn wrong_secret() -> Fault {
    fault("wrong secret", "works")
        .request(|| Request {
            secret: "not the secret",
            ..GET
        })
        .on(
            LOCALSTACK,
            &[Deployed, S3Url],
            broken([OPEN]).says("changed after signing"),
        )
        .on(LOCALSTACK, &[Url, Saved("GET")], broken([OPEN]))
        .on(
            RADOSGW,
            &[Deployed, S3Url],
            broken([OPEN]).says("changed after signing"),
        )
}

fn tampered_key() -> Fault {
    fault("tampered key", "works")
        .request(|| Request {
            tampered: Some("/reports/2027.pdf"),
            ..GET
        })
        .on(
            LOCALSTACK,
            &[Deployed, S3Url],
            broken([OPEN]).says("changed after signing"),
        )
        .on(LOCALSTACK, &[Url, Saved("GET")], broken([OPEN]))
        .on(
            RADOSGW,
            &[Deployed, S3Url],
            broken([OPEN]).says("changed after signing"),
        )
}

fn expired() -> Fault {
    fault("expired", "works")
        .request(|| Request { ago: 7200, ..GET })
        .on(
            LOCALSTACK,
            &[Deployed, Url, S3Url, Saved("GET")],
            broken(["url-expired"]),
        )
        .on(
            RADOSGW,
            &[Deployed, Url, S3Url, Saved("GET")],
            broken(["url-expired"]),
        )
}

fn expired_v2() -> Fault {
    fault("SigV2, expired", "works")
        .request(|| Request {
            v2: true,
            ago: 7200,
            ..GET
        })
        .on(
            LOCALSTACK,
            &[Deployed, Url, Saved("GET")],
            broken(["url-expired"]),
        )
        // Ceph's refusal names nothing, and AWS has a second reason in this Region.
        .on(
            RADOSGW,
            &[Deployed, Url],
            broken(["url-expired", "signature-v2"]),
        )
}

fn head_of_get() -> Fault {
    fault("HEAD on a GET URL", "works")
        .on(
            LOCALSTACK,
            &[Saved("HEAD")],
            broken(["method-is-signed"]).says("HEAD"),
        )
        .on(
            RADOSGW,
            &[Saved("HEAD")],
            broken(["method-is-signed"]).says("HEAD"),
        )
}

/// Nobody said that it was signed for HEAD.
fn get_of_head() -> Fault {
    fault("GET on a HEAD URL", "works")
        .request(|| Request {
            method: "HEAD",
            ..GET
        })
        .on(LOCALSTACK, &[Deployed, Url, S3Url], broken([OPEN]))
        .on(RADOSGW, &[Deployed, S3Url], broken([OPEN]))
}

fn get_of_head_told() -> Fault {
    fault("GET on a HEAD URL, as told", "works")
        .request(|| Request {
            method: "HEAD",
            ..GET
        })
        .arguments(&["--method", "HEAD"])
        .on(
            LOCALSTACK,
            &[Saved("GET")],
            broken(["method-is-signed"]).says("GET"),
        )
}
