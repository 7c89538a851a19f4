//! Which distribution is found, what is asked for it, and how often.

use crate::control_plane::{Answer, ControlPlane, Script};
use crate::documents::{Distribution, LEGACY, RIGHT, access_control, cache_policy, page};
use crate::run::{NOW, check, siglint};

const POLICY: &str = "<CachePolicyId>CP1</CachePolicyId>";

fn target(run: &crate::run::Run) -> (String, String) {
    let target = &run.json()["targets"][0];
    let text = |key: &str| target[key].as_str().unwrap_or("none").to_owned();
    (text("distribution"), text("verdict"))
}

fn found(id: &str, verdict: &str) -> (String, String) {
    (id.to_owned(), verdict.to_owned())
}

/// The list is read no further than the name, and everything else is asked once.
#[test]
fn a_name_of_its_own_ends_the_search() {
    let other = Distribution {
        id: "E0",
        alias: "other.example.com",
        ..RIGHT
    };
    let wildcard = Distribution {
        id: "E9",
        alias: "*.example.com",
        ..RIGHT
    };
    let policy = Distribution {
        behavior: POLICY,
        ..RIGHT
    };
    let script = Script::default()
        .on("distribution", page(&[other, wildcard], Some("E9")))
        .on(
            "distribution?Marker=E9",
            page(std::slice::from_ref(&policy), Some("more")),
        )
        .on("distribution/E1", policy.whole())
        .on("cache-policy/CP1", cache_policy("CP1"));
    let plane = ControlPlane::start(script);
    let run = check(&plane, "files.example.com", &[]);
    assert_eq!(
        (target(&run), run.code),
        (found("E1", "works"), 0),
        "{run:?}"
    );
    assert_eq!(
        plane.asked(),
        [
            "distribution",
            "distribution?Marker=E9",
            "distribution/E1",
            "cache-policy/CP1"
        ]
    );
}

#[test]
fn a_wildcard_serves_what_no_name_and_no_tenant_has() {
    let wildcard = Distribution {
        alias: "*.example.com",
        ..RIGHT
    };
    let plane = ControlPlane::start(wildcard.alone());
    let run = check(&plane, "files.example.com", &[]);
    assert_eq!(target(&run), found("E1", "works"), "{run:?}");
    let tenant = "distribution-tenant?domain=files.example.com";
    assert_eq!(plane.asked(), ["distribution", tenant, "distribution/E1"]);
}

#[test]
fn a_tenant_leads_to_its_distribution() {
    let template = Distribution {
        alias: "unused.example.com",
        ..RIGHT
    };
    let tenant = Answer::xml(
        "<DistributionTenant><Id>dt_1</Id><DistributionId>E1</DistributionId><Name>n</Name><Domains>\
         <member><Domain>customer.example.org</Domain><Status>active</Status></member></Domains>\
         <Enabled>true</Enabled><Status>Deployed</Status></DistributionTenant>",
    );
    let script = template.alone();
    let script = script.on("distribution-tenant?domain=customer.example.org", tenant);
    let plane = ControlPlane::start(script);
    let run = check(&plane, "customer.example.org", &[]);
    assert_eq!(
        (target(&run), run.code),
        (found("E1", "works"), 0),
        "{run:?}"
    );
}

