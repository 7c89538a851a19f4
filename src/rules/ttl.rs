//! The times to live in force, as rules speak of them: each with its name, its place and its reason.

use super::Scene;
use crate::edge::{Freshness, Lifetime, Settings, Trace};
use crate::finding::{Change, Finding, Fix, list};
use crate::model::{CachePolicy, Field};
use crate::source::{Known, Provenance, Span};

/// One of them.
pub(super) struct TimeToLive<'a> {
    /// `MinTTL`, `DefaultTTL` or `MaxTTL`.
    pub(super) name: &'static str,
    /// Its value; `None` where the input does not resolve it.
    pub(super) seconds: Option<u64>,
    field: &'a Field<u64>,
    named_at: Option<Span>,
}

impl TimeToLive<'_> {
    /// The place to underline: the value, else what it was left out of, else where the behavior
    /// names the policy.
    pub(super) fn place(&self) -> Option<Span> {
        self.field.span().or(self.named_at)
    }

    /// Whether it is written anywhere in the input.
    pub(super) const fn is_written(&self) -> bool {
        matches!(self.field.from, Provenance::Span(_))
    }

    /// Why it has its value where nobody wrote it: a sentence without its end.
    pub(super) const fn because(&self) -> Option<&'static str> {
        match self.field.from {
            Provenance::Default { because, .. } => Some(because),
            _ => None,
        }
    }

    /// Why its value is not known, and what would settle it, where it is not.
    pub(super) fn question(&self) -> Option<(String, &'static str)> {
        match &self.field.value {
            Known::Value(_) => None,
            Known::Unresolved { expression } => Some((
                format!("{} is {expression}, which is not resolved", self.name),
                "the value in seconds",
            )),
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
    /// Those that decide for a request; `None` where the policy is not known, as `unknown-policy`
    /// says.
    pub(super) fn of(trace: &Trace<'a>) -> Option<Self> {
        let (policy, named_at) = match &trace.settings {
            Settings::Legacy(_) => (None, None),
            Settings::Policies { cache, .. } => (cache.found(), cache.named_at()),
        };
        let one = |name, field: &'a Field<u64>| TimeToLive {
            name,
            seconds: field.value.value().copied(),
            field,
            named_at,
        };
        let ttl = trace.settings.ttl()?;
        Some(Self {
            min: one("MinTTL", &ttl.min),
            default: one("DefaultTTL", &ttl.default),
            max: one("MaxTTL", &ttl.max),
            policy,
        })
    }

    /// All three.
    pub(super) const fn all(&self) -> [&TimeToLive<'a>; 3] {
        [&self.min, &self.default, &self.max]
    }

    /// Why not all of them are known, and what would settle it.
    pub(super) fn question(&self) -> Option<(String, &'static str)> {
        self.all().into_iter().find_map(TimeToLive::question)
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
        let name = match policy.name.is_empty() {
            true => &policy.id,
            false => &policy.name,
        };
        let fix = Fix::new(format!("set {values} in the cache policy {name}"));
        edit(fix, changes).update_cache_policy(&policy.id)
    }
}

/// What makes the usual lifetime; `None` if that is the URL itself.
pub(super) fn cause<'t, 'a>(
    trace: &Trace<'_>,
    lifetime: Lifetime,
    times: &'t TimesToLive<'a>,
) -> Option<&'t TimeToLive<'a>> {
    let usual = Some(lifetime.usual);
    let by_minimum = usual == times.min.seconds;
    match trace.viewer.freshness() {
        Freshness::Unknown if usual == times.default.seconds => Some(&times.default),
        Freshness::MaxAge(age) if lifetime.usual == age => None,
        Freshness::MaxAge(_) if !by_minimum => Some(&times.max),
        _ => Some(&times.min),
    }
}

/// Labels a time to live; of a managed policy there is only the place that names it.
pub(super) fn placed(
    finding: Finding,
    times: &TimesToLive<'_>,
    time: &TimeToLive<'_>,
    label: String,
) -> Finding {
    if let Some(policy) = times.policy.filter(|policy| policy.managed) {
        let seconds = time.seconds.unwrap_or(0);
        let label = format!("{} has a {} of {seconds}", policy.name, time.name);
        return finding.label(time.place(), label);
    }
    let finding = finding.label(time.place(), label);
    match time.because() {
        Some(because) => finding.note(because),
        None => finding,
    }
}

/// A partial edit could leave a minimum above a maximum, so it is all of them or none. What is not
/// written is added beside one that is.
fn edit(fix: Fix, changes: &[(&TimeToLive<'_>, u64)]) -> Fix {
    let mut written = changes.iter().filter(|(time, _)| time.is_written());
    let Some(neighbour) = written.next().and_then(|(time, _)| time.field.span()) else {
        return fix;
    };
    changes.iter().fold(fix, |fix, (time, seconds)| {
        let (place, change) = match time.is_written() {
            true => (time.field.span(), Change::Value),
            false => (Some(neighbour), Change::Beside(time.name)),
        };
        fix.change(place, change, seconds.to_string())
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
    use crate::source::{SourceKind, SourceMap, Sourced};

    fn time<'a>(name: &'static str, field: &'a Field<u64>) -> TimeToLive<'a> {
        TimeToLive {
            name,
            seconds: field.value.value().copied(),
            field,
            named_at: None,
        }
    }

    #[test]
    fn equal_values_are_said_once() {
        let field = Sourced::absent(Known::Value(86_400), None);
        let [min, default, max] = ["MinTTL", "DefaultTTL", "MaxTTL"].map(|name| time(name, &field));
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
        let source = SourceMap::default().add("file", SourceKind::File, text);
        let written = [0, 6].map(|start| {
            let span = Span::new(source, start, start + 5);
            Sourced::at(Known::Value(86_400), span)
        });
        let missing = Sourced::absent(Known::Value(86_400), None);
        let [default, max] = [time("DefaultTTL", &written[0]), time("MaxTTL", &written[1])];
        let both = edit(Fix::default(), &[(&default, 1800), (&max, 1800)]);
        assert_eq!(both.edits.len(), 2);
        let unset = time("MaxTTL", &missing);
        let one = edit(Fix::default(), &[(&default, 1800), (&unset, 1800)]);
        let changes: Vec<Change> = one.edits.iter().map(|edit| edit.change).collect();
        assert_eq!(changes, [Change::Value, Change::Beside("MaxTTL")]);
        let none = edit(Fix::default(), &[(&unset, 1800)]);
        assert_eq!(none.edits, []);
    }
}
