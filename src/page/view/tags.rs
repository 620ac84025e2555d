//! The views of tags.

use super::{GuideCard, Link, ProductCard};
use crate::base::Shared;
use serde::Serialize;

/// The guides and products of one tag; in templates `tag`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct TagView {
    /// The tag as written.
    pub name: String,
    /// Its feed, with the feed's title.
    pub feed: Option<Link>,
    /// Its guides, newest first.
    pub guides: Vec<Shared<GuideCard>>,
    /// Its products.
    pub products: Vec<Shared<ProductCard>>,
}

/// The list of all tags; in templates `tags`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct TagsView {
    /// The tags, by name.
    pub tags: Vec<TagCount>,
}

/// A tag with the number of guides and products that carry it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct TagCount {
    /// The tag.
    pub link: Shared<Link>,
    /// How many guides and products carry it.
    pub count: usize,
}
