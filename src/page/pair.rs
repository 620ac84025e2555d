//! The page of a pair: what differs, what is the same, and when to choose which.

use super::View;
use super::cards::{Cards, link};
use super::citations::Citations;
use super::head::HeadBuilder;
use super::lists::Made;
use super::product::together;
use super::reasons;
use super::table::{self, Request};
use super::view::{Link, PairView, Table};
use crate::base::Html;
use crate::content::attribute::Form;
use crate::content::strings::Strings;
use crate::content::value::Value;
use crate::site::compare::{Agreement, Declared, agreement, attributes, better};
use crate::site::fresh::FactAt;
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
    let summary = summary(site, &rows, pair, known, differ);
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
            caption: site.words.say_html(caption, &[("pair", &Html::text(&pair.name))]),
        };
        (!ids.is_empty()).then(|| table::side_by_side(site, cards, request, citations))
    };
    let differs = table(Agreement::Differs, "caption_differs", &mut citations);
    let same = table(Agreement::Same, "caption_same", &mut citations);
    let open = table(Agreement::Open, "caption_open", &mut citations);
    let choose = pair.products.map(|at| reasons::own(site, cards, at, &mut citations));
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
    let words = &site.words;
    let title =
        words.say(if differ > 0 { "caption_differs" } else { "title_known" }, &[("pair", &pair.name)]);
    let reasons = view.choose.iter().filter(|list| !list.choose.is_empty()).count();
    let key = if reasons == names.len() { "pair_description_choice" } else { "pair_description" };
    let either = words.say("either_name", &[("one", names[0]), ("other", names[1])]);
    let what = difference(words, &words.say("they", &[]), known, differ);
    let description = words.say(key, &[("names", &either), ("what", &what)]);
    let head = HeadBuilder::new(site, "pair", &pair.address, &title, &description)
        .below_products()
        .below(&kind.address, &kind.says.plural)
        .card(Item::Pair(at));
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

/// "Serum and Ampoule differ on 5 of the 9 points we can compare, such as ...", and which of the two is better on what.
fn summary(site: &Site, rows: &[Compared<'_>], pair: &Pair, known: usize, differ: usize) -> Vec<String> {
    let words = &site.words;
    let names = pair.products.map(|at| site.products[at].says.name.as_str());
    let (mut wins, mut others) = ([Vec::new(), Vec::new()], Vec::new());
    for row in rows.iter().filter(|row| row.agreement == Agreement::Differs) {
        let values = [row.values[0].as_deref(), row.values[1].as_deref()];
        match better(&values, row.row.attribute.better).position(|better| better) {
            Some(column) => wins[column].extend(spelt_out(site, pair, row, column)),
            None => others.extend(spelt_out(site, pair, row, 0)),
        }
    }
    let both = words.say("both_names", &[("one", names[0]), ("other", names[1])]);
    let mut sentences = vec![sentence(words, &difference(words, &both, known, differ), &others, differ)];
    for (name, wins) in names.into_iter().zip(wins).filter(|(_, wins)| !wins.is_empty()) {
        let count = wins.len().to_string();
        let what = words.say("better_on", &[("product", name), ("count", &count)]);
        sentences.push(sentence(words, &what, &wins, wins.len()));
    }
    sentences
}

/// What two products do: "They differ on 5 of the 9 points we can compare".
fn difference(words: &Strings, who: &str, known: usize, differ: usize) -> String {
    let key = match (known, differ) {
        (0, _) => "known_none",
        (1, 0) => "known_one_same",
        (1, _) => "known_one_differs",
        (_, 0) => "known_all_same",
        (known, differ) if known == differ => "known_all_differ",
        _ => "known_some_differ",
    };
    let (known, differ) = (known.to_string(), differ.to_string());
    words.say(key, &[("who", who), ("known", &known), ("differ", &differ)])
}

/// "...: a and b." if these are `all` there are, "..., such as a, b, c and d." if there are more.
fn sentence(words: &Strings, what: &str, spelt: &[String], all: usize) -> String {
    let few = &spelt[..spelt.len().min(MOST_SPELT_OUT)];
    let key = match few.len() {
        0 => "sentence",
        count if count == all => "examples_all",
        _ => "examples_some",
    };
    words.say(key, &[("what", what), ("examples", &words.listed(few))])
}

/// "risk of irritation (low vs high)", with the value of one of the two first; `None` for values too long for a
/// sentence.
fn spelt_out(site: &Site, pair: &Pair, row: &Compared<'_>, first: usize) -> Option<String> {
    let (attribute, words) = (row.row.attribute, &site.words);
    if matches!(attribute.form, Form::Text | Form::List) {
        return None;
    }
    let [Some(one), Some(other)] = [&row.values[first], &row.values[1 - first]] else { return None };
    let at = |column: usize| FactAt { product: pair.products[column], attribute: row.row.at };
    let said = |value: &Value, column| value.in_prose(attribute, words) + site.marks.fact(at(column));
    let (one, other) = (said(one, first), said(other, 1 - first));
    let label = words.in_sentence(&attribute.label) + site.marks.label(site, at(first));
    Some(words.say("example", &[("attribute", &label), ("one", &one), ("other", &other)]))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::phrases;

    fn english() -> Strings {
        Strings::new("en", &[&phrases::english()])
    }

    #[test]
    fn counts_are_said_in_plain_english() {
        let said = [(9, 5), (9, 9), (9, 0), (1, 1), (1, 0), (0, 0)]
            .map(|(known, differ)| difference(&english(), "They", known, differ));
        let wanted = [
            "They differ on 5 of the 9 points we can compare",
            "They differ on all 9 points we can compare",
            "They are alike on all 9 points we can compare",
            "They differ on the one point we can compare",
            "They are alike on the one point we can compare",
            "They cannot be compared yet: no fact is known for both",
        ];
        assert_eq!(said, wanted);
    }

    #[test]
    fn examples_are_called_so_only_if_there_are_more() {
        let words: Vec<String> = ["a", "b", "c", "d", "e"].map(str::to_owned).into();
        let said = |spelt: &[String], all| sentence(&english(), "They differ", spelt, all);
        assert_eq!(said(&words[..2], 2), "They differ: a and b.");
        assert_eq!(said(&words[..2], 3), "They differ, such as a and b.");
        assert_eq!(said(&words, 5), "They differ, such as a, b, c and d.");
        assert_eq!(said(&[], 3), "They differ.");
    }
}
