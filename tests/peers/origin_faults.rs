//! Faults of the way to the origin: Host, path, headers, signatures.

use crate::delivery::{ALL_VIEWER, Delivery};
use crate::fault::Form::{Deployed, Right, S3Url, Saved, Url};
use crate::fault::{Fault, LOCALSTACK, OPEN, RADOSGW, broken, fault};
use crate::signer::{GET, Request};
use serde_json::json;

/// All of them.
pub(crate) fn faults() -> Vec<Fault> {
    vec![
        host_forwarded(),
        origin_global(),
        other_bucket(),
        origin_path(),
        rewritten(),
        encoded_again(),
        parameter_added(),
        unsigned_header(),
        unsigned_header_v2(),
        signed_twice(),
        signed_twice_documented(),
        client_authorization(),
    ]
}

fn host_forwarded() -> Fault {
    fault("viewer Host forwarded", "host-forwarded")
        .deployed(|delivery| delivery.behavior()["OriginRequestPolicyId"] = json!(ALL_VIEWER))
        .on(
            LOCALSTACK,
            &[Deployed, Url, S3Url, Right, Saved("GET")],
            broken(["host-forwarded"]),
        )
        .on(RADOSGW, &[Deployed], broken(["host-forwarded"]))
        .on(RADOSGW, &[S3Url, Right], broken(["host-forwarded", OPEN]))
}

fn origin_global() -> Fault {
    let global = ["origin-region-missing", "signed-host-mismatch"];
    let [missing, mismatch] = global;
    fault("origin without a Region", "origin-global")
        .deployed(|delivery| delivery.origin()["DomainName"] = json!("peer-files.s3.amazonaws.com"))
        .on(LOCALSTACK, &[Deployed, Url, S3Url, Right], broken(global))
        .on(RADOSGW, &[Deployed], broken(global))
        .on(RADOSGW, &[S3Url, Right], broken([missing, mismatch, OPEN]))
}

fn other_bucket() -> Fault {
    let other = ["bucket-mismatch", "signed-host-mismatch"];
    let [bucket, host] = other;
    fault("origin of another bucket", "other-bucket")
        .deployed(|delivery| {
            delivery.origin()["DomainName"] = json!("other-files.s3.eu-central-1.amazonaws.com");
        })
        .on(LOCALSTACK, &[S3Url, Right], broken(other))
        .on(RADOSGW, &[S3Url, Right], broken([bucket, host, OPEN]))
}

fn origin_path() -> Fault {
    fault("OriginPath", "origin-path")
        .deployed(|delivery| delivery.origin()["OriginPath"] = json!("/releases"))
        .on(
            LOCALSTACK,
            &[Deployed, Url, S3Url, Right, Saved("GET")],
            broken(["origin-path-prefixed"]),
        )
        .on(RADOSGW, &[Deployed], broken(["origin-path-prefixed"]))
        .on(
            RADOSGW,
            &[S3Url, Right],
            broken(["origin-path-prefixed", OPEN]),
        )
}

/// No rule is about what a function does.
fn rewritten() -> Fault {
    fault("path rewritten", "rewritten")
        .deployed(|delivery| {
            delivery.behavior()["FunctionAssociations"] = json!({ "Quantity": 1, "Items": [{
                "FunctionARN": "arn:aws:cloudfront::123456789012:function/pages",
                "EventType": "viewer-request",
            }]});
        })
        .on(
            LOCALSTACK,
            &[Deployed, Url, S3Url, Right],
            broken([OPEN]).says("path"),
        )
        .on(RADOSGW, &[Deployed, S3Url, Right], broken([OPEN]))
}

fn encoded_again() -> Fault {
    fault("path encoded again", "encoded-again")
        .on(
            LOCALSTACK,
            &[Url, S3Url, Right],
            broken(["double-encoded"]).says("encoded"),
        )
        .on(RADOSGW, &[S3Url, Right], broken([OPEN]))
}

fn parameter_added() -> Fault {
    fault("parameter added", "parameter-added")
        .on(
            LOCALSTACK,
            &[Url, S3Url, Right],
            broken(["parameter-added-after-signing"]).says("utm_source"),
        )
        .on(RADOSGW, &[S3Url, Right], broken([OPEN]))
}

/// The gateway does not mind such a header, with SigV4.
fn unsigned_header() -> Fault {
    fault("unsigned x-amz-cf-id", "cf-id")
        .deployed(Delivery::custom_origin)
        .on(
            LOCALSTACK,
            &[Deployed, Url, S3Url, Right, Saved("GET")],
            broken(["s3-as-custom-origin"]),
        )
}

fn unsigned_header_v2() -> Fault {
    fault("SigV2 with x-amz-cf-id", "cf-id")
        .request(|| Request { v2: true, ..GET })
        .deployed(Delivery::custom_origin)
        .on(
            LOCALSTACK,
            &[Deployed, Url, S3Url, Right, Saved("GET")],
            broken(["s3-as-custom-origin"]),
        )
        .on(RADOSGW, &[Deployed], broken(["s3-as-custom-origin"]))
        .on(
            RADOSGW,
            &[S3Url, Right],
            broken(["s3-as-custom-origin", OPEN]),
        )
}

/// The gateway says AccessDenied and not another word: a query that was dropped looks the same.
fn signed_twice() -> Fault {
    let same = ["origin-access-signs-again", "query-not-forwarded", OPEN];
    fault("signed twice", "signed-twice")
        .deployed(Delivery::origin_access)
        .on(RADOSGW, &[Deployed], broken(["origin-access-signs-again"]))
        .on(RADOSGW, &[S3Url, Right], broken(same))
}

fn signed_twice_documented() -> Fault {
    fault("signed twice, in S3's words", "signed-twice-documented")
        .deployed(Delivery::origin_access)
        .on(
            RADOSGW,
            &[Deployed, Url, S3Url, Right, Saved("GET")],
            broken(["origin-access-signs-again"]),
        )
}

/// Not CloudFront's signature, but what a client added, and a policy forwards.
fn client_authorization() -> Fault {
    fault("client's Authorization, in S3's words", "client-documented").on(
        RADOSGW,
        &[Url, S3Url, Right, Saved("GET")],
        broken([OPEN]).says("Bearer"),
    )
}
