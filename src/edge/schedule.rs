//! What expiry, rounding and time to live come to together: how long, how many URLs, how many hits.

/// A day, in seconds.
const DAY: u64 = 86_400;

/// The longest validity that SigV4 takes, in seconds: 7 days.
const LONGEST_EXPIRY: u64 = 604_800;

/// Of more copies than this in one step, the ratio is that of the long run.
const MOST_COPIES: u64 = 5_000;

/// Steps that a person would write, in minutes; each divides the day, so that windows begin at the
/// same times every day.
const STEPS: [u64; 22] = [
    1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 40, 45, 60, 90, 120, 180, 240, 360, 480, 720, 1440,
];

/// A way to sign and to cache.
///
/// Every URL that is asked for within one step has the same signing time, the step's beginning, and
/// so is the same URL. It is valid from there for `expiry`. A copy that CloudFront fetches with it is
/// kept for `ttl`, and served for that long to whoever has the URL, expired or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    /// How long a URL is valid from its signing time, in seconds.
    pub expiry: u64,
    /// The step to which signing times are rounded down, in seconds; 0 where they are not.
    pub step: u64,
    /// How long a copy is kept, in seconds.
    pub ttl: u64,
}

/// What a schedule must keep to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wish {
    /// Nothing is reachable this long after a URL was handed out, in seconds.
    pub reach: u64,
    /// A URL is valid for at least this long when it is handed out, in seconds.
    pub valid: u64,
    /// Requests for one object that reach one cache, a second.
    pub rate: f64,
}

impl Schedule {
    /// The validity left to a URL that is handed out at the end of its step, in seconds; 0 where it is
    /// born expired.
    #[must_use]
    pub const fn shortest(&self) -> u64 {
        self.expiry.saturating_sub(self.step)
    }

    /// The validity of a URL that is handed out at the start of its step, in seconds.
    #[must_use]
    pub const fn longest(&self) -> u64 {
        self.expiry
    }

    /// How long after its signing time an object can be had with a URL at the latest, in seconds: a
    /// copy may be fetched at the very end.
    #[must_use]
    pub const fn reach(&self) -> u64 {
        self.expiry.saturating_add(self.ttl)
    }

    /// How many different URLs one object has in a day; `None` where every request makes another.
    #[must_use]
    pub const fn urls_per_day(&self) -> Option<u64> {
        match self.step {
            0 => None,
            step => Some(DAY.div_ceil(step)),
        }
    }

    /// Whether a URL that is handed out at the end of its step has expired by then.
    #[must_use]
    pub const fn is_born_expired(&self) -> bool {
        self.shortest() == 0
    }

    /// Whether `SigV4` takes no such validity.
    #[must_use]
    pub const fn is_too_long(&self) -> bool {
        self.expiry > LONGEST_EXPIRY
    }

    /// The share of requests that are served from one cache, between 0 and 1, for requests that come
    /// at `rate` a second, independently of each other, with the URL that is handed out at that moment.
    ///
    /// The first request of a step finds no copy; each that follows within `ttl` of the last fetch does.
    #[must_use]
    pub fn hit_ratio(&self, rate: f64) -> f64 {
        if self.step == 0 || self.ttl == 0 || rate.is_nan() || rate <= 0.0 {
            return 0.0;
        }
        let requests = rate * seconds(self.step);
        (1.0 - self.misses(rate) / requests).clamp(0.0, 1.0)
    }

    /// How many requests of one step find no copy, on average.
    fn misses(&self, rate: f64) -> f64 {
        let last = (self.step - 1) / self.ttl;
        if last > MOST_COPIES {
            return seconds(self.step) / (seconds(self.ttl) + rate.recip());
        }
        // The copy number `k` is fetched in this step if more than `k` requests fall into what the
        // lives of the copies before it leave of the step.
        let mut ln_factorial = 0.0;
        let mut misses = 0.0;
        for copy in 0..=last {
            ln_factorial += seconds(copy.max(1)).ln();
            let mean = rate * seconds(self.step - copy * self.ttl);
            misses += more_than(copy, mean, ln_factorial);
        }
        misses
    }

