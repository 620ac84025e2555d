//! The facts of a guide or a kind for programs: what the page shows, typed and in words, with sources.
//!
//! Made of the same values as the page. Must not know: how JSON and CSV are written.

use super::View;
use super::cards::Cards;
use super::citations::Citations;
use super::fill::Filler;
use super::lists::Made;
use super::view::{
    AttributeData, DATA_VERSION, DataView, Datum, Decimal, FactData, ProductData, SheetView, SourceData,
};
use crate::base::Address;
use crate::content::attribute::{Attribute, Better, Form};
use crate::content::number::Number;
use crate::content::value::Value;
use crate::site::addresses::{guide_data, kind_data};
use crate::site::fresh::{FactAt, shown};
use crate::site::{Site, State as Known};

/// The facts that a guide shows.
pub fn of_guide(site: &Site, cards: &Cards, at: usize) -> Made {
    let guide = &site.guides[at];
    let facts = shown(site, guide);
    let mut products = guide.compares.clone();
    products.extend(facts.iter().map(|at| at.product).filter(|at| !guide.compares.contains(at)));
    products.dedup();
    let of = |product: usize| facts.iter().copied().filter(move |at| at.product == product).collect();
    let products: Vec<(usize, Vec<FactAt>)> = products.into_iter().map(|at| (at, of(at))).collect();
    let mut view = data(site, cards, &products);
    view.title.clone_from(&guide.says.title);
    view.page = site.absolute(&guide.address);
    view.changed = Some(guide.changed);
    (guide_data(guide), None, View::Data(Box::new(view)))
}

/// All facts of a kind.
pub fn of_kind(site: &Site, cards: &Cards, at: usize) -> Made {
    let kind = &site.kinds[at];
    let products: Vec<(usize, Vec<FactAt>)> =
        kind.products.iter().map(|product| (*product, facts_of(site, *product).collect())).collect();
    let mut view = data(site, cards, &products);
    view.title.clone_from(&kind.says.plural);
    view.page = site.absolute(&kind.address);
    let facts = kind.products.iter().flat_map(|at| &site.products[*at].facts);
    view.changed = facts.filter_map(|fact| fact.checked).max();
    (kind_data(kind, "json"), None, View::Data(Box::new(view)))
}

fn facts_of(site: &Site, product: usize) -> impl Iterator<Item = FactAt> {
    (0..site.products[product].facts.len()).map(move |attribute| FactAt { product, attribute })
}

/// Products with some of their facts. The caller says which page shows them.
fn data(site: &Site, cards: &Cards, products: &[(usize, Vec<FactAt>)]) -> DataView {
    let facts = || products.iter().flat_map(|(_, facts)| facts);
    let mut attributes: Vec<(usize, usize)> =
        facts().map(|at| (site.products[at.product].kind, at.attribute)).collect();
    attributes.sort_unstable();
    attributes.dedup();
    let mut sources: Vec<usize> = facts().filter_map(|at| at.fact(site).source).collect();
    sources.sort_unstable();
    sources.dedup();
    DataView {
        format: "diptych-facts",
        version: DATA_VERSION,
        title: String::new(),
        page: String::new(),
        language: site.config.language.clone(),
        changed: None,
        attributes: attributes.into_iter().map(|(kind, at)| attribute_data(site, kind, at)).collect(),
        products: products.iter().map(|(at, facts)| product_data(site, cards, *at, facts)).collect(),
        sources: sources.into_iter().map(|at| source_data(site, at)).collect(),
    }
}

fn attribute_data(site: &Site, kind: usize, at: usize) -> AttributeData {
    let kind = &site.kinds[kind];
    let attribute = &kind.says.attributes[at];
    AttributeData {
        id: attribute.id.clone(),
        kind: kind.id.clone(),
        label: attribute.label.clone(),
        form: attribute.form.name(),
        unit: attribute.unit.name.clone(),
        per: attribute.per.clone(),
        currency: if let Form::Money(currency) = &attribute.form { currency.clone() } else { String::new() },
        words: match &attribute.form {
            Form::Scale(words) | Form::Choice(words) => words.clone(),
            _ => Vec::new(),
        },
        better: attribute.better.map(|better| match better {
            Better::Lower => "lower",
            Better::Higher => "higher",
        }),
    }
}

fn product_data(site: &Site, cards: &Cards, at: usize, facts: &[FactAt]) -> ProductData {
    let product = &site.products[at];
    ProductData {
        id: product.id.clone(),
        kind: site.kinds[product.kind].id.clone(),
        name: product.says.name.clone(),
        page: site.absolute(&product.address),
        facts: facts.iter().map(|at| fact_data(site, cards, *at)).collect(),
    }
}

