//! What is wrong is told at its place, what is secret is masked, and nothing panics.

use super::{Case, ORIGINS};
use crate::input::text::decode;
use crate::source::Known;

fn unresolved<T>(expression: &str) -> Known<T> {
    Known::Unresolved {
        expression: expression.to_owned(),
    }
}

#[test]
fn wrong_types_are_problems_at_their_places_and_the_rest_is_read() {
    let case = Case::new(
        r#"{"DistributionConfig": {
            "Origins": {"Items": [{"Id": "o", "DomainName": 7}, 3]},
            "Aliases": {"Items": ["a.example", {}]},
            "Enabled": "perhaps",
            "DefaultCacheBehavior": {"TargetOriginId": "o", "MinTTL": -1, "ForwardedValues": {"QueryString": true, "Cookies": {"Forward": "some"}, "Headers": "x"}}}}"#,
    );
    let at = |path: &str| format!("DistributionConfig.{path}");
    let behavior = "DefaultCacheBehavior";
    assert_eq!(
        case.messages(),
        [
            at("Origins.Items[1] should be an object, and is a number"),
            at("Origins.Items[0].DomainName should be a string, and is a number"),
            at("Aliases.Items[1] should be a string, and is an object"),
            at("Enabled should be true or false, and is a string"),
            at(&format!(
                "{behavior}.ForwardedValues.Headers should be a list, and is a string"
            )),
            at(&format!(
                "{behavior}.ForwardedValues.Cookies.Forward should be one of none, whitelist, allExcept, all, allViewer, allViewerAndWhitelistCloudFront, and is \"some\""
            )),
            at(&format!(
                "{behavior}.MinTTL should be a whole number from 0, and is -1"
            )),
        ]
    );
    let only = case.only();
    assert_eq!(only.aliases.len(), 1);
    assert_eq!(only.enabled.value, unresolved("\"perhaps\""));
    assert_eq!(only.origins[0].domain.value, unresolved("7"));
    let span = case.loaded.problems[0].span;
    assert_eq!(case.pointer(span), "/DistributionConfig/Origins/Items/1");
    assert_eq!(case.sources.location(span.unwrap()).line, 2);
}

#[test]
fn missing_names_and_unknown_targets_are_problems() {
    let text = r#"{"Origins": {"Items": [{"Id": "o"}, {"DomainName": "h"}]},
        "CacheBehaviors": {"Items": [{"TargetOriginId": "x"}]}, "DefaultCacheBehavior": {}}"#;
    let case = Case::new(text);
    assert_eq!(
        case.messages(),
        [
            "Origins.Items[0] has no DomainName, so it is not known where requests go",
            "Origins.Items[1] has no Id, so no behavior can name it",
            "CacheBehaviors.Items[0] has no PathPattern, so it is not known what it takes",
            "CacheBehaviors.Items[0].TargetOriginId names an origin that the distribution does not have",
            "DefaultCacheBehavior has no TargetOriginId, so it is not known where misses go",
        ]
    );
    let only = case.only();
    assert_eq!((only.origins.len(), only.behaviors.len()), (2, 2));
    assert_eq!(only.behaviors[1].target_origin.value.value(), None);
    let bare = Case::new(&format!(
        r#"{{"CallerReference": "c", {ORIGINS}, "DefaultCacheBehavior": null}}"#
    ));
    assert_eq!(
        bare.messages(),
        ["the document has no DefaultCacheBehavior, and no distribution is without one"]
    );
    let none =
        Case::new(r#"{"DistributionConfig": {"DefaultCacheBehavior": {"TargetOriginId": "x"}}}"#);
    assert_eq!(
        none.messages(),
        ["DistributionConfig has no Origins, and no distribution is without one"]
    );
}

