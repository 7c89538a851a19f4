//! SigV2 in the query: key, time, signature; neither Host nor most of the query counts.

use super::authenticate::Claim;
use super::fault::Fault;
use crate::model::region;

pub(super) fn verify(claim: &Claim<'_>) -> Result<(), Fault> {
    let takes_v2 = claim
        .region
        .and_then(region)
        .is_none_or(|one| one.accepts_sigv2);
    if !takes_v2 {
        let message = "The authorization mechanism you have provided is not supported. Please use \
            AWS4-HMAC-SHA256.";
        return Err(Fault::new(400, "InvalidRequest", message));
    }
    Err(Fault::beyond("SigV2"))
}
