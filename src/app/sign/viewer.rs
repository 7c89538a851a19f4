//! `siglint sign --cloudfront-key`: CloudFront's own signature on a URL of the CDN's.

use super::words::item;
use crate::app::inputs::read_text;
use crate::cli::SignArgs;
use crate::edge::{Grant, ViewerSigner, pattern_matches};
use crate::finding::{duration, duration_range, instant};
use crate::input::url::read_url;
use crate::s3::round_down;
use crate::source::SourceMap;
use jiff::{SignedDuration, Timestamp};
use std::net::Ipv4Addr;
use std::path::Path;

/// The parameters that are CloudFront's own.
const RESERVED: [&str; 5] = [
    "Expires",
    "Policy",
    "Signature",
    "Key-Pair-Id",
    "Hash-Algorithm",
];

/// The last second that CloudFront takes in a policy, as documented.
const LAST_SECOND: i64 = 2_147_483_647;

/// A URL, and what it comes to.
pub(super) struct Signed {
    pub(super) url: String,
    pub(super) told: String,
}

/// Why there is none.
pub(super) enum Refused {
    /// It would be born broken.
    Broken(String),
    /// Something is missing, or cannot be read.
    Unable(String),
}

/// Signs a URL with a key of CloudFront's.
pub(super) fn sign_for_viewers(
    args: &SignArgs,
    file: &Path,
    key_pair_id: &str,
    now: Timestamp,
) -> Result<Signed, Refused> {
    let unable = |message: &str| Refused::Unable(message.to_owned());
    let key = read_text(file).and_then(|text| ViewerSigner::from_pem(&text));
    let key = key.map_err(|message| Refused::Unable(format!("{}: {message}", file.display())))?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric();
    if key_pair_id.is_empty() || !key_pair_id.bytes().all(plain) {
        return Err(unable(
            "--key-pair-id: expected an id such as K2JCJMDEHXQW5F",
        ));
    }
    not_for_s3(args)?;
    readable(&args.object)?;
    let lifetime = u64::try_from(args.expires.as_secs()).unwrap_or(0);
    let step = args
        .round
        .map_or(0, |step| u64::try_from(step.as_secs()).unwrap_or(0));
    let grant = Grant {
        url: &args.object,
        resource: args.resource.as_deref(),
        until: round_down(now, step)
            .checked_add(args.expires)
            .unwrap_or(Timestamp::MAX),
        from: args.from,
        address: args.ip.as_deref(),
    };
    broken(&grant, step, lifetime).map_or(Ok(()), |message| Err(Refused::Broken(message)))?;
    let url = grant.sign(&key, key_pair_id);
    Ok(Signed {
        url: url.ok_or_else(|| unable("the key does not sign"))?,
        told: told(&grant, step, lifetime, now),
    })
}

/// What is said of a signature for S3 has no place in one for CloudFront.
fn not_for_s3(args: &SignArgs) -> Result<(), Refused> {
    let given = [
        (args.via.is_some(), "--via"),
        (args.region.is_some(), "--region"),
        (!args.response.is_empty(), "--response"),
        (args.version_id.is_some(), "--version-id"),
        (!args.query.is_empty(), "--query"),
        (args.account.profile.is_some(), "--profile"),
    ];
    match given.iter().find(|(is_given, _)| *is_given) {
        Some((_, flag)) => Err(Refused::Unable(format!(
            "{flag} is for a signature of S3's; give CloudFront's URL as it shall be, its query included"
        ))),
        None => Ok(()),
    }
}

/// The URL must be one as CloudFront will see it.
fn readable(url: &str) -> Result<(), Refused> {
    let expected = "expected a URL of the CDN's, as https://d111111abcdef8.cloudfront.net/a.pdf";
    let read = read_url("the URL", url, &mut SourceMap::default());
    let read =
        read.map_err(|problem| Refused::Unable(format!("{}; {expected}", problem.message)))?;
    if read.s3_host().is_some() {
        return Err(Refused::Unable(format!(
            "it is addressed to S3, which does not know CloudFront's signature; {expected}"
        )));
    }
    let plain = |c: char| c.is_ascii_graphic() && !['"', '\\', '#', '<', '>'].contains(&c);
    if !url.chars().all(plain) {
        let message =
            "the URL has characters that clients escape before they send it: escape them first";
        return Err(Refused::Broken(message.to_owned()));
    }
    match RESERVED.iter().find(|name| read.param(name).is_some()) {
        Some(name) => Err(Refused::Broken(format!(
            "the URL has a parameter {name}, and CloudFront takes it for its own"
        ))),
        None => Ok(()),
    }
}

fn broken(grant: &Grant<'_>, step: u64, lifetime: u64) -> Option<String> {
    let until = grant.until;
    if lifetime == 0 || until.as_second() > LAST_SECOND {
        return Some("CloudFront takes an end between now and 2038: see --expires".to_owned());
    }
    if step >= lifetime {
        return Some(format!(
            "rounded to {}, a URL that is valid for {} would be expired when it is handed out at the end \
             of its step",
            duration(step),
            duration(lifetime)
        ));
    }
    if grant.from.is_some_and(|from| from >= until) {
        return Some(format!(
            "it would end ({}) before it begins (--from)",
            instant(until)
        ));
    }
    if grant.address.is_some_and(|address| !is_range(address)) {
        let message = "CloudFront takes an IPv4 address or range: --ip 192.0.2.10, or 192.0.2.0/24";
        return Some(message.to_owned());
    }
    let resource = grant.resource.filter(|one| !covers(one, grant.url))?;
    Some(format!(
        "{resource} (--resource) does not cover the URL that is handed out"
    ))
}

fn is_range(text: &str) -> bool {
    let (address, bits) = text.split_once('/').unwrap_or((text, "32"));
    let bits = bits.parse::<u8>().is_ok_and(|bits| bits <= 32);
    bits && address.parse::<Ipv4Addr>().is_ok()
}

/// Whether a pattern may cover a URL. Paths are compared here in the same way, up to a length.
fn covers(pattern: &str, url: &str) -> bool {
    pattern.len() > 255 || pattern_matches(pattern, url)
}

fn told(grant: &Grant<'_>, step: u64, lifetime: u64, now: Timestamp) -> String {
    let left = u64::try_from(grant.until.duration_since(now).as_secs()).unwrap_or(0);
    let kind = if grant.is_canned() {
        "canned"
    } else {
        "custom"
    };
    let until = instant(grant.until);
    let mut says = vec![format!(
        "valid for {}, until {until}, with a {kind} policy; CloudFront asks for no other signature, and \
         takes this one off before S3 is asked",
        duration(left)
    )];
    if step > 0 {
        let steps = SignedDuration::from_secs(i64::try_from(step).unwrap_or(0));
        let next = round_down(now, step).checked_add(steps).unwrap_or(now);
        let range = duration_range(lifetime.saturating_sub(step), lifetime);
        says.push(format!(
            "the same end for everybody who signs before {}: valid for {range} when it is handed out",
            instant(next)
        ));
    }
    let lines = says.iter().flat_map(|text| item(text));
    lines.collect()
}
