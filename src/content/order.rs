//! An order's file: steps that follow one another.

use super::body::Body;
use super::fields::{Fields, Text, text_of};
use super::log::Log;
use super::markdown::Found;
use super::pairs::pairs;
use super::product::rich_text;
use super::yaml::{Node, Value};
use crate::diagnostics::catalogue::{blocks, fields as field_problem};

/// What an order's file says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Order {
    /// "Evening routine"
    pub name: String,
    /// One sentence.
    pub about: Body,
    /// The steps.
    pub steps: Vec<Step>,
    /// Products that may not both be used on one way through the steps.
    pub not_together: Vec<[Text; 2]>,
    /// Orders that this one differs from on purpose.
    pub unlike: Vec<Text>,
}

/// One step of an order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// What is used.
    pub what: What,
    /// Whether it can be left out.
    pub optional: bool,
    /// Whether it repeats an earlier step on purpose.
    pub again: bool,
    /// A remark.
    pub note: Body,
}

/// What is used in a step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// One of these products; mostly there is only one.
    Products(Vec<Text>),
    /// All of these products, in any order.
    Parallel(Vec<Text>),
    /// Something that is no product of the site.
    Label(String),
}

impl Order {
    /// The products of all steps, in their order; one that is used again is there again.
    pub fn products(&self) -> impl Iterator<Item = &Text> {
        self.steps.iter().flat_map(|step| step.what.products())
    }
}

impl Step {
    /// What it goes by: its products, or its label.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let label = if let What::Label(label) = &self.what { Some(label.as_str()) } else { None };
        self.what.products().iter().map(|id| id.text.as_str()).chain(label)
    }
}

impl What {
    /// The products.
    pub fn products(&self) -> &[Text] {
        match self {
            Self::Products(ids) | Self::Parallel(ids) => ids,
            Self::Label(_) => &[],
        }
    }
}

/// Reads an order's file.
pub fn read(node: &Node, file: &str, found: &mut Found, log: &mut Log) -> Option<Order> {
    let mut fields = Fields::of(node, "an order", log)?;
    let name = fields.required_words("name", log);
    let about = fields.text("about", log).map(|text| rich_text(&text, file, found, log));
    if let Some(empty) = fields.required("steps", log).filter(|node| node.value == Value::List(Vec::new())) {
        let found = empty.describe();
        log.push(field_problem::empty_list(log.span(empty.range), "steps", "steps", found, "- serum"));
    }
    let steps = fields.items("steps").into_iter().filter_map(|node| step(node, file, found, log)).collect();
    let not_together = pairs(&fields.items("not_together"), "not_together", log);
    let unlike = fields.texts("unlike", log);
    fields.finish(log);
    Some(Order { name: name?.text, about: about.unwrap_or_default(), steps, not_together, unlike })
}

fn step(node: &Node, file: &str, found: &mut Found, log: &mut Log) -> Option<Step> {
    if let Value::Scalar { .. } = node.value {
        let product = text_of(node, "a step", log)?;
        let what = What::Products(vec![product]);
        return Some(Step { what, optional: false, again: false, note: Body::default() });
    }
    let mut fields = Fields::of(node, "a step", log)?;
    let product = fields.text("product", log);
    let any = fields.texts("any", log);
    let parallel = fields.texts("parallel", log);
    let label = fields.words("label", log);
    let optional = fields.flag("optional", log);
    let again = fields.flag("again", log);
    let note = fields.text("note", log).map(|text| rich_text(&text, file, found, log));
    let all_known = fields.finish(log);
    let what = match (product, any.is_empty(), parallel.is_empty(), label) {
        (Some(product), true, true, None) => What::Products(vec![product]),
        (None, false, true, None) => What::Products(any),
        (None, true, false, None) => What::Parallel(parallel),
        (None, true, true, Some(label)) => What::Label(label.text),
        // A key that is not known may have been to say it.
        (None, true, true, None) if !all_known => return None,
        _ => {
            log.push(blocks::bad_step(log.span(node.range)));
            return None;
        }
    };
    Some(Step { what, optional, again, note: note.unwrap_or_default() })
}
