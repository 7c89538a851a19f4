//! What a distribution says, without the places where it says it.

use super::{
    Behavior, Bucket, Caching, Configuration, Distribution, Field, ForwardedValues, NameSet,
    Origin, S3Host, Template, Ttl, ViewerAccess,
};
use crate::source::{Known, Sourced};
use std::fmt::Display;

impl Configuration {
    /// The name and the settings of a distribution, those of its policies included. Two of which all
    /// that is equal are one, written down twice.
    #[must_use]
    pub fn said_of(&self, distribution: &Distribution) -> Vec<String> {
        settings(self, distribution)
    }
}

fn settings(configuration: &Configuration, distribution: &Distribution) -> Vec<String> {
    let mut all: Vec<String> = vec![
        distribution.name().unwrap_or_default().to_owned(),
        plain(&distribution.aliases),
        distribution.all_aliases_known.to_string(),
        said(&distribution.enabled),
        said(&distribution.default_root_object),
        distribution.condition.clone().unwrap_or_default(),
    ];
    let template = distribution.template;
    let origins = distribution.origins.iter();
    all.extend(origins.map(|one| origin(configuration, template, one)));
    let groups = distribution.origin_groups.iter();
    all.extend(groups.map(|group| format!("{} {}", group.id.value, plain(&group.members))));
    for one in &distribution.behaviors {
        all.push(behavior(one));
        all.push(caching(configuration, template, &one.caching));
    }
    let errors = distribution.custom_errors.iter().map(|error| {
        let code = error.response_code.as_ref().map(said);
        format!("{} {code:?} {}", error.code.value, said(&error.min_ttl))
    });
    all.extend(errors);
    all
}

fn origin(configuration: &Configuration, template: Template, origin: &Origin) -> String {
    let control = origin.access_control.as_ref().map(|control| {
        let Known::Value(control) = &control.value else {
            return "not resolved".to_owned();
        };
        let found = configuration.access_control(&control.id, template);
        let signing = found.and_then(|found| found.signing.as_ref());
        let signing = signing.map(|signing| signing.value);
        format!("{} {signing:?}", control.id)
    });
    let identity = origin.access_identity.as_ref().map(said);
    let host = origin.domain.value.value();
    let bucket = host.and_then(|host| configuration.bucket(&S3Host::parse(host)?, template));
    format!(
        "{} {} {} {:?} {control:?} {identity:?} {:?} {}",
        origin.id.value,
        said(&origin.domain),
        said(&origin.path),
        origin.kind.value,
        bucket.map(Bucket::known_region),
        plain(&origin.custom_headers)
    )
}

fn behavior(behavior: &Behavior) -> String {
    let access = match &behavior.viewer_access {
        ViewerAccess::Open => "open".to_owned(),
        ViewerAccess::Signed(names) => names.value.join(" "),
        ViewerAccess::Unresolved(expression) => expression.value.clone(),
    };
    let events = behavior.functions.iter().map(|one| said(&one.event));
    format!(
        "{} {} {} {:?} {access} {}",
        said(&behavior.pattern),
        said(&behavior.target_origin),
        said(&behavior.viewer_protocol),
        behavior.allowed_methods.value,
        events.collect::<Vec<_>>().join(" ")
    )
}

/// The settings that decide; of a policy that is not in the input, its id.
fn caching(configuration: &Configuration, template: Template, caching: &Caching) -> String {
    let (cache, request) = match caching {
        Caching::Legacy(values) => return legacy(values),
        Caching::Policies { cache, request } => (cache, request.as_ref()),
    };
    let found = |id: &str| {
        let policy = configuration.cache_policy(id, template)?;
        let sets = [&policy.query, &policy.headers, &policy.cookies];
        let sets = sets.map(|set| names(&set.value)).join(" ");
        Some(format!("{} {sets}", ttl(&policy.ttl)))
    };
    let requested = |id: &str| {
        let policy = configuration.origin_request_policy(id, template)?;
        let sets = [&policy.query, &policy.headers, &policy.cookies];
        Some(sets.map(|set| names(&set.value)).join(" "))
    };
    let known = cache.value.value().and_then(|id| found(id));
    let more = request.and_then(|id| requested(id.value.value()?));
    format!(
        "{} {}",
        known.unwrap_or_else(|| said(cache)),
        more.or_else(|| request.map(said)).unwrap_or_default()
    )
}

fn legacy(values: &ForwardedValues) -> String {
    format!(
        "{} {} {} {} {}",
        said(&values.query_string),
        names(&values.query_keys.value),
        names(&values.headers.value),
        names(&values.cookies.value),
        ttl(&values.ttl)
    )
}

fn ttl(ttl: &Ttl) -> String {
    [&ttl.min, &ttl.default, &ttl.max].map(said).join(" ")
}

fn names(set: &NameSet) -> String {
    match set {
        NameSet::None => "none".to_owned(),
        NameSet::All => "all".to_owned(),
        NameSet::Only(names) => format!("only {}", plain(names)),
        NameSet::Except(names) => format!("except {}", plain(names)),
        NameSet::Open { taken, expression } => format!("{} and {expression}", plain(taken)),
    }
}

fn plain(values: &[Sourced<String>]) -> String {
    let values: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
    format!("{values:?}")
}

fn said<T: Display>(field: &Field<T>) -> String {
    match &field.value {
        Known::Value(value) => format!("={value}"),
        Known::Unresolved { expression } => format!("?{expression}"),
    }
}
