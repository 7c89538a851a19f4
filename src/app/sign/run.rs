//! From the arguments to a URL on standard output.

use super::order::Order;
use super::refusal::refusal;
use super::viewer::{Refused, Signed, sign_for_viewers};
use super::words::told;
use crate::app::account::access;
use crate::app::output::Output;
use crate::app::run::{FINE, FOUND, UNABLE, now};
use crate::cli::SignArgs;
use crate::input::live::{SigningKey, signing_key};
use crate::report::human::wrap;
use jiff::Timestamp;

/// How wide lines are, in characters.
const WIDTH: usize = 80;

pub(in crate::app) fn run(args: &SignArgs) -> std::io::Result<u8> {
    let output = Output::new(args.color.choice());
    if let (Some(file), Some(id)) = (&args.cloudfront_key, &args.key_pair_id) {
        let signed = sign_for_viewers(args, file, id, now(args.now));
        return match signed {
            Ok(Signed { url, told }) => {
                output.print(&format!("{url}\n"))?;
                output.complain(&told)?;
                Ok(FINE)
            }
            Err(Refused::Broken(message)) => {
                refuse(output, &format!("not signed: {message}"), FOUND)
            }
            Err(Refused::Unable(message)) => refuse(output, &message, UNABLE),
        };
    }
    let order = match order(args) {
        Ok(order) => order,
        Err(message) => return refuse(output, &message, UNABLE),
    };
    if let Some(message) = refusal(&order) {
        return refuse(output, &format!("not signed: {message}"), FOUND);
    }
    match order.sign() {
        Ok(url) => {
            output.print(&format!("{url}\n"))?;
            output.complain(&told(&order))?;
            Ok(FINE)
        }
        Err(message) => refuse(output, &message, UNABLE),
    }
}

fn order(args: &SignArgs) -> Result<Order, String> {
    let key = signing_key(&access(&args.account)).map_err(|message| {
        format!(
            "{message}; what helps is --profile NAME, `aws sso login`, or AWS_ACCESS_KEY_ID and its kin \
             in the environment"
        )
    })?;
    // A profile that is named wins over the environment.
    let is_told = key.token.is_some() && args.account.profile.is_none();
    let ends = key.ends.or_else(|| is_told.then(session_end).flatten());
    Order::read(args, SigningKey { ends, ..key }, now(args.now))
}

fn refuse(output: Output, message: &str, code: u8) -> std::io::Result<u8> {
    let lines = wrap(&format!("problem: {message}"), WIDTH);
    output.complain(&format!("{}\n", lines.join("\n")))?;
    Ok(code)
}

/// When the session of the environment's credentials ends, as `aws configure export-credentials`
/// writes it beside them.
#[expect(
    clippy::disallowed_methods,
    reason = "it stands in the environment, beside the credentials"
)]
fn session_end() -> Option<Timestamp> {
    let text = std::env::var("AWS_CREDENTIAL_EXPIRATION").ok()?;
    text.parse().ok()
}
