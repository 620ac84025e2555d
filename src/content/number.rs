//! A number as it is typed and as it is counted.
//!
//! With `value.rs` and `measure.rs` the door of the decimals. Must not know: what is counted.

use rust_decimal::Decimal;

/// A number as typed and as counted: `12.50` is printed so, and equals `12.5`.
#[derive(Clone, Debug)]
pub struct Number {
    typed: String,
    pub(super) decimal: Decimal,
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.decimal == other.decimal
    }
}

impl Number {
    /// Reads digits with a sign and a point, and nothing else.
    pub fn read(text: &str) -> Option<Self> {
        let plain =
            !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
        let decimal = plain.then(|| text.parse().ok()).flatten()?;
        Some(Self { typed: printed(text), decimal })
    }

    /// A number that nobody has typed.
    pub(super) fn of(decimal: Decimal) -> Self {
        Self { typed: decimal.to_string(), decimal }
    }

    /// Its digits without zeros that say nothing: `12.5`.
    pub fn digits(&self) -> String {
        self.decimal.normalize().to_string()
    }

    /// Its digits as they are printed: those that were typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Whether its point may stand between thousands, as some languages write them: `12.500`.
    pub fn may_be_of_thousands(&self) -> bool {
        let parts = self.typed.trim_start_matches('-').split_once('.');
        parts.is_some_and(|(whole, rest)| rest.len() == 3 && (1..=3).contains(&whole.len()) && whole != "0")
    }

    /// Whether a unit behind it is in the singular.
    pub fn is_one(&self) -> bool {
        self.decimal == Decimal::ONE
    }
}

/// Digits as they are printed: those that were typed, with a nought before the point and none before others.
fn printed(typed: &str) -> String {
    let (sign, digits) = match typed.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", typed.trim_start_matches('+')),
    };
    let digits = digits.strip_suffix('.').unwrap_or(digits).trim_start_matches('0');
    let nought = if digits.starts_with(|c: char| c.is_ascii_digit()) { "" } else { "0" };
    format!("{sign}{nought}{digits}")
}
