//! What a plain scalar of YAML is: null, a boolean, a number or text.

use crate::syntax::NodeKind;

/// The kind of a scalar that was written without quotes and without a tag.
///
/// Booleans are those of YAML 1.1, since that is what CloudFormation and its like read; of its other
/// surprises (octal numbers, times in base 60) nothing is taken: they stay text.
pub(super) fn plain(text: &str) -> NodeKind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => NodeKind::Null,
        _ => match boolean(text) {
            Some(value) => NodeKind::Bool(value),
            None if is_number(text) => NodeKind::Number(text.to_owned()),
            None => NodeKind::String(text.to_owned()),
        },
    }
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Some(true),
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => Some(false),
        _ => None,
    }
}

/// Whether it is digits with a sign, a fraction and an exponent, as they may be there.
fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let has_digits = !(whole.is_empty() && fraction.is_empty());
    let exponent = exponent.map(|part| part.strip_prefix(['-', '+']).unwrap_or(part));
    has_digits
        && digits(whole)
        && digits(fraction)
        && exponent.is_none_or(|part| !part.is_empty() && digits(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_digits_have_their_types() {
        for (text, expected) in [
            ("", NodeKind::Null),
            ("~", NodeKind::Null),
            ("yes", NodeKind::Bool(true)),
            ("False", NodeKind::Bool(false)),
            ("0", NodeKind::Number("0".into())),
            ("-1.5e+3", NodeKind::Number("-1.5e+3".into())),
            ("012345678901", NodeKind::Number("012345678901".into())),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
        for text in [
            "2010-09-09",
            "y",
            "1.2.3",
            "1e",
            ".",
            "-",
            "+",
            "0x1F",
            "1_000",
            "fALSE",
            "E1",
            "1d",
        ] {
            assert_eq!(plain(text), NodeKind::String(text.into()), "{text}");
        }
    }
}
