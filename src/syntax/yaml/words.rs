//! What is wrong with a text that is not YAML, in words a person can act on.

use granit_parser::ErrorKind as Kind;

/// The message for an error of the parser; it quotes no value.
pub(super) fn words(kind: &Kind) -> String {
    let words = match kind {
        Kind::RecursionLimitExceeded => return too_deep(),
        Kind::UnknownAnchor => "no anchor of this name stands above this alias",
        Kind::UnknownQuotedScalarEscape => {
            "this is no escape of YAML; a backslash in double quotes is written `\\\\`"
        }
        Kind::ExpectedDocumentStart => {
            "the document ended before this; look at the indentation, or separate documents with `---`"
        }
        other => match blanks(other)
            .or_else(|| unclosed(other))
            .or_else(|| places(other))
        {
            Some(words) => words,
            None => return other.to_string(),
        },
    };
    words.to_owned()
}

fn blanks(kind: &Kind) -> Option<&'static str> {
    match kind {
        Kind::TabNotAllowed
        | Kind::TabInBlockIndentation
        | Kind::TabInIndentation
        | Kind::TabAtBlockScalarStart
        | Kind::TabInPlainScalar => {
            Some("a tab stands where YAML takes only spaces; indent with spaces")
        }
        Kind::InvalidIndentation
        | Kind::InvalidBlockScalarIndent
        | Kind::InvalidQuotedScalarIndent => {
            Some("this line is indented less or more than its neighbours allow")
        }
        _ => None,
    }
}

fn unclosed(kind: &Kind) -> Option<&'static str> {
    match kind {
        Kind::UnclosedQuotedScalar | Kind::DocumentIndicatorInQuotedScalar => {
            Some("this string is never closed: its quote is missing")
        }
        Kind::UnclosedFlowCollection { open: '{' }
        | Kind::UnexpectedEofFlowMapping
        | Kind::ExpectedFlowMappingSeparator => {
            Some("this mapping in braces is not closed, or a comma is missing in it")
        }
        Kind::UnclosedFlowCollection { .. }
        | Kind::UnexpectedEofFlowSequence
        | Kind::UnexpectedEofImplicitFlowMapping
        | Kind::ExpectedFlowSequenceSeparator => {
            Some("this list in brackets is not closed, or a comma is missing in it")
        }
        Kind::MisplacedFlowCollectionEnd | Kind::MismatchedFlowCollectionEnd { .. } => {
            Some("this bracket closes none that is open")
        }
        _ => None,
    }
}

fn places(kind: &Kind) -> Option<&'static str> {
    match kind {
        Kind::ExpectedBlockMappingKey
        | Kind::SimpleKeyExpected
        | Kind::InvalidSimpleKey
        | Kind::MappingKeyNotAllowed => Some(
            "a key with its colon should stand here; look at the indentation, and for a colon or a \
             quote that is missing",
        ),
        Kind::MappingValueNotAllowed | Kind::InvalidColonPlacement => {
            Some("a colon stands where none may; quote a value that has a colon and a space in it")
        }
        Kind::ExpectedBlockSequenceEntry | Kind::BlockSequenceEntryNotAllowed => Some(
            "an item of a list (`- `) should stand at the depth of the others; look at the \
             indentation",
        ),
        _ => None,
    }
}

/// The message for a document that nests too deep.
pub(super) fn too_deep() -> String {
    let most = crate::syntax::MAX_DEPTH;
    format!("it nests more than {most} levels deep, which siglint does not read")
}
