//! Amounts in a sentence that are about a fact of the product it speaks of.

use super::lexer::Token;
use super::lexicon::{Cues, Lexicon};
use super::quantity::{Quantity, quantities};
use super::sentence::Sentence;
use super::{FactAt, Finding, Site};
use crate::base::TextRange;
use crate::content::attribute::{Attribute, Form};
use crate::content::fact::Given;
use crate::content::fields::Text;
use crate::content::measure::Measure;
use crate::content::value::{Fit, Value};
use std::collections::HashSet;

/// How many words away the words of an attribute may stand.
const NEAR: usize = 24;

/// What the amounts of a sentence say of facts.
pub fn findings(site: &Site, lexicon: &Lexicon, tokens: &[Token], sentence: &Sentence) -> Vec<Finding> {
    let range = sentence.tokens.clone();
    let offset = range.start;
    let amounts = quantities(&tokens[range]).into_iter().map(|mut quantity| {
        quantity.tokens = quantity.tokens.start + offset..quantity.tokens.end + offset;
        quantity
    });
    amounts.filter_map(|quantity| finding(site, lexicon, tokens, sentence, &quantity)).collect()
}

/// An attribute that an amount may be about.
struct Candidate {
    at: FactAt,
    fit: Fit,
    /// How strongly the sentence speaks of the attribute.
    score: usize,
}

fn finding(
    site: &Site,
    lexicon: &Lexicon,
    tokens: &[Token],
    sentence: &Sentence,
    quantity: &Quantity,
) -> Option<Finding> {
    let named = sentence.subject(tokens, &quantity.tokens);
    let product = named.or_else(|| implied(site, lexicon, tokens, sentence))?;
    if is_rate(tokens, quantity) || !sentence.is_stated(tokens, &quantity.tokens) {
        return None;
    }
    let kind = site.products[product].kind;
    let attributes = &site.kinds.get(kind)?.says.attributes;
    let stems = near(tokens, sentence, quantity);
    let mut candidates: Vec<Candidate> = attributes
        .iter()
        .enumerate()
        .filter_map(|(attribute, says)| {
            let at = FactAt { product, attribute };
            let value = at.fact(site).value()?;
            let cues = lexicon.cues(kind, attribute);
            let fit = fit(quantity, says, cues, value)?;
            Some(Candidate { at, fit, score: score(&stems, cues, says, quantity) })
        })
        .collect();
    candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.score));
    let best = candidates.first()?;
    let rivals = candidates.iter().filter(|other| other.score == best.score);
    if let Some(same) = rivals.clone().find(|other| other.fit == Fit::Same) {
        // One number alone may be equal by chance; a range, a price or the attribute's own words are not.
        let telling = same.score > 0
            || quantity.low != quantity.high
            || candidates.len() == 1 && !quantity.currency.is_empty();
        return telling.then(|| Finding { tokens: quantity.tokens.clone(), at: same.at, contradicts: false });
    }
    let alone = rivals.count() == 1;
    (best.fit == Fit::Beside && best.score > 0 && alone).then(|| Finding {
        tokens: quantity.tokens.clone(),
        at: best.at,
        contradicts: true,
    })
}

/// "two evenings a week", "$5 per month", "every 2 hours": the unit behind is no amount of the attribute's.
fn is_rate(tokens: &[Token], quantity: &Quantity) -> bool {
    let before = quantity.tokens.start.checked_sub(1).map_or("", |at| tokens[at].word());
    matches!(
        before,
        "every" | "per" | "each" | "another" | "extra" | "additional" | "first" | "last" | "next"
    )
}

/// The words near an amount, without their endings, its unit and the numbers.
fn near<'t>(tokens: &'t [Token], sentence: &Sentence, quantity: &Quantity) -> HashSet<&'t str> {
    let start = sentence.tokens.start.max(quantity.tokens.start.saturating_sub(NEAR));
    let end = sentence.tokens.end.min(quantity.tokens.end + NEAR).max(quantity.tokens.end);
    let around = (start..quantity.tokens.start).chain(quantity.tokens.end..end);
    around.map(|at| tokens[at].stem()).filter(|stem| !stem.is_empty()).collect()
}

fn score(stems: &HashSet<&str>, cues: &Cues, attribute: &Attribute, quantity: &Quantity) -> usize {
    let hits = |words: &HashSet<String>| words.iter().filter(|word| stems.contains(word.as_str())).count();
    let counted = attribute.unit.is_empty() && quantity.counted.iter().any(|word| cues.core.contains(word));
    let labelled = cues.core.contains(&quantity.before);
    3 * hits(&cues.core) + hits(&cues.near) + 3 * usize::from(counted || labelled) + verb(stems, attribute)
}

/// How strongly a verb of the sentence speaks of what an attribute measures: "weighs", "holds", "takes".
fn verb(stems: &HashSet<&str>, attribute: &Attribute) -> usize {
    let verbs: &[&str] = match (&attribute.form, attribute.measure().quantity()) {
        (Form::Money(_), _) => &["price", "sell", "pay", "expect"],
        (_, "mass") => &["weigh"],
        (_, "volume") => &["hold", "contain", "size"],
        (_, "time" | "calendar") => &["take", "last", "run", "brew"],
        (_, "length") => &["measure"],
        _ => &[],
    };
    usize::from(verbs.iter().any(|verb| stems.contains(verb)))
}

/// "The bottle holds 30 ml": the product of the sentence before, if this one starts with a word for what its facts measure.
fn implied(site: &Site, lexicon: &Lexicon, tokens: &[Token], sentence: &Sentence) -> Option<usize> {
    let product = sentence.before.filter(|_| sentence.mentions.is_empty())?;
    let start = sentence.tokens.start;
    let kind = site.products[product].kind;
    let names = |stem: &str| {
        (0..site.kinds[kind].says.attributes.len()).any(|at| lexicon.cues(kind, at).core.contains(stem))
    };
    let opens = tokens[start].word() == "the"
        && tokens[start + 1..sentence.tokens.end].iter().take(2).any(|t| names(t.stem()));
    opens.then_some(product)
}

/// How an amount fits a fact, if it could be about its attribute at all.
fn fit(quantity: &Quantity, attribute: &Attribute, cues: &Cues, value: &Value) -> Option<Fit> {
    let end = |end: &Option<String>| end.clone().unwrap_or_default();
    let stated = Given::Text(Text {
        text: format!("{}..{}", end(&quantity.low), end(&quantity.high)),
        range: TextRange::default(),
    });
    let stated = Value::read(&stated, &Form::Range).ok()?;
    let own = attribute.measure();
    let stated = match &attribute.form {
        Form::Money(currency) => (quantity.currency == currency).then_some(stated)?,
        Form::Number | Form::Range if !quantity.currency.is_empty() => return None,
        Form::Number | Form::Range if attribute.unit.is_empty() => {
            let counted = quantity.counted.iter().any(|word| cues.core.contains(word));
            (counted || cues.core.contains(&quantity.before)).then_some(stated)?
        }
        Form::Number | Form::Range => {
            let unit = spelt(&quantity.unit);
            let same = unit == cues.unit[0] || quantity.counted.first() == Some(&cues.unit[1]);
            let unit = if same { own.unit } else { unit };
            stated.times(&Measure { unit, ..own }.factor(&own)?)?
        }
        _ => return None,
    };
    value.fit(&stated, quantity.loose)
}

/// The usual name of a unit that is often cut short.
fn spelt(unit: &str) -> &str {
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
        other => other,
    }
}
