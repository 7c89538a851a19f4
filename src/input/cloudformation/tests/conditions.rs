//! Conditions that are known, and both branches of those that are not.

use super::case::{Case, text};

const TEMPLATE: &str = "Parameters:\n  Env: {Type: String}\n  Ttl: {Type: Number, Default: 60}\nConditions:\n  IsProd: !Equals [!Ref Env, prod]\n  IsDev: !Equals [dev, !Ref Env]\n  NotProd: !Not [!Condition IsProd]\n  Never: !And [!Equals [a, b], !Condition IsProd]\n  Either: !Or [Condition: IsProd, Condition: IsDev]\nResources:\n  Cdn:\n    Type: AWS::CloudFront::Distribution\nMORE    Properties:\n      DistributionConfig:\n        Aliases: !If [IsProd, [p.example.com], [d.example.com]]\n        Logging: !If [IsDev, {Bucket: b}, !Ref AWS::NoValue]\n        Origins:\n        - Id: o\n          DomainName: DOMAIN\n        DefaultCacheBehavior:\n          TargetOriginId: o\n          DefaultTTL: !Ref Ttl\n";

fn load(domain: &str, more: &str, variables: &[(&str, &str)]) -> Case {
    let template = TEMPLATE.replace("DOMAIN", domain).replace("MORE", more);
    let case = Case::files(&[("t.yaml", &template)], variables);
    assert_eq!(case.messages(), [""; 0]);
    case
}

/// Each variant: its condition or `-`, and its domain name.
fn variants(case: &Case) -> Vec<(&str, &str)> {
    let one = case.distributions().iter().map(|one| {
        let condition = one.condition.as_deref().unwrap_or("-");
        (condition, text(&one.origins[0].domain.value))
    });
    one.collect()
}

#[test]
fn both_branches_of_an_open_condition_are_read() {
    let case = load("!If [IsProd, p.x, d.x]", "", &[]);
    assert_eq!(variants(&case), [("IsProd", "p.x"), ("not IsProd", "d.x")]);
    assert_eq!(case.first_names(), ["p.example.com"]);
}

#[test]
fn a_known_condition_has_one_branch() {
    let case = load("!If [IsProd, p.x, d.x]", "", &[("Env", "dev")]);
    assert_eq!(variants(&case), [("-", "d.x")]);
    assert_eq!(case.first_names(), ["d.example.com"]);
    let case = load("!If [Never, p.x, d.x]", "", &[]);
    assert_eq!(variants(&case), [("-", "d.x")]);
}

#[test]
fn conditions_that_hang_together_do_not_contradict_each_other() {
    let inner = "!If [IsProd, p.x, !If [NotProd, n.x, never.x]]";
    let case = load(inner, "", &[]);
    assert_eq!(variants(&case), [("IsProd", "p.x"), ("not IsProd", "n.x")]);
    let case = load("!If [IsProd, !If [IsDev, never.x, p.x], d.x]", "", &[]);
    let domains: Vec<_> = variants(&case)
        .into_iter()
        .map(|(_, domain)| domain)
        .collect();
    assert_eq!(domains, ["p.x", "d.x"]);
}

#[test]
fn what_no_rule_reads_makes_no_variants() {
    let case = load("x.y", "", &[]);
    assert_eq!(variants(&case), [("-", "x.y")]);
    assert_eq!(case.first_names(), ["p.example.com", "d.example.com"]);
}

#[test]
fn an_item_that_may_be_there_is_a_name_of_both() {
    let template = TEMPLATE.replace("DOMAIN", "x.y").replace("MORE", "");
    let names = "[a.x, !If [IsProd, p.x, !Ref AWS::NoValue], !If [IsDev, b.x, c.x]]";
    let template = template.replace("!If [IsProd, [p.example.com], [d.example.com]]", names);
    assert_eq!(
        Case::new(&template).first_names(),
        ["a.x", "p.x", "b.x", "c.x"]
    );
}

#[test]
fn a_web_acl_that_may_be_there_is_not_resolved() {
    let acl = "x.y\n        WebACLId: !If [IsProd, !Ref Acl, !Ref AWS::NoValue]";
    let template = TEMPLATE.replace("MORE", "").replace("DOMAIN", acl);
    let case = Case::new(&template);
    assert_eq!((case.messages(), case.distributions().len()), (vec![], 1));
    assert_eq!(case.distributions()[0].web_acl.value.value(), None);
}

#[test]
fn a_resource_is_made_under_its_condition() {
    let more = "    Condition: IsProd\n";
    let case = load("!If [IsProd, p.x, d.x]", more, &[]);
    assert_eq!(variants(&case), [("IsProd", "p.x")]);
    let case = load("!If [IsProd, p.x, d.x]", "    Condition: NotProd\n", &[]);
    assert_eq!(variants(&case), [("NotProd", "d.x")]);
    assert!(
        load("x.y", "    Condition: Never\n", &[])
            .distributions()
            .is_empty()
    );
    assert!(
        load("x.y", more, &[("Env", "dev")])
            .distributions()
            .is_empty()
    );
    let case = load("x.y", "    Condition: Either\n", &[]);
    assert_eq!(variants(&case), [("Either", "x.y")]);
}

#[test]
fn many_open_conditions_are_not_all_combined() {
    let mut template = "Parameters:\n".to_owned();
    for index in 0..12 {
        template.push_str(&format!("  P{index}: {{Type: String}}\n"));
    }
    template.push_str("Conditions:\n");
    for index in 0..12 {
        template.push_str(&format!("  C{index}: !Equals [!Ref P{index}, x]\n"));
    }
    template.push_str("Resources:\n  Cdn:\n    Type: AWS::CloudFront::Distribution\n    Properties:\n      DistributionConfig:\n        CustomErrorResponses:\n");
    for index in 1..12 {
        template.push_str(&format!(
            "        - {{ErrorCode: 404, ErrorCachingMinTTL: !If [C{index}, 1, 2]}}\n"
        ));
    }
    template.push_str("        DefaultCacheBehavior: {TargetOriginId: o, Compress: !If [C11, true, false]}\n        Origins:\n        - {Id: o, DomainName: !If [C0, a.x, b.x]}\n");
    let case = Case::new(&template);
    // What decides about every request comes first, though it stands last.
    let found = variants(&case);
    assert_eq!(found.len(), 8);
    assert!(found[..4].iter().all(|(_, domain)| *domain == "a.x"));
    assert!(found[4..].iter().all(|(_, domain)| *domain == "b.x"));
    let reason = "Cdn hangs on 12 conditions that are not known, and siglint looked at 8 of their combinations";
    assert_eq!(case.gaps(), [("Cdn", reason)]);
    let needs = &case.configuration().gaps[0].needs;
    assert!(
        needs.ends_with("such as --var P10=VALUE --var P11=VALUE --var P3=VALUE"),
        "{needs}"
    );
}

#[test]
fn what_decides_about_no_request_makes_no_variants() {
    let compress = "x.y\n          OriginShield: {Enabled: !If [IsProd, true, false]}";
    let case = load(compress, "", &[]);
    assert_eq!(variants(&case), [("-", "x.y")]);
}

impl Case {
    /// The aliases of the first distribution.
    fn first_names(&self) -> Vec<&str> {
        let first = self.distributions().first().unwrap();
        first
            .aliases
            .iter()
            .map(|name| name.value.as_str())
            .collect()
    }
}
