//! What expressions come to, and where their values stand.

use super::{Case, distribution, domain, said};

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn hosts_of_buckets_are_followed() {
    let bucket = "resource \"aws_s3_bucket\" \"b\" { bucket = \"files\" }\n";
    let region = "provider \"aws\" { region = \"eu-central-1\" }\n";
    let both = format!("{bucket}{region}");
    for (expression, rest, expected) in [
        (
            "aws_s3_bucket.b.bucket_domain_name",
            bucket,
            "files.s3.amazonaws.com",
        ),
        (
            "\"${aws_s3_bucket.b.bucket_domain_name}\"",
            bucket,
            "files.s3.amazonaws.com",
        ),
        (
            "\"${aws_s3_bucket.b.id}.s3.amazonaws.com\"",
            bucket,
            "files.s3.amazonaws.com",
        ),
        (
            "aws_s3_bucket.b.bucket_regional_domain_name",
            &both,
            "files.s3.eu-central-1.amazonaws.com",
        ),
        (
            "aws_s3_bucket.b.website_endpoint",
            &both,
            "files.s3-website.eu-central-1.amazonaws.com",
        ),
    ] {
        assert_eq!(domain(expression, rest), expected, "{expression}");
    }
    let open = "resource \"aws_s3_bucket\" \"b\" { bucket_prefix = \"files-\" }\n";
    let known = |expression, rest: &str| domain(expression, rest);
    assert!(known("aws_s3_bucket.b.bucket_domain_name", open).ends_with(".s3.amazonaws.com"));
    let prefixed =
        "resource \"aws_s3_bucket\" \"b\" { bucket = \"${var.env}-files\" }\nvariable \"env\" {}\n";
    let host = known("aws_s3_bucket.b.bucket_domain_name", prefixed);
    assert!(
        host.ends_with("${var.env}-files.s3.amazonaws.com"),
        "{host}"
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn expressions_come_to_their_values() {
    let rest = "locals {
  env   = \"prod\"
  parts = [\"a\", \"b\"]
  hosts = { prod = { name = \"p\" }, test = { name = \"t\" } }
  text  = <<-EOT
    x-%{ if local.env == \"prod\" }y%{ else }z%{ endif }
  EOT
}
";
    for (expression, expected) in [
        ("\"${local.env}.example.com\"", "prod.example.com"),
        ("local.env == \"prod\" ? \"a\" : \"b\"", "a"),
        ("local.hosts[local.env].name", "p"),
        ("lookup(local.hosts, \"none\", { name = \"d\" }).name", "d"),
        ("join(\".\", concat(local.parts, [\"c\"]))", "a.b.c"),
        (
            "join(\",\", [for k, v in local.hosts : \"${k}=${upper(v.name)}\" if k != \"test\"])",
            "prod=P",
        ),
        (
            "join(\",\", values({ for k, v in local.hosts : v.name => k }))",
            "prod,test",
        ),
        ("format(\"%s-%02d%%\", local.env, 7)", "prod-07%"),
        (
            "try(local.hosts.none.name, local.parts[5], \"last\")",
            "last",
        ),
        ("coalesce(null, \"\", element(local.parts, 3))", "b"),
        (
            "replace(\"https://a/\", \"/^https:\\\\/\\\\//\", \"\")",
            "a/",
        ),
        ("trimsuffix(chomp(local.text), \"y\")", "x-"),
        ("jsondecode(jsonencode(local.hosts)).test.name", "t"),
        (
            "merge(local.hosts, { prod = { name = \"q\" } }).prod.name",
            "q",
        ),
        ("join(\"\", local.hosts[*].prod.name)", "p"),
        ("can(local.hosts.none) ? \"a\" : \"b\"", "b"),
        (
            "trimspace(file(\"${path.module}/host.txt\"))",
            "files.example.com",
        ),
        ("file(\"/etc/hostname\")", "?file(\"/etc/hostname\")"),
        ("file(\"../../secret\")", "?file(\"../../secret\")"),
        ("split(\"/\", \"a/b/c\")[length(local.parts)]", "c"),
        ("yamldecode(\"a:\\n  - b: c\").a[0].b", "c"),
        ("\"x-${sha1(\"${var.a}\")}\"", "?x-${sha1(\"$(var.a)\")}"),
        ("aws_lb.front.dns_name", "?aws_lb.front.dns_name"),
        ("module.other.domain", "?module.other.domain"),
        ("\"a-${var.none}-b\"", "?a-${var.none}-b"),
        ("templatefile(\"x\", {})", "?templatefile(\"x\", {})"),
    ] {
        assert_eq!(domain(expression, rest), expected, "{expression}");
    }
}

#[test]
fn values_stand_where_a_person_would_edit_them() {
    let text = distribution(
        "domain_name = local.host",
        "allowed_methods = [\"GET\", var.method]",
    ) + "locals { host = \"a.example.com\" }\nvariable \"method\" { default = \"PUT\" }\n";
    let case = Case::of(&[("main.tf", &text)]);
    let one = case.one();
    assert_eq!(case.at(one.origins[0].domain.span()), "main.tf:local.host");
    assert_eq!(
        case.at(one.logical_id.as_ref().unwrap().span()),
        "main.tf:\"cdn\""
    );
    let methods = one.behaviors[0].allowed_methods.value.value().unwrap();
    assert_eq!(methods.len(), 2);
    let path = case.sources.pointer(one.origins[0].domain.span().unwrap());
    assert_eq!(
        path,
        "/resource/aws_cloudfront_distribution/cdn/origin/domain_name"
    );
}

#[test]
fn variables_are_taken_from_the_strongest_source() {
    let text = distribution("domain_name = var.host", "")
        + "variable \"host\" {\n  type    = \"string\"\n  default = \"default\"\n}\n";
    let files = |more: &[(&'static str, &'static str)]| {
        let main: (&str, &str) = ("main.tf", &text);
        let all: Vec<(&str, &str)> = std::iter::once(main).chain(more.iter().copied()).collect();
        said(&Case::of(&all).one().origins[0].domain)
    };
    assert_eq!(files(&[]), "default");
    assert_eq!(files(&[("terraform.tfvars", "host = \"file\"\n")]), "file");
    let auto = ("x.auto.tfvars.json", "{\"host\": \"auto\"}");
    assert_eq!(
        files(&[("terraform.tfvars", "host = \"file\"\n"), auto]),
        "auto"
    );
    let json = ("terraform.tfvars.json", "{\"host\": \"json\"}");
    assert_eq!(
        files(&[("terraform.tfvars", "host = \"file\"\n"), json]),
        "json"
    );
    assert_eq!(files(&[("only.tfvars", "host = \"a\"\n")]), "default");
    let given = Case::with(
        &[("main.tf", &text), auto],
        &[("host", "given"), ("other", "x")],
    );
    assert_eq!(said(&given.one().origins[0].domain), "given");
}
