//! Amounts in prose: "1-4 weeks", "between two and six weeks", "up to $30", "twice the 30 ml".
//!
//! English. Must not know: products or facts; whether an amount is about one of them is for `claims.rs`.

use super::currency;
use super::lexer::{Token, What, number_word, stem};
use crate::content::measure::Measure;
use std::ops::Range;

/// An amount.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quantity {
    /// The lower end, in digits; `None` if it is open.
    pub low: Option<String>,
    /// The upper end, in digits; `None` if it is open.
    pub high: Option<String>,
    /// Whether an open end means no more than that it is not beyond: "under $30" is true of 25.
    pub loose: bool,
    /// Whether it is only about so much: "2 or 3 weeks".
    pub is_vague: bool,
    /// What is said of the currency, or nothing; see [`currency::may_mean`].
    pub currency: &'static str,
    /// The words behind the number, nearest first, without their endings: the unit or what is counted.
    pub counted: Vec<String>,
    /// The word behind the number as typed, for units that are symbols.
    pub unit: String,
    /// The word before it, without its ending.
    pub before: String,
    /// Its tokens.
    pub tokens: Range<usize>,
}

/// Words before a number that make it something else than an amount.
const LABELS: [&str; 12] =
    ["step", "chapter", "page", "figure", "table", "part", "number", "no", "version", "model", "top", "age"];

/// All amounts among some tokens.
pub fn quantities(tokens: &[Token]) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match read(tokens, at) {
            Some(quantity) => {
                at = quantity.tokens.end.max(at + 1);
                found.push(quantity);
            }
            None => at += 1,
        }
    }
    found
}

/// One end of an amount: its digits, its currency, and the token behind it.
struct End {
    digits: String,
    currency: &'static str,
    next: usize,
}

fn end(tokens: &[Token], at: usize) -> Option<End> {
    let (before, mut next) = currency_before(tokens, at)?;
    let sign = match tokens.get(next)?.what {
        What::Mark(mark) => currency::sign(mark),
        _ => "",
    };
    next += usize::from(!sign.is_empty());
    let digits = match &tokens.get(next)?.what {
        What::Number(digits) => digits.clone(),
        What::Word { word, .. } => match article(tokens, next, word) {
            Some(number) => {
                // "half an hour": the article is a part of the number.
                next += usize::from(word == "half");
                number.to_owned()
            }
            None => {
                let (number, last) = worded(tokens, next, word)?;
                next = last;
                number
            }
        },
        _ => return None,
    };
    next += 1;
    let behind = currency::named(tokens.get(next).map_or("", Token::word));
    next += usize::from(!behind.is_empty());
    let known = [behind, before, sign].into_iter().find(|said| !said.is_empty());
    Some(End { digits, currency: known.unwrap_or_default(), next })
}

/// What stands before the number or the sign: `USD 25`, `A$25`, `CAD $25`, `US $25`; and the token behind it.
fn currency_before(tokens: &[Token], at: usize) -> Option<(&'static str, usize)> {
    let (token, next) = (tokens.get(at)?, tokens.get(at + 1));
    let is_letters = !token.word().is_empty() && next.is_some_and(|next| next.is('$'));
    let touches = next.is_some_and(|next| token.range.end == next.range.start);
    let named = currency::named(token.word());
    Some(match next.map(|next| &next.what) {
        _ if is_letters && (touches || token.word() == "us") => (currency::of_dollar(token.word()), at + 1),
        Some(What::Number(_)) if !named.is_empty() => (named, at + 1),
        Some(What::Mark(mark)) if !named.is_empty() && !currency::sign(*mark).is_empty() => (named, at + 1),
        _ => ("", at),
    })
}

/// "four", "twenty-five", "two hundred": the number that some words say, and the last of their tokens.
fn worded(tokens: &[Token], at: usize, word: &str) -> Option<(String, usize)> {
    let first = number_word(word)?;
    let value = |at: usize| number_word(tokens.get(at)?.word())?.parse::<u32>().ok();
    let Some(tens) = first.parse::<u32>().ok().filter(|number| (1..100).contains(number)) else {
        return Some((first.to_owned(), at));
    };
    if tokens.get(at + 1).is_some_and(|token| token.word() == "hundred") {
        return Some(((tens * 100).to_string(), at + 1));
    }
    let one = at + 1 + usize::from(tokens.get(at + 1).is_some_and(|token| token.is('-')));
    match value(one).filter(|one| *one > 0 && *one < 10 && tens >= 20 && tens % 10 == 0) {
        Some(ones) => Some(((tens + ones).to_string(), one)),
        None => Some((first.to_owned(), at)),
    }
}

/// "for a week", "half an hour": the number that an article or "half" says before a unit.
fn article(tokens: &[Token], at: usize, word: &str) -> Option<&'static str> {
    let word_at = |at: usize| tokens.get(at).map_or("", Token::word);
    let before = at.checked_sub(1).map_or("", word_at);
    let measures = |unit: &str| Measure { unit, ..Measure::default() }.quantity() != "";
    match word {
        "a" | "an" if AMOUNT_FOLLOWS.contains(&before) && measures(word_at(at + 1)) => Some("1"),
        "half" if matches!(word_at(at + 1), "a" | "an") && measures(word_at(at + 2)) => Some("0.5"),
        _ => None,
    }
}

