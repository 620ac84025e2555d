//! The views of the search: its page, and the files of its index, which no template sees.

use crate::base::Address;
use serde::ser::SerializeTuple;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// The page of the search; in templates `search`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct SearchView {
    /// What can be found: guides, products, ...
    pub sorts: Vec<Choice>,
    /// The tags.
    pub tags: Vec<Choice>,
    /// What the script says, by a name for each form of a sentence.
    pub said: Vec<Choice>,
}

/// Something to choose, or to say.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Choice {
    /// What a program calls it.
    pub value: String,
    /// What a reader reads.
    pub label: String,
}

/// A file of the index.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(untagged)]
pub enum SearchFile {
    /// Where everything is.
    Directory(SearchDirectory),
    /// Words with their pages.
    Words(BTreeMap<String, WordEntry>),
    /// Words, each with how many pages have it.
    Vocabulary(BTreeMap<String, u32>),
    /// What results show.
    Pages(Vec<FoundPage>),
}

/// Where everything is. Keys are in the order of UTF-16 units.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct SearchDirectory {
    /// What the file is.
    pub format: &'static str,
    /// Grows when a script that reads the old form could misread the new one.
    pub version: u32,
    /// How many pages can be found.
    pub pages: usize,
    /// How many of them one file describes.
    pub pages_a_file: usize,
    /// The sorts of pages, each with the number of its first page.
    pub sorts: Vec<(&'static str, usize)>,
    /// The first key of every file of words, which is its name.
    pub words: Vec<String>,
    /// The first key of every file of the vocabulary, which is its name.
    pub vocabulary: Vec<String>,
}

/// The pages of a word. In JSON an array of the three.
#[derive(Clone, PartialEq, Debug)]
pub struct WordEntry {
    /// How many pages have the word; perhaps more than are listed.
    pub pages: usize,
    /// A letter a page listed: what the word says of it, from `#` up.
    pub levels: String,
    /// The numbers of these pages, each less the one before.
    pub gaps: Vec<u32>,
}

impl Serialize for WordEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut tuple = serializer.serialize_tuple(3)?;
        tuple.serialize_element(&self.pages)?;
        tuple.serialize_element(&self.levels)?;
        tuple.serialize_element(&self.gaps)?;
        tuple.end()
    }
}

/// What a result shows.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct FoundPage {
    /// What the page is called.
    pub title: String,
    /// Where it is.
    pub address: Address,
    /// What it is, in words.
    pub label: String,
    /// The names of its tags.
    pub tags: Vec<String>,
    /// Texts of which the best is shown, or else the first.
    pub texts: Vec<String>,
    /// Its headings.
    pub headings: Vec<FoundHeading>,
}

/// A heading of a page.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct FoundHeading {
    /// Its anchor, without `#`.
    pub id: String,
    /// Its words.
    pub title: String,
}
