//! Cross-origin requests, for the origins that the lab was told of.

use super::fault::Fault;
use crate::lab::reply::{Body, Reply};
use crate::lab::request::Request;

/// How a preflight is answered.
pub(super) fn preflight(request: &Request, allowed: &[String]) -> Result<Reply, Fault> {
    let (origin, method) = (
        request.header("origin"),
        request.header("access-control-request-method"),
    );
    let Some(origin) = origin else {
        let message = "Insufficient information. Origin request header needed.";
        return Err(Fault::new(400, "BadRequest", message));
    };
    let Some(method) = method else {
        let message = "Invalid Access-Control-Request-Method: null";
        return Err(Fault::new(400, "BadRequest", message));
    };
    if allowed.is_empty() {
        let message = "CORSResponse: CORS is not enabled for this bucket.";
        return Err(forbidden(message, method));
    }
    if !is_allowed(origin, allowed) || !["GET", "HEAD"].contains(&method) {
        let message = "CORSResponse: This CORS request is not allowed. This is usually because the \
            evalution of Origin, request method / Access-Control-Request-Method or \
            Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.";
        return Err(forbidden(message, method));
    }
    let reply = allow(Reply::new(200, Body::Empty(Some(0))), origin, allowed);
    let reply = match request.header("access-control-request-headers") {
        Some(headers) => reply.with("access-control-allow-headers", headers),
        None => reply,
    };
    Ok(reply.with("access-control-max-age", "3000"))
}

fn forbidden(message: &str, method: &str) -> Fault {
    let fault = Fault::new(403, "AccessForbidden", message);
    fault.with("Method", method).with("ResourceType", "OBJECT")
}

fn is_allowed(origin: &str, allowed: &[String]) -> bool {
    allowed.iter().any(|one| one == "*" || one == origin)
}

/// An answer with the headers that let an origin's scripts read it, if they may.
pub(super) fn allow(reply: Reply, origin: &str, allowed: &[String]) -> Reply {
    if !is_allowed(origin, allowed) {
        return reply;
    }
    let any = allowed.iter().any(|one| one == "*");
    let vary = "Origin, Access-Control-Request-Headers, Access-Control-Request-Method";
    reply
        .with(
            "access-control-allow-origin",
            if any { "*" } else { origin },
        )
        .with("access-control-allow-methods", "GET, HEAD")
        .with(
            "access-control-expose-headers",
            "ETag, Content-Length, Content-Range",
        )
        .with("vary", vary)
}
