//! `order`: the steps of an order, with the compared products marked.

use super::Reader;
use crate::base::kept::{Deserialize, Serialize};
use crate::content::body::Body;
use crate::content::fields::{Fields, Text};
use crate::content::yaml::Node;

/// A drawn order.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OrderBlock {
    /// The order's id.
    pub order: Text,
    /// The products to mark; empty for those the guide compares.
    pub mark: Vec<Text>,
    /// The caption; empty for the order's own words.
    pub caption: Body,
}

pub(super) fn read(node: &Node, reader: &mut Reader<'_>) -> Option<OrderBlock> {
    let mut fields = Fields::of(node, "an `order` block", reader.log)?;
    let order = fields.required_text("order", reader.log);
    let mark = fields.texts("mark", reader.log);
    let caption = fields.text("caption", reader.log);
    fields.finish(reader.log);
    let caption = reader.rich(caption);
    Some(OrderBlock { order: order?, mark, caption })
}
