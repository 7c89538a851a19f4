//! Calls of modules that are not in the input, and what would settle them.

use super::calls::{Modules, target};
use super::reading::is_module_file;
use crate::input::Files;
use crate::input::leads::{Lead, hints};
use crate::syntax::hcl::{Attribute, Block, ExprKind};

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
    /// What there is to tell of it.
    pub(super) lead: Lead,
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
            let name = call.label(0).unwrap_or_default();
            let lead = Lead {
                kind: "modules",
                name: name.to_owned(),
                at: source.value.span,
                is_likely: is_likely(call, source),
                reason: format!("the module {name} was not looked at: {why}"),
                needs: needs.to_owned(),
            };
            let folder = &module.folder;
            found.push(Elsewhere { folder, name, lead });
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

/// Whether a call's source, name or arguments hint at CloudFront.
fn is_likely(call: &Block, source: &Attribute) -> bool {
    let source = match &source.value.kind {
        ExprKind::String(source) => source.as_str(),
        _ => "",
    };
    let mut arguments = call.body.attributes.iter();
    hints(source)
        || hints(call.label(0).unwrap_or_default())
        || arguments.any(|argument| hints(&argument.name))
}
