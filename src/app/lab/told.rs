//! What the lab tells: where it is, and every request.

use crate::lab::{CONTROL, Lab, Line, Running};
use crate::model::{S3Host, ViewerAccess};
use crate::source::printable;
use std::fmt::Write;

/// Where everything is, for a person.
pub(super) fn banner(running: &Running, shows_secret: bool) -> String {
    let lab = &running.lab;
    let mut text = String::new();
    let distribution = lab.configuration.distributions.get(lab.usual);
    let name = distribution
        .and_then(|one| one.name())
        .unwrap_or("the distribution");
    // Writing to a String cannot fail.
    let _ = writeln!(text, "edge    http://{}  {}", running.edge, printable(name));
    for bucket in &lab.buckets {
        let region = bucket.region.as_deref().unwrap_or("any Region");
        let _ = writeln!(
            text,
            "S3      http://{}  {} ({})",
            running.s3,
            printable(&bucket.name),
            printable(region)
        );
    }
    for key in &lab.credentials {
        let _ = writeln!(text, "key     {}", printable(&key.access_key_id));
        if shows_secret {
            let _ = writeln!(text, "secret  {}", key.secret.0);
        }
    }
    let _ = writeln!(
        text,
        "clock   {}; POST http://{}{CONTROL}clock?advance=30m sets it ahead",
        lab.clock.now().strftime("%Y-%m-%d %H:%M:%S UTC"),
        running.edge
    );
    for missing in missing(lab) {
        let _ = writeln!(text, "note    {}", printable(&missing));
    }
    text
}

/// What the configuration has and the lab has not.
fn missing(lab: &Lab) -> Vec<String> {
    let mut told = Vec::new();
    let Some(distribution) = lab.configuration.distributions.get(lab.usual) else {
        return told;
    };
    for origin in &distribution.origins {
        let host = origin.domain.value.value().map_or("", String::as_str);
        let bucket = S3Host::parse(host).and_then(|host| host.bucket);
        let is_there =
            bucket.is_some_and(|bucket| lab.buckets.iter().any(|one| one.name == bucket));
        if !is_there {
            let id = &origin.id.value;
            told.push(format!(
                "the origin {id} ({host}) is no bucket of the lab (--bucket)"
            ));
        }
    }
    for behavior in &distribution.behaviors {
        let name = behavior.name();
        if behavior.functions.iter().any(|one| one.sees_requests()) {
            told.push(format!("the functions of the behavior {name} are not run"));
        }
        if matches!(behavior.viewer_access, ViewerAccess::Signed(_)) {
            told.push(format!(
                "the behavior {name} demands CloudFront's own signature: the lab asks for one, and does \
                 not verify it"
            ));
        }
    }
    if distribution
        .origin_groups
        .iter()
        .any(|group| group.members.len() > 1)
    {
        told.push("origins do not fail over: the first one of a group answers".to_owned());
    }
    told
}

/// One request in a line. What a client sent does not steer the terminal.
pub(super) fn line(line: &Line) -> String {
    let code = line.code.as_deref().map(|code| format!(" {code}"));
    let cache = line.cache.as_deref().map(|cache| format!("  {cache}"));
    format!(
        "{:<4}  {} {} {}{}{}\n",
        line.side,
        line.status,
        printable(&line.method),
        printable(&line.path),
        code.unwrap_or_default(),
        cache.unwrap_or_default()
    )
}