fn fact_data(site: &Site, cards: &Cards, at: FactAt) -> FactData {
    let fact = at.fact(site);
    let shown = &cards.facts[at.product][at.attribute];
    FactData {
        attribute: at.attribute(site).id.clone(),
        state: shown.state,
        value: fact.value().map(datum),
        words: shown.text.clone(),
        source: fact.source.map(|source| site.sources[source].id.clone()),
        checked: fact.checked,
        note: note(site, at),
    }
}

fn datum(value: &Value) -> Datum {
    let decimal = |number: &Number| Decimal(number.digits());
    match value {
        Value::Text(text) | Value::Step(_, text) => Datum::Text(text.clone()),
        Value::Number(number) => Datum::Number(decimal(number)),
        Value::Range(low, high) => {
            Datum::Range { from: low.as_ref().map(decimal), to: high.as_ref().map(decimal) }
        }
        Value::YesNo(yes) => Datum::YesNo(*yes),
        Value::Date(date) => Datum::Text(date.to_string()),
        Value::List(items) => Datum::List(items.clone()),
    }
}

/// The remark on a fact, as it is read.
fn note(site: &Site, at: FactAt) -> String {
    let product = &site.products[at.product];
    let Some(written) = at.fact(site).written.map(|written| &product.says.facts[written]) else {
        return String::new();
    };
    let filler = Filler { site, resolved: &product.resolved };
    written.note.as_ref().map(|note| filler.line(note, &mut Citations::default()).words()).unwrap_or_default()
}

fn source_data(site: &Site, at: usize) -> SourceData {
    let source = &site.sources[at];
    SourceData {
        id: source.id.clone(),
        title: source.title.clone(),
        publisher: source.publisher.clone(),
        url: source.url.clone(),
        read: source.read,
    }
}

/// All facts of a kind as a sheet, a product a row, in the words that product files and `from:` read.
pub fn sheet(site: &Site, at: usize) -> Made {
    let kind = &site.kinds[at];
    let attributes = &kind.says.attributes;
    let rows: Vec<Row> = kind.products.iter().map(|product| row(site, *product, attributes)).collect();
    let sides = ["source", "checked", "note"];
    // Columns that are empty in every row are left out.
    let used: Vec<[bool; 3]> = (0..attributes.len())
        .map(|at| [0, 1, 2].map(|side| rows.iter().any(|row| !row.facts[at].1[side].is_empty())))
        .collect();
    let mut columns: Vec<String> = ["id", "name", "page"].map(str::to_owned).into();
    for (attribute, used) in attributes.iter().zip(&used) {
        columns.push(attribute.id.clone());
        let sides = sides.iter().zip(used).filter(|(_, used)| **used);
        columns.extend(sides.map(|(side, _)| format!("{}.{side}", attribute.id)));
    }
    let rows = rows
        .into_iter()
        .map(|row| {
            let facts = row.facts.into_iter().zip(&used).flat_map(|((value, sides), used)| {
                let sides = sides.into_iter().zip(used).filter(|(_, used)| **used).map(|(side, _)| side);
                std::iter::once(value).chain(sides)
            });
            row.product.into_iter().chain(facts).collect()
        })
        .collect();
    (kind_data(kind, "csv"), None, View::Sheet(SheetView { columns, rows }))
}

struct Row {
    product: [String; 3],
    facts: Vec<(String, [String; 3])>,
}

fn row(site: &Site, at: usize, attributes: &[Attribute]) -> Row {
    let product = &site.products[at];
    let facts = facts_of(site, at).take(attributes.len()).map(|at| {
        let fact = at.fact(site);
        let value = match &fact.state {
            Known::Known(value) => value.typed(),
            Known::Unknown => "unknown".to_owned(),
            Known::NotApplicable => "n/a".to_owned(),
            Known::NotResearched => String::new(),
        };
        let source = fact.source.map(|source| site.sources[source].id.clone()).unwrap_or_default();
        let checked = fact.checked.map(|day| day.to_string()).unwrap_or_default();
        (value, [source, checked, note(site, at)])
    });
    Row {
        product: [product.id.clone(), product.says.name.clone(), site.absolute(&product.address)],
        facts: facts.collect(),
    }
}

/// Where the facts of a guide are for programs, if they are published.
pub fn guide_link(site: &Site, at: usize) -> Option<Address> {
    let guide = &site.guides[at];
    crate::site::addresses::has_data(site, guide).then(|| guide_data(guide))
}
