//! Rows of CSV and JSON files -> products, by the rules of their kind.
//!
//! Makes of each row what a product's own file would have said, with places in the table, so that every later check and
//! message works on both alike.

use super::names::sorted;
use super::{Kind, Product, Site};
use crate::base::address::slug;
use crate::base::suggest::nearest;
use crate::base::{Address, SitePath, TextRange};
use crate::content::attribute::{Attribute, Form};
use crate::content::fact::{Given, Said, WrittenFact};
use crate::content::fields::Text;
use crate::content::from::{Duplicates, Empty, From};
use crate::content::product;
use crate::content::table::{Cell, Row, Table};
use crate::diagnostics::catalogue::{facts, fields, references, tables as problem};
use crate::diagnostics::{Diagnostic, Span};
use crate::source::class::SOURCES_FILE;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A file of products.
pub type Found = (SitePath, Arc<Table>);

/// Adds the products of all tables, in the order of the kinds and then of the rows.
pub fn add(site: &mut Site, found: &[Found], problems: &mut Vec<Diagnostic>) {
    let mut used: Vec<&SitePath> = Vec::new();
    for kind in 0..site.kinds.len() {
        let Some(from) = site.kinds[kind].says.from.clone() else { continue };
        let folder = site.kinds[kind].path.folder().to_owned();
        let here: Vec<&Found> = found.iter().filter(|(path, _)| path.folder() == folder).collect();
        let Some((path, table)) = here.iter().find(|(path, _)| path.file_name() == from.file.text) else {
            let names: Vec<&str> = here.iter().map(|(path, _)| path.file_name()).collect();
            let at = Span::new(&site.kinds[kind].path, from.file.range);
            problems.push(problem::missing_table(at, &from.file, &names));
            continue;
        };
        used.push(path);
        let mut reader = Reader {
            site,
            kind: &site.kinds[kind],
            from: &from,
            path,
            table,
            lists: HashSet::new(),
            problems,
        };
        let products = reader.products();
        site.products.extend(products);
    }
    for (path, _) in found.iter().filter(|(path, _)| !used.contains(&path)) {
        let kinds = site.kinds.iter().map(|kind| &kind.path).filter(|kind| kind.folder() == path.folder());
        problems.push(problem::unused_table(Span::file(path)).resting_on_all(kinds));
    }
    let tables = found.iter().map(|(path, _)| path);
    let has_table = |kind: &&Kind| found.iter().any(|(path, _)| path.folder() == kind.path.folder());
    let kinds = site.kinds.iter().filter(|kind| kind.says.from.is_some() || has_table(kind));
    site.rosters = tables.chain(kinds.map(|kind| &kind.path)).cloned().collect();
}

impl Site {
    /// Says that a problem is certain only if all files of many products have been read whole.
    pub fn resting_on_rosters(&self, problem: Diagnostic) -> Diagnostic {
        problem.resting_on_all(&self.rosters)
    }
}

struct Reader<'r> {
    site: &'r Site,
    kind: &'r Kind,
    from: &'r From,
    path: &'r SitePath,
    table: &'r Table,
    /// The columns whose lists have been reported.
    lists: HashSet<usize>,
    problems: &'r mut Vec<Diagnostic>,
}

/// An id that a row has.
#[derive(Clone, Copy)]
struct Taken {
    /// Where that row says so.
    range: TextRange,
    /// The number that the next row which wants it is tried with.
    next: usize,
}

impl Taken {
    fn by(text: &Text) -> Self {
        Self { range: text.range, next: 2 }
    }
}

/// What a column is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    /// An attribute: its index in the kind.
    Attribute(usize),
    /// A name, an id, or nothing that is wanted.
    Other,
}

