//! Comparison tables as data: which rows, which cells, which is better, which notes.

use super::cards::Cards;
use super::fill::{Citations, Filler};
use super::view::{self, Agreement, Cell, Heading, Legend, Note, NoteMark, Row, RowGroup, Step, Table};
use crate::base::Shared;
use crate::base::words::lower_first;
use crate::content::attribute::{Attribute, Better, Form};
use crate::content::value::Value;
use crate::site::{Fact, Product, Site, State};
use std::cmp::Ordering;

/// What a table is made from.
pub struct Request<'r> {
    /// A stem for anchors, unique on the page.
    pub id: String,
    /// The products, in order.
    pub products: &'r [usize],
    /// The ids of the attributes, in order; empty for all.
    pub attributes: &'r [&'r str],
    /// The caption.
    pub caption: String,
    /// The header of the first column when products are rows.
    pub kind_name: String,
}

/// A table with products as columns and attributes as rows.
pub fn side_by_side(site: &Site, cards: &Cards, request: Request<'_>, citations: &mut Citations) -> Table {
    let mut builder = Builder::new(site, cards, &request.id, citations);
    let mut groups: Vec<RowGroup> = Vec::new();
    for declared in attributes(site, request.products, request.attributes) {
        if request.attributes.is_empty() && applies_to_none(site, request.products, declared) {
            continue;
        }
        let row = builder.attribute_row(declared, request.products);
        let label = &declared.attribute.group;
        match groups.last_mut().filter(|group| group.label == *label) {
            Some(group) => group.rows.push(row),
            None => groups.push(RowGroup { label: label.clone(), rows: vec![row] }),
        }
    }
    let columns = match request.products {
        // A table of one product stands on that product's own page.
        [only] => vec![Shared::new(Heading { address: None, ..product_heading(&site.products[*only]) })],
        several => several.iter().map(|at| cards.headings[*at].clone()).collect(),
    };
    builder.finish(request.caption, "Attribute".to_owned(), columns, groups)
}

/// A table with products as rows and attributes as columns, for many products.
pub fn one_below_the_other(
    site: &Site,
    cards: &Cards,
    request: Request<'_>,
    citations: &mut Citations,
) -> Table {
    let mut builder = Builder::new(site, cards, &request.id, citations);
    let attributes = attributes(site, request.products, request.attributes);
    let by_attribute: Vec<Row> =
        attributes.iter().map(|declared| builder.attribute_row(*declared, request.products)).collect();
    let columns = by_attribute.iter().map(|row| row.heading.clone()).collect();
    let mut cells: Vec<std::vec::IntoIter<Shared<Cell>>> =
        by_attribute.into_iter().map(|row| row.cells.into_iter()).collect();
    let rows = request
        .products
        .iter()
        .map(|at| Row {
            heading: cards.headings[*at].clone(),
            cells: cells.iter_mut().filter_map(Iterator::next).collect(),
            agreement: Agreement::Open,
        })
        .collect();
    let groups = vec![RowGroup { label: String::new(), rows }];
    builder.finish(request.caption, request.kind_name, columns, groups)
}

/// An attribute and where it is declared.
#[derive(Clone, Copy)]
struct Declared<'s> {
    attribute: &'s Attribute,
    kind: usize,
    at: usize,
}

impl Declared<'_> {
    /// The index of the attribute in a product's kind; `None` if that kind has none of this id.
    fn place(self, site: &Site, product: &Product) -> Option<usize> {
        if product.kind == self.kind {
            return Some(self.at);
        }
        site.kinds[product.kind].says.attributes.iter().position(|other| other.id == self.attribute.id)
    }
}

/// The attributes of some products, each id once: those of the first product's kind first. Attributes of one group
/// come together, in the order in which the groups first occur.
fn attributes<'s>(site: &'s Site, products: &[usize], wanted: &[&str]) -> Vec<Declared<'s>> {
    let mut all: Vec<Declared<'s>> = Vec::new();
    let mut kinds: Vec<usize> = Vec::new();
    for at in products {
        let kind = site.products[*at].kind;
        if kinds.contains(&kind) {
            continue;
        }
        kinds.push(kind);
        let first = kinds.len() == 1;
        for (at, attribute) in site.kinds[kind].says.attributes.iter().enumerate() {
            if first || !all.iter().any(|known| known.attribute.id == attribute.id) {
                all.push(Declared { attribute, kind, at });
            }
        }
    }
    if !wanted.is_empty() {
        return wanted.iter().filter_map(|id| all.iter().find(|a| a.attribute.id == *id).copied()).collect();
    }
    let mut groups: Vec<&str> = Vec::new();
    for declared in &all {
        if !groups.contains(&declared.attribute.group.as_str()) {
            groups.push(&declared.attribute.group);
        }
    }
    all.sort_by_key(|declared| groups.iter().position(|group| *group == declared.attribute.group));
    all
}

