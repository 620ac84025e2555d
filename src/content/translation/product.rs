//! The words of a product.

use super::{Main, check_count, entries, key, text};
use crate::base::TextRange;
use crate::content::attribute::{Attribute, Form};
use crate::content::body::Body;
use crate::content::fact::{Given, Said, WrittenFact};
use crate::content::fields::{Fields, Text, text_of};
use crate::content::log::Log;
use crate::content::markdown::{self, Found};
use crate::content::mixing::Together;
use crate::content::picture::Picture;
use crate::content::product::{Product, misspelt, rich_text, rich_texts};
use crate::content::yaml::{Entry, Node, Value};
use crate::diagnostics::catalogue::fields::{self as field_problem, Stray};
use crate::diagnostics::catalogue::{facts, languages as problem};
use crate::diagnostics::{Diagnostic, Span};

/// What a product's file of words says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ProductWords {
    /// Its name; the main one if it says none.
    pub name: Option<Text>,
    tagline: Option<Text>,
    about: Body,
    alt: Option<Text>,
    choose_if: Lines,
    avoid_if: Lines,
    tags: Vec<Text>,
    together: Vec<(Text, Body)>,
    facts: Vec<FactWords>,
}

/// What such a file says besides the words of facts.
const KEYS: [&str; 8] = ["name", "tagline", "about", "alt", "choose_if", "avoid_if", "tags", "together"];

/// Lines of prose, and where they stand.
type Lines = (Vec<Body>, TextRange);

/// The words of one fact.
#[derive(Clone, PartialEq, Eq, Debug)]
struct FactWords {
    key: Text,
    given: Option<Given>,
    note: Option<Body>,
}

impl ProductWords {
    /// Reads a product's file of words.
    pub fn read(node: &Node, file: &str, found: &mut Found, log: &mut Log) -> Option<Self> {
        let mut fields = Fields::of(node, "a product's words", log)?;
        let name = fields.words("name", log);
        let tagline = fields.words("tagline", log);
        let about = fields.text("about", log).map(|text| {
            markdown::paragraphs(markdown::Text::scalar(file, &text.text, text.range), found, log)
        });
        let alt = fields.text("alt", log);
        let choose_if = lines("choose_if", &mut fields, file, found, log);
        let avoid_if = lines("avoid_if", &mut fields, file, found, log);
        let tags = fields.names("tags", log);
        let together = fields.node("together").map(|node| notes(node, file, found, log)).unwrap_or_default();
        // They are said once, for all languages.
        for (key, meant) in [("image", Some("alt")), ("aliases", None)] {
            if let Some(entry) = fields.entry(key) {
                log.push(not_a_key(entry, meant, log));
            }
        }
        let mut facts = Vec::new();
        for entry in fields.rest() {
            match misspelt(entry, &["together"]) {
                Some(meant) => log.push(not_a_key(entry, Some(meant), log)),
                None => facts.extend(fact(entry, file, found, log)),
            }
        }
        let about = about.unwrap_or_default();
        Some(Self { name, tagline, about, alt, choose_if, avoid_if, tags, together, facts })
    }

    /// The product in these words. Facts keep the places that they have in the main file.
    pub fn over(&self, main: &Product, of: &Main<'_>, attributes: &[Attribute], log: &mut Log) -> Product {
        let shifted = |lines: &Lines| lines.0.iter().map(|line| line.shifted(of.references)).collect();
        for (what, (lines, at), said) in [
            ("`choose_if`", &self.choose_if, &main.choose_if),
            ("`avoid_if`", &self.avoid_if, &main.avoid_if),
        ] {
            check_count(what, log.span(*at), lines.len(), said.len(), Span::file(of.path), log);
        }
        Product {
            nameless: None,
            name: self.name.as_ref().map_or_else(|| main.name.clone(), |name| name.text.clone()),
            tagline: text(self.tagline.as_ref()),
            about: self.about.shifted(of.references),
            image: main.image.as_ref().map(|image| self.picture(image)),
            aliases: Vec::new(),
            choose_if: shifted(&self.choose_if),
            avoid_if: shifted(&self.avoid_if),
            tags: self.tags.clone(),
            together: self.together(main, of, log),
            facts: self.facts(main, of, attributes, log),
        }
    }

