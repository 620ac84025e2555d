//! Guides, products and kinds as other pages show them.

use super::{Day, Picture};
use crate::base::{Address, Html, Shared};
use serde::Serialize;

/// A guide as other pages show it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct GuideCard {
    /// The guide's address.
    pub address: Address,
    /// Its title.
    pub title: String,
    /// Its description.
    pub description: String,
    /// The day it appeared.
    pub date: Shared<Day>,
    /// Its picture.
    pub image: Option<Picture>,
    /// The names of the products it compares.
    pub compares: Vec<Html>,
}

/// A product as other pages show it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ProductCard {
    /// The product's id: its file's stem.
    pub id: String,
    /// The product's address.
    pub address: Address,
    /// The language of its words, where that is not the page's.
    pub language: Option<String>,
    /// Its name.
    pub name: String,
    /// A few words on it; may be empty.
    pub tagline: String,
    /// Its picture.
    pub image: Option<Picture>,
}

/// A guide that a reader may want next, with the reason.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct RelatedGuide {
    /// The guide.
    pub guide: Shared<GuideCard>,
    /// Why, in words: "also compares Serum"; empty if picked by hand.
    pub reason: String,
}

/// A kind as other pages show it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct KindCard {
    /// The kind's address, where its whole table is.
    pub address: Address,
    /// Its plural: "Treatments".
    pub plural: String,
    /// One or two sentences; may be empty.
    pub description: String,
    /// Its products, in the order of their files' paths.
    pub products: Vec<Shared<ProductCard>>,
}
