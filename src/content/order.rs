//! An order's file: steps that follow one another.

use super::body::Body;
use super::fields::{Fields, Text, text_of};
use super::log::Log;
use super::markdown::Found;
use super::product::rich_text;
use super::yaml::{Node, Value};
use crate::diagnostics::catalogue::blocks;

/// What an order's file says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Order {
    /// "Evening routine"
    pub name: String,
    /// One sentence.
    pub about: Body,
    /// The steps.
    pub steps: Vec<Step>,
}

/// One step of an order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// What is used.
    pub what: What,
    /// Whether it can be left out.
    pub optional: bool,
    /// A remark.
    pub note: Body,
}

/// What is used in a step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// One of these products; mostly there is only one.
    Products(Vec<Text>),
    /// Something that is no product of the site.
    Label(String),
}

/// Reads an order's file.
pub fn read(node: &Node, file: &str, found: &mut Found, log: &mut Log) -> Option<Order> {
    let mut fields = Fields::of(node, "an order", log)?;
    let name = fields.required_text("name", log);
    let about = fields.text("about", log).map(|text| rich_text(&text, file, found, log));
    let _ = fields.required("steps", log);
    let steps = fields.items("steps").into_iter().filter_map(|node| step(node, file, found, log)).collect();
    fields.finish(log);
    Some(Order { name: name?.text, about: about.unwrap_or_default(), steps })
}

fn step(node: &Node, file: &str, found: &mut Found, log: &mut Log) -> Option<Step> {
    if let Value::Scalar { .. } = node.value {
        let product = text_of(node, "a step", log)?;
        return Some(Step { what: What::Products(vec![product]), optional: false, note: Body::default() });
    }
    let mut fields = Fields::of(node, "a step", log)?;
    let product = fields.text("product", log);
    let any = fields.texts("any", log);
    let label = fields.text("label", log);
    let optional = fields.flag("optional", log);
    let note = fields.text("note", log).map(|text| rich_text(&text, file, found, log));
    fields.finish(log);
    let what = match (product, any.is_empty(), label) {
        (Some(product), true, None) => What::Products(vec![product]),
        (None, false, None) => What::Products(any),
        (None, true, Some(label)) => What::Label(label.text),
        _ => {
            log.push(blocks::bad_step(log.span(node.range)));
            return None;
        }
    };
    Some(Step { what, optional, note: note.unwrap_or_default() })
}
