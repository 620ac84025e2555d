//! The words of a kind: its name, the labels of its attributes, the words of their choices and scales.

use super::{check_count, entries, key, or_main};
use crate::base::{SitePath, TextRange};
use crate::content::attribute::{Attribute, Form};
use crate::content::fields::{Fields, Text, text_of};
use crate::content::kind::Kind;
use crate::content::log::Log;
use crate::content::unit::Unit;
use crate::content::yaml::Node;
use crate::diagnostics::Span;
use crate::diagnostics::catalogue::{facts, fields as field_problem};

/// What a kind's file of words says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct KindWords {
    name: Option<Text>,
    plural: Option<Text>,
    description: Option<Text>,
    groups: Vec<(Text, Text)>,
    attributes: Vec<(Text, AttributeWords)>,
}

/// The words of an attribute.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct AttributeWords {
    label: Option<Text>,
    about: Option<Text>,
    unit: Option<Unit>,
    per: Option<Text>,
    /// The steps of a scale or the options of a choice, in the order of the main file.
    words: Vec<Text>,
    /// The key that has them, and where they stand.
    listed_in: (&'static str, TextRange),
}

impl KindWords {
    /// Reads a kind's file of words.
    pub fn read(node: &Node, log: &mut Log) -> Option<Self> {
        let mut fields = Fields::of(node, "a kind's words", log)?;
        let name = fields.text("name", log);
        let plural = fields.text("plural", log);
        let description = fields.text("description", log);
        let groups = entries(fields.node("groups"), "`groups`", log)
            .into_iter()
            .filter_map(|entry| Some((key(entry), text_of(&entry.node, "a group", log)?)))
            .collect();
        let attributes = entries(fields.node("attributes"), "`attributes`", log)
            .into_iter()
            .filter_map(|entry| Some((key(entry), attribute(&entry.node, log)?)))
            .collect();
        fields.finish(log);
        Some(Self { name, plural, description, groups, attributes })
    }

    /// The kind in these words.
    pub fn over(&self, main: &Kind, of: &SitePath, log: &mut Log) -> Kind {
        self.check(main, of, log);
        let name = or_main(self.name.as_ref(), &main.name);
        let attributes = main.attributes.iter().map(|attribute| self.attribute(attribute)).collect();
        Kind {
            // A language without a plural says it once.
            plural: self
                .plural
                .as_ref()
                .or(self.name.as_ref())
                .map_or_else(|| main.plural.clone(), |p| p.text.clone()),
            name,
            description: or_main(self.description.as_ref(), &main.description),
            attributes,
            ..main.clone()
        }
    }

    fn check(&self, main: &Kind, of: &SitePath, log: &mut Log) {
        for (id, words) in &self.attributes {
            let at = log.span(id.range);
            let Some(attribute) = main.attributes.iter().find(|attribute| attribute.id == id.text) else {
                let known: Vec<&str> = main.attributes.iter().map(|a| a.id.as_str()).collect();
                log.push(facts::unknown_attribute(at, id, &main.plural, &known, Span::file(of)));
                continue;
            };
            if !attribute.whole {
                continue;
            }
            let first = Span::new(of, attribute.range);
            let (name, wanted) = listed(&attribute.form);
            let (key, range) = words.listed_in;
            let at = log.span(range);
            if wanted.is_empty() && !words.words.is_empty() {
                log.push(facts::attribute_takes_no(at, attribute.form.name(), key));
            } else {
                check_count(name, at, words.words.len(), wanted.len(), first, log);
            }
        }
        let known: Vec<&str> = main.attributes.iter().map(|attribute| attribute.group.as_str()).collect();
        for (group, _) in self.groups.iter().filter(|(group, _)| !known.contains(&group.text.as_str())) {
            let mut known = known.clone();
            known.dedup();
            log.push(field_problem::not_one_of(log.span(group.range), "group of this kind", group, &known));
        }
    }

    fn words(&self, attribute: &Attribute) -> Option<&AttributeWords> {
        self.attributes.iter().find(|(id, _)| id.text == attribute.id).map(|(_, words)| words)
    }

    fn attribute(&self, main: &Attribute) -> Attribute {
        let group = self.groups.iter().find(|(group, _)| group.text == main.group);
        let group = or_main(group.map(|(_, words)| words), &main.group);
        let Some(words) = self.words(main) else { return Attribute { group, ..main.clone() } };
        let translated = |all: &[String]| -> Vec<String> {
            let own = (words.words.len() == all.len())
                .then(|| words.words.iter().map(|t| t.text.clone()).collect());
            own.unwrap_or_else(|| all.to_vec())
        };
        Attribute {
            label: or_main(words.label.as_ref(), &main.label),
            about: words.about.as_ref().map(|text| text.text.clone()).unwrap_or_default(),
            group,
            unit: words.unit.clone().unwrap_or_else(|| main.unit.clone()),
            per: or_main(words.per.as_ref(), &main.per),
            form: match &main.form {
                Form::Choice(options) => Form::Choice(translated(options)),
                Form::Scale(steps) => Form::Scale(translated(steps)),
                other => other.clone(),
            },
            ..main.clone()
        }
    }

    /// Whether an attribute has a label here.
    pub fn labels(&self, attribute: &Attribute) -> bool {
        self.words(attribute).is_some_and(|words| words.label.is_some())
    }

    /// Whether the values of an attribute are said in words of this file, or are no words at all.
    pub fn says(&self, attribute: &Attribute) -> bool {
        listed(&attribute.form).1.is_empty()
            || self.words(attribute).is_some_and(|words| !words.words.is_empty())
    }

    /// What the main file has words for and this one does not.
    pub fn missing<'m>(&self, main: &'m Kind) -> Vec<&'m str> {
        let lacks = [
            ("name", self.name.is_none()),
            ("description", self.description.is_none() && !main.description.is_empty()),
        ];
        let named = lacks.into_iter().filter(|(_, lacks)| *lacks).map(|(key, _)| key);
        let attributes = main.attributes.iter().filter(|attribute| {
            let words = self.words(attribute);
            let about = !attribute.about.is_empty() && words.is_none_or(|words| words.about.is_none());
            let unit = !attribute.unit.name.is_empty() && words.is_none_or(|words| words.unit.is_none());
            !self.labels(attribute) || !self.says(attribute) || about || unit
        });
        let mut groups: Vec<&str> =
            main.attributes.iter().map(|attribute| attribute.group.as_str()).collect();
        groups.dedup();
        groups
            .retain(|group| !group.is_empty() && !self.groups.iter().any(|(known, _)| known.text == *group));
        named.chain(attributes.map(|attribute| attribute.id.as_str())).chain(groups).collect()
    }
}

fn attribute(node: &Node, log: &mut Log) -> Option<AttributeWords> {
    let mut fields = Fields::of(node, "the words of an attribute", log)?;
    let (label, about) = (fields.text("label", log), fields.text("about", log));
    let unit = fields.node("unit").and_then(|node| Unit::read(node, log));
    let per = fields.text("per", log);
    let listed_in = ["steps", "options"].into_iter().find_map(|key| Some((key, fields.node(key)?.range)));
    let mut words = fields.texts("steps", log);
    words.extend(fields.texts("options", log));
    fields.finish(log);
    Some(AttributeWords { label, about, unit, per, words, listed_in: listed_in.unwrap_or_default() })
}

/// The words that values of a form are chosen from, and what they are called.
fn listed(form: &Form) -> (&'static str, &[String]) {
    match form {
        Form::Scale(steps) => ("`steps`", steps),
        Form::Choice(options) => ("`options`", options),
        _ => ("`steps`", &[]),
    }
}
