//! Types every fact by its attribute, and checks what attributes require.

use super::names::Among;
use super::{Product, Site};
use crate::base::suggest::nearest;
use crate::base::{Date, SitePath, TextRange};
use crate::content::attribute::{Attribute, Form, PRODUCT_KEYS, Required};
use crate::content::fact::{Given, Said, WrittenFact};
use crate::content::fields::Text;
use crate::content::measure::Measure;
use crate::content::value::{Refusal, Value};
use crate::diagnostics::catalogue::{facts as problem, fields};
use crate::diagnostics::{Diagnostic, Span};
use crate::source::class::SOURCES_FILE;
use std::collections::HashMap;

/// The key that every product has.
const NAME: &str = "name";

/// A typed fact.
#[derive(Clone, PartialEq, Debug)]
pub struct Fact {
    /// What is known.
    pub state: State,
    /// Where it is from: an index into the site's sources.
    pub source: Option<usize>,
    /// The day it was checked.
    pub checked: Option<Date>,
    /// Which of the file's facts it is; `None` if it is not written.
    pub written: Option<usize>,
}

/// The four states of a fact.
#[derive(Clone, PartialEq, Debug)]
pub enum State {
    /// There is a value.
    Known(Value),
    /// Looked for and not found.
    Unknown,
    /// It does not apply.
    NotApplicable,
    /// Nobody has looked.
    NotResearched,
}

impl Fact {
    /// A fact that is not written.
    pub const NOT_RESEARCHED: Fact =
        Fact { state: State::NotResearched, source: None, checked: None, written: None };

    /// The value, if it is known.
    pub fn value(&self) -> Option<&Value> {
        match &self.state {
            State::Known(value) => Some(value),
            _ => None,
        }
    }
}

/// Fills [`Product::facts`] of all products.
pub fn type_facts(site: &mut Site, problems: &mut Vec<Diagnostic>) {
    let typed: Vec<Vec<Fact>> =
        site.products.iter().map(|product| product_facts(site, product, problems)).collect();
    for (product, facts) in site.products.iter_mut().zip(typed) {
        product.facts = facts;
    }
}

fn product_facts(site: &Site, product: &Product, problems: &mut Vec<Diagnostic>) -> Vec<Fact> {
    let kind = site.kinds.get(product.kind);
    check_name(product, kind.map_or(&[], |kind| &kind.says.attributes), problems);
    let Some(kind) = kind else { return Vec::new() };
    let attributes = &kind.says.attributes;
    let index: HashMap<&str, usize> =
        attributes.iter().enumerate().map(|(at, attribute)| (attribute.id.as_str(), at)).collect();
    let mut facts = vec![Fact::NOT_RESEARCHED; attributes.len()];
    for (number, written) in product.says.facts.iter().enumerate() {
        let Some(&at) = index.get(written.key.text.as_str()) else {
            let known: Vec<&str> = known_keys(attributes).collect();
            let declared = attributes.first().map_or(TextRange::default(), |a| a.range);
            problems.push(problem::unknown_attribute(
                Span::new(&product.path, written.key.range),
                &written.key,
                &kind.says.plural,
                &known,
                Span::new(&kind.path, declared),
            ));
            continue;
        };
        let attribute = &attributes[at];
        let declared = Span::new(&kind.path, attribute.range);
        facts[at] = fact(site, product, attribute, number, written, declared, problems);
    }
    check_required(
        product,
        attributes,
        &facts,
        &|attribute| Span::new(&kind.path, attribute.range),
        problems,
    );
    facts
}

/// The keys of a product whose kind has these attributes.
fn known_keys(attributes: &[Attribute]) -> impl Iterator<Item = &str> {
    attributes.iter().map(|attribute| attribute.id.as_str()).chain(PRODUCT_KEYS)
}

/// Reports a name that is missing, unless a key that is no attribute was to be it.
fn check_name(product: &Product, attributes: &[Attribute], problems: &mut Vec<Diagnostic>) {
    let Some(at) = product.says.nameless else { return };
    let is_meant = |key: &str| {
        let is_known = known_keys(attributes).any(|known| known == key);
        !is_known && nearest(key, known_keys(attributes)) == Some(NAME)
    };
    if !product.says.facts.iter().any(|written| is_meant(&written.key)) {
        problems.push(fields::missing_key(Span::new(&product.path, at), "a product", NAME));
    }
}

