//! What is wrong with a text that is not YAML, in words a person can act on.

use granit_parser::ErrorKind as Kind;

/// The message for an error of the parser; it quotes no value.
pub(super) fn words(kind: &Kind) -> String {
    let words = match kind {
        Kind::TabNotAllowed
        | Kind::TabInBlockIndentation
        | Kind::TabInIndentation
        | Kind::TabAtBlockScalarStart
        | Kind::TabInPlainScalar => "a tab stands where YAML takes only spaces; indent with spaces",
        Kind::UnknownAnchor => "no anchor of this name stands above this alias",
        Kind::UnclosedQuotedScalar | Kind::DocumentIndicatorInQuotedScalar => {
            "this string is never closed: its quote is missing"
        }
        Kind::UnclosedFlowCollection { open: '{' }
        | Kind::UnexpectedEofFlowMapping
        | Kind::ExpectedFlowMappingSeparator => {
            "this mapping in braces is not closed, or a comma is missing in it"
        }
        Kind::UnclosedFlowCollection { .. }
        | Kind::UnexpectedEofFlowSequence
        | Kind::UnexpectedEofImplicitFlowMapping
        | Kind::ExpectedFlowSequenceSeparator => {
            "this list in brackets is not closed, or a comma is missing in it"
        }
        Kind::MisplacedFlowCollectionEnd | Kind::MismatchedFlowCollectionEnd { .. } => {
            "this bracket closes none that is open"
        }
        Kind::ExpectedBlockMappingKey
        | Kind::SimpleKeyExpected
        | Kind::InvalidSimpleKey
        | Kind::MappingKeyNotAllowed => {
            "a key with its colon should stand here; look at the indentation, and for a colon or a quote that is missing"
        }
        Kind::MappingValueNotAllowed | Kind::InvalidColonPlacement => {
            "a colon stands where none may; quote a value that has a colon and a space in it"
        }
        Kind::ExpectedBlockSequenceEntry | Kind::BlockSequenceEntryNotAllowed => {
            "an item of a list (`- `) should stand at the depth of the others; look at the indentation"
        }
        Kind::InvalidIndentation
        | Kind::InvalidBlockScalarIndent
        | Kind::InvalidQuotedScalarIndent => {
            "this line is indented less or more than its neighbours allow"
        }
        Kind::UnknownQuotedScalarEscape => {
            "this is no escape of YAML; a backslash in double quotes is written `\\\\`"
        }
        Kind::ExpectedDocumentStart => {
            "the document ended before this; look at the indentation, or separate documents with `---`"
        }
        Kind::RecursionLimitExceeded => return too_deep(),
        other => return other.to_string(),
    };
    words.to_owned()
}

/// The message for a document that nests too deep.
pub(super) fn too_deep() -> String {
    let most = crate::syntax::MAX_DEPTH;
    format!("it nests more than {most} levels deep, which siglint does not read")
}
