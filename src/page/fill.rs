//! Fills the holes of a text: addresses, names, facts with their source marks, pictures.

use super::cards::name;
use super::citations::Citations;
use super::picture::forms;
use super::view::BodyPart;
use crate::base::Html;
use crate::base::address::encode;
use crate::base::html::escape_into;
use crate::content::attribute::Attribute;
use crate::content::body::{Body, Fill, Heading, Named};
use crate::content::strings::Strings;
use crate::site::fresh::FactAt;
use crate::site::{File, Resolved, Site, State};
use std::borrow::Cow;
use std::fmt::Write as _;

/// How wide a picture in the text is: the column of the theme, or the screen (`sizes` of HTML).
const COLUMN: &str = "(min-width: 45rem) 42rem, 92vw";

/// Fills the texts of one file.
pub struct Filler<'f> {
    /// The site.
    pub site: &'f Site,
    /// What the file's references mean.
    pub resolved: &'f [Resolved],
}

impl Filler<'_> {
    /// A line of prose as finished HTML. A text without blocks has none.
    pub fn line(&self, body: &Body, citations: &mut Citations) -> Html {
        let mut out = String::with_capacity(body.html.len());
        for (markup, fill) in body.stretches() {
            out.push_str(markup);
            if let Some(fill) = fill {
                self.fill(fill, &mut out, citations);
            }
        }
        Html::finished(out)
    }

    /// Several such lines.
    pub fn lines(&self, bodies: &[Body], citations: &mut Citations) -> Vec<Html> {
        bodies.iter().map(|body| self.line(body, citations)).collect()
    }

    /// A whole text; `block` makes the view of the block with a number.
    pub fn body(
        &self,
        body: &Body,
        citations: &mut Citations,
        mut block: impl FnMut(u32, &mut Citations) -> Option<BodyPart>,
    ) -> Vec<BodyPart> {
        let mut parts = Vec::new();
        let mut out = String::with_capacity(body.html.len() + body.html.len() / 8);
        for (markup, fill) in body.stretches() {
            out.push_str(markup);
            match fill {
                Some(Fill::Block(number)) => {
                    if !out.is_empty() {
                        parts.push(BodyPart::Html(out.as_str().into()));
                        out.clear();
                    }
                    parts.extend(block(number, citations));
                }
                Some(fill) => self.fill(fill, &mut out, citations),
                None => {}
            }
        }
        if !out.is_empty() {
            parts.push(BodyPart::Html(out));
        }
        parts
    }

    fn fill(&self, fill: Fill, out: &mut String, citations: &mut Citations) {
        let resolved = |number: u32| self.resolved.get(number as usize).unwrap_or(&Resolved::Broken);
        match fill {
            Fill::Address(number) => self.address(resolved(number), out),
            Fill::Name(number) => {
                if let Resolved::Item(item, _) = resolved(number) {
                    out.push_str(name(self.site, *item).as_str());
                }
            }
            Fill::Fact(number) => {
                if let Resolved::Fact(product, attribute) = resolved(number) {
                    self.fact(FactAt { product: *product, attribute: *attribute }, out, citations);
                }
            }
            Fill::Picture(number) => {
                if let Resolved::Picture(path) = resolved(number) {
                    self.picture(path, citations.is_first_picture(), out);
                }
            }
            Fill::Paid(number) | Fill::PaidToo(number) | Fill::PaidSaid(number) => {
                if *resolved(number) == Resolved::Paid {
                    citations.has_paid_link = true;
                    out.push_str(match fill {
                        Fill::Paid(_) => " rel=\"sponsored\"",
                        Fill::PaidToo(_) => "sponsored ",
                        _ => "",
                    });
                }
            }
            Fill::PictureEnd(number) => {
                if let Resolved::Picture(path) = resolved(number)
                    && let Some(file) = self.site.files.get(path)
                {
                    out.push_str(if file.raster().is_some() { "</picture>" } else { "" });
                    rights(file, out);
                }
            }
            Fill::Say(phrase, number) => {
                let number = number.to_string();
                escape_into(out, &self.site.words.say(phrase.key(), &[("number", &number)]));
            }
            Fill::Block(_) => {}
        }
    }

    fn address(&self, resolved: &Resolved, out: &mut String) {
        let fragment = match resolved {
            Resolved::Item(item, fragment) => {
                escape_into(out, &self.site.address(*item).href());
                fragment.as_ref()
            }
            Resolved::Address(address, fragment) => {
                escape_into(out, &address.href());
                fragment.as_ref()
            }
            Resolved::Anchor(fragment) => Some(fragment),
            _ => None,
        };
        if let Some(fragment) = fragment {
            out.push('#');
            escape_into(out, &encode(fragment));
        }
    }

    /// The words of a heading, with the names of what it refers to and the values of its facts.
    pub fn heading<'h>(&self, heading: &'h Heading) -> Cow<'h, str> {
        if heading.named.is_empty() {
            return Cow::Borrowed(&heading.title);
        }
        let mut out = String::with_capacity(heading.title.len());
        let mut from = 0;
        for Named { at, reference } in &heading.named {
            out.push_str(&heading.title[from..at.start as usize]);
            from = at.end as usize;
            match self.resolved.get(*reference as usize) {
                Some(Resolved::Item(item, _)) => out.push_str(self.site.name(*item)),
                Some(Resolved::Fact(product, attribute)) => {
                    out.push_str(&self.value(FactAt { product: *product, attribute: *attribute }));
                }
                _ => out.push_str(&heading.title[at.range()]),
            }
        }
        out.push_str(&heading.title[from..]);
        Cow::Owned(out.trim().to_owned())
    }

    /// The value of a fact, or its state, as a sentence says it.
    fn value(&self, at: FactAt) -> String {
        let (attribute, words) = (at.attribute(self.site), &self.site.words);
        let value = match &at.fact(self.site).state {
            State::Known(value) => with_basis(value.in_prose(attribute, words), attribute, words),
            State::Unknown => words.say("prose_unknown", &[]),
            State::NotApplicable => words.say("prose_not_applicable", &[]),
            State::NotResearched => words.say("prose_not_researched", &[]),
        };
        value + self.site.marks.fact(at)
    }

    /// The value of a fact as a sentence says it, with the mark of its source.
    pub fn fact(&self, at: FactAt, out: &mut String, citations: &mut Citations) {
        let (fact, words) = (at.fact(self.site), &self.site.words);
        let is_known = matches!(fact.state, State::Known(_));
        out.push_str(if is_known { "<span class=\"fact\">" } else { "<span class=\"fact fact-unknown\">" });
        escape_into(out, &self.value(at));
        out.push_str("</span>");
        if let Some(number) = citations.cite(self.site, at) {
            let _ = write!(out, "<sup class=\"source-ref\"><a href=\"#source-{number}\" aria-label=\"");
            let said = number.to_string();
            escape_into(
                out,
                &match fact.checked {
                    Some(day) => {
                        words.say("source_number_checked", &[("number", &said), ("day", &words.date(day))])
                    }
                    None => words.say("source_number", &[("number", &said)]),
                },
            );
            let _ = write!(out, "\">{number}</a></sup>");
        }
    }

    /// A picture up to its words: the forms of a photo, its address, its size, and when to load it.
    fn picture(&self, path: &crate::base::SitePath, is_first: bool, out: &mut String) {
        let Some(file) = self.site.files.get(path) else { return };
        if file.raster().is_some() {
            out.push_str("<picture>");
            for form in forms(file) {
                let _ = write!(out, "<source type=\"{}\" srcset=\"", form.media_type);
                escape_into(out, &form.srcset);
                let _ = write!(out, "\" sizes=\"{COLUMN}\" />");
            }
        }
        out.push_str("<img src=\"");
        escape_into(out, &file.address.href());
        out.push('"');
        if let Some((width, height)) = file.size() {
            let _ = write!(out, " width=\"{width}\" height=\"{height}\"");
        }
        out.push_str(if is_first { " fetchpriority=\"high\"" } else { " loading=\"lazy\"" });
    }
}

/// An amount with what it is for, as its row of a table says it too: without, "$25" of 30 ml would be one of 50 ml as well.
fn with_basis(amount: String, attribute: &Attribute, words: &Strings) -> String {
    if attribute.per.is_empty() {
        return amount;
    }
    let basis = words.say("value_per", &[("basis", &attribute.per)]);
    words.say("value_for_basis", &[("amount", &amount), ("basis", &basis)])
}

/// Who made a picture and what others may do with it, behind it; nothing if nobody has said.
fn rights(file: &File, out: &mut String) {
    let (credit, licence) = file.rights();
    if credit.is_empty() && licence.is_empty() {
        return;
    }
    out.push_str(" <small class=\"rights\">");
    escape_into(out, credit);
    out.push_str(if credit.is_empty() || licence.is_empty() { "" } else { ", " });
    escape_into(out, licence);
    out.push_str("</small>");
}
