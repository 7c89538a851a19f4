//! What was done to a query between the signer and whoever uses the URL, as far as the URL shows it.

use super::{Evidence, Promise, sigv2_covers};
use crate::edge::Trace;
use crate::model::{Param, S3Signature, SIGV4_PARAMETERS, SignedUrl};
use std::collections::BTreeSet;

/// Authentication parameters whose values have no `%` of their own.
const WITHOUT_PERCENT: [&str; 4] = [
    "X-Amz-Credential",
    "X-Amz-SignedHeaders",
    "X-Amz-Security-Token",
    "X-Amz-Region-Set",
];

/// Names that trackers and cache busters add to links, and nobody else. Shorter ones (`v`, `t`, `_`)
/// may as well be the signer's own: there the order decides.
const ADDED_TO_LINKS: [&str; 19] = [
    "_ga",
    "_gl",
    "cachebuster",
    "dclid",
    "fbclid",
    "gbraid",
    "gclid",
    "igshid",
    "li_fat_id",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "msclkid",
    "no-cache",
    "nocache",
    "s_cid",
    "ttclid",
    "twclid",
    "wbraid",
];

/// The parameters behind an `&amp;`, each with its name as it was meant.
pub fn html_escaped(url: &SignedUrl) -> impl Iterator<Item = (&str, &Param)> {
    let params = url.params.iter();
    params.filter_map(|param| Some((param.name.strip_prefix("amp;")?, param)))
}

/// The authentication parameters that were percent-encoded a second time.
pub fn encoded_twice(url: &SignedUrl) -> impl Iterator<Item = &Param> {
    let params = url.params.iter();
    params
        .filter(|param| WITHOUT_PERCENT.contains(&param.name.as_str()) && has_escape(&param.value))
}

/// Whether a text that was decoded once still has percent-escapes in it.
#[must_use]
pub fn has_escape(text: &str) -> bool {
    let hex = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_hexdigit);
    text.match_indices('%').any(|(at, _)| {
        let rest = text.as_bytes().get(at + 1..).unwrap_or_default();
        hex(rest.first()) && hex(rest.get(1))
    })
}

/// The names that stand in a query more than once, in their order.
#[must_use]
pub fn repeated(url: &SignedUrl) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    let mut twice = Vec::new();
    for param in &url.params {
        let name = param.name.as_str();
        if !seen.insert(name) && !twice.contains(&name) {
            twice.push(name);
        }
    }
    twice
}

/// How it is known that a query was changed after signing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// The URL as it was signed is at hand, and has it otherwise.
    Original,
    /// The secret is at hand, and makes the signature for another query.
    Proof,
    /// It is one that trackers and cache busters add to links.
    Tracker,
    /// It stands where the signer of the others would not have put it, and means nothing to S3.
    Order,
    /// The same, and S3 knows it: not every signer's order is known.
    Perhaps,
}

/// A SigV4 query that is not the signed one any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tampering<'a> {
    /// The parameters that were added, or have another value now.
    pub added: Vec<&'a Param>,
    /// The names of those that were taken out.
    pub removed: Vec<&'a str>,
    /// How that is known.
    pub sign: Sign,
}

/// What was done to the query after signing and reaches S3, if anything shows.
///
/// The orders are those of botocore, the JavaScript SDKs, minio and aws4fetch, as they were run; of
/// the other SDKs they are not confirmed.
#[must_use]
pub fn tampering<'a>(
    url: &'a SignedUrl,
    promise: &'a Promise,
    trace: Option<&Trace<'_>>,
) -> Option<Tampering<'a>> {
    if url.any_sigv4().is_none() && promise.host.evidence != Evidence::Proof {
        return None;
    }
    let arrives = |param: &&Param| trace.is_none_or(|trace| reaches_s3(trace, &param.name));
    let of = |sign, added: Vec<&'a Param>, removed: Vec<&'a str>| {
        let some = !added.is_empty() || !removed.is_empty();
        some.then_some(Tampering {
            added,
            removed,
            sign,
        })
    };
    let at_hand = match promise.host.evidence {
        Evidence::OriginalUrl => Some(Sign::Original),
        Evidence::Proof => Some(Sign::Proof),
        _ => None,
    };
    if let Some(sign) = at_hand {
        let (added, removed) = differences(url, promise);
        return of(sign, added.into_iter().filter(arrives).collect(), removed);
    }
    let known = promise.host.evidence == Evidence::Accepted;
    let unsigned = url.params.iter().filter(arrives).filter(|_| !known);
    let trackers = unsigned.clone().filter(|param| is_tracker(&param.name));
    let behind: Vec<&Param> = behind_the_signature(url);
    let behind = unsigned.filter(|param| behind.contains(param));
    let (own, foreign): (Vec<&Param>, Vec<&Param>) =
        behind.partition(|param| is_of_s3(&param.name));
    of(Sign::Tracker, trackers.collect(), Vec::new())
        .or_else(|| of(Sign::Order, foreign, Vec::new()))
        .or_else(|| of(Sign::Perhaps, own, Vec::new()))
}

/// What the signed query has otherwise: parameters that are new or have another value, and the names
/// of those that are gone. Of what SigV2 does not cover, nothing.
fn differences<'a>(url: &'a SignedUrl, promise: &'a Promise) -> (Vec<&'a Param>, Vec<&'a str>) {
    let covered = |param: &&Param| match url.s3 {
        S3Signature::V2(_) => sigv2_covers(&param.name),
        _ => true,
    };
    let same = |one: &Param, other: &Param| one.name == other.name && one.value == other.value;
    let new = |param: &&Param| !promise.params.iter().any(|one| same(one, param));
    let gone = |param: &&Param| url.param(&param.name).is_none();
    let added = url.params.iter().filter(covered).filter(new);
    let removed = promise.params.iter().filter(covered).filter(gone);
    (
        added.collect(),
        removed.map(|param| param.name.as_str()).collect(),
    )
}

