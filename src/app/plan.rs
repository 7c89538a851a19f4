//! `siglint plan`: what a way to sign and to cache comes to, or the best for a given reach.

use super::lint::lint;
use super::output::Output;
use super::run::{FINE, FOUND, UNABLE, now, request};
use super::settings;
use super::write::write_file;
use crate::cli::{DeliveryArgs, Format, PlanArgs};
use crate::diagnosis::Planned;
use crate::edge::{Schedule, Wish};
use crate::finding::duration;
use crate::report::{heading, html, human, json};
use crate::source::Problem;
use jiff::SignedDuration;

/// The rate for which a plan is found where none is given, in requests a second.
const USUAL_RATE: f64 = 1.0 / 60.0;

const UNKNOWN: &str = "how long its URLs are valid and its copies are kept must both be known; give a \
    URL, or declare the delivery and its signer in siglint.toml";

pub(super) fn run(args: &PlanArgs) -> std::io::Result<u8> {
    let output = Output::new(args.output.color.choice());
    if has_input(args) {
        return deliveries(args, output);
    }
    let wish = wish(args);
    let schedule = match wish {
        Some(wish) => Schedule::best(wish),
        None => Some(given(args)),
    };
    let Some(schedule) = schedule else {
        output.complain(&none(args))?;
        return Ok(UNABLE);
    };
    let planned = Planned::new(schedule, args.rate.as_ref(), wish);
    write(&[(None, planned)], args, output)
}

/// Whether a delivery is to be looked at: one that was named, or those of `siglint.toml` where nothing
/// else was given.
fn has_input(args: &PlanArgs) -> bool {
    let named = !args.urls.is_empty() || !args.config.is_empty() || args.live.live;
    let asked = args.expires.is_some() || args.round.is_some() || args.ttl.is_some();
    let declared = || settings::find(&args.settings).is_ok_and(|file| file.is_some());
    named || !asked && args.reach.is_none() && declared()
}

/// What the deliveries of the input come to.
fn deliveries(args: &PlanArgs, output: Output) -> std::io::Result<u8> {
    let Some(request) = request(&args.urls, &delivery(args), &output)? else {
        return Ok(UNABLE);
    };
    let lint = lint(&request);
    let targets = lint.view.targets.iter();
    let planned = targets.clone().filter_map(|target| {
        let planned = Planned::of(target, args.rate.as_ref())?;
        Some((Some(heading(target)), planned))
    });
    let planned: Vec<_> = planned.collect();
    let mut problems = lint.problems;
    problems.extend(left_out(targets.len() - planned.len(), planned.is_empty()));
    output.complain(&human::problems(
        &problems,
        &lint.sources,
        output.error_style(),
    ))?;
    match (planned.is_empty(), problems.is_empty()) {
        (true, _) => Ok(UNABLE),
        (false, true) => write(&planned, args, output),
        (false, false) => write(&planned, args, output).map(|_| UNABLE),
    }
}

/// That there are deliveries without a plan, or none at all.
fn left_out(count: usize, is_all: bool) -> Option<Problem> {
    let which = match count {
        0 => "there is no delivery to plan".to_owned(),
        1 => "a delivery is left out".to_owned(),
        count => format!("{count} deliveries are left out"),
    };
    let message = format!("{which}: {UNKNOWN}");
    (count > 0 || is_all).then(|| Problem::new("plan", message))
}

fn delivery(args: &PlanArgs) -> DeliveryArgs {
    DeliveryArgs {
        config: args.config.clone(),
        bucket_policy: Vec::new(),
        bucket: None,
        live: args.live.clone(),
        var: args.var.clone(),
        distribution: args.distribution.clone(),
        s3_url: None,
        verify: false,
        method: None,
        round: args.round.filter(|step| !step.is_zero()),
        signer: None,
        settings: args.settings.clone(),
        now: args.now,
    }
}

fn write(
    planned: &[(Option<String>, Planned)],
    args: &PlanArgs,
    output: Output,
) -> std::io::Result<u8> {
    match args.output.format {
        Format::Human => output.print(&human::plans(planned, output.style()))?,
        Format::Json => output.json(&json::plans(planned))?,
    }
    if let Some(path) = &args.html
        && let Err(why) = write_file(path, &html::plans(planned, now(args.now)))
    {
        output.complain(&format!("problem: {}: {why}\n", path.display()))?;
        return Ok(UNABLE);
    }
    let is_right = planned.iter().all(|(_, one)| one.faults.is_empty());
    Ok(if is_right { FINE } else { FOUND })
}

fn wish(args: &PlanArgs) -> Option<Wish> {
    Some(Wish {
        reach: seconds(args.reach?),
        valid: seconds(args.valid?),
        rate: args.rate.as_ref().map_or(USUAL_RATE, |(_, rate)| *rate),
    })
}

fn given(args: &PlanArgs) -> Schedule {
    let or = |given: Option<SignedDuration>, usual| given.map_or(usual, seconds);
    Schedule {
        expiry: or(args.expires, 3600),
        step: or(args.round, 1800),
        ttl: or(args.ttl, 1800),
    }
}

fn none(args: &PlanArgs) -> String {
    let said = |given: Option<SignedDuration>| duration(given.map_or(0, seconds));
    format!(
        "problem: no plan keeps to it: with URLs that are valid for {} and a reach of {}, nothing is left \
         for a step and a time to live of a minute or more (and SigV4 takes at most 7 d)\n",
        said(args.valid),
        said(args.reach)
    )
}

fn seconds(duration: SignedDuration) -> u64 {
    u64::try_from(duration.as_secs()).unwrap_or(0)
}
