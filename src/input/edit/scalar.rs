//! A plain value as its file writes it.

use crate::input::documents::Format;

/// `value` in the style of `old`, which is a literal; `None` where it cannot be written in that style.
pub(super) fn written(format: Format, old: &str, value: &str) -> Option<String> {
    if value.chars().any(char::is_control) {
        return None;
    }
    match format {
        Format::Json => Some(json(old, value)),
        Format::Yaml => Some(yaml(old, value)),
        Format::Hcl => Some(hcl(old, value)),
        Format::Xml => Some(xml(value)),
    }
}

/// Numbers and words that are not quoted stay so, if the new value is of their kind.
fn is_bare(old: &str, value: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_word = |text: &str| ["true", "false"].contains(&text);
    is_number(old) && is_number(value) || is_word(old) && is_word(value)
}

fn json(old: &str, value: &str) -> String {
    match is_bare(old, value) {
        true => value.to_owned(),
        false => double_quoted(value),
    }
}

fn hcl(old: &str, value: &str) -> String {
    match is_bare(old, value) {
        true => value.to_owned(),
        false => double_quoted(&value.replace("${", "$${").replace("%{", "%%{")),
    }
}

fn yaml(old: &str, value: &str) -> String {
    match old.chars().next() {
        Some('"') => double_quoted(value),
        Some('\'') => single_quoted(value),
        _ if is_bare(old, value) || is_plain(value) => value.to_owned(),
        _ => single_quoted(value),
    }
}

/// Whether a YAML value without quotes is this very string.
fn is_plain(value: &str) -> bool {
    let starts = value.starts_with(|first: char| first.is_ascii_alphabetic());
    let has = |character: char| character.is_ascii_alphanumeric() || "-._/".contains(character);
    const WORDS: [&str; 8] = ["true", "false", "yes", "no", "on", "off", "null", "y"];
    starts && value.chars().all(has) && !WORDS.contains(&value.to_ascii_lowercase().as_str())
}

fn double_quoted(value: &str) -> String {
    let escaped = value.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"")
}

fn single_quoted(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}

fn xml(value: &str) -> String {
    let value = value.replace('&', "&amp;").replace('<', "&lt;");
    value.replace('>', "&gt;")
}
