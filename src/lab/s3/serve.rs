//! One request to the lab's S3, from its Host to its answer.

use super::authenticate::{Claim, Identity, authenticate};
use super::cors::{allow, preflight};
use super::fault::Fault;
use super::object::read;
use super::route::Target;
use super::upload::{delete, put};
use crate::iam::anybody_reads;
use crate::lab::conditions::http_date;
use crate::lab::reply::{Body, Reply};
use crate::lab::request::Request;
use crate::lab::running::Lab;
use crate::lab::store::Store;
use crate::model::SignedUrl;
use crate::source::percent_decode;

/// Parameters that ask for something else than an object's bytes.
const SUB_RESOURCES: [&str; 11] = [
    "acl",
    "attributes",
    "legal-hold",
    "list-type",
    "restore",
    "retention",
    "select",
    "tagging",
    "torrent",
    "uploadId",
    "uploads",
];

/// Answers a request as S3 would.
pub(in crate::lab) fn serve(lab: &Lab, request: &Request) -> Reply {
    let (request_id, host_id) = lab.ids();
    let reply = answer(lab, request).unwrap_or_else(|fault| fault.reply(&request_id, &host_id));
    let reply = reply
        .with("x-amz-request-id", request_id)
        .with("x-amz-id-2", host_id)
        .with("date", http_date(lab.clock.now()))
        .with("server", "AmazonS3");
    match request.method.as_str() {
        "HEAD" => reply.without_body(),
        _ => reply,
    }
}

fn answer(lab: &Lab, request: &Request) -> Result<Reply, Fault> {
    let target = Target::of(request);
    let bucket = lab.buckets.iter().find(|one| one.name == target.bucket);
    let region = bucket.and_then(|bucket| bucket.region.as_deref());
    let Some(url) = request.url() else {
        let message = "Couldn't parse the specified URI.";
        return Err(Fault::new(400, "InvalidURI", message));
    };
    if let Some(fault) = target.misplaced(region) {
        return Err(fault);
    }
    let is_preflight = request.method == "OPTIONS";
    let claim = Claim {
        request,
        url: &url,
        bucket: &target.bucket,
        raw_key: &target.raw_key,
        region,
        credentials: &lab.credentials,
        now: lab.clock.now(),
    };
    // A preflight carries no credentials, so nobody asks for them.
    let identity = match is_preflight {
        true => Identity::Nobody,
        false => authenticate(&claim)?,
    };
    let Some(bucket) = bucket else {
        let fault = Fault::new(404, "NoSuchBucket", "The specified bucket does not exist");
        return Err(fault.with("BucketName", &target.bucket));
    };
    if is_preflight {
        return preflight(request, &lab.cors);
    }
    authorize(lab, request, identity, &target)?;
    within_the_lab(request, &url, &target.raw_key)?;
    let reply = act(&claim, &bucket.store, identity)?;
    Ok(match request.header("origin") {
        Some(origin) => allow(reply, origin, &lab.cors),
        None => reply,
    })
}

/// That there is such a bucket, and where.
fn of_bucket(region: Option<&str>) -> Reply {
    let reply = Reply::new(200, Body::Empty(Some(0)));
    match region {
        Some(region) => reply.with("x-amz-bucket-region", region),
        None => reply,
    }
}

/// Does what is asked of an object.
fn act(claim: &Claim<'_>, store: &Store, identity: Identity) -> Result<Reply, Fault> {
    let Claim {
        request,
        url,
        raw_key,
        now,
        ..
    } = *claim;
    match request.method.as_str() {
        "PUT" => put(request, url, store, raw_key, now),
        "DELETE" => Ok(delete(store, raw_key)),
        "HEAD" if raw_key.is_empty() => Ok(of_bucket(claim.region)),
        _ => read(claim, store, identity),
    }
}

/// The signer may do everything, but for what the bucket's policy denies; anybody may read what is
/// public.
fn authorize(
    lab: &Lab,
    request: &Request,
    identity: Identity,
    target: &Target,
) -> Result<(), Fault> {
    let reads = ["GET", "HEAD"].contains(&request.method.as_str());
    let object = format!("{}/{}", target.bucket, percent_decode(&target.raw_key));
    let is_public = || {
        let mut buckets = lab.configuration.buckets.iter();
        let bucket = buckets.find(|one| one.name == target.bucket);
        bucket.is_some_and(|bucket| anybody_reads(bucket, &object).is_yes())
    };
    match identity {
        _ if request.is_denied => Err(Fault::denied()),
        Identity::Nobody if !reads || !is_public() => Err(Fault::denied()),
        _ => Ok(()),
    }
}

/// The lab has objects; what else S3 does is said to be left out.
fn within_the_lab(request: &Request, url: &SignedUrl, raw_key: &str) -> Result<(), Fault> {
    let sub_resource = SUB_RESOURCES.iter().find(|name| url.param(name).is_some());
    match (request.method.as_str(), sub_resource) {
        (_, Some(name)) => Err(Fault::beyond(name)),
        ("POST", None) => Err(Fault::beyond("forms; the signature is valid")),
        ("GET" | "PUT" | "DELETE", None) if raw_key.is_empty() => {
            Err(Fault::beyond("buckets, and lists of their objects"))
        }
        ("GET" | "HEAD" | "PUT" | "DELETE", None) => Ok(()),
        (method, None) => {
            let message = "The specified method is not allowed against this resource.";
            let fault = Fault::new(405, "MethodNotAllowed", message);
            Err(fault.with("Method", method).with("ResourceType", "OBJECT"))
        }
    }
}