/// An origin access control signs a second time, which is the fault, at its place.
#[test]
fn findings_point_to_the_key_in_the_answer() {
    let more = "<OriginAccessControlId>OAC1</OriginAccessControlId>";
    let guarded = Distribution { more, ..RIGHT };
    let script = guarded.alone();
    let script = script.on("origin-access-control/OAC1", access_control("OAC1"));
    let plane = ControlPlane::start(script);
    let run = check(&plane, "files.example.com", &[]);
    let finding = run.json()["findings"][0].clone();
    assert_eq!(
        (finding["rule"].as_str(), run.code),
        (Some("origin-access-signs-again"), 1)
    );
    let place = &finding["location"];
    assert_eq!(place["file"], "distribution E1");
    let pointer = "/Distribution/DistributionConfig/Origins/Items/0/OriginAccessControlId";
    assert_eq!(place["pointer"], pointer);
    let human = siglint(
        &plane,
        &[
            "check",
            "--live",
            "--distribution",
            "E1",
            &crate::run::url("files.example.com"),
            "--now",
            NOW,
        ],
    );
    let said = human.said();
    assert!(
        said.contains("distribution E1: Origins.Items[0].OriginAccessControlId"),
        "{said}"
    );
    assert!(
        said.contains(r#""OriginAccessControlId": "OAC1""#),
        "{said}"
    );
}

#[test]
fn a_url_of_s3s_is_followed_through_what_has_its_bucket() {
    let plane = ControlPlane::start(RIGHT.alone());
    let run = check(
        &plane,
        "cf-files-example.s3.eu-central-1.amazonaws.com",
        &[],
    );
    assert_eq!(target(&run), found("E1", "works"), "{run:?}");
}

/// An account of three hundred distributions, in three pages, with twelve policies.
fn large() -> Script {
    let ids: Vec<String> = (0..300).map(|number| format!("E{number:03}")).collect();
    let name = |number: usize| format!("CP{}", number % 12);
    let behavior = |number| format!("<CachePolicyId>{}</CachePolicyId>", name(number));
    let bodies: Vec<String> = (0..300).map(behavior).collect();
    let each = ids.iter().zip(&bodies);
    let all: Vec<Distribution<'_>> = each
        .map(|(id, behavior)| Distribution {
            id,
            behavior,
            ..RIGHT
        })
        .collect();
    let script = Script::default()
        .on("distribution", page(&all[..100], Some("E100")))
        .on(
            "distribution?Marker=E100",
            page(&all[100..200], Some("E200")),
        )
        .on("distribution?Marker=E200", page(&all[200..], None));
    (0..12).fold(script, |script, number| {
        let path = format!("cache-policy/{}", name(number));
        script.on(&path, cache_policy(&name(number)))
    })
}

/// Three pages and one question for each policy, a few of them at a time.
#[test]
fn three_hundred_distributions_are_three_questions() {
    let plane = ControlPlane::start(large());
    let arguments = ["check", "--live", "--all", "--format", "json", "--now", NOW];
    let report = siglint(&plane, &arguments).json();
    assert_eq!(report["distributions"].as_array().unwrap().len(), 300);
    assert_eq!(report["targets"].as_array().unwrap().len(), 300);
    assert_eq!(plane.asked().len(), 3 + 12);
    let most = plane.most_under_way();
    assert!(most <= 4, "{most} at once");
}

#[test]
fn some_viewers_are_served_by_a_staging_distribution() {
    let config = "<ContinuousDeploymentPolicyId>CD1</ContinuousDeploymentPolicyId>";
    let policy = Answer::xml(
        "<ContinuousDeploymentPolicy><Id>CD1</Id><ContinuousDeploymentPolicyConfig>\
         <StagingDistributionDnsNames><Quantity>1</Quantity><Items><DnsName>d2.cloudfront.net</DnsName></Items>\
         </StagingDistributionDnsNames><Enabled>true</Enabled><TrafficConfig><SingleHeaderConfig>\
         <Header>aws-cf-cd-x</Header><Value>5ec2e75ec2e7</Value></SingleHeaderConfig><Type>SingleHeader</Type>\
         </TrafficConfig></ContinuousDeploymentPolicyConfig></ContinuousDeploymentPolicy>",
    );
    let script = Distribution { config, ..RIGHT }.alone();
    let plane = ControlPlane::start(script.on("continuous-deployment-policy/CD1", policy));
    let run = check(&plane, "files.example.com", &[]);
    let reason = run.json()["not_checked"][0]["reason"].to_string();
    assert!(
        reason.contains("served by the staging distribution d2.cloudfront.net"),
        "{reason}"
    );
}

/// A function is no longer a riddle: what its code mentions is known, and the code is not shown.
#[test]
fn a_functions_code_tells_what_it_mentions() {
    let functions = |code: &str| {
        let behavior = format!(
            "{LEGACY}<FunctionAssociations><Quantity>1</Quantity><Items><FunctionAssociation><FunctionARN>\
             arn:aws:cloudfront::123456789012:function/auth</FunctionARN><EventType>viewer-request</EventType>\
             </FunctionAssociation></Items></FunctionAssociations>"
        );
        let script = Distribution {
            behavior: &behavior,
            ..RIGHT
        }
        .alone();
        let code = Answer::Body(200, format!("// 5ec2e75ec2e7\n{code}"));
        ControlPlane::start(script.on("function/auth?Stage=LIVE", code))
    };
    let silent = functions("function handler(event) { return event.request; }");
    let run = check(&silent, "files.example.com", &[]);
    assert_eq!(target(&run), found("E1", "works"), "{run:?}");
    assert_eq!(run.json()["targets"][0]["confidence"], "likely", "{run:?}");
    let rewriting =
        functions("function handler(event) { event.request.uri += '/x'; return event.request; }");
    let run = check(&rewriting, "files.example.com", &[]);
    assert_eq!(target(&run), found("E1", "unknown"), "{run:?}");
}
