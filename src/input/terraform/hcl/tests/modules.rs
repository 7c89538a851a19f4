//! Blocks that are made several times, modules that call each other, and the provider's ways.

use super::{Case, distribution, said};
use crate::model::{Caching, S3Host, ViewerAccess};

#[test]
#[expect(clippy::too_many_lines, reason = "most of it is HCL")]
fn blocks_are_made_as_often_as_they_say() {
    let body = "{
  for_each = var.sites
  aliases  = [each.key]
  dynamic \"origin\" {
    for_each = each.value
    iterator = it
    content {
      origin_id   = it.key
      domain_name = it.value
    }
  }
  default_cache_behavior {
    target_origin_id       = \"a\"
    viewer_protocol_policy = \"https-only\"
  }
}
";
    let text = format!("resource aws_cloudfront_distribution cdn {body}");
    let known = text.clone()
        + "variable \"sites\" { default = { \"x.com\" = { a = \"a.x.com\", b = \"b.x.com\" } } }\n";
    let case = Case::of(&[("main.tf", &known)]);
    assert_eq!(case.names(), ["aws_cloudfront_distribution.cdn[\"x.com\"]"]);
    let one = case.one();
    assert_eq!(
        (one.origins.len(), one.aliases[0].value.as_str()),
        (2, "x.com")
    );
    assert_eq!(case.at(one.origins[1].domain.span()), "main.tf:\"b.x.com\"");
    // What is made in no instance only by default is looked at, and says so.
    for rest in [
        "variable \"sites\" { default = {} }\n",
        "variable \"sites\" {}\n",
    ] {
        let case = Case::of(&[("main.tf", &(text.clone() + rest))]);
        assert_eq!(case.problems(), Vec::<&str>::new());
        assert_eq!(
            case.one().condition.as_deref(),
            Some("for_each = var.sites")
        );
    }
    let none = text + "locals { sites = {} }\n";
    let none = none.replace("var.sites", "local.sites");
    assert!(Case::of(&[("main.tf", &none)]).names().is_empty());
    let counted = distribution("domain_name = \"h${count.index}\"", "")
        .replace("enabled", "count   = 2\n  enabled");
    let case = Case::of(&[("main.tf", &counted)]);
    assert_eq!(case.names()[1], "aws_cloudfront_distribution.cdn[1]");
    assert_eq!(
        said(&case.loaded.configuration.distributions[1].origins[0].domain),
        "h1"
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "most of it is HCL")]
fn local_modules_are_followed_both_ways() {
    let module = distribution("domain_name = var.host", "cache_policy_id = var.policy")
        + "variable \"host\" {}\nvariable \"policy\" {}\noutput \"name\" { value = \"cdn-${var.host}\" }\n";
    let root = "module \"site\" {
  source = \"./modules/site\"
  host   = aws_s3_bucket.b.bucket_domain_name
  policy = aws_cloudfront_cache_policy.p.id
}
module \"more\" {
  for_each = toset([\"a\", \"b\"])
  source   = \"./modules/site\"
  host     = \"${each.key}.${module.site.name}\"
  policy   = data.aws_cloudfront_cache_policy.off.id
}
data \"aws_cloudfront_cache_policy\" \"off\" { name = \"Managed-CachingDisabled\" }
resource \"aws_s3_bucket\" \"b\" { bucket = \"files\" }
resource \"aws_cloudfront_cache_policy\" \"p\" {
  name    = \"p\"
  min_ttl = 1
}
";
    let case = Case::of(&[
        ("infra/main.tf", root),
        ("infra/modules/site/main.tf", &module),
    ]);
    assert_eq!(case.problems(), Vec::<&str>::new());
    let all = &case.loaded.configuration.distributions;
    let address = |index: usize| all[index].name().unwrap();
    assert_eq!(address(0), "module.site.aws_cloudfront_distribution.cdn");
    assert_eq!(
        address(2),
        "module.more[\"b\"].aws_cloudfront_distribution.cdn"
    );
    let domain = &all[0].origins[0].domain;
    assert_eq!(said(domain), "files.s3.amazonaws.com");
    assert_eq!(
        case.at(domain.span()),
        "infra/main.tf:aws_s3_bucket.b.bucket_domain_name"
    );
    assert_eq!(
        said(&all[2].origins[0].domain),
        "b.cdn-files.s3.amazonaws.com"
    );
    let policy = |index: usize| match &all[index].behaviors[0].caching {
        Caching::Policies { cache, .. } => said(cache),
        Caching::Legacy(_) => String::new(),
    };
    let own = case
        .loaded
        .configuration
        .cache_policy(&policy(0), all[0].template);
    assert_eq!(own.unwrap().name, "p");
    assert_eq!(policy(1), "4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
}

