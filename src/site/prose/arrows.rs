//! Arrow lists in prose, "toner → serum → essence", held against the orders of the site.

use super::Site;
use super::lexer::Token;
use super::lexicon::Lexicon;
use crate::diagnostics::Span;
use crate::site::Order;
use std::collections::HashMap;
use std::ops::Range;

/// An arrow list that no order agrees with.
pub struct Clash {
    /// The two products that stand the wrong way round: their names.
    pub words: [String; 2],
    /// The order's name.
    pub order: String,
    /// Where the order has the second of the two.
    pub there: Span,
}

/// The arrow list of some tokens, if it contradicts the orders that have its products.
pub fn clash(
    site: &Site,
    lexicon: &Lexicon,
    tokens: &[Token],
    sentence: &Range<usize>,
    text: &str,
) -> Option<(Range<usize>, Clash)> {
    let (range, products) = list(lexicon, &tokens[sentence.clone()], text)?;
    let range = range.start + sentence.start..range.end + sentence.start;
    let mut clash: Option<Clash> = None;
    for order in &site.orders {
        let places = places(site, order);
        let known: Vec<(usize, usize)> =
            products.iter().filter_map(|product| Some((*product, *places.get(product)?))).collect();
        if known.len() < 2 {
            continue;
        }
        let Some(wrong) = known.windows(2).find(|pair| pair[0].1 > pair[1].1) else {
            // An order that has all of them and agrees is what the text follows.
            return None;
        };
        let name = |at: usize| site.products[at].says.name.clone();
        let first = clash.is_none();
        if first || known.len() == products.len() {
            let there = span(site, order, wrong[1].0);
            clash = Some(Clash {
                words: [name(wrong[0].0), name(wrong[1].0)],
                order: order.says.name.clone(),
                there,
            });
        }
    }
    clash.map(|clash| (range, clash))
}

/// The tokens and products of the longest arrow list.
fn list(lexicon: &Lexicon, tokens: &[Token], text: &str) -> Option<(Range<usize>, Vec<usize>)> {
    let mut best: Option<(Range<usize>, Vec<usize>)> = None;
    let mut current: Option<(Range<usize>, Vec<usize>)> = None;
    let mut at = 0;
    let mut joined = true;
    while at < tokens.len() {
        if let Some((product, length)) = lexicon.product_at(&tokens[at..]) {
            match &mut current {
                Some((range, products)) if joined => {
                    range.end = at + length;
                    products.push(product);
                }
                _ => current = Some((at..at + length, vec![product])),
            }
            joined = false;
            at += length;
            let longer =
                |best: &(Range<usize>, Vec<usize>)| best.1.len() < current.as_ref().map_or(0, |c| c.1.len());
            if best.as_ref().is_none_or(longer) {
                best.clone_from(&current);
            }
            continue;
        }
        if let Some(length) = arrow(tokens, at, text) {
            joined = true;
            at += length;
            continue;
        }
        // Something that is no product may be a step too, but nothing else may stand between.
        let ends = tokens[at].word().is_empty() && !tokens[at].is('(') && !tokens[at].is(')');
        if ends && !tokens[at].is(',') && !tokens[at].is('-') {
            current = None;
        }
        at += 1;
    }
    best.filter(|(_, products)| products.len() > 1)
}

/// How many tokens an arrow has.
fn arrow(tokens: &[Token], at: usize, text: &str) -> Option<usize> {
    let token = &tokens[at];
    if ['\u{2192}', '\u{21d2}', '\u{203a}', '\u{27f6}', '>', '\u{bb}'].iter().any(|mark| token.is(*mark)) {
        return Some(1);
    }
    let next = tokens.get(at + 1)?;
    let touches = text[token.range.end..next.range.start].is_empty();
    ((token.is('-') || token.is('=')) && next.is('>') && touches).then_some(2)
}

/// At which step each product stands first.
fn places(site: &Site, order: &Order) -> HashMap<usize, usize> {
    let mut places = HashMap::new();
    for (at, step) in order.says.steps.iter().enumerate().filter(|(_, step)| !step.again) {
        for id in step.what.products() {
            if let Some(product) = site.names.products.get(&id.text) {
                places.entry(*product).or_insert(at);
            }
        }
    }
    places
}

fn span(site: &Site, order: &Order, product: usize) -> Span {
    let ids = order.says.steps.iter().flat_map(|step| step.what.products());
    let id = ids.into_iter().find(|id| id.text == site.products[product].id);
    Span::new(&order.path, id.map(|id| id.range).unwrap_or_default())
}
