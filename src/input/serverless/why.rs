//! Why a variable has no value here, and what would give it one.

use super::resolve::MOST_LEVELS;
use crate::input::Absent;
use crate::source::Span;

/// What gives the values that only the Serverless Framework has.
const RESOLVED: &str = "the resolved service (`serverless print`), or the template in .serverless \
    after `serverless package`";

/// A variable that has no value, and the reason.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Why {
    /// The text that asks for what is not at hand.
    pub(super) at: Span,
    /// What is so with that.
    pub(super) reason: Reason,
}

/// What is in the way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reason {
    /// A program would have to be run.
    Program(String),
    /// The file is neither YAML nor JSON.
    OtherData(String),
    /// The path does not start at the service.
    Absolute(String),
    /// The file is not at hand.
    Absent(String, Absent),
    /// The file cannot be parsed, which is told at its place.
    Broken(String),
    /// There are more files than siglint reads.
    TooMany(String),
    /// The value is asked for in order to tell it.
    Circle,
    /// Variables lead to each other too often.
    TooDeep,
    /// Resolving took too long, which is told already.
    Spent,
}

impl Reason {
    /// The file that is meant, if one is.
    pub(super) fn file(&self) -> &str {
        match self {
            Self::Program(file)
            | Self::OtherData(file)
            | Self::Absolute(file)
            | Self::Absent(file, _)
            | Self::Broken(file)
            | Self::TooMany(file) => file,
            Self::Circle | Self::TooDeep | Self::Spent => "",
        }
    }

    /// What was not read, and why; `None` if it is a mistake, or told elsewhere.
    pub(super) fn gap(&self) -> Option<(String, String)> {
        let (what, needs) = match self {
            Self::Program(file) => (
                format!("this is what the program {file} gives, and siglint runs none"),
                RESOLVED.to_owned(),
            ),
            Self::OtherData(file) => (
                format!("{file} is neither YAML nor JSON, and siglint includes nothing else"),
                RESOLVED.to_owned(),
            ),
            Self::Absolute(file) => (
                format!("{file} is an absolute path, and siglint follows none"),
                "a path that starts at the service".to_owned(),
            ),
            Self::Absent(file, Absent::Outside) => (
                format!("{file} {}", Absent::Outside.words()),
                "the folder that has both the service and the file".to_owned(),
            ),
            Self::Absent(file, absent) => (
                format!("{file} {}", absent.words()),
                format!("that file; or {RESOLVED}"),
            ),
            Self::TooMany(file) => (
                format!("{file} is one file more than siglint includes"),
                RESOLVED.to_owned(),
            ),
            Self::Broken(_) | Self::Circle | Self::TooDeep | Self::Spent => return None,
        };
        Some((what, needs))
    }

    /// What is wrong, if it is a mistake.
    pub(super) fn mistake(&self) -> Option<String> {
        match self {
            Self::Circle => Some("asks for itself, so it never has a value".to_owned()),
            Self::TooDeep => Some(format!(
                "leads on to other variables more than {MOST_LEVELS} levels deep, so siglint stopped \
                 here"
            )),
            _ => None,
        }
    }
}
