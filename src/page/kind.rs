//! The pages of a kind: its whole table, on one page or several, in the order of its files and in those of its attributes.

use super::View;
use super::cards::{Cards, link};
use super::citations::Citations;
use super::controls;
use super::head::HeadBuilder;
use super::lists::{Made, pager};
use super::table::{self, Builder, Request};
use super::view::{
    Agreement, ColumnSort, DataLinks, Head, KindView, Link, PageNumber, Pager, Row, RowGroup, SortLink, Table,
};
use crate::base::{Address, Html, Shared};
use crate::content::attribute::Form;
use crate::site::addresses::{kind_data, kind_has_data};
use crate::site::compare::{self, Declared, attributes};
use crate::site::tables::{SIDE_BY_SIDE, Sorting, TablePage};
use crate::site::{Item, Site};
use std::cmp::Ordering;

/// How many "A vs B" pages a kind's page shows.
const MOST_PAIRS: usize = 50;
/// How many guides a kind's page shows.
const MOST_GUIDES: usize = 20;
/// The numbers of so many pages on either side of a page are shown on it.
const NEAR: usize = 2;

/// A page of a kind's table.
pub fn kind(site: &Site, cards: &Cards, page: TablePage) -> Made {
    let kind = &site.kinds[page.kind];
    let pages = site.tables[page.kind].pages;
    let places = page.places(site);
    let mut citations = Citations::default();
    let table = if kind.products.len() <= SIDE_BY_SIDE {
        let request = Request {
            id: "table-1".to_owned(),
            products: &kind.products,
            attributes: &[],
            caption: Html::text(&compared(site, page)),
        };
        table::side_by_side(site, cards, request, &mut citations)
    } else {
        one_below_the_other(site, cards, page, &places, &mut citations)
    };
    let products: Vec<usize> = places.iter().map(|place| kind.products[*place]).collect();
    let address = |number: usize| TablePage { number, ..page }.address(site);
    let pager = pager(site, page.number, pages, ["previous_page", "next_page"], address);
    let pairs = if page.is_first() { &kind.pairs[..kind.pairs.len().min(MOST_PAIRS)] } else { &[] };
    let view = KindView {
        card: cards.kinds[page.kind].clone(),
        name: kind.says.name.clone(),
        products: cards.products(&products),
        table,
        sorted_by: sorting(site, page).map(|sorting| label(site, page, sorting)).unwrap_or_default(),
        numbers: if pages > 1 { numbers(page.number, pages, address) } else { Vec::new() },
        sort_script: sorts_in_place(site, page),
        data: data_links(site, page),
        pairs: pairs.iter().map(|at| link(site, Item::Pair(*at))).collect(),
        guides: cards.guides(&guides(site, page)),
        sources: citations.list(site),
        checked: citations.checked(site),
        disclosure: citations.disclosure(site),
        pager: pager.clone(),
    };
    (page.address(site), head(site, page, pager), View::Kind(Box::new(view)))
}

/// The data set of the kind, named on its first page.
fn data_links(site: &Site, page: TablePage) -> Option<DataLinks> {
    let kind = &site.kinds[page.kind];
    (page.is_first() && kind_has_data(site, kind))
        .then(|| DataLinks { json: kind_data(kind, "json"), csv: kind_data(kind, "csv") })
}

/// "Treatments compared"
fn compared(site: &Site, page: TablePage) -> String {
    site.words.say("table_compared", &[("products", &site.kinds[page.kind].says.plural)])
}

/// The newest guides that compare products of the kind, for its first page.
fn guides(site: &Site, page: TablePage) -> Vec<usize> {
    if !page.is_first() {
        return Vec::new();
    }
    let products = site.kinds[page.kind].products.iter();
    let mut guides: Vec<usize> =
        products.flat_map(|product| site.products[*product].guides.iter().copied()).collect();
    guides.sort_unstable();
    guides.dedup();
    guides.truncate(MOST_GUIDES);
    guides
}

fn head(site: &Site, page: TablePage, pager: Pager) -> Option<Head> {
    let kind = &site.kinds[page.kind];
    let mut description = match kind.says.description.as_str() {
        "" => site.words.say("kind_description", &[("kind", &site.words.in_sentence(&kind.says.plural))]),
        words => words.to_owned(),
    };
    let own = compared(site, page);
    let mut title = match sorting(site, page) {
        Some(sorting) => {
            let (by, way) = (label(site, page, sorting), first(site, page, sorting));
            let key = if sorting.reversed { "title_by_way" } else { "title_by" };
            site.words.say(key, &[("title", &own), ("attribute", &by), ("way", &way)])
        }
        None => own.clone(),
    };
    if page.number > 1 {
        let (number, count) = (page.number.to_string(), pager.count.to_string());
        let gaps = [("number", number.as_str()), ("count", &count)];
        title = site.words.say("title_page", &[("title", &title), gaps[0], gaps[1]]);
        description = format!("{description} {}.", site.words.say("page_of", &gaps));
    }
    let head = HeadBuilder::new(site, "kind", &page.address(site), &title, &description)
        .below_products()
        .between(pager.previous, pager.next);
    match page.sorting {
        Some(_) => head.below(&kind.address, &own).canonical(&kind.address).finish(),
        None => head.finish(),
    }
}

