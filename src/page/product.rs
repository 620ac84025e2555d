//! The page of a product.

use super::View;
use super::cards::{Cards, link};
use super::citations::Citations;
use super::fill::Filler;
use super::head::HeadBuilder;
use super::lists::Made;
use super::reasons;
use super::table::{self, Request};
use super::view::{ProductView, TogetherView};
use crate::base::Html;
use crate::site::{Item, Mixed, Site};

/// The page of the product at an index.
pub fn product(site: &Site, cards: &Cards, at: usize) -> Made {
    let product = &site.products[at];
    let kind = &site.kinds[product.kind];
    let mut citations = Citations::below(product.says.image.is_some());
    let filler = Filler { site, resolved: &product.resolved };
    let body = filler.body(&product.says.about, &mut citations, |_, _| None);
    let request = Request {
        id: "table-1".to_owned(),
        products: &[at],
        attributes: &[],
        caption: site.words.say_html("product_facts", &[("product", &Html::text(&product.says.name))]),
    };
    let facts = table::side_by_side(site, cards, request, &mut citations);
    let reasons = reasons::own(site, cards, at, &mut citations);
    let siblings = kind.products.iter().copied().filter(|other| *other != at);
    let siblings: Vec<usize> = siblings.take(MOST_SIBLINGS).collect();
    let view = ProductView {
        card: cards.products[at].clone(),
        kind: link(site, Item::Kind(product.kind)),
        facts,
        choose_if: reasons.choose.clone(),
        avoid_if: reasons.avoid.clone(),
        together: product.together.iter().map(|mixed| together(site, *mixed, &mut citations)).collect(),
        guides: cards.guides(&product.guides),
        pairs: product.pairs.iter().map(|at| link(site, Item::Pair(*at))).collect(),
        siblings: cards.products(&siblings),
        sources: citations.list(site),
        checked: citations.checked(site),
        disclosure: citations.disclosure(site),
        body,
    };
    let head = HeadBuilder::new(site, "product", &product.address, &product.says.name, &describe(site, at))
        .below_products()
        .below(&kind.address, &kind.says.plural)
        .image(cards.products[at].image.clone())
        .card(Item::Product(at))
        .finish();
    (product.address.clone(), head, View::Product(Box::new(view)))
}

/// What is said of using another product together with this one.
pub fn together(site: &Site, mixed: Mixed, citations: &mut Citations) -> TogetherView {
    let filler = Filler { site, resolved: &site.products[mixed.said_by].resolved };
    TogetherView {
        product: link(site, Item::Product(mixed.other)),
        mix: mixed.mix.key(),
        note: filler.line(&mixed.says(site).note, citations),
    }
}

/// How many other products of its kind a product's page shows.
const MOST_SIBLINGS: usize = 12;

fn describe(site: &Site, at: usize) -> String {
    let product = &site.products[at];
    let name = &product.says.name;
    let tagline = product.says.tagline.trim_end_matches('.');
    match tagline {
        "" => site.words.say("product_description", &[("product", name)]),
        tagline => {
            let tagline = site.words.in_sentence(tagline);
            site.words.say("product_description_tagline", &[("product", name), ("tagline", &tagline)])
        }
    }
}
