//! Amounts in words: with their unit or currency.
//!
//! Must not know: what the amount is of.

use super::number::Number;
use super::phrases::OTHER;
use super::strings::Strings;
use super::unit::Unit;
use std::borrow::Cow;

/// A number with its unit.
pub fn number(number: &Number, unit: &Unit, strings: &Strings) -> String {
    with_unit(&digits(number.typed(), strings), &behind(number, false, unit, strings), strings)
}

/// From one amount to another, either of which may be open; `currency` is empty if they are no money.
pub fn range(
    low: Option<&Number>,
    high: Option<&Number>,
    currency: &str,
    unit: &Unit,
    strings: &Strings,
) -> String {
    let amount = |number: &Number| match currency {
        "" => digits(number.typed(), strings),
        _ => money(number.typed(), currency, strings),
    };
    let one = |number: &Number| with_unit(&amount(number), &behind(number, false, unit, strings), strings);
    match (low, high) {
        (Some(low), Some(high)) if low == high => one(low),
        (Some(low), Some(high)) => {
            let span = strings.say("value_span", &[("low", &amount(low)), ("high", &amount(high))]);
            with_unit(&span, &behind(high, true, unit, strings), strings)
        }
        (Some(low), None) => strings.say("value_at_least", &[("amount", &one(low))]),
        (None, Some(high)) => strings.say("value_up_to", &[("amount", &one(high))]),
        (None, None) => String::new(),
    }
}

/// An amount with its currency: a sign where there is a common one, else the ISO code.
fn money(amount: &str, currency: &str, strings: &Strings) -> String {
    // "12.5", as data from elsewhere and conversions have it: nobody writes a price so.
    let is_cut = amount.rsplit_once('.').is_some_and(|(_, cents)| cents.len() == 1);
    let amount = digits(&(amount.to_owned() + if is_cut { "0" } else { "" }), strings);
    let sign = match currency {
        "USD" => "$",
        "EUR" => "\u{20ac}",
        "GBP" => "\u{a3}",
        "KRW" => "\u{20a9}",
        "JPY" => "\u{a5}",
        _ => return strings.say("money_code", &[("amount", &amount), ("code", currency)]),
    };
    let (minus, amount) = without_minus(&amount);
    minus.to_owned() + &strings.say("money_sign", &[("sign", sign), ("amount", amount)])
}

/// Digits with the marks of the language: the decimal mark, and one between thousands where there are at least five digits.
fn digits(typed: &str, strings: &Strings) -> String {
    let (whole, decimals) = typed.split_once('.').unwrap_or((typed, ""));
    let (minus, whole) = without_minus(whole);
    let mark = if whole.len() > 4 { strings.say("thousands_mark", &[]) } else { String::new() };
    let mut said = minus.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            said += &mark;
        }
        said.push(digit);
    }
    if !decimals.is_empty() {
        said += &strings.say("decimal_mark", &[]);
        said += decimals;
    }
    said
}

/// A minus, if there is one, and what stands behind it.
fn without_minus(digits: &str) -> (&str, &str) {
    digits.strip_prefix('-').map_or(("", digits), |owed| ("-", owed))
}

fn with_unit(number: &str, unit: &str, strings: &Strings) -> String {
    match unit {
        "" => number.to_owned(),
        "%" | "\u{b0}" => format!("{number}{unit}"),
        _ => strings.say("value_unit", &[("number", number), ("unit", unit)]),
    }
}

