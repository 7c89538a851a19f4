//! What does not lie beside a module, and what a plan or state beside it tells.

use super::{Case, distribution, said};

/// A call of a module.
fn call(name: &str, rest: &str) -> String {
    format!("module \"{name}\" {{\n  {rest}\n}}\n")
}

#[test]
fn a_call_that_leads_elsewhere_is_told() {
    let root = call("files", "source = \"../modules/cdn\"")
        + &call("site", "source = \"terraform-aws-modules/cloudfront/aws\"")
        + &call(
            "web",
            "source  = \"git::https://user:hunter2@example.com/web.git?ref=v1\"\n  cdn_name = \"x\"",
        );
    let case = Case::of(&[("app/main.tf", &root)]);
    assert!(case.names().is_empty() && case.problems().is_empty());
    assert!(case.loaded.recognised.contains("app/main.tf"));
    let [files, site, web] = &case.gaps()[..] else {
        panic!("{:?}", case.gaps());
    };
    assert!(files.starts_with(
        "app/main.tf:\"../modules/cdn\": the module files was not looked at: its folder modules/cdn is not in the input (that folder"
    ));
    assert!(site.contains("terraform-aws-modules/cloudfront/aws is not fetched (a plan"));
    assert!(web.contains(": git::https://…@example.com/web.git?ref=v1 is not fetched"));
    assert!(!format!("{:?}", case.loaded).contains("hunter2"));
    // Given with its caller, it is followed.
    let module = distribution("domain_name = \"a.example.com\"", "");
    let whole = Case::of(&[("app/main.tf", &root), ("modules/cdn/main.tf", &module)]);
    assert_eq!(
        whole.names(),
        ["module.files.aws_cloudfront_distribution.cdn"]
    );
    assert_eq!(whole.gaps().len(), 2);
}

#[test]
fn many_calls_of_other_things_are_counted() {
    let other = |number: usize| call(&format!("m{number}"), "source = \"example/vpc/aws\"");
    let root: String = (0..60).map(other).collect();
    let main = root + &distribution("domain_name = \"a.example.com\"", "");
    let case = Case::of(&[("main.tf", &main)]);
    let [gap] = &case.gaps()[..] else {
        panic!("{:?}", case.gaps());
    };
    assert!(
        gap.contains("were not looked at: m0, m1, m2, m3 and 56 more (a plan"),
        "{gap}"
    );
    // A folder of somebody else's is no business of ours, however broken it is.
    let broken = Case::of(&[("vpc/main.tf", &other(0)), ("vpc/x.tf", "resource {{{\n")]);
    assert_eq!(broken.problems(), Vec::<&str>::new());
}

#[test]
fn files_of_variables_count_if_terraform_would_read_them() {
    let main = distribution("domain_name = var.host", "") + "variable \"host\" {}\n";
    let main = ("app/main.tf", main.as_str());
    let [first, second] = [
        ("app/prod.tfvars", "host = \"prod\"\n"),
        ("app/a.tfvars", "host = \"a\"\n"),
    ];
    let host = |case: &Case| said(&case.one().origins[0].domain);
    let named = Case::named(&[main], &[first, second], &[]);
    assert_eq!((host(&named).as_str(), named.gaps().len()), ("a", 0));
    let other_way = Case::named(&[main], &[second, first], &[]);
    assert_eq!(host(&other_way), "prod");
    let unread = Case::of(&[main, first, second]);
    assert_eq!(host(&unread), "?var.host");
    assert_eq!(
        unread.gaps(),
        [
            "app/main.tf:\"host\": the variable host has no value; app/a.tfvars, app/prod.tfvars have one, and Terraform reads such a file only if it is named (one of them as a further -c (-c app/a.tfvars))"
        ]
    );
    // One that lies elsewhere counts, and is known for what it is.
    let outside = Case::named(&[main], &[("vars/x.tfvars", "host = \"x\"\n")], &[]);
    assert_eq!(host(&outside), "x");
    assert!(outside.loaded.recognised.contains("vars/x.tfvars"));
}

/// A plan of the distribution `cdn` and of one in a module that comes from a registry.
fn plan() -> String {
    let change = |module: &str, name: &str, host: &str| {
        format!(
            r#"{{"address": "{module}aws_cloudfront_distribution.{name}", "mode": "managed", "type": "aws_cloudfront_distribution", "name": "{name}",
  "change": {{"actions": ["create"], "after": {{"enabled": true, "origin": [{{"origin_id": "files", "domain_name": "{host}"}}],
  "default_cache_behavior": [{{"target_origin_id": "files", "viewer_protocol_policy": "https-only"}}]}}, "after_unknown": {{"id": true}}}}}}"#
        )
    };
    let (own, other) = (
        change("", "cdn", "prod"),
        change("module.site.", "this", "site"),
    );
    format!(
        r#"{{"format_version": "1.2", "variables": {{"p": {{"value": "hunter2"}}}}, "resource_changes": [{own}, {other}],
"configuration": {{"root_module": {{"module_calls": {{"site": {{"source": "example/cloudfront/aws"}}}}}}}}}}"#
    )
}

#[test]
fn a_plan_beside_the_module_is_told_at_its_lines() {
    let main = distribution("domain_name = var.host", "")
        + "variable \"host\" { default = \"dev\" }\n"
        + &call("site", "source = \"example/cloudfront/aws\"");
    let main = ("app/main.tf", main.as_str());
    let plan = plan();
    for place in ["app/plan.json", "plan.json"] {
        let case = Case::of(&[main, (place, &plan)]);
        assert_eq!(
            case.names(),
            [
                "aws_cloudfront_distribution.cdn",
                "module.site.aws_cloudfront_distribution.this"
            ]
        );
        let domain = &case.loaded.configuration.distributions[0].origins[0].domain;
        assert_eq!(said(domain), "prod");
        assert_eq!(case.at(domain.span()), "app/main.tf:var.host");
        assert!(case.loaded.recognised.contains(place));
        assert_eq!(case.gaps(), Vec::<String>::new());
        assert!(!format!("{:?}", case.sources).contains("hunter2"));
    }
    // Of two roots nobody knows whose plan it is.
    let other = ("other/main.tf", main.1);
    let two = Case::of(&[main, other, ("plan.json", &plan)]);
    assert!(!two.loaded.recognised.contains("plan.json"));
    assert_eq!(
        said(&two.loaded.configuration.distributions[0].origins[0].domain),
        "dev"
    );
}

#[test]
fn what_is_made_under_a_condition_is_the_first_of_a_number_in_a_state() {
    let main = distribution("domain_name = aws_lb.front.dns_name", "")
        .replace("enabled", "count   = var.wanted ? 1 : 0\n  enabled")
        + "variable \"wanted\" {}\n";
    let state = r#"{"version": 4, "resources": [{"mode": "managed", "type": "aws_cloudfront_distribution", "name": "cdn", "instances": [
 {"index_key": 0, "attributes": {"id": "E2EXAMPLE", "origin": [{"origin_id": "files", "domain_name": "lb"}]}},
 {"index_key": 0, "deposed": "0a1b", "attributes": {"id": "EOLD", "origin": [{"origin_id": "files", "domain_name": "old"}]}}]}]}"#;
    let case = Case::of(&[("main.tf", &main), ("terraform.tfstate", state)]);
    let one = case.one();
    assert_eq!(
        (one.name(), one.condition.as_deref()),
        (Some("E2EXAMPLE"), None)
    );
    assert_eq!(said(&one.origins[0].domain), "lb");
}
