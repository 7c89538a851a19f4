//! `parameter-missing`: a parameter of the SigV4 signature is not in the URL.

use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, list};
use crate::model::{Answer, Param, SIGV4_PARAMETERS, SignedUrl, Stage};
use crate::rules::{Check, Scene};
use crate::s3::html_escaped;
use crate::source::Span;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "parameter-missing",
    summary: "the URL lacks a parameter of its SigV4 signature",
    group: Group::Url,
    severity: Severity::Error,
    needs: &[Need::Url],
    stage: Stage::Parameters,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(400, "AuthorizationQueryParametersError")),
    page: include_str!("parameter_missing.md"),
};

/// How many names a headline can hold.
const FEW: usize = 3;

/// What became of the missing parameters, and where it shows.
enum Cause<'a> {
    /// The `&` before them is escaped, so that they stand in the value of this parameter.
    Glued(&'a Param),
    /// All of them are there in another case; this is the first one.
    Case(&'a Param),
    /// The URL ends behind this parameter.
    Cut(&'a Param),
    /// They are nowhere to be seen; this is the last parameter of the signature, if there is one.
    Gone(Option<&'a Param>),
}

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(url) = scene.url.filter(|url| url.sigv4().is_some()) else {
        return;
    };
    let missing = missing(url);
    // A URL that is signed for CloudFront may have a name of S3's among its own.
    let unsigned = ["X-Amz-Signature", "X-Amz-Credential"];
    let is_viewers = url.viewer.is_some() && unsigned.iter().all(|name| missing.contains(name));
    if !missing.is_empty() && !is_viewers {
        sink.report(word(url, &missing));
    }
}

/// The names of the parameters that the URL lacks. Those behind an `&amp;` are there, and a rule of
/// their own is about them.
pub(super) fn missing(url: &SignedUrl) -> Vec<&'static str> {
    let escaped: Vec<&str> = html_escaped(url).map(|(name, _)| name).collect();
    let names = SIGV4_PARAMETERS.into_iter();
    names
        .filter(|name| url.param(name).is_none() && !escaped.contains(name))
        .collect()
}

fn cause<'a>(url: &'a SignedUrl, missing: &[&str]) -> Cause<'a> {
    let find = |is: &dyn Fn(&Param) -> bool| url.params.iter().find(|param| is(param));
    let glued = find(&|param| holds(param, missing));
    let other_case = |name: &&str| find(&|param| param.name.eq_ignore_ascii_case(name));
    let cased: Option<Vec<&Param>> = missing.iter().map(other_case).collect();
    let last = url.params.last().filter(|param| is_signature_part(param));
    if let Some(param) = glued {
        Cause::Glued(param)
    } else if let Some(param) = cased.and_then(|params| params.first().copied()) {
        Cause::Case(param)
    } else if let Some(param) = last.filter(|_| url.params.len() == 1 || ends_early(missing)) {
        Cause::Cut(param)
    } else {
        Cause::Gone(url.params.iter().rfind(|param| is_signature_part(param)))
    }
}

/// Whether a value goes on with a parameter that is missing for that reason.
pub(super) fn holds(param: &Param, missing: &[&str]) -> bool {
    let value = param.value.to_ascii_lowercase();
    let mut missing = missing.iter();
    missing.any(|name| value.contains(&format!("{}=", name.to_ascii_lowercase())))
}

fn is_signature_part(param: &Param) -> bool {
    let start = param.name.get(..6);
    start.is_some_and(|start| start.eq_ignore_ascii_case("X-Amz-"))
}

/// Whether the missing ones are the last ones in the order in which SDKs write them; they differ
/// only in which one of the last two comes first.
fn ends_early(missing: &[&str]) -> bool {
    SIGV4_PARAMETERS.ends_with(missing) || missing == ["X-Amz-SignedHeaders"]
}

fn word(url: &SignedUrl, missing: &[&str]) -> Finding {
    let cause = cause(url, missing);
    let all = SIGV4_PARAMETERS.len();
    let finding = match missing.len() {
        0..=FEW => Finding::new(&RULE, format!("The URL lacks {}", list(missing))),
        count => Finding::new(
            &RULE,
            format!("The URL lacks {count} of the {all} parameters of a SigV4 signature"),
        )
        .note(format!("missing: {}", list(missing))),
    };
    let (place, label) = place(url, &cause);
    let finding = finding.label(place, label);
    let finding = match missing.contains(&"X-Amz-Algorithm") {
        true => finding.without_answer().note(
            "without X-Amz-Algorithm S3 may answer 400 AuthorizationQueryParametersError, or 403 \
             AccessDenied as to an anonymous request: AWS does not say which",
        ),
        false => finding,
    };
    explain(finding, &cause, url)
}

fn place(url: &SignedUrl, cause: &Cause<'_>) -> (Option<Span>, String) {
    let name = |param: &Param| Some(param.name_span());
    match cause {
        Cause::Glued(param) => (name(param), "its value holds the next ones".to_owned()),
        Cause::Case(param) => (name(param), "written in another case".to_owned()),
        Cause::Cut(param) => (name(param), "the URL ends with this one".to_owned()),
        Cause::Gone(Some(param)) => (name(param), "the last one that is there".to_owned()),
        Cause::Gone(None) => (url.path.span(), "none of them follows".to_owned()),
    }
}

fn explain(finding: Finding, cause: &Cause<'_>, url: &SignedUrl) -> Finding {
    match cause {
        Cause::Glued(_) => finding
            .note("the & between parameters is escaped, as %26 or \\u0026, and separates nothing")
            .fix(Fix::new("write each & between parameters as it is")),
        Cause::Case(_) => finding
            .confidence(Confidence::Likely)
            .note("S3 documents one spelling; whether it takes another case is not confirmed")
            .fix(Fix::new(
                "write the names as the SDK did: X-Amz-Date, not x-amz-date",
            )),
        Cause::Cut(_) if url.params.len() == 1 => finding
            .note("an unquoted & ends a command in a shell, and with it the URL")
            .fix(Fix::new("put the URL in single quotes")),
        Cause::Cut(_) => finding
            .note("the URL was cut off: by a line break, a length limit, or the end of a selection")
            .fix(Fix::new("take the URL whole, as the SDK returned it")),
        Cause::Gone(_) => finding
            .note("S3 wants all six, and what is missing cannot be added without signing anew")
            .fix(Fix::new("take the URL whole, as the SDK returned it")),
    }
}
