//! The report of `plan`: what was asked, what it comes to, and a picture of one URL's life.

use super::{Style, WIDTH, wrap};
use crate::diagnosis::Planned;
use crate::finding::{duration, duration_range};

/// The column at which values start.
const TEXT: usize = 24;

/// Columns of the picture.
const BAR: usize = 52;

/// Draws plans, each under the delivery that it is of, if it is of one.
#[must_use]
pub fn plans(all: &[(Option<String>, Planned)], style: Style) -> String {
    let drawn = all.iter().map(|(of, planned)| {
        let head = of.as_deref().map(|of| wrap(of, WIDTH).join("\n"));
        let head = head.map(|head| style.strong(&head) + "\n");
        head.unwrap_or_default() + &plan(planned, style)
    });
    drawn.collect::<Vec<_>>().join("\n")
}

fn plan(planned: &Planned, style: Style) -> String {
    let mut text = String::new();
    if let Some((reach, valid)) = planned.asked {
        let settings = [
            ("sign with an expiry of", duration(planned.expiry)),
            ("round signing times to", duration(planned.step)),
            ("MaxTTL and DefaultTTL", format!("{} s", planned.ttl)),
        ];
        let asked = format!(
            "Nothing reachable after {}, at least {} valid:",
            duration(reach),
            duration(valid)
        );
        text += &format!("{}\n", style.strong(&asked));
        text += &settings
            .iter()
            .map(|(label, value)| row(label, value))
            .collect::<String>();
        text += &format!("\n{}\n", wrap(&reasons(planned), WIDTH).join("\n"));
        text += "\n";
    }
    text += &comes_to(planned);
    text += "\n";
    text += &picture(planned, style);
    for fault in &planned.faults {
        text += &format!(
            "\n{} {}\n",
            style.bad("error:"),
            wrap(fault, WIDTH - 7).join("\n       ")
        );
    }
    text
}

fn row(label: &str, value: &str) -> String {
    let indent = format!("\n{}", " ".repeat(TEXT + 2));
    let value = wrap(value, WIDTH - TEXT - 2).join(&indent);
    format!("  {label:<TEXT$}{value}\n")
}

/// Why these settings and no others.
fn reasons(planned: &Planned) -> String {
    format!(
        "Why: a URL that is handed out at the end of its step must still be valid for {}, so the expiry \
         is that and the step. Expiry and time to live together are the reach. Each URL is new to the \
         cache, so long steps make hits; a copy that is kept for longer than a step is not asked for \
         again. Of the steps that divide a day, this one leaves most to the cache.",
        duration(planned.shortest)
    )
}

fn comes_to(planned: &Planned) -> String {
    let validity = match planned.step {
        0 => duration(planned.expiry),
        _ => duration_range(planned.shortest, planned.expiry),
    };
    let copies = match planned.ttl {
        0 => "no copies are kept".to_owned(),
        ttl => format!(
            "a copy that is fetched at the end is kept for {}",
            duration(ttl)
        ),
    };
    let reach = format!(
        "{} after the signing time: {copies}",
        duration(planned.reach)
    );
    let urls = planned.urls_per_day.map_or_else(
        || "one for each request: nothing is served from the cache".to_owned(),
        |urls| format!("{urls} a day"),
    );
    let mut text = row("valid when handed out", &validity);
    text += &row("last reachable", &reach);
    if planned.usual != planned.ttl {
        let usually = format!(
            "{} after it, if the object has no Cache-Control of its own",
            duration(planned.expiry.saturating_add(planned.usual))
        );
        text += &row("usually", &usually);
    }
    text += &row("URLs of one object", &urls);
    text + &served(planned)
}

/// The share of requests that the cache answers, at each rate.
fn served(planned: &Planned) -> String {
    let mut text = String::new();
    for (index, (rate, hits)) in planned.hits.iter().enumerate() {
        let label = if index == 0 {
            "served from the cache"
        } else {
            ""
        };
        text += &row(label, &format!("{:5.1} % at {rate}", hits * 100.0));
    }
    if planned.step != 0 {
        let said =
            "of one object's requests, if they come to one cache and independently of each other";
        text += &row("", said);
    }
    text
}

/// One URL's life as three bars over one scale, from its signing time to the end of its reach.
fn picture(planned: &Planned, style: Style) -> String {
    let whole = planned.reach.max(planned.step).max(1);
    let column = |time: u64| {
        let columns = u128::from(time) * (BAR as u128) / u128::from(whole);
        usize::try_from(columns).unwrap_or(BAR)
    };
    let bar = |label: &str, from: u64, to: u64, sign: &str| {
        let (from, to) = (column(from), column(to));
        let drawn = sign.repeat(to.saturating_sub(from).max(1));
        format!("  {label:<TEXT$}{}{drawn}\n", " ".repeat(from))
    };
    let mut text = style.strong("one URL, from its signing time on") + "\n";
    if planned.step > 0 {
        text += &bar("handed out", 0, planned.step, "█");
    }
    text += &bar("valid", 0, planned.expiry, "█");
    if planned.ttl > 0 {
        text += &bar("only copies are served", planned.expiry, planned.reach, "░");
    }
    text + &scale(planned, column)
}

/// The times at which something changes, each ending below its moment; one that would touch the one
/// before it has a line of its own.
fn scale(planned: &Planned, column: impl Fn(u64) -> usize) -> String {
    let mut times = vec![planned.step, planned.expiry, planned.reach];
    times.retain(|time| *time > 0);
    times.sort_unstable();
    times.dedup_by_key(|time| duration(*time));
    let mut lines: Vec<String> = Vec::new();
    for time in times {
        let said = format!("{} ┘", duration(time));
        let length = said.chars().count();
        let at = (TEXT + 2 + column(time)).saturating_sub(length);
        match lines.iter_mut().find(|line| line.chars().count() < at) {
            Some(line) => {
                let gap = " ".repeat(at - line.chars().count());
                *line += &format!("{gap}{said}");
            }
            None => lines.push(format!("{}{said}", " ".repeat(at))),
        }
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}
