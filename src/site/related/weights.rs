//! The ranking's numbers, in one place.
//!
//! Must not know: how they are used.

use crate::content::terms::FIELDS;

/// What counts how much. [`Weights::CHOSEN`] was found by measuring; see `docs/decisions/`.
///
/// Words, products and tags are cosines, at most 1, times their weight; a link is at most its weight.
#[derive(Clone, Debug)]
pub struct Weights {
    /// What a word counts by its field (title, description, heading, body), before saturation.
    pub fields: [f32; FIELDS],
    /// What it counts on top, in the document that asks, if it stands in the field at all; a word that fills a text
    /// counts 1 before this.
    pub asked: [f32; FIELDS],
    /// BM25's `k1`: the weighted count, in a text of average length, that is worth half of what any count is worth.
    pub saturation: f32,
    /// BM25's `b`: the share, 0 to 1, in which a count is divided by the text's length.
    pub length_share: f32,
    /// How many words a document asks for.
    pub asked_terms: usize,
    /// How many words a document answers to; not fewer than it asks for.
    pub answered_terms: usize,
    /// A word in more than this share of the documents is not used...
    pub common_share: f32,
    /// ...unless it stands in no more documents than this.
    pub common_floor: u32,
    /// How many documents are looked at for one word, product, tag or page's links.
    pub list_cap: usize,
    /// How many links of linked pages are looked at for one document.
    pub hop_cap: usize,
    /// What the words count.
    pub words: f32,
    /// What the shared products count.
    pub products: f32,
    /// What the shared tags count.
    pub tags: f32,
    /// What a link from the asking document counts.
    pub links_from: f32,
    /// What a link to the asking document counts.
    pub links_to: f32,
    /// What a page counts that both link to.
    pub coupled: f32,
    /// What a page counts that links to both.
    pub cited: f32,
    /// A tag in more than this share of the documents is a reason only where there is no link.
    pub rare_tag_share: f32,
}

impl Weights {
    /// The weights that builds use.
    pub const CHOSEN: Weights = Weights {
        fields: [6.0, 4.0, 1.0, 1.0],
        asked: [0.4, 0.4, 0.05, 0.0],
        saturation: 32.0,
        length_share: 1.0,
        asked_terms: 24,
        answered_terms: 64,
        common_share: 0.3,
        common_floor: 100,
        list_cap: 128,
        hop_cap: 1024,
        words: 1.0,
        products: 0.6,
        tags: 0.2,
        links_from: 0.45,
        links_to: 0.4,
        coupled: 0.15,
        cited: 0.2,
        rare_tag_share: 0.1,
    };
}

impl Default for Weights {
    fn default() -> Self {
        Self::CHOSEN
    }
}
