//! When the URL is valid and how long copies live, drawn to scale where that can be read.

use super::paper::Paper;
use crate::diagnosis::{Conclusion, MomentKind, Period, PeriodKind, TargetView, Timeline};
use crate::finding::instant;
use jiff::Timestamp;
use maud::{Markup, html};

/// The least share of the width between two moments, so that their times can be read.
const LEAST: f64 = 0.17;

/// The height of a period with its words, in pixels.
const ROW: usize = 42;

/// The height above the first period, where "now" stands, in pixels.
const TOP: usize = 24;

/// The picture and the list of its moments.
pub(super) fn timeline(target: &TargetView, id: &str, paper: Paper<'_>) -> Markup {
    html! {
        @if let Some(timeline) = &target.timeline {
            (section(timeline, title(target.conclusion), id, paper))
        }
    }
}

/// The same for the times alone, under a heading.
pub(super) fn section(timeline: &Timeline, title: &str, id: &str, paper: Paper<'_>) -> Markup {
    let scale = Scale::new(timeline);
    html! {
        section {
            (paper.heading(title))
            p.soft {
                "Times are in UTC"
                @if !scale.is_even { "; the picture is not to scale" } "."
                @if timeline.without_signature == Some(true) {
                    " Copies are served to everybody, with or without a valid signature."
                }
            }
            figure { (picture(timeline, &scale, id)) }
            ol.moments {
                @for moment in &timeline.moments {
                    li {
                        time datetime=(moment.at) { (instant(moment.at)) }
                        span {
                            @if moment.kind == MomentKind::Now { strong { (moment.kind.name()) } }
                            @else { (moment.kind.name()) }
                        }
                    }
                }
            }
        }
    }
}

const fn title(conclusion: Conclusion) -> &'static str {
    match conclusion {
        Conclusion::Broken => "How long it could be reached, once it works",
        _ => "How long it can be reached",
    }
}

/// Where each moment stands, in percent of the width.
struct Scale {
    stops: Vec<(Timestamp, f64)>,
    is_even: bool,
}

impl Scale {
    fn new(timeline: &Timeline) -> Self {
        let is_now = |kind: MomentKind| kind == MomentKind::Now;
        let ends = timeline
            .periods
            .iter()
            .flat_map(|one| [one.from, one.until]);
        let (now, moments): (Vec<_>, Vec<_>) =
            timeline.moments.iter().partition(|one| is_now(one.kind));
        let mut times: Vec<Timestamp> = ends.chain(moments.iter().map(|one| one.at)).collect();
        let (first, last) = (times.iter().min().copied(), times.iter().max().copied());
        // Between the others "now" needs no room of its own: its name stands above the picture.
        let outside = now.iter().map(|one| one.at);
        times.extend(outside.filter(|at| first > Some(*at) || last < Some(*at)));
        times.sort();
        times.dedup();
        let gaps: Vec<f64> = times.windows(2).map(gap).collect();
        let whole: f64 = gaps.iter().sum();
        let is_even = gaps.iter().all(|gap| *gap >= LEAST * whole);
        let gaps: Vec<f64> = gaps.iter().map(|gap| gap.max(LEAST * whole)).collect();
        let whole: f64 = gaps.iter().sum::<f64>().max(1.0);
        let mut at = 0.0;
        let before = std::iter::once(0.0).chain(gaps.iter().map(|gap| {
            at += gap;
            at / whole * 100.0
        }));
        let before: Vec<f64> = before.collect();
        Self {
            stops: times.into_iter().zip(before).collect(),
            is_even,
        }
    }

