//! Calls of modules that are not in the input: which of them are told one by one, and what would
//! settle them.

use super::calls::{Modules, target};
use super::reading::is_module_file;
use crate::input::Files;
use crate::model::Gap;
use crate::source::Span;
use crate::syntax::hcl::{Attribute, Block, ExprKind};

/// Words in a call's source, name or arguments by which its module may well make a distribution.
const SIGNS: [&str; 8] = [
    "cache_behavior",
    "cdn",
    "cloudfront",
    "distribution",
    "frontend",
    "static-site",
    "static_site",
    "website",
];

/// How many calls are told one by one.
const MOST_TOLD: usize = 20;

/// How many of the others are named.
const MOST_NAMED: usize = 4;

/// How much of a source is shown, in characters.
const MOST_SHOWN: usize = 100;

const NEEDS_FOLDER: &str = "that folder as a further -c; links that lead out of the given folders \
    are not followed";

const NEEDS_PLAN: &str = "a plan, which says what the modules make: `terraform plan -out=PLAN`, then \
    `terraform show -json PLAN > plan.json` in the same folder";

/// A call of a module that is not in the input.
pub(super) struct Elsewhere<'m> {
    /// The folder of the module that calls.
    pub(super) folder: &'m str,
    /// The name of the call.
    pub(super) name: &'m str,
    /// The value of `source`.
    at: Span,
    /// Why the module was not looked at.
    why: String,
    needs: &'static str,
    /// Whether anything in the call hints at CloudFront.
    is_likely: bool,
}

/// The calls whose modules are not among the files, in the order of folders.
pub(super) fn elsewhere<'m>(modules: &'m Modules<'_>, files: &Files<'_>) -> Vec<Elsewhere<'m>> {
    let mut found = Vec::new();
    for module in modules.values() {
        for call in &module.calls {
            let Some(source) = call.body.attribute("source") else {
                continue;
            };
            let folder = target(module, call);
            let is_here = |folder: &String| {
                let mut there = files.in_folder(folder);
                there.any(|(name, _)| is_module_file(name))
            };
            if folder.as_ref().is_some_and(is_here) {
                continue;
            }
            let (why, needs) = reason(source, folder);
            found.push(Elsewhere {
                folder: &module.folder,
                name: call.label(0).unwrap_or_default(),
                at: source.value.span,
                why,
                needs,
                is_likely: is_likely(call, source),
            });
        }
    }
    found
}

fn reason(source: &Attribute, folder: Option<String>) -> (String, &'static str) {
    match (&source.value.kind, folder) {
        (_, Some(folder)) => {
            let why = format!("its folder {folder} is not in the input");
            (why, NEEDS_FOLDER)
        }
        (ExprKind::String(source), None) => {
            let source = shown(source);
            (format!("{source} is not fetched"), NEEDS_PLAN)
        }
        _ => ("its source is not resolved".to_owned(), NEEDS_PLAN),
    }
}

/// A source without the password that it may hold.
fn shown(source: &str) -> String {
    let (scheme, rest) = source.split_once("://").unwrap_or(("", source));
    let end = rest.find('/').unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let host = match host.rsplit_once('@') {
        Some((_, host)) => format!("…@{host}"),
        None => host.to_owned(),
    };
    let scheme = if scheme.is_empty() {
        String::new()
    } else {
        format!("{scheme}://")
    };
    let shown: String = format!("{scheme}{host}{path}")
        .chars()
        .take(MOST_SHOWN)
        .collect();
    shown
}

fn is_likely(call: &Block, source: &Attribute) -> bool {
    let has_sign = |text: &str| {
        let text = text.to_ascii_lowercase();
        SIGNS.iter().any(|sign| text.contains(sign))
    };
    let source = match &source.value.kind {
        ExprKind::String(source) => source.as_str(),
        _ => "",
    };
    let mut arguments = call.body.attributes.iter();
    [source, call.label(0).unwrap_or_default()]
        .into_iter()
        .any(has_sign)
        || arguments.any(|argument| has_sign(&argument.name))
}

/// A gap for each call that may well be ours, and one for all the others: a repository has dozens of
/// modules that are not, and a wall of them would be read by nobody.
pub(super) fn gaps(all: &[Elsewhere<'_>]) -> Vec<Gap> {
    let (likely, others): (Vec<_>, Vec<_>) = all.iter().partition(|one| one.is_likely);
    let (told, more) = likely.split_at_checked(MOST_TOLD).unwrap_or((&likely, &[]));
    let told = told.iter().map(|one| Gap {
        at: Some(one.at),
        reason: format!("the module {} was not looked at: {}", one.name, one.why),
        needs: one.needs.to_owned(),
    });
    let mut gaps: Vec<Gap> = told.collect();
    let unlike =
        "modules whose name, source and arguments do not hint at CloudFront were not looked at";
    gaps.extend(counted(more, "modules were not looked at either"));
    gaps.extend(counted(&others, unlike));
    gaps
}

/// One gap for many calls, of which some are named.
fn counted(calls: &[&Elsewhere<'_>], what: &str) -> Option<Gap> {
    let first = calls.first()?;
    let mut names: Vec<&str> = Vec::new();
    for call in calls {
        if !names.contains(&call.name) && names.len() < MOST_NAMED {
            names.push(call.name);
        }
    }
    let more = match calls.len() - names.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let is_same = calls.iter().all(|call| call.needs == first.needs);
    let needs = if is_same { first.needs } else { NEEDS_PLAN };
    Some(Gap {
        at: Some(first.at),
        reason: format!("{what}: {}{more}", names.join(", ")),
        needs: needs.to_owned(),
    })
}