impl Reader<'_> {
    fn products(&mut self) -> Vec<Product> {
        let from = self.from;
        let Some(name) = self.column(&from.name) else { return Vec::new() };
        let id = match &from.id {
            Some(id) => self.column(id),
            None => Some(name),
        };
        let Some(id) = id else { return Vec::new() };
        let columns = self.columns(&[name, id]);
        self.check_rules();
        let source = self.source();
        let mut ids = HashMap::new();
        let mut products = Vec::with_capacity(self.table.rows.len());
        for row in &self.table.rows {
            let Some(name) = self.text(row, name) else { continue };
            let Some(id_text) = self.text(row, id) else { continue };
            let Some(id) = self.id(&id_text, &mut ids) else { continue };
            let facts = row.cells.iter().filter_map(|cell| match columns[cell.column] {
                Column::Attribute(at) => self.fact(&self.kind.says.attributes[at], cell, source.as_ref()),
                Column::Other => None,
            });
            let says = product::Product {
                name: name.text.clone(),
                facts: facts.collect(),
                ..product::Product::default()
            };
            products.push(Product {
                address: Address::new(&format!("/products/{id}/")),
                id,
                path: self.path.clone(),
                place: row.range,
                named: name.range,
                says: Arc::new(says),
                ..Product::default()
            });
        }
        products
    }

    /// The place of a column that a rule names.
    fn column(&mut self, name: &Text) -> Option<usize> {
        let found = self.table.columns.iter().position(|column| column.text == name.text);
        // In JSON the rows alone have columns.
        let is_silent = self.table.columns.is_empty() && self.table.rows.is_empty();
        if found.is_none() && !is_silent {
            let known: Vec<&str> = self.table.columns.iter().map(|column| column.text.as_str()).collect();
            let at = Span::new(&self.kind.path, name.range);
            self.problems.push(problem::missing_column(at, name, &known).resting_on(self.path));
        }
        found
    }

    /// What each column is; those that are nothing are reported.
    fn columns(&mut self, other: &[usize]) -> Vec<Column> {
        let (from, attributes) = (self.from, &self.kind.says.attributes);
        let index = |id: &str| attributes.iter().position(|attribute| attribute.id == id);
        let mut columns: Vec<Option<Column>> = vec![None; self.table.columns.len()];
        other.iter().for_each(|at| columns[*at] = Some(Column::Other));
        for (attribute, column) in &from.columns {
            // That there is no such attribute is told of the rule.
            let meant = index(&attribute.text).map_or(Column::Other, Column::Attribute);
            if let Some(at) = self.column(column) {
                columns[at] = Some(meant);
            }
        }
        for name in &from.ignore {
            if self.column(name).is_some() {
                let named = self.table.columns.iter().zip(&mut columns);
                named
                    .filter(|(column, _)| column.text == name.text)
                    .for_each(|(_, known)| *known = Some(Column::Other));
            }
        }
        let named = self.table.columns.iter().zip(columns).enumerate();
        let columns: Vec<Column> = named
            .map(|(at, (column, known))| {
                let known = known.or_else(|| Some(Column::Attribute(index(&column.text)?)));
                let known = known.or_else(|| self.is_blank(at).then_some(Column::Other));
                known.unwrap_or_else(|| {
                    let ids: Vec<&str> = attributes.iter().map(|attribute| attribute.id.as_str()).collect();
                    let (at, rules) = (
                        Span::new(self.path, column.range),
                        Span::new(&self.kind.path, self.from.file.range),
                    );
                    self.problems.push(problem::unknown_column(at, column, &ids, rules));
                    Column::Other
                })
            })
            .collect();
        self.check_once(&columns);
        columns
    }

    /// Whether a column has no name and nothing in it, as spreadsheets leave them at the end.
    fn is_blank(&self, column: usize) -> bool {
        let cells = self.table.rows.iter().flat_map(|row| &row.cells);
        self.table.columns[column].is_empty()
            && cells.filter(|c| c.column == column).all(|c| c.given.is_none())
    }

    /// Reports columns that say the same attribute as one before them.
    fn check_once(&mut self, columns: &[Column]) {
        for (at, column) in columns.iter().enumerate() {
            let (Column::Attribute(attribute), Some(first)) =
                (column, columns[..at].iter().position(|other| other == column))
            else {
                continue;
            };
            let place = |at: usize| Span::new(self.path, self.table.columns[at].range);
            let id = &self.kind.says.attributes[*attribute].id;
            self.problems.push(problem::duplicate_column(place(at), id, place(first)));
        }
    }

    /// Reports rules for attributes that the kind does not have.
    fn check_rules(&mut self) {
        let From { columns, words, join, .. } = self.from;
        let of_cells = words.iter().map(|(id, _)| id).chain(join.iter().map(|(id, _)| id));
        // Of what cells say without them nothing is certain.
        let cells_lost = of_cells.filter_map(|id| self.unknown_attribute(id)).map(Diagnostic::hiding);
        let unknown = columns.iter().filter_map(|(id, _)| self.unknown_attribute(id));
        let found: Vec<Diagnostic> = unknown.chain(cells_lost).collect();
        self.problems.extend(found);
    }

    /// That the kind does not have an attribute which a rule names, if so.
    fn unknown_attribute(&self, id: &Text) -> Option<Diagnostic> {
        let says = &self.kind.says;
        let known: Vec<&str> = says.attributes.iter().map(|attribute| attribute.id.as_str()).collect();
        let at = Span::new(&self.kind.path, id.range);
        (!known.contains(&id.text.as_str()))
            .then(|| references::unknown_attribute(at, id, &says.plural, &known, says.by_label(id)))
    }

    /// The source of every fact, if there is one of that id.
    fn source(&mut self) -> Option<Text> {
        let id = self.from.source.clone()?;
        if self.site.sources.iter().any(|source| source.id == id.text) {
            return Some(id);
        }
        let near = nearest(&id, sorted(self.site.sources.iter().map(|source| &source.id)));
        let at = Span::new(&self.kind.path, id.range);
        let unknown = facts::unknown_source(at, &id, near);
        self.problems.push(unknown.resting_on(&SitePath::new(SOURCES_FILE)));
        None
    }

    /// The text in a column that must have one.
    fn text(&mut self, row: &Row, column: usize) -> Option<Text> {
        let found = row.cells.iter().find(|cell| cell.column == column).and_then(|cell| match &cell.given {
            Some(Given::Text(text)) => Some(text.clone()),
            _ => None,
        });
        if found.is_none() {
            let at = Span::new(self.path, row.range);
            self.problems.push(problem::nameless_row(at, &self.table.columns[column]));
        }
        found
    }

    /// The id of a row, by the rule for duplicates; `None` if the row gets none.
    fn id(&mut self, text: &Text, ids: &mut HashMap<String, Taken>) -> Option<String> {
        let id = slug(text);
        let at = Span::new(self.path, text.range);
        if id.is_empty() {
            self.problems.push(fields::bad_id(at, text, "an id needs a letter or digit"));
            return None;
        }
        let Some(earlier) = ids.get(&id).copied() else {
            ids.insert(id.clone(), Taken::by(text));
            return Some(id);
        };
        match self.from.duplicates {
            Duplicates::First => None,
            Duplicates::Refuse => {
                self.problems.push(problem::duplicate_row(at, &id, Span::new(self.path, earlier.range)));
                None
            }
            Duplicates::Number => {
                let (number, numbered) = (earlier.next..)
                    .map(|number| (number, format!("{id}-{number}")))
                    .find(|(_, numbered)| !ids.contains_key(numbered))?;
                ids.insert(id, Taken { next: number + 1, ..earlier });
                ids.insert(numbered.clone(), Taken::by(text));
                Some(numbered)
            }
        }
    }

    /// A cell as a fact; `None` if it says that nobody has looked.
    fn fact(&mut self, attribute: &Attribute, cell: &Cell, source: Option<&Text>) -> Option<WrittenFact> {
        let key = Text { text: attribute.id.clone(), range: cell.range };
        let said = match self.given(attribute, cell) {
            Ok(given) => Said::Value(given),
            Err(Empty::NotResearched) => return None,
            Err(Empty::Unknown) => Said::Unknown,
            Err(Empty::NotApplicable) => Said::NotApplicable,
        };
        Some(WrittenFact {
            key,
            said,
            range: cell.range,
            unit: None,
            per: None,
            source: source.cloned(),
            checked: self.from.checked,
            note: None,
        })
    }

    /// What a cell says by the rules, or which state it stands for.
    fn given(&mut self, attribute: &Attribute, cell: &Cell) -> Result<Given, Empty> {
        let text = match cell.given.clone().ok_or(self.from.empty)? {
            Given::Text(text) => self.in_words(attribute, text),
            Given::List(items, range) => {
                return self.list(attribute, items, range, cell).ok_or(Empty::NotResearched);
            }
        };
        match text.text.as_str() {
            "" => Err(self.from.empty),
            "unknown" => Err(Empty::Unknown),
            "n/a" => Err(Empty::NotApplicable),
            "not researched" => Err(Empty::NotResearched),
            _ => Ok(Given::Text(text)),
        }
    }

    /// A text with the meaning that `words` gives it.
    fn in_words(&self, attribute: &Attribute, text: Text) -> Text {
        let rule = self.from.words.iter().find(|(id, _)| id.text == attribute.id);
        let means = rule.and_then(|(_, cells)| cells.iter().find(|(cell, _)| *cell == text.text));
        Text { text: means.map_or(text.text, |(_, means)| means.clone()), range: text.range }
    }

    /// A list: as it is for a list, two numbers for a range, one text where a rule joins it.
    /// Reported once a column, since one rule mends them all.
    fn list(
        &mut self,
        attribute: &Attribute,
        items: Vec<Text>,
        range: TextRange,
        cell: &Cell,
    ) -> Option<Given> {
        let items: Vec<Text> = items.into_iter().map(|item| self.in_words(attribute, item)).collect();
        let joined =
            |between: &str| items.iter().map(|item| item.text.as_str()).collect::<Vec<_>>().join(between);
        let rule = self.from.join.iter().find(|(id, _)| id.text == attribute.id);
        match (&attribute.form, rule, items.len()) {
            (_, Some((_, between)), _) => Some(Given::Text(Text { text: joined(between), range })),
            (Form::Range | Form::Money(_), None, 2) => Some(Given::Text(Text { text: joined(".."), range })),
            (Form::List, None, _) => Some(Given::List(items, range)),
            _ => {
                if self.lists.insert(cell.column) {
                    let column = &self.table.columns[cell.column];
                    self.problems.push(problem::list_in_cell(Span::new(self.path, range), column));
                }
                None
            }
        }
    }
}