/// The first page, the last one, and those near this one, which lie at an `address` for each number.
fn numbers(page: usize, count: usize, address: impl Fn(usize) -> Address) -> Vec<PageNumber> {
    let shown = shown_numbers(page, count);
    let before = std::iter::once(0).chain(shown.iter().copied());
    let view = |(number, before): (usize, usize)| PageNumber {
        link: Link::here(address(number).href(), number.to_string()),
        current: number == page,
        gap: number > before + 1,
    };
    shown.iter().copied().zip(before).map(view).collect()
}

fn shown_numbers(number: usize, count: usize) -> Vec<usize> {
    let from = number.saturating_sub(NEAR).max(1);
    let to = (number + NEAR).min(count);
    let first = (from > 1).then_some(1);
    let last = (to < count).then_some(count);
    first.into_iter().chain(from..=to).chain(last).collect()
}

/// A table with products as rows and attributes as columns.
fn one_below_the_other(
    site: &Site,
    cards: &Cards,
    page: TablePage,
    places: &[usize],
    citations: &mut Citations,
) -> Table {
    let (kind, judged) = (&site.kinds[page.kind], &site.tables[page.kind]);
    let columns: Vec<Declared<'_>> = attributes(site, &kind.products[..1], &[]);
    let ranks = if sorts_in_place(site, page) { ranks(site, page, &columns) } else { Vec::new() };
    let mut builder = Builder::new(site, cards, "table-1", citations);
    let rows = places.iter().map(|place| {
        let at = kind.products[*place];
        let cell = |column: &Declared<'_>| builder.cell(*column, at, judged.better[column.at][*place]);
        Row {
            heading: cards.headings[at].clone(),
            cells: columns.iter().map(cell).collect(),
            agreement: Agreement::Open,
            ranks: ranks.get(*place).cloned().unwrap_or_default(),
        }
    });
    let groups = vec![RowGroup { label: String::new(), rows: rows.collect() }];
    let agreement: Vec<compare::Agreement> =
        columns.iter().map(|column| judged.agreement[column.at]).collect();
    let headings = columns.iter().map(|column| Shared::clone(&cards.attributes[page.kind][column.at]));
    let caption = Html::text(&compared(site, page));
    let controls = controls::one_below_the_other(&agreement);
    let mut table = builder.finish(caption, kind.says.name.clone(), headings.collect(), groups, controls);
    if !judged.sortings.is_empty() {
        table.sorts = columns.iter().map(|column| column_sort(site, page, column.at)).collect();
    }
    table
}

/// The orders by one attribute.
fn column_sort(site: &Site, page: TablePage, attribute: usize) -> ColumnSort {
    let mut sort = ColumnSort::default();
    for (at, sorting) in orders_by(site, page, attribute) {
        let current = page.sorting == Some(at);
        let way = if sorting.from == Ordering::Less { "ascending" } else { "descending" };
        if current {
            sort.now = way;
        }
        let address = TablePage { sorting: Some(at), number: 1, ..page }.address(site);
        sort.links.push(SortLink { address, first: first(site, page, sorting), way, current });
    }
    sort
}

fn orders_by(site: &Site, page: TablePage, attribute: usize) -> impl Iterator<Item = (usize, &Sorting)> {
    let sortings = site.tables[page.kind].sortings.iter().enumerate();
    sortings.filter(move |(_, sorting)| sorting.attribute == attribute)
}

/// Whether a script may sort the table of a page: where it is whole, and no words on the page say how it stands.
fn sorts_in_place(site: &Site, page: TablePage) -> bool {
    let table = &site.tables[page.kind];
    site.config.tables.sort_script && page.is_first() && table.pages == 1 && !table.sortings.is_empty()
}

/// For each product of the kind its place in every order, in the sequence of the columns' links.
fn ranks(site: &Site, page: TablePage, columns: &[Declared<'_>]) -> Vec<String> {
    let mut ranks = vec![String::new(); site.kinds[page.kind].products.len()];
    for (_, sorting) in columns.iter().flat_map(|column| orders_by(site, page, column.at)) {
        for (rank, place) in sorting.order.iter().enumerate() {
            let so_far = &mut ranks[*place];
            if !so_far.is_empty() {
                so_far.push(' ');
            }
            so_far.push_str(&rank.to_string());
        }
    }
    ranks
}

fn sorting(site: &Site, page: TablePage) -> Option<&Sorting> {
    page.sorting.map(|at| &site.tables[page.kind].sortings[at])
}

fn label(site: &Site, page: TablePage, sorting: &Sorting) -> String {
    site.words.in_sentence(&site.kinds[page.kind].says.attributes[sorting.attribute].label)
}

/// "lowest first"
fn first(site: &Site, page: TablePage, sorting: &Sorting) -> String {
    let form = &site.kinds[page.kind].says.attributes[sorting.attribute].form;
    let key = match (form, sorting.from) {
        (Form::Date, Ordering::Less) => "earliest_first",
        (Form::Date, _) => "latest_first",
        (_, Ordering::Less) => "lowest_first",
        _ => "highest_first",
    };
    site.words.say(key, &[])
}

#[cfg(test)]
mod tests {
    use super::shown_numbers;

    #[test]
    fn a_page_shows_the_numbers_near_it_and_both_ends() {
        assert_eq!(shown_numbers(1, 1), [1]);
        assert_eq!(shown_numbers(1, 3), [1, 2, 3]);
        assert_eq!(shown_numbers(9, 20), [1, 7, 8, 9, 10, 11, 20]);
        assert_eq!(shown_numbers(20, 20), [1, 18, 19, 20]);
    }
}
