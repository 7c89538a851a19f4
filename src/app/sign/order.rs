//! What is to be signed, read off the arguments and the credentials.

use super::object::{Object, via};
use crate::cli::SignArgs;
use crate::edge::Rounding;
use crate::input::live::SigningKey;
use crate::input::url::read_url;
use crate::model::Addressing;
use crate::s3::{Presign, RESPONSE_OVERRIDES, round_down, signature_for};
use crate::source::SourceMap;
use jiff::{SignedDuration, Timestamp};

/// The methods that a URL for an object can be signed for.
const METHODS: [&str; 4] = ["GET", "HEAD", "PUT", "DELETE"];

/// What is to be signed.
#[derive(Debug)]
pub(super) struct Order {
    /// The object.
    pub(super) object: Object,
    /// The Region that is signed for.
    pub(super) region: String,
    /// The protocol and host that take the place of S3's.
    pub(super) via: Option<String>,
    /// The method, in capitals.
    pub(super) method: String,
    /// The validity, in seconds.
    pub(super) lifetime: u64,
    /// The step of rounding, in seconds; 0 for none.
    pub(super) step: u64,
    /// Further parameters.
    further: Vec<(String, String)>,
    /// What signs.
    pub(super) key: SigningKey,
    /// The time.
    pub(super) now: Timestamp,
}

impl Order {
    /// Reads the arguments.
    pub(super) fn read(args: &SignArgs, key: SigningKey, now: Timestamp) -> Result<Self, String> {
        let via = args.via.as_deref().map(via).transpose();
        let via = via.map_err(|message| format!("--via: {message}"))?;
        let lifetime = seconds(args.expires);
        let advised = Rounding::advised(lifetime).filter(|_| via.is_some());
        let step = args
            .round
            .map_or_else(|| advised.map_or(0, |one| one.step), seconds);
        let region = args.region.clone().or_else(|| key.region.clone());
        Ok(Self {
            object: Object::read(&args.object)?,
            region: region.ok_or("--region: which Region is the bucket in? None is configured")?,
            via,
            method: method(&args.method)?,
            lifetime,
            step,
            further: further(args)?,
            key,
            now,
        })
    }

    /// The signing time.
    pub(super) fn signed_at(&self) -> Timestamp {
        round_down(self.now, self.step)
    }

    /// The end of the validity.
    pub(super) fn expires_at(&self) -> Timestamp {
        let lifetime = SignedDuration::from_secs(i64::try_from(self.lifetime).unwrap_or(i64::MAX));
        self.signed_at()
            .checked_add(lifetime)
            .unwrap_or(Timestamp::MAX)
    }

    /// The URL with its signature.
    pub(super) fn sign(&self) -> Result<String, String> {
        let presign = self.presign();
        let host = presign.host().ok_or_else(|| {
            format!(
                "no host of S3's is known for the bucket {} in the Region {}",
                self.object.bucket, self.region
            )
        })?;
        let (path, query) = (presign.path(), presign.query());
        let unsigned = format!("https://{host}{path}?{query}");
        let read = read_url("the URL", &unsigned, &mut SourceMap::default());
        let read = read.map_err(|problem| problem.message)?;
        let signature = signature_for(&read, &self.key.secret, &self.method);
        let signature = signature.ok_or("the URL cannot be signed")?;
        let host = self.via.clone().unwrap_or(format!("https://{host}"));
        Ok(format!("{host}{path}?{query}&X-Amz-Signature={signature}"))
    }

    fn presign(&self) -> Presign<'_> {
        // No wildcard certificate covers a name with a dot, so SDKs sign path style for it; behind a
        // CDN it is CloudFront that connects, and the path has to be the viewer's.
        let addressing = match self.object.bucket.contains('.') && self.via.is_none() {
            true => Addressing::Path,
            false => Addressing::Virtual,
        };
        Presign {
            bucket: &self.object.bucket,
            key: &self.object.key,
            region: &self.region,
            addressing,
            access_key_id: &self.key.access_key_id,
            token: self.key.token.as_ref(),
            signed_at: self.signed_at(),
            lifetime: self.lifetime,
            further: &self.further,
        }
    }
}

fn method(text: &str) -> Result<String, String> {
    let method = text.to_ascii_uppercase();
    match METHODS.contains(&method.as_str()) {
        true => Ok(method),
        false => Err(format!("--method: expected one of {}", METHODS.join(", "))),
    }
}

/// The response overrides, the version and what else is signed, each once.
fn further(args: &SignArgs) -> Result<Vec<(String, String)>, String> {
    let mut all = Vec::new();
    for (header, value) in &args.response {
        let header = header.to_ascii_lowercase();
        let name = format!("response-{}", header.trim_start_matches("response-"));
        if !RESPONSE_OVERRIDES.contains(&name.as_str()) {
            let known = RESPONSE_OVERRIDES.map(|name| name.trim_start_matches("response-"));
            let known = known.join(", ");
            return Err(format!("--response: expected one of {known}, with =VALUE"));
        }
        all.push((name, value.clone()));
    }
    let version = args.version_id.iter();
    all.extend(version.map(|id| ("versionId".to_owned(), id.clone())));
    for (name, value) in &args.query {
        let own = name.to_ascii_lowercase();
        if own.starts_with("x-amz-") && OWN.contains(&own.as_str()) {
            return Err(format!("--query: {name} is what siglint makes itself"));
        }
        all.push((name.clone(), value.clone()));
    }
    let twice = |(at, (name, _)): (usize, &(String, String))| {
        all.iter().take(at).any(|(other, _)| other == name)
    };
    match all.iter().enumerate().any(twice) {
        true => Err("a parameter is given twice, and S3 takes one of them".to_owned()),
        false => Ok(all),
    }
}

/// The parameters of the signature itself.
const OWN: [&str; 7] = [
    "x-amz-algorithm",
    "x-amz-credential",
    "x-amz-date",
    "x-amz-expires",
    "x-amz-signedheaders",
    "x-amz-security-token",
    "x-amz-signature",
];

/// Whole seconds.
fn seconds(duration: SignedDuration) -> u64 {
    u64::try_from(duration.as_secs()).unwrap_or(0)
}
