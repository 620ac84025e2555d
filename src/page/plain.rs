//! Plain pages and redirects.

use super::View;
use super::blocks::BlockMaker;
use super::cards::{Cards, image, link};
use super::citations::Citations;
use super::fill::Filler;
use super::guide::toc;
use super::head::HeadBuilder;
use super::lists::Made;
use super::view::{PlainView, RedirectView};
use crate::site::Site;

/// The plain page at an index.
pub fn plain(site: &Site, cards: &Cards, at: usize) -> Made {
    let page = &site.pages[at];
    let mut citations = Citations::default();
    let filler = Filler { site, resolved: &page.resolved };
    let mut blocks = BlockMaker::new(&filler, cards, &page.says.blocks, &[]);
    let body =
        filler.body(&page.says.text(), &mut citations, |number, citations| blocks.make(number, citations));
    let head = HeadBuilder::new(site, "plain", &page.address, &page.says.title, &page.says.description)
        .image(image(site, page.says.image.as_ref(), &page.resolved))
        .finish();
    let view = PlainView {
        toc: toc(&filler, &page.says.headings),
        sources: citations.list(site),
        checked: citations.checked(site),
        disclosure: citations.disclosure(site),
        body,
    };
    (page.address.clone(), head, View::Plain(view))
}

/// The page that leads on from the old address at an index.
pub fn redirect(site: &Site, at: usize) -> Made {
    let (from, item) = &site.redirects[at];
    let to = link(site, *item);
    let description = site.words.say("moved_description", &[]);
    let head = HeadBuilder::new(site, "redirect", from, &to.label, &description)
        .canonical(site.address(*item))
        .noindex()
        .finish();
    (from.clone(), head, View::Redirect(RedirectView { to }))
}
