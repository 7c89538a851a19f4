//! Which bucket a document is about that does not say so.

use super::Loaded;
use crate::model::{Bucket, Configuration, S3Host};
use crate::source::{Problem, SourceMap};
use std::collections::BTreeSet;

/// Gives each of these facts to its bucket: the one that a policy is for, else the one that a person
/// named, else the only one there is. What could be about several is a problem.
pub(super) fn assign(
    facts: Vec<Bucket>,
    named: Option<&str>,
    loaded: &mut Loaded,
    sources: &SourceMap,
) {
    let (own, open): (Vec<Bucket>, Vec<Bucket>) = facts
        .into_iter()
        .partition(|bucket| !bucket.name.is_empty());
    let mut names: BTreeSet<String> = own.iter().map(|bucket| bucket.name.clone()).collect();
    own.into_iter()
        .for_each(|bucket| tell(bucket, &mut loaded.configuration));
    if names.is_empty() {
        names = buckets_of_origins(&loaded.configuration);
    }
    if let Some(name) = named {
        names = [name.to_owned()].into();
    }
    for bucket in open {
        match (names.first(), names.len()) {
            (Some(name), 1) => {
                let name = name.clone();
                tell(Bucket { name, ..bucket }, &mut loaded.configuration);
            }
            (_, count) => {
                let message = match count {
                    0 => "does not say which bucket it is about; name it with --bucket NAME"
                        .to_owned(),
                    _ => format!(
                        "does not say which of {count} buckets it is about; name it with --bucket NAME"
                    ),
                };
                let file = sources.get(bucket.span.source).name.clone();
                loaded.problems.push(Problem::new(file, message));
            }
        }
    }
}

/// Tells what is deployed to the bucket of this name, whoever makes it.
fn tell(bucket: Bucket, all: &mut Configuration) {
    match all
        .buckets
        .iter_mut()
        .find(|known| known.name == bucket.name)
    {
        Some(known) => known.learn(bucket),
        None => all.buckets.push(bucket),
    }
}

fn buckets_of_origins(all: &Configuration) -> BTreeSet<String> {
    let origins = all.distributions.iter().flat_map(|one| &one.origins);
    let hosts = origins.filter_map(|origin| S3Host::parse(origin.domain.value.value()?));
    hosts.filter_map(|host| host.bucket).collect()
}
