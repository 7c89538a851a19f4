//! What S3 answers, as a pure function: the canonical request of what was signed and of what
//! arrives, their comparison, and S3's checks in S3's order.

mod canonical;
mod comparison;
mod encoding;
mod parameters;
mod promise;
mod proof;
mod signature;
mod verdict;

pub use canonical::CanonicalRequest;
pub use comparison::{Comparison, Difference, HostComparison, Mechanism, PathComparison};
pub use encoding::reencode;
pub use parameters::{LONGEST_LIFETIME, Malformed, malformed_parameters};
pub use promise::{Evidence, Promise, SignedHost};
pub use proof::{Proof, prove, verify};
pub use signature::{Verification, sign, string_to_sign};
pub use verdict::{Check, Outcome, Verdict, is_expired, is_not_yet_valid};

/// The six parameters of SigV4 query authentication, without any one of which S3 refuses.
pub const REQUIRED_PARAMETERS: [&str; 6] = [
    "X-Amz-Algorithm",
    "X-Amz-Credential",
    "X-Amz-Date",
    "X-Amz-Expires",
    "X-Amz-SignedHeaders",
    "X-Amz-Signature",
];
