//! Reasons as lines of prose: what a product says for and against itself, and what a guide says, with the facts that it rests on.

use super::cards::{Cards, link};
use super::citations::Citations;
use super::fill::Filler;
use super::view::ChooseList;
use crate::base::html::escape_into;
use crate::base::{Html, Shared};
use crate::content::blocks::Reason;
use crate::content::body::Body;
use crate::site::fresh::FactAt;
use crate::site::reasons::{Claim, Weighed};
use crate::site::{Item, Site};

/// The reasons for and against a product that its own file gives.
pub fn own(site: &Site, cards: &Cards, at: usize, citations: &mut Citations) -> Shared<ChooseList> {
    match &cards.reasons[at] {
        Some(everywhere) => everywhere.clone(),
        None => Shared::new(own_here(site, at, citations)),
    }
}

/// The same, if every page says them alike: no line names what a page numbers or marks by itself.
pub fn own_everywhere(site: &Site, at: usize) -> Option<Shared<ChooseList>> {
    let says = &site.products[at].says;
    let is_whole = |line: &Body| line.holes.is_empty();
    let alike = says.choose_if.iter().chain(&says.avoid_if).all(is_whole);
    alike.then(|| Shared::new(own_here(site, at, &mut Citations::default())))
}

fn own_here(site: &Site, at: usize, citations: &mut Citations) -> ChooseList {
    let product = &site.products[at];
    let filler = Filler { site, resolved: &product.resolved };
    ChooseList {
        product: link(site, Item::Product(at)),
        choose: filler.lines(&product.says.choose_if, citations),
        avoid: filler.lines(&product.says.avoid_if, citations),
    }
}

/// The words of a reason, then the fact it rests on beside those of the others.
pub fn line(filler: &Filler<'_>, reason: &Reason, weighed: Weighed<'_>, citations: &mut Citations) -> Html {
    let words = filler.line(&reason.text, citations);
    let Some(why) = &reason.why else { return words };
    let Some(claim) = Claim::of(filler.site, filler.resolved, why, weighed) else { return words };
    let mut out = words.as_str().to_owned();
    out.push_str(if out.is_empty() { "<span class=\"why\">" } else { " <span class=\"why\">" });
    escape_into(&mut out, &claim.subject.attribute(filler.site).label);
    out.push_str(filler.site.marks.label(filler.site, claim.subject));
    let known = |at: &FactAt| at.fact(filler.site).value().is_some();
    let against = claim.against.into_iter().filter(known);
    for (number, at) in std::iter::once(claim.subject).chain(against).enumerate() {
        out.push_str(if number == 0 { ": " } else { ", " });
        escape_into(&mut out, &filler.site.products[at.product].says.name);
        out.push(' ');
        filler.fact(at, &mut out, citations);
    }
    out.push_str("</span>");
    Html::finished(out)
}
