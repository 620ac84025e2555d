//! Whether tables are fair: what `check --fair` looks for.
//!
//! Nothing here is an error: a table may favour one product because that product is better.

use super::compare::{Agreement, Declared, agreement, attributes, better};
use super::{Guide, Kind, Site};
use crate::content::attribute::{Attribute, Form};
use crate::content::blocks::{Compare, Content};
use crate::content::value::Value;
use crate::diagnostics::catalogue::fair as problem;
use crate::diagnostics::{Diagnostic, Span};
use std::borrow::Cow;
use std::collections::HashMap;

/// A win in fewer rows than this says nothing.
const FEWEST_ROWS: usize = 3;
/// Two attributes of steps or of yes and no agree by chance in fewer products than this.
const FEWEST_PRODUCTS: usize = 5;

/// Checks all tables of guides, and the attributes of all kinds.
pub fn check(site: &Site, problems: &mut Vec<Diagnostic>) {
    for guide in &site.guides {
        for block in &guide.says.blocks {
            if let Content::Compare(compare) = &block.content {
                table(site, guide, compare, &Span::new(&guide.path, block.range), problems);
            }
        }
    }
    for kind in &site.kinds {
        repeated_rows(site, kind, problems);
    }
}

/// A row on which products can be judged, and how each fares: `None` if its value is not known.
struct Judged<'s> {
    attribute: &'s Attribute,
    wins: Vec<Option<bool>>,
}

impl Judged<'_> {
    fn is_won_by(&self, column: usize) -> bool {
        self.wins[column] == Some(true)
    }

    fn is_lost_by(&self, column: usize) -> bool {
        self.wins[column] == Some(false)
    }
}

fn judged<'s>(site: &'s Site, products: &[usize], rows: &[Declared<'s>]) -> Vec<Judged<'s>> {
    let judge = |row: &Declared<'s>| {
        let values: Vec<Option<Cow<'_, Value>>> = products.iter().map(|at| row.value(site, *at)).collect();
        let better: Vec<bool> = better(&values, row.attribute.better).collect();
        let differs = agreement(&values) == Agreement::Differs;
        let wins = values.iter().zip(&better).map(|(value, wins)| value.as_ref().map(|_| *wins)).collect();
        (differs && better.contains(&true)).then_some(Judged { attribute: row.attribute, wins })
    };
    rows.iter().filter_map(judge).collect()
}

fn table(site: &Site, guide: &Guide, compare: &Compare, at: &Span, problems: &mut Vec<Diagnostic>) {
    if !compare.fair.is_empty() {
        return;
    }
    let products = site.products_of(&compare.products, &guide.compares);
    let wanted: Vec<&str> = compare.attributes.iter().map(|id| id.text.as_str()).collect();
    let shown = judged(site, &products, &attributes(site, &products, &wanted));
    let name = |column: usize| site.products[products[column]].says.name.as_str();
    if let Some(favourite) = favourite(site, guide, &products, &shown).filter(|_| !wanted.is_empty()) {
        let all = judged(site, &products, &attributes(site, &products, &[]));
        let left_out: Vec<&Judged<'_>> =
            all.iter().filter(|row| !wanted.contains(&row.attribute.id.as_str())).collect();
        if !left_out.is_empty() && left_out.iter().all(|row| row.is_lost_by(favourite)) {
            let rows: Vec<&str> = left_out.iter().map(|row| row.attribute.id.as_str()).collect();
            problems.push(problem::rows_left_out(at.clone(), name(favourite), &rows));
            return;
        }
    }
    let winner = (0..products.len()).find(|column| shown.iter().all(|row| row.is_won_by(*column)));
    if let Some(column) = winner.filter(|_| shown.len() >= FEWEST_ROWS) {
        problems.push(problem::wins_every_row(at.clone(), name(column), shown.len()));
    }
}

/// The column of the product that the guide's verdict picks, or else of the one that wins most of the rows shown.
fn favourite(site: &Site, guide: &Guide, products: &[usize], shown: &[Judged<'_>]) -> Option<usize> {
    let winner = guide.says.blocks.iter().find_map(|block| match &block.content {
        Content::Verdict(verdict) => verdict.winner.as_ref(),
        _ => None,
    });
    if let Some(winner) = winner {
        return products.iter().position(|at| site.products[*at].id == winner.text);
    }
    let wins = |column: &usize| shown.iter().filter(|row| row.is_won_by(*column)).count();
    let mut columns: Vec<usize> = (0..products.len()).collect();
    columns.sort_by_key(|column| std::cmp::Reverse(wins(column)));
    match columns[..] {
        [first, second, ..] if wins(&first) > wins(&second) => Some(first),
        _ => None,
    }
}

/// Reports attributes of a kind that say the same thing twice: the same label, or the same value for every product.
fn repeated_rows(site: &Site, kind: &Kind, problems: &mut Vec<Diagnostic>) {
    let mut labels: HashMap<String, &Attribute> = HashMap::new();
    let mut columns: HashMap<Vec<String>, &Attribute> = HashMap::new();
    for (at, attribute) in kind.says.attributes.iter().enumerate() {
        let said = said(site, kind, at);
        let first = labels.get(&attribute.label.to_lowercase()).copied();
        let first = first.or_else(|| columns.get(said.as_ref()?).copied());
        if let Some(first) = first.filter(|_| attribute.fair.is_empty()) {
            let place = |attribute: &Attribute| Span::new(&kind.path, attribute.range);
            problems.push(problem::same_row(place(attribute), &attribute.id, &first.id, place(first)));
            continue;
        }
        labels.insert(attribute.label.to_lowercase(), attribute);
        columns.extend(said.map(|said| (said, attribute)));
    }
}

/// What an attribute says of every product of a kind; `None` if that may be alike by chance.
///
/// Steps and answers are numbered by their first use, so that "low, high" says the same as "gentle, harsh".
fn said(site: &Site, kind: &Kind, at: usize) -> Option<Vec<String>> {
    let attribute = &kind.says.attributes[at];
    let values: Option<Vec<String>> = kind
        .products
        .iter()
        .map(|product| Some(site.products[*product].facts[at].value()?.words(attribute, &site.words)))
        .collect();
    let values = values?;
    let mut first_uses: HashMap<&str, usize> = HashMap::new();
    let mut number = |value| {
        let next = first_uses.len();
        *first_uses.entry(value).or_insert(next)
    };
    let numbers: Vec<usize> = values.iter().map(|value| number(value.as_str())).collect();
    let few_words = matches!(attribute.form, Form::Choice(_) | Form::Scale(_) | Form::YesNo);
    match (few_words, first_uses.len()) {
        (_, 0 | 1) => None,
        (true, _) if values.len() < FEWEST_PRODUCTS => None,
        (true, _) => Some(numbers.iter().map(usize::to_string).collect()),
        (false, _) if values.len() < 2 => None,
        (false, _) => Some(values),
    }
}
