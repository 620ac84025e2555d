//! Messages about attributes and the values of facts.

use super::fields::words;
use crate::base::Date;
use crate::base::suggest::nearest;
use crate::diagnostics::{Diagnostic, Span};

/// A key of a product that is neither its own nor an attribute of its kind.
pub fn unknown_attribute(at: Span, key: &str, kind: &str, known: &[&str], declared: Span) -> Diagnostic {
    Diagnostic::error("unknown-attribute", at, format!("`{key}` is not an attribute of {kind}"))
        .judged_by(declared, "its attributes are declared here")
        .suggest(
            nearest(key, known.iter().copied()),
            format!("to have it as one, declare it in `_kind.yaml`; so far this file takes {}", words(known)),
        )
        .hiding()
}

/// A value that is not one of a scale's steps or a choice's options.
pub fn not_a_step(at: Span, value: &str, attribute: &str, steps: &[&str], declared: Span) -> Diagnostic {
    let problem = Diagnostic::error("not-a-step", at, format!("`{value}` is not a value of {attribute}"))
        .judged_by(declared, "declared here")
        .hiding();
    match state(value) {
        Some(help) => problem.help(help),
        None => problem.suggest(
            nearest(value, steps.iter().copied()),
            format!("it takes {}, or `unknown` or `n/a`", words(steps)),
        ),
    }
}

/// A value that does not read as its attribute's type.
pub fn bad_value(at: Span, value: &str, attribute: &str, wanted: &str, declared: Span) -> Diagnostic {
    Diagnostic::error("bad-value", at, format!("`{value}` is not {wanted}, which {attribute} takes"))
        .judged_by(declared, "declared here")
        .help(thousands(value, wanted).or_else(|| state(value)).unwrap_or_else(|| example(wanted)))
        .hiding()
}

/// How the state is written that somebody has written otherwise: in quotes or in capitals it is a word like any other.
fn state(value: &str) -> Option<String> {
    let meant = match value.to_lowercase().as_str() {
        "unknown" => "unknown",
        "n/a" | "na" => "n/a",
        other => nearest(other, ["unknown"])?,
    };
    Some(format!("write {meant}, in small letters and without quotes"))
}

/// How an amount of money is written whose point or comma was to stand between thousands: `12.500` and `12,500`.
fn thousands(value: &str, wanted: &str) -> Option<String> {
    let is_amount = wanted == "an amount of money";
    let (whole, rest) = value.split_once(['.', ',']).filter(|_| is_amount)?;
    let are_digits = [whole, rest].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    (are_digits && rest.len() == 3 && !whole.is_empty()).then(|| {
        format!(
            "write {whole}{rest} if the sign stands between thousands, as pages set their own, or {whole}.{}",
            &rest[..2]
        )
    })
}

fn example(wanted: &str) -> String {
    let write = match wanted {
        "a number" => "write digits alone, such as 12 or 12.5; the unit is the attribute's",
        "a range" => "write 1..4, or one number; the unit is the attribute's",
        "an amount of money" => "write digits alone, such as 25 or 15..40; the currency is the attribute's",
        "yes or no" => "write yes or no",
        "a day" => "write year, month and day, such as 2026-11-23",
        "a list with something in it" => "write [a, b]",
        _ => "write one line of text",
    };
    format!("{write}; `unknown` if it was looked for, `n/a` if it does not apply")
}

/// An amount in a unit or for a basis that has no exact conversion into its attribute's.
pub fn not_exact(at: Span, attribute: &str, found: &str, wanted: &str, declared: Span) -> Diagnostic {
    Diagnostic::error(
        "no-exact-conversion",
        at,
        match wanted {
            "no unit" => format!("{attribute} has no unit, and this is counted in `{found}`"),
            _ => format!(
                "{attribute} is counted in `{wanted}`, and `{found}` has no exact conversion into that"
            ),
        },
    )
    .judged_by(declared, "declared here")
    .help(match wanted {
        "no unit" => "leave the unit out, or add `unit: ...` to the attribute".to_owned(),
        _ => format!("write the amount in `{wanted}`, or change the attribute"),
    })
    .hiding()
}

