//! Orders of steps: their ids, repeated steps, sequences that contradict one another, and what they keep apart.

use super::names::Among;
use super::pairs::sorted;
use super::resolve::product;
use super::{Order, Site};
use crate::base::TextRange;
use crate::content::fields::Text;
use crate::content::mixing::Mix;
use crate::content::order::What;
use crate::diagnostics::catalogue::{orders as problem, references};
use crate::diagnostics::{Diagnostic, Span};
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

/// Checks all orders.
pub fn check(site: &Site, problems: &mut Vec<Diagnostic>) {
    for order in &site.orders {
        let mut unknown = Vec::new();
        for id in order.says.products() {
            product(site, id, &order.path, &mut unknown);
        }
        // What refers to the step that was meant is no second problem.
        problems.extend(unknown.into_iter().map(Diagnostic::hiding));
        for id in order.says.unlike.iter().filter(|id| !site.names.orders.contains_key(&id.text)) {
            let near = site.names.nearest(Among::Orders, id);
            let at = Span::new(&order.path, id.range);
            problems.push(references::unknown_id(at, "order", id, near.as_deref()));
        }
        repeats(order, problems);
        apart(site, order, problems);
        mixes(site, order, problems);
    }
    sequences(site, problems);
}

/// Reports products that are a step twice, without a word that they are meant to be.
fn repeats(order: &Order, problems: &mut Vec<Diagnostic>) {
    let mut first: HashMap<&str, TextRange> = HashMap::new();
    for id in order.says.steps.iter().filter(|step| !step.again).flat_map(|step| step.what.products()) {
        match first.get(id.text.as_str()) {
            Some(there) => {
                let (at, there) = (Span::new(&order.path, id.range), Span::new(&order.path, *there));
                problems.push(problem::step_twice(at, id, there));
            }
            None => {
                first.insert(&id.text, id.range);
            }
        }
    }
}

/// Checks `not_together` against the steps and against what products say of one another.
fn apart(site: &Site, order: &Order, problems: &mut Vec<Diagnostic>) {
    let is_step = |id: &Text| order.says.products().any(|step| step.text == id.text);
    for pair in &order.says.not_together {
        let places: Vec<Option<usize>> =
            pair.iter().map(|id| product(site, id, &order.path, problems)).collect();
        for (id, _) in pair.iter().zip(&places).filter(|(id, at)| at.is_some() && !is_step(id)) {
            problems.push(problem::not_in_order(Span::new(&order.path, id.range), id));
        }
        let [Some(one), Some(other)] = places[..] else { continue };
        if let Some(mixed) = site.together(one, other).filter(|mixed| mixed.mix != Mix::No) {
            problems.push(problem::together_clash(pair_span(order, pair), mixed.mix.key(), mixed.span(site)));
        }
    }
}

/// Reports products that do not go together, and that nobody who follows the order can leave out.
fn mixes(site: &Site, order: &Order, problems: &mut Vec<Diagnostic>) {
    let required: Vec<&Text> = order
        .says
        .steps
        .iter()
        .filter(|step| !step.optional)
        .flat_map(|step| match &step.what {
            What::Products(ids) if ids.len() > 1 => &[],
            what => what.products(),
        })
        .collect();
    let places: HashMap<usize, &Text> =
        required.into_iter().filter_map(|id| Some((*site.names.products.get(&id.text)?, id))).collect();
    let of_products = places.keys().flat_map(|at| {
        let apart = site.products[*at].together.iter().filter(|mixed| mixed.mix == Mix::No);
        apart.map(|mixed| (sorted([*at, mixed.other]), mixed.span(site)))
    });
    let of_order = order.says.not_together.iter().filter_map(|pair| {
        let at = |id: &Text| site.names.products.get(&id.text).copied();
        Some((sorted([at(&pair[0])?, at(&pair[1])?]), pair_span(order, pair)))
    });
    // What a product says of another stands in the way of either, and is told once.
    let apart: BTreeMap<[usize; 2], Span> = of_order.chain(of_products).collect();
    for ([one, other], said) in apart {
        if let (Some(one), Some(other)) = (places.get(&one), places.get(&other)) {
            problems.push(problem::order_mixes(Span::new(&order.path, other.range), one, other, said));
        }
    }
}

fn pair_span(order: &Order, [one, other]: &[Text; 2]) -> Span {
    Span::new(&order.path, TextRange { start: one.range.start, end: other.range.end })
}

