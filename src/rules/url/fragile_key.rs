//! `fragile-key`: a path that clients and proxies rewrite.

use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Answer, SignedUrl, Stage};
use crate::rules::rewriting::{Rewrite, paths, rewrite};
use crate::rules::{Check, Scene};
use crate::source::percent_decode;
use std::ops::Range;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "fragile-key",
    summary: "the path has parts that clients and proxies rewrite",
    group: Group::Url,
    severity: Severity::Note,
    needs: &[Need::Url],
    stage: Stage::Signature,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("fragile_key.md"),
};

/// What is fragile about a path.
struct Part {
    /// A headline.
    says: &'static str,
    /// Who rewrites it, and to what.
    note: &'static str,
    /// Where it stands, in bytes of the path.
    at: Range<usize>,
}

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(url) = scene.url.filter(|url| url.scheme().starts_with("s3-")) else {
        return;
    };
    if let Some(Rewrite::Normalised) = rewrite(scene) {
        sink.report(rewritten(scene, url));
    } else if let Some(part) = fragile(&url.path.value) {
        sink.report(word(url, &part));
    }
}

/// The first part that does not survive every client. Letters that are merely escaped do: S3 reads
/// them as they were signed, however they are written.
fn fragile(path: &str) -> Option<Part> {
    let part = |says, note, at| Some(Part { says, note, at });
    if let Some(at) = dot_segment(path) {
        return part(
            "The path has a dot segment, which most clients resolve",
            "browsers, curl and most libraries send a/../b as b, and S3 then sees another path than was signed",
            at,
        );
    }
    if let Some(at) = path.find("//") {
        return part(
            "The path has two slashes in a row, which some proxies merge",
            "S3 keeps both, and so they were signed; nginx among others makes one of them",
            at..at + 2,
        );
    }
    if let Some(at) = path.to_ascii_uppercase().find("%2F") {
        return part(
            "The path has an escaped slash, which some proxies decode",
            "S3 knows no difference between / and %2F in a key; proxies may refuse or rewrite it",
            at..at + 3,
        );
    }
    let raw = |c: char| !c.is_ascii() || "\"<>\\^`{|}".contains(c);
    let (at, found) = path.char_indices().find(|(_, c)| raw(*c))?;
    part(
        "The path has a character that is not escaped",
        "clients escape it in their own ways, and browsers turn a \\ into a /",
        at..at + found.len_utf8(),
    )
}

/// The first segment that is `.` or `..`, written plainly or escaped.
fn dot_segment(path: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for segment in path.split('/') {
        let end = start + segment.len();
        if [".", ".."].contains(&percent_decode(segment).as_str()) {
            return Some(start..end);
        }
        start = end + 1;
    }
    None
}

fn word(url: &SignedUrl, part: &Part) -> Finding {
    let place = url.path_part(part.at.clone());
    Finding::new(&RULE, part.says)
        .label(place, "as it was signed")
        .note(part.note)
        .fix(Fix::new(
            "store the object under a key of plain segments, and sign for that",
        ))
}

/// The URL as it was signed has the path otherwise.
fn rewritten(scene: &Scene<'_>, url: &SignedUrl) -> Finding {
    Finding::new(&RULE, "The path was rewritten after signing")
        .severity(Severity::Error)
        .effect(Effect::Breaks)
        .meets(Stage::Signature, Answer::s3(403, "SignatureDoesNotMatch"))
        .label(url.path.span(), "not as it was signed")
        .note(paths(scene))
        .note("a client, a library or a proxy resolved dots or merged slashes, which S3 does not")
        .fix(
            Fix::new("pass the path on unchanged (curl: --path-as-is)")
                .or("store the object under a key of plain segments, and sign for that"),
        )
}

#[cfg(test)]
mod tests {
    use super::fragile;

    #[test]
    fn only_what_clients_rewrite_is_fragile() {
        for (path, at) in [
            ("/a/../b", Some(3..5)),
            ("/a/%2E%2e/b", Some(3..9)),
            ("/./b", Some(1..2)),
            ("/a//b", Some(2..4)),
            ("/a%2fb", Some(2..5)),
            ("/caf\u{e9}.txt", Some(4..6)),
            ("/a\\b", Some(2..3)),
            ("/report%20(1).pdf", None),
            ("/a...b/.hidden/x..", None),
            ("/caf%C3%A9@2x:'*!~.png", None),
            ("/", None),
        ] {
            assert_eq!(fragile(path).map(|part| part.at), at, "{path}");
        }
    }
}