/// Values of one row that cannot stand beside one another.
pub fn mixed_row(at: Span, attribute: &str, first: (&str, Span), second: (&str, Span)) -> Diagnostic {
    let message =
        format!("`{attribute}` is {} for one product of this table and {} for another", first.0, second.0);
    Diagnostic::error("mixed-row", at, message)
        .judged_by(first.1, "declared here")
        .judged_by(second.1, "and here")
        .help("declare both alike, give one of the two another id, or leave the row out with `attributes: [...]`")
}

/// A source that no fact cites.
pub fn unused_source(at: Span, id: &str) -> Diagnostic {
    Diagnostic::warning("unused-source", at, format!("no fact cites the source `{id}`"))
        .help(format!("write `source: {id}` at the facts that rest on it, or remove it"))
}

/// A fact that is to be checked again; only where somebody asks.
pub fn stale_fact(at: Span, fact: &str, why: &str, today: Date) -> Diagnostic {
    Diagnostic::error("stale-fact", at, format!("`{fact}` is stale: {why}"))
        .help(format!("check it against its source, then write the day as `checked: {today}`"))
}

/// A known fact without a source; only where somebody asks.
pub fn unsourced_fact(at: Span, fact: &str) -> Diagnostic {
    Diagnostic::error("unsourced-fact", at, format!("`{fact}` has no source")).help(
        "write it as `{is: ..., source: <id>, checked: <day>}`, with the source in content/sources.yaml",
    )
}

/// A range whose end is below its start.
pub fn backward_range(at: Span, value: &str) -> Diagnostic {
    Diagnostic::error("backward-range", at, format!("`{value}` ends below its start"))
        .help("write the smaller number first")
        .hiding()
}

/// A fact without what its attribute requires.
pub fn fact_requires(at: Span, attribute: &str, product: &str, what: &str, declared: Span) -> Diagnostic {
    let help = match what {
        "value" => "write a value, `unknown` or `n/a`".to_owned(),
        _ => format!("write {{is: ..., {what}: ...}}"),
    };
    let lacking = match what {
        "checked" => "the day it was checked",
        "source" => "a source",
        _ => "a value",
    };
    Diagnostic::error("fact-requires", at, format!("{attribute} of {product} needs {lacking}"))
        .also(declared, "required here")
        .help(help)
}

/// A fact that cites a source nobody has written down; `near` was likely meant.
pub fn unknown_source(at: Span, id: &str, near: Option<&str>) -> Diagnostic {
    Diagnostic::error("unknown-source", at, format!("there is no source `{id}`"))
        .suggest(near, "add it to content/sources.yaml")
        .hiding()
}

/// A scale without steps, a choice without options, money without a currency.
pub fn attribute_needs(at: Span, kind: &str, key: &str, example: &str) -> Diagnostic {
    Diagnostic::error("attribute-needs", at, format!("an attribute of type {kind} needs `{key}`"))
        .help(format!("add `{key}: {example}`"))
        .hiding()
}

/// A scale on which everything would be the same.
pub fn scale_of_one_step(at: Span, step: &str) -> Diagnostic {
    Diagnostic::error(
        "attribute-needs",
        at,
        format!("a scale needs two steps or more, and this has `{step}` alone"),
    )
    .help("write them all, from low to high, such as `steps: [low, moderate, high]`")
}

/// A currency by another name than its code.
pub fn bad_currency(at: Span, text: &str) -> Diagnostic {
    Diagnostic::error("bad-currency", at, format!("`{text}` is not the code of a currency"))
        .help("write its three letters of ISO 4217, such as USD, EUR or KRW")
}

/// A key that an attribute of this type does not take.
pub fn attribute_takes_no(at: Span, kind: &str, key: &str) -> Diagnostic {
    Diagnostic::error("attribute-takes-no", at, format!("an attribute of type {kind} takes no `{key}`"))
        .help(format!("remove `{key}`, or change the type"))
}

/// A reference to a fact that has not been researched.
pub fn fact_not_researched(at: Span, attribute: &str, product: &str, product_file: Span) -> Diagnostic {
    Diagnostic::error("fact-not-researched", at, format!("nobody has written down {attribute} of {product}"))
        .judged_by(product_file, "it would stand here")
        .help(format!("add `{attribute}: ...` to the product, or say it another way"))
}
