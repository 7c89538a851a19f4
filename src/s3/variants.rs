//! What is known to happen to paths and queries between a signer and S3, undone.

use super::TOKEN;
use super::query_faults::{behind_the_signature, is_tracker};
use super::search::Query;
use crate::model::{Param, REGIONS, Secret, SignedUrl};
use crate::source::percent_decode;

/// The hash of an empty body, which some signers take where S3 wants `UNSIGNED-PAYLOAD`.
const EMPTY_BODY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// Validities that people write, in seconds.
const LIFETIMES: [u32; 16] = [
    60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 14_400, 21_600, 43_200, 86_400, 172_800,
    259_200, 604_800,
];

/// How far time zones lie apart at most, in hours.
const HOURS: i64 = 14;

/// The paths that may have been signed where this one arrives.
pub(super) fn odd_paths(path: &str) -> Vec<String> {
    let mut all = vec![
        // Encoded again after signing, or before it.
        percent_decode(path).replace(' ', "%20"),
        path.replace('%', "%25"),
        // A space and a plus, one written for the other.
        path.replace('+', "%20"),
        path.replace("%20", "+"),
        path.replace("%2B", "%20").replace("%2b", "%20"),
        // Slashes that clients merge, or that were joined to a key that starts with one.
        format!("/{path}"),
        merged(path),
        path.trim_end_matches('/').to_owned(),
        format!("{path}/"),
    ];
    // A behavior's prefix or a stage, which was put before the signed path.
    let rest = path.strip_prefix('/').and_then(|rest| rest.find('/'));
    all.extend(rest.and_then(|at| path.get(at + 1..).map(str::to_owned)));
    all.retain(|one| one != path && one.starts_with('/'));
    all
}

/// A path with one slash for several in a row.
fn merged(path: &str) -> String {
    let mut merged = String::with_capacity(path.len());
    for c in path.chars() {
        if c != '/' || !merged.ends_with('/') {
            merged.push(c);
        }
    }
    merged
}

/// The queries that may have been signed where another one arrives.
pub(super) struct Queries {
    /// Of what happens often.
    pub(super) often: Vec<Query>,
    /// Of what happens at times.
    pub(super) rare: Vec<Query>,
}

impl Queries {
    pub(super) fn new(url: &SignedUrl, token: Option<&Secret>) -> Self {
        let (mut often, mut rare) = (Vec::new(), Vec::new());
        often.extend(without_additions(url));
        often.extend(with_marks(url));
        often.extend(with_token(url, token));
        rare.extend(without_each(url));
        rare.extend(rewritten(url));
        rare.extend(of_another_body(url));
        rare.extend(for_another_time(url));
        Self { often, rare }
    }
}

/// The query without what `drop` names; none if that changes nothing.
fn without(url: &SignedUrl, drop: impl Fn(&Param) -> bool) -> Option<Query> {
    let kept: Vec<Param> = url.params.iter().filter(|p| !drop(p)).cloned().collect();
    (kept.len() < url.params.len()).then(|| Query::of(kept))
}

/// What trackers, people and frameworks add to links.
fn without_additions(url: &SignedUrl) -> Vec<Query> {
    let behind: Vec<&Param> = behind_the_signature(url);
    let is_own = |name: &str| {
        let name = name.to_ascii_lowercase();
        let v2 = ["awsaccesskeyid", "signature", "expires"].contains(&name.as_str());
        v2 || name.starts_with("x-amz-") || name == "x-id"
    };
    let found = [
        without(url, |param| is_tracker(&param.name)),
        without(url, |param| behind.contains(&param)),
        without(url, |param| param.name.starts_with("response-")),
        without(url, |param| {
            !is_own(&param.name) && !param.name.starts_with("response-")
        }),
        without(url, |param| !is_own(&param.name)),
    ];
    found.into_iter().flatten().collect()
}

/// What the JavaScript SDK signs, and an allow-list may have taken out.
fn with_marks(url: &SignedUrl) -> Vec<Query> {
    const BODY: (&str, &str) = ("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD");
    const CHECKSUM: (&str, &str) = ("x-amz-checksum-mode", "ENABLED");
    const MARKS: [&[(&str, &str)]; 6] = [
        &[("x-id", "GetObject")],
        &[CHECKSUM],
        &[CHECKSUM, ("x-id", "GetObject")],
        &[BODY, CHECKSUM, ("x-id", "GetObject")],
        &[BODY],
        &[("x-id", "PutObject")],
    ];
    let Some(pattern) = url.params.first() else {
        return Vec::new();
    };
    let with = |marks: &&[(&str, &str)]| {
        let missing = marks.iter().filter(|(name, _)| url.param(name).is_none());
        let added: Vec<Param> = missing
            .map(|(name, value)| param(pattern, name, value))
            .collect();
        (added.len() == marks.len()).then(|| Query::of([&url.params[..], &added].concat()))
    };
    MARKS.iter().filter_map(with).collect()
}

/// The session's token, which was not signed, or signed and not handed out.
fn with_token(url: &SignedUrl, token: Option<&Secret>) -> Vec<Query> {
    let unsigned = without(url, |param| param.name.eq_ignore_ascii_case(TOKEN));
    let absent = url.params.first().filter(|_| unsigned.is_none());
    let handed = absent.zip(token).map(|(pattern, token)| {
        let name = match url.param("AWSAccessKeyId") {
            Some(_) => "x-amz-security-token",
            None => TOKEN,
        };
        let token = param(pattern, name, &token.0);
        Query::of([&url.params[..], &[token]].concat())
    });
    unsigned.into_iter().chain(handed).collect()
}

