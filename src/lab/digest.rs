//! Checksums as S3 writes them.

use crate::source::base64;
use md5::{Digest, Md5};
use sha2::Sha256;
use std::fmt::Write;

/// MD5 in quotes, as an ETag.
pub(super) fn etag(bytes: &[u8]) -> String {
    format!("\"{}\"", hex(&Md5::digest(bytes)))
}

/// MD5 in Base64, as `Content-MD5`.
pub(super) fn md5(bytes: &[u8]) -> String {
    base64::encode(&Md5::digest(bytes))
}

/// SHA-256 in hex, as `x-amz-content-sha256`.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// CRC-32 (ISO 3309) in Base64, as `x-amz-checksum-crc32`.
pub(super) fn crc32(bytes: &[u8]) -> String {
    let step = |crc: u32, _| match crc & 1 {
        1 => crc >> 1 ^ 0xEDB8_8320,
        _ => crc >> 1,
    };
    let crc = bytes
        .iter()
        .fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step));
    base64::encode(&(!crc).to_be_bytes())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_the_known_ones() {
        assert_eq!(crc32(b""), "AAAAAA==");
        assert_eq!(crc32(b"123456789"), "y/Q5Jg==");
        assert_eq!(etag(b"hello"), "\"5d41402abc4b2a76b9719d911017c592\"");
        assert_eq!(md5(b"hello"), "XUFAKrxLKna5cZ2REBfFkg==");
        assert!(sha256(b"").starts_with("e3b0c44298fc1c14"));
    }
}
