//! Faults of what is forwarded, keyed and kept.

use crate::delivery::{ALL_VIEWER, ALL_VIEWER_EXCEPT_HOST, CACHING_OPTIMIZED, Delivery};
use crate::fault::Form::{Deep, Deployed, Right, S3Url, Saved, Url};
use crate::fault::{Fault, LOCALSTACK, OPEN, RADOSGW, broken, fault, leaks, works};
use crate::signer::{GET, Request};
use crate::stage::new_path;
use serde_json::json;

/// The parameters of a SigV4 URL, but for the one that an allow-list forgot.
const LISTED: [&str; 5] = [
    "X-Amz-Algorithm",
    "X-Amz-Credential",
    "X-Amz-Date",
    "X-Amz-SignedHeaders",
    "X-Amz-Signature",
];

/// All of them, and none.
pub(crate) fn faults() -> Vec<Fault> {
    vec![
        nothing(),
        not_deployed(),
        query_dropped(),
        parameter_missing(),
        override_missing(),
        outlived(),
        unkeyed(),
        unkeyed_expired(),
        error_kept(),
        error_masked(),
    ]
}

/// LocalStack gives the object to anybody, and that is what the deep probes must find.
fn nothing() -> Fault {
    fault("works", "works")
        .on(LOCALSTACK, &[Deployed, Url, S3Url], works())
        .on(LOCALSTACK, &[Deep], leaks(["signature-not-needed"]))
        .on(RADOSGW, &[Deployed, Url, S3Url, Deep], works())
}

fn not_deployed() -> Fault {
    fault("works, and the configuration is another", "works")
        .deployed(|delivery| delivery.behavior()["OriginRequestPolicyId"] = json!(ALL_VIEWER))
        .on(LOCALSTACK, &[Deployed], works().says("host-forwarded"))
        .on(RADOSGW, &[Deployed], works().says("host-forwarded"))
}

/// LocalStack does not miss the query.
fn query_dropped() -> Fault {
    fault("query dropped", "query-dropped")
        .deployed(|delivery| delivery.behavior()["CachePolicyId"] = json!(CACHING_OPTIMIZED))
        .on(
            RADOSGW,
            &[Deployed, S3Url, Right],
            broken(["query-not-forwarded"]),
        )
        .on(
            RADOSGW,
            &[Url, Saved("GET")],
            broken(["query-not-forwarded", OPEN]),
        )
}

/// The gateway does not say what it misses: it may be the whole query.
fn parameter_missing() -> Fault {
    let same = ["query-partly-forwarded", "query-not-forwarded", OPEN];
    fault("parameter missing", "expires-dropped")
        .deployed(|delivery| delivery.list_parameters(&LISTED))
        .on(
            LOCALSTACK,
            &[Deployed, Url, S3Url, Right, Saved("GET")],
            broken(["query-partly-forwarded"]),
        )
        .on(RADOSGW, &[Deployed], broken(["query-partly-forwarded"]))
        .on(RADOSGW, &[S3Url, Right], broken(same))
}

fn override_missing() -> Fault {
    let dropped = ["query-partly-forwarded", "response-overrides-dropped"];
    let [partly, overrides] = dropped;
    fault("response override missing", "override-dropped")
        .request(|| Request {
            query: "response-content-disposition=attachment",
            ..GET
        })
        .deployed(|delivery| {
            let mut names = LISTED.to_vec();
            names.push("X-Amz-Expires");
            delivery.list_parameters(&names);
        })
        .on(LOCALSTACK, &[Deployed, Url, S3Url, Right], broken(dropped))
        .on(RADOSGW, &[Deployed], broken(dropped))
        .on(RADOSGW, &[S3Url, Right], broken([partly, overrides, OPEN]))
}

/// A URL that soon ends is fetched, and asked for again after its end.
fn outlived() -> Fault {
    fault("cached past expiry", "cached")
        .request(|| Request { lasting: 2, ..GET })
        .before(|stage| {
            stage.fetch()?;
            std::thread::sleep(std::time::Duration::from_secs(4));
            Ok(())
        })
        .deployed(|delivery| {
            delivery.caching()["DefaultTTL"] = json!(86_400);
            delivery.caching()["MaxTTL"] = json!(86_400);
        })
        .on(
            LOCALSTACK,
            &[Deployed, Url, S3Url, Right],
            leaks(["cache-outlives-url"]),
        )
        .on(
            RADOSGW,
            &[Deployed, Url, S3Url, Right],
            leaks(["cache-outlives-url"]),
        )
}

fn without_key(delivery: &mut Delivery) {
    delivery.behavior()["CachePolicyId"] = json!(CACHING_OPTIMIZED);
    delivery.behavior()["OriginRequestPolicyId"] = json!(ALL_VIEWER_EXCEPT_HOST);
}

fn unkeyed() -> Fault {
    fault("query not keyed", "query-unkeyed")
        .deployed(without_key)
        .on(
            LOCALSTACK,
            &[Deployed, Deep],
            leaks(["query-not-in-cache-key"]),
        )
        .on(
            RADOSGW,
            &[Deployed, Deep],
            leaks(["query-not-in-cache-key"]),
        )
}

/// Somebody with a valid URL has been there before.
fn unkeyed_expired() -> Fault {
    fault("query not keyed, URL expired", "query-unkeyed")
        .request(|| Request { ago: 7200, ..GET })
        .before(|stage| stage.fetch_url(&GET.url()))
        .deployed(without_key)
        .on(
            LOCALSTACK,
            &[Deployed, Url, S3Url],
            leaks(["query-not-in-cache-key"]),
        )
        .on(
            RADOSGW,
            &[Deployed, Url, S3Url, Right],
            leaks(["query-not-in-cache-key"]),
        )
}

/// The object came after the edge had noted that it was not there.
fn error_kept() -> Fault {
    let kept = || broken([OPEN]).says("cache");
    fault("error kept", "error-cached")
        .request(|| Request {
            path: new_path(),
            ..GET
        })
        .before(|stage| {
            stage.fetch()?;
            stage.upload()
        })
        .deployed(|delivery| {
            delivery.settings()["CustomErrorResponses"] = json!({ "Quantity": 1, "Items": [
                { "ErrorCode": 404, "ErrorCachingMinTTL": 60 },
            ]});
        })
        .on(LOCALSTACK, &[Deployed, S3Url], kept())
        .on(RADOSGW, &[Deployed, S3Url], kept())
}

fn error_masked() -> Fault {
    fault("error masked by a page", "error-masked")
        .request(|| Request {
            secret: "not the secret",
            ..GET
        })
        .deployed(|delivery| {
            delivery.settings()["CustomErrorResponses"] = json!({ "Quantity": 1, "Items": [{
                "ErrorCode": 403, "ResponsePagePath": "/index.html", "ResponseCode": "200",
                "ErrorCachingMinTTL": 10,
            }]});
        })
        .on(
            LOCALSTACK,
            &[Deployed, Url, S3Url],
            broken(["error-masked"]),
        )
        .on(RADOSGW, &[S3Url, Right], broken(["error-masked"]))
}
