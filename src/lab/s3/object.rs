//! An object, or the part of it that is asked for.

use super::authenticate::Identity;
use super::fault::Fault;
use crate::lab::conditions::{Selection, http_date, select};
use crate::lab::reply::{Body, Reply};
use crate::lab::request::Request;
use crate::lab::store::{Object, Store};
use crate::model::SignedUrl;
use crate::s3::RESPONSE_OVERRIDES;

/// Answers GET and HEAD of an object.
pub(super) fn read(
    request: &Request,
    url: &SignedUrl,
    store: &Store,
    raw_key: &str,
    identity: Identity,
) -> Result<Reply, Fault> {
    let overrides = overrides(url);
    if identity == Identity::Nobody && !overrides.is_empty() {
        let message =
            "Request specific response headers cannot be used for anonymous GET requests.";
        return Err(Fault::new(400, "InvalidRequest", message));
    }
    if let Some(version) = url.param("versionId").filter(|one| one.value != "null") {
        let message = "The specified version does not exist.";
        let fault = Fault::new(404, "NoSuchVersion", message).about(raw_key);
        return Err(fault.with("VersionId", &version.value));
    }
    let Some(object) = store.object(raw_key) else {
        let message = "The specified key does not exist.";
        return Err(Fault::new(404, "NoSuchKey", message).about(raw_key));
    };
    let selection = select(request, &object.etag, Some(object.modified), object.size);
    selected(object, selection, overrides)
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
