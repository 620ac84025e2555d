//! `choose`: "Choose X if ..." lists.

use super::{Reader, Reason};
use crate::base::kept::{Deserialize, Serialize};
use crate::content::fields::{Fields, Text};
use crate::content::yaml::Node;

/// "Choose X if ..." lists.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Choose {
    /// The products; empty for those the guide compares.
    pub products: Vec<Text>,
    /// The title.
    pub title: String,
    /// Lists instead of the products' own `choose_if`.
    pub choose: Vec<(Text, Vec<Reason>)>,
    /// Lists instead of the products' own `avoid_if`.
    pub avoid: Vec<(Text, Vec<Reason>)>,
}

pub(super) fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Choose> {
    let mut fields = Fields::of(node, "a `choose` block", reader.log)?;
    let products = fields.texts("products", reader.log);
    let title = fields.words("title", reader.log).map(|text| text.text).unwrap_or_default();
    let choose = fields.node("if");
    let avoid = fields.node("avoid");
    fields.finish(reader.log);
    let choose = reader.by_product(choose, "a list of reasons");
    let avoid = reader.by_product(avoid, "a list of reasons");
    Some(Choose { products, title, choose, avoid })
}
