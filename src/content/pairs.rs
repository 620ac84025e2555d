//! `pairs:` of a kind: which "A vs B" pages exist, and what they must have to be worth reading.
//!
//! Must not know: the products or their facts; `site/` plans the pages.

use super::fields::{Fields, Text, text_of};
use super::log::Log;
use super::yaml::{Node, Value};
use crate::base::TextRange;
use crate::diagnostics::catalogue::fields as problem;

/// Which pairs of a kind have a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pairs {
    /// Where it is said.
    pub range: TextRange,
    /// The pairs.
    pub of: Of,
    /// So many facts are known for both products, at least.
    pub known: usize,
    /// So many of these differ, at least.
    pub differ: usize,
    /// So many of a hundred rows may be those of another pair, at most.
    pub alike: usize,
    /// So many pages there may be, at most.
    pub limit: usize,
    /// What happens to a pair that falls short.
    pub refused: Refused,
}

/// The pairs that are considered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Of {
    /// Every two products of the kind.
    All,
    /// These.
    List(Vec<[Text; 2]>),
}

/// What happens to a pair that falls short.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refused {
    /// It gets no page.
    Skip,
    /// It gets a page that search engines leave out.
    NoIndex,
}

/// Reads `pairs: {of: all, ...}`.
pub fn read(node: &Node, log: &mut Log) -> Option<Pairs> {
    let mut fields = Fields::of(node, "`pairs`", log)?;
    let range = fields.range();
    let of = fields.required("of", log).map(|node| of(node, log));
    let known = count(&mut fields, "known", 4, log);
    let differ = count(&mut fields, "differ", 2, log);
    let alike = share(&mut fields, "alike", 80, log);
    let limit = count(&mut fields, "limit", 500, log);
    let refused = fields.word("refused", &REFUSED, log).unwrap_or(Refused::Skip);
    fields.finish(log);
    Some(Pairs { range, of: of?, known, differ, alike, limit, refused })
}

const REFUSED: [(&str, Refused); 2] = [("skip", Refused::Skip), ("noindex", Refused::NoIndex)];

fn of(node: &Node, log: &mut Log) -> Of {
    match &node.value {
        Value::Scalar { text, .. } if text == "all" => Of::All,
        Value::List(items) => Of::List(pairs(&items.iter().collect::<Vec<_>>(), "of", log)),
        _ => {
            let found = node.describe().to_owned();
            let wanted = "`all` or pairs such as [[serum, ampoule]]";
            let help = "write `of: all`, or name the pairs: `of: [[serum, ampoule]]`";
            log.push(problem::wrong_type(log.span(node.range), "of", wanted, &found, help));
            Of::List(Vec::new())
        }
    }
}

/// A whole number.
fn count(fields: &mut Fields<'_>, key: &'static str, otherwise: usize, log: &mut Log) -> usize {
    let read = |text: &str| text.parse().ok();
    number(fields, key, "a whole number", otherwise.to_string(), read, log).unwrap_or(otherwise)
}

/// A share in hundredths: `80%`, or `80`.
fn share(fields: &mut Fields<'_>, key: &'static str, otherwise: usize, log: &mut Log) -> usize {
    let read = |text: &str| text.trim_end_matches('%').parse().ok().filter(|share| *share <= 100);
    number(fields, key, "a share from 0% to 100%", format!("{otherwise}%"), read, log).unwrap_or(otherwise)
}

fn number(
    fields: &mut Fields<'_>,
    key: &'static str,
    wanted: &str,
    such_as: String,
    read: impl Fn(&str) -> Option<usize>,
    log: &mut Log,
) -> Option<usize> {
    let text = fields.text(key, log)?;
    let number = read(&text);
    if number.is_none() {
        let found = format!("`{}`", text.text);
        let help = format!("write digits, such as `{key}: {such_as}`");
        log.push(problem::wrong_type(log.span(text.range), key, wanted, &found, help));
    }
    number
}

/// Pairs of products, each between brackets of its own.
pub fn pairs(items: &[&Node], key: &'static str, log: &mut Log) -> Vec<[Text; 2]> {
    if let [first, second] = items
        && let (Some(one), Some(other)) = (first.scalar(), second.scalar())
    {
        let at = log.span(TextRange { start: first.range.start, end: second.range.end });
        let help = format!("write it in brackets of its own: `[[{one}, {other}]]`");
        log.push(problem::wrong_type(at, key, "a list of pairs", "one pair", help));
        return Vec::new();
    }
    items.iter().filter_map(|item| two(item, key, log)).collect()
}

/// Two products: `[serum, ampoule]`.
fn two(node: &Node, key: &'static str, log: &mut Log) -> Option<[Text; 2]> {
    let items: Vec<Text> = match &node.value {
        Value::List(items) => items.iter().filter_map(|item| text_of(item, "a pair", log)).collect(),
        _ => Vec::new(),
    };
    let two = <[Text; 2]>::try_from(items).ok();
    if two.is_none() {
        let (at, found) = (log.span(node.range), node.describe());
        let help = "write two products in brackets for each pair: `[[serum, ampoule], [serum, essence]]`";
        log.push(problem::wrong_type(at, key, "pairs such as [[serum, ampoule]]", found, help));
    }
    two
}
