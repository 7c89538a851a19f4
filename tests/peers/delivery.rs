//! A distribution's configuration as the AWS CLI prints it: the right one, and what to change in it.

use crate::signer::HOST;
use crate::support::root;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Managed origin request policies.
pub(crate) const ALL_VIEWER: &str = "216adef6-5c7f-47e4-b989-5492eafa07d3";
pub(crate) const ALL_VIEWER_EXCEPT_HOST: &str = "b689b0a8-53d0-40ab-baf2-68738e2966ac";
/// A managed cache policy, which keys no query.
pub(crate) const CACHING_OPTIMIZED: &str = "658327ea-f89d-4fab-a63d-7e88639e58f6";

/// The documents of one delivery.
#[derive(Debug)]
pub(crate) struct Delivery {
    distribution: Value,
    cache_policy: Value,
    more: Vec<Value>,
}

impl Delivery {
    /// The reference: nothing is wrong with it.
    pub(crate) fn right() -> Self {
        let read = |name: &str| -> Value {
            let path = root().join("fixtures/scenarios/correct/config").join(name);
            let text = std::fs::read_to_string(path).expect("the scenario is there");
            serde_json::from_str(&text).expect("the scenario is JSON")
        };
        let mut right = Self {
            distribution: read("distribution.json"),
            cache_policy: read("cache-policy.json"),
            more: Vec::new(),
        };
        right.origin()["DomainName"] = json!(HOST);
        right
    }

    /// The distribution's own settings.
    pub(crate) fn settings(&mut self) -> &mut Value {
        &mut self.distribution["Distribution"]["DistributionConfig"]
    }

    /// Its only origin.
    pub(crate) fn origin(&mut self) -> &mut Value {
        &mut self.settings()["Origins"]["Items"][0]
    }

    /// Its only behavior.
    pub(crate) fn behavior(&mut self) -> &mut Value {
        &mut self.settings()["DefaultCacheBehavior"]
    }

    /// The cache policy's settings.
    pub(crate) fn caching(&mut self) -> &mut Value {
        &mut self.cache_policy["CachePolicy"]["CachePolicyConfig"]
    }

    /// Forwards and keys these parameters alone.
    pub(crate) fn list_parameters(&mut self, names: &[&str]) {
        self.caching()["ParametersInCacheKeyAndForwardedToOrigin"]["QueryStringsConfig"] = json!({
            "QueryStringBehavior": "whitelist",
            "QueryStrings": { "Quantity": names.len(), "Items": names },
        });
    }

    /// Attaches the bucket as if it were anybody's server.
    pub(crate) fn custom_origin(&mut self) {
        let origin = self
            .origin()
            .as_object_mut()
            .expect("an origin is an object");
        origin.remove("S3OriginConfig");
        let protocols = json!({ "Quantity": 1, "Items": ["TLSv1.2"] });
        let custom = json!({
            "HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only",
            "OriginSslProtocols": protocols, "OriginReadTimeout": 30, "OriginKeepaliveTimeout": 5,
        });
        origin.insert("CustomOriginConfig".to_owned(), custom);
    }

    /// Lets CloudFront sign, too.
    pub(crate) fn origin_access(&mut self) {
        self.origin()["OriginAccessControlId"] = json!("E4EXAMPLEOAC");
        self.more
            .push(json!({ "ETag": "E4EXAMPLEETAG", "OriginAccessControl": {
                "Id": "E4EXAMPLEOAC",
                "OriginAccessControlConfig": {
                    "Name": "files", "Description": "", "SigningProtocol": "sigv4",
                    "SigningBehavior": "always", "OriginAccessControlOriginType": "s3",
                },
            }}));
    }

    /// Writes the documents to a folder that `-c` can be given.
    pub(crate) fn write(&self, folder: &Path) -> PathBuf {
        let config = folder.join("config");
        std::fs::create_dir_all(&config).expect("the folder can be made");
        let all = [&self.distribution, &self.cache_policy]
            .into_iter()
            .chain(&self.more);
        for (index, document) in all.enumerate() {
            let path = config.join(format!("{index}.json"));
            std::fs::write(path, format!("{document:#}\n")).expect("the document can be written");
        }
        config
    }
}
