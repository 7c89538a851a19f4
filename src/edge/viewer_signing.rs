//! CloudFront's own signature, made: a policy, canned or of one's own, and its signature.
//!
//! Source: the CloudFront developer guide, "Create a signed URL using a canned policy" and "… using a
//! custom policy". Always SHA-256, which CloudFront is told (`Hash-Algorithm`): the library that signs
//! makes no new signatures over SHA-1.

use crate::source::base64;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeyPair;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256};
use jiff::Timestamp;
use std::fmt::Write;

/// What a signature permits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant<'a> {
    /// The URL that is handed out, without CloudFront's own parameters.
    pub url: &'a str,
    /// The URLs that are permitted, with wildcards; the one that is handed out, where none are named.
    pub resource: Option<&'a str>,
    /// The first moment at which nothing is permitted any more.
    pub until: Timestamp,
    /// The moment from which on it is permitted.
    pub from: Option<Timestamp>,
    /// The addresses of the viewers that it is for.
    pub address: Option<&'a str>,
}

impl Grant<'_> {
    /// Whether a canned policy says all of it, which CloudFront makes up itself.
    #[must_use]
    pub fn is_canned(&self) -> bool {
        let other = self.resource.filter(|resource| *resource != self.url);
        other.is_none() && self.from.is_none() && self.address.is_none()
    }

    /// The policy, as it is signed: without a space, and in this order.
    #[must_use]
    pub fn policy(&self) -> String {
        let resource = escaped(self.resource.unwrap_or(self.url));
        let until = self.until.as_second();
        let mut conditions = format!("\"DateLessThan\":{{\"AWS:EpochTime\":{until}}}");
        if let Some(from) = self.from {
            let from = from.as_second();
            // Writing to a String cannot fail.
            let _ = write!(
                conditions,
                ",\"DateGreaterThan\":{{\"AWS:EpochTime\":{from}}}"
            );
        }
        if let Some(address) = self.address {
            let address = escaped(address);
            let _ = write!(
                conditions,
                ",\"IpAddress\":{{\"AWS:SourceIp\":\"{address}\"}}"
            );
        }
        format!(
            "{{\"Statement\":[{{\"Resource\":\"{resource}\",\"Condition\":{{{conditions}}}}}]}}"
        )
    }

    /// The URL with its signature; none if the key does not sign.
    #[must_use]
    pub fn sign(&self, key: &ViewerSigner, key_pair_id: &str) -> Option<String> {
        let policy = self.policy();
        let signature = in_urls(&key.sign(policy.as_bytes())?);
        let terms = match self.is_canned() {
            true => format!("Expires={}", self.until.as_second()),
            false => format!("Policy={}", in_urls(policy.as_bytes())),
        };
        let mark = if self.url.contains('?') { '&' } else { '?' };
        let own = format!("{terms}&Signature={signature}&Key-Pair-Id={key_pair_id}");
        Some(format!("{}{mark}{own}&Hash-Algorithm=SHA256", self.url))
    }
}

/// A text in a JSON string.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// Base64 in the alphabet that CloudFront reads in URLs.
fn in_urls(bytes: &[u8]) -> String {
    let plain = base64::encode(bytes);
    plain.replace('+', "-").replace('=', "_").replace('/', "~")
}

/// A private key that CloudFront knows the public half of: RSA 2048, or ECDSA P-256.
pub enum ViewerSigner {
    /// RSA.
    Rsa(Box<KeyPair>),
    /// ECDSA.
    Ecdsa(Box<EcdsaKeyPair>),
}

/// A private key has nothing that may be shown.
impl std::fmt::Debug for ViewerSigner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Rsa(_) => "an RSA key",
            Self::Ecdsa(_) => "an ECDSA key",
        })
    }
}

