//! Override files (`override.tf`, `x_override.tf`): what they say takes the place of what the other
//! files of their folder say.

use super::module::File;
use crate::syntax::hcl::{Block, Body};

/// Merges override files into the blocks of their folders, in the order of names. What they override
/// nowhere stays in them.
pub(super) fn merge(files: &mut Vec<(String, File)>) {
    let (overrides, mut others): (Vec<_>, Vec<_>) = std::mem::take(files)
        .into_iter()
        .partition(|(_, file)| is_override(&file.name));
    for (folder, mut file) in overrides {
        let blocks = std::mem::take(&mut file.body.blocks);
        let left = blocks.into_iter().filter_map(|block| {
            let here = others.iter_mut().filter(|(other, _)| *other == folder);
            let mut here = here.flat_map(|(_, file)| &mut file.body.blocks);
            match here.find(|other| is_same(other, &block)) {
                Some(other) => {
                    overlay(&mut other.body, block.body);
                    None
                }
                None => Some(block),
            }
        });
        file.body.blocks = left.collect();
        others.push((folder, file));
    }
    *files = others;
}

fn is_override(name: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    let stem = [".tf", ".tf.json", ".tofu"]
        .iter()
        .find_map(|ending| base.strip_suffix(ending));
    stem.is_some_and(|stem| stem == "override" || stem.ends_with("_override"))
}

/// Whether two blocks describe the same thing. Local values are the same if one has a name of the
/// other.
fn is_same(one: &Block, other: &Block) -> bool {
    let labels = |block: &Block| {
        block
            .labels
            .iter()
            .map(|label| label.text.clone())
            .collect::<Vec<_>>()
    };
    let shares = || {
        let mut names = other.body.attributes.iter();
        names.any(|attribute| one.body.attribute(&attribute.name).is_some())
    };
    one.kind == other.kind && labels(one) == labels(other) && (one.kind != "locals" || shares())
}

/// Attributes are replaced one by one, nested blocks kind by kind.
fn overlay(body: &mut Body, over: Body) {
    for attribute in over.attributes {
        let mut known = body.attributes.iter_mut();
        match known.find(|known| known.name == attribute.name) {
            Some(known) => *known = attribute,
            None => body.attributes.push(attribute),
        }
    }
    let kind = |block: &Block| match (block.kind.as_str(), block.label(0)) {
        ("dynamic", Some(kind)) => kind.to_owned(),
        (kind, _) => kind.to_owned(),
    };
    let kinds: Vec<String> = over.blocks.iter().map(kind).collect();
    body.blocks.retain(|block| !kinds.contains(&kind(block)));
    body.blocks.extend(over.blocks);
}
