//! `tables:` of the site: what its tables offer besides their facts.

use super::fields::Fields;
use super::log::Log;
use super::yaml::Node;

/// What tables offer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tables {
    /// Whether the table of a kind has further pages, each in the order of one attribute.
    pub sorted_pages: bool,
    /// Whether these orders are also made in place, by a script.
    pub sort_script: bool,
}

impl Default for Tables {
    /// Sorted pages and no script.
    fn default() -> Self {
        Self { sorted_pages: true, sort_script: false }
    }
}

/// Reads `tables: {sorted_pages: no, sort_script: yes}`.
pub fn read(node: &Node, log: &mut Log) -> Option<Tables> {
    let mut fields = Fields::of(node, "`tables`", log)?;
    let default = Tables::default();
    let tables = Tables {
        sorted_pages: fields.flag_or("sorted_pages", default.sorted_pages, log),
        sort_script: fields.flag_or("sort_script", default.sort_script, log),
    };
    fields.finish(log);
    Some(tables)
}
