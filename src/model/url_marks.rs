//! What a signed URL gives away besides its signature: the operation it is for, its key, its length.

use super::{Param, S3Signature, SigV4, SignedUrl};
use crate::source::Span;
use std::ops::Range;

/// The operations that are not called after their method, as `x-id` names them.
const OPERATIONS: [(&str, &str); 11] = [
    ("AbortMultipartUpload", "DELETE"),
    ("CompleteMultipartUpload", "POST"),
    ("CopyObject", "PUT"),
    ("CreateMultipartUpload", "POST"),
    ("DeleteObjects", "POST"),
    ("RestoreObject", "POST"),
    ("SelectObjectContent", "POST"),
    ("UploadPart", "PUT"),
    ("UploadPartCopy", "PUT"),
    ("HeadBucket", "HEAD"),
    ("HeadObject", "HEAD"),
];

impl SignedUrl {
    /// The parameters of SigV4 or of SigV4A, which have the same names.
    #[must_use]
    pub fn any_sigv4(&self) -> Option<&SigV4> {
        match &self.s3 {
            S3Signature::V4(v4) | S3Signature::V4a(v4) => Some(v4),
            S3Signature::V2(_) | S3Signature::None => None,
        }
    }

    /// The access key id of S3's signature, where it can be read.
    #[must_use]
    pub fn access_key_id(&self) -> Option<&str> {
        match &self.s3 {
            S3Signature::V4(v4) | S3Signature::V4a(v4) => {
                Some(v4.scope.as_ref()?.access_key_id.as_str())
            }
            S3Signature::V2(v2) => Some(v2.access_key_id.as_ref()?.value.as_str()),
            S3Signature::None => None,
        }
    }

    /// The Region that it was signed for, as written.
    #[must_use]
    pub fn signed_region(&self) -> Option<&str> {
        self.sigv4()?.scope.as_ref()?.region.as_deref()
    }

    /// The method of the operation that it was signed for, where the signer wrote that down: the
    /// JavaScript SDK does, as `x-id`.
    #[must_use]
    pub fn marked_method(&self) -> Option<&'static str> {
        let operation = self.param("x-id")?.value.as_str();
        let listed = OPERATIONS.iter().find(|(name, _)| *name == operation);
        let begins = |verb: &str| operation.starts_with(verb);
        match listed {
            Some((_, method)) => Some(method),
            None if begins("Get") || begins("List") => Some("GET"),
            None if begins("Put") => Some("PUT"),
            None if begins("Delete") => Some("DELETE"),
            None => None,
        }
    }

    /// The place of a part of the path, in bytes of it. Of a path that was made of a setting, the
    /// place of the setting.
    #[must_use]
    pub fn path_part(&self, part: Range<usize>) -> Option<Span> {
        let whole = self.path.span()?;
        let written = whole.len() == self.path.value.len() && part.end <= whole.len();
        Some(match written {
            true => Span::new(
                whole.source,
                whole.start + part.start,
                whole.start + part.end,
            ),
            false => whole,
        })
    }

    /// The URL's length in bytes, as a client sends it to CloudFront or S3.
    #[must_use]
    pub fn length(&self) -> usize {
        const SIGNS: usize = "://".len();
        let query = self.query();
        let query = if query.is_empty() { 0 } else { query.len() + 1 };
        self.protocol.value.len() + SIGNS + self.host_header().len() + self.path.value.len() + query
    }
}

impl Param {
    /// The place of the name, without the value, which may be long. Of a parameter that was made of
    /// a setting, the place of the setting.
    #[must_use]
    pub fn name_span(&self) -> Span {
        let Span { source, start, .. } = self.span;
        let written = self.value_span.end == self.span.end
            && self.span.len() >= self.raw_name.len()
            && self.value_span.len() == self.raw_value.len();
        match written {
            true => Span::new(source, start, start + self.raw_name.len()),
            false => self.span,
        }
    }
}
