//! `siglint decode`: what a signed URL says.

use super::keys::Keys;
use super::output::Output;
use super::run::{FINE, UNABLE, now};
use crate::cli::{DecodeArgs, Format};
use crate::diagnosis::{Decoded, SignedFor};
use crate::input::url::read_url;
use crate::report::{human, json};
use crate::s3::Verification;
use crate::source::SourceMap;

pub(super) fn run(args: &DecodeArgs) -> std::io::Result<u8> {
    let output = Output::new(args.output.color.choice());
    let keys = match Keys::wanted(args.verify, args.bucket.as_deref()) {
        Ok(keys) => keys,
        Err(message) => {
            output.complain(&message)?;
            return Ok(UNABLE);
        }
    };
    let mut sources = SourceMap::default();
    let url = match read_url("the URL", &args.url, &mut sources) {
        Ok(url) => url,
        Err(problem) => {
            output.complain(&human::problems(&[problem], &sources, output.error_style()))?;
            return Ok(UNABLE);
        }
    };
    let method = args.method.to_ascii_uppercase();
    let verification = keys.as_ref().map_or(Verification::NotCheckable, |keys| {
        keys.verify(&url, &method)
    });
    let keys = keys.filter(|_| verification == Verification::Invalid);
    let proof = keys.and_then(|keys| keys.prove(&url, None, &method));
    let signed_for = proof.and_then(|proof| SignedFor::new(&url, &method, &proof));
    let decoded = Decoded::new(&url, verification, signed_for);
    match args.output.format {
        Format::Human => output.print(&human::decode(&decoded, now(args.now), output.style()))?,
        Format::Json => output.json(&json::decode(&decoded))?,
    }
    Ok(FINE)
}
