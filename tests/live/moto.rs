//! moto, a control plane that others wrote, over real HTTP and filled with the AWS CLI. `tests/peers/up`
//! starts it.

use crate::run::{self, NOW, Run, SIGNED_HOST, url};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::Command;

/// The server, and the AWS CLI beside it.
struct Moto {
    endpoint: String,
    aws: PathBuf,
}

impl Moto {
    fn find() -> Self {
        let folder = std::env::var_os("SIGLINT_PEERS").expect("tests/peers/up was run");
        let folder = std::path::absolute(folder).unwrap();
        let ports = std::fs::read_to_string(folder.join("run/ports")).expect("the servers are up");
        let port = ports.lines().find_map(|line| line.strip_prefix("moto "));
        let endpoint = format!("http://127.0.0.1:{}", port.expect("moto runs"));
        let aws = folder.join("tools/moto/bin/aws");
        Self { endpoint, aws }
    }

    /// What `aws cloudfront` answers.
    fn aws(&self, arguments: &[&str]) -> Value {
        let output = Command::new(&self.aws)
            .arg("cloudfront")
            .args(arguments)
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("AWS_DEFAULT_REGION", "us-east-1")
            .env("AWS_ENDPOINT_URL", &self.endpoint)
            .envs(run::environment(&self.endpoint))
            .output()
            .expect("the AWS CLI starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {said}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Makes a distribution, and gives its id and domain name.
    fn create(&self, config: &Value) -> (String, String) {
        let config = config.to_string();
        let made = self.aws(&["create-distribution", "--distribution-config", &config]);
        let text = |key: &str| made["Distribution"][key].as_str().unwrap().to_owned();
        (text("Id"), text("DomainName"))
    }

    fn siglint(&self, arguments: &[&str]) -> Run {
        run::with(arguments, &run::environment(&self.endpoint))
    }

    /// `siglint check` of a URL at this host.
    fn check(&self, host: &str, more: &[&str]) -> Run {
        let (url, original) = (url(host), url(SIGNED_HOST));
        let base = ["check", &url, "--s3-url", &original, "--now", NOW];
        self.siglint(&[&base[..], &["--format", "json"], more].concat())
    }
}

/// A delivery through this host of the bucket.
fn config(reference: &str, alias: &str, origin: &str) -> Value {
    json!({
        "CallerReference": reference,
        "Aliases": {"Quantity": 1, "Items": [alias]},
        "Origins": {"Quantity": 1, "Items": [{
            "Id": "files",
            "DomainName": origin,
            "OriginPath": "",
            "CustomHeaders": {"Quantity": 0},
            "S3OriginConfig": {"OriginAccessIdentity": ""}
        }]},
        "DefaultCacheBehavior": {
            "TargetOriginId": "files",
            "ViewerProtocolPolicy": "redirect-to-https",
            "ForwardedValues": {"QueryString": true, "Cookies": {"Forward": "none"}},
            "TrustedSigners": {"Enabled": false, "Quantity": 0},
            "MinTTL": 0, "DefaultTTL": 1800, "MaxTTL": 1800
        },
        "Comment": "", "Enabled": true
    })
}

fn causes(run: &Run) -> Vec<Value> {
    let report = run.json();
    let targets = report["targets"].as_array().unwrap().iter();
    let causes = targets.map(|target| {
        json!([
            target["verdict"],
            target["root_cause"],
            target["distribution"]
        ])
    });
    causes.collect()
}

#[test]
#[ignore = "needs the servers of tests/peers/up"]
fn a_delivery_is_found_and_judged_as_from_its_snapshot_and_the_cli() {
    let moto = Moto::find();
    let right = "cf-files-example.s3.eu-central-1.amazonaws.com";
    let wrong = "cf-files-example.s3.amazonaws.com";
    let folder = crate::support::scratch("moto");
    for (number, origin, expected) in [
        ("1", right, json!(["works", null])),
        ("2", wrong, json!(["broken", "signed-host-mismatch"])),
    ] {
        let alias = format!("files{number}.example.com");
        let (id, domain) = moto.create(&config(number, &alias, origin));
        let live = moto.check(&domain, &["--live"]);
        let [verdict, cause] = [&expected[0], &expected[1]];
        assert_eq!(causes(&live), [json!([verdict, cause, id])], "{live:?}");
        assert_eq!(causes(&moto.check(&alias, &["--live"])), causes(&live));
        let named = moto.check(&domain, &["--live", "--distribution", &id]);
        assert_eq!(causes(&named), causes(&live));
        let saved = moto.siglint(&["export", "--distribution", &id]).stdout;
        let printed = moto.aws(&["get-distribution", "--id", &id]).to_string();
        for (name, text) in [("snapshot.json", saved), ("cli.json", printed)] {
            let file = folder.join(format!("{number}-{name}"));
            std::fs::write(&file, text).unwrap();
            let file = file.display().to_string();
            assert_eq!(
                causes(&moto.check(&domain, &["-c", &file])),
                causes(&live),
                "{name}"
            );
        }
    }
    let all = moto.siglint(&["distributions", "--live", "--format", "json"]);
    assert!(
        all.json()["distributions"].as_array().unwrap().len() >= 2,
        "{all:?}"
    );
}
