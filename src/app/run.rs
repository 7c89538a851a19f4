//! From the words of the command line to a command, and to an exit code.

use super::account::Live;
use super::keys::Keys;
use super::lint::{Lint, Request, lint};
use super::output::Output;
use super::reports::Reports;
use super::{
    check, decode, diagnose, distributions, explain, export, init, lab, manual, mend, plan, rules,
    settings, sign,
};
use crate::cli::{Cli, Command, DeliveryArgs, FailOn, TraceArgs};
use crate::config::Settings;
use crate::finding::Severity;
use crate::input::Options;
use crate::report::Asked;
use crate::source::redact;
use clap::Parser;
use jiff::{SignedDuration, Timestamp};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Nothing was found that fails the run.
pub(super) const FINE: u8 = 0;
/// Something was found.
pub(super) const FOUND: u8 = 1;
/// siglint could not do its job.
pub(super) const UNABLE: u8 = 2;

const NOTHING: &str = "problem: nothing to look at: give a signed URL, a configuration (-c), or both; \
    or declare your deliveries in a siglint.toml\n";

const NOT_NAMED: &str = "problem: --live: which distribution? Give a signed URL, --distribution ID, --all, \
    or declare your deliveries in a siglint.toml\n";

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
        Command::Check(args) => check::run(args),
        Command::Diagnose(args) => diagnose::run(args),
        Command::Trace(args) => trace(args),
        Command::Decode(args) => decode::run(args),
        Command::Distributions(args) => distributions::run(args),
        Command::Plan(args) => plan::run(args),
        Command::Sign(args) => sign::run(args),
        Command::Lab(args) => lab::run(args),
        Command::Init(args) => init::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Export(args) => export::run(args),
        Command::Rules(args) => rules::run(args),
        Command::Completions(args) => manual::completions(args),
        Command::Man(args) => manual::man(args),
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

fn trace(args: &TraceArgs) -> std::io::Result<u8> {
    let output = Output::new(args.output.color.choice());
    let Some(reports) = Reports::asked_for(&args.output, output)? else {
        return Ok(UNABLE);
    };
    let urls = std::slice::from_ref(&args.url);
    let Some(request) = request(urls, &args.delivery, &output)? else {
        return Ok(UNABLE);
    };
    let mut lint = lint(&request);
    mend::offer(&request, &mut lint, reports.offers());
    let fail_on = threshold(Some(FailOn::Error), &lint.settings);
    let written = reports.write(Asked::Trace, fail_on, &lint)?;
    Ok(exit_code(&lint, fail_on, written))
}

/// What the arguments ask for; `None` if it is nothing that can be done, which has been said.
pub(super) fn request(
    urls: &[String],
    delivery: &DeliveryArgs,
    output: &Output,
) -> std::io::Result<Option<Request>> {
    match asked_for(urls, delivery) {
        Ok(request) => Ok(Some(request)),
        Err(message) => {
            output.complain(&message)?;
            Ok(None)
        }
    }
}

fn asked_for(urls: &[String], delivery: &DeliveryArgs) -> Result<Request, String> {
    let settings = settings::find(&delivery.settings)?;
    if let Some(message) = nothing_to_do(urls, delivery, settings.is_some()) {
        return Err(message.to_owned());
    }
    let step = |step: SignedDuration| u64::try_from(step.as_secs()).unwrap_or(0);
    let round = delivery.round.map(step);
    if round == Some(0) {
        let message = "problem: --round: expected a step of a second or more, as 30m or 1h\n";
        return Err(message.to_owned());
    }
    Ok(Request {
        urls: urls.to_vec(),
        config: [&delivery.config[..], &delivery.bucket_policy]
            .concat()
            .iter()
            .map(|path| near(path))
            .collect(),
        live: Live::new(&delivery.live)?,
        options: Options {
            bucket: delivery.bucket.clone(),
            variables: delivery.var.iter().cloned().collect(),
            ..Options::default()
        },
        distributions: delivery.distribution.clone(),
        s3_url: delivery.s3_url.clone(),
        keys: Keys::wanted(delivery.verify, delivery.bucket.as_deref())?,
        method: delivery.method.as_deref().map(str::to_ascii_uppercase),
        round,
        now: now(delivery.now),
        settings,
        signer: delivery.signer.clone(),
        baseline: None,
    })
}

/// Why there is nothing that these arguments could be about.
fn nothing_to_do(
    urls: &[String],
    delivery: &DeliveryArgs,
    has_settings: bool,
) -> Option<&'static str> {
    let live = &delivery.live;
    let is_named = live.all || !delivery.distribution.is_empty();
    match (urls.is_empty() && !has_settings, live.live) {
        (true, true) if !is_named => Some(NOT_NAMED),
        (true, false) if delivery.config.is_empty() => Some(NOTHING),
        _ => None,
    }
}

/// A path below the working directory from there on, however it was given: services look for files
/// from the root of a repository, and a fingerprint is the same on every machine.
fn near(path: &Path) -> PathBuf {
    let here = std::env::current_dir().ok();
    let below = here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_path_buf));
    match below {
        Some(below) if below.as_os_str().is_empty() => PathBuf::from("."),
        Some(below) => below,
        None => path.to_path_buf(),
    }
}

/// The severity from which on a finding fails the run: as the arguments say, else the settings.
pub(super) fn threshold(fail_on: Option<FailOn>, settings: &Settings) -> Option<Severity> {
    match fail_on {
        Some(fail_on) => fail_on.severity(),
        None => settings.fail_on.unwrap_or(Some(Severity::Error)),
    }
}

/// The exit code of a run; a report that could not be written is a job not done.
pub(super) fn exit_code(lint: &Lint, fail_on: Option<Severity>, written: bool) -> u8 {
    match fail_on {
        _ if !written || !lint.problems.is_empty() => UNABLE,
        Some(severity) if lint.view.reaches(severity) => FOUND,
        _ => FINE,
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
