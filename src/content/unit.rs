//! The unit of a number or range: one word or sign, and where that is not enough its forms for the counts of a language.
//!
//! Must not know: which form a language takes for a count, how an amount is written around it.

use super::fields::text_of;
use super::log::Log;
use super::phrases::{ONE, form, forms};
use super::yaml::{Node, Value};

/// A unit: `week`, or `{one: foot, other: feet}`. Empty if numbers stand alone.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Unit {
    /// The unit in the singular, by which it is known and converted.
    pub name: String,
    /// Its forms by plural category; none if it was written as one word.
    forms: Vec<(&'static str, String)>,
}

impl Unit {
    /// A unit that is one word.
    pub fn word(name: impl Into<String>) -> Self {
        Self { name: name.into(), forms: Vec::new() }
    }

    /// Reads a text, or a map of forms.
    pub fn read(node: &Node, log: &mut Log) -> Option<Self> {
        let Value::Map(_) = &node.value else {
            return Some(Self::word(text_of(node, "unit", log)?.text));
        };
        let forms = forms(node, "a unit", log)?.into_iter().map(|(category, form)| (category, form.text));
        let mut unit = Self { name: String::new(), forms: forms.collect() };
        unit.name = unit.form(|| ONE).unwrap_or_default().to_owned();
        Some(unit)
    }

    /// The form for a plural category, or else the one for all others; `None` if it was written as one word, and then `category`
    /// is not asked for.
    pub fn form(&self, category: impl FnOnce() -> &'static str) -> Option<&str> {
        if self.forms.is_empty() { None } else { form(&self.forms, category()).map(String::as_str) }
    }

    /// The words that it is written in.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(self.forms.iter().map(|(_, form)| form)).map(String::as_str)
    }
}
