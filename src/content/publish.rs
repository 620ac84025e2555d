//! `data:` of the site: whether its facts are also published for programs.

use super::fields::Fields;
use super::log::Log;
use super::yaml::Node;

/// What is published for programs besides feeds and the sitemap.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Publish {
    /// Whether each guide has its facts as JSON beside it.
    pub guides: bool,
    /// Whether each kind has its whole data set as JSON and CSV.
    pub kinds: bool,
}

impl Default for Publish {
    /// Everything.
    fn default() -> Self {
        Self { guides: true, kinds: true }
    }
}

/// Reads `data: {guides: no, kinds: yes}`.
pub fn read(node: &Node, log: &mut Log) -> Option<Publish> {
    let mut fields = Fields::of(node, "`data`", log)?;
    let default = Publish::default();
    let data = Publish {
        guides: fields.flag_or("guides", default.guides, log),
        kinds: fields.flag_or("kinds", default.kinds, log),
    };
    fields.finish(log);
    Some(data)
}
