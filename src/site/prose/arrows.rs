//! Arrow lists in prose, "toner → serum → essence", held against the orders of the site.

use super::Site;
use super::lexer::Token;
use super::lexicon::Lexicon;
use crate::diagnostics::Span;
use crate::site::Order;
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
    if ranks(lexicon, &tokens[sentence.clone()], products[0]) {
        return None;
    }
    let range = range.start + sentence.start..range.end + sentence.start;
    let mut best: Option<(usize, Option<Clash>)> = None;
    for order in &site.orders {
        let steps = steps(site, order);
        let known: Vec<usize> = products
            .iter()
            .copied()
            .filter(|product| steps.iter().any(|step| step.contains(product)))
            .collect();
        if known.len() < 2 || best.as_ref().is_some_and(|(most, _)| *most > known.len()) {
            continue;
        }
        let wrong = out_of_place(&steps, &known);
        let better = best.as_ref().is_none_or(|(most, _)| *most < known.len());
        // Of orders that have as many of the products, one that agrees is what the text follows.
        if better || wrong.is_none() {
            let name = |at: usize| site.products[at].says.name.clone();
            let clash = wrong.map(|[first, second]| Clash {
                words: [name(first), name(second)],
                order: order.says.name.clone(),
                there: span(site, order, second),
            });
            best = Some((known.len(), clash));
        }
    }
    best.and_then(|(_, clash)| clash).map(|clash| (range, clash))
}

/// The first two neighbours of a list that do not follow the steps in their sequence. A product may be in two steps.
fn out_of_place(steps: &[Vec<usize>], products: &[usize]) -> Option<[usize; 2]> {
    let mut rest = steps;
    let mut before = None;
    for product in products {
        match (rest.iter().position(|step| step.contains(product)), before) {
            (Some(at), _) => rest = &rest[at..],
            (None, Some(before)) => return Some([before, *product]),
            (None, None) => return None,
        }
        before = Some(*product);
    }
    None
}

/// "By price: ampoule → serum", "serum > toner in strength": a sequence by what products are like, and none of steps.
fn ranks(lexicon: &Lexicon, tokens: &[Token], product: usize) -> bool {
    tokens
        .windows(2)
        .any(|two| matches!(two[0].word(), "by" | "in") && lexicon.is_attribute(product, two[1].stem()))
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
        let behind_product = current.as_ref().is_some_and(|(range, _)| range.end == at);
        let arrow = arrow(tokens, at, text).or_else(|| behind_product.then(|| then(lexicon, tokens, at))?);
        if let Some(length) = arrow {
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

/// How many tokens ", then a" has between two products: "toner, then serum, followed by a cream".
fn then(lexicon: &Lexicon, tokens: &[Token], at: usize) -> Option<usize> {
    let word = |at: usize| tokens.get(at).map_or("", Token::word);
    let mut next = at + usize::from(word(at) == "first");
    next += usize::from(tokens.get(next)?.is(','));
    next += usize::from(word(next) == "and");
    next += match (word(next), word(next + 1)) {
        ("then", _) => 1,
        ("followed", "by") => 2,
        _ => return None,
    };
    next += usize::from(matches!(word(next), "the" | "a" | "an" | "your"));
    lexicon.product_at(tokens.get(next..)?).map(|_| next - at)
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

/// The products of each step.
fn steps(site: &Site, order: &Order) -> Vec<Vec<usize>> {
    let products = |step: &crate::content::order::Step| {
        step.what.products().iter().filter_map(|id| site.names.products.get(&id.text).copied()).collect()
    };
    order.says.steps.iter().map(products).collect()
}

fn span(site: &Site, order: &Order, product: usize) -> Span {
    let id = order.says.products().find(|id| id.text == site.products[product].id);
    Span::new(&order.path, id.map(|id| id.range).unwrap_or_default())
}
