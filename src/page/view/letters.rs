//! The view of all guides from A to Z.

use super::Link;
use crate::base::Address;
use serde::Serialize;

/// All guides by letter, or those of one letter; in templates `all`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct AllView {
    /// How many guides there are.
    pub total: usize,
    /// The letters.
    pub letters: Vec<LetterView>,
}

/// A letter and the guides whose titles start with it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct LetterView {
    /// The letter.
    pub label: String,
    /// Its own page, where the guides stand on such a one; then `guides` is empty.
    pub address: Option<Address>,
    /// How many guides there are.
    pub count: usize,
    /// The guides, by title.
    pub guides: Vec<Link>,
}
