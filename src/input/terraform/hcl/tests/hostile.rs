//! Secrets, broken files, and files that would run away.

use super::{Case, distribution};

#[test]
fn secrets_are_masked_wherever_they_are_written() {
    let text = distribution(
        "domain_name = \"h\"\n    custom_header {\n      name  = \"X-Key\"\n      value = var.key\n    }",
        "",
    ) + "variable \"key\" { default = \"hunter2\" }\nvariable \"db_password\" { default = \"hunter2\" }\n\
         variable \"s\" {\n  sensitive = true\n  default = \"hunter2\"\n}\nlocals { api_token = \"hunter2\" }\n";
    let text =
        text.replace("enabled", "aliases = var.names\n  enabled") + "variable \"names\" {}\n";
    let vars = "key = \"hunter2\"\ns = <<EOT\nhunter2\nEOT\nnames = [\"a.example.com\"]\n";
    let case = Case::of(&[("main.tf", &text), ("terraform.tfvars", vars)]);
    let one = case.one();
    assert_eq!(one.origins[0].custom_headers.len(), 1);
    for span in [one.span, one.aliases[0].span().unwrap()] {
        let text = case.sources.get(span.source).text();
        assert!(!text.contains("hunter2"), "{text}");
        assert!(text.contains("key"));
    }
}

#[test]
fn what_is_broken_leaves_the_rest() {
    let text = "resource \"aws_lb\" \"x\" {\n  a = 1\n  a = 2\n}\n".to_owned()
        + &distribution("domain_name = \"h\"", "");
    let case = Case::of(&[("main.tf", &text), ("other/x.tf", "a = }")]);
    assert_eq!(case.names().len(), 1);
    assert_eq!(case.problems().len(), 1);
    assert!(case.problems()[0].contains("this attribute stands twice"));
    assert!(case.loaded.recognised.contains("main.tf"));
    assert!(!case.loaded.recognised.contains("other/x.tf"));
}

#[test]
fn what_would_run_away_is_stopped() {
    let circle = "locals {\n  a = local.b\n  b = \"${local.a}x\"\n}\n";
    let double: String = (1..60)
        .map(|n| format!("  d{n} = \"${{local.d{}}}${{local.d{}}}\"\n", n - 1, n - 1))
        .collect();
    let double = format!("locals {{\n  d0 = \"x\"\n{double}}}\n");
    let chain: String = (1..5000)
        .map(|n| format!("  c{n} = local.c{}\n", n - 1))
        .collect();
    let chain = format!("locals {{\n  c0 = \"x\"\n{chain}}}\n");
    let lists = "locals {\n  r = range(1000)\n  m = [for a in local.r : [for b in local.r : [for c in local.r : a]]]\n}\n";
    for (expression, rest, words) in [
        ("local.a", circle, "leads back to itself"),
        ("local.d59", double.as_str(), "longer than 256 KiB"),
        ("local.c4999", chain.as_str(), "more than 120 expressions"),
        ("length(local.m)", lists, "too long to evaluate"),
    ] {
        let text = distribution(&format!("domain_name = {expression}"), "") + rest;
        let case = Case::of(&[("main.tf", &text)]);
        assert_eq!(case.names().len(), 1, "{expression}");
        assert!(
            case.problems().iter().any(|one| one.contains(words)),
            "{:?}",
            case.problems()
        );
    }
    let bomb = "module \"m\" {\n  count  = 200\n  source = \"./\"\n}\n".to_owned()
        + &distribution("domain_name = \"h\"", "");
    let case = Case::of(&[("main.tf", &bomb)]);
    assert!(
        case.problems()
            .iter()
            .any(|one| one.contains("more modules")),
        "{:?}",
        case.problems()
    );
}
