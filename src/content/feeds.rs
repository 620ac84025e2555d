//! `feeds:` of the site: how many guides its feeds hold, and how much of each.

use super::config::check_url;
use super::fields::{Fields, Text};
use super::log::Log;
use super::yaml::Node;
use crate::diagnostics::catalogue::fields as problem;

/// More entries than any feed may have: feeds are read again and again.
const MOST_ENTRIES: usize = 200;

/// What the feeds of a site hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Feeds {
    /// How many guides a feed has at most.
    pub entries: usize,
    /// Whether entries hold the whole guide, and not its description alone.
    pub full: bool,
    /// Whether each tag has a feed of its own.
    pub tags: bool,
    /// The address that the ids of entries start with, without a trailing `/`; `None` for the site's own.
    pub id_base: Option<String>,
}

impl Default for Feeds {
    /// The newest 20 guides, whole, and a feed for each tag.
    fn default() -> Self {
        Self { entries: 20, full: true, tags: true, id_base: None }
    }
}

/// Reads `feeds: {entries: 20, content: full, tags: yes, id_base: https://example.org}`.
pub fn read(node: &Node, log: &mut Log) -> Option<Feeds> {
    let mut fields = Fields::of(node, "`feeds`", log)?;
    let default = Feeds::default();
    let feeds = Feeds {
        entries: fields.text("entries", log).map_or(default.entries, |text| entries(&text, log)),
        full: fields.word("content", &CONTENT, log).unwrap_or(default.full),
        tags: fields.flag_or("tags", default.tags, log),
        id_base: fields.text("id_base", log).map(|url| {
            check_url(&url, log);
            url.trim_end_matches('/').to_owned()
        }),
    };
    fields.finish(log);
    Some(feeds)
}

/// What `content` may say: whether entries hold the whole guide.
const CONTENT: [(&str, bool); 2] = [("full", true), ("summary", false)];

fn entries(text: &Text, log: &mut Log) -> usize {
    text.parse().ok().filter(|number| (1..=MOST_ENTRIES).contains(number)).unwrap_or_else(|| {
        let wanted = format!("a whole number from 1 to {MOST_ENTRIES}");
        let (default, found) = (Feeds::default().entries, format!("`{}`", text.text));
        let help = format!("write digits alone, such as `entries: {default}`");
        log.push(problem::wrong_type(log.span(text.range), "entries", &wanted, &found, help));
        default
    })
}
