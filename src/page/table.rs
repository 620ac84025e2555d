//! Comparison tables as data: which rows, which cells, which is better, which notes.

use super::cards::Cards;
use super::citations::Citations;
use super::controls;
use super::fill::Filler;
use super::view::{
    self, Agreement, Cell, Controls, FactView, Heading, Legend, Note, NoteMark, Row, RowGroup, Step, Table,
};
use crate::base::{Html, Shared};
use crate::content::attribute::{Attribute, Form};
use crate::content::value::Value;
use crate::site::compare::{self, Declared, attributes, better};
use crate::site::fresh::FactAt;
use crate::site::{Fact, Product, Site, State};
use std::borrow::Cow;

/// What a table is made from.
pub struct Request<'r> {
    /// A stem for anchors, unique on the page.
    pub id: String,
    /// The products, in order.
    pub products: &'r [usize],
    /// The ids of the attributes, in order; empty for all.
    pub attributes: &'r [&'r str],
    /// The caption.
    pub caption: Html,
}

/// A table with products as columns and attributes as rows.
pub fn side_by_side(site: &Site, cards: &Cards, request: Request<'_>, citations: &mut Citations) -> Table {
    let mut builder = Builder::new(site, cards, &request.id, citations);
    let mut shown = attributes(site, request.products, request.attributes);
    if request.attributes.is_empty() {
        shown.retain(|declared| !applies_to_none(site, request.products, *declared));
    }
    let of_one_group = shown.chunk_by(|one, next| one.attribute.shares_group(next.attribute));
    let groups: Vec<RowGroup> = of_one_group
        .map(|group| RowGroup {
            label: match group[0].attribute.group.as_str() {
                "" => String::new(),
                name => name.to_owned() + site.marks.group(group[0].kind, group[0].at),
            },
            rows: group.iter().map(|declared| builder.attribute_row(*declared, request.products)).collect(),
        })
        .collect();
    let columns = match request.products {
        // A table of one product stands on that product's own page.
        [only] => vec![Shared::new(Heading { address: None, ..product_heading(site, *only) })],
        several => several.iter().map(|at| cards.headings[*at].clone()).collect(),
    };
    let controls = controls::side_by_side(&columns, &groups);
    builder.finish(request.caption, site.words.say("attribute", &[]), columns, groups, controls)
}

/// The header of a product's column or row.
pub fn product_heading(site: &Site, at: usize) -> Heading {
    let product = &site.products[at];
    Heading {
        language: main_language(site, !product.here),
        label: product.says.name.clone(),
        address: Some(product.address.clone()),
        unit: String::new(),
        about: String::new(),
        id: product.id.clone(),
    }
}

/// Makes the cells of one table, and gathers what they need below it.
pub struct Builder<'b> {
    site: &'b Site,
    cards: &'b Cards,
    id: &'b str,
    citations: &'b mut Citations,
    notes: Vec<Note>,
    legend: Legend,
}

impl<'b> Builder<'b> {
    /// For a table with a stem for its anchors.
    pub fn new(site: &'b Site, cards: &'b Cards, id: &'b str, citations: &'b mut Citations) -> Self {
        Self { site, cards, id, citations, notes: Vec::new(), legend: Legend::default() }
    }

    /// The finished table.
    pub fn finish(
        self,
        caption: Html,
        corner: String,
        columns: Vec<Shared<Heading>>,
        groups: Vec<RowGroup>,
        controls: Controls,
    ) -> Table {
        Table {
            id: self.id.to_owned(),
            caption,
            corner,
            columns,
            sorts: Vec::new(),
            groups,
            controls,
            legend: self.legend,
            notes: self.notes,
        }
    }

    /// The cells of one attribute, judged against one another.
    fn attribute_row(&mut self, declared: Declared<'_>, products: &[usize]) -> Row {
        let attribute = declared.attribute;
        let values: Vec<_> = products.iter().map(|at| declared.value(self.site, *at)).collect();
        let agreement = match compare::agreement(&values) {
            compare::Agreement::Differs => Agreement::Differs,
            compare::Agreement::Same => Agreement::Same,
            compare::Agreement::Open => Agreement::Open,
        };
        let cells = products
            .iter()
            .zip(better(&values, attribute.better))
            .map(|(product, better)| self.cell(declared, *product, better))
            .collect();
        let heading = self.cards.attributes[declared.kind][declared.at].clone();
        Row { heading, cells, agreement, ranks: String::new() }
    }

