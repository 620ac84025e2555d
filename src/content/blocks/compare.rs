//! `compare`: a table made from facts.

use super::Reader;
use crate::base::kept::{Deserialize, Serialize};
use crate::content::fields::{Fields, Text};
use crate::content::yaml::Node;

/// A comparison table.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Compare {
    /// The products; empty for those the guide compares.
    pub products: Vec<Text>,
    /// The attributes; empty for all.
    pub attributes: Vec<Text>,
    /// The caption; empty for one made from the products' names.
    pub caption: String,
    /// Why a choice of rows is fair that would otherwise look as if it favoured one product.
    pub fair: String,
}

pub(super) fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Compare> {
    let mut fields = Fields::of(node, "a `compare` block", reader.log)?;
    let products = fields.texts("products", reader.log);
    let attributes = fields.texts("attributes", reader.log);
    let caption = fields.words("caption", reader.log).map(|text| text.text).unwrap_or_default();
    let fair = fields.text("fair", reader.log).map(|text| text.text).unwrap_or_default();
    fields.finish(reader.log);
    Some(Compare { products, attributes, caption, fair })
}
