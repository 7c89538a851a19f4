//! `siglint plan`: what a way to sign and to cache comes to, or the best for a given reach.

use super::output::Output;
use super::run::{FINE, FOUND, UNABLE};
use crate::cli::{Format, PlanArgs};
use crate::diagnosis::Planned;
use crate::edge::{Schedule, Wish};
use crate::finding::duration;
use crate::report::{human, json};
use jiff::SignedDuration;

/// The rate for which a plan is found where none is given, in requests a second.
const USUAL_RATE: f64 = 1.0 / 60.0;

pub(super) fn run(args: &PlanArgs) -> std::io::Result<u8> {
    let output = Output::new(args.output.color.choice());
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
    match args.output.format {
        Format::Human => output.print(&human::plan(&planned, output.style()))?,
        Format::Json => output.json(&json::plan(&planned))?,
    }
    Ok(if planned.faults.is_empty() {
        FINE
    } else {
        FOUND
    })
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
