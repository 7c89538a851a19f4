//! An object, or the part of it that is asked for.

use super::authenticate::{Claim, Identity};
use super::fault::Fault;
use crate::lab::conditions::{Selection, State, http_date, select};
use crate::lab::reply::{Body, Reply};
use crate::lab::store::{Object, Store};
use crate::model::SignedUrl;
use crate::s3::RESPONSE_OVERRIDES;

/// Answers GET and HEAD of an object.
pub(super) fn read(claim: &Claim<'_>, store: &Store, identity: Identity) -> Result<Reply, Fault> {
    let Claim { url, raw_key, .. } = claim;
    let overrides = overrides(url);
    if identity == Identity::Nobody && !overrides.is_empty() {
        let message =
            "Request specific response headers cannot be used for anonymous GET requests.";
        return Err(Fault::new(400, "InvalidRequest", message));
    }
    if let Some(fault) = version(url, raw_key) {
        return Err(fault);
    }
    let Some(object) = store.object(raw_key) else {
        let message = "The specified key does not exist.";
        return Err(Fault::new(404, "NoSuchKey", message).about(raw_key));
    };
    let selection = match url.param("partNumber").map(|param| param.value.as_str()) {
        None => select(
            // S3 does not document If-Range, and servers like it pass over it.
            &claim.request.clone().without(&["if-range"]),
            State {
                etag: &object.etag,
                modified: Some(object.modified),
                size: object.size,
                now: claim.now,
            },
        ),
        Some("1") if object.size > 0 => Selection::Part(0, object.size - 1),
        Some("1") => Selection::Whole,
        Some(number) => return Err(no_part(number)),
    };
    selected(object, selection, overrides)
}

/// There is one version of everything, and it has no id.
fn version(url: &SignedUrl, raw_key: &str) -> Option<Fault> {
    let version = url.param("versionId").filter(|one| one.value != "null")?;
    // The ids that S3 gives have 32 characters.
    if version.value.len() != 32 {
        let fault = Fault::new(400, "InvalidArgument", "Invalid version id specified");
        let fault = fault.with("ArgumentName", "versionId");
        return Some(fault.with("ArgumentValue", &version.value));
    }
    let message = "The specified version does not exist.";
    let fault = Fault::new(404, "NoSuchVersion", message).about(raw_key);
    Some(fault.with("VersionId", &version.value))
}

/// Nothing was uploaded in parts.
fn no_part(number: &str) -> Fault {
    let message = "The requested partnumber is not satisfiable";
    let fault = Fault::new(416, "InvalidPartNumber", message);
    let fault = fault.with("ActualPartCount", "1");
    fault.with("PartNumberRequested", number)
}

fn selected(
    object: Object,
    selection: Selection,
    overrides: Vec<(String, String)>,
) -> Result<Reply, Fault> {
    let size = object.size;
    let reply = |status| {
        Reply::new(status, Body::Empty(None))
            .with("last-modified", http_date(object.modified))
            .with("etag", object.etag.as_str())
            .with("accept-ranges", "bytes")
    };
    let (mut reply, start, length) = match selection {
        Selection::Whole => (reply(200), 0, size),
        Selection::Part(first, last) => {
            let range = format!("bytes {first}-{last}/{size}");
            let reply = reply(206).with("content-range", range);
            (reply, first, last - first + 1)
        }
        Selection::NotModified => return Ok(reply(304)),
        Selection::Failed(condition) => return Err(failed(condition)),
        Selection::Unsatisfiable(range) => return Err(unsatisfiable(range, size)),
    };
    if !overrides.iter().any(|(name, _)| name == "content-type") {
        reply = reply.with("content-type", object.content_type);
    }
    reply.headers.extend(overrides);
    reply.body = Body::part(object.content, start, length);
    Ok(reply)
}

fn failed(condition: &str) -> Fault {
    let message = "At least one of the pre-conditions you specified did not hold";
    Fault::new(412, "PreconditionFailed", message).with("Condition", condition)
}

fn unsatisfiable(range: String, size: u64) -> Fault {
    let fault = Fault::new(
        416,
        "InvalidRange",
        "The requested range is not satisfiable",
    );
    let fault = fault.with("RangeRequested", range);
    let fault = fault.with("ActualObjectSize", size.to_string());
    fault.with_header("content-range", format!("bytes */{size}"))
}

/// The headers that the URL asks for.
fn overrides(url: &SignedUrl) -> Vec<(String, String)> {
    let of = |name: &&str| {
        let param = url.param(name)?;
        let header = name.trim_start_matches("response-").to_owned();
        let plain = !param.value.contains(|c: char| c.is_control());
        plain.then(|| (header, param.value.clone()))
    };
    RESPONSE_OVERRIDES.iter().filter_map(of).collect()
}
