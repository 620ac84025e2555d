//! The words of the site itself: its name, the links of header and footer, what it says of its authors.

use super::{key, or_main};
use crate::content::body::Body;
use crate::content::config::{Author, Config, NavigationLink, navigation};
use crate::content::fields::{Fields, Text};
use crate::content::log::Log;
use crate::content::markdown::Found;
use crate::content::picture::Picture;
use crate::content::product::rich_text;
use crate::content::yaml::Node;
use crate::diagnostics::catalogue::fields as problem;

/// What the site's file of words says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SiteWords {
    title: Option<Text>,
    tagline: Option<Text>,
    description: Option<Text>,
    alt: Option<Text>,
    disclosure: Option<Body>,
    authors: Vec<(Text, AuthorWords)>,
    navigation: Vec<NavigationLink>,
    footer: Vec<NavigationLink>,
}

/// The words of an author.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct AuthorWords {
    name: Option<Text>,
    about: Option<Text>,
}

impl SiteWords {
    /// Reads the site's file of words.
    pub fn read(node: &Node, file: &str, found: &mut Found, log: &mut Log) -> Option<Self> {
        let mut fields = Fields::of(node, "the site's words", log)?;
        let words = Self {
            title: fields.text("title", log),
            tagline: fields.text("tagline", log),
            description: fields.text("description", log),
            alt: fields.text("alt", log),
            disclosure: fields.text("disclosure", log).map(|text| rich_text(&text, file, found, log)),
            authors: fields.node("authors").map(|node| authors(node, log)).unwrap_or_default(),
            navigation: fields.items("navigation").into_iter().filter_map(|n| navigation(n, log)).collect(),
            footer: fields.items("footer").into_iter().filter_map(|n| navigation(n, log)).collect(),
        };
        fields.finish(log);
        Some(words)
    }

    /// The site's settings in these words and this language. `references` is how many the main file has.
    pub fn over(&self, main: &Config, references: u32, language: &str, log: &mut Log) -> Config {
        for (id, _) in &self.authors {
            if !main.authors.iter().any(|author| author.id == id.text) {
                let known: Vec<&str> = main.authors.iter().map(|author| author.id.as_str()).collect();
                log.push(problem::not_one_of(log.span(id.range), "author of this site", id, &known));
            }
        }
        let mut config = Config {
            title: or_main(self.title.as_ref(), &main.title),
            tagline: or_main(self.tagline.as_ref(), &main.tagline),
            description: or_main(self.description.as_ref(), &main.description),
            language: language.to_owned(),
            authors: main.authors.iter().map(|author| self.author(author)).collect(),
            navigation: self.navigation().unwrap_or(&main.navigation).to_vec(),
            footer: self.footer().unwrap_or(&main.footer).to_vec(),
            ..main.clone()
        };
        if let Some(disclosure) = &self.disclosure {
            config.affiliates.disclosure = disclosure.shifted(references);
        }
        if let (Some(image), Some(alt)) = (&main.image, &self.alt) {
            config.image = Some(Picture { alt: alt.text.clone(), ..image.clone() });
        }
        config
    }

    /// The links of the header in these words, if it has any.
    pub fn navigation(&self) -> Option<&[NavigationLink]> {
        Some(self.navigation.as_slice()).filter(|links| !links.is_empty())
    }

    /// The links of the footer in these words, if it has any.
    pub fn footer(&self) -> Option<&[NavigationLink]> {
        Some(self.footer.as_slice()).filter(|links| !links.is_empty())
    }

    fn author(&self, main: &Author) -> Author {
        let words = self.authors.iter().find(|(id, _)| id.text == main.id).map(|(_, words)| words);
        Author {
            name: or_main(words.and_then(|words| words.name.as_ref()), &main.name),
            about: or_main(words.and_then(|words| words.about.as_ref()), &main.about),
            ..main.clone()
        }
    }

    /// What the main file has words for and this one does not.
    pub fn missing(&self, main: &Config) -> Vec<&'static str> {
        let all = [
            ("title", self.title.is_none()),
            ("tagline", self.tagline.is_none() && !main.tagline.is_empty()),
            ("description", self.description.is_none()),
            ("alt", self.alt.is_none() && main.image.is_some()),
            ("disclosure", self.disclosure.is_none() && !main.affiliates.disclosure.is_empty()),
            ("authors", self.authors.len() < main.authors.len()),
            ("navigation", self.navigation.is_empty() && !main.navigation.is_empty()),
            ("footer", self.footer.is_empty() && !main.footer.is_empty()),
        ];
        all.into_iter().filter(|(_, lacks)| *lacks).map(|(key, _)| key).collect()
    }
}

fn authors(node: &Node, log: &mut Log) -> Vec<(Text, AuthorWords)> {
    let Some(mut fields) = Fields::of(node, "authors", log) else { return Vec::new() };
    let words = |node: &Node, log: &mut Log| {
        let mut fields = Fields::of(node, "an author", log)?;
        let words = AuthorWords { name: fields.text("name", log), about: fields.text("about", log) };
        fields.finish(log);
        Some(words)
    };
    fields.rest().into_iter().filter_map(|entry| Some((key(entry), words(&entry.node, log)?))).collect()
}
