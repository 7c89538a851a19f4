//! What a fault is, and what siglint must say about it.

use crate::delivery::Delivery;
use crate::signer::{GET, Request};
use crate::stage::Stage;
use std::path::{Path, PathBuf};

/// What siglint is given besides the URL with the viewer's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// The configuration as it is deployed.
    Deployed,
    /// Nothing.
    Url,
    /// The URL as the SDK returned it.
    S3Url,
    /// The same, and leave to send what should be refused.
    Deep,
    /// A configuration that is right, and not what is deployed.
    Right,
    /// What curl printed, asked with this method, and no network.
    Saved(&'static str),
}

/// The S3 servers, as `faults.sh` names them.
pub(crate) const LOCALSTACK: &str = "localstack";
pub(crate) const RADOSGW: &str = "radosgw";
/// The rule for what no rule is about, and for what an answer without a word leaves open.
pub(crate) const OPEN: &str = "unpredicted-answer";

/// What siglint must say.
#[derive(Debug, Clone)]
pub(crate) struct Expected {
    pub(crate) verdict: &'static str,
    /// The root causes of which one is to be named; "" is none.
    pub(crate) causes: Vec<&'static str>,
    /// What must stand in the findings that name the cause, or say that it is not deployed.
    pub(crate) word: &'static str,
}

impl Expected {
    /// With this word in the finding.
    pub(crate) fn says(self, word: &'static str) -> Self {
        Self { word, ..self }
    }

    /// Whether the cause has a rule of its own.
    pub(crate) fn is_named(&self) -> bool {
        self.verdict != "works" && !self.causes.contains(&OPEN)
    }

    fn new<const N: usize>(verdict: &'static str, causes: [&'static str; N]) -> Self {
        let causes = causes.to_vec();
        Self {
            verdict,
            causes,
            word: "",
        }
    }
}

/// Refused, for one of these causes.
pub(crate) fn broken<const N: usize>(causes: [&'static str; N]) -> Expected {
    Expected::new("broken", causes)
}

/// Served to someone who should not be, for one of these causes.
pub(crate) fn leaks<const N: usize>(causes: [&'static str; N]) -> Expected {
    Expected::new("leaks", causes)
}

/// Served, and nothing is wrong.
pub(crate) fn works() -> Expected {
    Expected::new("works", [""])
}

/// One fault.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) name: &'static str,
    /// The edge in `faults.sh`.
    pub(crate) edge: &'static str,
    /// What is signed; made anew for each test.
    pub(crate) request: fn() -> Request,
    /// What happens before siglint is asked.
    pub(crate) before: fn(&Stage<'_>) -> Result<(), String>,
    pub(crate) deployed: fn(&mut Delivery),
    /// Further arguments.
    pub(crate) arguments: &'static [&'static str],
    pub(crate) expected: Vec<(&'static str, Form, Expected)>,
}

/// A fault of one of the edges; by itself a URL that works and a configuration that is right.
pub(crate) fn fault(name: &'static str, edge: &'static str) -> Fault {
    Fault {
        name,
        edge,
        request: || GET,
        before: |_| Ok(()),
        deployed: |_| (),
        arguments: &[],
        expected: Vec::new(),
    }
}

impl Fault {
    /// The folder with the configuration as it is deployed.
    pub(crate) fn configuration(&self, folder: &Path) -> PathBuf {
        let mut delivery = Delivery::right();
        (self.deployed)(&mut delivery);
        delivery.write(folder)
    }

    pub(crate) fn request(self, request: fn() -> Request) -> Self {
        Self { request, ..self }
    }

    pub(crate) fn before(self, before: fn(&Stage<'_>) -> Result<(), String>) -> Self {
        Self { before, ..self }
    }

    pub(crate) fn deployed(self, deployed: fn(&mut Delivery)) -> Self {
        Self { deployed, ..self }
    }

    pub(crate) fn arguments(self, arguments: &'static [&'static str]) -> Self {
        Self { arguments, ..self }
    }

    /// What must be said in front of this server, in each of these forms.
    pub(crate) fn on(mut self, server: &'static str, forms: &[Form], expected: Expected) -> Self {
        let each = forms.iter().map(|form| (server, *form, expected.clone()));
        self.expected.extend(each);
        self
    }
}
