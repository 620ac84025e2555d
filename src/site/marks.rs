//! Marks that a traced page carries behind facts and labels in its sentences, where they are said in words made for one page.
//!
//! A site has none: `page/trace.rs` puts them on one that is rendered once more and thrown away. Must not know: what they stand for.

use super::Site;
use super::fresh::FactAt;

/// A mark for each fact, each label of an attribute and each name of its group, or none at all.
#[derive(Default)]
pub struct Marks {
    /// By product and attribute.
    pub facts: Vec<Vec<String>>,
    /// By kind and attribute.
    pub labels: Vec<Vec<String>>,
    /// The same, for the name of the group that an attribute is in.
    pub groups: Vec<Vec<String>>,
}

impl Marks {
    /// What stands behind the value of a fact.
    pub fn fact(&self, at: FactAt) -> &str {
        mark(&self.facts, at.product, at.attribute)
    }

    /// What stands behind the label of a fact's attribute.
    pub fn label(&self, site: &Site, at: FactAt) -> &str {
        self.label_in(site.products[at.product].kind, at.attribute)
    }

    /// What stands behind the label of a kind's attribute.
    pub fn label_in(&self, kind: usize, attribute: usize) -> &str {
        mark(&self.labels, kind, attribute)
    }

    /// What stands behind the name of the group of a kind's attribute.
    pub fn group(&self, kind: usize, attribute: usize) -> &str {
        mark(&self.groups, kind, attribute)
    }
}

fn mark(marks: &[Vec<String>], outer: usize, inner: usize) -> &str {
    marks.get(outer).and_then(|marks| marks.get(inner)).map_or("", String::as_str)
}