#[test]
fn the_providers_own_ways_are_known() {
    let text = distribution(
        "domain_name = \"files.s3.amazonaws.com\"\n    custom_header {\n      name  = \"X-Key\"\n      value = \"hunter2\"\n    }",
        "trusted_key_groups = [aws_cloudfront_key_group.k.id]\n    forwarded_values {\n      query_string = true\n      cookies {\n        forward = \"none\"\n      }\n    }",
    ) + "resource \"aws_cloudfront_key_group\" \"k\" {}\n";
    let case = Case::of(&[("main.tf", &text)]);
    let one = case.one();
    assert!(matches!(
        one.behaviors[0].viewer_access,
        ViewerAccess::Signed(_)
    ));
    let Caching::Legacy(legacy) = &one.behaviors[0].caching else {
        panic!()
    };
    assert_eq!(legacy.query_string.value.value(), Some(&true));
    assert_eq!(legacy.ttl.min.value.value(), Some(&0));
    // The provider sends 0, unless it finds something else in what is deployed.
    assert_eq!(legacy.ttl.default.value.value(), None);
    assert_eq!(one.origins[0].custom_headers[0].value, "X-Key");
    let source = one.span.source;
    assert!(!case.sources.get(source).text().contains("hunter2"));
}

#[test]
fn a_bucket_is_told_by_all_that_is_about_it() {
    let bucket =
        "resource \"aws_s3_bucket\" \"b\" { bucket = \"files-${var.env}\" }\nvariable \"env\" {}\n";
    let policy = |document: &str| {
        format!(
            "resource \"aws_s3_bucket_policy\" \"p\" {{\n  bucket = aws_s3_bucket.b.id\n  policy = {document}\n}}\n"
        )
    };
    let encoded = "jsonencode({ Statement = [{ Effect = \"Allow\", Principal = {AWS = \"*\"}, Action = [\"s3:GetObject\"], \
                   Resource = \"${aws_s3_bucket.b.arn}/*\", Condition = { Bool = { \"aws:SecureTransport\" = \"true\" } } }] })";
    let document = "data \"aws_iam_policy_document\" \"d\" {
  statement {
    actions   = [\"s3:GetObject\"]
    resources = [\"${aws_s3_bucket.b.arn}/*\"]
    principals {
      type        = \"AWS\"
      identifiers = [\"*\"]
    }
    condition {
      test     = \"Bool\"
      variable = \"aws:SecureTransport\"
      values   = [\"true\"]
    }
  }
}
";
    let block = "resource \"aws_s3_bucket_public_access_block\" \"x\" {\n  bucket = aws_s3_bucket.b.id\n  block_public_policy = true\n}\n";
    let acl = "resource \"aws_s3_bucket_acl\" \"a\" {\n  bucket = aws_s3_bucket.b.bucket\n  acl = \"public-read\"\n}\n";
    for more in [
        policy(encoded),
        policy("data.aws_iam_policy_document.d.json") + document,
        policy("data.aws_iam_policy_document.all.json")
            + document
            + "data \"aws_iam_policy_document\" \"all\" {\n  source_policy_documents = [data.aws_iam_policy_document.d.json]\n}\n",
    ] {
        let origin = "domain_name = aws_s3_bucket.b.bucket_regional_domain_name";
        let text = distribution(origin, "") + bucket + &more + block + acl;
        let case = Case::of(&[("main.tf", &text)]);
        assert_eq!(case.problems(), Vec::<&str>::new());
        let [bucket] = case.loaded.configuration.buckets.as_slice() else {
            panic!()
        };
        assert_eq!(bucket.name, "files-${var.env}");
        let policy = bucket.policy.as_ref().unwrap();
        let [statement] = policy.statements.as_slice() else {
            panic!("{policy:?}")
        };
        assert_eq!(statement.principals.names[0].name.value, "*");
        assert_eq!(
            statement.resources.names[0].value,
            "arn:aws:s3:::files-${var.env}/*"
        );
        assert_eq!(statement.conditions[0].key, "aws:SecureTransport");
        assert_eq!(
            bucket.acl.as_ref().unwrap().value.value().unwrap(),
            "public-read"
        );
        let block = bucket.public_access.as_ref().unwrap();
        assert_eq!(block.block_policy.value.value(), Some(&true));
        let domain = &case.one().origins[0].domain.value;
        let host = domain.value().and_then(|host| S3Host::parse(host)).unwrap();
        assert!(bucket.is_at(&host));
    }
}

#[test]
fn override_files_are_merged() {
    let main =
        distribution("domain_name = local.host", "") + "locals {\n  host = \"a\"\n  x = 1\n}\n";
    let over = "locals { host = \"b\" }\nresource \"aws_cloudfront_distribution\" \"cdn\" {
  aliases = [\"x.example.com\"]
  default_cache_behavior {
    target_origin_id       = \"files\"
    viewer_protocol_policy = \"allow-all\"
  }
}
";
    let case = Case::of(&[("main.tf", &main), ("cdn_override.tf", over)]);
    assert_eq!(case.problems(), Vec::<&str>::new());
    let one = case.one();
    assert_eq!(said(&one.origins[0].domain), "b");
    assert_eq!(one.aliases[0].value, "x.example.com");
    assert_eq!(said(&one.behaviors[0].viewer_protocol), "allow-all");
}

#[test]
fn a_state_beside_the_module_tells_what_it_leaves_open() {
    let main = distribution(
        "domain_name = aws_lb.front.dns_name",
        "forwarded_values {\n      query_string = var.forwards\n    }",
    ) + "variable \"forwards\" {}\n";
    let state = |name: &str| {
        format!(
            r#"{{"version": 4, "resources": [{{"mode": "managed", "type": "aws_cloudfront_distribution", "name": "{name}", "instances": [{{"attributes":
  {{"id": "E2EXAMPLE", "domain_name": "d111111abcdef8.cloudfront.net", "enabled": false, "origin": [{{"origin_id": "files", "domain_name": "lb.example.com"}}],
  "default_cache_behavior": [{{"target_origin_id": "files", "default_ttl": 60, "max_ttl": 90, "forwarded_values": [{{"query_string": true}}]}}]}}}}]}}]}}"#
        )
    };
    let files = |state: String| Case::of(&[("a/main.tf", &main), ("a/terraform.tfstate", &state)]);
    let case = files(state("cdn"));
    let one = case.one();
    assert_eq!(
        (one.name(), one.enabled.value.value()),
        (Some("E2EXAMPLE"), Some(&true))
    );
    let domain = &one.origins[0].domain;
    assert_eq!(said(domain), "lb.example.com");
    assert_eq!(case.at(domain.span()), "a/main.tf:aws_lb.front.dns_name");
    let Caching::Legacy(legacy) = &one.behaviors[0].caching else {
        panic!()
    };
    assert_eq!(legacy.query_string.value.value(), Some(&true));
    assert_eq!(legacy.ttl.max.value.value(), Some(&90));
    assert!(case.loaded.recognised.contains("a/terraform.tfstate"));
    // What else is deployed is told by the state itself.
    let other = files(state("other"));
    assert!(!other.loaded.recognised.contains("a/terraform.tfstate"));
    assert_eq!(
        said(&other.one().origins[0].domain),
        "?aws_lb.front.dns_name"
    );
}
