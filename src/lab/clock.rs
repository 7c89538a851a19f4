//! The lab's clock, which can be set ahead and made to run faster.

use jiff::{SignedDuration, Timestamp};
use std::sync::Mutex;
use std::time::Instant;

/// A clock that starts at a given time.
#[derive(Debug)]
pub struct Clock {
    start: Timestamp,
    started: Instant,
    /// How many seconds pass in one.
    scale: f64,
    /// How far it was set ahead.
    ahead: Mutex<SignedDuration>,
}

impl Clock {
    /// A clock that shows `start` now, and of which `scale` seconds pass in one.
    #[must_use]
    pub fn new(start: Timestamp, scale: f64) -> Self {
        Self {
            start,
            started: Instant::now(),
            scale,
            ahead: Mutex::new(SignedDuration::ZERO),
        }
    }

    /// The time that it shows.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let passed = self.started.elapsed().as_secs_f64() * self.scale;
        let passed = SignedDuration::try_from_secs_f64(passed).unwrap_or(SignedDuration::MAX);
        let total = passed.saturating_add(self.ahead());
        self.start.checked_add(total).unwrap_or(Timestamp::MAX)
    }

    /// Sets it ahead.
    pub fn advance(&self, by: SignedDuration) {
        if let Ok(mut ahead) = self.ahead.lock() {
            *ahead = ahead.saturating_add(by);
        }
    }

    fn ahead(&self) -> SignedDuration {
        self.ahead
            .lock()
            .map_or(SignedDuration::ZERO, |ahead| *ahead)
    }
}
