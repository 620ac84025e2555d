//! The page of a guide.

use super::View;
use super::blocks::BlockMaker;
use super::cards::{Cards, day, link};
use super::citations::Citations;
use super::data::guide_link;
use super::fill::Filler;
use super::head::HeadBuilder;
use super::lists::Made;
use super::view::{AuthorView, Body, GuideView, RelatedGuide, TocEntry};
use crate::base::{Html, Shared};
use crate::content::body::Heading;
use crate::site::related::Reason;
use crate::site::{Item, Site};

/// What a guide says, wherever it is read.
pub struct Said {
    /// The short answer; may be empty.
    pub answer: Html,
    /// The text.
    pub body: Body,
    /// What answer and text show.
    pub citations: Citations,
}

/// Fills the short answer and the text of a guide.
pub fn said(site: &Site, cards: &Cards, at: usize) -> Said {
    let guide = &site.guides[at];
    let mut citations = Citations::below(cards.guides[at].image.is_some());
    let filler = Filler { site, resolved: &guide.resolved };
    let answer = filler.line(&guide.says.answer, &mut citations);
    let mut blocks = BlockMaker::new(&filler, cards, &guide.says.blocks, &guide.compares);
    let body =
        filler.body(&guide.says.text(), &mut citations, |number, citations| blocks.make(number, citations));
    Said { answer, body, citations }
}

/// The page of the guide at an index.
pub fn guide(site: &Site, cards: &Cards, at: usize) -> Made {
    let guide = &site.guides[at];
    let Said { answer, body, mut citations } = said(site, cards, at);
    let neighbour = |at: Option<usize>| {
        at.filter(|at| *at < site.guides.len()).map(|at| Shared::new(link(site, Item::Guide(at))))
    };
    let (newer, older) = (neighbour(at.checked_sub(1)), neighbour(Some(at + 1)));
    let view = GuideView {
        answer,
        date: cards.guides[at].date.clone(),
        updated: guide.says.updated.map(|(date, _)| day(site, date)),
        modified: Some(guide.changed).filter(|changed| *changed > guide.date).map(|date| day(site, date)),
        author: guide.author.map(|at| author(site, at)),
        tags: guide.tags.iter().map(|tag| cards.tags[*tag].clone()).collect(),
        toc: toc(&Filler { site, resolved: &guide.resolved }, &guide.says.headings),
        compares: cards.products(&guide.compares),
        sources: citations.list(site),
        checked: citations.checked(site),
        disclosure: citations.disclosure(site),
        related: related(site, cards, at),
        facts: guide_link(site, at),
        older: older.clone(),
        newer: newer.clone(),
        body,
    };
    let head = HeadBuilder::new(site, "guide", &guide.address, &guide.says.title, &guide.says.description)
        .between(newer, older)
        .image(cards.guides[at].image.clone())
        .card(Item::Guide(at))
        .finish();
    (guide.address.clone(), head, View::Guide(Box::new(view)))
}

fn author(site: &Site, at: usize) -> AuthorView {
    let author = &site.config.authors[at];
    AuthorView {
        name: author.name.clone(),
        about: author.about.clone(),
        url: author.url.as_ref().map(|url| url.text.clone()),
        organization: author.organization,
    }
}

/// The headings of level 2, each with those of level 3 below it.
pub fn toc(filler: &Filler<'_>, headings: &[Heading]) -> Vec<TocEntry> {
    let mut entries: Vec<TocEntry> = Vec::new();
    for heading in headings.iter().filter(|heading| heading.level <= 3) {
        let entry = TocEntry {
            id: heading.id.to_string(),
            title: filler.heading(heading).into_owned(),
            children: Vec::new(),
        };
        match entries.last_mut().filter(|_| heading.level == 3) {
            Some(parent) => parent.children.push(entry),
            None => entries.push(entry),
        }
    }
    entries
}

/// The guides to read next.
fn related(site: &Site, cards: &Cards, at: usize) -> Vec<RelatedGuide> {
    let shown = cards.related.lists()[at].iter();
    shown
        .map(|found| RelatedGuide {
            guide: cards.guides[found.document].clone(),
            reason: reason(site, found.reason),
        })
        .collect()
}

/// Why a guide is related, in words.
pub fn reason(site: &Site, reason: Reason) -> String {
    let words = &site.words;
    let product = |key: &str, at: u32| words.say(key, &[("product", &site.products[at as usize].says.name)]);
    match reason {
        Reason::Picked => String::new(),
        Reason::Product(at) => product("also_compares", at),
        Reason::Before(at) => product("used_before", at),
        Reason::After(at) => product("used_after", at),
        Reason::Tag(at) => words.say("also_about", &[("tag", &site.tags[at as usize].name)]),
        Reason::LinksHere => words.say("links_here", &[]),
        Reason::LinkedFromHere => words.say("linked_from_here", &[]),
        Reason::Near => words.say("near_in_time", &[]),
        Reason::Words => words.say("similar_subject", &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_nest_and_deep_ones_are_left_out() {
        let heading =
            |level: u8, id: &str| Heading { level, id: id.into(), title: id.into(), named: Box::default() };
        let headings =
            [heading(3, "early"), heading(2, "a"), heading(3, "b"), heading(4, "c"), heading(2, "d")];
        let toc = toc(&Filler { site: &Site::default(), resolved: &[] }, &headings);
        let ids: Vec<(&str, usize)> = toc.iter().map(|e| (e.id.as_str(), e.children.len())).collect();
        assert_eq!(ids, [("early", 0), ("a", 1), ("d", 0)]);
    }
}
