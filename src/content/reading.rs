//! `related:` of the site: which guides are offered to be read next.

use super::fields::Fields;
use super::log::Log;
use super::yaml::Node;

/// Which guides are offered to be read next.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Reading {
    /// Whether guides that the text links to are left out, unless they were picked by hand.
    pub skip_linked: bool,
}

/// Reads `related: {linked: skip}`.
pub fn read(node: &Node, log: &mut Log) -> Option<Reading> {
    let mut fields = Fields::of(node, "`related`", log)?;
    let skip_linked = fields.word("linked", &LINKED, log).unwrap_or_default();
    fields.finish(log);
    Some(Reading { skip_linked })
}

/// What `linked` may say: whether such guides are left out.
const LINKED: [(&str, bool); 2] = [("keep", false), ("skip", true)];
