//! The page of a pair: what differs, what is the same, and when to choose which.

use super::View;
use super::cards::{Cards, link};
use super::citations::Citations;
use super::fill::Filler;
use super::head::HeadBuilder;
use super::lists::Made;
use super::product::together;
use super::table::{self, Request};
use super::view::{ChooseList, Link, PairView, Table};
use crate::base::Address;
use crate::base::words::{listed, lower_first};
use crate::content::attribute::Form;
use crate::content::body::Body;
use crate::content::value::Value;
use crate::site::compare::{Agreement, Declared, agreement, attributes, better};
use crate::site::pairs::Pair;
use crate::site::{Item, Site};
use std::borrow::Cow;

/// How many differences the summary spells out.
const MOST_SPELT_OUT: usize = 4;
/// How many guides and other pairs the page leads on to.
const MOST_LINKS: usize = 6;

/// A row with its two values, if they are known.
struct Compared<'s> {
    row: Declared<'s>,
    values: [Option<Cow<'s, Value>>; 2],
    agreement: Agreement,
}

/// The page of a pair.
pub fn pair(site: &Site, cards: &Cards, at: usize) -> Made {
    let pair = &site.pairs[at];
    let kind = &site.kinds[pair.kind];
    let mut citations = Citations::default();
    let rows = compared(site, pair);
    let known = rows.iter().filter(|row| row.agreement != Agreement::Open).count();
    let differ = rows.iter().filter(|row| row.agreement == Agreement::Differs).count();
    let names = pair.products.map(|at| site.products[at].says.name.as_str());
    let summary = summary(&rows, names, known, differ);
    let mut number = 0;
    let mut table = |agreement: Agreement, caption: &str, citations: &mut Citations| -> Option<Table> {
        let ids: Vec<&str> = rows
            .iter()
            .filter(|row| row.agreement == agreement)
            .map(|row| row.row.attribute.id.as_str())
            .collect();
        number += 1;
        let request = Request {
            id: format!("table-{number}"),
            products: &pair.products,
            attributes: &ids,
            caption: format!("{}: {caption}", pair.name),
            kind_name: String::new(),
        };
        (!ids.is_empty()).then(|| table::side_by_side(site, cards, request, citations))
    };
    let differs = table(Agreement::Differs, "what differs", &mut citations);
    let same = table(Agreement::Same, "what is the same", &mut citations);
    let open = table(Agreement::Open, "what is not known of both", &mut citations);
    let choose = pair.products.map(|at| reasons(site, at, &mut citations));
    let [one, other] = pair.products;
    let mixed = site.together(one, other).map(|mixed| together(site, mixed, &mut citations));
    let mut guides: Vec<usize> =
        pair.products.iter().flat_map(|at| site.products[*at].guides.iter().copied()).collect();
    guides.sort_unstable();
    guides.dedup();
    guides.truncate(MOST_LINKS);
    let view = PairView {
        products: cards.products(&pair.products),
        kind: link(site, Item::Kind(pair.kind)),
        summary,
        differs,
        same,
        open,
        choose: choose.into_iter().filter(|list| !list.choose.is_empty() || !list.avoid.is_empty()).collect(),
        together: mixed,
        guides: cards.guides(&guides),
        others: others(site, at),
        sources: citations.list(site),
        checked: citations.checked(site),
        disclosure: citations.disclosure(site),
    };
    let title = format!("{}: what differs", pair.name);
    let description = format!(
        "{} or {}? They differ in {differ} of {known} facts known of both: side by side, with reasons to choose either.",
        names[0], names[1]
    );
    let head = HeadBuilder::new(site, "pair", &pair.address, &title, &description)
        .below(&Address::new("/products/"), "Products")
        .below(&kind.address, &kind.says.plural);
    let head = if pair.indexed { head.finish() } else { head.noindex().finish() };
    (pair.address.clone(), head, View::Pair(Box::new(view)))
}

/// The rows of both products that apply to at least one of them.
fn compared<'s>(site: &'s Site, pair: &Pair) -> Vec<Compared<'s>> {
    attributes(site, &pair.products, &[])
        .into_iter()
        .filter(|row| !table::applies_to_none(site, &pair.products, *row))
        .map(|row| {
            let values = pair.products.map(|at| row.value(site, at));
            let agreement = agreement(&[values[0].as_deref(), values[1].as_deref()]);
            Compared { row, values, agreement }
        })
        .collect()
}

/// "Serum and Ampoule differ in 5 of the 9 facts known of both: ...", and which is the better one on what.
fn summary(rows: &[Compared<'_>], names: [&str; 2], known: usize, differ: usize) -> Vec<String> {
    let [one, other] = names;
    let differing = || rows.iter().filter(|row| row.agreement == Agreement::Differs);
    let mut sentences = vec![match differ {
        0 => format!("{one} and {other} are alike in all {known} facts known of both."),
        _ => {
            let spelt: Vec<String> = differing().filter_map(spelt_out).take(MOST_SPELT_OUT).collect();
            let spelt =
                if spelt.is_empty() { String::new() } else { format!(", such as {}", listed(&spelt)) };
            format!("{one} and {other} differ in {differ} of the {known} facts known of both{spelt}.")
        }
    }];
    for (column, name) in names.into_iter().enumerate() {
        let wins: Vec<String> = differing()
            .filter(|row| {
                let values = [row.values[0].as_deref(), row.values[1].as_deref()];
                better(&values, row.row.attribute.better)[column]
            })
            .map(|row| lower_first(&row.row.attribute.label))
            .collect();
        if !wins.is_empty() {
            sentences.push(format!("{name} is the better one on {}.", listed(&wins)));
        }
    }
    sentences
}

/// "risk of irritation (low, against high)"; `None` for values too long for a sentence.
fn spelt_out(row: &Compared<'_>) -> Option<String> {
    let attribute = row.row.attribute;
    if matches!(attribute.form, Form::Text | Form::List) {
        return None;
    }
    let [Some(one), Some(other)] = &row.values else { return None };
    let (one, other) = (one.in_prose(attribute), other.in_prose(attribute));
    Some(format!("{} ({one}, against {other})", lower_first(&attribute.label)))
}

fn reasons(site: &Site, at: usize, citations: &mut Citations) -> ChooseList {
    let product = &site.products[at];
    let filler = Filler { site, resolved: &product.resolved };
    let mut lines =
        |bodies: &[Body]| bodies.iter().map(|body| filler.line(body, citations)).collect::<Vec<_>>();
    let (choose, avoid) = (lines(&product.says.choose_if), lines(&product.says.avoid_if));
    ChooseList { product: link(site, Item::Product(at)), choose, avoid }
}

/// Other pairs with one of the two.
fn others(site: &Site, at: usize) -> Vec<Link> {
    let pairs = site.pairs[at].products.iter().flat_map(|product| &site.products[*product].pairs);
    let mut pairs: Vec<usize> =
        pairs.copied().filter(|other| *other != at && site.pairs[*other].indexed).collect();
    pairs.sort_unstable();
    pairs.truncate(MOST_LINKS);
    pairs.into_iter().map(|at| link(site, Item::Pair(at))).collect()
}
