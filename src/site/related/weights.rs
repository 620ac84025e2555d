//! The ranking's numbers, in one place.
//!
//! Must not know: how they are used.

use super::signal::Signal;
use crate::base::kept::{Deserialize, Serialize};
use crate::content::terms;

/// What counts how much. [`Weights::CHOSEN`] was found by measuring; see `docs/decisions/0007-related.md`.
#[derive(Clone, Debug)]
pub struct Weights {
    /// How texts are compared as wholes.
    pub words: WordWeights,
    /// How a title and description are looked for in other texts.
    pub title: WordWeights,
    /// A word in more than this share of the documents is not used...
    pub common_share: f32,
    /// ...unless it stands in no more documents than this.
    pub common_floor: u32,
    /// How many documents are looked at for one product, tag or page's links; a place with more says nothing.
    pub list_cap: usize,
    /// How many documents have anything for being alike in words.
    pub alike: usize,
    /// How many of these, the most alike, are looked at for what they link to.
    pub near: usize,
    /// How many entries of lists two steps away are looked at for one document and signal.
    pub hop_cap: usize,
    /// What each signal counts, in the order of [`Signal::ALL`].
    pub signals: [f32; Signal::ALL.len()],
    /// A tag in more than this share of the documents is a reason only where there is no link.
    pub rare_tag_share: f32,
}

/// How the words of a document that asks are held against those of the documents that answer.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct WordWeights {
    /// What a word counts by its field (title, description, heading, body), before saturation.
    pub fields: [f32; terms::FIELDS],
    /// BM25's `k1`: the weighted count, in a text of average length, that is worth half of what any count is worth.
    pub saturation: f32,
    /// BM25's `b`: the share, 0 to 1, in which a count is divided by the text's length.
    pub length_share: f32,
    /// What a word counts on top, in the document that asks, if it stands in the field at all; a word that fills a
    /// text counts 1 before this.
    pub asked: [f32; terms::FIELDS],
    /// Whether the whole text asks, and not only what `asked` counts.
    pub whole: bool,
    /// How many words a document asks for.
    pub asked_terms: usize,
    /// How many words a document answers to.
    pub answered_terms: usize,
    /// How many documents are looked at for one word: those that it tells most of.
    pub answering: usize,
}

impl Weights {
    /// The weights that builds use.
    pub const CHOSEN: Weights = Weights {
        words: WordWeights {
            fields: [3.0, 2.0, 1.0, 1.0],
            saturation: 24.0,
            length_share: 1.0,
            asked: [0.4, 0.2, 0.1, 0.0],
            whole: true,
            asked_terms: 20,
            answered_terms: 32,
            answering: 128,
        },
        title: WordWeights {
            fields: [6.0, 3.0, 2.0, 1.0],
            saturation: 6.0,
            length_share: 0.3,
            asked: [1.0, 0.4, 0.0, 0.0],
            whole: false,
            asked_terms: 16,
            answered_terms: 64,
            answering: 64,
        },
        common_share: 0.3,
        common_floor: 100,
        list_cap: 128,
        alike: 40,
        near: 16,
        hop_cap: 1024,
        signals: [0.3, 0.4, 0.6, 0.6, 0.2, 0.6, 0.6, 0.6, 0.3, 0.3, 0.8, 1.2],
        rare_tag_share: 0.1,
    };
}

impl Default for Weights {
    fn default() -> Self {
        Self::CHOSEN
    }
}
