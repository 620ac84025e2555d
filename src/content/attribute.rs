//! The attributes of a kind: what can be said of its products, and in which form.

use super::fields::{Fields, Text, one_of, report_repeats};
use super::log::Log;
use super::measure::Measure;
use super::unit::Unit;
use super::yaml::Node;
use crate::base::TextRange;
use crate::base::address::goes_on;
use crate::base::kept::{Deserialize, Serialize};
use crate::diagnostics::catalogue::{facts, fields as problem};
use std::cmp::Ordering;

/// One attribute of a kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attribute {
    /// The key in product files.
    pub id: String,
    /// Where it is declared.
    pub range: TextRange,
    /// What readers see.
    pub label: String,
    /// One sentence for readers.
    pub about: String,
    /// The heading it stands under in a table.
    pub group: String,
    /// How values are written.
    pub form: Form,
    /// The unit of a number or range.
    pub unit: Unit,
    /// What an amount is for: `30 ml`.
    pub per: String,
    /// Which of two values is the better one.
    pub better: Option<Better>,
    /// What every fact must have.
    pub require: Vec<Required>,
    /// Why it stands beside another attribute that says the same.
    pub fair: String,
    /// After how many days a fact is stale; `None` for what the kind or the site says.
    pub stale_after: Option<u32>,
    /// Whether all of it could be read: if not, nothing can be said of its facts.
    pub whole: bool,
}

impl Attribute {
    /// What its amounts are counted in.
    pub fn measure(&self) -> Measure<'_> {
        let currency = if let Form::Money(currency) = &self.form { currency } else { "" };
        Measure { unit: &self.unit.name, per: &self.per, currency }
    }

    /// Whether it stands under the same heading as another.
    pub fn shares_group(&self, other: &Attribute) -> bool {
        // Most stand under none. To compare two empty strings may take a C library a hundred nanoseconds: their pointers lead
        // nowhere, which it finds out last.
        (self.group.is_empty() && other.group.is_empty()) || self.group == other.group
    }
}

/// How the values of an attribute are written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Form {
    /// One line of words.
    Text,
    /// One of some words, in no order.
    Choice(Vec<String>),
    /// One of some words, from low to high.
    Scale(Vec<String>),
    /// A decimal number.
    Number,
    /// Two decimal numbers, or one.
    Range,
    /// An amount, or from one to another, in this currency.
    Money(String),
    /// Yes or no.
    YesNo,
    /// A day.
    Date,
    /// Some words.
    List,
}

/// Which of two values is the better one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Better {
    /// The lower.
    Lower,
    /// The higher.
    Higher,
}

impl Better {
    /// Each with the word that is typed for it.
    pub const WORDS: [(&str, Better); 2] = [("lower", Better::Lower), ("higher", Better::Higher)];

    /// How a better value orders against a worse one.
    pub fn ordering(self) -> Ordering {
        match self {
            Self::Lower => Ordering::Less,
            Self::Higher => Ordering::Greater,
        }
    }
}

/// What an attribute may require of every fact.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Required {
    /// That it is written: known, unknown or n/a.
    Value,
    /// A source, if it is known.
    Source,
    /// The day it was checked, if it is known.
    Checked,
}

impl Required {
    /// The key that is required, as typed.
    pub fn key(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Source => "source",
            Self::Checked => "checked",
        }
    }
}

const FORMS: [&str; 9] = ["text", "choice", "scale", "number", "range", "money", "yes_no", "date", "list"];

/// The keys of every product, which no attribute may have.
pub const PRODUCT_KEYS: [&str; 9] =
    ["name", "tagline", "about", "image", "aliases", "choose_if", "avoid_if", "tags", "together"];

/// Reads one item of `attributes:`.
pub fn read(node: &Node, log: &mut Log) -> Option<Attribute> {
    let mut fields = Fields::of(node, "an attribute", log)?;
    let id = fields.required_text("id", log);
    let label = fields.required_words("label", log);
    let about = fields.words("about", log);
    let group = fields.text("group", log);
    let form = form(&mut fields, log);
    let numeric = matches!(form, Some(Form::Number | Form::Range));
    only_for(fields.node("unit"), numeric || form.is_none(), "unit", &form, log);
    let unit = fields.node("unit").and_then(|node| Unit::read(node, log));
    only_for(fields.node("per"), numeric || matches!(form, Some(Form::Money(_)) | None), "per", &form, log);
    let per = fields.text("per", log);
    let is_better_said = fields.node("better").is_some();
    let better = better(&mut fields, &form, log);
    let require = fields.texts("require", log).into_iter().filter_map(|text| required(&text, log)).collect();
    let fair = fields.text("fair", log);
    let stale_after = fields.days("stale_after", log);
    let in_doubt = fields.is_misspelt(&["type", "steps", "options", "currency", "unit", "per", "better"]);
    let whole = !in_doubt && form.is_some() && better.is_some() == is_better_said;
    fields.finish(log);
    let id = id?;
    check(&id, log);
    let string = |text: Option<Text>| text.map(|text| text.text).unwrap_or_default();
    Some(Attribute {
        range: id.range,
        id: id.text,
        label: string(label),
        about: string(about),
        group: string(group),
        // A form with problems has been reported; any words will do until it is mended.
        form: form.unwrap_or(Form::Text),
        unit: unit.unwrap_or_default(),
        per: string(per),
        better,
        require,
        fair: string(fair),
        stale_after,
        whole,
    })
}

