//! The report of `explain FILE` and `explain CODE`.

use super::{Style, WIDTH, wrap};
use crate::diagnosis::{Explained, Variant};

/// The column at which texts start.
const TEXT: usize = 12;

/// Longer values are shortened.
const LONGEST_VALUE: usize = 400;

/// Who answered what, what it means, what it names, and what to do.
#[must_use]
pub fn explain(explained: &Explained, style: Style) -> String {
    let mut text = headline(explained, style);
    if let Some(message) = &explained.message {
        text += &indented(&format!("\"{message}\""), 2);
    }
    text += "\n";
    let label = if explained.known {
        "meaning"
    } else {
        "not known"
    };
    text += &row(label, explained.meaning, style);
    for (index, culprit) in explained.culprits.iter().enumerate() {
        text += &row(
            if index == 0 { "evidence" } else { "" },
            &culprit.says,
            style,
        );
    }
    if let Some(doubt) = explained.doubt {
        text += &row("likely", doubt, style);
    }
    text += &row("mend", &explained.mend, style);
    text += &rules(&explained.rules, style);
    text += &variants(explained, style);
    text + &evidence(&explained.evidence, style)
}

fn headline(explained: &Explained, style: Style) -> String {
    let what = match (explained.status, &explained.code) {
        (Some(status), Some(code)) if *code == status.to_string() => code.clone(),
        (Some(status), Some(code)) => format!("{status} {code}"),
        (Some(status), None) => status.to_string(),
        (None, Some(code)) => code.clone(),
        (None, None) => "without a code".to_owned(),
    };
    let said = match explained.evidence.is_empty() && explained.message.is_none() {
        true if !explained.variants.is_empty() || explained.code.is_some() => {
            format!(
                "{what}, an answer of {}",
                who(explained.by, explained.server)
            )
        }
        _ => format!("{} answered {what}", who(explained.by, explained.server)),
    };
    let mut chars = said.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    let said: String = first.into_iter().chain(chars).collect();
    wrap(&said, WIDTH)
        .iter()
        .map(|line| style.strong(line) + "\n")
        .collect()
}

fn who(by: &str, server: Option<&'static str>) -> String {
    match (by, server) {
        ("s3", _) => "S3".to_owned(),
        ("cloudfront", _) => "CloudFront".to_owned(),
        ("s3-compatible", Some(server)) => format!("{server} (S3-compatible)"),
        ("s3-compatible", None) => "an S3-compatible server".to_owned(),
        _ => "somebody (the answer does not tell who)".to_owned(),
    }
}

fn row(label: &str, value: &str, style: Style) -> String {
    let indent = format!("\n{}", " ".repeat(TEXT));
    let value = broken(value, WIDTH - TEXT).join(&indent);
    format!("{}{value}\n", style.strong(&format!("{label:<TEXT$}")))
}

fn indented(text: &str, by: usize) -> String {
    let indent = " ".repeat(by);
    let lines = broken(text, WIDTH - by);
    let line = |line: &String| format!("{indent}{line}").trim_end().to_owned() + "\n";
    lines.iter().map(line).collect()
}

/// Lines broken at spaces, and words that are wider than a line broken anywhere.
pub(super) fn broken(text: &str, width: usize) -> Vec<String> {
    let mut broken = Vec::new();
    for line in wrap(text, width) {
        let characters: Vec<char> = line.chars().collect();
        let pieces = characters.chunks(width).map(|piece| piece.iter().collect());
        match characters.is_empty() {
            true => broken.push(line),
            false => broken.extend(pieces),
        }
    }
    broken
}

fn rules(ids: &[&str], style: Style) -> String {
    match ids {
        [] => String::new(),
        [_] => row("rule", &ids.join(", "), style),
        _ => row("rules", &ids.join(", "), style),
    }
}

fn variants(explained: &Explained, style: Style) -> String {
    let mut text = String::new();
    for variant in &explained.variants {
        text += &format!("\n{}\n", style.strong(&title(variant)));
        text += &indented(variant.meaning, 2);
        text += &indented(&format!("mend: {}", variant.mend), 2);
    }
    match text.is_empty() {
        true => text,
        false => format!("\nWith other messages, or from others, it means:\n{text}"),
    }
}

fn title(variant: &Variant) -> String {
    let who = who(variant.by, None);
    let title = match variant.message {
        "" => format!("{who}, {}", variant.status),
        message => format!("{who}, {}: \"{message}\"", variant.status),
    };
    broken(&title, WIDTH).join("\n")
}

pub(super) fn evidence(evidence: &[(String, Vec<String>)], style: Style) -> String {
    if evidence.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{}\n", style.strong("the answer"));
    for (name, lines) in evidence {
        match lines.as_slice() {
            [] => text += &indented(&format!("{name} ="), 2),
            [one] => text += &indented(&format!("{name} = {}", shortened(one)), 2),
            lines => {
                text += &indented(&format!("{name} ="), 2);
                for line in lines {
                    text += &indented(&shortened(line), 4);
                }
            }
        }
    }
    text
}

fn shortened(value: &str) -> String {
    // A canonical request's query is one long line, and each part of it matters.
    let limit = match value {
        _ if value.starts_with("REDACTED") => 16,
        _ if value.contains("X-Amz-Algorithm=") => 4_096,
        _ => LONGEST_VALUE,
    };
    match value.chars().count() {
        count if count <= limit => value.to_owned(),
        count => {
            let start: String = value.chars().take(limit.min(32)).collect();
            format!("{start}… ({count} characters)")
        }
    }
}
