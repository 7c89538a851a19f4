//! What is to be written at a place so that a value becomes another.

use super::reference;
use super::scalar;
use crate::input::documents::Format;
use std::ops::Range;

/// Other text for a range of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The bytes that are replaced.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub text: String,
}

impl Replacement {
    /// The text with this change; `None` if the range is not one of it.
    #[must_use]
    pub fn applied(&self, text: &str) -> Option<String> {
        let before = text.get(..self.range.start)?;
        let after = text.get(self.range.end..)?;
        Some(format!("{before}{}{after}", self.text))
    }
}

/// What makes `value` of the value at `range`, by the file's name and text; `None` where siglint would
/// have to guess. A reference to another resource stays one if it has a form with that value.
#[must_use]
pub fn replacement(
    name: &str,
    text: &str,
    range: Range<usize>,
    value: &str,
) -> Option<Replacement> {
    let format = Format::of(name, text);
    let (range, old) = reference::whole(text, range)?;
    let new = match reference::is_literal(format, old) {
        true => scalar::written(format, old, value),
        false => reference::with_value(old, value),
    };
    let text = new.filter(|new| new != old)?;
    Some(Replacement { range, text })
}

/// Whether a file is made by a tool from another one, so that a change of it is lost.
#[must_use]
pub fn is_generated(name: &str, text: &str) -> bool {
    const SIGNS: [&str; 6] = [
        "\"aws:cdk:path\"",
        "\"CDKMetadata\"",
        "\"planned_values\"",
        "\"terraform_version\"",
        "\"newState\"",
        "\"pulumi_version\"",
    ];
    let of_pulumi = || text.contains("\"deployment\"") && text.contains("urn:pulumi:");
    let in_output = name
        .split('/')
        .any(|part| part == "cdk.out" || part == ".aws-sam");
    in_output || SIGNS.iter().any(|sign| text.contains(sign)) || of_pulumi()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOST: &str = "files.s3.eu-central-1.amazonaws.com";

    /// What `old`, alone behind a key, becomes in a file of this name.
    fn becomes(name: &str, old: &str, value: &str) -> Option<String> {
        let before = match name.rsplit_once('.').map(|(_, ending)| ending) {
            Some("json") => "{\n  \"DomainName\": ",
            Some("tf") => "origin {\n  domain_name = ",
            _ => "Origin:\n  DomainName: ",
        };
        let after = if name.ends_with(".yml") {
            " # why\nOther: DomainName\n"
        } else {
            "\n}\n"
        };
        let text = format!("{before}{old}{after}");
        let start = before.len() + old.len() - old.trim_start().len();
        let old = old.trim_start();
        let end = match old {
            old if name.ends_with("json") && old.starts_with('{') => start + 1,
            old => start + old.find('\n').unwrap_or(old.len()),
        };
        let new = replacement(name, &text, start..end, value)?.applied(&text)?;
        let new = new.strip_prefix(before)?.strip_suffix(after)?;
        Some(new.to_owned())
    }

    #[test]
    fn literals_keep_their_style() {
        for (name, old, value, new) in [
            (
                "a.json",
                "\"files.s3.amazonaws.com\"",
                HOST,
                format!("\"{HOST}\""),
            ),
            ("a.json", "86400", "1800", "1800".to_owned()),
            ("a.json", "\"86400\"", "1800", "\"1800\"".to_owned()),
            ("a.json", "false", "true", "true".to_owned()),
            ("a.json", "\"x\"", "", "\"\"".to_owned()),
            ("a.yml", "files.s3.amazonaws.com", HOST, HOST.to_owned()),
            (
                "a.yml",
                "'files.s3.amazonaws.com'",
                HOST,
                format!("'{HOST}'"),
            ),
            ("a.yml", "\"x\"", HOST, format!("\"{HOST}\"")),
            ("a.yml", "x", "", "''".to_owned()),
            ("a.yml", "86400", "1800", "1800".to_owned()),
            ("a.yml", "'false'", "true", "'true'".to_owned()),
            ("a.yml", "policy", "123", "'123'".to_owned()),
            ("a.tf", "\"x\"", HOST, format!("\"{HOST}\"")),
            ("a.tf", "86400", "1800", "1800".to_owned()),
            ("a.tf", "false", "true", "true".to_owned()),
        ] {
            assert_eq!(becomes(name, old, value), Some(new), "{name} {old}");
        }
    }

    /// A file, a reference in it, and the one that has the value.
    const REFERENCES: [(&str, &str, &str); 9] = [
        (
            "a.yml",
            "!GetAtt Files.DomainName",
            "!GetAtt Files.RegionalDomainName",
        ),
        (
            "a.yml",
            "!GetAtt [Files, DomainName]",
            "!GetAtt [Files, RegionalDomainName]",
        ),
        (
            "a.yml",
            "!Sub '${Files.DomainName}'",
            "!Sub '${Files.RegionalDomainName}'",
        ),
        (
            "a.yml",
            "!Sub ${Files}.s3.amazonaws.com",
            "!Sub ${Files}.s3.eu-central-1.amazonaws.com",
        ),
        (
            "a.yml",
            "\n    Fn::GetAtt: [Files, DomainName]",
            "\n    Fn::GetAtt: [Files, RegionalDomainName]",
        ),
        (
            "a.json",
            "{\"Fn::GetAtt\": [\"Files\", \"DomainName\"]}",
            "{\"Fn::GetAtt\": [\"Files\", \"RegionalDomainName\"]}",
        ),
        (
            "a.json",
            "{\"Fn::Join\": [\"\", [{\"Ref\": \"F\"}, \".s3.amazonaws.com\"]]}",
            "{\"Fn::Join\": [\"\", [{\"Ref\": \"F\"}, \".s3.eu-central-1.amazonaws.com\"]]}",
        ),
        (
            "a.tf",
            "aws_s3_bucket.files.bucket_domain_name",
            "aws_s3_bucket.files.bucket_regional_domain_name",
        ),
        (
            "a.tf",
            "\"${var.bucket}.s3.amazonaws.com\"",
            "\"${var.bucket}.s3.eu-central-1.amazonaws.com\"",
        ),
    ];

    #[test]
    fn references_stay_references() {
        for (name, old, new) in REFERENCES {
            assert_eq!(
                becomes(name, old, HOST).as_deref(),
                Some(new),
                "{name} {old}"
            );
        }
    }

    #[test]
    fn what_would_be_a_guess_is_left_alone() {
        for (name, old) in [
            ("a.yml", "!Ref Host"),
            ("a.yml", "!GetAtt Files.RegionalDomainName"),
            ("a.yml", "|\n    files.s3.amazonaws.com"),
            ("a.yml", "*host"),
            ("a.json", "{\"Ref\": \"Host\"}"),
            ("a.tf", "var.host"),
            ("a.tf", "local.hosts[\"x\"]"),
            ("a.json", "\"files.s3.eu-central-1.amazonaws.com\""),
        ] {
            assert_eq!(becomes(name, old, HOST), None, "{name} {old}");
        }
    }

    #[test]
    fn ranges_outside_of_a_text_are_refused() {
        assert_eq!(replacement("a.yml", "ä", 1..2, "x"), None);
        assert_eq!(replacement("a.yml", "a", 5..9, "x"), None);
    }
}
