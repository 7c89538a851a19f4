//! The document of version 1. Fields are only ever added; none is renamed or removed.

use serde::Serialize;

/// The whole document.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Report {
    /// The version of this document: 1. Within it fields are added, never renamed or removed.
    #[cfg_attr(test, schemars(extend("enum" = [1])))]
    pub(super) version: u8,
    /// One delivery each: a URL, a declared delivery, or a behavior that is meant for one, through one behavior.
    pub(super) targets: Vec<Target>,
    /// What was found, in the order of the targets, the root cause of each first.
    pub(super) findings: Vec<Finding>,
    /// The distributions that were read.
    pub(super) distributions: Vec<Distribution>,
    /// What could not be checked: it is neither right nor wrong.
    pub(super) not_checked: Vec<NotChecked>,
    /// What there is to know about what suppresses findings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) notices: Vec<Problem>,
    /// What could not be read. If there is one, the exit code is 2.
    pub(super) problems: Vec<Problem>,
    /// How many findings there are.
    pub(super) summary: Summary,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Target {
    /// The URL, its secrets masked; none where none was given.
    pub(super) url: Option<String>,
    /// Where siglint.toml declares what is looked at in place of a URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) delivery: Option<Delivery>,
    /// The distribution's id, else its domain name, logical id or alias.
    pub(super) distribution: Option<String>,
    /// The condition under which a template makes the distribution so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) condition: Option<String>,
    /// The behavior's path pattern; `*` is the default one.
    pub(super) behavior: Option<String>,
    /// The origin's id.
    pub(super) origin: Option<String>,
    /// What it comes to.
    #[cfg_attr(test, schemars(extend("enum" = ["works", "broken", "leaks", "unknown"])))]
    pub(super) verdict: &'static str,
    /// How sure that is.
    #[cfg_attr(test, schemars(extend("enum" = ["certain", "likely", "possible"])))]
    pub(super) confidence: &'static str,
    /// The rule to mend first.
    pub(super) root_cause: Option<&'static str>,
    /// The rules whose faults show after that.
    pub(super) next: Vec<&'static str>,
    /// What will be answered, where that is known.
    pub(super) predicted: Option<Answer>,
    /// What was asked and answered. Only `diagnose` fills it.
    pub(super) observed: Vec<Observed>,
    /// How long the object can be reached, and by whom.
    pub(super) exposure: Option<Exposure>,
    /// The hops of the request. Only `trace` fills it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) hops: Option<Vec<Hop>>,
    /// The canonical request as signed beside as received. Only `trace` fills it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) canonical: Option<Vec<CanonicalLine>>,
    /// The canonical request as signed and as S3 says it received it. Only `diagnose` fills it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) repeated: Option<Vec<CanonicalLine>>,
    /// The answer that counts, as `explain` tells it. Only `diagnose` fills it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) answer: Option<super::Explain>,
}

/// A declared delivery. Times of its target are those of a URL that is signed now.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Delivery {
    pub(super) path: String,
    pub(super) signer: String,
    pub(super) method: String,
    pub(super) location: Location,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Answer {
    /// Who answers.
    #[cfg_attr(test, schemars(extend("enum" = ["s3", "cloudfront"])))]
    pub(super) by: &'static str,
    /// The HTTP status.
    pub(super) status: u16,
    /// The code in the error body.
    pub(super) code: Option<&'static str>,
}

