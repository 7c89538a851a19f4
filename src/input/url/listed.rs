//! One line of a list of URLs: a URL, or a JSON object that has one.

use serde_json::{Map, Value};

const EXPECTED: &str = r#"expected a URL, or an object such as {"url": "https://…", "s3_url": "https://…", "distribution": "E…", "id": "…"}"#;

/// A URL of a list, and what its line says about it. It prints nothing of itself: a URL is a secret.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Listed {
    /// The URL.
    pub url: String,
    /// The URL as it was signed for S3.
    pub s3_url: Option<String>,
    /// The distribution that delivers it: its id, domain name, alias or logical id.
    pub distribution: Option<String>,
    /// What whoever made the list calls it.
    pub id: Option<String>,
}

/// Reads a line; `None` if it is empty or a comment (`# …`).
///
/// # Errors
///
/// What stands there instead of a URL, and what was expected; nothing of the line itself.
pub fn read_line(line: &str) -> Result<Option<Listed>, String> {
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') {
        return Ok(None);
    }
    if !line.starts_with(['{', '"', '[']) {
        let url = line.to_owned();
        return Ok(Some(Listed {
            url,
            ..Listed::default()
        }));
    }
    match serde_json::from_str(line) {
        Ok(Value::String(url)) => Ok(Some(Listed {
            url,
            ..Listed::default()
        })),
        Ok(Value::Object(fields)) => object(&fields).map(Some),
        Ok(_) => Err(format!("is neither a URL nor an object; {EXPECTED}")),
        // The parser tells places and kinds, and repeats nothing.
        Err(error) => Err(format!(
            "is not JSON: column {}: {}; {EXPECTED}",
            error.column(),
            words(&error)
        )),
    }
}

fn object(fields: &Map<String, Value>) -> Result<Listed, String> {
    let text = |name: &str| match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(Value::Number(number)) if name == "id" => Ok(Some(number.to_string())),
        Some(_) => Err(format!("has a {name} that is no text; {EXPECTED}")),
    };
    Ok(Listed {
        url: text("url")?.ok_or_else(|| format!("has no url; {EXPECTED}"))?,
        s3_url: text("s3_url")?,
        distribution: text("distribution")?,
        id: text("id")?,
    })
}

/// The parser's message without its place: every line is a text of its own.
fn words(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let end = said.find(" at line ").unwrap_or(said.len());
    said.get(..end).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(line: &str) -> Option<Listed> {
        read_line(line).unwrap()
    }

    #[test]
    fn a_line_is_a_url_or_an_object_with_one() {
        assert!(listed("").is_none() && listed("  # a comment\r").is_none());
        for line in [
            "https://h/a?b=c",
            " https://h/a?b=c\r",
            r#""https://h/a?b=c""#,
        ] {
            assert!(listed(line).unwrap().url == "https://h/a?b=c", "{line}");
        }
        let all = listed(r#"{"url": "u", "s3_url": "s", "distribution": "E1", "id": 7, "x": []}"#);
        let all = all.unwrap();
        assert_eq!(all.s3_url.as_deref(), Some("s"));
        assert_eq!(all.distribution.as_deref(), Some("E1"));
        assert_eq!(all.id.as_deref(), Some("7"));
    }

    #[test]
    fn what_is_neither_is_refused_without_repeating_it() {
        for (line, said) in [
            (
                r#"{"url": "https://h/?X-Amz-Signature=5ec2e7""#,
                "is not JSON: column ",
            ),
            (r#"{"s3_url": "5ec2e7"}"#, "has no url"),
            (r#"{"url": ["5ec2e7"]}"#, "has a url that is no text"),
            (r#"["5ec2e7"]"#, "is neither a URL nor an object"),
        ] {
            let error = read_line(line).err().unwrap();
            assert!(error.starts_with(said), "{error}");
            assert!(!error.contains("5ec2e7"), "{error}");
        }
        assert!(read_line(&"[".repeat(100_000)).is_err());
    }
}