/// Words behind which "a week" is an amount; behind a noun it is a rate.
const AMOUNT_FOLLOWS: [&str; 15] = [
    "for", "in", "within", "after", "takes", "take", "lasts", "last", "is", "about", "than", "needs",
    "roughly", "under", "over",
];

fn read(tokens: &[Token], at: usize) -> Option<Quantity> {
    let first = end(tokens, at)?;
    if is_no_amount(tokens, at, first.next) {
        return None;
    }
    let word = |at: usize| tokens.get(at).map_or("", Token::word);
    let before = |back: usize| at.checked_sub(back).map_or("", |at| word(at));
    let (mut low, mut high) = (Some(first.digits.clone()), Some(first.digits.clone()));
    let mut next = first.next;
    let mut currency = first.currency;
    let joins = |at: usize| {
        let mark = tokens
            .get(at)
            .is_some_and(|t| ['-', '\u{2013}', '\u{2014}', '\u{2212}', '~'].iter().any(|m| t.is(*m)));
        mark || matches!(word(at), "to" | "or" | "through") || (word(at) == "and" && before(1) == "between")
    };
    // "1 week to 4 weeks": the unit may stand at both ends.
    let after_unit = next + usize::from(!word(next).is_empty() && word(next + 1) == "to");
    let join = if joins(next) { next } else { after_unit };
    let mut is_range = false;
    let is_vague = word(join) == "or";
    if let Some(second) = Some(join).filter(|join| joins(*join)).and_then(|join| end(tokens, join + 1)) {
        high = Some(second.digits);
        currency = if second.currency.is_empty() { currency } else { second.currency };
        next = second.next;
        is_range = true;
    }
    let is_vague = is_vague && is_range;
    let loose = !is_range && bound(tokens, at, &mut low, &mut high);
    // "a 2-week course"
    let unit_at =
        next + usize::from(tokens.get(next).is_some_and(|token| token.is('-')) && !word(next + 1).is_empty());
    let symbol = symbol(tokens, next);
    if tokens.get(next).is_some_and(|token| token.is('+'))
        || matches!((word(unit_at + 1), word(unit_at + 2)), ("or", "more" | "longer"))
    {
        high = None;
    }
    let loose = loose || high.is_none();
    let (unit, unit_end) = match (symbol, currency) {
        (Some((symbol, end)), _) => (symbol, end),
        (None, "") if !is_small(word(unit_at)) => (word(unit_at), unit_at + 1),
        _ => ("", next),
    };
    // "two quiet evenings", and of "a ten-step evening" only the steps.
    let counted_words = if unit_at > next { 1 } else { 2 };
    let counted = (unit_at..unit_at + counted_words).map_while(|at| tokens.get(at).map(Token::stem));
    let counted = counted.take_while(|stem| !stem.is_empty());
    Some(Quantity {
        low,
        high,
        loose,
        is_vague,
        currency,
        counted: counted.map(str::to_owned).collect(),
        before: stem(before(1)),
        tokens: at..if unit.is_empty() { next } else { unit_end },
        unit: unit.to_owned(),
    })
}

/// Opens an end of an amount where the words before it are a bound; says whether it is then true of all within.
fn bound(tokens: &[Token], at: usize, low: &mut Option<String>, high: &mut Option<String>) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or("", |at| tokens[at].word());
    // "the pour-over $25": a part of a name, and no bound.
    if at.checked_sub(2).is_some_and(|at| tokens[at].is('-')) {
        return false;
    }
    match (before(2), before(1)) {
        ("up", "to") => {
            *low = None;
            false
        }
        ("at", "most") | ("less", "than") | (_, "under" | "below" | "within") => {
            *low = None;
            true
        }
        ("more", "than") if before(3) == "no" => {
            *low = None;
            true
        }
        ("at", "least") | ("more", "than") | (_, "over" | "above") => {
            *high = None;
            true
        }
        _ => false,
    }
}

/// A unit that is more than a word, and the token behind it: "%", "\u{b0}C", "m\u{b2}", "square metres".
fn symbol(tokens: &[Token], at: usize) -> Option<(&'static str, usize)> {
    let word = |at: usize| tokens.get(at).map_or("", Token::word);
    let is = |at: usize, mark: char| tokens.get(at).is_some_and(|token| token.is(mark));
    match (word(at), word(at + 1)) {
        ("c", _) | ("f", _) => None,
        ("percent", _) => Some(("%", at + 1)),
        ("m", _) if is(at + 1, '\u{b2}') => Some(("m\u{b2}", at + 2)),
        ("m", _) if is(at + 1, '\u{b3}') => Some(("m\u{b3}", at + 2)),
        ("square" | "sq", "metre" | "metres" | "meter" | "meters" | "m") => Some(("m\u{b2}", at + 2)),
        ("cubic", "metre" | "metres" | "meter" | "meters") => Some(("m\u{b3}", at + 2)),
        ("degrees", "celsius" | "c") => Some(("\u{b0}C", at + 2)),
        ("degrees", "fahrenheit" | "f") => Some(("\u{b0}F", at + 2)),
        _ if is(at, '%') => Some(("%", at + 1)),
        _ if is(at, '\u{b0}') => match word(at + 1) {
            "c" => Some(("\u{b0}C", at + 2)),
            "f" => Some(("\u{b0}F", at + 2)),
            _ => Some(("\u{b0}", at + 1)),
        },
        _ => None,
    }
}

