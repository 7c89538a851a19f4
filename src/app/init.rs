//! `siglint init`: a first `siglint.toml` out of what a repository holds, and a workflow.

use super::habits::Habits;
use super::lint::Reading;
use super::output::Output;
use super::run::{FINE, UNABLE};
use super::write::write_file;
use super::{inputs, targets};
use crate::cli::InitArgs;
use crate::config::{Draft, DraftDelivery, Guess};
use crate::edge::{Meant, Trace};
use crate::finding::list;
use crate::input::Options;
use crate::model::{Configuration, S3Host, partition_of_region};
use crate::report::human;
use crate::source::{SourceMap, printable};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const SETTINGS: &str = "siglint.toml";
const WORKFLOW: &str = ".github/workflows/siglint.yml";

pub(super) fn run(args: &InitArgs) -> std::io::Result<u8> {
    let output = Output::new(args.color.choice());
    let files = if args.workflow {
        vec![SETTINGS, WORKFLOW]
    } else {
        vec![SETTINGS]
    };
    let there: Vec<&str> = files
        .into_iter()
        .filter(|file| Path::new(file).exists())
        .collect();
    // A workflow can be asked for later, beside a siglint.toml that is there.
    let only_workflow = args.workflow && there == [SETTINGS];
    if !there.is_empty() && !only_workflow {
        let there = list(&there);
        output.complain(&format!(
            "problem: {there}: is there already, and is never overwritten\n"
        ))?;
        return Ok(UNABLE);
    }
    let mut written = Vec::new();
    if !only_workflow {
        let Some(draft) = draft(args, output)? else {
            return Ok(UNABLE);
        };
        written.push((SETTINGS, draft.text()));
    }
    if args.workflow {
        written.push((WORKFLOW, workflow()));
    }
    for (path, text) in written {
        if let Err(message) = put(path, &text) {
            output.complain(&format!("problem: {path}: {message}\n"))?;
            return Ok(UNABLE);
        }
        output.print(&format!("wrote {path}\n"))?;
    }
    output.print("Put right what it guessed (\"guess\" in siglint.toml); then: siglint check\n")?;
    Ok(FINE)
}

fn put(path: &str, text: &str) -> Result<(), String> {
    if let Some(folder) = Path::new(path).parent() {
        std::fs::create_dir_all(folder).map_err(|error| format!("cannot be written: {error}"))?;
    }
    write_file(Path::new(path), text)
}

/// What the repository looks like; `None` if there is nothing to write about, which was said.
fn draft(args: &InitArgs, output: Output) -> std::io::Result<Option<Draft>> {
    let here = vec![PathBuf::from(".")];
    let paths = if args.config.is_empty() {
        &here
    } else {
        &args.config
    };
    let mut reading = Reading::default();
    let Reading {
        sources, problems, ..
    } = &mut reading;
    let mut configuration =
        inputs::read_configuration(paths, &Options::default(), sources, problems);
    configuration.join();
    if configuration.distributions.is_empty() {
        let style = output.error_style();
        output.complain(&human::problems(&reading.problems, &reading.sources, style))?;
        output.complain(NOTHING)?;
        return Ok(None);
    }
    let traces = meant(&configuration);
    let habits = Habits::of(Path::new("."));
    Ok(Some(Draft {
        config: places(&configuration, &reading.sources, args),
        deliveries: deliveries(&configuration, &traces),
        region: region(&traces),
        is_virtual: habits.is_virtual,
        sdk: habits.sdk,
    }))
}

const NOTHING: &str = "problem: no distribution was found below this folder, so there is nothing to \
    declare; name the place with -c, or save what is deployed: aws cloudfront get-distribution --id ID \
    > distribution.json\n";

/// Every behavior that is meant for presigned URLs, or may be.
fn meant(configuration: &Configuration) -> Vec<(Trace<'_>, Meant)> {
    let distributions = targets::wanted(configuration, &[]).unwrap_or_default();
    let each = distributions.into_iter();
    each.flat_map(|one| targets::guess(configuration, one))
        .collect()
}

fn deliveries(configuration: &Configuration, traces: &[(Trace<'_>, Meant)]) -> Vec<DraftDelivery> {
    let mut drafts: Vec<DraftDelivery> = Vec::new();
    let has_several = configuration.distributions.len() > 1;
    for (trace, meant) in traces {
        let name = trace.distribution.name().map(str::to_owned);
        let draft = DraftDelivery {
            distribution: name.filter(|_| has_several),
            path: trace.behavior.name().to_owned(),
            doubt: match meant {
                Meant::Presigned => None,
                Meant::Perhaps => Some(
                    "Perhaps a delivery (its cache ignores the signature), perhaps a public bucket:",
                ),
                _ => Some(
                    "Perhaps a delivery: a value or a policy that decides it is not known here.",
                ),
            },
        };
        // Under each condition of a template a behavior is there again.
        if !drafts
            .iter()
            .any(|one| (&one.path, &one.distribution) == (&draft.path, &draft.distribution))
        {
            drafts.push(draft);
        }
    }
    drafts
}

/// The Region that the origins name.
fn region(traces: &[(Trace<'_>, Meant)]) -> Guess {
    let named = traces.iter().find_map(|(trace, _)| {
        let host = S3Host::parse(trace.origin.domain.value.value()?)?;
        host.region
            .filter(|region| partition_of_region(region).is_some())
    });
    match named {
        Some(value) => Guess { value, why: None },
        None => Guess {
            value: "us-east-1".to_owned(),
            why: Some("no origin names a Region".to_owned()),
        },
    }
}

/// What was named, else the folders next to this one, or the files in it, that hold distributions.
fn places(configuration: &Configuration, sources: &SourceMap, args: &InitArgs) -> Vec<String> {
    if !args.config.is_empty() {
        let given = args.config.iter();
        return given.map(|path| path.display().to_string()).collect();
    }
    let of = configuration
        .distributions
        .iter()
        .map(|one| one.span.source);
    let policies = configuration
        .cache_policies
        .iter()
        .filter_map(|one| one.from.span());
    let all = of.chain(policies.map(|span| span.source));
    let places = all.map(|id| {
        let name = &sources.get(id).name;
        match name.split_once('/') {
            Some((folder, _)) => format!("{folder}/"),
            None => name.clone(),
        }
    });
    let places: BTreeSet<String> = places.collect();
    places.into_iter().collect()
}

/// A workflow that gates every change with what `siglint.toml` declares.
fn workflow() -> String {
    let version = printable(env!("CARGO_PKG_VERSION"));
    include_str!("workflow.yml").replace("VERSION", &version)
}