    /// A fact as a cell, with its marks in this table.
    pub fn cell(&mut self, declared: Declared<'_>, at: usize, better: bool) -> Cell {
        let (product, attribute) = (&self.site.products[at], declared.attribute);
        // Nobody can have looked for an attribute that the product's kind does not have.
        let Some(place) = declared.place(self.site, product) else {
            self.legend.not_researched = true;
            let fact = Shared::new(fact_view(self.site, attribute, &Fact::NOT_RESEARCHED, None));
            return Cell { fact, better: false, note: None, source: None };
        };
        let fact = &product.facts[place];
        self.legend.better |= better;
        match fact.state {
            State::Known(_) => {}
            State::Unknown => self.legend.unknown = true,
            State::NotApplicable => self.legend.not_applicable = true,
            State::NotResearched => self.legend.not_researched = true,
        }
        let note = self.note(declared, product, fact);
        let source = self.citations.cite(self.site, FactAt { product: at, attribute: place });
        let own_card = &self.cards.facts[at][place];
        let shown = match declared.own(self.site, at).map(Attribute::measure) {
            // Another kind counts the same in another measure: this row says it in its own.
            Some(own) if own != attribute.measure() => {
                let value = declared.value(self.site, at).map(Cow::into_owned);
                let state = value.map_or_else(|| fact.state.clone(), State::Known);
                let fact = Fact { state, ..fact.clone() };
                Shared::new(fact_view(self.site, attribute, &fact, own_card.checked.clone()))
            }
            _ => own_card.clone(),
        };
        Cell { fact: shown, better, note, source }
    }

    fn note(&mut self, declared: Declared<'_>, product: &Product, fact: &Fact) -> Option<NoteMark> {
        let note = product.says.facts[fact.written?].note.as_ref()?;
        let filler = Filler { site: self.site, resolved: &product.resolved };
        let text = filler.line(note, self.citations);
        let words = &self.site.words;
        let mark = self.site.marks.label_in(declared.kind, declared.at);
        let label = words.in_sentence(&declared.attribute.label) + mark;
        let about = words.say("note_about", &[("product", &product.says.name), ("attribute", &label)]);
        let mark = letters(self.notes.len());
        let id = format!("{}-note-{mark}", self.id);
        self.notes.push(Note { mark: mark.clone(), id: id.clone(), about, text });
        Some(NoteMark { mark, id })
    }
}

/// The header of an attribute's row or column.
///
/// `foreign` says whether its words are in the main language.
pub fn attribute_heading(site: &Site, attribute: &Attribute, foreign: bool) -> Heading {
    Heading {
        language: main_language(site, foreign),
        label: attribute.label.clone(),
        address: None,
        unit: match attribute.per.as_str() {
            "" => String::new(),
            basis => site.words.say("value_per", &[("basis", basis)]),
        },
        about: attribute.about.clone(),
        id: attribute.id.clone(),
    }
}

/// The language to name on words of the main language.
pub fn main_language(site: &Site, foreign: bool) -> Option<String> {
    foreign.then(|| site.edition.main_language.clone())
}

/// A fact as every table shows it, with the day on which it was `checked`.
pub fn fact_view(
    site: &Site,
    attribute: &Attribute,
    fact: &Fact,
    checked: Option<Shared<view::Day>>,
) -> FactView {
    let words = &site.words;
    let mut shown = FactView {
        state: view::State::Known,
        text: String::new(),
        full: String::new(),
        language: None,
        yes: None,
        items: Vec::new(),
        step: None,
        checked,
    };
    match &fact.state {
        State::Known(value) => {
            (shown.text, shown.full) = (value.words(attribute, words), value.in_prose(attribute, words));
            match value {
                Value::YesNo(yes) => shown.yes = Some(*yes),
                Value::List(items) => shown.items.clone_from(items),
                Value::Step(at, _) => {
                    let of = if let Form::Scale(steps) = &attribute.form { steps.len() } else { at + 1 };
                    shown.step = Some(Step { at: at + 1, of });
                }
                _ => {}
            }
            return shown;
        }
        State::Unknown => {
            (shown.state, shown.text) = (view::State::Unknown, words.say("state_unknown", &[]));
        }
        State::NotApplicable => {
            (shown.state, shown.text) = (view::State::NotApplicable, words.say("state_not_applicable", &[]));
        }
        State::NotResearched => {
            (shown.state, shown.text) = (view::State::NotResearched, words.say("state_not_researched", &[]));
        }
    }
    shown.full = shown.text.to_lowercase();
    shown
}

/// Whether an attribute applies to none of the products. Such a row says nothing, unless it was asked for.
pub fn applies_to_none(site: &Site, products: &[usize], declared: Declared<'_>) -> bool {
    let state = |at: &usize| {
        let product = &site.products[*at];
        declared.place(site, product).map(|place| &product.facts[place].state)
    };
    products.len() > 1 && products.iter().all(|at| state(at) == Some(&State::NotApplicable))
}

/// `a` to `z`, then `aa`, `ab` and on.
fn letters(mut number: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'a' + (number % 26) as u8);
        if number < 26 {
            break;
        }
        number = number / 26 - 1;
    }
    letters.reverse();
    letters.into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_letters() {
        let marks: Vec<String> = [0, 25, 26, 27, 701, 702].map(letters).into();
        assert_eq!(marks, ["a", "z", "aa", "ab", "zz", "aaa"]);
    }
}