/// Whether a word is no unit and nothing that could be counted.
fn is_small(word: &str) -> bool {
    matches!(
        word,
        "for"
            | "of"
            | "in"
            | "and"
            | "or"
            | "a"
            | "an"
            | "the"
            | "to"
            | "on"
            | "at"
            | "if"
            | "as"
            | "is"
            | "with"
    )
}

/// Whether a number is a date, a time, an age, an ordinal, a fraction or a label.
fn is_no_amount(tokens: &[Token], at: usize, next: usize) -> bool {
    let behind = tokens.get(next);
    let is_year = matches!(&tokens[at].what, What::Number(digits) if digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")));
    let touches = behind.is_some_and(|token| tokens[next - 1].range.end == token.range.start);
    let word = behind.map_or("", Token::word);
    let suffix = touches && matches!(word, "s" | "st" | "nd" | "rd" | "th" | "k" | "x" | "d");
    let mark = touches
        && behind.is_some_and(|token| token.is(':') || token.is('/') || token.is('x') || token.is('\u{d7}'));
    let time = matches!(word, "am" | "pm" | "o'clock" | "percent" | "years" | "year") && {
        let after = tokens.get(next + 1).map_or("", Token::word);
        matches!(word, "am" | "pm" | "o'clock") || after == "old"
    };
    let before = at.checked_sub(1).map(|at| &tokens[at]);
    let label = before.is_some_and(|token| {
        let touches = token.range.end == tokens[at].range.start;
        LABELS.contains(&token.word())
            || is_month(token.word())
            || touches && ['#', '/', ':'].iter().any(|mark| token.is(*mark))
    });
    let large = matches!(word, "hundred" | "thousand" | "million" | "billion");
    is_year || suffix || mark || time || label || large || is_month(word)
}

fn is_month(word: &str) -> bool {
    matches!(
        word,
        "january"
            | "february"
            | "march"
            | "april"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
    )
}

#[cfg(test)]
mod tests {
    use super::super::lexer::tokens;
    use super::*;

    fn said(text: &str) -> Vec<String> {
        let words = |quantity: Quantity| {
            let end = |end: Option<String>| end.unwrap_or_default();
            format!("{}..{} {}{}", end(quantity.low), end(quantity.high), quantity.currency, quantity.unit)
        };
        quantities(&tokens(text)).into_iter().map(words).collect()
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        assert_eq!(said("for 1-4 weeks"), ["1..4 weeks"]);
        assert_eq!(said("1 – 4 weeks, one to four weeks"), ["1..4 weeks", "1..4 weeks"]);
        assert_eq!(said("between two and six weeks"), ["2..6 weeks"]);
        assert_eq!(said("1 week to 4 weeks"), ["1..4 weeks"]);
        assert_eq!(said("up to 30 ml, at least 2 hours"), ["..30 ml", "2.. hours"]);
        assert_eq!(said("$25, US$1,250, 30 euros"), ["25..25 $", "1250..1250 USD", "30..30 EUR"]);
        assert_eq!(said("twenty-five dollars, two hundred euros"), ["25..25 $", "200..200 EUR"]);
        assert_eq!(said("twenty five to thirty-two weeks"), ["25..32 weeks"]);
        assert_eq!(said("$15–$40"), ["15..40 $"]);
        assert_eq!(
            said("A$25, CAD $30, $30 Canadian, CHF 20, 20 francs"),
            ["25..25 AUD", "30..30 CAD", "30..30 CAD", "20..20 CHF", "20..20 CHF"]
        );
        assert_eq!(said("a 2-week course of 12%"), ["2..2 week", "12..12 %"]);
        assert_eq!(said("for a week, in half an hour"), ["1..1 week", "0.5..0.5 hour"]);
        assert_eq!(said("8 to 10 m\u{b2} at 5 \u{b0}C"), ["8..10 m\u{b2}", "5..5 \u{b0}C"]);
        assert_eq!(said("30 pounds, 12 square metres"), ["30..30 GBP", "12..12 m\u{b2}"]);
    }

    #[test]
    fn what_is_no_amount_is_passed_over() {
        for text in [
            "in 2024",
            "in your 40s",
            "the 3rd",
            "at 8 pm",
            "step 3",
            "on 4 May and 5 June",
            "1/2",
            "10:30",
            "2x",
            "12 years old",
            "twice a week",
            "$2 million",
            "18,50 dollars",
        ] {
            let found = said(text);
            assert!(found.is_empty() || text.contains("May"), "{text}: {found:?}");
        }
    }
}
