//! Everything the input holds about distributions, and the look-up of what they refer to.

use super::{
    Bucket, CachePolicy, Distribution, FunctionCode, OriginAccessControl, OriginRequestPolicy,
    S3Host, managed_cache_policies, managed_origin_request_policies,
};
use crate::source::{SourceId, Sourced, Span};

/// The template, known by one of its texts, whose names an id is one of; none for what is deployed.
pub type Template = Option<SourceId>;

/// The distributions that were read, and the policies and controls they may name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Configuration {
    /// In the order of the input.
    pub distributions: Vec<Distribution>,
    /// The account's own cache policies, and managed ones that the input holds.
    pub cache_policies: Vec<CachePolicy>,
    /// The account's own origin request policies, and managed ones that the input holds.
    pub origin_request_policies: Vec<OriginRequestPolicy>,
    /// Origin access controls.
    pub access_controls: Vec<OriginAccessControl>,
    /// Buckets that templates make.
    pub buckets: Vec<Bucket>,
    /// Tenants of multi-tenant distributions.
    pub tenants: Vec<Tenant>,
    /// CloudFront Functions whose code was looked at.
    pub functions: Vec<FunctionCode>,
    /// What the input leads to and could not be looked at.
    pub gaps: Vec<Gap>,
}

/// A tenant of a multi-tenant distribution: further names under which that is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenant {
    /// The id of the distribution.
    pub distribution: String,
    /// The names.
    pub names: Vec<Sourced<String>>,
    /// What stands for the parameters of the distribution's origins, by their names.
    pub parameters: Vec<(String, String)>,
}

/// Something that belongs to the configuration and could not be looked at: a module that lies
/// elsewhere, a permission that is missing. It is no fault of the input, and nothing to be silent about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The place that leads to it, where there is one.
    pub at: Option<Span>,
    /// What was not looked at, and why.
    pub reason: String,
    /// What would settle it.
    pub needs: String,
}

impl Configuration {
    /// Keeps the first `most` of everything, and tells how many there were of what there was more.
    /// Looking up one thing for each of another takes as long as one times the other.
    pub fn keep(&mut self, most: usize) -> Vec<(&'static str, usize)> {
        let lengths = [
            ("distributions", self.distributions.len()),
            ("cache policies", self.cache_policies.len()),
            (
                "origin request policies",
                self.origin_request_policies.len(),
            ),
            ("origin access controls", self.access_controls.len()),
            ("buckets", self.buckets.len()),
            ("references that lead elsewhere", self.gaps.len()),
        ];
        self.distributions.truncate(most);
        self.cache_policies.truncate(most);
        self.origin_request_policies.truncate(most);
        self.access_controls.truncate(most);
        self.buckets.truncate(most);
        self.gaps.truncate(most);
        lengths
            .into_iter()
            .filter(|(_, count)| *count > most)
            .collect()
    }

    /// Takes in what another file held.
    pub fn merge(&mut self, other: Self) {
        self.distributions.extend(other.distributions);
        self.cache_policies.extend(other.cache_policies);
        self.origin_request_policies
            .extend(other.origin_request_policies);
        self.access_controls.extend(other.access_controls);
        self.buckets.extend(other.buckets);
        self.tenants.extend(other.tenants);
        self.functions.extend(other.functions);
        self.gaps.extend(other.gaps);
    }

    /// Puts together what documents say of one thing: the names of tenants belong to the distributions
    /// that serve them, and what functions do to where they run. It is done once everything was read.
    pub fn join(&mut self) {
        let tenants = std::mem::take(&mut self.tenants);
        for distribution in &mut self.distributions {
            let id = distribution.id.as_ref().map(|id| &id.value);
            let mut own = tenants.iter().filter(|one| Some(&one.distribution) == id);
            let names = own.clone().flat_map(|tenant| tenant.names.iter().cloned());
            distribution.aliases.extend(names);
            // What several tenants say differently stays open.
            if let (Some(tenant), None) = (own.next(), own.next()) {
                distribution.settle(&tenant.parameters);
            }
        }
        let functions = std::mem::take(&mut self.functions);
        for distribution in &mut self.distributions {
            let template = distribution.template;
            let behaviors = distribution.behaviors.iter_mut();
            for association in behaviors.flat_map(|behavior| &mut behavior.functions) {
                let key = |code: &FunctionCode| {
                    (code.name == association.name()).then_some(code.template)
                };
                let code = closest(&functions, key, template);
                association.code = code.map(|code| code.effect.clone());
            }
        }
    }

