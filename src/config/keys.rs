//! Every key of `siglint.toml`: what the reader takes, the schema allows and the manual tells.

/// What a key's value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// A duration: `"2h"`, `"1h 30m"`, or a number of seconds.
    Duration,
    /// A day: `2027-01-31`.
    Date,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A list of these words.
    SomeOf(&'static [&'static str]),
}

/// One key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What its value is.
    pub kind: Kind,
    /// Whether it has to be there.
    pub required: bool,
    /// What it says, in a sentence or two.
    pub about: &'static str,
}

/// One table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// Its header as the manual writes it: `[[delivery]]`; empty for the keys before any header.
    pub header: &'static str,
    /// What it is about.
    pub about: &'static str,
    /// Its keys. Those of `[rules]` are the rules' ids.
    pub keys: &'static [Key],
}

/// The values of a rule's level.
pub const LEVELS: &[&str] = &["off", "note", "warning", "error"];

/// The methods that S3 has presigned URLs for.
const METHODS: &[&str] = &["GET", "HEAD", "PUT", "DELETE", "POST"];

/// The names of [`crate::model::SDKS`], in their order.
const SDK_NAMES: &[&str] = &[
    "boto3", "aws-cli", "js-v3", "js-v2", "minio", "cpp", "dotnet", "go", "java", "kotlin", "php",
    "ruby", "rust", "swift",
];

const fn key(name: &'static str, kind: Kind, about: &'static str) -> Key {
    Key {
        name,
        kind,
        required: false,
        about,
    }
}

impl Key {
    const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// The keys before any header.
pub(super) const TOP: Table = Table {
    header: "",
    about: "What to look at, and what fails a run.",
    keys: &[
        key(
            "config",
            Kind::Texts,
            "Where distributions are written down, where -c names nothing: files and folders, from the folder of siglint.toml on.",
        ),
        key(
            "baseline",
            Kind::Text,
            "The file with the findings that were there before, where --baseline is not given.",
        ),
        key(
            "fail-on",
            Kind::OneOf(&["error", "warning", "note", "never"]),
            "How bad a finding must be to make the exit code 1, where --fail-on is not given. Without either it is \"error\".",
        ),
    ],
};

/// A path at which signed URLs are delivered.
pub(super) const DELIVERY: Table = Table {
    header: "[[delivery]]",
    about: "A path of a distribution at which signed URLs are delivered. `siglint check` without a URL makes the URL that the signer would make, and lints it.",
    keys: &[
        key(
            "path",
            Kind::Text,
            "The path at the CDN: a behavior's path pattern (\"/reports/*\"; \"*\" is the default one), or the path of a URL.",
        )
        .required(),
        key(
            "signer",
            Kind::Text,
            "The [signer.NAME] that signs. It may be left out where there is only one.",
        ),
        key(
            "distribution",
            Kind::Text,
            "The distribution: its id, domain name, alias or logical id. It may be left out where there is only one.",
        ),
        key(
            "key",
            Kind::Text,
            "The path that is signed, where that is not the path at the CDN: an origin path stands in front of it.",
        ),
        key(
            "reach",
            Kind::Duration,
            "For how long after signing an object may be reachable at most, cached copies included.",
        ),
    ],
};

/// A signer.
pub(super) const SIGNER: Table = Table {
    header: "[signer.NAME]",
    about: "What makes the URLs. It holds no secret: siglint makes up the key id and the signature.",
    keys: &[
        key(
            "sdk",
            Kind::OneOf(SDK_NAMES),
            "What signs. It tells the host that is signed, unless `host` does.",
        ),
        key("region", Kind::Text, "The Region that is signed for.").required(),
        key(
            "bucket",
            Kind::Text,
            "The bucket. Without it, it is that of the origin.",
        ),
        key(
            "addressing",
            Kind::OneOf(&["virtual", "path"]),
            "The addressing style that the SDK is told to use. boto3 signs the global host unless it is told \"virtual\".",
        ),
        key(
            "host",
            Kind::Text,
            "The host that is signed, where the SDK is given an endpoint, or uses an access point, acceleration, dual-stack or FIPS.",
        ),
        key(
            "scheme",
            Kind::OneOf(&["s3-sigv4", "s3-sigv2"]),
            "The version of the signature. Without it, it is SigV4, but for boto3 and the JavaScript SDK v2 in Regions that know SigV2.",
        ),
        key(
            "expires",
            Kind::Duration,
            "How long a URL is valid. Without it, it is the SDK's default.",
        ),
        key(
            "round",
            Kind::Duration,
            "The step to which signing times are rounded down.",
        ),
        key(
            "credentials",
            Kind::OneOf(&["long-term", "session"]),
            "What signs: an access key of a user, or the keys of a session (a role, STS, an instance, a function).",
        ),
        key(
            "session",
            Kind::Duration,
            "How long a session lasts at most. URLs end with it.",
        ),
        key(
            "methods",
            Kind::SomeOf(METHODS),
            "The methods that are signed. Without it, it is GET.",
        ),
    ],
};

/// The levels of rules.
pub(super) const RULES: Table = Table {
    header: "[rules]",
    about: "How bad the findings of a rule are: `RULE = \"off\"`, \"note\", \"warning\" or \"error\". `siglint rules` lists the rules.",
    keys: &[],
};

/// A finding that does not count.
pub(super) const IGNORE: Table = Table {
    header: "[[ignore]]",
    about: "Findings that do not count. They stay in machine-readable reports, with the reason.",
    keys: &[
        key("rule", Kind::Text, "The rule.").required(),
        key(
            "reason",
            Kind::Text,
            "Why its finding is no reason to fail.",
        )
        .required(),
        key(
            "file",
            Kind::Text,
            "Only in these files: a path from the folder of siglint.toml on, in which * is a part of a name and ** any folders.",
        ),
        key(
            "distribution",
            Kind::Text,
            "Only in this distribution: its id, or its logical id.",
        ),
        key(
            "behavior",
            Kind::Text,
            "Only in the behavior with this path pattern.",
        ),
        key(
            "until",
            Kind::Date,
            "The last day on which it counts. After it the finding is back, and siglint says why.",
        ),
    ],
};

/// Every table, in the order of the manual.
pub static TABLES: &[Table] = &[TOP, DELIVERY, SIGNER, RULES, IGNORE];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SDKS;

    #[test]
    fn the_sdks_are_those_of_the_model() {
        let names: Vec<&str> = SDKS.iter().map(|sdk| sdk.name).collect();
        assert_eq!(SDK_NAMES, names);
    }
}
