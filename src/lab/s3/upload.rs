//! PUT and DELETE of an object.

use super::fault::Fault;
use crate::lab::digest;
use crate::lab::reply::{Body, Reply};
use crate::lab::request::Request;
use crate::lab::store::Store;
use crate::lab::uploads::Upload;
use crate::model::SignedUrl;
use crate::source::base64;
use jiff::Timestamp;
use std::sync::Arc;

/// Keeps what was sent, after its checksums were compared.
pub(super) fn put(
    request: &Request,
    url: &SignedUrl,
    store: &Store,
    raw_key: &str,
    now: Timestamp,
) -> Result<Reply, Fault> {
    if request.header("content-length").is_none() {
        let message = "You must provide the Content-Length HTTP header.";
        return Err(Fault::new(411, "MissingContentLength", message));
    }
    let Some(bytes) = &request.body else {
        let message = "Your proposed upload exceeds the maximum allowed size";
        return Err(Fault::new(400, "EntityTooLarge", message));
    };
    checksums(request, url, bytes)?;
    let is_there = || store.object(raw_key).is_some();
    if request.header("if-none-match") == Some("*") && is_there() {
        let message = "At least one of the pre-conditions you specified did not hold";
        let fault = Fault::new(412, "PreconditionFailed", message);
        return Err(fault.with("Condition", "If-None-Match"));
    }
    let upload = Upload {
        bytes: Arc::clone(bytes),
        content_type: request.header("content-type").map(str::to_owned),
        at: now,
    };
    if !store.put(raw_key, upload) {
        return Err(Fault::beyond("more uploads than fit into memory"));
    }
    Ok(Reply::new(200, Body::Empty(Some(0))).with("etag", digest::etag(bytes)))
}

/// Deletes an object; that there is none is no fault.
pub(super) fn delete(store: &Store, raw_key: &str) -> Reply {
    store.delete(raw_key);
    Reply::new(204, Body::Empty(None))
}

/// What the client said of the body must be so. Parameters count as headers do: SDKs put them there.
fn checksums(request: &Request, url: &SignedUrl, bytes: &[u8]) -> Result<(), Fault> {
    let said = |name: &str| {
        let mut params = url.params.iter();
        let param = params.find(|param| param.name.eq_ignore_ascii_case(name));
        let param = param.map(|param| param.value.as_str());
        request.header(name).or(param)
    };
    if said("x-amz-checksum-crc32").is_some_and(|said| said != digest::crc32(bytes)) {
        let message = "The CRC32 you specified did not match the calculated checksum.";
        return Err(Fault::new(400, "BadDigest", message));
    }
    if let Some(fault) = wrong_md5(request, bytes) {
        return Err(fault);
    }
    let own = digest::sha256(bytes);
    let claimed = said("x-amz-content-sha256").filter(|said| said.len() == 64 && **said != own);
    match claimed {
        Some(said) => {
            let message =
                "The provided 'x-amz-content-sha256' header does not match what was computed.";
            let fault = Fault::new(400, "XAmzContentSHA256Mismatch", message);
            let fault = fault.with("ClientComputedContentSHA256", said);
            Err(fault.with("S3ComputedContentSHA256", own))
        }
        None => Ok(()),
    }
}

fn wrong_md5(request: &Request, bytes: &[u8]) -> Option<Fault> {
    let said = request.header("content-md5")?;
    let is_digest = base64::decode(said).is_some_and(|digest| digest.len() == 16);
    if !is_digest {
        let message = "The Content-MD5 you specified was invalid.";
        return Some(Fault::new(400, "InvalidDigest", message).with("Content-MD5", said));
    }
    let own = digest::md5(bytes);
    (said != own).then(|| {
        let message = "The Content-MD5 you specified did not match what we received.";
        let fault = Fault::new(400, "BadDigest", message).with("ExpectedDigest", said);
        fault.with("CalculatedDigest", own)
    })
}
