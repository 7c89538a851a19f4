//! The story: a broken delivery, why, the mend, what a cache does with an expired URL, what bounds it.

use super::show::Show;
use super::stage::{S3_HOST, Stage, VIEWER, ask, ask_s3, wait_until};
use crate::app::output::Output;
use crate::lab::Running;
use std::io::Result;

/// Plays it.
pub(in crate::app::lab) fn play(output: Output) -> Result<()> {
    let show = Show::new(output);
    show.gap()?;
    let stage = Stage::set(show.style)?;
    show.say(
        "A private file lies in an S3 bucket. People get links to it that are signed for an hour, and \
         CloudFront delivers it. Everything below happens on this machine: a local edge and a local S3 \
         that answer as AWS does, real requests, and siglint's own commands.",
    )?;
    let broken = stage.lab()?;
    let (s3_url, url) = signed(&stage)?;
    delivery(show, &broken, &url)?;
    diagnosis(show, &stage, &broken, &s3_url, &url)?;
    let mended = mend(show, &stage, &s3_url, &url)?;
    expiry(show, &mended, &url)?;
    rounding(show, &stage, &mended)?;
    show.gap()?;
    show.say(
        "Now yours: `siglint check 'https://…' -c distribution.json` for a URL, `siglint check -c infra/` \
         for a repository, `siglint lab -c infra/ --bucket NAME=FOLDER` to try your own delivery here.",
    )
}

/// The URL as the SDK gives it, and with the CDN's name put in.
fn signed(stage: &Stage) -> Result<(String, String)> {
    let s3_url = stage.sign("10:00", &[])?;
    let url = s3_url.replacen(S3_HOST, VIEWER, 1);
    Ok((s3_url, url))
}

fn delivery(show: Show, lab: &Running, url: &str) -> Result<()> {
    show.scene(1, "10:10, the delivery is broken")?;
    show.say(
        "The application signs the file's URL at S3, and puts the CDN's name in place of S3's. The \
         distribution forwards the whole query, and keeps copies for 30 minutes.",
    )?;
    show.gap()?;
    show.printed(&format!("signed     {S3_HOST}/report.pdf?X-Amz-…"))?;
    show.printed(&format!("handed out {VIEWER}/report.pdf?X-Amz-…"))?;
    show.gap()?;
    show.command(&format!(
        "curl -i 'https://{VIEWER}/report.pdf?X-Amz-…' > answer"
    ))?;
    show.answer("the edge answers", &ask(lab, url)?)
}

fn diagnosis(show: Show, stage: &Stage, lab: &Running, s3_url: &str, url: &str) -> Result<()> {
    show.scene(2, "Why? siglint reads the answer and the configuration")?;
    show.command("siglint diagnose 'https://…' --s3-url 'https://…' --response answer \\")?;
    show.printed("    -c distribution.json")?;
    let answer = ask(lab, url)?;
    let arguments = [
        "diagnose",
        url,
        "--s3-url",
        s3_url,
        "-c",
        "distribution.json",
    ];
    let more = ["--response", "-", "--now", "2026-11-23T10:10:00Z"];
    let arguments = [&arguments[..], &more, &stage.color()].concat();
    let report = stage.siglint(&arguments, Some(&answer.text))?;
    show.gap()?;
    show.report(&excerpt(&report))
}

/// The first finding up to its mend, and the verdict.
fn excerpt(report: &str) -> String {
    let is_past = |line: &str| {
        ["with:", "then:", "same place:"]
            .iter()
            .any(|end| line.contains(end))
    };
    let lines = report.lines();
    let finding = lines
        .clone()
        .skip_while(|line| !line.contains("signed-host-mismatch"))
        .take_while(|line| !line.is_empty() && !is_past(line));
    let verdict = lines
        .skip_while(|line| !line.contains("verdict:"))
        .take_while(|line| !line.is_empty() && !line.starts_with("  "));
    let lines = finding.chain(std::iter::once("")).chain(verdict);
    lines.map(|line| format!("{line}\n")).collect()
}

