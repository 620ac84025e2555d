//! The part of the pass that meets links, wiki links and pictures, and keeps what they refer to.

use super::destination;
use super::links;
use super::pass::Pass;
use crate::base::TextRange;
use crate::base::address::composed;
use crate::content::affiliates::host;
use crate::content::body::{Fill, Reference, Target};
use crate::diagnostics::catalogue::fields;
use crate::diagnostics::catalogue::references as problem;
use pulldown_cmark::{Event, LinkType, TagEnd};
use std::ops::Range;

impl Pass<'_, '_> {
    pub(super) fn link(&mut self, kind: LinkType, address: &str, title: &str, range: Range<usize>) {
        let place = self.text.place(self.narrow(&range, address));
        if let LinkType::WikiLink { has_pothole } = kind {
            // In a table the bar has to be written `\|`, and the parser leaves the backslash.
            let target = if has_pothole { address.trim_end_matches('\\') } else { address };
            return self.wiki_link(target, has_pothole, place);
        }
        self.out.markup("<a");
        let foreign = host(address);
        if !foreign.is_empty() {
            let reference = self.refer(place, Target::Foreign(foreign.to_owned()));
            self.out.hole(Fill::Paid(reference));
        }
        self.out.markup(" href=\"");
        match links::link(self.log.file(), address).filter(|_| kind != LinkType::Email) {
            Some(target) => {
                let reference = self.refer(place, target);
                self.out.hole(Fill::Address(reference));
            }
            None => {
                if address.is_empty() {
                    self.log.push(problem::link_without_address(self.log.span(place)));
                } else if links::is_botched(address) {
                    self.log.push(fields::bad_url(self.log.span(place), address));
                }
                self.out.markup(if kind == LinkType::Email { "mailto:" } else { "" });
                self.out.href(address);
            }
        }
        self.title(title);
        self.out.markup("\">");
        self.link = Some(self.out.end());
    }

    fn wiki_link(&mut self, target: &str, has_words: bool, place: TextRange) {
        // The names of files are composed (NFC), and so are ids.
        let target = &*composed(target);
        if let Some((product, attribute)) = target.split_once('.') {
            self.skip_to(TagEnd::Link);
            if has_words {
                self.log.push(problem::fact_with_words(self.log.span(place), target));
                return;
            }
            let target = Target::Fact { product: product.to_owned(), attribute: attribute.to_owned() };
            let reference = self.refer(place, target);
            self.names("", reference);
            self.out.hole(Fill::Fact(reference));
            return;
        }
        let reference = self.refer(place, Target::Id(target.to_owned()));
        self.out.markup("<a href=\"");
        self.out.hole(Fill::Address(reference));
        self.out.markup("\">");
        if has_words {
            self.link = Some(self.out.end());
        } else {
            self.names(target, reference);
            self.skip_to(TagEnd::Link);
            self.out.hole(Fill::Name(reference));
            self.out.markup("</a>");
        }
    }

    /// A picture; `kind` says how its address is written, with the label of a definition.
    pub(super) fn image(&mut self, kind: (LinkType, &str), address: &str, title: &str, range: Range<usize>) {
        let place = self.text.place(self.narrow(&range, address));
        let (alt, behind) = self.image_words(range.start + "![".len());
        // `![[jar.jpg]]` has no words but the name of the file.
        let is_nameless = matches!(kind.0, LinkType::WikiLink { has_pothole: false });
        if alt.trim().is_empty() || is_nameless {
            self.log.push(problem::missing_alt(self.log.span(self.text.place(range.clone()))));
        }
        let Some(target) = links::picture(self.log.file(), address) else {
            let typed = self.typed(kind, behind, range.end);
            let place = typed.map_or(place, |typed| self.text.place(typed));
            self.log.push(problem::remote_image(self.log.span(place), address));
            self.refer(place, Target::RemotePicture(address.to_owned()));
            return;
        };
        let reference = self.refer(place, target);
        self.out.hole(Fill::Picture(reference));
        self.out.markup(" alt=\"");
        self.out.attribute(&alt);
        self.title(title);
        self.out.markup("\" />");
        self.out.hole(Fill::PictureEnd(reference));
    }

    /// The title of a link or picture, behind an attribute whose quote is still open.
    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.out.markup("\" title=\"");
            self.out.attribute(title);
        }
    }

    /// Where the address of a picture stands, letter by letter as it is typed: behind the words that end at `behind`, or
    /// in the definition that its label names.
    fn typed(&self, (kind, label): (LinkType, &str), behind: usize, end: usize) -> Option<Range<usize>> {
        match kind {
            LinkType::Inline => destination::inline(self.text.text, behind..end),
            LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => {
                let definition = self.events.reference_definitions().get(label)?;
                destination::defined(self.text.text, definition.span.clone())
            }
            _ => None,
        }
    }

    /// The words of an image that start at `from`, without their markup, and where they end.
    fn image_words(&mut self, from: usize) -> (String, usize) {
        let mut words = String::new();
        let mut open = 0;
        let mut behind = from;
        for (event, range) in self.events.by_ref() {
            if open > 0 || !matches!(event, Event::End(_)) {
                behind = behind.max(range.end);
            }
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) if open == 0 => break,
                Event::End(_) => open -= 1,
                Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => words.push_str(&text),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                _ => {}
            }
        }
        (words, behind)
    }

    pub(super) fn skip_to(&mut self, end: TagEnd) {
        for (event, _) in self.events.by_ref() {
            if event == Event::End(end) {
                break;
            }
        }
    }

    pub(super) fn refer(&mut self, range: TextRange, target: Target) -> u32 {
        self.found.references.push(Reference { range, target });
        self.found.references.len() as u32 - 1
    }

    /// The place of a link's address inside the link, if it stands there.
    fn narrow(&self, link: &Range<usize>, address: &str) -> Range<usize> {
        let text = &self.text.text[link.clone()];
        // Most links end with their address and a bracket.
        let last = text.strip_suffix(')').and_then(|text| text.strip_suffix(address)).map(str::len);
        match last.or_else(|| text.rfind(address)) {
            Some(at) if !address.is_empty() => link.start + at..link.start + at + address.len(),
            _ => link.clone(),
        }
    }
}
