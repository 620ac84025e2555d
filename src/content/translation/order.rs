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
    /// By product, or by the label in the main language: the remark on the step.
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
        let noted: Vec<&str> = noted(main).flat_map(Step::names).collect();
        let labels: Vec<&str> = main
            .steps
            .iter()
            .filter_map(|step| if let What::Label(label) = &step.what { Some(label.as_str()) } else { None })
            .collect();
        let notes = self.notes.iter().map(|(name, _)| (name, "step of this order with a note", &noted));
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
        // The same product may stand in two steps; the remark belongs to the one that has one.
        let note = self.note(main).filter(|_| !main.note.is_empty());
        let what = match &main.what {
            What::Label(label) => {
                let own = self.labels.iter().find(|(main, _)| main.text == *label);
                What::Label(or_main(own.map(|(_, own)| own), label))
            }
            products => products.clone(),
        };
        let note = note.map(|note| note.shifted(of.references)).unwrap_or_default();
        Step { what, note, ..main.clone() }
    }

    /// The remark on a step, which goes by one of its products or by its label.
    fn note(&self, step: &Step) -> Option<&Body> {
        let is_of = |name: &Text| step.names().any(|own| own == name.text);
        self.notes.iter().find(|(name, _)| is_of(name)).map(|(_, note)| note)
    }

    /// What the main file has words for and this one does not.
    pub fn missing<'m>(&self, main: &'m Order) -> Vec<&'m str> {
        let lacks =
            [("name", self.name.is_none()), ("about", self.about.is_empty() && !main.about.is_empty())];
        let notes =
            noted(main).filter(|step| self.note(step).is_none()).filter_map(|step| step.names().next());
        let labels = main.steps.iter().filter_map(|step| match &step.what {
            What::Label(label) if !self.labels.iter().any(|(known, _)| known.text == *label) => {
                Some(label.as_str())
            }
            _ => None,
        });
        lacks.into_iter().filter(|(_, lacks)| *lacks).map(|(key, _)| key).chain(notes).chain(labels).collect()
    }
}

/// The steps that have a note.
fn noted(order: &Order) -> impl Iterator<Item = &Step> {
    order.steps.iter().filter(|step| !step.note.is_empty())
}
