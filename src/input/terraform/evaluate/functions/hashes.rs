//! Hashes and encodings of one string.

use crate::input::terraform::evaluate::value::{string, text};
use crate::source::Span;
use crate::source::base64;
use crate::syntax::Node;
use sha2::digest::{Digest, Output};

fn hashed<D: Digest>(arguments: &[Node]) -> Option<Output<D>> {
    Some(D::digest(text(arguments.first()?)?))
}

fn hex(bytes: &[u8], span: Span) -> Node {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    string(digits, span)
}

pub(super) fn md5(arguments: &[Node], span: Span) -> Option<Node> {
    Some(hex(&hashed::<md5::Md5>(arguments)?, span))
}

pub(super) fn sha1(arguments: &[Node], span: Span) -> Option<Node> {
    Some(hex(&hashed::<sha1::Sha1>(arguments)?, span))
}

pub(super) fn sha256(arguments: &[Node], span: Span) -> Option<Node> {
    Some(hex(&hashed::<sha2::Sha256>(arguments)?, span))
}

pub(super) fn sha512(arguments: &[Node], span: Span) -> Option<Node> {
    Some(hex(&hashed::<sha2::Sha512>(arguments)?, span))
}

pub(super) fn base64_sha256(arguments: &[Node], span: Span) -> Option<Node> {
    let bytes = hashed::<sha2::Sha256>(arguments)?;
    Some(string(base64::encode(&bytes), span))
}

pub(super) fn base64_sha512(arguments: &[Node], span: Span) -> Option<Node> {
    let bytes = hashed::<sha2::Sha512>(arguments)?;
    Some(string(base64::encode(&bytes), span))
}

pub(super) fn to_base64(arguments: &[Node], span: Span) -> Option<Node> {
    let text = text(arguments.first()?)?;
    Some(string(base64::encode(text.as_bytes()), span))
}

/// Terraform refuses bytes that are no text.
pub(super) fn from_base64(arguments: &[Node], span: Span) -> Option<Node> {
    let bytes = base64::decode(&text(arguments.first()?)?)?;
    Some(string(String::from_utf8(bytes).ok()?, span))
}

/// As a value in a query is escaped, a blank as `+`.
pub(super) fn url_encode(arguments: &[Node], span: Span) -> Option<Node> {
    let text = text(arguments.first()?)?;
    let escaped = text.bytes().map(|byte| match byte {
        b' ' => "+".to_owned(),
        b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
        byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    });
    Some(string(escaped.collect::<String>(), span))
}
