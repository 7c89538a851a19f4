//! The report of `decode`.

use super::{Style, WIDTH, wrap};
use crate::diagnosis::Decoded;
use crate::finding::{duration, instant};
use crate::source::printable;
use jiff::Timestamp;

/// The column at which values start.
const TEXT: usize = 16;

/// One line for each thing a URL says, with its times set against `now`.
#[must_use]
pub fn decode(decoded: &Decoded, now: Timestamp, style: Style) -> String {
    let known = |value: &Option<String>| value.clone().unwrap_or_else(|| "not told".to_owned());
    let mut rows = vec![
        ("scheme", scheme(decoded)),
        ("host", host(decoded)),
        ("bucket", known(&decoded.bucket)),
        ("key", known(&decoded.key)),
        ("Region", known(&decoded.region)),
        ("access key", access_key(decoded)),
        (
            "signed at",
            decoded
                .signed_at
                .map_or_else(|| "not told".to_owned(), instant),
        ),
        ("expires", expires(decoded, now)),
        ("signed headers", decoded.signed_headers.join(", ")),
        ("signature", signature(decoded)),
    ];
    rows.retain(|(_, value)| !value.is_empty());
    let mut text: String = rows
        .iter()
        .map(|(label, value)| row(label, value, style))
        .collect();
    text += &style.strong("parameters");
    text += "\n";
    for (name, value) in &decoded.parameters {
        text += &format!("  {} = {}\n", shortened(name), shortened(value));
    }
    text
}

fn row(label: &str, value: &str, style: Style) -> String {
    let indent = format!("\n{}", " ".repeat(TEXT));
    let value = wrap(value, WIDTH - TEXT).join(&indent);
    let label = format!("{label:<TEXT$}");
    format!("{}{value}\n", style.strong(&label))
}

/// A token is hundreds of characters of mask.
fn shortened(value: &str) -> String {
    const LONGEST: usize = 64;
    let value = printable(value);
    match value.chars().count() {
        0..=LONGEST => value.into_owned(),
        count => format!(
            "{}… ({count} characters)",
            value.chars().take(24).collect::<String>()
        ),
    }
}

fn scheme(decoded: &Decoded) -> String {
    let name = match decoded.scheme {
        "s3-sigv4" => "S3 query authentication, SigV4",
        "s3-sigv4a" => "S3 query authentication, SigV4A (several Regions)",
        "s3-sigv2" => "S3 query authentication, SigV2",
        "cloudfront-canned" => "CloudFront signed URL, canned policy",
        "cloudfront-custom" => "CloudFront signed URL, custom policy",
        "foreign" => "signed URL of another vendor",
        _ => "no signature",
    };
    decoded
        .vendor
        .map_or_else(|| name.to_owned(), |vendor| format!("{name}: {vendor}"))
}

fn host(decoded: &Decoded) -> String {
    let said = decoded
        .host_in_words
        .as_deref()
        .unwrap_or(match decoded.host_style.as_str() {
            "cloudfront" => "a CloudFront distribution: the signed host is not in the URL",
            _ => "no S3 host: a CDN's name, or an S3-compatible server",
        });
    format!("{} ({said})", decoded.host)
}

fn signature(decoded: &Decoded) -> String {
    let state = decoded.signature.replace('-', " ");
    match &decoded.signed_for {
        Some(signed) => format!("{state} as it stands; valid {}", signed.words),
        None if state == "invalid" => {
            format!("{state}, and valid for nothing else that such a URL may be signed for")
        }
        None => state,
    }
}

fn access_key(decoded: &Decoded) -> String {
    match (&decoded.access_key_id, decoded.temporary_credentials) {
        (Some(id), true) => format!("{id} (temporary credentials)"),
        (Some(id), false) => id.clone(),
        (None, _) => "not told".to_owned(),
    }
}

fn expires(decoded: &Decoded, now: Timestamp) -> String {
    let Some(end) = decoded.expires_at else {
        return "not told".to_owned();
    };
    let seconds = end.duration_since(now).as_secs();
    let distance = duration(seconds.unsigned_abs());
    let relation = match seconds {
        1.. => format!("in {distance}"),
        _ => format!("expired {distance} ago"),
    };
    let lifetime = decoded
        .signed_at
        .map(|start| end.duration_since(start).as_secs());
    let lifetime = lifetime.and_then(|seconds| u64::try_from(seconds).ok());
    let lifetime = lifetime.map_or_else(String::new, |seconds| {
        format!("valid for {}, ", duration(seconds))
    });
    format!("{} ({lifetime}{relation})", instant(end))
}
