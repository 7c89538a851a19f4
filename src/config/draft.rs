//! A first `siglint.toml`, written from what was found in a repository; what is a guess says so.

use crate::source::printable;
use std::fmt::Write;

/// A value, and why it is only a guess; `None` if it is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// The value.
    pub value: String,
    /// What it was concluded from, or that it was made up.
    pub why: Option<String>,
}

/// A path that looks like a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftDelivery {
    /// The distribution's name, where there are several and it has one.
    pub distribution: Option<String>,
    /// The behavior's path pattern.
    pub path: String,
    /// Why it may be none; `None` where it can be meant for nothing else.
    pub doubt: Option<&'static str>,
}

/// What a first `siglint.toml` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The folders and files with distributions.
    pub config: Vec<String>,
    /// What looks like a delivery.
    pub deliveries: Vec<DraftDelivery>,
    /// What signs.
    pub sdk: Guess,
    /// The Region that is signed for.
    pub region: Guess,
    /// Whether the SDK is told to use virtual addressing.
    pub is_virtual: bool,
}

const HEAD: &str = "\
# What siglint looks at, and what it is told about it. `siglint check` in this folder, or below it,
# reads this file. Where a comment says \"guess\", `siglint init` guessed: put it right.

# Where distributions are written down.
";

const DELIVERIES: &str = "
# Where signed URLs are delivered: one [[delivery]] for each path. siglint makes the URL that the
# signer would make, and follows it through the distribution.
";

const REACH: &str = "\
# For how long after signing an object may be reachable at most, cached copies included:
# reach = \"2h\"
";

const TAIL: &str = "
# How bad the findings of a rule are: off, note, warning or error. `siglint rules` lists the rules.
# [rules]
# cache-disabled = \"off\"

# A finding that is no fault here, with its reason, and for how long that holds.
# [[ignore]]
# rule = \"origin-region-missing\"
# file = \"infra/legacy/**\"
# reason = \"moves to the Regional host with the next release\"
# until = 2027-03-31
";

impl Draft {
    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> String {
        let config: Vec<String> = self.config.iter().map(|path| quoted(path)).collect();
        let mut text = format!("{HEAD}config = [{}]\n{DELIVERIES}", config.join(", "));
        let deliveries: Vec<String> = self.deliveries.iter().map(DraftDelivery::text).collect();
        text += &deliveries.join("\n");
        text + &self.signer() + TAIL
    }

    fn signer(&self) -> String {
        let mut text = "\n# Who signs. There is no secret in it.\n[signer.web]\n".to_owned();
        let mut line = |key: &str, value: &str, why: Option<&str>| {
            let said = format!("{key} = {}", quoted(value));
            // Writing to a String cannot fail.
            let _ = match why {
                Some(why) => writeln!(text, "{said:<24} # guess: {}", printable(why)),
                None => writeln!(text, "{said}"),
            };
        };
        line("sdk", &self.sdk.value, self.sdk.why.as_deref());
        line("region", &self.region.value, self.region.why.as_deref());
        if self.is_virtual {
            line("addressing", "virtual", Some("a program here asks for it"));
        }
        if ["boto3", "js-v2"].contains(&self.sdk.value.as_str()) {
            let why = "it signs SigV2 in older Regions unless it is told s3v4";
            line("scheme", "s3-sigv4", Some(why));
        }
        line("expires", "1h", Some("how long a URL is valid"));
        let why = "signing times are rounded down to it";
        line("round", "30m", Some(why));
        text
    }
}

impl DraftDelivery {
    fn text(&self) -> String {
        let mut text = "[[delivery]]\n".to_owned();
        if let Some(name) = &self.distribution {
            text += &format!("distribution = {}\n", quoted(name));
        }
        text += &format!("path = {}\nsigner = \"web\"\n", quoted(&self.path));
        match self.doubt {
            None => text + REACH,
            Some(doubt) => {
                let lines = text.lines().map(|line| format!("# {line}\n"));
                format!("# {doubt}\n{}", lines.collect::<String>())
            }
        }
    }
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            // Nothing of a repository steers the terminal of whoever reads the file.
            c if c.is_control() || printable(c.encode_utf8(&mut [0; 4])) != c.to_string() => {
                let _ = write!(quoted, "\\U{:08X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::read_settings;
    use crate::source::SourceMap;

    #[test]
    fn what_is_written_is_read_again_whatever_a_repository_calls_its_things() {
        for name in [
            "Cdn",
            "a\"b\\c\n[signer.evil]\n",
            "é\u{202e}\u{1b}[31m",
            "${Stage}",
        ] {
            let guess = |value: &str| Guess {
                value: value.to_owned(),
                why: Some(name.to_owned()),
            };
            let delivery = |doubt| DraftDelivery {
                distribution: Some(name.to_owned()),
                path: format!("/{name}/*"),
                doubt,
            };
            let draft = Draft {
                config: vec![name.to_owned()],
                deliveries: vec![delivery(None), delivery(Some("perhaps"))],
                sdk: guess("boto3"),
                region: guess("eu-central-1"),
                is_virtual: true,
            };
            let text = draft.text();
            let (settings, problems) =
                read_settings("siglint.toml", &text, &[], &mut SourceMap::default());
            assert_eq!(problems, [], "{text}");
            assert_eq!(settings.deliveries.len(), 1, "{text}");
            assert_eq!(settings.signers.len(), 1);
            let path = settings.deliveries[0].path.value.clone();
            assert_eq!(path, format!("/{name}/*"));
        }
    }
}
