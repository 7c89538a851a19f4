//! Names that lead nowhere: of such a template CloudFormation makes nothing.

use super::stacks::World;
use super::template::Names;
use crate::model::Gap;
use crate::source::Span;

/// What `Fn::GetAtt` gives for a bucket, besides what stands below `Metadata…`: the user guide's page
/// of `AWS::S3::Bucket`, under *Return values*.
const OF_BUCKETS: [&str; 5] = [
    "Arn",
    "DomainName",
    "DualStackDomainName",
    "RegionalDomainName",
    "WebsiteURL",
];

/// How many names are told that lead nowhere.
const MOST_NAMED: usize = 4;

impl World<'_> {
    /// Tells that the template of a stack has nothing under a name. What is a part of a template may
    /// mean what stands in another part, and macros and the Serverless Framework make names of their
    /// own; so do other tools, whose names look different.
    pub(super) fn no_such(&mut self, what: &str, name: &str, stack: usize, span: Span) {
        let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let Some(template) = self.template(stack).filter(|_| is_name && !self.is_quiet) else {
            return;
        };
        let file = &template.name;
        match template.names {
            Names::Whole => {
                let message = format!(
                    "names {name}, and {file} has no such {what}, so it cannot be deployed"
                );
                self.problem(span, &message);
            }
            Names::Part => {
                let file = file.clone();
                let open = self.nowhere.entry(file).or_default();
                if !open.iter().any(|(known, _)| known == name) {
                    open.push((name.to_owned(), span));
                }
            }
            Names::Made => {}
        }
    }

    /// What is left open by the names that lead nowhere, for each file one gap.
    pub(super) fn tell_nowhere(&mut self) {
        for (file, names) in std::mem::take(&mut self.nowhere) {
            let some = names.iter().take(MOST_NAMED).map(|(name, _)| name.as_str());
            let some: Vec<&str> = some.collect();
            let more = match names.len() - some.len() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            self.gaps.push(Gap {
                at: names.first().map(|(_, at)| *at),
                reason: format!("{file} has nothing of the name {}{more}", some.join(", ")),
                needs: "the whole template, if this is a part of one; else another name".to_owned(),
            });
        }
    }

    /// Whether a bucket has an attribute; one that it never has is told.
    pub(super) fn has_attribute(&mut self, name: &str, span: Span) -> bool {
        let known = OF_BUCKETS.contains(&name) || name.starts_with("Metadata");
        if !known && !self.is_quiet {
            let message = format!(
                "asks for {name}, and a bucket has no such attribute; it has {}",
                OF_BUCKETS.join(", ")
            );
            self.problem(span, &message);
        }
        known
    }
}
