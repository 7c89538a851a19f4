//! What is made of folders of HCL.

mod any;
mod elsewhere;
mod expressions;
mod functions;
mod hostile;
mod modules;

use super::load;
use crate::input::{Absent, Files, Loaded, Options};
use crate::model::{Distribution, Field};
use crate::source::{Known, SourceMap, Span};

/// Loads files by their names.
struct Case {
    sources: SourceMap,
    loaded: Loaded,
}

impl Case {
    fn of(files: &[(&str, &str)]) -> Self {
        Self::with(files, &[])
    }

    fn with(given: &[(&str, &str)], variables: &[(&str, &str)]) -> Self {
        Self::named(given, &[], variables)
    }

    /// With files that a person named, in that order.
    fn named(given: &[(&str, &str)], named: &[(&str, &str)], variables: &[(&str, &str)]) -> Self {
        let more = |name: &str| match name {
            "app/host.txt" => Ok("files.example.com\n".to_owned()),
            _ => Err(Absent::Missing),
        };
        let mut files = Files::new(&more);
        for (name, text) in given {
            files.add(name, (*text).to_owned(), false);
        }
        for (name, text) in named {
            files.add(name, (*text).to_owned(), true);
        }
        let mut options = Options::default();
        for (name, value) in variables {
            options
                .variables
                .insert((*name).to_owned(), (*value).to_owned());
        }
        let mut sources = SourceMap::default();
        let loaded = load(&files, &options, &mut sources);
        Self { sources, loaded }
    }

    fn one(&self) -> &Distribution {
        let [one] = self.loaded.configuration.distributions.as_slice() else {
            panic!("{:?}", self.loaded);
        };
        one
    }

    fn names(&self) -> Vec<&str> {
        let all = &self.loaded.configuration.distributions;
        all.iter().map(|one| one.name().unwrap()).collect()
    }

    fn problems(&self) -> Vec<&str> {
        let all = self.loaded.problems.iter();
        all.map(|problem| problem.message.as_str()).collect()
    }

    /// The place and the reason of what was not looked at, and what would settle it.
    fn gaps(&self) -> Vec<String> {
        let gaps = self.loaded.configuration.gaps.iter();
        gaps.map(|gap| format!("{}: {} ({})", self.at(gap.at), gap.reason, gap.needs))
            .collect()
    }

    fn at(&self, span: Option<Span>) -> String {
        let span = span.unwrap();
        let text = self.sources.get(span.source).text();
        format!(
            "{}:{}",
            self.sources.get(span.source).name,
            &text[span.start..span.end]
        )
    }
}

/// What a field says, known or not.
fn said(field: &Field<String>) -> String {
    match &field.value {
        Known::Value(value) => value.clone(),
        Known::Unresolved { expression } => format!("?{expression}"),
    }
}

/// A distribution with this origin and these settings of its behavior.
fn distribution(origin: &str, behavior: &str) -> String {
    format!(
        "resource \"aws_cloudfront_distribution\" \"cdn\" {{
  enabled = true
  origin {{
    origin_id   = \"files\"
    {origin}
  }}
  default_cache_behavior {{
    target_origin_id       = \"files\"
    viewer_protocol_policy = \"https-only\"
    {behavior}
  }}
}}
"
    )
}

/// The domain of the one origin, where its expression and the rest of the file are these.
fn domain(expression: &str, rest: &str) -> String {
    let text = distribution(&format!("domain_name = {expression}"), "") + rest;
    let case = Case::of(&[("app/main.tf", &text)]);
    assert_eq!(case.problems(), Vec::<&str>::new(), "{expression}");
    said(&case.one().origins[0].domain)
}