fn fact(
    site: &Site,
    product: &Product,
    attribute: &Attribute,
    number: usize,
    written: &WrittenFact,
    declared: Span,
    problems: &mut Vec<Diagnostic>,
) -> Fact {
    if let (Said::Value(Given::Text(text)), Form::List, false) =
        (&written.said, &attribute.form, product.is_row())
        && text.contains(", ")
    {
        problems.push(fields::list_as_text(Span::new(&product.path, text.range), &attribute.id, text));
    }
    let state = match &written.said {
        // What its attribute takes could not be read.
        Said::Value(_) if !attribute.whole => State::NotResearched,
        Said::Unknown => State::Unknown,
        Said::NotApplicable => State::NotApplicable,
        Said::Value(given) => match read(given, attribute, written) {
            Ok(value) => {
                let converted = in_own_measure(product, attribute, written, &value, &declared, problems);
                State::Known(converted.unwrap_or(value))
            }
            Err(refusal) => {
                problems.push(refused(product, attribute, refusal, declared));
                State::NotResearched
            }
        },
    };
    let source = written.source.as_ref().and_then(|id| {
        let source = site.names.sources.get(&id.text).copied();
        if source.is_none() {
            let near = site.names.nearest(Among::Sources, id);
            let at = Span::new(&product.path, id.range);
            let unknown = problem::unknown_source(at, id, near.as_deref());
            problems.push(unknown.resting_on(&SitePath::new(SOURCES_FILE)));
        }
        source
    });
    Fact { state, source, checked: written.checked, written: Some(number) }
}

/// The value of a fact as it is written. Only what is sold by weight or the like costs tenths of a cent.
fn read(given: &Given, attribute: &Attribute, written: &WrittenFact) -> Result<Value, Refusal> {
    let value = Value::read(given, &attribute.form)?;
    let is_by_the_piece = attribute.per.is_empty() && written.per.is_none();
    if is_by_the_piece { value.in_cents(given, &attribute.form) } else { Ok(value) }
}

/// The value of a fact that is written in a unit or for a basis of its own, as its attribute counts.
fn in_own_measure(
    product: &Product,
    attribute: &Attribute,
    written: &WrittenFact,
    value: &Value,
    declared: &Span,
    problems: &mut Vec<Diagnostic>,
) -> Option<Value> {
    let own = written.unit.as_ref().or(written.per.as_ref())?;
    let at = Span::new(&product.path, own.range);
    let takes_unit = matches!(attribute.form, Form::Number | Form::Range);
    let (key, allowed) = match (&written.unit, &written.per) {
        (Some(_), _) if !takes_unit => ("unit", false),
        _ => ("per", takes_unit || matches!(attribute.form, Form::Money(_))),
    };
    if !allowed {
        problems.push(problem::attribute_takes_no(at, attribute.form.name(), key));
        return None;
    }
    let wanted = attribute.measure();
    let text = |text: &'_ Option<_>, or| text.as_ref().map_or(or, |text: &Text| text.text.clone());
    let (unit, per) =
        (text(&written.unit, attribute.unit.name.clone()), text(&written.per, attribute.per.clone()));
    let found = Measure { unit: &unit, per: &per, ..wanted };
    let converted = found.factor(&wanted).and_then(|factor| value.times(&factor));
    if converted.is_none() {
        let (found, wanted) = (found.words(), wanted.words());
        problems.push(problem::not_exact(at, &attribute.label, &found, &wanted, declared.clone()));
    }
    converted
}

fn refused(product: &Product, attribute: &Attribute, refusal: Refusal, declared: Span) -> Diagnostic {
    let label = attribute.label.as_str();
    let at = |range| Span::new(&product.path, range);
    match refusal {
        Refusal::NotAStep { value, at: range } => {
            let words: Vec<&str> = match &attribute.form {
                Form::Scale(words) | Form::Choice(words) => words.iter().map(String::as_str).collect(),
                _ => Vec::new(),
            };
            problem::not_a_step(at(range), &value, label, &words, declared)
        }
        Refusal::NotA { wanted, value, at: range } => {
            problem::bad_value(at(range), &value, label, wanted, declared)
        }
        Refusal::Backward { value, at: range } => problem::backward_range(at(range), &value),
    }
}

/// Reports facts that lack what their attribute requires. A source or day is required of known facts alone.
fn check_required(
    product: &Product,
    attributes: &[Attribute],
    facts: &[Fact],
    declared: &dyn Fn(&Attribute) -> Span,
    problems: &mut Vec<Diagnostic>,
) {
    for (attribute, fact) in attributes.iter().zip(facts) {
        let written = fact.written.map(|at| &product.says.facts[at]);
        let known = fact.value().is_some();
        for required in &attribute.require {
            let lacking = match required {
                Required::Value => written.is_none(),
                Required::Source => known && written.is_some_and(|written| written.source.is_none()),
                Required::Checked => known && fact.checked.is_none(),
            };
            if lacking {
                let range = written.map_or(product.place, |written| written.key.range);
                let lacking = problem::fact_requires(
                    Span::new(&product.path, range),
                    &attribute.label,
                    &product.says.name,
                    required.key(),
                    declared(attribute),
                );
                problems.push(lacking.resting_on(&product.path));
            }
        }
    }
}
