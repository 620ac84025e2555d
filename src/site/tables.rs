//! The tables of whole kinds: how many pages they take, in which orders they also stand, and what is the same or better
//! over all their products, also those on other pages.
//!
//! Judged once a kind, so that no page costs more than its own rows. Must not know: how a table is drawn.

use super::compare::{self, Agreement, agreement, better};
use super::{Kind, Site};
use crate::base::Address;
use crate::content::attribute::{Attribute, Form};
use crate::content::value::Value;
use std::cmp::Ordering;

/// Up to so many products stand side by side in the table of their kind; more stand one below the other.
pub const SIDE_BY_SIDE: usize = 4;
/// About how many cells one page of a table has: a slow phone shows such a page as fast as a short one (Lighthouse).
const CELLS_A_PAGE: usize = 700;
/// One page has at least and at most so many products.
const PRODUCTS_A_PAGE: (usize, usize) = (20, 100);
/// With more products than this, an order in which neither end is better stands the other way round too. A shorter table
/// is read from its last row as easily.
const REVERSED_ABOVE: usize = 20;

/// The table of a kind.
#[derive(Clone, PartialEq, Debug)]
pub struct KindTable {
    /// How many products one page shows.
    pub a_page: usize,
    /// How many pages that makes.
    pub pages: usize,
    /// The further orders in which it stands, by attribute.
    pub sortings: Vec<Sorting>,
    /// For each attribute: whether the products agree.
    pub agreement: Vec<Agreement>,
    /// For each attribute and then each product of the kind: whether its value is the better one.
    pub better: Vec<Vec<bool>>,
}

/// An order of a kind's products by one attribute.
#[derive(Clone, PartialEq, Debug)]
pub struct Sorting {
    /// The attribute: an index into the kind's.
    pub attribute: usize,
    /// Which values come first: the lowest (`Less`) or the highest (`Greater`).
    pub from: Ordering,
    /// Whether the table also stands from the other end, at an address without this step.
    pub reversed: bool,
    /// The products in this order: places in the kind's list.
    pub order: Vec<usize>,
}

/// One page of a kind's table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TablePage {
    /// The kind.
    pub kind: usize,
    /// Its order: an index into the table's; `None` for that of the files.
    pub sorting: Option<usize>,
    /// From 1.
    pub number: usize,
}

impl TablePage {
    /// The page that is the kind's own.
    pub fn first(kind: usize) -> Self {
        Self { kind, sorting: None, number: 1 }
    }

    /// Whether it is the kind's own page.
    pub fn is_first(self) -> bool {
        self == Self::first(self.kind)
    }

    /// Where it is published.
    pub fn address(self, site: &Site) -> Address {
        let mut address = site.kinds[self.kind].address.as_str().to_owned();
        if let Some(sorting) = self.sorting.map(|at| &site.tables[self.kind].sortings[at]) {
            let attribute = &site.kinds[self.kind].says.attributes[sorting.attribute];
            address += &format!("by-{}/", attribute.id.replace('_', "-"));
            if sorting.reversed {
                address += "reversed/";
            }
        }
        if self.number > 1 {
            address += &format!("{}/", self.number);
        }
        Address::new(&address)
    }

    /// The products on it, in order: places in the kind's list.
    pub fn places(self, site: &Site) -> Vec<usize> {
        let table = &site.tables[self.kind];
        let start = (self.number - 1) * table.a_page;
        let end = (start + table.a_page).min(site.kinds[self.kind].products.len());
        match self.sorting {
            Some(at) => table.sortings[at].order[start..end].to_vec(),
            None => (start..end).collect(),
        }
    }
}

/// All pages of all kinds' tables, the first one of each included.
pub fn pages(site: &Site) -> impl Iterator<Item = TablePage> {
    site.tables.iter().enumerate().filter(|(kind, _)| site.kinds[*kind].here).flat_map(|(kind, table)| {
        let orders = std::iter::once(None).chain((0..table.sortings.len()).map(Some));
        orders
            .flat_map(move |sorting| (1..=table.pages).map(move |number| TablePage { kind, sorting, number }))
    })
}

/// Judges the tables of all kinds, whose facts have been typed.
pub fn collect(site: &Site) -> Vec<KindTable> {
    site.kinds.iter().map(|kind| table(site, kind)).collect()
}

fn table(site: &Site, kind: &Kind) -> KindTable {
    let (products, attributes) = (&kind.products, &kind.says.attributes);
    if products.len() <= SIDE_BY_SIDE {
        let none = Vec::new();
        return KindTable {
            a_page: SIDE_BY_SIDE,
            pages: 1,
            sortings: Vec::new(),
            agreement: Vec::new(),
            better: none,
        };
    }
    let name = |at: &usize| site.products[products[*at]].says.name.to_lowercase();
    let mut by_name: Vec<usize> = (0..products.len()).collect();
    by_name.sort_by_cached_key(name);
    let mut table = KindTable {
        a_page: (CELLS_A_PAGE / (attributes.len() + 1)).clamp(PRODUCTS_A_PAGE.0, PRODUCTS_A_PAGE.1),
        pages: 1,
        sortings: Vec::new(),
        agreement: Vec::with_capacity(attributes.len()),
        better: Vec::with_capacity(attributes.len()),
    };
    table.pages = products.len().div_ceil(table.a_page);
    for (at, attribute) in attributes.iter().enumerate() {
        let values: Vec<Option<&Value>> =
            products.iter().map(|product| site.products[*product].facts[at].value()).collect();
        let agreement = agreement(&values);
        if site.config.tables.sorted_pages && has_order(attribute) && agreement == Agreement::Differs {
            let ways = ways(attribute, products.len());
            table.sortings.extend(ways.into_iter().enumerate().map(|(number, from)| Sorting {
                attribute: at,
                from,
                reversed: number > 0,
                order: compare::sorted(&values, from, by_name.clone()),
            }));
        }
        table.better.push(better(&values, attribute.better).collect());
        table.agreement.push(agreement);
    }
    table
}

/// Whether readers may want the products in the order of an attribute.
fn has_order(attribute: &Attribute) -> bool {
    matches!(attribute.form, Form::Scale(_) | Form::Number | Form::Range | Form::Money(_) | Form::Date)
}

/// From which ends the products stand: the better one, or where none is better the low one, and of many products both.
fn ways(attribute: &Attribute, products: usize) -> Vec<Ordering> {
    match attribute.better {
        Some(better) => vec![better.ordering()],
        None if products > REVERSED_ABOVE => vec![Ordering::Less, Ordering::Greater],
        None => vec![Ordering::Less],
    }
}
