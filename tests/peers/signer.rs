//! Fresh presigned URLs, signed as an SDK would: SigV4 by aws-sigv4, SigV2 by hand.

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation,
    SigningSettings, UriPathNormalizationMode, sign,
};
use aws_sigv4::sign::v4;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What both S3 servers accept: `tests/peers/lib.sh` gives it to them.
pub(crate) const ACCESS_KEY: &str = "AKIAIOSFODNN7EXAMPLE";
pub(crate) const SECRET: &str = "test";
/// The bucket, and the host that is signed for it.
pub(crate) const BUCKET: &str = "peer-files";
pub(crate) const HOST: &str = "peer-files.s3.eu-central-1.amazonaws.com";
/// The object, with what encoders disagree about in its key.
pub(crate) const PATH: &str = "/reports/2026%20a%2Bb~%C3%BC.pdf";

/// A request that is to be signed.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: &'static str,
    pub(crate) host: &'static str,
    pub(crate) path: &'static str,
    /// Further parameters, encoded.
    pub(crate) query: &'static str,
    pub(crate) secret: &'static str,
    /// How long ago it was signed, in seconds.
    pub(crate) ago: u64,
    /// For how long it is valid, in seconds.
    pub(crate) lasting: u64,
    pub(crate) v2: bool,
    /// What the path is changed to after signing.
    pub(crate) tampered: Option<&'static str>,
}

/// A GET of the object that works.
pub(crate) const GET: Request = Request {
    method: "GET",
    host: HOST,
    path: PATH,
    query: "",
    secret: SECRET,
    ago: 0,
    lasting: 3600,
    v2: false,
    tampered: None,
};

impl Request {
    /// The URL as the SDK gives it, with the S3 host.
    pub(crate) fn url(&self) -> String {
        let url = match self.v2 {
            true => self.sign_v2(),
            false => self.sign_v4(),
        };
        let path = self.tampered.unwrap_or(self.path);
        url.replacen(self.path, path, 1)
    }

    fn unsigned(&self) -> String {
        let mark = if self.query.is_empty() { "" } else { "?" };
        format!("https://{}{}{mark}{}", self.host, self.path, self.query)
    }

    fn sign_v4(&self) -> String {
        let identity = Credentials::new(ACCESS_KEY, self.secret, None, None, "test").into();
        let mut settings = SigningSettings::default();
        settings.signature_location = SignatureLocation::QueryParams;
        settings.percent_encoding_mode = PercentEncodingMode::Single;
        settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
        settings.payload_checksum_kind = PayloadChecksumKind::NoHeader;
        settings.expires_in = Some(Duration::from_secs(self.lasting));
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region("eu-central-1")
            .name("s3")
            .time(SystemTime::now() - Duration::from_secs(self.ago))
            .settings(settings)
            .build()
            .expect("the parameters are complete");
        let mut url = self.unsigned();
        let body = SignableBody::UnsignedPayload;
        let request = SignableRequest::new(self.method, url.clone(), std::iter::empty(), body);
        let output = sign(request.expect("a signable request"), &params.into()).expect("it signs");
        let (instructions, _) = output.into_parts();
        for (name, value) in instructions.params() {
            let mark = if url.contains('?') { '&' } else { '?' };
            url += &format!("{mark}{name}={}", encode(value));
        }
        url
    }

    fn sign_v2(&self) -> String {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let expires = now.expect("a clock after 1970").as_secs() - self.ago + self.lasting;
        let text = format!("{}\n\n\n{expires}\n/{BUCKET}{}", self.method, self.path);
        let mut mac = Hmac::<Sha1>::new_from_slice(self.secret.as_bytes()).expect("any length");
        mac.update(text.as_bytes());
        let signature = encode(&base64(&mac.finalize().into_bytes()));
        let path = self.unsigned();
        format!("{path}?AWSAccessKeyId={ACCESS_KEY}&Expires={expires}&Signature={signature}")
    }
}

fn encode(text: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let encode = |byte: u8| match keep(byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place > chunk.len() {
                '='
            } else {
                char::from(digit)
            });
        }
    }
    text
}
