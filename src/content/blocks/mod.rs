//! Blocks: the fenced YAML of a guide, each as a typed value.
//!
//! Must not know: whether a product or attribute that a block names exists; `site/` checks that.

mod choose;
mod compare;
mod decide;
mod figure;
mod gallery;
mod mistake;
mod order;
mod verdict;
mod why;

pub use choose::Choose;
pub use compare::Compare;
pub use decide::{Answer, Decide, Leads, Question};
pub use figure::Figure;
pub use gallery::Gallery;
pub use mistake::Mistake;
pub use order::OrderBlock;
pub use verdict::Verdict;
pub use why::{Reason, Why};

use super::body::Body;
use super::fields::{Fields, Text};
use super::log::Log;
use super::markdown::{Fence, Found};
use super::parse::yaml_document;
use super::product::rich_text;
use super::yaml::{Node, Value};
use crate::base::TextRange;
use crate::base::kept::{Deserialize, Serialize};
use crate::diagnostics::catalogue::blocks as problem;

/// The names of the built-in blocks.
pub const BUILT_IN: [&str; 8] =
    ["choose", "compare", "decide", "figure", "gallery", "mistake", "order", "verdict"];

/// A block with its place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Block {
    /// Where its name stands.
    pub range: TextRange,
    /// Where its YAML stands.
    pub yaml: TextRange,
    /// Its name and its YAML, as typed: of these what it says is made, but for places.
    pub written: Box<str>,
    /// What it says.
    pub content: Content,
}

/// What a block says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Content {
    /// A comparison table.
    Compare(Compare),
    /// "Choose X if ..." lists.
    Choose(Choose),
    /// A decision tree.
    Decide(Decide),
    /// Steps in their order.
    Order(OrderBlock),
    /// A common mistake.
    Mistake(Mistake),
    /// The verdict.
    Verdict(Verdict),
    /// A picture with a caption.
    Figure(Figure),
    /// Pictures side by side.
    Gallery(Gallery),
    /// A site's own block: its template's name and its YAML.
    Own(String, Node),
    /// A block with problems, which have been reported, and the products that it names all the same.
    Broken(Vec<Text>),
}

/// Reads the YAML of a fence.
pub fn read(fence: &Fence, file: &str, found: &mut Found, log: &mut Log) -> Block {
    let node = yaml_document(file, fence.yaml.clone(), log);
    // A block without YAML is one without keys.
    let node = node.unwrap_or(Node { range: fence.name_range, value: Value::Map(Vec::new()) });
    let content = Reader { file, found, log }.content(&fence.name, &node);
    let content = content.unwrap_or_else(|| match fence.name.as_str() {
        "decide" => Content::Broken(decide::chosen(&node)),
        _ => Content::Broken(Vec::new()),
    });
    let yaml = TextRange::new(fence.yaml.clone());
    let written = format!("{}\n{}", fence.name, &file[fence.yaml.clone()]).into();
    Block { range: fence.name_range, yaml, written, content }
}

/// What the readers of blocks share.
struct Reader<'r> {
    file: &'r str,
    found: &'r mut Found,
    log: &'r mut Log,
}

impl Reader<'_> {
    fn content(&mut self, name: &str, node: &Node) -> Option<Content> {
        Some(match name {
            "compare" => Content::Compare(compare::read(node, self)?),
            "choose" => Content::Choose(choose::read(node, self)?),
            "decide" => Content::Decide(decide::read(node, self)?),
            "order" => Content::Order(order::read(node, self)?),
            "mistake" => Content::Mistake(mistake::read(node, self)?),
            "verdict" => Content::Verdict(verdict::read(node, self)?),
            "figure" => Content::Figure(figure::read(node, "a `figure` block", self)?),
            "gallery" => Content::Gallery(gallery::read(node, self)?),
            own => Content::Own(own.to_owned(), node.clone()),
        })
    }

    fn rich(&mut self, text: Option<Text>) -> Body {
        text.map(|text| rich_text(&text, self.file, self.found, self.log)).unwrap_or_default()
    }

    /// A map from product ids to reasons.
    fn by_product(&mut self, node: Option<&Node>, what: &'static str) -> Vec<(Text, Vec<Reason>)> {
        let Some(mut fields) = node.and_then(|node| Fields::of(node, what, self.log)) else {
            return Vec::new();
        };
        let mut lists = Vec::new();
        for entry in fields.rest() {
            if entry.node.says_nothing() {
                self.log.push(problem::missing_words(self.log.span(entry.key_range), &entry.key));
                continue;
            }
            let items: Vec<&Node> = match &entry.node.value {
                Value::List(items) => items.iter().collect(),
                _ => vec![&entry.node],
            };
            let product = Text { text: entry.key.clone(), range: entry.key_range };
            lists.push((product, items.into_iter().filter_map(|item| self.reason(item, what)).collect()));
        }
        lists
    }
}
