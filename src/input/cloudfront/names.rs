//! The sets of names that policies and legacy settings take or leave.

use super::reader::{List, Read, Reader};
use crate::model::NameSet;
use crate::source::{Sourced, Span};
use crate::syntax::Node;

/// Where a set of names is written.
pub(super) struct Keys {
    /// The object around it.
    pub(super) block: &'static str,
    /// The word that says which names.
    pub(super) behavior: &'static str,
    /// The names themselves.
    pub(super) names: &'static str,
}

/// The query parameters of a policy.
pub(super) const QUERY: Keys = Keys {
    block: "QueryStringsConfig",
    behavior: "QueryStringBehavior",
    names: "QueryStrings",
};

/// The headers of a policy.
pub(super) const HEADERS: Keys = Keys {
    block: "HeadersConfig",
    behavior: "HeaderBehavior",
    names: "Headers",
};

/// The cookies of a policy.
pub(super) const COOKIES: Keys = Keys {
    block: "CookiesConfig",
    behavior: "CookieBehavior",
    names: "Cookies",
};

/// The cookies of the legacy settings.
pub(super) const LEGACY_COOKIES: Keys = Keys {
    block: "Cookies",
    behavior: "Forward",
    names: "WhitelistedNames",
};

#[derive(Clone, Copy)]
enum Which {
    None,
    All,
    Only,
    Except,
}

/// Every word that some policy has for a set. CloudFront itself refuses the ones that do not
/// belong; `allViewer` and its kin are all a viewer sends, and the `CloudFront-*` headers besides
/// are never part of a signature.
const WORDS: [(&str, Which); 6] = [
    ("none", Which::None),
    ("whitelist", Which::Only),
    ("allExcept", Which::Except),
    ("all", Which::All),
    ("allViewer", Which::All),
    ("allViewerAndWhitelistCloudFront", Which::All),
];

/// The set of names below `node`; it stands where the word that chooses it does.
pub(super) fn name_set(reader: &mut Reader<'_>, node: &Node, keys: &Keys) -> Sourced<NameSet> {
    let Some(block) = reader.object(node, keys.block) else {
        return nothing(node.span);
    };
    let which = match reader.word(block, keys.behavior, &WORDS) {
        Read::Here(which) => which,
        Read::Missing { .. } => return nothing(block.span),
        Read::Unresolved { span, expression } => {
            let taken = Vec::new();
            return Sourced::at(NameSet::Open { taken, expression }, span);
        }
    };
    let list = reader.list(block, keys.names);
    let names = list.map_or(NameSet::Only(Vec::new()), |list| listed(reader, &list));
    which.map(|which| match (which, names) {
        (Which::None, _) => NameSet::None,
        (Which::All, _) => NameSet::All,
        (Which::Only, names) => names,
        (Which::Except, NameSet::Open { expression, .. }) => NameSet::Open {
            taken: Vec::new(),
            expression,
        },
        (Which::Except, NameSet::Only(names)) => NameSet::Except(names),
        (Which::Except, other) => other,
    })
}

/// The names of a list, and perhaps others where it is not resolved.
pub(super) fn listed(reader: &mut Reader<'_>, list: &List<'_>) -> NameSet {
    let names = reader.strings(list);
    match list.unresolved() {
        None => NameSet::Only(names),
        Some(expression) => NameSet::Open {
            taken: names,
            expression: expression.to_owned(),
        },
    }
}

/// The headers of the legacy settings: a list, in which `*` stands for all.
pub(super) fn legacy_headers(reader: &mut Reader<'_>, node: &Node) -> Sourced<NameSet> {
    let Some(list) = reader.list(node, "Headers") else {
        return nothing(node.span);
    };
    let set = match listed(reader, &list) {
        NameSet::Only(names) if names.is_empty() => NameSet::None,
        NameSet::Only(names) | NameSet::Open { taken: names, .. }
            if names.iter().any(|name| name.value == "*") =>
        {
            NameSet::All
        }
        set => set,
    };
    Sourced::at(set, list.span)
}

fn nothing(parent: Span) -> Sourced<NameSet> {
    let because = "nothing is forwarded or keyed unless a setting says so";
    Sourced::default_of(NameSet::None, because, Some(parent))
}