/// "This before that", and which order says so.
#[derive(Clone, Copy)]
struct Edge<'s> {
    from: &'s Text,
    to: &'s Text,
    order: usize,
}

/// Reports steps that one order has in one sequence and others, alone or together, in another.
fn sequences(site: &Site, problems: &mut Vec<Diagnostic>) {
    let mut edges: Vec<Edge<'_>> = Vec::new();
    for (number, order) in site.orders.iter().enumerate() {
        edges.extend(order_edges(order, number));
    }
    let circular = in_circles(&edges);
    let mut known: HashMap<&str, Vec<Edge<'_>>> = HashMap::new();
    for edge in edges.into_iter().filter(|edge| circular.contains(edge.from.text.as_str())) {
        let back = way_back(site, &known, edge);
        if back.is_empty() {
            known.entry(&edge.from.text).or_default().push(edge);
            continue;
        }
        let others = back
            .iter()
            .map(|step| {
                let order = &site.orders[step.order];
                let words = format!("`{}` before `{}` in {}", step.from.text, step.to.text, order.says.name);
                (Span::new(&order.path, step.to.range), words)
            })
            .collect();
        let at = Span::new(&site.orders[edge.order].path, edge.to.range);
        problems.push(problem::orders_clash(at, edge.from, edge.to, others));
    }
}

/// Every product of a step before every product of the next step that has one. A repeated step says nothing.
fn order_edges(order: &Order, number: usize) -> Vec<Edge<'_>> {
    let mut seen: HashSet<&str> = HashSet::new();
    let mut edges = Vec::new();
    let mut before: Vec<&Text> = Vec::new();
    for step in order.says.steps.iter().filter(|step| !step.again) {
        let ids: Vec<&Text> = step.what.products().iter().filter(|id| seen.insert(&id.text)).collect();
        if !ids.is_empty() {
            for from in std::mem::replace(&mut before, ids.clone()) {
                edges.extend(ids.iter().map(|to| Edge { from, to, order: number }));
            }
        }
    }
    edges
}

/// The products that may be part of a circle: what is left when products without a step before them, or without one after
/// them, are taken away again and again.
fn in_circles<'s>(edges: &[Edge<'s>]) -> HashSet<&'s str> {
    let ends = |edge: &Edge<'s>, flip: bool| {
        let (from, to) = (edge.from.text.as_str(), edge.to.text.as_str());
        if flip { (to, from) } else { (from, to) }
    };
    let mut left: HashSet<&str> = edges.iter().flat_map(|edge| [&*edge.from.text, &*edge.to.text]).collect();
    for flip in [false, true] {
        let mut before: HashMap<&str, usize> = HashMap::new();
        let mut after: HashMap<&str, Vec<&str>> = HashMap::new();
        for edge in edges {
            let (from, to) = ends(edge, flip);
            if left.contains(from) && left.contains(to) {
                *before.entry(to).or_default() += 1;
                after.entry(from).or_default().push(to);
            }
        }
        let mut free: Vec<&str> = left.iter().copied().filter(|id| !before.contains_key(id)).collect();
        while let Some(id) = free.pop() {
            left.remove(id);
            for next in after.remove(id).unwrap_or_default() {
                let count = before.entry(next).or_default();
                *count -= 1;
                if *count == 0 {
                    free.push(next);
                }
            }
        }
    }
    left
}

/// The shortest way from the end of an edge back to its start, through orders that it should agree with.
fn way_back<'s>(site: &Site, known: &HashMap<&str, Vec<Edge<'s>>>, edge: Edge<'s>) -> Vec<Edge<'s>> {
    let agrees = |other: usize| {
        let differs = |one: usize, from: usize| {
            site.orders[one].says.unlike.iter().any(|id| id.text == site.orders[from].id)
        };
        !differs(edge.order, other) && !differs(other, edge.order)
    };
    let (start, goal) = (edge.to.text.as_str(), edge.from.text.as_str());
    let mut came: HashMap<&str, Edge<'s>> = HashMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        if at == goal {
            break;
        }
        for next in known.get(at).into_iter().flatten().filter(|next| agrees(next.order)) {
            let to = next.to.text.as_str();
            if to != start && !came.contains_key(to) {
                came.insert(to, *next);
                queue.push_back(to);
            }
        }
    }
    let mut way = Vec::new();
    let mut at = goal;
    while let Some(step) = came.get(at) {
        way.push(*step);
        at = step.from.text.as_str();
    }
    way.reverse();
    way
}
