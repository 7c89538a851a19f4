//! Condition operators (IAM user guide, "IAM JSON policy elements: Condition operators").

use super::{Fact, Request, Truth, ip, pattern};
use crate::model::Condition;

/// An operator in its parts.
struct Operator<'a> {
    /// Its name without what is said about absence and lists.
    name: &'a str,
    /// Whether it asks for a difference.
    negated: bool,
    /// Whether it holds where the key is absent (`…IfExists`, `ForAllValues:`).
    if_exists: bool,
}

/// Whether a condition holds for a request.
#[must_use]
pub fn holds(condition: &Condition, request: &Request) -> Truth {
    let operator = Operator::of(&condition.operator);
    let values: Vec<&str> = condition
        .values
        .iter()
        .map(|value| value.value.as_str())
        .collect();
    let fact = request.fact(&condition.key);
    if operator.name.eq_ignore_ascii_case("Null") {
        return is_absent(fact, &values);
    }
    let one = match fact {
        Fact::Unknown => Truth::Unknown,
        // A key that is not there fits nothing, so that what asks for a difference holds.
        Fact::Absent if operator.if_exists => return Truth::Yes,
        Fact::Absent => Truth::No,
        Fact::Is(text) => Truth::any(values.iter().map(|value| operator.fits(value, text))),
        Fact::Between(low, high) => Truth::any(
            values
                .iter()
                .map(|value| operator.counts(value, *low, *high)),
        ),
        Fact::CloudFrontAddress => match operator.name.eq_ignore_ascii_case("IpAddress") {
            true => ip::holds_cloudfront(&values),
            false => Truth::Unknown,
        },
    };
    match operator.negated {
        true => one.negated(),
        false => one,
    }
}

fn is_absent(fact: &Fact, values: &[&str]) -> Truth {
    let asked = match values {
        [one] if one.eq_ignore_ascii_case("true") => true,
        [one] if one.eq_ignore_ascii_case("false") => false,
        _ => return Truth::Unknown,
    };
    match fact {
        Fact::Unknown => Truth::Unknown,
        Fact::Absent => asked.into(),
        Fact::Is(_) | Fact::Between(..) | Fact::CloudFrontAddress => (!asked).into(),
    }
}

impl<'a> Operator<'a> {
    fn of(text: &'a str) -> Self {
        let (set, name) = text.split_once(':').unwrap_or(("", text));
        let (name, exists) = match name.strip_suffix("IfExists") {
            Some(name) => (name, true),
            None => (name, false),
        };
        let (name, negated) = match name {
            "NotIpAddress" => ("IpAddress", true),
            "StringNotEquals" => ("StringEquals", true),
            "StringNotEqualsIgnoreCase" => ("StringEqualsIgnoreCase", true),
            "StringNotLike" => ("StringLike", true),
            "ArnNotEquals" => ("ArnEquals", true),
            "ArnNotLike" => ("ArnLike", true),
            "NumericNotEquals" => ("NumericEquals", true),
            other => (other, false),
        };
        Self {
            name,
            negated,
            if_exists: exists || set.eq_ignore_ascii_case("ForAllValues"),
        }
    }

    /// Whether a value takes a text that the request has.
    fn fits(&self, value: &str, text: &str) -> Truth {
        let is_open = pattern::is_open(value);
        match self.name {
            "StringEquals" if value == text => Truth::Yes,
            "StringEqualsIgnoreCase" | "Bool" if value.eq_ignore_ascii_case(text) => Truth::Yes,
            "StringEquals" | "StringEqualsIgnoreCase" | "Bool" if !is_open => Truth::No,
            "StringLike" | "ArnLike" | "ArnEquals" => pattern::takes(value, text),
            _ => Truth::Unknown,
        }
    }

    /// Whether a number between two bounds compares with a value as asked.
    fn counts(&self, value: &str, low: f64, high: f64) -> Truth {
        let Ok(value) = value.trim().parse::<f64>() else {
            return Truth::Unknown;
        };
        let (least, most) = match self.name {
            "NumericLessThan" => (low < value, high < value),
            "NumericLessThanEquals" => (low <= value, high <= value),
            "NumericGreaterThan" => (low > value, high > value),
            "NumericGreaterThanEquals" => (low >= value, high >= value),
            "NumericEquals" if low < high && low <= value && value <= high => {
                return Truth::Unknown;
            }
            "NumericEquals" => return (low <= value && value <= high).into(),
            _ => return Truth::Unknown,
        };
        match least == most {
            true => least.into(),
            false => Truth::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::iam::Requester;
    use crate::source::{SourceKind, SourceMap, Sourced, Span};

    fn judged(operator: &str, key: &str, values: &[&str]) -> Truth {
        let span = Span::new(SourceMap::default().add("t", SourceKind::File, ""), 0, 0);
        let request = Request::from_cloudfront(Requester::Signer, "s3:GetObject", "b/k".into())
            .with("aws:securetransport", Fact::Is("true".to_owned()))
            .with("s3:signatureage", Fact::Between(600_000.0, 3_600_000.0));
        let values = values.iter();
        let condition = Condition {
            operator: operator.to_owned(),
            key: key.to_owned(),
            values: values
                .map(|value| Sourced::at((*value).to_owned(), span))
                .collect(),
            span,
        };
        holds(&condition, &request)
    }

    #[test]
    fn an_absent_key_differs_from_everything() {
        for (operator, expected) in [
            ("StringEquals", Truth::No),
            ("StringNotEquals", Truth::Yes),
            ("StringNotEqualsIfExists", Truth::Yes),
            ("StringEqualsIfExists", Truth::Yes),
            ("ForAnyValue:StringEquals", Truth::No),
            ("ForAllValues:StringEquals", Truth::Yes),
        ] {
            assert_eq!(
                judged(operator, "aws:SourceVpce", &["vpce-1"]),
                expected,
                "{operator}"
            );
        }
        assert_eq!(judged("Null", "aws:SourceVpc", &["true"]), Truth::Yes);
        assert_eq!(judged("Null", "aws:SourceIp", &["true"]), Truth::No);
    }

    #[test]
    #[rustfmt::skip]
    fn operators_compare_what_is_known() {
        for (operator, key, values, expected) in [
            ("Bool", "aws:SecureTransport", &["false"][..], Truth::No),
            ("Bool", "AWS:SECURETRANSPORT", &["True"], Truth::Yes),
            ("Bool", "aws:SecureTransport", &["${Open}"], Truth::Unknown),
            ("NotIpAddress", "aws:SourceIp", &["192.0.2.0/24"], Truth::LikelyYes),
            ("IpAddress", "aws:SourceIp", &["192.0.2.0/24"], Truth::LikelyNo),
            ("NumericLessThan", "s3:TlsVersion", &["1.2"], Truth::No),
            ("NumericGreaterThan", "s3:signatureAge", &["300000"], Truth::Yes),
            ("NumericGreaterThan", "s3:signatureAge", &["900000"], Truth::Unknown),
            ("NumericGreaterThan", "s3:signatureAge", &["7200000"], Truth::No),
            ("StringEquals", "aws:PrincipalTag/team", &["a"], Truth::Unknown),
            ("${Operator}", "aws:SecureTransport", &["false"], Truth::Unknown),
        ] {
            assert_eq!(judged(operator, key, values), expected, "{operator} {key} {values:?}");
        }
    }
}