#[test]
fn a_wall_of_problems_is_cut() {
    let aliases = vec!["1"; 80].join(",");
    let case = Case::config(&format!(r#""Aliases": [{aliases}]"#));
    assert_eq!(case.messages().len(), 51);
    assert_eq!(case.messages()[50], "30 more values could not be read");
}

#[test]
fn header_values_are_masked_wherever_they_stand() {
    for text in [
        r#"{"Origins": [{"CustomHeaders": {"Items": [{"HeaderName": "X-Key", "HeaderValue": "5ec2e7 \"5ec2e7"}]}}]}"#,
        r#"{"a": {"HeaderValue": "5ec2e7", "HeaderValue": {"b": ["5ec2e7", 5527]}}}"#,
        "{\"HeaderName\": \"X-Key\" \"HeaderValue\": \"5ec2e7\\\" 5ec2e7\",\n \"b\": 1}",
        "{\"HeaderValue\":\n \"5ec2e7",
        "HeaderValue: 5ec2e7\nb: 1",
    ] {
        let case = Case::new(text);
        let kept = case.kept();
        assert_eq!(kept.len(), text.len());
        assert!(!kept.contains("5ec2e7") && !kept.contains("5527"), "{kept}");
        assert_eq!(kept.contains("X-Key"), text.contains("X-Key"), "{kept}");
        assert_eq!(kept.contains("b\": 1"), text.contains("b\": 1"), "{kept}");
    }
    let named = Case::new(
        r#"{"DefaultCacheBehavior": {"TargetOriginId": "o"}, "Origins": [{"Id": "o", "DomainName": "h",
        "CustomHeaders": {"Items": [{"HeaderName": "X-Key", "HeaderValue": "5ec2e7"}]}}]}"#,
    );
    let header = &named.only().origins[0].custom_headers[0];
    assert_eq!(header.value, "X-Key");
    assert_eq!(named.sources.location(header.span().unwrap()).line, 2);
    assert!(!format!("{:?}", named.loaded).contains("5ec2e7"));
}

#[test]
fn a_masked_text_does_not_change_what_is_read() {
    let case = Case::config(r#""DefaultRootObject": "k?token=abcdef", "WebACLId": "w""#);
    assert_eq!(
        case.only().default_root_object.value.value().unwrap(),
        "k?token=abcdef"
    );
    assert_eq!(case.pointer(case.only().web_acl.span()), "/WebACLId");
    assert!(!case.kept().contains("abcdef"));
}

#[test]
fn broken_json_is_one_problem_at_its_place() {
    let case = Case::new("{\n  \"Origins\": [,]\n}");
    assert!(case.loaded.recognised.is_empty());
    assert_eq!(
        case.messages(),
        ["this is not JSON: a JSON value should stand here, and `,` does"]
    );
    let place = case.sources.location(case.loaded.problems[0].span.unwrap());
    assert_eq!((place.line, place.column), (2, 15));
}

#[test]
fn deep_nesting_is_refused_and_not_walked() {
    for open in ["[", "{\"HeaderValue\":", "{\"Distribution\":"] {
        for text in [open.repeat(100_000), open.repeat(128) + "1"] {
            let case = Case::new(&text);
            assert_eq!(case.loaded.problems.len(), 1, "{open}");
        }
    }
    let fits = "{\"Distribution\":".repeat(100) + "{}" + &"}".repeat(100);
    assert!(Case::new(&fits).loaded.problems.is_empty());
}

#[test]
fn lists_are_read_up_to_a_bound() {
    let names = r#""a","#.repeat(10_001) + r#""b""#;
    let case = Case::config(&format!(r#""Aliases": {{"Items": [{names}]}}"#));
    assert_eq!(case.only().aliases.len(), 10_000);
    let message = "Aliases.Items has 10002 items, of which siglint reads 10000";
    assert!(
        case.messages().iter().any(|one| one.ends_with(message)),
        "{:?}",
        case.messages()
    );
}

#[test]
fn utf_16_reads_like_utf_8() {
    let text = format!(r#"{{{ORIGINS}, "DefaultCacheBehavior": {{"TargetOriginId": "o"}}}}"#);
    let bytes: Vec<u8> = ("\u{feff}".to_owned() + &text)
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let case = Case::new(&decode(&bytes).unwrap());
    assert!(case.is_ours() && case.loaded.problems.is_empty());
    assert_eq!(case.only().origins.len(), 1);
}

#[test]
fn a_key_that_stands_twice_is_told_and_the_last_one_counts() {
    let case = Case::new(&format!(
        r#"{{{ORIGINS}, "DefaultCacheBehavior": {{"TargetOriginId": "x", "TargetOriginId": "o"}}}}"#
    ));
    assert_eq!(
        case.only().behaviors[0]
            .target_origin
            .value
            .value()
            .map(String::as_str),
        Some("o")
    );
    let message = "DefaultCacheBehavior.TargetOriginId stands twice, and only the last one counts";
    assert_eq!(case.messages(), [message]);
}
