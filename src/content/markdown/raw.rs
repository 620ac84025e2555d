//! Raw HTML: printed as it is, but for links to other sites, which may be paid for as those in Markdown may, and for the
//! comments that explain findings. Must not know: what any other tag means.

use super::links::is_botched;
use super::pass::{Mode, Pass};
use super::runs::comment;
use crate::base::TextRange;
use crate::content::affiliates::host;
use crate::content::body::{Fill, Target};
use crate::diagnostics::catalogue::{fields, prose};
use pulldown_cmark::{Event, TagEnd};
use std::ops::Range;

/// An attribute of a tag: its name in lower case, and where its value stands, with and without quotes.
struct Attribute {
    name: String,
    whole: Range<usize>,
    value: Range<usize>,
}

impl Pass<'_, '_> {
    /// Raw HTML inside a paragraph: one tag or comment.
    pub(super) fn inline_html(&mut self, html: &str, range: Range<usize>) {
        let place = self.text.place(range);
        if self.is_printed(html, place) {
            self.raw_html(html, &[(0, place)]);
        }
    }

    /// A block of raw HTML, whose lines come one by one: a tag, or a comment that explains, may go over several. In a data file
    /// it is shown as text, so it needs a paragraph around it.
    pub(super) fn html_block(&mut self, range: Range<usize>) {
        if !self.is_printed(&self.text.text[range.clone()], self.text.place(range.clone())) {
            self.skip_to(TagEnd::HtmlBlock);
        } else if self.mode == Mode::Document {
            self.mark(&range);
            self.html_lines();
        } else {
            self.open_line("<p>", &range);
        }
    }

    fn html_lines(&mut self) {
        let mut html = String::new();
        let mut lines: Vec<(usize, TextRange)> = Vec::new();
        while let Some((event, range)) = self.events.next() {
            match event {
                // What the first line is indented by comes as text.
                Event::Html(line) | Event::Text(line) => {
                    let place = self.text.place(range);
                    if self.is_printed(&line, place) {
                        lines.push((html.len(), place));
                        html.push_str(&line);
                    }
                }
                Event::End(TagEnd::HtmlBlock) => break,
                _ => {}
            }
        }
        self.raw_html(&html, &lines);
    }

    /// Whether raw HTML is printed: all but the comment that explains a finding. One that gives no reason is reported.
    fn is_printed(&mut self, html: &str, place: TextRange) -> bool {
        let reason = comment(html);
        if reason == Some("") {
            self.log.push(prose::comment_without_reason(self.log.span(place)));
        }
        reason.is_none()
    }

    /// Prints raw HTML; of its links to other sites each gets a hole for what it says of itself. `lines` are where the HTML
    /// stands in the file: where a piece of it starts, and its place.
    fn raw_html(&mut self, html: &str, lines: &[(usize, TextRange)]) {
        let mut rest = html;
        while let Some(at) = link_start(rest) {
            let start = html.len() - rest.len() + at;
            let line = lines.partition_point(|(from, _)| *from <= start).saturating_sub(1);
            let Some((_, place)) = lines.get(line).copied() else { break };
            let (before, tag) = rest.split_at(at + "<a".len());
            let (attributes, end) = attributes(tag);
            let (tag, behind) = tag.split_at(end);
            self.out.markup(before);
            self.raw_link(tag, &attributes, place);
            rest = behind;
        }
        self.out.markup(rest);
    }

    /// Prints what stands in the tag of a link, behind its name.
    fn raw_link(&mut self, tag: &str, attributes: &[Attribute], place: TextRange) {
        let named = |name: &str| attributes.iter().find(|attribute| attribute.name == name);
        let href = named("href").map_or("", |href| tag[href.value.clone()].trim());
        let foreign = host(href);
        if is_botched(href) {
            self.log.push(fields::bad_url(self.log.span(place), href));
        }
        if foreign.is_empty() {
            return self.out.markup(tag);
        }
        let reference = self.refer(place, Target::Foreign(foreign.to_owned()));
        let Some(rel) = named("rel") else {
            self.out.hole(Fill::Paid(reference));
            return self.out.markup(tag);
        };
        let value = &tag[rel.value.clone()];
        let said = value.split_whitespace().any(|word| word.eq_ignore_ascii_case("sponsored"));
        self.out.markup(&tag[..rel.whole.start]);
        self.out.markup("\"");
        self.out.hole(if said { Fill::PaidSaid(reference) } else { Fill::PaidToo(reference) });
        self.out.markup(value);
        self.out.markup("\"");
        self.out.markup(&tag[rel.whole.end..]);
    }
}

/// Where the next `<a ` is that stands in no comment.
fn link_start(html: &str) -> Option<usize> {
    let is_link = |tag: &str| {
        let mut letters = tag[1..].chars();
        letters.next().is_some_and(|c| c.eq_ignore_ascii_case(&'a'))
            && letters.next().is_some_and(char::is_whitespace)
    };
    let mut from = 0;
    loop {
        let at = from + html[from..].find('<')?;
        match html[at..].strip_prefix("<!--") {
            Some(comment) => from = html.len() - comment.len() + comment.find("-->")?,
            None if is_link(&html[at..]) => return Some(at),
            None => from = at + 1,
        }
    }
}

/// The attributes of a tag, and where they end: at its end, or at that of the text if a quote stays open.
fn attributes(tag: &str) -> (Vec<Attribute>, usize) {
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
                return (found, at);
            }
            continue;
        };
        let start = tag.len() - value.len();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (inner, length, around) = match quote {
            Some(quote) => (start + 1, value[1..].find(quote), 1),
            None => (start, value.find(|c: char| c.is_whitespace() || c == '>'), 0),
        };
        let Some(length) = length else { return (found, tag.len()) };
        let end = inner + length + around;
        found.push(Attribute {
            name: name.to_ascii_lowercase(),
            whole: start..end,
            value: inner..inner + length,
        });
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::SitePath;
    use crate::content::body::Body;
    use crate::content::log::Log;
    use crate::content::markdown::{BlockNames, Found, Text, document};

    /// A text, and the hosts that it links to.
    fn read(text: &str) -> (Body, Vec<Target>) {
        let (mut found, mut log) = (Found::default(), Log::new(&SitePath::new("guide.md")));
        let document =
            document(Text::part(text, 0..text.len()), &BlockNames::default(), &mut found, &mut log);
        let targets = found.references.into_iter().map(|reference| reference.target).collect();
        (document.body, targets)
    }

    #[test]
    fn what_stands_in_an_attribute_is_no_link() {
        let html =
            "<div><a title=\"as <a href='https://no.example/'>\" href=\"https://yes.example/\">x</a></div>\n";
        let (body, targets) = read(html);
        assert_eq!(targets, [Target::Foreign("yes.example".to_owned())]);
        assert_eq!((&*body.html, body.holes.len()), (html, 1));
    }

    #[test]
    fn a_link_that_does_not_end_is_printed_as_it_is() {
        for open in ["<div><a href=\"https://a.example/>x\n", "<div><a\n", "<div><a href=\n"] {
            let (body, targets) = read(open);
            assert_eq!((&*body.html, targets.len()), (open, 0), "{open}");
        }
        let one = "<div><a x <a href=https://a.example/ y\n";
        let (body, targets) = read(one);
        assert_eq!((&*body.html, targets.len(), body.holes.len()), (one, 1, 1), "as browsers read it");
    }
}
