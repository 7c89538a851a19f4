//! `playlist-segments-unsigned`: the URL of a playlist is signed, and those in it are not.

use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{SignedUrl, Stage};
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "playlist-segments-unsigned",
    summary: "the URL of a playlist is signed, and those in it are not",
    group: Group::Url,
    severity: Severity::Warning,
    needs: &[Need::Url],
    stage: Stage::Object,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("playlist_segments_unsigned.md"),
};

/// What the names of playlists end with, and what they are.
const PLAYLISTS: [(&str, &str); 2] = [(".m3u8", "HLS"), (".mpd", "DASH")];

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(url) = scene
        .url
        .filter(|_| ["GET", "HEAD"].contains(&scene.method))
    else {
        return;
    };
    let path = url.path.value.to_ascii_lowercase();
    let playlist = PLAYLISTS.iter().find(|(end, _)| path.ends_with(end));
    if let Some((_, format)) = playlist {
        sink.report(word(url, format));
    }
}

fn word(url: &SignedUrl, format: &str) -> Finding {
    let by_cloudfront = url.scheme().starts_with("cloudfront-");
    let fix = match by_cloudfront {
        true => Fix::new(
            "give viewers signed cookies for the folder: players send them with every request",
        ),
        false => Fix::new(
            "deliver the folder with CloudFront's signed cookies and origin access control: players send cookies with every request",
        ),
    };
    Finding::new(
        &RULE,
        format!("The playlist is signed; the segments that it names ({format}) are not"),
    )
    .confidence(Confidence::Likely)
    .label(url.path.span(), "names segments by relative URLs")
    .note("a player makes their URLs of the playlist's without its query, so that they carry no signature and are refused")
    .note("unless the playlist holds signed URLs, which then end all at once")
    .fix(fix.or("write the playlist for each viewer, with a signed URL for every segment"))
}