/// The form of a unit behind a number, which may be the higher end of a span. Of a unit without forms an English word takes its
/// plural, and a symbol does not.
fn behind<'u>(number: &Number, is_span: bool, unit: &'u Unit, strings: &Strings) -> Cow<'u, str> {
    // "0 to 1 weeks". Most other languages ask for the form of the higher end (Unicode CLDR, "Language Plural Rules", ranges).
    let is_plural = is_span && strings.is_english();
    let category = || if is_plural { OTHER } else { strings.category(number.typed()) };
    if let Some(form) = unit.form(category) {
        return Cow::Borrowed(form);
    }
    let is_one = number.is_one() && !is_span;
    if is_one || !is_word(&unit.name) || !strings.is_english() {
        Cow::Borrowed(&unit.name)
    } else {
        Cow::Owned(plural(&unit.name))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::SitePath;
    use crate::content::log::Log;
    use crate::content::phrases::{english, read};
    use crate::content::yaml;

    fn said(amount: &str, language: &str, unit: &str) -> String {
        let (node, _) = yaml::parse(unit, 0..unit.len());
        let mut log = Log::new(&SitePath::new("a.yaml"));
        let unit = Unit::read(&node.expect("a unit"), &mut log).expect("a unit");
        assert_eq!(log.into_found(), []);
        let strings = Strings::new(language, &[&english()]);
        let read = |text| Number::read(text).expect("a number");
        let said = match amount.split_once("..") {
            None => number(&read(amount), &unit, &strings),
            Some((low, high)) => {
                let [low, high] = [low, high].map(|end| (!end.is_empty()).then(|| read(end)));
                range(low.as_ref(), high.as_ref(), "", &unit, &strings)
            }
        };
        said.replace('\u{a0}', " ")
    }

    #[test]
    fn an_english_word_takes_its_plural_and_a_symbol_does_not() {
        let english = |amount, unit| said(amount, "en", unit);
        assert_eq!(
            ["1", "2", "0.5", "0..1"].map(|amount| english(amount, "week")),
            ["1 week", "2 weeks", "0.5 weeks", "0 to 1 weeks"]
        );
        assert_eq!(
            [english("2", "ml"), english("2", "glass"), english("2", "'%'")],
            ["2 ml", "2 glasses", "2%"]
        );
        assert_eq!([said("2", "ko", "주"), said("4", "de", "Std.")], ["2 주", "4 Std."]);
    }

    #[test]
    fn a_unit_with_forms_takes_the_one_for_its_count() {
        let forms = "{one: foot, other: feet}";
        assert_eq!(
            ["1", "6", "1.5", "0..1", "..1"].map(|amount| said(amount, "en", forms)),
            ["1 foot", "6 feet", "1.5 feet", "0 to 1 feet", "up to 1 foot"]
        );
        let forms = "{one: Woche, other: Wochen}";
        assert_eq!(
            ["1", "2", "0..1", "2.."].map(|amount| said(amount, "de", forms)),
            ["1 Woche", "2 Wochen", "0 to 1 Woche", "at least 2 Wochen"]
        );
        let forms = "{one: tydzień, few: tygodnie, many: tygodni, other: tygodnia}";
        assert_eq!(
            ["1", "3", "5", "1.5", "1..4"].map(|amount| said(amount, "pl", forms)),
            ["1 tydzień", "3 tygodnie", "5 tygodni", "1.5 tygodnia", "1 to 4 tygodnie"]
        );
    }

    #[test]
    fn digits_and_money_are_written_as_the_language_does() {
        let path = SitePath::new("content/strings/xx.yaml");
        let of = |language, text: &str| {
            let (node, _) = yaml::parse(text, 0..text.len());
            let written = read(&node.expect("a map"), &mut Log::new(&path)).expect("phrases");
            Strings::new(language, &[&english(), &written])
        };
        let english = of("en", "thousands_mark: ','");
        let german = of(
            "de",
            "decimal_mark: ','\nthousands_mark: .\nmoney_sign: '{amount} {sign}'\nmoney_code: '{amount} {code}'\n",
        );
        let all = ["5", "1234", "12345", "-1234567", "12.50", "-0.5"];
        assert_eq!(
            all.map(|typed| digits(typed, &english)),
            ["5", "1234", "12,345", "-1,234,567", "12.50", "-0.5"]
        );
        assert_eq!(
            all.map(|typed| digits(typed, &german)),
            ["5", "1234", "12.345", "-1.234.567", "12,50", "-0,5"]
        );
        let both = |amount, currency| [&english, &german].map(|strings| money(amount, currency, strings));
        assert_eq!(both("25", "EUR"), ["\u{20ac}25", "25 \u{20ac}"]);
        assert_eq!(both("-12.5", "USD"), ["-$12.50", "-12,50 $"]);
        assert_eq!(both("10000", "CHF"), ["10,000\u{a0}CHF", "10.000 CHF"]);
    }
}
