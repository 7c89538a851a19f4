//! What a signed URL comes to, in a few sentences.

use super::order::Order;
use crate::edge::Rounding;
use crate::finding::{duration, duration_range, instant};
use crate::report::human::wrap;
use jiff::SignedDuration;

/// How wide lines are, in characters.
const WIDTH: usize = 80;

/// How long the URL is valid and who shares it.
pub(super) fn told(order: &Order) -> String {
    let left = order.expires_at().duration_since(order.now).as_secs();
    let mut says = vec![format!(
        "valid for {}, until {}",
        duration(u64::try_from(left).unwrap_or(0)),
        instant(order.expires_at())
    )];
    says.extend(shared(order));
    says.extend(session(order));
    if order.via.is_some() {
        says.push(
            "the distribution must forward the whole query and keep it in the cache key; `siglint check \
             URL -c CONFIG` tells whether it does"
                .to_owned(),
        );
    }
    let lines = says.iter().flat_map(|text| item(text));
    lines.collect()
}

pub(super) fn item(text: &str) -> Vec<String> {
    let lines = wrap(text, WIDTH - 2);
    let marks = std::iter::once("- ").chain(std::iter::repeat("  "));
    let lines = marks.zip(lines);
    lines
        .map(|(mark, line)| format!("{mark}{line}\n"))
        .collect()
}

fn shared(order: &Order) -> Option<String> {
    if order.step == 0 {
        let why = "not rounded: every URL is another one, and no cache can share it (--round)";
        return order.via.is_some().then(|| why.to_owned());
    }
    let step = SignedDuration::from_secs(i64::try_from(order.step).ok()?);
    let next = order.signed_at().checked_add(step).ok()?;
    let range = Rounding::given(order.step, order.lifetime);
    Some(format!(
        "signed as of {}: everybody who signs before {} gets the same URL, valid for {} when it is \
         handed out",
        instant(order.signed_at()),
        instant(next),
        duration_range(range.shortest, range.longest)
    ))
}

fn session(order: &Order) -> Option<String> {
    order.key.token.as_ref()?;
    let ends = match order.key.ends {
        Some(ends) => format!("until {}", instant(ends)),
        None => "for a time that the credentials do not tell".to_owned(),
    };
    Some(format!(
        "signed in a session that lives {ends}: the URL dies with it, and another session makes another \
         URL, which caches do not share with this one"
    ))
}
