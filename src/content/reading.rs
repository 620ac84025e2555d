//! `related:` of the site: which guides are offered to be read next.

use super::fields::Fields;
use super::log::Log;
use super::yaml::Node;
use crate::diagnostics::catalogue::fields as problem;

/// Which guides are offered to be read next.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Reading {
    /// Whether guides that the text links to are left out, unless they were picked by hand.
    pub skip_linked: bool,
}

/// Reads `related: {linked: skip}`.
pub fn read(node: &Node, log: &mut Log) -> Option<Reading> {
    let mut fields = Fields::of(node, "`related`", log)?;
    let linked = fields.text("linked", log);
    fields.finish(log);
    let known = ["keep", "skip"];
    if let Some(text) = linked.as_ref().filter(|text| !known.contains(&text.text.as_str())) {
        log.push(problem::not_one_of(log.span(text.range), "value of linked", text, &known));
    }
    Some(Reading { skip_linked: linked.is_some_and(|text| text.text == "skip") })
}
