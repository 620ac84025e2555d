//! The picture that stands for a page where it is linked elsewhere.
//!
//! Must not know: letters, pixels.

use super::View;
use super::lists::Made;
use super::view::{Picture, ShareView};
use crate::content::picture::Picture as Named;
use crate::site::addresses::{may_have_card, share_card};
use crate::site::{Item, Site};

/// Width of a card in pixels, which networks ask for.
const WIDTH: u32 = 1200;
/// Height of a card in pixels.
const HEIGHT: u32 = 630;
/// More names than this would be too small to read.
const MOST_NAMES: usize = 4;

/// The items that get a card: those that may have one, without a photo of their own, if the site wants cards.
pub fn with_card(site: &Site) -> impl Iterator<Item = Item> + '_ {
    may_have_card(site).filter(|item| card(site, *item).is_some())
}

/// The card of an item, as its page names it.
pub fn card(site: &Site, item: Item) -> Option<Picture> {
    if !cfg!(feature = "cards") || !site.config.share_cards || has_photo(site, item) {
        return None;
    }
    let (address, forms) = (share_card(site, item), Vec::new());
    let (credit, licence) = (String::new(), String::new());
    let alt = site.name(item).to_owned();
    Some(Picture { address, alt, width: Some(WIDTH), height: Some(HEIGHT), forms, credit, licence })
}

/// Whether the editor named a photo, which says more than a card. Drawings are no photos: no network shows them.
fn has_photo(site: &Site, item: Item) -> bool {
    let (image, resolved): (Option<&Named>, _) = match item {
        Item::Guide(at) => (site.guides[at].says.image.as_ref(), &site.guides[at].resolved),
        Item::Product(at) => (site.products[at].says.image.as_ref(), &site.products[at].resolved),
        _ => return false,
    };
    super::cards::image(site, image, resolved).is_some_and(|own| !own.address.as_str().ends_with(".svg"))
}

/// The card of an item, as a page of its own.
pub fn share(site: &Site, item: Item) -> Made {
    let named = |products: &[usize]| {
        products.iter().take(MOST_NAMES).map(|at| site.products[*at].says.name.clone()).collect()
    };
    let (title, names) = match item {
        Item::Guide(at) => (site.name(item).to_owned(), named(&site.guides[at].compares)),
        Item::Pair(at) => (site.name(item).to_owned(), named(&site.pairs[at].products)),
        Item::Product(at) if !site.products[at].says.tagline.is_empty() => {
            (site.products[at].says.tagline.clone(), named(&[at]))
        }
        other => (site.name(other).to_owned(), Vec::new()),
    };
    (share_card(site, item), None, View::Share(ShareView { title, names }))
}
