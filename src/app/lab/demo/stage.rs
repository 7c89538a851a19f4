//! The demo's folder, its lab, and siglint's own commands in it.

use super::fetch::Answer;
use crate::app::inputs::read_configuration;
use crate::input::Options;
use crate::lab::{Bucket, Clock, Credential, Lab, Running, Store};
use crate::model::Secret;
use crate::report::human::Style;
use crate::source::SourceMap;
use jiff::{SignedDuration, Timestamp};
use std::fs::File;
use std::io::{Error, Result, Write};
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The names that a viewer and S3 know.
pub(super) const VIEWER: &str = "d111111abcdef8.cloudfront.net";
pub(super) const S3_HOST: &str = "demo-files.s3.eu-central-1.amazonaws.com";

/// The key of AWS's documentation, which opens nothing.
const KEY: &str = "AKIAIOSFODNN7EXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

/// When the demo plays.
const START: i64 = 1_795_428_600;

/// The demo's folder; it goes when the demo ends.
#[derive(Debug)]
pub(super) struct Stage {
    folder: PathBuf,
    style: Style,
}

impl Stage {
    /// A folder with the delivery and the file.
    pub(super) fn set(style: Style) -> Result<Self> {
        let name = format!("siglint-demo-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        // It must be ours: whoever was there first could lead what is written elsewhere.
        std::fs::create_dir(&folder)?;
        let stage = Self { folder, style };
        std::fs::create_dir(stage.folder.join("files"))?;
        stage.write("distribution.json", include_str!("distribution.json"))?;
        stage.write("files/report.pdf", "%PDF-1.7 a report\n")?;
        Ok(stage)
    }

    fn write(&self, name: &str, text: &str) -> Result<()> {
        let mut file = File::create_new(self.folder.join(name))?;
        file.write_all(text.as_bytes())
    }

    /// The lab of the distribution as it is written down now, ten past ten.
    pub(super) fn lab(&self) -> Result<Running> {
        let (mut sources, mut problems) = (SourceMap::default(), Vec::new());
        let paths = [self.folder.join("distribution.json")];
        let options = Options::default();
        let configuration = read_configuration(&paths, &options, &mut sources, &mut problems);
        let bucket = Bucket {
            name: "demo-files".to_owned(),
            region: Some("eu-central-1".to_owned()),
            store: Store::open(&self.folder.join("files")).map_err(Error::other)?,
        };
        let credential = Credential {
            access_key_id: KEY.to_owned(),
            secret: Secret(SECRET.to_owned()),
            token: None,
        };
        let start = Timestamp::from_second(START).map_err(Error::other)?;
        let lab = Lab::new(
            configuration,
            vec![bucket],
            vec![credential],
            Clock::new(start, 0.0),
            Box::new(|_| {}),
        );
        let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
        lab.start(here, 0, 0).map_err(Error::other)
    }

    /// What `siglint sign` makes of the file at a time of the day, as `10:00`.
    pub(super) fn sign(&self, at: &str, more: &[&str]) -> Result<String> {
        let now = format!("2026-11-23T{at}:00Z");
        let arguments = ["sign", "s3://demo-files/report.pdf", "--now", &now];
        let region = ["--region", "eu-central-1", "--expires", "1h"];
        let arguments = [&arguments[..], &region, more].concat();
        let url = self.siglint(&arguments, None)?;
        Ok(url.trim().to_owned())
    }

    /// What one of siglint's own commands prints in the folder.
    pub(super) fn siglint(&self, arguments: &[&str], input: Option<&str>) -> Result<String> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(arguments)
            .current_dir(&self.folder)
            .env("AWS_ACCESS_KEY_ID", KEY)
            .env("AWS_SECRET_ACCESS_KEY", SECRET)
            .env_remove("AWS_SESSION_TOKEN")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(input.unwrap_or_default().as_bytes())?;
        }
        let output = child.wait_with_output()?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// The words for colour in a command.
    pub(super) const fn color(&self) -> [&'static str; 2] {
        match self.style {
            Style::Plain => ["--color", "never"],
            Style::Colored => ["--color", "always"],
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What is left of it is a few bytes in the folder for such things.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Asks a lab's edge for a URL.
pub(super) fn ask(lab: &Running, url: &str) -> Result<Answer> {
    Answer::get(lab.edge, VIEWER, url)
}

/// Asks a lab's S3 for a URL.
pub(super) fn ask_s3(lab: &Running, url: &str) -> Result<Answer> {
    Answer::get(lab.s3, S3_HOST, url)
}

/// Sets a lab's clock to a time of the day, in minutes since midnight.
pub(super) fn wait_until(lab: &Running, minutes: i64) {
    let midnight = START - START.rem_euclid(86_400);
    let now = lab.lab.clock.now().as_second();
    let by = SignedDuration::from_secs(midnight + minutes * 60 - now);
    lab.lab.clock.advance(by);
}
