//! The variables of the Serverless Framework: `${source:address, default}`.

/// What the sources of variables start with; CloudFormation's own `${Name}` is none.
const SOURCES: [&str; 14] = [
    "self:",
    "opt:",
    "env:",
    "file(",
    "param:",
    "sls:",
    "ssm:",
    "ssm(",
    "cf:",
    "cf(",
    "s3:",
    "aws:",
    "git:",
    "strToBool(",
];

/// Whether a text has a variable in it.
pub(crate) fn has_variables(text: &str) -> bool {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("${") {
        let name = after.trim_start();
        if SOURCES.iter().any(|source| name.starts_with(source)) {
            return true;
        }
        rest = after;
    }
    false
}