    /// The schedule that serves most from the cache among those that keep to a wish, and of equals the
    /// one with the shortest reach; `None` if none does.
    #[must_use]
    pub fn best(wish: Wish) -> Option<Self> {
        let steps = STEPS.iter().map(|minutes| minutes * 60);
        let kept = steps.filter_map(|step| Self::within(wish, step));
        let better = |best: Self, one: Self| {
            let gain = one.hit_ratio(wish.rate) - best.hit_ratio(wish.rate);
            let shorter = gain > -1e-9 && one.reach() < best.reach();
            if gain > 1e-9 || shorter { one } else { best }
        };
        kept.reduce(better)
    }

    /// The schedule with this step that keeps to a wish: valid just long enough, and with a time to
    /// live that fills the rest, but is no longer than a URL is asked for.
    fn within(wish: Wish, step: u64) -> Option<Self> {
        let expiry = wish.valid.checked_add(step)?;
        let rest = wish.reach.checked_sub(expiry)?;
        let ttl = rest.min(step) / 60 * 60;
        (expiry <= LONGEST_EXPIRY && ttl > 0).then_some(Self { expiry, step, ttl })
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "no duration here comes near 2^53 seconds"
)]
const fn seconds(count: u64) -> f64 {
    count as f64
}

/// The probability that a Poisson variable with this mean is above `count`, whose factorial's logarithm
/// is given. The smaller tail is summed, from its largest term on, so that nothing underflows.
fn more_than(count: u64, mean: f64, ln_factorial: f64) -> f64 {
    let at_count = (seconds(count) * mean.ln() - mean - ln_factorial).exp();
    if seconds(count) < mean {
        let mut sum = 0.0;
        let mut term = at_count;
        let mut index = seconds(count);
        while term > 1e-18 {
            sum += term;
            term *= index / mean;
            index -= 1.0;
        }
        return 1.0 - sum;
    }
    let mut sum = 0.0;
    let mut index = seconds(count) + 1.0;
    let mut term = at_count * mean / index;
    while term > 1e-18 {
        sum += term;
        index += 1.0;
        term *= mean / index;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: Schedule = Schedule {
        expiry: 3600,
        step: 1800,
        ttl: 1800,
    };

    #[test]
    fn an_hour_rounded_to_half_an_hour() {
        assert_eq!((ARTICLE.shortest(), ARTICLE.longest()), (1800, 3600));
        assert_eq!(ARTICLE.reach(), 5400);
        assert_eq!(ARTICLE.urls_per_day(), Some(48));
        // One miss in half an hour with 300 requests.
        let ratio = ARTICLE.hit_ratio(300.0 / 1800.0);
        assert!((ratio - 299.0 / 300.0).abs() < 1e-6, "{ratio}");
    }

    #[test]
    fn what_is_not_rounded_or_not_kept_is_never_served_from_the_cache() {
        let unrounded = Schedule { step: 0, ..ARTICLE };
        let unkept = Schedule { ttl: 0, ..ARTICLE };
        for schedule in [unrounded, unkept] {
            assert_eq!(schedule.hit_ratio(10.0).to_bits(), 0.0_f64.to_bits());
        }
        assert_eq!(unrounded.urls_per_day(), None);
    }

    #[test]
    fn a_wish_is_kept_to() {
        let wish = Wish {
            reach: 7200,
            valid: 1200,
            rate: 1.0,
        };
        let best = Schedule::best(wish).expect("there is one");
        assert!(best.reach() <= 7200 && best.shortest() >= 1200, "{best:?}");
        assert_eq!((best.step, best.ttl, best.expiry), (2700, 2700, 3900));
    }

    #[test]
    fn a_wish_that_cannot_be_kept_has_no_schedule() {
        let wish = Wish {
            reach: 1200,
            valid: 1200,
            rate: 1.0,
        };
        assert_eq!(Schedule::best(wish), None);
    }
}
