//! A lab for one test, and URLs signed for it.

use crate::client::{Answer, send};
use crate::support;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The documentation's own credentials, which are the lab's, too.
pub(crate) const KEY: &str = "AKIAIOSFODNN7EXAMPLE";
pub(crate) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
/// The bucket of most scenarios, its host, and the object in it.
pub(crate) const BUCKET: &str = "cf-files-example";
pub(crate) const HOST: &str = "cf-files-example.s3.eu-central-1.amazonaws.com";
pub(crate) const CONTENT: &str = "%PDF-1.7 of the lab\n";
/// Ten minutes after the URLs of the scenarios were signed.
pub(crate) const NOW: &str = "2026-11-23T10:10:00Z";

/// A lab that runs until it is dropped.
pub(crate) struct Lab {
    child: Child,
    pub(crate) edge: String,
    pub(crate) s3: String,
    pub(crate) folder: PathBuf,
}

impl Lab {
    /// The delivery of a scenario, with the object in its bucket.
    pub(crate) fn of(scenario: &str, test: &str, more: &[&str]) -> Self {
        let config = support::root().join("fixtures/scenarios").join(scenario);
        Self::with(&config.join("config"), test, more)
    }

    pub(crate) fn with(config: &Path, test: &str, more: &[&str]) -> Self {
        let folder = support::scratch(&format!("lab-{test}"));
        std::fs::create_dir_all(folder.join("reports")).unwrap();
        std::fs::write(folder.join("reports/2026.pdf"), CONTENT).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_siglint"))
            .args(["lab", "--port", "0", "--s3-port", "0", "-q", "-c"])
            .arg(config)
            .arg("--bucket")
            .arg(format!("{BUCKET}={}", folder.display()))
            .args(more)
            .env_clear()
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut address = |name: &str| loop {
            let line = lines.next().expect("the lab tells where it is").unwrap();
            let word = |at| {
                line.split_whitespace()
                    .nth(at)
                    .unwrap_or_default()
                    .to_owned()
            };
            if word(0) == name {
                break word(1).replace("http://", "");
            }
        };
        let (edge, s3) = (address("edge"), address("S3"));
        Self {
            child,
            edge,
            s3,
            folder,
        }
    }

    /// A lab of the right delivery, at [`NOW`].
    pub(crate) fn correct(test: &str) -> Self {
        Self::of("correct", test, &["--now", NOW, "--time-scale", "0"])
    }

    /// Asks the edge for a URL's path and query.
    pub(crate) fn ask(&self, method: &str, url: &str, headers: &[(&str, &str)]) -> Answer {
        let headers = [&[("Host", self.edge.as_str())], headers].concat();
        send(&self.edge, method, target(url), &headers)
    }

    pub(crate) fn get(&self, url: &str) -> Answer {
        self.ask("GET", url, &[])
    }

    /// Asks S3 under the URL's own host.
    pub(crate) fn ask_s3(&self, method: &str, url: &str, headers: &[(&str, &str)]) -> Answer {
        let host = url.split('/').nth(2).unwrap();
        let headers = [&[("Host", host)], headers].concat();
        send(&self.s3, method, target(url), &headers)
    }

    /// Sets the lab's clock ahead.
    pub(crate) fn advance(&self, by: &str) {
        let target = format!("/.siglint/clock?advance={by}");
        let answer = self.ask("POST", &format!("http://lab{target}"), &[]);
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The path and query of a URL.
pub(crate) fn target(url: &str) -> &str {
    let start = url.find("://").unwrap() + 3;
    &url[start + url[start..].find('/').unwrap()..]
}

/// What `siglint sign` makes of the object at a time, with further arguments.
pub(crate) fn signed(key: &str, at: &str, more: &[&str]) -> String {
    let object = format!("s3://{BUCKET}/{key}");
    let mut arguments = vec!["sign", &object, "--now", at];
    if !more.contains(&"--region") {
        arguments.extend(["--region", "eu-central-1"]);
    }
    arguments.extend(more);
    let environment = [
        ("AWS_ACCESS_KEY_ID", KEY),
        ("AWS_SECRET_ACCESS_KEY", SECRET),
        ("AWS_EC2_METADATA_DISABLED", "true"),
    ];
    let run = support::siglint_with(&arguments, &support::root(), &environment);
    assert_eq!(run.code, 0, "{run:?}");
    run.stdout.trim().to_owned()
}

/// The object, signed ten minutes before [`NOW`] for an hour.
pub(crate) fn report() -> String {
    signed("reports/2026.pdf", "2026-11-23T10:00:00Z", &[])
}
