//! `expiry-out-of-range`: the URL asks for a validity that S3 does not give.

use super::parameter_malformed::shown;
use super::parameter_missing::{holds, missing};
use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, duration};
use crate::model::{Answer, Param, SigV4, SignedUrl, Stage};
use crate::rules::{Check, Scene};
use crate::s3::LONGEST_LIFETIME;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "expiry-out-of-range",
    summary: "the URL asks for a validity that S3 does not give",
    group: Group::Url,
    severity: Severity::Error,
    needs: &[Need::Url],
    stage: Stage::Parameters,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(400, "AuthorizationQueryParametersError")),
    page: include_str!("expiry_out_of_range.md"),
};

/// What is wrong with a validity.
enum Fault {
    /// It is no number of seconds.
    Unreadable,
    /// It is longer than a week.
    TooLong(u64),
    /// It is nothing.
    Zero,
}

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some((url, v4)) = scene.url.and_then(|url| Some((url, url.any_sigv4()?))) else {
        return;
    };
    if let Some((param, fault)) = url.param("X-Amz-Expires").zip(fault(url, v4)) {
        sink.report(word(param, &fault));
    }
}

fn fault(url: &SignedUrl, v4: &SigV4) -> Option<Fault> {
    // A value that goes on with the next parameters is why those are missing.
    let param = url.param("X-Amz-Expires")?;
    let glued = holds(param, &missing(url));
    match v4.lifetime {
        _ if glued => None,
        None => Some(Fault::Unreadable),
        Some(0) => Some(Fault::Zero),
        Some(lifetime) => (lifetime > LONGEST_LIFETIME).then_some(Fault::TooLong(lifetime)),
    }
}

fn word(param: &Param, fault: &Fault) -> Finding {
    let value = match param.value_span.is_empty() {
        true => param.span,
        false => param.value_span,
    };
    let finding = |said: String| {
        Finding::new(&RULE, said).label(Some(value), "expected 1 to 604800 seconds (seven days)")
    };
    match fault {
        Fault::Unreadable => finding(format!("X-Amz-Expires is {}", shown(&param.value)))
            .note("it is how long the URL is good for, in seconds: no date, and no unit")
            .fix(Fix::new("give whole seconds, digits only, and sign anew")),
        Fault::Zero => finding("X-Amz-Expires is 0: this URL was never valid".to_owned())
            .at_stage(Stage::Time)
            .without_answer()
            .note(
                "AWS documents 1 as the least; S3 was seen to read 0 and to call the URL expired, \
                 with 403 AccessDenied",
            )
            .fix(Fix::new(
                "sign with the seconds for which the URL should be good",
            )),
        Fault::TooLong(lifetime) => {
            let lasts = duration(*lifetime);
            let finding = finding(format!(
                "X-Amz-Expires is {lifetime} ({lasts}); S3 takes {LONGEST_LIFETIME} at most"
            ));
            let finding = match looks_like_milliseconds(*lifetime) {
                true => finding.note(format!(
                    "read as milliseconds it is {}",
                    duration(lifetime / 1000)
                )),
                false => finding,
            };
            finding.fix(
                Fix::new(format!("sign for {LONGEST_LIFETIME} seconds (seven days) at most"))
                    .or("for longer links, sign with CloudFront's own keys: its URLs have no such limit"),
            )
        }
    }
}

/// Whether a lifetime is a round number of minutes once it is divided by a thousand, which a number
/// of days in seconds seldom is.
fn looks_like_milliseconds(lifetime: u64) -> bool {
    lifetime.is_multiple_of(5 * 60 * 1000) && lifetime / 1000 <= LONGEST_LIFETIME
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_days_are_not_taken_for_milliseconds() {
        for (lifetime, expected) in [
            (3_600_000, true),
            (900_000, true),
            (604_800_000, true),
            (864_000, false),
            (2_592_000, false),
            (31_536_000, false),
            (999_900_000_000, false),
        ] {
            assert_eq!(looks_like_milliseconds(lifetime), expected, "{lifetime}");
        }
    }
}
