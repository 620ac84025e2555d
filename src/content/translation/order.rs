//! The words of an order.

use super::{Main, entries, key, or_main};
use crate::content::body::Body;
use crate::content::fields::{Fields, Text, text_of};
use crate::content::log::Log;
use crate::content::markdown::Found;
use crate::content::order::{Order, Step, What};
use crate::content::product::rich_text;
use crate::content::yaml::Node;
use crate::diagnostics::catalogue::fields as problem;

/// What an order's file of words says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OrderWords {
    name: Option<Text>,
    about: Body,
    /// By product: the remark on the step that uses it.
    notes: Vec<(Text, Body)>,
    /// By the label in the main language: what a step is called that uses no product of the site.
    labels: Vec<(Text, Text)>,
}

impl OrderWords {
    /// Reads an order's file of words.
    pub fn read(node: &Node, file: &str, found: &mut Found, log: &mut Log) -> Option<Self> {
        let mut fields = Fields::of(node, "an order's words", log)?;
        let name = fields.text("name", log);
        let about = fields.text("about", log).map(|text| rich_text(&text, file, found, log));
        let mut notes = Vec::new();
        for entry in entries(fields.node("notes"), "`notes`", log) {
            if let Some(text) = text_of(&entry.node, "a note", log) {
                notes.push((key(entry), rich_text(&text, file, found, log)));
            }
        }
        let labels = entries(fields.node("labels"), "`labels`", log)
            .into_iter()
            .filter_map(|entry| Some((key(entry), text_of(&entry.node, "a label", log)?)))
            .collect();
        fields.finish(log);
        Some(Self { name, about: about.unwrap_or_default(), notes, labels })
    }

    /// The order in these words.
    pub fn over(&self, main: &Order, of: &Main<'_>, log: &mut Log) -> Order {
        let products: Vec<&str> = main.products().map(|id| id.text.as_str()).collect();
        let labels: Vec<&str> = main
            .steps
            .iter()
            .filter_map(|step| if let What::Label(label) = &step.what { Some(label.as_str()) } else { None })
            .collect();
        let notes = self.notes.iter().map(|(product, _)| (product, "product of this order", &products));
        let named = self.labels.iter().map(|(label, _)| (label, "label of this order", &labels));
        for (name, what, known) in notes.chain(named) {
            if !known.contains(&name.text.as_str()) {
                log.push(problem::not_one_of(log.span(name.range), what, name, known).resting_on(of.path));
            }
        }
        Order {
            name: or_main(self.name.as_ref(), &main.name),
            about: self.about.shifted(of.references),
            steps: main.steps.iter().map(|step| self.step(step, of)).collect(),
            ..main.clone()
        }
    }

    fn step(&self, main: &Step, of: &Main<'_>) -> Step {
        let uses = |product: &Text| main.what.products().iter().any(|id| id.text == product.text);
        // The same product may stand in two steps; the remark belongs to the one that has one.
        let note = self.notes.iter().find(|(product, _)| uses(product) && !main.note.is_empty());
        let what = match &main.what {
            What::Label(label) => {
                let own = self.labels.iter().find(|(main, _)| main.text == *label);
                What::Label(or_main(own.map(|(_, own)| own), label))
            }
            products => products.clone(),
        };
        let note = note.map(|(_, note)| note.shifted(of.references)).unwrap_or_default();
        Step { what, note, ..main.clone() }
    }

    /// What the main file has words for and this one does not.
    pub fn missing<'m>(&self, main: &'m Order) -> Vec<&'m str> {
        let lacks =
            [("name", self.name.is_none()), ("about", self.about.is_empty() && !main.about.is_empty())];
        let notes = main.steps.iter().filter(|step| !step.note.is_empty()).filter_map(|step| {
            let known = |id: &Text| self.notes.iter().any(|(product, _)| product.text == id.text);
            step.what.products().iter().find(|id| !known(id)).map(|id| id.text.as_str())
        });
        let labels = main.steps.iter().filter_map(|step| match &step.what {
            What::Label(label) if !self.labels.iter().any(|(known, _)| known.text == *label) => {
                Some(label.as_str())
            }
            _ => None,
        });
        lacks.into_iter().filter(|(_, lacks)| *lacks).map(|(key, _)| key).chain(notes).chain(labels).collect()
    }
}
