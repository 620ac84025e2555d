//! `_kind.yaml`: one kind of product and its attributes.

use super::attribute::{self, Attribute};
use super::fields::Fields;
use super::from::{self, From};
use super::log::Log;
use super::pairs::{self, Pairs};
use super::yaml::{Node, Value};
use crate::diagnostics::catalogue::fields as problem;

/// What a `_kind.yaml` says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Kind {
    /// "Treatment"
    pub name: String,
    /// "Treatments"
    pub plural: String,
    /// One or two sentences.
    pub description: String,
    /// After how many days a fact is stale, where its attribute says nothing.
    pub stale_after: Option<u32>,
    /// The file that its products come from.
    pub from: Option<From>,
    /// Which pairs have a page.
    pub pairs: Option<Pairs>,
    /// The attributes, in the order of a table's rows.
    pub attributes: Vec<Attribute>,
}

impl Kind {
    /// The id of the attribute that readers know by this label.
    pub fn by_label(&self, label: &str) -> Option<&str> {
        let label = label.to_lowercase();
        let attribute = self.attributes.iter().find(|attribute| attribute.label.to_lowercase() == label)?;
        Some(&attribute.id)
    }
}

/// Reads a `_kind.yaml`.
pub fn read(node: &Node, log: &mut Log) -> Option<Kind> {
    let mut fields = Fields::of(node, "a kind", log)?;
    let name = fields.required_words("name", log);
    let plural = fields.required_words("plural", log);
    let description = fields.words("description", log);
    let stale_after = fields.days("stale_after", log);
    let from = fields.node("from").and_then(|node| from::read(node, log));
    let pairs = fields.node("pairs").and_then(|node| pairs::read(node, log));
    fields.required("attributes", log);
    let mut attributes: Vec<Attribute> = Vec::new();
    let mut items = fields.items("attributes");
    if let [only] = items[..]
        && is_map_of_maps(only)
    {
        let help =
            "write each with its id as an item: `- {id: course, label: Length of a course, type: range}`";
        log.push(problem::wrong_type(log.span(only.range), "attributes", "a list", only.describe(), help));
        items = Vec::new();
    }
    for node in items {
        let Some(attribute) = attribute::read(node, log) else { continue };
        match attributes.iter().find(|other| other.id == attribute.id) {
            Some(first) => {
                let (at, first) = (log.span(attribute.range), log.span(first.range));
                log.push(problem::duplicate_name(at, "attributes", &attribute.id, first));
            }
            None => attributes.push(attribute),
        }
    }
    fields.finish(log);
    Some(Kind {
        // What is missing has been reported; the kind stays, so that its products are no second problem.
        name: name.map(|text| text.text).unwrap_or_default(),
        plural: plural.map(|text| text.text).unwrap_or_default(),
        description: description.map(|text| text.text).unwrap_or_default(),
        stale_after,
        from,
        pairs,
        attributes,
    })
}

/// Whether this is a map from ids to attributes, where a list is wanted.
fn is_map_of_maps(node: &Node) -> bool {
    let Value::Map(entries) = &node.value else { return false };
    !node.has("id") && entries.iter().all(|entry| entry.node.is_map())
}
