//! What amounts are counted in: units and bases, and the conversions between them that are exact.
//!
//! A day is not a fraction of a month, an ounce is many things and a currency moves from day to day, so none of these is
//! converted. Must not know: which attribute or product an amount belongs to.

use rust_decimal::Decimal;

/// What an amount is counted in. Parts that do not apply are empty.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Measure<'m> {
    /// `week`
    pub unit: &'m str,
    /// What the amount is for: `30 ml`.
    pub per: &'m str,
    /// The ISO code of a currency.
    pub currency: &'m str,
}

/// A factor as a fraction, so that a third stays a third.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Factor {
    over: Decimal,
    under: Decimal,
}

/// Units that convert exactly into one another: a quantity, the names of one unit of it, and how many of the quantity's
/// smallest unit it has.
const UNITS: [(&str, &[&str], u64); 34] = [
    ("volume", &["ml", "mL", "millilitre", "milliliter"], 1),
    ("volume", &["cl", "cL", "centilitre", "centiliter"], 10),
    ("volume", &["dl", "dL", "decilitre", "deciliter"], 100),
    ("volume", &["l", "L", "litre", "liter"], 1_000),
    ("mass", &["mg", "milligram"], 1),
    ("mass", &["g", "gram"], 1_000),
    ("mass", &["kg", "kilogram"], 1_000_000),
    ("length", &["mm", "millimetre", "millimeter"], 1),
    ("length", &["cm", "centimetre", "centimeter"], 10),
    ("length", &["m", "metre", "meter"], 1_000),
    ("length", &["km", "kilometre", "kilometer"], 1_000_000),
    ("time", &["ms", "millisecond"], 1),
    ("time", &["s", "second"], 1_000),
    ("time", &["min", "minute"], 60_000),
    ("time", &["h", "hour"], 3_600_000),
    ("time", &["day"], 86_400_000),
    ("time", &["week"], 604_800_000),
    ("calendar", &["month"], 1),
    ("calendar", &["quarter"], 3),
    ("calendar", &["year"], 12),
    ("data", &["B", "byte"], 1),
    ("data", &["kB"], 1_000),
    ("data", &["MB"], 1_000_000),
    ("data", &["GB"], 1_000_000_000),
    ("data", &["TB"], 1_000_000_000_000),
    ("power", &["mW"], 1),
    ("power", &["W", "watt"], 1_000),
    ("power", &["kW", "kilowatt"], 1_000_000),
    ("energy", &["Wh"], 1),
    ("energy", &["kWh"], 1_000),
    ("frequency", &["Hz"], 1),
    ("frequency", &["kHz"], 1_000),
    ("frequency", &["MHz"], 1_000_000),
    ("frequency", &["GHz"], 1_000_000_000),
];

impl Measure<'_> {
    /// What an amount of this measure is to be multiplied with to be one of `other`; `None` if there is no exact factor.
    pub fn factor(&self, other: &Measure<'_>) -> Option<Factor> {
        if self.currency != other.currency {
            return None;
        }
        let unit = ratio(self.unit, other.unit)?;
        let per = basis_ratio(other.per, self.per)?;
        Some(Factor { over: unit.over.checked_mul(per.over)?, under: unit.under.checked_mul(per.under)? })
    }

    /// What is measured: "mass", "volume", "length", "time", "calendar" and so on; empty if the unit is not known.
    pub fn quantity(&self) -> &'static str {
        known(self.unit).map_or("", |(quantity, _)| quantity)
    }

    /// The measure in words: "USD per 30 ml".
    pub fn words(&self) -> String {
        let per = if self.per.is_empty() { String::new() } else { format!("per {}", self.per) };
        let parts = [self.currency, self.unit, &per];
        let words: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        if words.is_empty() { "no unit".to_owned() } else { words.join(" ") }
    }
}

impl Factor {
    /// Whether nothing changes.
    pub fn is_one(&self) -> bool {
        self.over == self.under
    }

    /// What an amount is to be multiplied with, and what the amount that it is held against, so that nothing has to be divided.
    pub fn sides(&self) -> [Factor; 2] {
        [self.over, self.under].map(|over| Factor { over, under: Decimal::ONE })
    }

    /// The amount times the factor; `None` if the result has no end in decimals.
    pub fn apply(&self, amount: Decimal) -> Option<Decimal> {
        let product = amount.checked_mul(self.over)?;
        let result = product.checked_div(self.under)?;
        // What a division is rounded to may be the whole again when multiplied, so that is not asked.
        has_end(product.mantissa(), self.under.mantissa()).then(|| result.normalize())
    }
}