impl ViewerSigner {
    /// Reads a key in PEM: PKCS#8, PKCS#1 or SEC 1.
    ///
    /// # Errors
    ///
    /// It is no such key, is a public one, or is encrypted; in words.
    pub fn from_pem(text: &str) -> Result<Self, String> {
        let (label, der) = pem(text).ok_or("is no key in PEM (-----BEGIN PRIVATE KEY-----)")?;
        if label.contains("ENCRYPTED") || text.contains("Proc-Type: 4,ENCRYPTED") {
            return Err("is encrypted: `openssl pkey -in FILE -out PLAIN` decrypts it".to_owned());
        }
        if label.contains("PUBLIC") {
            return Err("is a public key, and a private one signs".to_owned());
        }
        let rsa = KeyPair::from_pkcs8(&der).or_else(|_| KeyPair::from_der(&der));
        if let Ok(key) = rsa {
            return match key.public_modulus_len() {
                256 => Ok(Self::Rsa(Box::new(key))),
                bytes => Err(format!(
                    "is an RSA key of {} bits, and CloudFront takes 2048",
                    bytes * 8
                )),
            };
        }
        let kind = &ECDSA_P256_SHA256_ASN1_SIGNING;
        let ecdsa = EcdsaKeyPair::from_pkcs8(kind, &der)
            .or_else(|_| EcdsaKeyPair::from_private_key_der(kind, &der));
        let key = ecdsa.map_err(|_| "is no RSA key and no ECDSA key of the curve P-256")?;
        Ok(Self::Ecdsa(Box::new(key)))
    }

    fn sign(&self, text: &[u8]) -> Option<Vec<u8>> {
        let random = SystemRandom::new();
        match self {
            Self::Rsa(key) => {
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &random, text, &mut signature)
                    .ok()?;
                Some(signature)
            }
            Self::Ecdsa(key) => Some(key.sign(&random, text).ok()?.as_ref().to_vec()),
        }
    }
}

/// The label and the content of the first block, or of the key behind the parameters of its curve.
fn pem(text: &str) -> Option<(String, Vec<u8>)> {
    let blocks = text.split("-----BEGIN ").skip(1).filter_map(|block| {
        let (label, rest) = block.split_once("-----")?;
        let (body, _) = rest.split_once("-----END ")?;
        let lines = body.lines().filter(|line| !line.contains(':'));
        Some((
            label.to_owned(),
            base64::decode(&lines.collect::<String>())?,
        ))
    });
    let mut keys = blocks.filter(|(label, _)| label.contains("KEY"));
    keys.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant<'a>() -> Grant<'a> {
        Grant {
            url: "https://d111111abcdef8.cloudfront.net/a.pdf?size=1",
            resource: None,
            until: "2026-11-23T11:00:00Z".parse().unwrap(),
            from: None,
            address: None,
        }
    }

    #[test]
    fn a_canned_policy_is_the_documented_one() {
        assert!(grant().is_canned());
        assert_eq!(
            grant().policy(),
            r#"{"Statement":[{"Resource":"https://d111111abcdef8.cloudfront.net/a.pdf?size=1","Condition":{"DateLessThan":{"AWS:EpochTime":1795431600}}}]}"#
        );
    }

    #[test]
    fn a_policy_of_ones_own_has_what_is_asked_for() {
        let own = Grant {
            resource: Some("https://d111111abcdef8.cloudfront.net/*"),
            from: Some("2026-11-23T10:00:00Z".parse().unwrap()),
            address: Some("192.0.2.0/24"),
            ..grant()
        };
        assert!(!own.is_canned());
        assert_eq!(
            own.policy(),
            r#"{"Statement":[{"Resource":"https://d111111abcdef8.cloudfront.net/*","Condition":{"DateLessThan":{"AWS:EpochTime":1795431600},"DateGreaterThan":{"AWS:EpochTime":1795428000},"IpAddress":{"AWS:SourceIp":"192.0.2.0/24"}}}]}"#
        );
    }

    #[test]
    fn what_is_no_private_key_is_refused_in_words() {
        for (text, reason) in [
            ("", "is no key in PEM"),
            (
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "a public key",
            ),
            (
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----",
                "is encrypted",
            ),
            (
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
                "is no RSA key",
            ),
        ] {
            let refused = ViewerSigner::from_pem(text).unwrap_err();
            assert!(refused.contains(reason), "{refused}");
        }
    }
}