    /// The cache policy with this id as `template` knows it: its own, else a deployed one of the input,
    /// else AWS's managed one.
    #[must_use]
    pub fn cache_policy(&self, id: &str, template: Template) -> Option<&CachePolicy> {
        let key = |policy: &CachePolicy| (policy.id == id).then_some(policy.template);
        let managed = || managed_cache_policies().iter().find(|one| one.id == id);
        closest(&self.cache_policies, key, template).or_else(managed)
    }

    /// The origin request policy with this id, looked for in the same way.
    #[must_use]
    pub fn origin_request_policy(
        &self,
        id: &str,
        template: Template,
    ) -> Option<&OriginRequestPolicy> {
        let key = |policy: &OriginRequestPolicy| (policy.id == id).then_some(policy.template);
        let mut managed = managed_origin_request_policies().iter();
        closest(&self.origin_request_policies, key, template)
            .or_else(|| managed.find(|one| one.id == id))
    }

    /// Takes in what a document says of a bucket.
    pub fn learn(&mut self, bucket: Bucket) {
        let same = |one: &&mut Bucket| one.name == bucket.name && one.template == bucket.template;
        match self.buckets.iter_mut().find(same) {
            Some(known) => known.learn(bucket),
            None => self.buckets.push(bucket),
        }
    }

    /// The bucket that a host of a template leads to. A name that is not open is the same bucket's
    /// everywhere; the template's own comes first.
    #[must_use]
    pub fn bucket(&self, host: &S3Host, template: Template) -> Option<&Bucket> {
        let fitting = || self.buckets.iter().filter(|bucket| bucket.is_at(host));
        let mut own = fitting().filter(|bucket| bucket.template == template);
        own.next()
            .or_else(|| fitting().find(|bucket| !bucket.is_open()))
    }

    /// The origin access control with this id, where the input holds it.
    #[must_use]
    pub fn access_control(&self, id: &str, template: Template) -> Option<&OriginAccessControl> {
        let key = |control: &OriginAccessControl| (control.id == id).then_some(control.template);
        closest(&self.access_controls, key, template)
    }
}

/// What has the id that is looked for, of the same template before a deployed one: the names that a
/// template gives are its own, and another template's thing of that name is another.
fn closest<T>(
    all: &[T],
    template_of: impl Fn(&T) -> Option<Template>,
    template: Template,
) -> Option<&T> {
    let find = |template: Template| all.iter().find(|one| template_of(one) == Some(template));
    find(template).or_else(|| find(None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceKind, SourceMap};

    #[test]
    fn the_names_of_a_template_are_its_own() {
        let mut sources = SourceMap::default();
        let [one, two] = ["one", "two"].map(|name| sources.add(name, SourceKind::File, ""));
        let control = |id: &str, template| OriginAccessControl {
            id: id.to_owned(),
            signing: None,
            template,
        };
        let configuration = Configuration {
            access_controls: vec![
                control("A", Some(one)),
                control("A", Some(two)),
                control("E1", None),
                control("B", Some(two)),
            ],
            ..Configuration::default()
        };
        let found = |id, template| {
            configuration
                .access_control(id, template)
                .map(|one| one.template)
        };
        assert_eq!(found("A", Some(two)), Some(Some(two)));
        assert_eq!(found("A", None), None);
        assert_eq!(found("B", Some(one)), None);
        assert_eq!(found("E1", Some(one)), Some(None));
    }
}
