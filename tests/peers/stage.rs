//! One test: a fault before a server, with a URL of its own.

use crate::delivery::Delivery;
use crate::fault::{Expected, Fault, Form, OPEN};
use crate::lab::Lab;
use crate::signer::Request;
use crate::support::{Run, scratch, siglint};
use crate::world::{World, delivered};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// What the steps of a test share.
#[derive(Debug)]
pub(crate) struct Stage<'a> {
    world: &'a World,
    fault: &'a Fault,
    server: &'a str,
    request: Request,
    /// The URL as the SDK gave it.
    url: String,
    folder: PathBuf,
    /// The lab to which everything happens, too.
    lab: Option<&'a Lab>,
}

/// The path of an object that is on no server yet.
pub(crate) fn new_path() -> &'static str {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("/new/{}-{number}.pdf", std::process::id()).leak()
}

/// Builds the fault, asks siglint, and compares.
pub(crate) fn play(
    world: &World,
    fault: &Fault,
    server: &str,
    form: Form,
    expected: &Expected,
) -> Result<(), String> {
    world.furnish(server)?;
    let request = (fault.request)();
    let stage = Stage {
        world,
        fault,
        server,
        url: request.url(),
        request,
        folder: scratch(&format!("peers/{server}/{}/{form:?}", fault.name)),
        lab: None,
    };
    (fault.before)(&stage)?;
    let (run, command) = stage.ask(form)?;
    stage.compare(&run, form, expected).map_err(|fault| {
        format!(
            "{fault}\n{command}\nexit code {}\n{}\n{}",
            run.code, run.stdout, run.stderr
        )
    })
}

impl<'a> Stage<'a> {
    /// A fault before a server and at the lab beside it.
    pub(crate) fn beside(
        world: &'a World,
        fault: &'a Fault,
        server: &'a str,
        folder: &Path,
        lab: &'a Lab,
    ) -> Self {
        let request = (fault.request)();
        Self {
            world,
            fault,
            server,
            url: request.url(),
            request,
            folder: folder.to_path_buf(),
            lab: Some(lab),
        }
    }

    /// The URL as the SDK gave it.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Fetches the URL through the edge, whatever is answered.
    pub(crate) fn fetch(&self) -> Result<(), String> {
        self.fetch_url(&self.url)
    }

    /// The same with another URL.
    pub(crate) fn fetch_url(&self, url: &str) -> Result<(), String> {
        if let Some(lab) = self.lab {
            lab.fetch(url);
        }
        self.world
            .curl(&delivered(url), self.edge()?, &[])
            .map(|_| ())
    }

    /// Puts the object there that is asked for.
    pub(crate) fn upload(&self) -> Result<(), String> {
        if let Some(lab) = self.lab {
            lab.put(self.request.path, "late\n");
        }
        self.world.put(self.server, self.request.path, "late\n")
    }

    fn edge(&self) -> Result<u16, String> {
        self.world
            .port(&format!("{}/{}", self.server, self.fault.edge))
    }

    /// Runs siglint; its command line is for whoever reads a failure.
    fn ask(&self, form: Form) -> Result<(Run, String), String> {
        let url = delivered(&self.url);
        let mut arguments = vec!["diagnose".to_owned(), url.clone()];
        let mut add = |words: &[&str]| arguments.extend(words.iter().map(|&word| word.to_owned()));
        add(&["--format", "json", "--timeout", "10"]);
        add(self.fault.arguments);
        match form {
            Form::Deployed | Form::Right => {
                let config = match form {
                    Form::Deployed => self.fault.configuration(&self.folder),
                    _ => Delivery::right().write(&self.folder),
                };
                add(&["-c", &config.display().to_string()]);
            }
            Form::Url => (),
            Form::S3Url => add(&["--s3-url", &self.url]),
            Form::Deep => add(&["--s3-url", &self.url, "--probe", "deep"]),
            Form::Saved(method) => add(&["--response", &self.save(&url, method)?]),
        }
        if !matches!(form, Form::Saved(_)) {
            arguments.extend(self.world.directions(self.server, self.fault.edge)?);
        }
        let run = siglint(&arguments, &self.folder);
        Ok((run, arguments.join(" ")))
    }

    /// What curl prints, in a file.
    fn save(&self, url: &str, method: &str) -> Result<String, String> {
        let more: &[&str] = if method == "HEAD" { &["--head"] } else { &[] };
        let answer = self.world.curl(url, self.edge()?, more)?;
        let path = self.folder.join("answer");
        std::fs::write(&path, answer.text).map_err(|error| error.to_string())?;
        Ok(path.display().to_string())
    }

    fn compare(&self, run: &Run, form: Form, expected: &Expected) -> Result<(), String> {
        let signature = self.url.split("Signature=").nth(1);
        let signature = &signature.unwrap_or_default()[..20];
        if run.stdout.contains(signature) || run.stderr.contains(signature) {
            return Err("the signature is shown".to_owned());
        }
        let report: Value = serde_json::from_str(&run.stdout).map_err(|error| error.to_string())?;
        let errors = report["summary"]["errors"].as_u64();
        let failed = i32::from(expected.verdict != "works" || errors != Some(0));
        match run.code == failed {
            true => judge(&report, form, expected),
            false => Err(format!("exit code {}, not {failed}", run.code)),
        }
    }
}

fn judge(report: &Value, form: Form, expected: &Expected) -> Result<(), String> {
    let target = &report["targets"][0];
    let verdict = target["verdict"].as_str().unwrap_or_default();
    let cause = target["root_cause"].as_str().unwrap_or_default();
    let findings = report["findings"].as_array().into_iter().flatten();
    let contradicts = findings.clone().any(|one| one["rule"] == OPEN);
    let finding = findings.filter(|one| one["rule"] == cause || one["rule"] == OPEN);
    let words = finding.map(|one| format!("{} {}", one["message"], one["notes"]));
    let words: String = words.collect();
    let status = target["predicted"]["status"].as_u64();
    let predicted = status.is_some_and(|status| status < 400);
    let nothing = target["observed"].as_array().is_none_or(Vec::is_empty);
    let must = |holds: bool, otherwise: String| if holds { Ok(()) } else { Err(otherwise) };
    must(!nothing, "nothing was observed".to_owned())?;
    must(
        verdict == expected.verdict,
        format!("verdict {verdict}, not {}", expected.verdict),
    )?;
    must(
        expected.causes.contains(&cause),
        format!("root cause {cause:?}, not {:?}", expected.causes),
    )?;
    must(
        words.contains(expected.word),
        format!("nothing about {:?}", expected.word),
    )?;
    must(
        form != Form::Deployed || !expected.is_named() || !contradicts,
        "what is deployed is said not to be".to_owned(),
    )?;
    must(
        form != Form::Right || verdict != "broken" || !predicted || contradicts,
        "that the configuration is not deployed is not said".to_owned(),
    )
}
