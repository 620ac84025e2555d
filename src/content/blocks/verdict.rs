//! `verdict`: the short of it, with one line a product.

use super::{Reader, Reason};
use crate::base::kept::{Deserialize, Serialize};
use crate::content::body::Body;
use crate::content::fields::{Fields, Text};
use crate::content::yaml::Node;
use crate::diagnostics::catalogue::blocks as problem;

/// The verdict.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Verdict {
    /// The title; empty if it is not said.
    pub title: String,
    /// The verdict.
    pub text: Body,
    /// One line a product.
    pub picks: Vec<(Text, Reason)>,
    /// The one for most people.
    pub winner: Option<Text>,
}

pub(super) fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Verdict> {
    let mut fields = Fields::of(node, "a `verdict` block", reader.log)?;
    let title = fields.words("title", reader.log);
    let text = fields.required_text("text", reader.log);
    let picks = fields.node("picks");
    let winner = fields.text("winner", reader.log);
    // Nobody can tell whether it is picked.
    let winner = winner.filter(|_| picks.map_or_else(|| !fields.is_misspelt(&["picks"]), Node::is_map));
    fields.finish(reader.log);
    let text = reader.rich(text);
    let picks = reader
        .by_product(picks, "a list of picks")
        .into_iter()
        .filter_map(|(product, mut lines)| {
            if lines.len() > 1 {
                reader.log.push(problem::several_lines(reader.log.span(product.range)));
            }
            (!lines.is_empty()).then(|| (product, lines.swap_remove(0)))
        })
        .collect();
    Some(Verdict { title: title.map(|text| text.text).unwrap_or_default(), text, picks, winner })
}