/// Any one parameter left out that is not the signature's own.
fn without_each(url: &SignedUrl) -> Vec<Query> {
    const MOST: usize = 16;
    let own = |name: &str| name.starts_with("X-Amz-") || name == "Signature" || name == "Expires";
    let others = url.params.iter().filter(|param| !own(&param.name));
    let each = others.take(MOST);
    each.filter_map(|one| without(url, |param| param.span == one.span))
        .collect()
}

/// Values that something encoded, decoded or repeated.
fn rewritten(url: &SignedUrl) -> Vec<Query> {
    let each = |change: &dyn Fn(&Param) -> (String, String)| {
        let changed = url.params.iter().map(|one| {
            let (name, value) = change(one);
            match name == one.raw_name && value == one.raw_value {
                true => one.clone(),
                false => raw_param(one, &name, &value),
            }
        });
        let changed: Vec<Param> = changed.collect();
        let same = changed
            .iter()
            .zip(&url.params)
            .all(|(one, other)| one.raw_name == other.raw_name && one.raw_value == other.raw_value);
        (!same).then(|| Query::of(changed))
    };
    let value = |change: fn(&str) -> String| {
        each(&|one: &Param| (one.raw_name.clone(), change(&one.raw_value)))
    };
    let unescaped = each(&|one: &Param| {
        let name = one.raw_name.strip_prefix("amp;").unwrap_or(&one.raw_name);
        (name.to_owned(), one.raw_value.clone())
    });
    let found = [
        unescaped,
        value(|raw| raw.replace('+', "%20")),
        value(|raw| raw.replace("%20", "+")),
        value(|raw| raw.replace("%25", "%")),
        value(|raw| raw.replace('%', "%25")),
        once(url, false),
        once(url, true),
    ];
    found.into_iter().flatten().collect()
}

/// Each name once: the first of several, or the last.
fn once(url: &SignedUrl, last: bool) -> Option<Query> {
    without(url, |param| {
        let mut same = url.params.iter().filter(|one| one.name == param.name);
        let kept = if last { same.next_back() } else { same.next() };
        kept.is_some_and(|kept| kept.span != param.span)
    })
}

/// A signer that hashed the body, as every other service wants it.
fn of_another_body(url: &SignedUrl) -> Option<Query> {
    url.param("X-Amz-Date")?;
    Some(Query {
        payload: Some(EMPTY_BODY),
        ..Query::written(url)
    })
}

/// A validity or a signing time that was changed by hand, or by a clock in another zone.
fn for_another_time(url: &SignedUrl) -> Vec<Query> {
    let Some(v4) = url.sigv4() else {
        return Vec::new();
    };
    let lifetimes = LIFETIMES.iter().map(ToString::to_string);
    let lifetimes = lifetimes.filter_map(|text| replaced(url, "X-Amz-Expires", &text));
    let hours = (-HOURS..=HOURS).filter(|hours| *hours != 0);
    let dates = hours.filter_map(|hours| {
        let shift = jiff::SignedDuration::from_hours(hours);
        let date = v4.signed_at?.checked_add(shift).ok()?;
        let date = date.strftime("%Y%m%dT%H%M%SZ").to_string();
        let query = replaced(url, "X-Amz-Date", &date)?;
        let date = Some(date);
        Some(Query { date, ..query })
    });
    lifetimes.chain(dates).collect()
}

/// The query with another Region in its credential, for each Region.
pub(super) fn elsewhere(url: &SignedUrl) -> impl Iterator<Item = (&'static str, Query)> {
    let scope = url.sigv4().and_then(|v4| v4.scope.clone());
    let signed = scope.as_ref().and_then(|scope| scope.region.clone());
    let others = REGIONS.iter().map(|region| region.name);
    others.filter_map(move |name| {
        let mut scope = scope.clone().filter(|_| signed.as_deref() != Some(name))?;
        scope.region = Some(name.to_owned());
        let credential = [
            &scope.access_key_id,
            &scope.date,
            name,
            &scope.service,
            &scope.terminator,
        ]
        .join("/");
        let query = replaced(url, "X-Amz-Credential", &credential)?;
        let scope = Some(scope);
        Some((name, Query { scope, ..query }))
    })
}

/// The query with another value of a parameter; none if it has that one, or no such parameter.
fn replaced(url: &SignedUrl, name: &str, value: &str) -> Option<Query> {
    url.param(name).filter(|one| one.value != value)?;
    let params = url.params.iter().map(|one| match one.name == name {
        true => param(one, name, value),
        false => one.clone(),
    });
    Some(Query::of(params.collect()))
}

/// A parameter with this decoded name and value, at the place of another.
fn param(at: &Param, name: &str, value: &str) -> Param {
    let escaped = value.replace('%', "%25").replace('+', "%2B");
    Param {
        raw_name: name.to_owned(),
        raw_value: escaped,
        name: name.to_owned(),
        value: value.to_owned(),
        ..at.clone()
    }
}

fn raw_param(at: &Param, name: &str, value: &str) -> Param {
    Param {
        raw_name: name.to_owned(),
        raw_value: value.to_owned(),
        name: percent_decode(name),
        value: percent_decode(value),
        ..at.clone()
    }
}