/// Whether S3 knows a parameter that people add to URLs by hand.
fn is_of_s3(name: &str) -> bool {
    const NAMES: [&str; 5] = ["partNumber", "uploadId", "uploads", "versionId", "tagging"];
    name.starts_with("response-") || NAMES.contains(&name)
}

/// Whether a parameter reaches S3, or may.
fn reaches_s3(trace: &Trace<'_>, name: &str) -> bool {
    let sent = trace.origin_request.params.iter();
    let mut sent = sent.filter_map(|sent| trace.viewer.params.get(sent.index));
    sent.any(|param| param.name == name)
}

pub(super) fn is_tracker(name: &str) -> bool {
    ADDED_TO_LINKS.contains(&name)
        || ["utm_", "hsa_", "pk_", "mtm_"]
            .iter()
            .any(|p| name.starts_with(p))
}

/// Signers put the signature last, or sort all parameters by name: whatever stands behind such a
/// signature, or behind the sorted ones and out of their order, is younger.
pub(super) fn behind_the_signature(url: &SignedUrl) -> Vec<&Param> {
    let at = |name: &str| url.params.iter().position(|param| param.name == name);
    let places: Option<Vec<usize>> = SIGV4_PARAMETERS.into_iter().map(at).collect();
    let (Some(places), Some(signature)) = (places, at("X-Amz-Signature")) else {
        return Vec::new();
    };
    let last = places.iter().max().copied().unwrap_or_default();
    let end = match last == signature {
        true => signature + 1,
        false => sorted(url).max(last + 1),
    };
    // What SDKs write themselves nobody adds, and of two with one name another rule speaks.
    let twice = repeated(url);
    let own = |param: &&Param| {
        let name = param.name.to_ascii_lowercase();
        let sdk = name.starts_with("x-amz-") || name == "x-id" || name.starts_with("amp;");
        sdk || twice.contains(&param.name.as_str())
    };
    let behind = url.params.iter().skip(end);
    behind.filter(|param| !own(param)).collect()
}

/// How many parameters stand in the order of their names, counted from the first.
fn sorted(url: &SignedUrl) -> usize {
    let mut pairs = url.params.windows(2);
    let falls = pairs.position(|pair| matches!(pair, [one, next] if one.name > next.name));
    falls.map_or(url.params.len(), |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceId, SourceKind, SourceMap, Sourced, Span};

    /// A URL with these names in its query, each with a value of one letter.
    fn url(query: &str) -> SignedUrl {
        let source = SourceMap::default().add("a test", SourceKind::Url(Vec::new()), query);
        let params = query.split('&').map(|name| param(source, name)).collect();
        let text = |text: &str| Sourced::at(text.to_owned(), Span::new(source, 0, 0));
        SignedUrl {
            source,
            protocol: text("https"),
            host: text("h"),
            port: None,
            path: text("/"),
            params,
            s3: S3Signature::None,
            viewer: None,
            foreign: None,
        }
    }

    fn param(source: SourceId, name: &str) -> Param {
        Param {
            raw_name: name.to_owned(),
            raw_value: "x".to_owned(),
            name: name.to_owned(),
            value: "x".to_owned(),
            span: Span::new(source, 0, 0),
            value_span: Span::new(source, 0, 0),
        }
    }

    const LAST: &str = "X-Amz-Algorithm&X-Amz-Credential&X-Amz-Date&X-Amz-Expires&\
        X-Amz-SignedHeaders&X-Amz-Signature";
    const SORTED: &str = "X-Amz-Algorithm&X-Amz-Credential&X-Amz-Date&X-Amz-Expires&\
        X-Amz-Signature&X-Amz-SignedHeaders";

    #[test]
    fn what_stands_behind_the_signers_own_order_is_younger() {
        for (query, behind) in [
            (LAST.to_owned(), vec![]),
            (format!("response-content-type&{LAST}"), vec![]),
            (format!("{LAST}&v"), vec!["v"]),
            (format!("{LAST}&x-id"), vec![]),
            (format!("{LAST}&X-Amz-Security-Token"), vec![]),
            (format!("{LAST}&X-Amz-Date"), vec![]),
            (SORTED.to_owned(), vec![]),
            (format!("{SORTED}&prefix&x-id"), vec![]),
            (format!("{SORTED}&x-id&v"), vec!["v"]),
            ("X-Amz-Signature&v".to_owned(), vec![]),
        ] {
            let url = url(&query);
            let found = behind_the_signature(&url);
            let names: Vec<&str> = found.iter().map(|param| param.name.as_str()).collect();
            assert_eq!(names, behind, "{query}");
        }
    }

    #[test]
    fn escapes_and_repetitions_are_seen() {
        assert!(
            has_escape("a%2Fb") && has_escape("%%20") && !has_escape("100%") && !has_escape("%zz")
        );
        assert_eq!(repeated(&url("a&b&a&a&b")), ["a", "b"]);
        let escaped = url("a&amp;X-Amz-Date");
        assert_eq!(
            html_escaped(&escaped)
                .map(|(name, _)| name)
                .collect::<Vec<_>>(),
            ["X-Amz-Date"]
        );
    }
}
