//! Amounts in words: with their unit or currency.
//!
//! Must not know: what the amount is of.

use super::attribute::{Attribute, Form};
use super::number::Number;
use super::strings::Strings;

/// A number with its unit.
pub fn number(number: &Number, unit: &str, strings: &Strings) -> String {
    with_unit(number.typed(), number.is_one(), unit, strings)
}

/// From one amount to another, either of which may be open.
pub fn range(
    low: Option<&Number>,
    high: Option<&Number>,
    attribute: &Attribute,
    strings: &Strings,
) -> String {
    let amount = |number: &Number| match &attribute.form {
        Form::Money(currency) => money(number.typed(), currency),
        _ => number.typed().to_owned(),
    };
    let unit = if matches!(attribute.form, Form::Money(_)) { "" } else { attribute.unit.as_str() };
    let one = |number: &Number| with_unit(&amount(number), number.is_one(), unit, strings);
    match (low, high) {
        (Some(low), Some(high)) if low == high => one(low),
        (Some(low), Some(high)) => {
            let span = strings.say("value_span", &[("low", &amount(low)), ("high", &amount(high))]);
            with_unit(&span, false, unit, strings)
        }
        (Some(low), None) => strings.say("value_at_least", &[("amount", &one(low))]),
        (None, Some(high)) => strings.say("value_up_to", &[("amount", &one(high))]),
        (None, None) => String::new(),
    }
}

/// An amount with its currency: a sign where there is a common one, else the ISO code.
fn money(amount: &str, currency: &str) -> String {
    // "12.5", as data from elsewhere and conversions have it: nobody writes a price so.
    let is_cut = amount.rsplit_once('.').is_some_and(|(_, cents)| cents.len() == 1);
    let amount = if is_cut { &format!("{amount}0") } else { amount };
    let sign = match currency {
        "USD" => '$',
        "EUR" => '\u{20ac}',
        "GBP" => '\u{a3}',
        "KRW" => '\u{20a9}',
        "JPY" => '\u{a5}',
        _ => return format!("{amount}\u{a0}{currency}"),
    };
    match amount.strip_prefix('-') {
        Some(owed) => format!("-{sign}{owed}"),
        None => format!("{sign}{amount}"),
    }
}

/// A number with its unit; an English unit that is a word takes its plural, a symbol does not.
fn with_unit(number: &str, one: bool, unit: &str, strings: &Strings) -> String {
    let say = |unit: &str| strings.say("value_unit", &[("number", number), ("unit", unit)]);
    match unit {
        "" => number.to_owned(),
        "%" | "\u{b0}" => format!("{number}{unit}"),
        _ if one || !is_word(unit) || !strings.is_english() => say(unit),
        _ => say(&plural(unit)),
    }
}

/// Whether a unit is an English word and not a symbol such as `ml`, `mAh` or `of 5`.
fn is_word(unit: &str) -> bool {
    unit.len() > 3 && unit.bytes().all(|b| b.is_ascii_lowercase()) || matches!(unit, "day" | "use" | "bar")
}

fn plural(unit: &str) -> String {
    if unit.ends_with('s') && !unit.ends_with("ss") {
        unit.to_owned()
    } else if ["ss", "x", "ch", "sh"].iter().any(|end| unit.ends_with(end)) {
        format!("{unit}es")
    } else {
        format!("{unit}s")
    }
}
