//! `siglint sign --cloudfront-key`: CloudFront's own signature, checked with the public key, and against
//! the JavaScript SDK's.

use crate::asking::{ask, installed};
use crate::{parts, sign, support};
use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _,
    RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey, VerificationAlgorithm,
};
use serde_json::json;
use std::path::Path;

const URL: &str = "https://d111111abcdef8.cloudfront.net/a.pdf?size=1";
const ID: &str = "K2JCJMDEHXQW5F";

/// Base64 of bytes, as openssl prints it.
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

/// The bytes of Base64 in CloudFront's alphabet.
fn bytes(text: &str) -> Vec<u8> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-~";
    let mut bits = 0_u32;
    let mut held = 0;
    let mut bytes = Vec::new();
    for c in text.trim_end_matches('_').chars() {
        bits = bits << 6 | u32::try_from(DIGITS.find(c).unwrap()).unwrap();
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held & 255) as u8);
        }
    }
    bytes
}

fn write_key(name: &str, der: &[u8]) -> String {
    let path = support::scratch(&format!("sign-{name}")).join("key.pem");
    let body = base64(der);
    let text = format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n");
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

fn rsa(name: &str) -> (String, Vec<u8>) {
    let key = KeyPair::generate(KeySize::Rsa2048).unwrap();
    let der: Pkcs8V1Der<'_> = key.as_der().unwrap();
    (
        write_key(name, der.as_ref()),
        key.public_key().as_ref().to_vec(),
    )
}

fn signed(file: &str, more: &[&str]) -> String {
    let arguments = [URL, "--cloudfront-key", file, "--key-pair-id", ID];
    let run = sign(&[&arguments[..], more].concat(), &[]);
    assert_eq!(run.code, 0, "{run:?}");
    run.stdout.trim().to_owned()
}

fn value<'u>(url: &'u str, name: &str) -> &'u str {
    let start = url.find(&format!("&{name}=")).unwrap() + name.len() + 2;
    url[start..].split('&').next().unwrap()
}

fn verify(algorithm: &'static dyn VerificationAlgorithm, public: &[u8], url: &str, policy: &str) {
    let key = UnparsedPublicKey::new(algorithm, public);
    let signature = bytes(value(url, "Signature"));
    assert!(key.verify(policy.as_bytes(), &signature).is_ok(), "{url}");
}

#[test]
fn a_canned_policy_is_signed_with_rsa() {
    let (file, public) = rsa("canned");
    let url = signed(&file, &["--expires", "1h", "--round", "30m"]);
    let end = format!("&Key-Pair-Id={ID}&Hash-Algorithm=SHA256");
    assert!(
        url.starts_with(&format!("{URL}&Expires=1795431600&Signature=")),
        "{url}"
    );
    assert!(url.ends_with(&end), "{url}");
    let policy = format!(
        r#"{{"Statement":[{{"Resource":"{URL}","Condition":{{"DateLessThan":{{"AWS:EpochTime":1795431600}}}}}}]}}"#
    );
    verify(&RSA_PKCS1_2048_8192_SHA256, &public, &url, &policy);
}

#[test]
fn a_policy_of_ones_own_is_signed_with_ecdsa() {
    let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap();
    let file = write_key("custom", key.to_pkcs8v1().unwrap().as_ref());
    let resource = "https://d111111abcdef8.cloudfront.net/*";
    let more = [
        "--resource",
        resource,
        "--from",
        "2026-11-23T10:00:00Z",
        "--ip",
        "192.0.2.0/24",
    ];
    let url = signed(&file, &more);
    let policy = String::from_utf8(bytes(value(&url, "Policy"))).unwrap();
    let read: serde_json::Value = serde_json::from_str(&policy).unwrap();
    let condition = &read["Statement"][0]["Condition"];
    assert_eq!(read["Statement"][0]["Resource"], resource);
    assert_eq!(condition["IpAddress"]["AWS:SourceIp"], "192.0.2.0/24");
    assert_eq!(condition["DateGreaterThan"]["AWS:EpochTime"], 1_795_428_000);
    let public = key.public_key().as_ref();
    verify(&ECDSA_P256_SHA256_ASN1, public, &url, &policy);
}

#[test]
fn what_would_be_refused_is_not_signed() {
    let (file, _) = rsa("refused");
    let own = format!("{URL}&Expires=1");
    for (url, more, code, reason) in [
        (URL, "--round 1h", 1, "would be expired"),
        (URL, "--expires 9000d", 1, "2038"),
        (URL, "--from 2026-11-23T12:00:00Z", 1, "before it begins"),
        (URL, "--ip 2001:db8::1", 1, "IPv4"),
        (
            URL,
            "--resource https://other.example/*",
            1,
            "does not cover",
        ),
        (
            URL,
            "--via cdn.example",
            2,
            "--via is for a signature of S3's",
        ),
        (own.as_str(), "", 1, "a parameter Expires"),
        ("https://f.s3.amazonaws.com/a", "", 2, "addressed to S3"),
        ("s3://files/k", "", 2, "expected a URL of the CDN's"),
    ] {
        let mut arguments = vec![url, "--cloudfront-key", &file, "--key-pair-id", ID];
        arguments.extend(more.split_whitespace());
        let run = sign(&arguments, &[]);
        assert_eq!((run.code, run.stdout.as_str()), (code, ""), "{run:?}");
        let said = run.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(reason), "{reason}: {said}");
    }
    let arguments = [URL, "--cloudfront-key", "/nonexistent", "--key-pair-id", ID];
    assert_eq!(sign(&arguments, &[]).code, 2);
}

#[test]
#[ignore = "needs the JavaScript SDK: see sdks.rs"]
fn the_javascript_signer_signs_the_same() {
    let (file, _) = rsa("javascript");
    let pem = std::fs::read_to_string(&file).unwrap();
    let until = "2026-11-23T11:00:00Z";
    let case = json!({
        "url": URL, "keyPairId": ID, "privateKey": pem, "dateLessThan": until,
    });
    let mut own = case.clone();
    own["dateGreaterThan"] = json!("2026-11-23T10:00:00Z");
    own["ipAddress"] = json!("192.0.2.0/24");
    assert!(installed().is_dir());
    let theirs = ask(Path::new("node"), "viewer.mjs", &[case, own]);
    let round = ["--round", "30m"];
    assert_eq!(parts(&signed(&file, &round)), parts(&theirs[0]));
    let more = ["--from", "2026-11-23T10:00:00Z", "--ip", "192.0.2.0/24"];
    let ours = signed(&file, &[&round[..], &more].concat());
    assert_eq!(parts(&ours), parts(&theirs[1]));
}
