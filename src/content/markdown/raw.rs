//! Links in raw HTML: those to other sites may be paid for, as those in Markdown may.
//!
//! Sees a tag that stands on one line; everything else of raw HTML is printed as it is.

use super::pass::Pass;
use crate::base::TextRange;
use crate::content::affiliates::host;
use crate::content::body::{Fill, Target};
use std::ops::Range;

/// An attribute of a tag: its name in lower case, and where its value stands, with and without quotes.
struct Attribute {
    name: String,
    whole: Range<usize>,
    value: Range<usize>,
}

impl Pass<'_, '_> {
    /// Prints raw HTML; of its links to other sites each gets a hole for what it says of itself.
    pub(super) fn raw_html(&mut self, html: &str, place: TextRange) {
        let mut rest = html;
        while let Some(at) = link_start(rest) {
            let inside = at + "<a".len();
            let attributes = attributes(&rest[inside..]);
            let named = |name: &str| attributes.iter().find(|attribute| attribute.name == name);
            let text = |range: &Range<usize>| &rest[inside + range.start..inside + range.end];
            let foreign = named("href").map_or("", |href| host(text(&href.value).trim()));
            self.out.markup(&rest[..inside]);
            rest = &rest[inside..];
            if foreign.is_empty() {
                continue;
            }
            let reference = self.refer(place, Target::Foreign(foreign.to_owned()));
            match named("rel") {
                None => self.out.hole(Fill::Paid(reference)),
                Some(rel) => {
                    let value = &rest[rel.value.clone()];
                    let said = value.split_whitespace().any(|word| word.eq_ignore_ascii_case("sponsored"));
                    self.out.markup(&rest[..rel.whole.start]);
                    self.out.markup("\"");
                    self.out.hole(if said { Fill::PaidSaid(reference) } else { Fill::PaidToo(reference) });
                    self.out.markup(value);
                    self.out.markup("\"");
                    rest = &rest[rel.whole.end..];
                }
            }
        }
        self.out.markup(rest);
    }
}

/// Where the next `<a ` is.
fn link_start(html: &str) -> Option<usize> {
    let is_link = |at: &usize| {
        let mut letters = html[at + 1..].chars();
        letters.next().is_some_and(|c| c.eq_ignore_ascii_case(&'a'))
            && letters.next().is_some_and(char::is_whitespace)
    };
    html.match_indices('<').map(|(at, _)| at).find(is_link)
}

/// The attributes of a tag, up to its end.
fn attributes(tag: &str) -> Vec<Attribute> {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        at += tag[at..].len() - tag[at..].trim_start_matches(|c: char| c.is_whitespace() || c == '/').len();
        let name = &tag[at..];
        let name = &name
            [..name.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(name.len())];
        at += name.len();
        let behind = tag[at..].trim_start();
        let Some(value) = behind.strip_prefix('=').map(str::trim_start) else {
            // Without a value; an end or a stray sign ends the tag.
            if name.is_empty() {
                return found;
            }
            continue;
        };
        let start = tag.len() - value.len();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (inner, length, around) = match quote {
            Some(quote) => (start + 1, value[1..].find(quote), 1),
            None => (start, value.find(|c: char| c.is_whitespace() || c == '>'), 0),
        };
        let Some(length) = length else { return found };
        let end = inner + length + around;
        found.push(Attribute {
            name: name.to_ascii_lowercase(),
            whole: start..end,
            value: inner..inner + length,
        });
        at = end;
    }
}
