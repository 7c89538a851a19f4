//! Which headers the settings name one by one, as opposed to taking whatever comes.

use crate::edge::{Policy, Settings};
use crate::model::{NameSet, OriginRequestPolicy};
use crate::source::{Sourced, Span};

/// A header that is named, and where the behavior says so.
pub(super) struct Listed<'a> {
    /// Its name as written.
    pub(super) name: &'a str,
    /// The name itself, else where the behavior names the policy that has it.
    pub(super) at: Option<Span>,
}

/// The headers that the settings name.
pub(super) fn listed<'a>(settings: &Settings<'a>) -> Vec<Listed<'a>> {
    let (sets, request_at) = match settings {
        Settings::Legacy(values) => ([Some(&values.headers.value), None], None),
        Settings::Policies { cache, request } => {
            let request = request.as_ref();
            let own = request.and_then(Policy::found);
            let sets = [
                cache.found().map(|policy| &policy.headers.value),
                own.map(|policy| &policy.headers.value),
            ];
            (sets, request.and_then(Policy::named_at))
        }
    };
    let places = [cache_place(settings), request_at];
    let all = sets
        .into_iter()
        .zip(places)
        .filter_map(|(set, at)| Some((set?, at)));
    all.flat_map(|(set, at)| {
        names(set).iter().map(move |name| Listed {
            name: &name.value,
            at: name.span().or(at),
        })
    })
    .collect()
}

/// The header of this name among those that are named.
pub(super) fn named<'a>(settings: &Settings<'a>, name: &str) -> Option<Listed<'a>> {
    let mut all = listed(settings).into_iter();
    all.find(|one| one.name.eq_ignore_ascii_case(name))
}

/// The origin request policy, where it takes all headers, or all but some.
pub(super) fn all_viewer<'a>(
    settings: &Settings<'a>,
) -> Option<(&'a OriginRequestPolicy, Option<Span>)> {
    let Settings::Policies {
        request: Some(request),
        ..
    } = settings
    else {
        return None;
    };
    let policy = request.found()?;
    let takes_all = matches!(policy.headers.value, NameSet::All | NameSet::Except(_));
    takes_all.then_some((policy, request.named_at()))
}

fn cache_place(settings: &Settings<'_>) -> Option<Span> {
    match settings {
        Settings::Legacy(values) => values.headers.span(),
        Settings::Policies { cache, .. } => cache.named_at(),
    }
}

fn names(set: &NameSet) -> &[Sourced<String>] {
    match set {
        NameSet::Only(names) | NameSet::Open { taken: names, .. } => names,
        NameSet::None | NameSet::All | NameSet::Except(_) => &[],
    }
}