    fn picture(&self, main: &Picture) -> Picture {
        let alt = self.alt.as_ref().or(self.name.as_ref());
        Picture { alt: alt.map_or_else(|| main.alt.clone(), |alt| alt.text.clone()), ..main.clone() }
    }

    fn together(&self, main: &Product, of: &Main<'_>, log: &mut Log) -> Vec<Together> {
        for (product, _) in &self.together {
            if !main.together.iter().any(|together| together.product.text == product.text) {
                let known: Vec<&str> =
                    main.together.iter().map(|together| together.product.text.as_str()).collect();
                let at = log.span(product.range);
                log.push(field_problem::not_one_of(at, "product of `together`", product, &known));
            }
        }
        let note = |together: &Together| {
            let own = self.together.iter().find(|(product, _)| product.text == together.product.text);
            own.map(|(_, note)| note.shifted(of.references)).unwrap_or_default()
        };
        main.together.iter().map(|said| Together { note: note(said), ..said.clone() }).collect()
    }

    fn facts(
        &self,
        main: &Product,
        of: &Main<'_>,
        attributes: &[Attribute],
        log: &mut Log,
    ) -> Vec<WrittenFact> {
        for words in &self.facts {
            self.check_fact(words, main, of, attributes, log);
        }
        main.facts
            .iter()
            .map(|fact| {
                let words = self.facts.iter().find(|words| words.key.text == fact.key.text);
                let note = words.and_then(|words| words.note.as_ref());
                let said = match (words.and_then(|words| words.given.as_ref()), &fact.said) {
                    (Some(given), Said::Value(written)) => Said::Value(placed(given, written)),
                    (_, said) => said.clone(),
                };
                WrittenFact { said, note: note.map(|note| note.shifted(of.references)), ..fact.clone() }
            })
            .collect()
    }

    fn check_fact(
        &self,
        words: &FactWords,
        main: &Product,
        of: &Main<'_>,
        attributes: &[Attribute],
        log: &mut Log,
    ) {
        let at = log.span(words.key.range);
        let Some(attribute) = attributes.iter().find(|attribute| attribute.id == words.key.text) else {
            let known: Vec<&str> = attributes.iter().map(|a| a.id.as_str()).chain(KEYS).collect();
            let there = Span::file(of.path);
            log.push(facts::unknown_attribute(at, &words.key, "its kind", &known, there));
            return;
        };
        let Some(fact) = main.facts.iter().find(|fact| fact.key.text == words.key.text) else {
            log.push(problem::fact_only_here(at, &words.key, Span::file(of.path)));
            return;
        };
        let first = Span::new(of.path, fact.range);
        match (&words.given, &fact.said) {
            (Some(_), _) if !matches!(attribute.form, Form::Text | Form::List) => {
                log.push(problem::fact_translated(at, &words.key, attribute.form.name(), first));
            }
            (Some(given), Said::Value(written)) => {
                check_count(&format!("`{}`", words.key.text), at, count(given), count(written), first, log);
            }
            (Some(_), _) => log.push(problem::fact_only_here(at, &words.key, first)),
            (None, _) => {}
        }
    }

    /// Whether the value of a fact, or a remark, has words of its own here.
    pub fn says(&self, attribute: &str) -> bool {
        self.facts.iter().any(|words| words.key.text == attribute && words.given.is_some())
    }

