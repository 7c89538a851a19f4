//! A template that was loaded, with the means to ask what was read.

use crate::input::{Absent, Files, Loaded, Options, load_documents};
use crate::model::{Configuration, Distribution};
use crate::source::{Known, SourceMap, Span};

/// The files of a test, what was made of them, and their texts.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) sources: SourceMap,
    pub(super) loaded: Loaded,
}

impl Case {
    /// Loads files by their names, with variables.
    pub(super) fn files(files: &[(&str, &str)], variables: &[(&str, &str)]) -> Self {
        let more = |_: &str| Err(Absent::Missing);
        let mut all = Files::new(&more);
        for (name, text) in files {
            all.add(name, (*text).to_owned(), true);
        }
        let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let options = Options {
            variables: variables.iter().map(pair).collect(),
            ..Options::default()
        };
        let mut sources = SourceMap::default();
        let loaded = load_documents(&all, &options, &mut sources);
        Self { sources, loaded }
    }

    /// Loads one template.
    pub(super) fn new(text: &str) -> Self {
        Self::files(&[("t.yaml", text)], &[])
    }

    pub(super) fn configuration(&self) -> &Configuration {
        &self.loaded.configuration
    }

    pub(super) fn distributions(&self) -> &[Distribution] {
        &self.configuration().distributions
    }

    pub(super) fn only(&self) -> &Distribution {
        let [only] = self.distributions() else {
            panic!("{:#?}", self.loaded);
        };
        only
    }

    pub(super) fn messages(&self) -> Vec<&str> {
        let problems = self.loaded.problems.iter();
        problems.map(|problem| problem.message.as_str()).collect()
    }

    /// Each gap: the text at its place, and its reason.
    pub(super) fn gaps(&self) -> Vec<(&str, &str)> {
        let gaps = self.configuration().gaps.iter();
        gaps.map(|gap| (self.written(gap.at), gap.reason.as_str()))
            .collect()
    }

    /// The first problem: the text at its place, and its message.
    pub(super) fn first_problem(&self) -> (&str, &str) {
        let first = self.loaded.problems.first().unwrap();
        (self.written(first.span), first.message.as_str())
    }

    /// What is kept of the text at a place.
    pub(super) fn written(&self, span: Option<Span>) -> &str {
        let span = span.unwrap();
        &self.sources.get(span.source).text()[span.start..span.end]
    }
}

/// The value, or the expression in its place.
pub(super) fn text(value: &Known<String>) -> &str {
    match value {
        Known::Value(value) => value,
        Known::Unresolved { expression } => expression,
    }
}

/// A template whose one origin has this domain name, written in YAML, and these other sections.
pub(super) fn with_domain(domain: &str, sections: &str) -> String {
    format!(
        "{sections}\nResources:\n  Files: {{Type: 'AWS::S3::Bucket'}}\n  Named:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: named\n  Cdn:\n    Type: AWS::CloudFront::Distribution\n    Properties:\n      DistributionConfig:\n        Origins:\n        - Id: o\n          DomainName: {domain}\n          S3OriginConfig: {{}}\n        DefaultCacheBehavior: {{TargetOriginId: o}}\n"
    )
}