/// The header of a product's column or row.
pub fn product_heading(product: &Product) -> Heading {
    Heading {
        label: product.says.name.clone(),
        address: Some(product.address.clone()),
        unit: String::new(),
        about: String::new(),
        id: product.id.clone(),
    }
}

struct Builder<'b> {
    site: &'b Site,
    cards: &'b Cards,
    id: &'b str,
    citations: &'b mut Citations,
    notes: Vec<Note>,
    legend: Legend,
}

impl<'b> Builder<'b> {
    fn new(site: &'b Site, cards: &'b Cards, id: &'b str, citations: &'b mut Citations) -> Self {
        Self { site, cards, id, citations, notes: Vec::new(), legend: Legend::default() }
    }

    fn finish(
        self,
        caption: String,
        corner: String,
        columns: Vec<Shared<Heading>>,
        groups: Vec<RowGroup>,
    ) -> Table {
        Table {
            id: self.id.to_owned(),
            caption,
            corner,
            columns,
            groups,
            legend: self.legend,
            notes: self.notes,
        }
    }

    /// The cells of one attribute, judged against one another.
    fn attribute_row(&mut self, declared: Declared<'_>, products: &[usize]) -> Row {
        let attribute = declared.attribute;
        let places: Vec<Option<usize>> =
            products.iter().map(|at| declared.place(self.site, &self.site.products[*at])).collect();
        let facts: Vec<Option<&Fact>> = products
            .iter()
            .zip(&places)
            .map(|(at, place)| Some(&self.site.products[*at].facts[(*place)?]))
            .collect();
        let values: Vec<Option<&Value>> = facts.iter().map(|fact| fact.and_then(Fact::value)).collect();
        let better = better(&values, attribute.better);
        let agreement = agreement(&values);
        let cells = products
            .iter()
            .zip(places)
            .zip(better)
            .map(|((product, place), better)| self.cell(attribute, *product, place, better))
            .collect();
        let heading = self.cards.attributes[declared.kind][declared.at].clone();
        Row { heading, cells, agreement }
    }

    /// A fact as a cell: the product's own card of it, unless this table has something to add.
    fn cell(&mut self, attribute: &Attribute, at: usize, place: Option<usize>, better: bool) -> Shared<Cell> {
        let product = &self.site.products[at];
        // Nobody can have looked for an attribute that the product's kind does not have.
        let Some(place) = place else {
            self.legend.not_researched = true;
            return Shared::new(fact_cell(attribute, &Fact::NOT_RESEARCHED));
        };
        let fact = &product.facts[place];
        self.legend.better |= better;
        match fact.state {
            State::Known(_) => {}
            State::Unknown => self.legend.unknown = true,
            State::NotApplicable => self.legend.not_applicable = true,
            State::NotResearched => self.legend.not_researched = true,
        }
        let note = self.note(attribute, product, fact);
        let source = fact.source.map(|source| self.citations.number(source));
        let card = &self.cards.cells[at][place];
        if !better && note.is_none() && source.is_none() {
            return card.clone();
        }
        Shared::new(Cell { better, note, source, ..(**card).clone() })
    }

    fn note(&mut self, attribute: &Attribute, product: &Product, fact: &Fact) -> Option<NoteMark> {
        let note = product.says.facts[fact.written?].note.as_ref()?;
        let filler = Filler { site: self.site, resolved: &product.resolved };
        let text = filler.line(note, self.citations);
        let mark = letters(self.notes.len());
        let id = format!("{}-note-{mark}", self.id);
        let about = format!("{}, {}", product.says.name, lower_first(&attribute.label));
        self.notes.push(Note { mark: mark.clone(), id: id.clone(), about, text });
        Some(NoteMark { mark, id })
    }
}

