//! The times to live in force, as rules speak of them: each with its name, its place and its reason.

use super::Scene;
use crate::edge::{Settings, Trace};
use crate::finding::{Fix, list};
use crate::model::{CachePolicy, Field, Ttl};
use crate::source::{Known, Provenance, Span};

/// One of them.
pub(super) struct TimeToLive<'a> {
    /// `MinTTL`, `DefaultTTL` or `MaxTTL`.
    pub(super) name: &'static str,
    /// Its value.
    pub(super) seconds: u64,
    from: &'a Provenance,
    named_at: Option<Span>,
}

impl TimeToLive<'_> {
    /// The place to underline: the value, else what it was left out of, else where the behavior
    /// names the policy.
    pub(super) fn place(&self) -> Option<Span> {
        self.from.span().or(self.named_at)
    }

    /// Whether it is written anywhere in the input.
    pub(super) const fn is_written(&self) -> bool {
        matches!(self.from, Provenance::Span(_))
    }

    /// Why it has its value where nobody wrote it: a sentence without its end.
    pub(super) const fn because(&self) -> Option<&'static str> {
        match self.from {
            Provenance::Default { because, .. } => Some(because),
            _ => None,
        }
    }
}

/// The three of a behavior.
pub(super) struct TimesToLive<'a> {
    /// Wins over everything the origin says.
    pub(super) min: TimeToLive<'a>,
    /// For objects without freshness of their own.
    pub(super) default: TimeToLive<'a>,
    /// The bound for objects with it.
    pub(super) max: TimeToLive<'a>,
    /// The policy that sets them, unless they are the behavior's own.
    pub(super) policy: Option<&'a CachePolicy>,
}

impl<'a> TimesToLive<'a> {
    /// Those that decide for a request; `None` where the policy or one of them is not known.
    pub(super) fn of(trace: &Trace<'a>) -> Option<Self> {
        let (policy, named_at) = match &trace.settings {
            Settings::Legacy(_) => (None, None),
            Settings::Policies { cache, .. } => (cache.found(), cache.named_at()),
        };
        let one = |(name, field): (&'static str, &'a Field<u64>)| {
            Some(TimeToLive {
                name,
                seconds: *field.value.value()?,
                from: &field.from,
                named_at,
            })
        };
        let [min, default, max] = named(trace.settings.ttl()?).map(one);
        Some(Self {
            min: min?,
            default: default?,
            max: max?,
            policy,
        })
    }

    /// The mend that gives some of them other values: an edit where every one of them is written in
    /// a file of one's own.
    pub(super) fn change(&self, scene: &Scene<'_>, changes: &[(&TimeToLive<'_>, u64)]) -> Fix {
        let Some(policy) = self.policy else {
            let fix = Fix::new(format!("set {}", assign(changes, " to ")));
            return edit(fix, changes).update_distribution(scene.distribution_id());
        };
        if policy.managed {
            let values = assign(changes, " ");
            return Fix::new(format!(
                "name a cache policy of your own in place of {}, with {values} and every query string in its key",
                policy.name
            ))
            .update_distribution(scene.distribution_id());
        }
        let values = assign(changes, " to ");
        let fix = Fix::new(format!("set {values} in the cache policy {}", policy.name));
        edit(fix, changes).update_cache_policy(&policy.id)
    }
}

fn named(ttl: &Ttl) -> [(&'static str, &Field<u64>); 3] {
    [
        ("MinTTL", &ttl.min),
        ("DefaultTTL", &ttl.default),
        ("MaxTTL", &ttl.max),
    ]
}

/// Why the times to live are not known and what would settle it, where one of them is written as an
/// expression. A policy that is not in the input is `unknown-policy`'s.
pub(super) fn unresolved(trace: &Trace<'_>) -> Option<(String, &'static str)> {
    let times = named(trace.settings.ttl()?).into_iter();
    let mut open = times.filter_map(|(name, field)| match &field.value {
        Known::Unresolved { expression } => Some(format!("{name} is {expression}")),
        Known::Value(_) => None,
    });
    let reason = format!("{}, which is not resolved", open.next()?);
    Some((reason, "the value in seconds"))
}

/// A partial edit could leave a minimum above a maximum, so it is all of them or none.
fn edit(fix: Fix, changes: &[(&TimeToLive<'_>, u64)]) -> Fix {
    if !changes.iter().all(|(time, _)| time.is_written()) {
        return fix;
    }
    changes.iter().fold(fix, |fix, (time, seconds)| {
        fix.edit(time.from.span(), seconds.to_string())
    })
}

/// `MinTTL to 0, DefaultTTL and MaxTTL to 1800`: equal values are said once.
fn assign(changes: &[(&TimeToLive<'_>, u64)], to: &str) -> String {
    let groups = changes.chunk_by(|(_, one), (_, next)| one == next);
    let said = groups.filter_map(|group| {
        let names: Vec<&str> = group.iter().map(|(time, _)| time.name).collect();
        Some(format!("{}{to}{}", list(&names), group.first()?.1))
    });
    said.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    fn time<'a>(name: &'static str, from: &'a Provenance) -> TimeToLive<'a> {
        TimeToLive {
            name,
            seconds: 86_400,
            from,
            named_at: None,
        }
    }

    #[test]
    fn equal_values_are_said_once() {
        let from = Provenance::Absent { parent: None };
        let [min, default, max] = ["MinTTL", "DefaultTTL", "MaxTTL"].map(|name| time(name, &from));
        let changes = [(&min, 0), (&default, 1800), (&max, 1800)];
        assert_eq!(
            assign(&changes, " to "),
            "MinTTL to 0, DefaultTTL and MaxTTL to 1800"
        );
        assert_eq!(assign(&changes[2..], " "), "MaxTTL 1800");
    }

    #[test]
    fn an_edit_changes_all_of_them_or_none() {
        let text = "86400 86400";
        let source = SourceMap::default().add("file", crate::source::SourceKind::File, text);
        let written = [0, 6].map(|start| Provenance::Span(Span::new(source, start, start + 5)));
        let missing = Provenance::Absent { parent: None };
        let [default, max] = [time("DefaultTTL", &written[0]), time("MaxTTL", &written[1])];
        let both = edit(Fix::default(), &[(&default, 1800), (&max, 1800)]);
        assert_eq!(both.edits.len(), 2);
        let unset = time("MaxTTL", &missing);
        let one = edit(Fix::default(), &[(&default, 1800), (&unset, 1800)]);
        assert_eq!(one.edits, []);
    }
}
