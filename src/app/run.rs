//! From the words of the command line to a command, and to an exit code.

use super::lint::{Lint, Request, lint};
use super::output::Output;
use super::{decode, diagnose, distributions, explain, rules};
use crate::cli::{CheckArgs, Cli, Command, DeliveryArgs, FailOn, Format, OutputArgs, TraceArgs};
use crate::finding::Severity;
use crate::input::Options;
use crate::model::Secret;
use crate::report::{human, json};
use crate::source::redact;
use clap::Parser;
use jiff::{SignedDuration, Timestamp};
use std::ffi::OsString;
use std::process::ExitCode;

/// Nothing was found that fails the run.
pub(super) const FINE: u8 = 0;
/// Something was found.
pub(super) const FOUND: u8 = 1;
/// siglint could not do its job.
pub(super) const UNABLE: u8 = 2;

/// Runs siglint with these arguments, the program's name first.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let code = match Cli::try_parse_from(arguments) {
        Ok(cli) => dispatch(&cli.command),
        Err(error) => usage(&error),
    };
    // Only a closed pipe or a full disk gets here: the answer did not arrive.
    ExitCode::from(code.unwrap_or(UNABLE))
}

fn dispatch(command: &Command) -> std::io::Result<u8> {
    match command {
        Command::Check(args) => check(args),
        Command::Diagnose(args) => diagnose::run(args),
        Command::Trace(args) => trace(args),
        Command::Decode(args) => decode::run(args),
        Command::Distributions(args) => distributions::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Rules(args) => rules::run(args),
    }
}

/// Help and version go to standard output; a mistake to standard error, without the secrets that
/// the mistaken argument may carry.
fn usage(error: &clap::Error) -> std::io::Result<u8> {
    if !error.use_stderr() {
        error.print()?;
        return Ok(FINE);
    }
    Output::new(crate::cli::Color::Auto).complain(&redact(&error.render().to_string()))?;
    Ok(UNABLE)
}

fn check(args: &CheckArgs) -> std::io::Result<u8> {
    let output = Output::new(args.output.color);
    let Some(lint) = asked(&args.urls, &args.delivery, &output, &args.output)? else {
        return Ok(UNABLE);
    };
    match args.output.format {
        Format::Human => {
            output.print(&human::check(&lint.view, &lint.sources, output.style()))?;
        }
        Format::Json => output.json(&json::check(&lint.view, &lint.problems, &lint.sources))?,
    }
    Ok(exit_code(&lint, args.fail_on))
}

fn trace(args: &TraceArgs) -> std::io::Result<u8> {
    let output = Output::new(args.output.color);
    let urls = std::slice::from_ref(&args.url);
    let Some(lint) = asked(urls, &args.delivery, &output, &args.output)? else {
        return Ok(UNABLE);
    };
    match args.output.format {
        Format::Human => {
            output.print(&human::trace(&lint.view, &lint.sources, output.style()))?;
        }
        Format::Json => output.json(&json::trace(&lint.view, &lint.problems, &lint.sources))?,
    }
    Ok(exit_code(&lint, FailOn::Error))
}

/// Lints what the arguments ask for, and says what could not be read; `None` if they ask for
/// nothing, for a proof without a secret, or for a step that is none.
fn asked(
    urls: &[String],
    delivery: &DeliveryArgs,
    output: &Output,
    format: &OutputArgs,
) -> std::io::Result<Option<Lint>> {
    let Some(request) = request(urls, delivery, output)? else {
        return Ok(None);
    };
    let lint = lint(&request);
    if format.format == Format::Human {
        complain_of(&lint, output)?;
    }
    Ok(Some(lint))
}

/// What the arguments ask for; `None` if it is nothing that can be done, which has been said.
pub(super) fn request(
    urls: &[String],
    delivery: &DeliveryArgs,
    output: &Output,
) -> std::io::Result<Option<Request>> {
    if urls.is_empty() && delivery.config.is_empty() {
        output.complain(
            "problem: nothing to look at: give a signed URL, a configuration (-c), or both\n",
        )?;
        return Ok(None);
    }
    let secret = match secret(delivery.verify) {
        Ok(secret) => secret,
        Err(message) => {
            output.complain(&message)?;
            return Ok(None);
        }
    };
    let step = |step: SignedDuration| u64::try_from(step.as_secs()).unwrap_or(0);
    let round = delivery.round.map(step);
    if round == Some(0) {
        output.complain("problem: --round: expected a step of a second or more, as 30m or 1h\n")?;
        return Ok(None);
    }
    Ok(Some(Request {
        urls: urls.to_vec(),
        config: delivery.config.clone(),
        options: Options {
            variables: delivery.var.iter().cloned().collect(),
        },
        distributions: delivery.distribution.clone(),
        s3_url: delivery.s3_url.clone(),
        secret,
        method: delivery
            .method
            .as_ref()
            .map(|name| name.to_ascii_uppercase()),
        round,
        now: now(delivery.now),
    }))
}

/// Says what could not be read.
pub(super) fn complain_of(lint: &Lint, output: &Output) -> std::io::Result<()> {
    let style = output.error_style();
    output.complain(&human::problems(&lint.problems, &lint.sources, style))
}

pub(super) fn exit_code(lint: &Lint, fail_on: FailOn) -> u8 {
    let severity = match fail_on {
        FailOn::Error => Some(Severity::Error),
        FailOn::Warning => Some(Severity::Warning),
        FailOn::Note => Some(Severity::Note),
        FailOn::Never => None,
    };
    match severity {
        _ if !lint.problems.is_empty() => UNABLE,
        Some(severity) if lint.view.reaches(severity) => FOUND,
        _ => FINE,
    }
}

/// The secret access key of the environment, where a proof is asked for.
#[expect(
    clippy::disallowed_methods,
    reason = "a secret is given in the environment, where no list of processes shows it"
)]
pub(super) fn secret(wanted: bool) -> Result<Option<Secret>, String> {
    if !wanted {
        return Ok(None);
    }
    match std::env::var("AWS_SECRET_ACCESS_KEY") {
        Ok(secret) if !secret.is_empty() => Ok(Some(Secret(secret))),
        _ => Err(
            "problem: --verify needs the secret that signed the URL in AWS_SECRET_ACCESS_KEY\n"
                .to_owned(),
        ),
    }
}

/// The time that was given, or the clock's.
#[expect(
    clippy::disallowed_methods,
    reason = "this is where the clock is asked"
)]
pub(super) fn now(given: Option<Timestamp>) -> Timestamp {
    given.unwrap_or_else(Timestamp::now)
}
