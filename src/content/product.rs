//! A product's file: its name, its words, and its facts as written.

use super::body::Body;
use super::fact::{self, WrittenFact};
use super::fields::{Fields, Text};
use super::log::Log;
use super::markdown::{self, Found};
use super::mixing::{self, Together};
use super::picture::{self, Picture};
use super::yaml::{Entry, Node, Value};
use crate::base::TextRange;
use crate::base::suggest::nearest;
use crate::diagnostics::catalogue::fields::{self as problem, Stray};

/// What a product's file says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Product {
    /// "Serum"
    pub name: String,
    /// Where its name is missing: which keys may have been meant as it, its kind has to say.
    pub nameless: Option<TextRange>,
    /// A few words.
    pub tagline: String,
    /// A paragraph or two.
    pub about: Body,
    /// Its picture.
    pub image: Option<Picture>,
    /// Old addresses.
    pub aliases: Vec<Text>,
    /// "Choose it if ..."
    pub choose_if: Vec<Body>,
    /// "Avoid it if ..."
    pub avoid_if: Vec<Body>,
    /// Its tags.
    pub tags: Vec<Text>,
    /// What it may be used together with.
    pub together: Vec<Together>,
    /// Its facts, in the order of the file.
    pub facts: Vec<WrittenFact>,
}

/// Reads a product's file.
pub fn read(node: &Node, file: &str, found: &mut Found, log: &mut Log) -> Option<Product> {
    let mut fields = Fields::of(node, "a product", log)?;
    let name = fields.words("name", log);
    let nameless = fields.missed("name", log);
    let tagline = fields.words("tagline", log);
    let about = fields
        .text("about", log)
        .map(|text| markdown::paragraphs(markdown::Text::scalar(file, &text.text, text.range), found, log));
    let image = fields.node("image").and_then(|node| picture::read(node, found, log));
    let aliases = fields.names("aliases", log);
    let choose_if = rich_texts(fields.texts("choose_if", log), file, found, log);
    let avoid_if = rich_texts(fields.texts("avoid_if", log), file, found, log);
    let tags = fields.names("tags", log);
    let together =
        fields.node("together").map(|node| mixing::read(node, file, found, log)).unwrap_or_default();
    let written: Vec<&Entry> = fields.rest().into_iter().filter(|entry| !entry.node.is_null()).collect();
    fields.finish(log);
    let mut facts: Vec<WrittenFact> = Vec::with_capacity(written.len());
    for entry in &written {
        match misspelt(entry, &["image", "together"]) {
            Some(meant) => {
                let at = log.span(entry.key_range);
                log.push(problem::unknown_key(at, &entry.key, "a product", &[], Some(Stray::Meant(meant))));
            }
            None => facts.extend(fact::read(entry, file, found, log)),
        }
    }
    Some(Product {
        // Without a name the product stays, so that references to it are no second problem.
        name: name.map(|text| text.text).unwrap_or_default(),
        nameless,
        tagline: tagline.map(|text| text.text).unwrap_or_default(),
        about: about.unwrap_or_default(),
        image,
        aliases,
        choose_if,
        avoid_if,
        tags,
        together,
        facts,
    })
}

/// The key, of those that take maps, that a map was to have which says nothing as a fact does: `togehter: {serum: yes}`.
pub fn misspelt(entry: &Entry, of_maps: &[&'static str]) -> Option<&'static str> {
    let Value::Map(entries) = &entry.node.value else { return None };
    let is_fact = entries.iter().any(|entry| fact::KEYS.contains(&entry.key.as_str()));
    nearest(&entry.key, of_maps.iter().copied()).filter(|_| !is_fact)
}

/// Reads texts as lines of prose.
pub fn rich_texts(texts: Vec<Text>, file: &str, found: &mut Found, log: &mut Log) -> Vec<Body> {
    texts.iter().map(|text| rich_text(text, file, found, log)).collect()
}

/// Reads a text as one line of prose.
pub fn rich_text(text: &Text, file: &str, found: &mut Found, log: &mut Log) -> Body {
    markdown::inline(markdown::Text::scalar(file, &text.text, text.range), found, log)
}
