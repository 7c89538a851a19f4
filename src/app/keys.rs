//! What proofs are made with: the secret, and whatever else was given about a signature.

use crate::model::{Origin, Secret, SignedUrl};
use crate::s3::{self, Clues, Proof, Verification};

const NO_SECRET: &str =
    "problem: --verify needs the secret that signed the URL in AWS_SECRET_ACCESS_KEY\n";

/// A secret, and what goes with it.
#[derive(Debug, Clone)]
pub struct Keys {
    secret: Secret,
    token: Option<Secret>,
    bucket: Option<String>,
}

impl Keys {
    /// Those of the environment, where a proof is asked for; `bucket` is what the URL should be for.
    ///
    /// # Errors
    ///
    /// That there is no secret.
    #[expect(
        clippy::disallowed_methods,
        reason = "a secret is given in the environment, where no list of processes shows it"
    )]
    pub(super) fn wanted(wanted: bool, bucket: Option<&str>) -> Result<Option<Self>, String> {
        if !wanted {
            return Ok(None);
        }
        let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let secret = set("AWS_SECRET_ACCESS_KEY").ok_or(NO_SECRET)?;
        Ok(Some(Self {
            secret: Secret(secret),
            token: set("AWS_SESSION_TOKEN").map(Secret),
            bucket: bucket.map(str::to_owned),
        }))
    }

    /// The request for which the signature of a URL is valid, if one is found.
    pub(super) fn prove(
        &self,
        url: &SignedUrl,
        origin: Option<&Origin>,
        method: &str,
    ) -> Option<Proof> {
        let clues = Clues {
            method,
            origin,
            bucket: self.bucket.as_deref(),
            token: self.token.as_ref(),
        };
        s3::prove(url, &self.secret, &clues)
    }

    /// Whether the signature is valid for the URL as it is written.
    pub(super) fn verify(&self, url: &SignedUrl, method: &str) -> Verification {
        s3::verify(url, &self.secret, method)
    }
}
