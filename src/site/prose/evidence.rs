//! What speaks for an amount being about an attribute: words near it, verbs that measure, units; and what speaks against.
//!
//! English. Must not know: products or the values of facts.

use super::lexer::{Token, stem};
use super::lexicon::Cues;
use super::quantity::Quantity;
use crate::content::attribute::{Attribute, Form};
use crate::content::measure::Measure;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// "every 2 hours", "$10 more", "fell by $3", "$5 per month": what no amount of an attribute is, unless its own words say so.
pub fn is_relative(tokens: &[Token], quantity: &Quantity, attribute: &Attribute) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", Token::word);
    let before = quantity.tokens.start.checked_sub(1).map_or("", word);
    let behind = quantity.tokens.end;
    let compared = matches!(
        before,
        "by" | "per" | "each" | "another" | "extra" | "additional" | "first" | "last" | "next"
    ) || before == "every" && !is_interval(attribute)
        || matches!(
            word(behind),
            "more"
                | "less"
                | "longer"
                | "shorter"
                | "cheaper"
                | "heavier"
                | "lighter"
                | "faster"
                | "slower"
                | "higher"
                | "lower"
                | "extra"
                | "off"
                | "ago"
                | "later"
                | "earlier"
                | "apart"
                | "old"
        );
    let each = matches!(word(behind), "a" | "an" | "per" | "each" | "every")
        || tokens.get(behind).is_some_and(|token| token.is('/'));
    let unit = tokens.get(behind + 1).map_or("", Token::stem);
    let measures = Measure { unit, ..Measure::default() }.quantity() != "";
    let own = || {
        let says = [&attribute.per, &attribute.label, &attribute.unit.name, &attribute.about, &attribute.id];
        let stemmed =
            says.iter().flat_map(|text| text.split([' ', '_'])).map(|word| stem(&word.to_lowercase()));
        stemmed.into_iter().any(|word| word.starts_with(unit))
    };
    compared || each && measures && !own()
}

/// "A refill is $14", "shipping takes 2 weeks", "$19 on sale": what comes with a product, or what it costs for some days, is no fact of
/// it, unless its attributes say so: `is_own` knows their words. `told` are the tokens that tell what comes to the amount `at`.
pub fn is_aside(
    tokens: &[Token],
    told: &[usize],
    at: &Range<usize>,
    attribute: &Attribute,
    cues: &Cues,
    is_own: impl Fn(&str) -> bool,
) -> bool {
    let is_money = matches!(attribute.form, Form::Money(_));
    let before = |at: usize| at.checked_sub(1).map_or("", |at| tokens[at].word());
    let is_core = |place: &&usize| **place < at.start && cues.core.contains(tokens[**place].stem());
    let cue = told.iter().rev().find(is_core);
    // "A warranty of 2 years and a weight of 450 g": the attribute's own word begins anew.
    let anew = cue.and_then(|cue| told.iter().rev().find(|at| *at < cue && tokens[**at].word() == "and"));
    told.iter().filter(|place| anew.is_none_or(|anew| *place > anew)).any(|place| {
        let token = &tokens[*place];
        let passing = match token.word() {
            // "For sale" and "an offer" say no more than that it can be bought; "reduced to" is behind nothing but an amount.
            "sale" | "sales" => !matches!(before(*place), "for" | "of"),
            "offer" => matches!(before(*place), "on" | "special"),
            "reduced" | "down" => {
                *place < at.start && tokens.get(place + 1).is_some_and(|t| t.word() == "to")
            }
            word => OFFERS.contains(&word),
        };
        let aside = EXTRAS.contains(&token.word()) || is_money && passing;
        aside && !is_own(token.stem()) && !cues.near.contains(token.stem())
    })
}

