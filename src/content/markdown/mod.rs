//! Markdown -> [`Body`], headings and references, in one pass over the parser's events.
//!
//! The door of the Markdown parser. Must not know: what a reference leads to, or what a block's YAML means.

mod anchors;
mod beginning;
mod callouts;
mod destination;
mod fences;
mod footnotes;
mod headings;
mod languages;
mod links;
mod pass;
mod raw;
mod references;
pub mod runs;
mod slips;
mod tables;
mod writer;

use super::body::{Body, Heading, Reference};
use super::log::Log;
use super::terms::TermCounter;
use crate::base::TextRange;
use pulldown_cmark::Options;
use std::ops::Range;

/// The Markdown of texts: CommonMark with these extensions.
pub const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_WIKILINKS);

/// What the texts of one file refer to and speak of: one collection over all of them.
#[derive(Default)]
pub struct Found {
    /// The references, in the order of the texts.
    pub references: Vec<Reference>,
    /// The words.
    pub terms: TermCounter,
}

/// A text and its place in its file.
#[derive(Clone, Copy)]
pub struct Text<'t> {
    /// The Markdown.
    pub text: &'t str,
    /// Where its first byte stands in the file, if the file has it letter by letter.
    offset: Option<usize>,
    /// Where it stands as a whole.
    whole: TextRange,
}

impl<'t> Text<'t> {
    /// A part of a file, letter by letter.
    pub fn part(file: &'t str, range: Range<usize>) -> Self {
        Self { text: &file[range.clone()], offset: Some(range.start), whole: TextRange::new(range) }
    }

    /// A YAML scalar. If the file has it letter by letter, perhaps in quotes, places in it are exact; otherwise they are the scalar's.
    pub fn scalar(file: &str, text: &'t str, range: TextRange) -> Self {
        let written = file.get(range.range()).unwrap_or_default();
        let inner = ['"', '\''].iter().find_map(|quote| written.strip_prefix(*quote)?.strip_suffix(*quote));
        let start = range.start as usize;
        let offset = if written == text { Some(start) } else { (inner == Some(text)).then_some(start + 1) };
        Self { text, offset, whole: range }
    }

    /// A place in the file.
    fn place(&self, range: Range<usize>) -> TextRange {
        match self.offset {
            Some(offset) => TextRange::new(range).shifted(offset),
            None => self.whole,
        }
    }
}

/// A fenced block that is not code: its name and where its YAML stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fence {
    /// The block's name.
    pub name: String,
    /// Where the name stands.
    pub name_range: TextRange,
    /// Where the YAML stands, in the file.
    pub yaml: Range<usize>,
}

/// A whole text with its headings and blocks.
#[derive(Default)]
pub struct Document {
    /// The HTML with holes; [`super::body::Fill::Block`] counts `fences`.
    pub body: Body,
    /// The headings, in order.
    pub headings: Vec<Heading>,
    /// The blocks, in order.
    pub fences: Vec<Fence>,
}

/// The names that make a fenced code block a block.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct BlockNames(Vec<String>);

impl BlockNames {
    /// Takes the names of `templates/blocks/*.html`, in any order.
    pub fn new(names: impl IntoIterator<Item = String>) -> Self {
        let mut names: Vec<String> = names.into_iter().collect();
        names.sort();
        names.dedup();
        Self(names)
    }

    /// Whether `name` is a block.
    pub fn contains(&self, name: &str) -> bool {
        self.0.binary_search_by(|known| known.as_str().cmp(name)).is_ok()
    }

    /// All names.
    pub fn as_strs(&self) -> Vec<&str> {
        self.0.iter().map(String::as_str).collect()
    }
}

/// Reads a text with headings and blocks: the body of a guide or page. Raw HTML stays.
pub fn document(text: Text<'_>, blocks: &BlockNames, found: &mut Found, log: &mut Log) -> Document {
    pass::Pass::new(text, Some(blocks), pass::Mode::Document, found, log).run()
}

/// Reads a text as [`document`] does, with a mark before all words: `first` and the place of the word in the file.
pub fn traced(text: Text<'_>, blocks: &BlockNames, first: usize, found: &mut Found, log: &mut Log) -> Body {
    let mut pass = pass::Pass::new(text, Some(blocks), pass::Mode::Document, found, log);
    pass.marks_from = Some(first);
    pass.run().body
}

/// Reads a text of paragraphs and lists from a data file. Raw HTML is shown, not obeyed.
pub fn paragraphs(text: Text<'_>, found: &mut Found, log: &mut Log) -> Body {
    pass::Pass::new(text, None, pass::Mode::Paragraphs, found, log).run().body
}

/// Reads a text that is one line of prose, without the paragraph around it. Raw HTML is shown, not obeyed.
pub fn inline(text: Text<'_>, found: &mut Found, log: &mut Log) -> Body {
    pass::Pass::new(text, None, pass::Mode::Inline, found, log).run().body
}

/// What the address of a picture names, or `None` if it is on another site.
pub fn picture_target(from: &crate::base::SitePath, link: &str) -> Option<super::body::Target> {
    links::picture(from, link)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::SitePath;
    use crate::content::terms::Terms;

    /// The words that are counted of a text.
    fn counted(text: &str) -> Terms {
        let (mut found, mut log) = (Found::default(), Log::new(&SitePath::new("guide.md")));
        document(Text::part(text, 0..text.len()), &BlockNames::default(), &mut found, &mut log);
        found.terms.finish()
    }

    #[test]
    fn a_header_cell_without_words_is_a_plain_one_however_its_column_stands() {
        for rule in ["---", ":--", ":-:", "--:"] {
            let text = format!("| a | |\n| {rule} | {rule} |\n| b | c |\n");
            let (mut found, mut log) = (Found::default(), Log::new(&SitePath::new("guide.md")));
            let document =
                document(Text::part(&text, 0..text.len()), &BlockNames::default(), &mut found, &mut log);
            let html = document.body.html;
            assert!(html.contains("a</th><td></td></tr></thead>"), "{rule}: {html}");
        }
    }

    #[test]
    fn the_first_words_of_each_passage_are_counted_and_all_of_a_heading() {
        let (first, rest) = ("first ".repeat(14), "rest ".repeat(14));
        let counted_with = |place: &str, words: &str| counted(&place.replace('_', words));
        for place in [
            "_",
            "a\n\n_",
            "- a\n- _",
            "1. _\n   - a",
            "> _",
            "| a |\n| --- |\n| b |\n| _ |",
            "```rust\n_\n```",
            "a[^1]\n\n[^1]: _",
        ] {
            assert_eq!(
                counted_with(place, &first),
                counted_with(place, &format!("{first}{rest}")),
                "{place}"
            );
            assert_eq!(counted_with(place, &first).len(), counted_with(place, "").len() + 1, "{place}");
        }
        assert_eq!(counted(&format!("## {first}{rest}")).len(), 2);
    }
}
