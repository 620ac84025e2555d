//! `Date`: a day in the calendar. The only place that knows the date library.
//!
//! Must not know: what day it is, except in [`Date::today`], which the command line alone calls.

use serde::{Serialize, Serializer};
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

    /// The day in words, without the weekday: `23 November 2026`.
    pub fn in_words(self) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        format!("{} {} {}", self.0.day(), MONTHS[self.0.month() as usize - 1], self.0.year())
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_days_in_one_form() {
        assert_eq!(Date::parse("2026-11-23").map(|d| d.to_string()).as_deref(), Some("2026-11-23"));
        assert_eq!(Date::parse("2024-02-29").map(Date::in_words).as_deref(), Some("29 February 2024"));
        for wrong in ["2026-02-29", "2026-1-2", "23.11.2026", "2026-11-23T10:00", "tomorrow", "2026-13-01"] {
            assert_eq!(Date::parse(wrong), None, "{wrong}");
        }
    }
}