/// The header of an attribute's row or column.
pub fn attribute_heading(attribute: &Attribute) -> Heading {
    Heading {
        label: attribute.label.clone(),
        address: None,
        unit: if attribute.per.is_empty() { String::new() } else { format!("per {}", attribute.per) },
        about: attribute.about.clone(),
        id: attribute.id.clone(),
    }
}

/// A fact as a cell, by itself: nothing is better, and no note or source has a mark yet.
pub fn fact_cell(attribute: &Attribute, fact: &Fact) -> Cell {
    let mut cell = Cell {
        state: view::State::Known,
        text: String::new(),
        full: String::new(),
        yes: None,
        items: Vec::new(),
        step: None,
        better: false,
        note: None,
        source: None,
    };
    match &fact.state {
        State::Known(value) => {
            (cell.text, cell.full) = (value.words(attribute), value.in_prose(attribute));
            match value {
                Value::YesNo(yes) => cell.yes = Some(*yes),
                Value::List(items) => cell.items.clone_from(items),
                Value::Step(at, _) => {
                    let of = if let Form::Scale(steps) = &attribute.form { steps.len() } else { at + 1 };
                    cell.step = Some(Step { at: at + 1, of });
                }
                _ => {}
            }
            return cell;
        }
        State::Unknown => (cell.state, cell.text) = (view::State::Unknown, "Unknown".to_owned()),
        State::NotApplicable => {
            (cell.state, cell.text) = (view::State::NotApplicable, "Does not apply".to_owned());
        }
        State::NotResearched => {
            (cell.state, cell.text) = (view::State::NotResearched, "Not researched yet".to_owned());
        }
    }
    cell.full = cell.text.to_lowercase();
    cell
}

/// Whether an attribute applies to none of the products. Such a row says nothing, unless it was asked for.
fn applies_to_none(site: &Site, products: &[usize], declared: Declared<'_>) -> bool {
    let state = |at: &usize| {
        let product = &site.products[*at];
        declared.place(site, product).map(|place| &product.facts[place].state)
    };
    products.len() > 1 && products.iter().all(|at| state(at) == Some(&State::NotApplicable))
}

/// Which values are better: as good as every other known one, and better than at least one.
fn better(values: &[Option<&Value>], way: Option<Better>) -> Vec<bool> {
    let Some(way) = way else { return vec![false; values.len()] };
    let wanted = if way == Better::Lower { Ordering::Less } else { Ordering::Greater };
    let beats = |a: &Value, b: &Value| match a.order(b) {
        Some(Ordering::Equal) => Some(false),
        Some(order) if order == wanted => Some(true),
        _ => None,
    };
    values
        .iter()
        .enumerate()
        .map(|(at, value)| {
            let Some(value) = value else { return false };
            let others = values.iter().enumerate().filter(|(other, _)| *other != at);
            let judged: Option<Vec<bool>> =
                others.filter_map(|(_, other)| other.map(|other| beats(value, other))).collect();
            judged.is_some_and(|judged| judged.contains(&true))
        })
        .collect()
}

/// Whether known values differ. What is not known is never a difference, and never agreement.
fn agreement(values: &[Option<&Value>]) -> Agreement {
    let known: Vec<&Value> = values.iter().flatten().copied().collect();
    let differ = known.windows(2).any(|pair| pair[0] != pair[1]);
    match (differ, known.len()) {
        (true, _) => Agreement::Differs,
        (false, count) if count == values.len() && count > 1 => Agreement::Same,
        _ => Agreement::Open,
    }
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

    #[test]
    fn what_is_not_known_is_no_difference() {
        let (yes, no) = (Value::YesNo(true), Value::YesNo(false));
        assert_eq!(agreement(&[Some(&yes), None]), Agreement::Open);
        assert_eq!(agreement(&[Some(&yes), Some(&yes)]), Agreement::Same);
        assert_eq!(agreement(&[Some(&yes), None, Some(&no)]), Agreement::Differs);
        assert_eq!(agreement(&[Some(&yes), Some(&yes), None]), Agreement::Open);
        assert_eq!(better(&[Some(&yes), None], Some(Better::Higher)), [false, false]);
        assert_eq!(better(&[Some(&yes), None, Some(&no)], Some(Better::Higher)), [true, false, false]);
        assert_eq!(better(&[Some(&yes), Some(&yes), Some(&no)], Some(Better::Higher)), [true, true, false]);
    }
}