fn check(id: &Text, log: &mut Log) {
    if PRODUCT_KEYS.contains(&id.text.as_str()) {
        log.push(problem::reserved_attribute(log.span(id.range), id));
    }
    let good = id.starts_with(|c: char| c.is_alphabetic()) && id.chars().all(|c| c == '_' || goes_on(c));
    if !good {
        let rule = "use letters, digits and `_`, such as skin_type";
        log.push(problem::bad_id(log.span(id.range), id, rule));
    }
}

/// Reads `type` with the key that it needs, and refuses the keys of other types.
fn form(fields: &mut Fields<'_>, log: &mut Log) -> Option<Form> {
    let name = fields.required_text("type", log);
    let steps = fields.texts("steps", log);
    let options = fields.texts("options", log);
    let currency = fields.text("currency", log);
    report_repeats(&steps, "steps", log);
    report_repeats(&options, "options", log);
    let name = name?;
    let strings = |texts: &[Text]| texts.iter().map(|text| text.text.clone()).collect::<Vec<_>>();
    let form = match name.text.as_str() {
        "text" => Form::Text,
        "choice" => Form::Choice(strings(&options)),
        "scale" => Form::Scale(strings(&steps)),
        "number" => Form::Number,
        "range" => Form::Range,
        "money" => Form::Money(currency.as_ref().map(|text| text.text.clone()).unwrap_or_default()),
        "yes_no" => Form::YesNo,
        "date" => Form::Date,
        "list" => Form::List,
        other => {
            log.push(problem::not_one_of(log.span(name.range), "type of attribute", other, &FORMS));
            return None;
        }
    };
    let at = log.span(name.range);
    match &form {
        Form::Scale(_) if steps.len() == 1 => {
            log.push(facts::scale_of_one_step(log.span(steps[0].range), &steps[0]));
            return None;
        }
        Form::Scale(steps) | Form::Choice(steps) if steps.is_empty() => {
            let (key, example) = match form {
                Form::Scale(_) => ("steps", "[low, moderate, high]"),
                _ => ("options", "[morning, evening]"),
            };
            if !fields.is_misspelt(&[key]) {
                log.push(facts::attribute_needs(at, form.name(), key, example));
            }
            return None;
        }
        Form::Money(code) if code.is_empty() => {
            if !fields.is_misspelt(&["currency"]) {
                log.push(facts::attribute_needs(at, "money", "currency", "USD"));
            }
            return None;
        }
        Form::Money(code) if !is_currency(code) => {
            let place = currency.as_ref().map_or(name.range, |text| text.range);
            log.push(facts::bad_currency(log.span(place), code));
        }
        _ => {}
    }
    let extra = [
        ("steps", steps.first().map(|t| t.range), matches!(form, Form::Scale(_))),
        ("options", options.first().map(|t| t.range), matches!(form, Form::Choice(_))),
        ("currency", currency.map(|t| t.range), matches!(form, Form::Money(_))),
    ];
    for (key, range, allowed) in extra {
        if let (Some(range), false) = (range, allowed) {
            log.push(facts::attribute_takes_no(log.span(range), &name, key));
        }
    }
    Some(form)
}

/// Whether a text has the form of a code of ISO 4217, by which search engines know a currency.
fn is_currency(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|letter| letter.is_ascii_uppercase())
}

/// Reports the value of a key that attributes of this form do not take.
fn only_for(value: Option<&Node>, allowed: bool, key: &str, form: &Option<Form>, log: &mut Log) {
    if let Some(node) = value.filter(|_| !allowed) {
        let form = form.as_ref().map_or("text", Form::name);
        log.push(facts::attribute_takes_no(log.span(node.range), form, key));
    }
}

fn better(fields: &mut Fields<'_>, form: &Option<Form>, log: &mut Log) -> Option<Better> {
    let text = fields.text("better", log)?;
    if let Some(form) = form.as_ref().filter(|form| !form.has_order()) {
        log.push(facts::attribute_takes_no(log.span(text.range), form.name(), "better"));
        return None;
    }
    one_of(&text, "value of better", &Better::WORDS, log)
}

fn required(text: &Text, log: &mut Log) -> Option<Required> {
    let known =
        [Required::Value, Required::Source, Required::Checked].map(|required| (required.key(), required));
    one_of(text, "requirement", &known, log)
}

impl Form {
    /// What a value is, with its article: "a number".
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Text | Self::Choice(_) | Self::Scale(_) => "one line of text",
            Self::Number => "a number",
            Self::Range => "a range",
            Self::Money(_) => "an amount of money",
            Self::YesNo => "yes or no",
            Self::Date => "a day",
            Self::List => "a list",
        }
    }

    /// Whether one value can be lower or higher than another.
    pub fn has_order(&self) -> bool {
        !matches!(self, Self::Text | Self::Choice(_) | Self::List)
    }

    /// The name of the type, as typed.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Choice(_) => "choice",
            Self::Scale(_) => "scale",
            Self::Number => "number",
            Self::Range => "range",
            Self::Money(_) => "money",
            Self::YesNo => "yes_no",
            Self::Date => "date",
            Self::List => "list",
        }
    }
}
