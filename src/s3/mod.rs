//! What S3 answers, as a pure function: the canonical request of what was signed and of what
//! arrives, their comparison, and S3's checks in S3's order.

use crate::model::{Answer, By};

mod access;
mod address;
mod auth_checks;
mod canonical;
mod checks;
mod comparison;
mod departure;
mod encoding;
pub mod error;
mod header_fates;
mod parameters;
mod presign;
mod profile;
mod promise;
mod proof;
mod query_faults;
mod search;
mod session;
mod signature;
mod signature_check;
mod sigv2;
mod told;
mod variants;
mod verdict;
mod viewer_checks;

pub use access::signed_request;
pub use address::{Address, signable, signable_for};
pub use auth_checks::{is_expired, is_not_yet_valid};
pub use canonical::CanonicalRequest;
pub use comparison::{Comparison, Difference, HostComparison, Mechanism, PathComparison};
pub use departure::Departure;
pub use encoding::reencode;
pub use header_fates::{Fate, REWRITTEN, header_fates};
pub use parameters::{LONGEST_LIFETIME, Malformed, malformed_parameters};
pub use presign::{Presign, RESPONSE_OVERRIDES, round_down};
pub use profile::{
    DeclaredHost, declared_version, signing_time, specimen_parameters, specimen_path,
};
pub use promise::{Declared, Evidence, Promise, SignedHost, Witnesses};
pub use proof::{Clues, Proof, prove, signature_for, verify};
pub use query_faults::{
    Sign, Tampering, encoded_twice, has_escape, html_escaped, repeated, tampering,
};
pub use search::MOST_TRIES;
pub use session::{
    LONGEST_ROLE_SESSION, LONGEST_SESSION, TOKEN, USUAL_SESSION, has_token, is_temporary,
    lacks_token, outlived,
};
pub use signature::{Verification, sign, string_to_sign};
pub use sigv2::{sigv2_covers, sigv2_sign, sigv2_string_to_sign};
pub use told::{Change, HostMatch, Told};
pub use verdict::{Check, Outcome, Verdict};

/// What S3 answers to SigV2 for an object that is encrypted with a KMS key.
pub const KMS_REFUSES_SIGV2: Answer = Answer::s3(400, "InvalidArgument");

/// What S3 answers at the global host for a bucket in a Region that opened after 2019-03-20.
pub const GLOBAL_HOST_REFUSES: Answer = Answer::s3(400, "IllegalLocationConstraintException");

/// What CloudFront answers to a URL of more than [`LONGEST_URL`] bytes.
pub const URL_TOO_LONG: Answer = Answer {
    by: By::CloudFront,
    status: 413,
    code: None,
};

/// The longest URL that CloudFront takes, in bytes. Source: its developer guide, "Request and
/// response behavior for Amazon S3 origins".
pub const LONGEST_URL: usize = 8_192;

/// What CloudFront answers to a method that the behavior does not take: an HTML page without a code.
pub const METHOD_NOT_ALLOWED: Answer = UNKNOWN_HOST;

/// What CloudFront answers to http where the behavior takes https only: an HTML page without a code.
pub const HTTPS_ONLY: Answer = UNKNOWN_HOST;

/// What CloudFront answers at a host that no distribution has: an HTML page without a code.
pub const UNKNOWN_HOST: Answer = Answer {
    by: By::CloudFront,
    status: 403,
    code: None,
};
