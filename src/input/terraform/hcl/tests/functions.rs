//! What functions come to; the values are those of `terraform console` and of Terraform's manual.

use super::{Case, distribution, domain};

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn functions_come_to_what_terraform_says() {
    for (expression, expected) in [
        ("cidrhost(\"10.12.112.0/20\", 268)", "10.12.113.12"),
        ("cidrhost(\"10.0.0.0/24\", -1)", "10.0.0.255"),
        (
            "cidrhost(\"fd00:fd12:3456:7890::/72\", 34)",
            "fd00:fd12:3456:7890::22",
        ),
        ("cidrnetmask(\"172.16.0.0/12\")", "255.240.0.0"),
        ("cidrsubnet(\"172.16.0.0/12\", 4, 2)", "172.18.0.0/16"),
        (
            "cidrsubnet(\"fd00:fd12:3456:7890::/56\", 16, 162)",
            "fd00:fd12:3456:7800:a200::/72",
        ),
        (
            "join(\" \", cidrsubnets(\"10.1.0.0/16\", 4, 4, 8, 4))",
            "10.1.0.0/20 10.1.16.0/20 10.1.32.0/24 10.1.48.0/20",
        ),
        ("md5(\"hello world\")", "5eb63bbbe01eeed093cb22bb8f5acdc3"),
        (
            "sha1(\"hello world\")",
            "2aae6c35c94fcfb415dbe95f408b9ce91ee846ed",
        ),
        ("substr(sha256(\"hello world\"), 0, 8)", "b94d27b9"),
        ("substr(sha512(\"hello world\"), 0, 8)", "309ecc48"),
        (
            "base64sha256(\"hello world\")",
            "uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek=",
        ),
        ("base64encode(\"Hello World\")", "SGVsbG8gV29ybGQ="),
        ("base64decode(\"SGVsbG8gV29ybGQ=\")", "Hello World"),
        ("urlencode(\"☃ a/b\")", "%E2%98%83+a%2Fb"),
        (
            "regex(\"[a-z]+\", \"53453453.345345aaabbbccc23454\")",
            "aaabbbccc",
        ),
        ("regex(\"(\\\\d+)-(\\\\d+)\", \"2019-02\")[1]", "02"),
        (
            "regex(\"^(?:(?P<scheme>[^:/?#]+):)?//(?P<host>[^/]*)\", \"https://terraform.io/docs\").host",
            "terraform.io",
        ),
        (
            "join(\",\", regexall(\"[a-z]+\", \"1234abcd5678efgh9\"))",
            "abcd,efgh",
        ),
        ("length(regexall(\"x\", \"abc\"))", "0"),
        (
            "replace(\"hello world\", \"/w.*d/\", \"everybody\")",
            "hello everybody",
        ),
        ("replace(\"a-b\", \"/(\\\\w)-(\\\\w)/\", \"$2.$1\")", "b.a"),
        ("strcontains(\"hello world\", \"wor\") ? \"y\" : \"n\"", "y"),
        (
            "join(\" \", [for p in setproduct([\"a\", \"b\"], [\"x\"]) : join(\"\", p)])",
            "ax bx",
        ),
        (
            "join(\" \", matchkeys([\"i-1\", \"i-2\"], [\"w\", \"e\"], [\"e\"]))",
            "i-2",
        ),
        (
            "join(\" \", transpose({ a = [\"1\", \"2\"], b = [\"2\"] })[\"2\"])",
            "a b",
        ),
        ("parseint(\"FF\", 16)", "255"),
        ("pow(3, 2)", "9"),
        ("signum(-13)", "-1"),
        // These are other at each run, or need more than their arguments.
        ("timestamp()", "?timestamp()"),
        ("uuid()", "?uuid()"),
        (
            "regex(\"\\\\p{Greek}\", \"x\")",
            "?regex(\"\\\\p{Greek}\", \"x\")",
        ),
    ] {
        assert_eq!(domain(expression, ""), expected, "{expression}");
    }
}

#[test]
fn an_expression_is_shown_as_it_is_written() {
    let rest = "variable \"a\" {}\n";
    assert_eq!(
        domain("replace(\"${var.a}-x\", \"-\", \".\")", rest),
        "?replace(\"${var.a}-x\", \"-\", \".\")"
    );
    // Inside a text that is known in part there is no other such part.
    assert_eq!(
        domain(
            "\"${replace(\"${var.a}-x\", \"-\", \".\")}.s3.amazonaws.com\"",
            rest
        ),
        "?${replace(\"$(var.a)-x\", \"-\", \".\")}.s3.amazonaws.com"
    );
}

#[test]
fn what_comes_of_a_resource_stands_at_the_reference() {
    let bucket =
        "resource \"aws_s3_bucket\" \"b\" {\n  for_each = toset([\"x\"])\n  bucket = each.key\n}\n";
    for (expression, place) in [
        (
            "values(aws_s3_bucket.b)[*].bucket_domain_name",
            "aws_s3_bucket.b",
        ),
        (
            "[for b in aws_s3_bucket.b : b.bucket_domain_name]",
            "aws_s3_bucket.b",
        ),
    ] {
        let text = distribution("domain_name = \"x\"", "").replace(
            "  default_cache",
            &format!("  dynamic \"origin\" {{\n    for_each = {expression}\n    content {{\n      origin_id = \"b\"\n      domain_name = origin.value\n    }}\n  }}\n  default_cache"),
        );
        let case = Case::of(&[("main.tf", &(text + bucket))]);
        let origin = &case.one().origins[1];
        assert_eq!(super::said(&origin.domain), "x.s3.amazonaws.com");
        assert_eq!(
            case.at(origin.domain.span()),
            format!("main.tf:{place}"),
            "{expression}"
        );
    }
}
