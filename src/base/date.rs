//! `Date`: a day in the calendar. The only place that knows the date library.
//!
//! Must not know: what day it is, except in [`Date::today`], which the command line alone calls.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A day, written `2026-11-23`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// Reads `2026-11-23`, nothing shorter or longer; `None` for a day that no calendar has.
    pub fn parse(text: &str) -> Option<Self> {
        let shape = text.len() == 10
            && text
                .bytes()
                .enumerate()
                .all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
        shape.then(|| text.parse().ok().map(Self)).flatten()
    }

    /// The day by this machine's clock and time zone. The clock is read here and nowhere else.
    pub fn today() -> Self {
        Self(jiff::ZonedDateTime::now().date())
    }

    /// The day so many days later; the last day of the calendar if there is none.
    pub fn plus_days(self, days: u32) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().days(i64::from(days).min(MOST_DAYS))))
    }

    /// Year, month from 1 and day of the month.
    pub fn parts(self) -> (i16, i8, i8) {
        (self.0.year(), self.0.month(), self.0.day())
    }
}

/// More days than any span of the calendar has.
const MOST_DAYS: i64 = 4_000_000;

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Date::parse(&text).ok_or_else(|| D::Error::custom("not a day"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_added_up_to_the_end_of_the_calendar() {
        let day = |text| Date::parse(text).expect("a day");
        assert_eq!(day("2026-02-20").plus_days(10).to_string(), "2026-03-02");
        assert_eq!(day("2026-02-20").plus_days(u32::MAX).to_string(), "9999-12-31");
    }

    #[test]
    fn only_real_days_in_one_form() {
        assert_eq!(Date::parse("2026-11-23").map(|d| d.to_string()).as_deref(), Some("2026-11-23"));
        assert_eq!(Date::parse("2024-02-29").map(Date::parts), Some((2024, 2, 29)));
        for wrong in ["2026-02-29", "2026-1-2", "23.11.2026", "2026-11-23T10:00", "tomorrow", "2026-13-01"] {
            assert_eq!(Date::parse(wrong), None, "{wrong}");
        }
    }
}