/// Whether a fraction has an end in decimals: in its lowest terms nothing but twos and fives is left below the line. Powers of ten are
/// just that, so what amounts are scaled by does not matter.
fn has_end(over: i128, under: i128) -> bool {
    let mut left = under / greatest_common_divisor(over, under);
    for prime in [2, 5] {
        while left % prime == 0 {
            left /= prime;
        }
    }
    left.abs() == 1
}

/// Euclid's algorithm; `b` is not 0.
fn greatest_common_divisor(a: i128, b: i128) -> i128 {
    if a % b == 0 { b } else { greatest_common_divisor(b, a % b) }
}

/// How many `to` one `from` is.
fn ratio(from: &str, to: &str) -> Option<Factor> {
    if from == to {
        return Some(Factor { over: Decimal::ONE, under: Decimal::ONE });
    }
    let ((quantity, over), (other, under)) = (known(from)?, known(to)?);
    (quantity == other).then(|| Factor { over: over.into(), under: under.into() })
}

/// The quantity of a unit, singular or plural, and how many of the smallest unit it has.
fn known(unit: &str) -> Option<(&'static str, u64)> {
    let named = |name: &str| {
        let found = UNITS.iter().find(|(_, names, _)| names.contains(&name));
        found.map(|(quantity, _, size)| (*quantity, *size))
    };
    named(unit).or_else(|| named(unit.strip_suffix('s').filter(|one| one.len() > 2)?))
}

/// How many `to` one `from` is, for bases such as `30 ml` and `1 l`.
fn basis_ratio(from: &str, to: &str) -> Option<Factor> {
    if from == to {
        return Some(Factor { over: Decimal::ONE, under: Decimal::ONE });
    }
    let ((from_amount, from_unit), (to_amount, to_unit)) = (basis(from)?, basis(to)?);
    let unit = ratio(from_unit, to_unit)?;
    Some(Factor {
        over: from_amount.checked_mul(unit.over)?,
        under: to_amount.checked_mul(unit.under).filter(|under| !under.is_zero())?,
    })
}

/// `30 ml` is 30 and `ml`; `wash` is 1 and `wash`. An amount without a basis has none.
fn basis(per: &str) -> Option<(Decimal, &str)> {
    let per = per.trim();
    let digits = per.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(per.len());
    let amount = if digits == 0 { Decimal::ONE } else { per[..digits].parse().ok()? };
    let unit = per[digits..].trim();
    (!unit.is_empty()).then_some((amount, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn convert(amount: &str, from: (&str, &str), to: (&str, &str)) -> Option<String> {
        let measure = |(unit, per)| Measure { unit, per, currency: "" };
        let factor = measure(from).factor(&measure(to))?;
        factor.apply(amount.parse().expect("a number")).map(|n| n.to_string())
    }

    #[test]
    fn exact_conversions_are_made() {
        assert_eq!(convert("0.5", ("l", ""), ("ml", "")).as_deref(), Some("500"));
        assert_eq!(convert("18", ("months", ""), ("year", "")).as_deref(), Some("1.5"));
        assert_eq!(convert("2", ("week", ""), ("day", "")).as_deref(), Some("14"));
        assert_eq!(convert("25", ("", "50 ml"), ("", "30 ml")).as_deref(), Some("15"));
        assert_eq!(convert("40", ("", "l"), ("", "100 ml")).as_deref(), Some("4"));
        assert_eq!(convert("3", ("", "wash"), ("", "wash")).as_deref(), Some("3"));
        assert_eq!(convert("0", ("minute", ""), ("day", "")).as_deref(), Some("0"));
        assert_eq!(convert("-10.5", ("minute", ""), ("hour", "")).as_deref(), Some("-0.175"));
        assert_eq!(convert("17.50", ("", "35 ml"), ("", "30 ml")).as_deref(), Some("15"));
    }

    #[test]
    fn what_is_not_exact_is_not_converted() {
        assert_eq!(convert("20", ("minute", ""), ("hour", "")), None, "a third has no end");
        assert_eq!(convert("1", ("month", ""), ("week", "")), None);
        assert_eq!(convert("10", ("", "30 ml"), ("", "50 ml")), None);
        assert_eq!(
            convert("20", ("", "35 ml"), ("", "30 ml")),
            None,
            "17.142857... rounded is 20 per 35 ml again"
        );
        assert_eq!(convert("14410", ("minute", ""), ("day", "")), None);
        assert_eq!(convert("10", ("", "30 ml"), ("", "30 g")), None);
        assert_eq!(convert("10", ("", ""), ("", "30 ml")), None);
        assert_eq!(convert("1", ("fl oz", ""), ("ml", "")), None);
        let money = |currency| Measure { currency, ..Measure::default() };
        assert_eq!(money("USD").factor(&money("EUR")), None);
        assert_eq!(convert("1", ("", "0 ml"), ("", "30 ml")).as_deref(), None, "a basis of nothing");
    }
}
