//! `siglint decode`: what a signed URL says.

use super::output::Output;
use super::run::{FINE, UNABLE, now, secret};
use crate::cli::{DecodeArgs, Format};
use crate::diagnosis::Decoded;
use crate::input::url::read_url;
use crate::report::{human, json};
use crate::s3::{Verification, verify};
use crate::source::SourceMap;

pub(super) fn run(args: &DecodeArgs) -> std::io::Result<u8> {
    let output = Output::new(args.output.color.choice());
    let secret = match secret(args.verify) {
        Ok(secret) => secret,
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
    let verification = secret.map_or(Verification::NotCheckable, |secret| {
        verify(&url, &secret, &method)
    });
    let decoded = Decoded::new(&url, verification);
    match args.output.format {
        Format::Human => output.print(&human::decode(&decoded, now(args.now), output.style()))?,
        Format::Json => output.json(&json::decode(&decoded))?,
    }
    Ok(FINE)
}