/// Words for what comes with a product, after it or to one's door.
const EXTRAS: [&str; 25] = [
    "refill",
    "refills",
    "sample",
    "samples",
    "sachet",
    "sachets",
    "tester",
    "testers",
    "spare",
    "spares",
    "replacement",
    "replacements",
    "shipping",
    "shipped",
    "ships",
    "ship",
    "delivery",
    "delivered",
    "postage",
    "warranty",
    "guarantee",
    "subscription",
    "refund",
    "refunds",
    "returns",
];

/// Words for a price that holds for some days or for some people.
const OFFERS: [&str; 11] = [
    "discount",
    "discounted",
    "discounts",
    "coupon",
    "voucher",
    "promotion",
    "promo",
    "clearance",
    "friday",
    "refurbished",
    "secondhand",
];

/// Whether an attribute says how much lies between two times: "every 2 days" is an amount of it.
fn is_interval(attribute: &Attribute) -> bool {
    let says = [&attribute.label, &attribute.about].map(|text| text.to_lowercase());
    says.iter()
        .any(|text| ["between", "interval", "every", "how often"].iter().any(|word| text.contains(word)))
}

/// How strongly some words with their distances speak of an attribute.
pub fn score(words: &HashMap<&str, usize>, cues: &Cues, attribute: &Attribute, quantity: &Quantity) -> usize {
    let hits = |cues: &HashSet<String>| cues.iter().filter(|word| words.contains_key(word.as_str())).count();
    let counted =
        attribute.unit.name.is_empty() && quantity.counted.iter().any(|word| cues.core.contains(word));
    let labelled = cues.core.contains(&quantity.before);
    3 * hits(&cues.core)
        + hits(&cues.near)
        + 3 * usize::from(counted || labelled)
        + verb(words, attribute)
        + usize::from(is_own(&attribute.unit.name))
}

/// Whether a unit is so particular that it says by itself what is measured: MP, dB, person.
fn is_own(unit: &str) -> bool {
    let measure = Measure { unit, ..Measure::default() };
    !matches!(unit, "" | "%" | "\u{b0}C" | "\u{b0}F") && measure.quantity().is_empty()
}

/// How strongly a verb of the sentence speaks of what an attribute measures: "weighs", "holds", "takes".
fn verb(words: &HashMap<&str, usize>, attribute: &Attribute) -> usize {
    let verbs: &[&str] = match (&attribute.form, attribute.measure().quantity()) {
        (Form::Money(_), _) => &["price", "sell", "pay", "expect", "buy"],
        (_, "mass") => &["weigh"],
        (_, "volume") => &["hold", "contain", "size"],
        (_, "time" | "calendar") => &["take", "last", "run", "brew", "play"],
        (_, "length") => &["measure"],
        (_, "power") => &["draw"],
        _ => &[],
    };
    // "Takes" may be said of anything that lasts; "weighs" and "holds" measure.
    let particular = matches!(attribute.measure().quantity(), "mass" | "volume" | "power");
    usize::from(verbs.iter().any(|verb| words.contains_key(verb))) * if particular { 2 } else { 1 }
}

/// The usual name of a unit that is often cut short.
pub fn spelt(unit: &str) -> &str {
    match unit {
        "wk" | "wks" => "week",
        "mo" | "mos" | "mth" | "mths" => "month",
        "yr" | "yrs" => "year",
        "hr" | "hrs" => "hour",
        "mins" => "minute",
        "sec" | "secs" => "second",
        "kgs" => "kg",
        "grams" | "gram" => "g",
        "millilitres" | "milliliters" | "mls" => "ml",
        "litres" | "liters" => "l",
        "kilo" | "kilos" => "kg",
        "megapixel" | "megapixels" => "MP",
        "people" | "persons" => "person",
        "w" => "watt",
        "kw" => "kilowatt",
        "wh" => "Wh",
        "kwh" => "kWh",
        "mb" => "MB",
        "gb" => "GB",
        "tb" => "TB",
        "hz" => "Hz",
        "khz" => "kHz",
        "mhz" => "MHz",
        "ghz" => "GHz",
        other => other,
    }
}