/// One question and what came of it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Observed {
    /// Which question.
    pub(super) probe: &'static str,
    /// The host that was asked.
    pub(super) host: String,
    /// The path that was asked for.
    pub(super) path: String,
    /// Who answered, where the answer tells.
    pub(super) by: Option<&'static str>,
    /// The HTTP status; none without an answer.
    pub(super) status: Option<u16>,
    /// The code in the error body.
    pub(super) code: Option<String>,
    /// Whether the object was served.
    pub(super) served: bool,
    /// CloudFront's `X-Cache`.
    pub(super) x_cache: Option<String>,
    /// The age of a cached copy in seconds.
    pub(super) age: Option<u64>,
    /// Where a redirect leads; it was not followed.
    pub(super) location: Option<String>,
    /// The id by which the server knows the request.
    pub(super) request_id: Option<String>,
    /// How long it took.
    pub(super) milliseconds: Option<u64>,
    /// Why there is no answer.
    pub(super) trouble: Option<Trouble>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Trouble {
    /// A word for it, for programs.
    pub(super) kind: &'static str,
    /// The same for a person, with what to do.
    pub(super) message: String,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Exposure {
    /// The signing time (RFC 3339).
    pub(super) valid_from: Option<String>,
    /// The end of the URL's own validity (RFC 3339).
    pub(super) expires: Option<String>,
    /// The last moment at which a copy can be served (RFC 3339).
    pub(super) reachable_until: Option<String>,
    /// Whether it is served without a valid signature; null where that is not known.
    pub(super) without_signature: Option<bool>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Hop {
    /// Its name.
    pub(super) title: &'static str,
    /// What it does.
    pub(super) rows: Vec<HopRow>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct HopRow {
    /// What the row is about.
    pub(super) label: String,
    /// What it says.
    pub(super) text: String,
    /// How a check ends; null where the row is a plain fact.
    pub(super) outcome: Option<&'static str>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct CanonicalLine {
    /// The line as it was signed; empty where nothing was.
    pub(super) signed: String,
    /// The line as S3 receives it; empty where nothing is.
    pub(super) received: String,
    /// Whether they differ, as far as both are known.
    pub(super) differs: bool,
    /// What makes the difference.
    pub(super) cause: Option<String>,
    /// Where that is set.
    pub(super) location: Option<Location>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Finding {
    /// The rule's id; `siglint explain RULE` shows its page.
    pub(super) rule: &'static str,
    /// How bad it is: an error refuses the request or lets in who should not be.
    #[cfg_attr(test, schemars(extend("enum" = ["error", "warning", "note"])))]
    pub(super) severity: &'static str,
    /// How sure it is.
    #[cfg_attr(test, schemars(extend("enum" = ["certain", "likely", "possible"])))]
    pub(super) confidence: &'static str,
    /// A headline that stands alone.
    pub(super) message: String,
    /// The index of its target.
    pub(super) target: usize,
    /// The place to change; null where it has none.
    pub(super) location: Option<Location>,
    /// Further places.
    pub(super) related: Vec<Related>,
    /// Sentences that explain more.
    pub(super) notes: Vec<String>,
    /// What mends it.
    pub(super) fix: Option<Fix>,
    /// Where it is documented.
    pub(super) references: Vec<&'static str>,
    /// Stays the same when lines move and URLs are signed again.
    pub(super) fingerprint: String,
    /// Why it does not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) suppressed: Option<Suppressed>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Suppressed {
    /// What suppresses it.
    pub(super) by: &'static str,
    /// Why, in its author's words.
    pub(super) reason: String,
    /// Where that is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) location: Option<Location>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Location {
    /// The file's path as given; none in a URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) file: Option<String>,
    /// `host`, `path` or `query:NAME`; none in a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url_part: Option<String>,
    /// From 1.
    pub(super) line: usize,
    /// From 1, in characters.
    pub(super) column: usize,
    /// The line of the end.
    pub(super) end_line: usize,
    /// The column after the last character.
    pub(super) end_column: usize,
    /// The JSON pointer of the value; none in a URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pointer: Option<String>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Related {
    /// Where.
    pub(super) location: Location,
    /// What is there.
    pub(super) message: String,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Fix {
    /// What to change, as an order.
    pub(super) description: String,
    /// Other ways, as orders.
    pub(super) alternatives: Vec<String>,
    /// The same as edits of files, where it is one.
    pub(super) edits: Vec<Edit>,
    /// Commands for a person to run; siglint runs none.
    pub(super) commands: Vec<String>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Edit {
    /// The value that is replaced, quotes included.
    pub(super) location: Location,
    /// The new value, to be written in the file's own syntax.
    pub(super) value: String,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Distribution {
    /// Its id, else its logical id or address.
    pub(super) id: Option<String>,
    /// Its `cloudfront.net` name.
    pub(super) domain: Option<String>,
    /// The file it stands in.
    pub(super) file: String,
    /// The line it starts at.
    pub(super) line: usize,
    /// How many origins it has.
    pub(super) origins: usize,
    /// How many behaviors it has, the default one included.
    pub(super) behaviors: usize,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct NotChecked {
    /// The rule that could not tell; null where no rule could look at all.
    pub(super) rule: Option<&'static str>,
    /// The place that leads to what was not looked at.
    pub(super) location: Option<Location>,
    /// Why it could not tell.
    pub(super) reason: String,
    /// What would settle it.
    pub(super) needs: String,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Problem {
    /// The file, or the argument.
    pub(super) file: String,
    /// The line, if it could be opened at all.
    pub(super) line: Option<usize>,
    /// What was read, what was expected, and what to do.
    pub(super) message: String,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Summary {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    pub(super) notes: usize,
    /// Findings that do not count; they are in none of the other numbers.
    pub(super) suppressed: usize,
}