fn mend(show: Show, stage: &Stage, s3_url: &str, url: &str) -> Result<Running> {
    show.scene(3, "The mend is one name")?;
    show.command("siglint check 'https://…' --s3-url 'https://…' -c distribution.json --fix")?;
    let check = ["check", url, "--s3-url", s3_url, "-c", "distribution.json"];
    let more = ["--now", "2026-11-23T10:10:00Z", "--color", "never", "--fix"];
    let check = [&check[..], &more].concat();
    let diff = stage.siglint(&[&check[..], &["--diff"]].concat(), None)?;
    let is_change = |line: &&str| {
        let starts =
            |sign: char| line.starts_with(sign) && !line.starts_with(&sign.to_string().repeat(3));
        starts('-') || starts('+')
    };
    let changes = diff
        .lines()
        .filter(is_change)
        .map(|line| match line.split_at_checked(1) {
            Some(("-", rest)) => show.style.bad(&format!("- {}", rest.trim())),
            Some((_, rest)) => show.style.good(&format!("+ {}", rest.trim())),
            None => String::new(),
        });
    show.printed(&changes.collect::<Vec<_>>().join("\n"))?;
    stage.siglint(&check, None)?;
    let lab = stage.lab()?;
    show.gap()?;
    show.answer("the edge answers", &ask(&lab, url)?)?;
    show.answer("and again", &ask(&lab, url)?)?;
    Ok(lab)
}

fn expiry(show: Show, lab: &Running, url: &str) -> Result<()> {
    show.scene(4, "A cache does not read expiry dates")?;
    show.say(
        "The URL is valid until 11:00. Somebody uses it at 10:59; then we set the clock ahead.",
    )?;
    lab.lab.invalidate();
    show.gap()?;
    wait_until(lab, 10 * 60 + 59);
    show.answer("10:59  the edge", &ask(lab, url)?)?;
    wait_until(lab, 11 * 60 + 5);
    show.answer("11:05  S3 itself", &ask_s3(lab, url)?)?;
    show.answer("11:05  the edge", &ask(lab, url)?)?;
    wait_until(lab, 11 * 60 + 28);
    show.answer("11:28  the edge", &ask(lab, url)?)?;
    wait_until(lab, 11 * 60 + 30);
    show.answer("11:30  the edge", &ask(lab, url)?)?;
    show.gap()?;
    show.say(
        "An expired URL is served as long as its copy lives: after the expiry (1 h) and the time to live \
         (30 min) nothing is reachable any more. Both are yours to choose.",
    )
}

fn rounding(show: Show, stage: &Stage, lab: &Running) -> Result<()> {
    show.scene(5, "Rounding makes a cache worth having")?;
    show.say(
        "Each signing time makes another URL, and each URL has a copy of its own. Signed with --round \
         30m, everybody who asks between 12:00 and 12:30 gets the same one:",
    )?;
    show.gap()?;
    for (minutes, at) in [(727, "12:07"), (738, "12:18"), (749, "12:29")] {
        wait_until(lab, minutes);
        let plain = stage.sign(at, &[])?;
        let rounded = stage.sign(at, &["--round", "30m"])?;
        show.answer(&format!("{at}  signed as it is"), &ask(lab, &plain)?)?;
        show.answer("       rounded", &ask(lab, &rounded)?)?;
    }
    show.gap()?;
    show.command("siglint plan --expires 1h --round 30m --ttl 30m --rate 10/min")?;
    let arguments = ["plan", "--expires", "1h", "--round", "30m", "--ttl", "30m"];
    let more = ["--rate", "10/min"];
    let plan = stage.siglint(&[&arguments[..], &more, &stage.color()].concat(), None)?;
    let lines = plan.lines().take_while(|line| !line.is_empty());
    show.printed(&lines.collect::<Vec<_>>().join("\n"))
}
