//! What the lab tells: where it is, and every request.

use crate::lab::{CONTROL, Lab, Line, Running};
use crate::model::{S3Host, ViewerAccess};
use crate::report::human::wrap;
use crate::source::printable;

/// How wide lines are, in characters.
const WIDTH: usize = 80;

/// Where everything is, for a person.
pub(super) fn banner(running: &Running, shows_secret: bool) -> String {
    let lab = &running.lab;
    let distribution = lab.configuration.distributions.get(lab.usual);
    let name = distribution.and_then(|one| one.name());
    let name = name.unwrap_or("the distribution");
    let mut lines = vec![("edge", format!("http://{}  {name}", running.edge))];
    for bucket in &lab.buckets {
        let region = bucket.region.as_deref().unwrap_or("any Region");
        let text = format!("http://{}  {} ({region})", running.s3, bucket.name);
        lines.push(("S3", text));
    }
    for key in &lab.credentials {
        lines.push(("key", key.access_key_id.clone()));
        if shows_secret {
            lines.push(("secret", key.secret.0.clone()));
        }
    }
    let now = lab.clock.now().strftime("%Y-%m-%d %H:%M:%S UTC");
    lines.push(("clock", now.to_string()));
    let ahead = format!(
        "curl -X POST 'http://{}{CONTROL}clock?advance=30m'",
        running.edge
    );
    lines.push(("", ahead));
    if let Some(bucket) = lab.buckets.first() {
        let region = bucket.region.as_deref().unwrap_or("REGION");
        let sign = format!("siglint sign s3://{}/KEY --region {region} \\", bucket.name);
        lines.push(("try", sign));
        lines.push(("", format!("  --via http://{}", running.edge)));
    }
    let notes = missing(lab);
    let lines = lines
        .into_iter()
        .map(|(name, text)| format!("{name:<8}{}\n", printable(&text)));
    lines
        .chain(notes.iter().flat_map(|text| note(text)))
        .collect()
}

fn note(text: &str) -> Vec<String> {
    let names = std::iter::once("note").chain(std::iter::repeat(""));
    let lines = names.zip(wrap(text, WIDTH - 8));
    lines
        .map(|(name, line)| format!("{name:<8}{line}\n"))
        .collect()
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
