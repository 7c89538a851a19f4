//! The requests that steer the lab itself, on a path that no object has.

use super::conditions::http_date;
use super::reply::{Body, Reply};
use super::request::Request;
use super::running::Lab;
use crate::source::percent_decode;
use jiff::SignedDuration;

/// What the paths of such requests start with.
pub const CONTROL: &str = "/.siglint/";

const EXPECTED: &str = "expected POST /.siglint/clock?advance=30m (or a number of seconds), GET \
    /.siglint/clock, or POST /.siglint/invalidate\n";

/// The answer to a request that steers the lab; none if it is another one.
pub(super) fn answer(lab: &Lab, request: &Request) -> Option<Reply> {
    let what = request.path.strip_prefix(CONTROL)?;
    let said = match (request.method.as_str(), what) {
        // A page of the web may make a browser ask, but not say where it comes from.
        _ if request.header("origin").is_some() => None,
        ("GET", "clock") if request.query.is_empty() => Some(()),
        ("POST", "clock") => advance(request).map(|by| lab.clock.advance(by)),
        ("POST", "invalidate") => {
            lab.invalidate();
            Some(())
        }
        _ => None,
    };
    Some(match said {
        Some(()) => {
            let now = lab.clock.now();
            let text = format!("{{\"now\": \"{}\"}}\n", now.strftime("%Y-%m-%dT%H:%M:%SZ"));
            let reply = Reply::new(200, Body::text(&text));
            let reply = reply.with("content-type", "application/json");
            reply.with("date", http_date(now))
        }
        None => Reply::new(400, Body::text(EXPECTED)).with("content-type", "text/plain"),
    })
}

/// The duration in `advance=`.
fn advance(request: &Request) -> Option<SignedDuration> {
    let value = request.query.strip_prefix("advance=")?;
    let value = percent_decode(value);
    let seconds = value.parse::<i64>().ok().map(SignedDuration::from_secs);
    let read = seconds.or_else(|| value.parse().ok())?;
    read.is_positive().then_some(read)
}