    /// The keys that the main file has words for and this one does not.
    pub fn missing<'m>(&self, main: &'m Product, attributes: &[Attribute]) -> Vec<&'m str> {
        let facts = main.facts.iter().filter(|fact| {
            let form = attributes.iter().find(|attribute| attribute.id == fact.key.text);
            let in_words = form.is_some_and(|a| matches!(a.form, Form::Text | Form::List));
            let words = self.facts.iter().find(|words| words.key.text == fact.key.text);
            let value = in_words && matches!(fact.said, Said::Value(_)) && !self.says(&fact.key.text);
            value || (fact.note.is_some() && words.is_none_or(|words| words.note.is_none()))
        });
        let lacks = [
            ("name", self.name.is_none()),
            ("tagline", self.tagline.is_none() && !main.tagline.is_empty()),
            ("about", self.about.is_empty() && !main.about.is_empty()),
            ("alt", self.alt.is_none() && main.image.is_some()),
            ("choose_if", self.choose_if.0.is_empty() && !main.choose_if.is_empty()),
            ("avoid_if", self.avoid_if.0.is_empty() && !main.avoid_if.is_empty()),
        ];
        let lacking = lacks.into_iter().filter(|(_, lacks)| *lacks).map(|(key, _)| key);
        lacking.chain(facts.map(|fact| fact.key.text.as_str())).collect()
    }
}

fn not_a_key(entry: &Entry, meant: Option<&str>, log: &Log) -> Diagnostic {
    let at = log.span(entry.key_range);
    field_problem::unknown_key(at, &entry.key, "a product's words", &KEYS, meant.map(Stray::Meant))
}

fn lines(key: &'static str, fields: &mut Fields<'_>, file: &str, found: &mut Found, log: &mut Log) -> Lines {
    let at = fields.node(key).map_or_else(TextRange::default, |node| node.range);
    (rich_texts(fields.texts(key, log), file, found, log), at)
}

fn notes(node: &Node, file: &str, found: &mut Found, log: &mut Log) -> Vec<(Text, Body)> {
    let mut notes = Vec::new();
    for entry in entries(Some(node), "`together`", log) {
        if let Some(text) = text_of(&entry.node, "a note", log) {
            notes.push((key(entry), rich_text(&text, file, found, log)));
        }
    }
    notes
}

fn fact(entry: &Entry, file: &str, found: &mut Found, log: &mut Log) -> Option<FactWords> {
    let (is, note) = match &entry.node.value {
        Value::Map(_) => {
            let mut fields = Fields::of(&entry.node, "the words of a fact", log)?;
            let is = fields.node("is");
            let note = fields.text("note", log).map(|note| rich_text(&note, file, found, log));
            fields.finish(log);
            (is, note)
        }
        _ => (Some(&entry.node), None),
    };
    let given = match is.map(|node| (&node.value, node)) {
        Some((Value::List(items), node)) => {
            let items = items.iter().filter_map(|item| text_of(item, "an item of a list", log)).collect();
            Some(Given::List(items, node.range))
        }
        Some((_, node)) => Some(Given::Text(text_of(node, &entry.key, log)?)),
        None => None,
    };
    Some(FactWords { key: key(entry), given, note })
}

/// The words at the places of those that they translate, so that messages about a fact name the main file.
fn placed(words: &Given, written: &Given) -> Given {
    let placed = |text: &Text, range: TextRange| Text { text: text.text.clone(), range };
    match (words, written) {
        (Given::Text(text), Given::Text(main)) => Given::Text(placed(text, main.range)),
        (Given::List(items, _), Given::List(_, at)) => {
            Given::List(items.iter().map(|item| placed(item, *at)).collect(), *at)
        }
        (Given::List(items, _), Given::Text(main)) => {
            Given::List(items.iter().map(|item| placed(item, main.range)).collect(), main.range)
        }
        (Given::Text(text), Given::List(_, at)) => Given::List(vec![placed(text, *at)], *at),
    }
}

fn count(given: &Given) -> usize {
    match given {
        Given::Text(_) => 1,
        Given::List(items, _) => items.len(),
    }
}