    /// The place of a time; between two stops by its share of the time between them.
    fn at(&self, time: Timestamp) -> f64 {
        let next = self.stops.partition_point(|(at, _)| *at < time);
        let after = self.stops.get(next);
        let before = next
            .checked_sub(1)
            .and_then(|before| self.stops.get(before));
        match (before, after) {
            (_, Some((at, percent))) if *at == time => *percent,
            (Some((from, low)), Some((until, high))) => {
                low + (high - low) * gap(&[*from, time]) / gap(&[*from, *until]).max(1.0)
            }
            (Some((_, percent)), None) | (None, Some((_, percent))) => *percent,
            (None, None) => 0.0,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a picture needs no more")]
fn gap(two: &[Timestamp]) -> f64 {
    match two {
        [from, until] => until.duration_since(*from).as_secs() as f64,
        _ => 0.0,
    }
}

fn picture(timeline: &Timeline, scale: &Scale, id: &str) -> Markup {
    let bottom = TOP + timeline.periods.len() * ROW + 8;
    let height = bottom + 58;
    let (title, details) = (format!("{id}-time"), format!("{id}-times"));
    html! {
        svg.timeline role="img" aria-labelledby={ (title) " " (details) } height=(height) {
            title id=(title) { "Timeline of the URL" }
            desc id=(details) { (described(timeline)) }
            @for (at, percent) in &scale.stops {
                line.tick x1=(share(*percent)) x2=(share(*percent)) y1=(TOP) y2=(bottom + 5) {}
                (tick(*at, *percent, scale, bottom))
            }
            line.axis x1="0" x2="100%" y1=(bottom) y2=(bottom) {}
            @for (row, period) in timeline.periods.iter().enumerate() {
                (bar(period, TOP + row * ROW, scale))
            }
            @for moment in timeline.moments.iter().filter(|one| one.kind == MomentKind::Now) {
                (now(scale.at(moment.at), bottom))
            }
            @for (row, period) in timeline.periods.iter().enumerate() {
                (words(period, TOP + row * ROW, scale))
            }
        }
    }
}

fn described(timeline: &Timeline) -> String {
    let period = |one: &Period| {
        format!(
            "{}, from {} until {}",
            one.label,
            instant(one.from),
            instant(one.until)
        )
    };
    let all: Vec<String> = timeline.periods.iter().map(period).collect();
    format!("{}. The moments are listed below.", all.join(". "))
}

/// The bar of a period.
fn bar(period: &Period, top: usize, scale: &Scale) -> Markup {
    let class = match period.kind {
        PeriodKind::HandedOut => "handed",
        PeriodKind::Valid => "valid",
        PeriodKind::Copies => "copies",
        PeriodKind::LongerCopies => "longer",
    };
    let (from, until) = (scale.at(period.from), scale.at(period.until));
    html! {
        rect class=(class) x=(share(from)) width=(share(until - from)) y=(top + 22) height="12" rx="3" {}
    }
}

/// The words of a period above its bar: from the left, or up to the right edge with the bar.
fn words(period: &Period, top: usize, scale: &Scale) -> Markup {
    let is_right = scale.at(period.from) > 40.0 && scale.at(period.until) > 95.0;
    let (x, anchor) = if is_right {
        ("100%", "end")
    } else {
        ("0", "start")
    };
    html! { text x=(x) y=(top + 16) text-anchor=(anchor) { (period.label) } }
}

fn now(at: f64, bottom: usize) -> Markup {
    html! {
        line.now x1=(share(at)) x2=(share(at)) y1="16" y2=(bottom) {}
        text.now-text x=(share(at)) y="12" text-anchor=(anchor(at)) { "now" }
    }
}

/// A time below the axis; its day only where the one before it is another.
fn tick(at: Timestamp, percent: f64, scale: &Scale, bottom: usize) -> Markup {
    let before = scale.stops.iter().rev().find(|(time, _)| *time < at);
    let day = |time: Timestamp| time.strftime("%-d %b").to_string();
    let year = |time: Timestamp| time.strftime("%Y").to_string();
    let clock = match at.as_second() % 60 {
        0 => at.strftime("%H:%M").to_string(),
        _ => at.strftime("%H:%M:%S").to_string(),
    };
    let is_new =
        |part: &dyn Fn(Timestamp) -> String| before.is_none_or(|(time, _)| part(*time) != part(at));
    let (new_day, new_year) = (is_new(&day) || is_new(&year), is_new(&year));
    let (x, anchor) = (share(percent), anchor(percent));
    html! {
        text.tick-text x=(x) y=(bottom + 20) text-anchor=(anchor) { (clock) }
        @if new_day { text.tick-text x=(x) y=(bottom + 36) text-anchor=(anchor) { (day(at)) } }
        @if new_year { text.tick-text x=(x) y=(bottom + 52) text-anchor=(anchor) { (year(at)) } }
    }
}

/// Text at the edges stays inside.
fn anchor(percent: f64) -> &'static str {
    match percent {
        at if at < 5.0 => "start",
        at if at > 95.0 => "end",
        _ => "middle",
    }
}

fn share(percent: f64) -> String {
    format!("{percent:.2}%")
}
