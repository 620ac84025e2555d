//! `robots:` of the site: what crawlers are asked to leave alone (RFC 9309).

use super::fields::{Fields, Text};
use super::log::Log;
use super::yaml::{Entry, Node};
use crate::base::address;
use crate::diagnostics::catalogue::fields as problem;

/// What crawlers are asked to leave alone.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Robots {
    /// The rules for every crawler.
    pub all: Rules,
    /// The crawlers with rules of their own, in the order of the file.
    pub agents: Vec<(String, Rules)>,
}

/// Paths, in which `*` stands for anything and `$` for the end.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rules {
    /// What to leave alone.
    pub disallow: Vec<String>,
    /// What to read all the same.
    pub allow: Vec<String>,
}

impl Rules {
    /// Whether an address, percent-encoded, may be read: the longest rule that fits decides, and of two `allow`.
    pub fn let_in(&self, address: &str) -> bool {
        let longest = |rules: &[String]| {
            rules.iter().filter(|rule| fits(rule, address)).map(|rule| rule.len()).max().unwrap_or(0)
        };
        longest(&self.disallow) <= longest(&self.allow)
    }
}

/// Whether a rule fits the start of an address.
fn fits(rule: &str, address: &str) -> bool {
    let (rule, whole) = rule.strip_suffix('$').map_or((rule, false), |rule| (rule, true));
    let mut parts = rule.split('*');
    let Some(mut rest) = parts.next().and_then(|first| address.strip_prefix(first)) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    // The last part of a rule with an end has to stand at the end; those before it as early as they can.
    let last = if whole { parts.pop() } else { None };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    match last {
        Some(last) => rest.ends_with(last),
        None => !whole || rest.is_empty(),
    }
}

/// Reads `robots: {disallow: [/drafts/], agents: {GPTBot: {disallow: [/]}}}`.
pub fn read(node: &Node, log: &mut Log) -> Option<Robots> {
    let mut fields = Fields::of(node, "`robots`", log)?;
    let all = rules(&mut fields, log);
    let agents = fields.node("agents").map(|node| agents(node, log)).unwrap_or_default();
    fields.finish(log);
    Some(Robots { all, agents })
}

fn agents(node: &Node, log: &mut Log) -> Vec<(String, Rules)> {
    let Some(mut fields) = Fields::of(node, "`agents`", log) else { return Vec::new() };
    fields.rest().into_iter().filter_map(|entry| agent(entry, log)).collect()
}

fn agent(entry: &Entry, log: &mut Log) -> Option<(String, Rules)> {
    let good = |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if entry.key.is_empty() || !good(&entry.key) {
        let wanted = "the name of a crawler, such as GPTBot";
        let help = "write the word that the crawler calls itself by: letters, digits, `-`, `_` and `.`";
        let found = format!("`{}`", entry.key);
        log.push(problem::wrong_type(log.span(entry.key_range), "agents", wanted, &found, help));
    }
    let mut fields = Fields::of(&entry.node, "a crawler", log)?;
    let rules = rules(&mut fields, log);
    fields.finish(log);
    Some((entry.key.clone(), rules))
}

fn rules(fields: &mut Fields<'_>, log: &mut Log) -> Rules {
    let mut paths = |key| fields.texts(key, log).iter().map(|text| path(key, text, log)).collect();
    Rules { disallow: paths("disallow"), allow: paths("allow") }
}

fn path(key: &str, text: &Text, log: &mut Log) -> String {
    let bad = |c: char| c.is_whitespace() || c.is_control() || c == '#';
    if !text.starts_with(['/', '*']) || text.contains(bad) {
        let wanted = "a path of the site, such as /drafts/";
        let help = "write it from the root, with a leading `/`; a space in it is `%20`";
        log.push(problem::wrong_type(log.span(text.range), key, wanted, &format!("`{}`", text.text), help));
    }
    // What is ASCII may be a sign of the rule, or an escape that is there already.
    let encode =
        |c: char| if c.is_ascii() { c.to_string() } else { address::encode(&c.to_string()).into_owned() };
    text.chars().map(encode).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_decides() {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let rules = Rules {
            disallow: texts(&["/tags/", "/*/page/", "/*.pdf$", "/x$"]),
            allow: texts(&["/tags/serum/", "/tags"]),
        };
        for (address, wanted) in [
            ("/", true),
            ("/tags/", false),
            ("/tags/serum/", true),
            ("/compare/page/2/", false),
            ("/a/b.pdf", false),
            ("/a/b.pdf.html", true),
            ("/x", false),
            ("/xy", true),
        ] {
            assert_eq!(rules.let_in(address), wanted, "{address}");
        }
        assert!(Rules::default().let_in("/"));
        assert!(!Rules { disallow: texts(&["/"]), allow: Vec::new() }.let_in("/a/"));
    }
}
