//! Checks the ids that blocks name, and that the values of a table's rows can stand beside one another.

use super::names::Among;
use super::resolve::product;
use super::{Guide, Site, compare};
use crate::base::{SitePath, TextRange};
use crate::content::attribute::{Attribute, Form};
use crate::content::blocks::{Answer, Block, Content, Leads, OrderBlock, Question};
use crate::content::fields::{Text, repeats};
use crate::diagnostics::catalogue::{blocks as problem, facts, orders, references};
use crate::diagnostics::{Diagnostic, Span};

/// Checks all blocks.
pub fn check(site: &Site, problems: &mut Vec<Diagnostic>) {
    for guide in &site.guides {
        let mut checker = Checker { site, path: &guide.path, guide: Some(guide), problems };
        guide.says.blocks.iter().for_each(|block| checker.block(block));
    }
    for page in &site.pages {
        let mut checker = Checker { site, path: &page.path, guide: None, problems };
        page.says.blocks.iter().for_each(|block| checker.block(block));
    }
}

struct Checker<'c> {
    site: &'c Site,
    path: &'c SitePath,
    guide: Option<&'c Guide>,
    problems: &'c mut Vec<Diagnostic>,
}

impl Checker<'_> {
    fn block(&mut self, block: &Block) {
        match &block.content {
            Content::Compare(compare) => {
                let products = self.products(&compare.products, "compare", block);
                self.attributes(&products, &compare.attributes);
                self.rows(&products, &compare.attributes, block.range);
            }
            Content::Choose(choose) => {
                let products = self.products(&choose.products, "choose", block);
                let about: Vec<&str> =
                    products.iter().map(|at| self.site.products[*at].id.as_str()).collect();
                // One that is misspelt may have been meant.
                let all_known = !products.is_empty() && products.len() == self.named(&choose.products).len();
                for (id, _) in choose.choose.iter().chain(&choose.avoid) {
                    if all_known && !about.contains(&id.text.as_str()) {
                        self.problems.push(problem::not_compared(Span::new(self.path, id.range), id, &about));
                    }
                }
            }
            Content::Decide(decide) => self.question(&decide.root),
            Content::Order(order) => {
                if !self.site.names.orders.contains_key(&order.order.text) {
                    let near = self.site.names.nearest(Among::Orders, &order.order);
                    let at = Span::new(self.path, order.order.range);
                    self.problems.push(references::unknown_id(at, "order", &order.order, near.as_deref()));
                }
                self.marks(order);
            }
            Content::Verdict(verdict) => {
                let picks = verdict.picks.iter().map(|(id, _)| id);
                let all_known = picks.clone().filter(|id| self.is_product(id)).count() == picks.len();
                let picked: Vec<&str> = picks.map(|id| id.text.as_str()).collect();
                let is_picked = |id: &&Text| picked.contains(&id.text.as_str());
                if let Some(winner) = verdict.winner.as_ref().filter(|id| all_known && !is_picked(id)) {
                    let at = Span::new(self.path, winner.range);
                    self.problems.push(problem::winner_not_picked(at, winner, &picked));
                }
            }
            Content::Broken(named) => named.iter().for_each(|id| {
                self.is_product(id);
            }),
            Content::Mistake(_) | Content::Figure(_) | Content::Gallery(_) | Content::Own(..) => {}
        }
    }

    /// Whether there is a product of this id; if not, that is reported.
    fn is_product(&mut self, id: &Text) -> bool {
        product(self.site, id, self.path, self.problems).is_some()
    }

    /// The products that an order's block marks have to be steps of it.
    fn marks(&mut self, block: &OrderBlock) {
        self.report_repeats(&block.mark, "the marked products");
        let marked: Vec<&Text> = block.mark.iter().filter(|id| self.is_product(id)).collect();
        let names = &self.site.names;
        let Some(order) = names.orders.get(&block.order.text).map(|at| &self.site.orders[*at]) else {
            return;
        };
        let steps: Vec<&str> = order.says.products().map(|id| id.text.as_str()).collect();
        for id in marked.into_iter().filter(|id| !steps.contains(&id.text.as_str())) {
            let (at, there) = (Span::new(self.path, id.range), Span::file(&order.path));
            self.problems.push(orders::marks_no_step(at, id, &steps, there));
        }
    }

    /// The names of the products a block is about: its own, or those the guide compares.
    fn named<'n>(&'n self, own: &'n [Text]) -> &'n [Text] {
        let declared = self.guide.map_or(&[][..], |guide| &guide.says.compares);
        if own.is_empty() { declared } else { own }
    }

    /// The products a block is about.
    fn products(&mut self, own: &[Text], name: &str, block: &Block) -> Vec<usize> {
        if self.named(own).is_empty() {
            let problem = problem::no_products(Span::new(self.path, block.range), name);
            self.problems.push(self.resting_on_products(problem, block));
        }
        if own.is_empty() {
            return self.guide.map(|guide| guide.compares.clone()).unwrap_or_default();
        }
        self.report_repeats(own, "the products of this block");
        own.iter().filter_map(|id| product(self.site, id, self.path, self.problems)).collect()
    }

    /// Says that a problem is certain only if nothing is lost of what may name the products of a block.
    fn resting_on_products(&self, problem: Diagnostic, block: &Block) -> Diagnostic {
        let whole = TextRange { start: block.range.start, end: block.yaml.end };
        let problem = problem.resting_on_part(self.path, Some(whole));
        let Some(first) = self.guide.and_then(|guide| guide.says.blocks.first()) else { return problem };
        let front_matter = TextRange { start: 0, end: first.range.start };
        let problem = problem.resting_on_part(self.path, Some(front_matter));
        // A translation compares what its main text does.
        let main = self.path.in_language(None);
        if main == *self.path { problem } else { problem.resting_on(&main) }
    }

    /// Reports names that a list has twice.
    fn report_repeats(&mut self, names: &[Text], what: &str) {
        for (name, first) in repeats(names) {
            let (at, first) = (Span::new(self.path, name.range), Span::new(self.path, first.range));
            self.problems.push(problem::named_twice(at, what, name, first));
        }
    }

    fn attributes(&mut self, products: &[usize], attributes: &[Text]) {
        self.report_repeats(attributes, "the attributes of this block");
        let mut known: Vec<&str> = Vec::new();
        for at in products {
            let kind = &self.site.kinds[self.site.products[*at].kind];
            for attribute in &kind.says.attributes {
                if !known.contains(&attribute.id.as_str()) {
                    known.push(&attribute.id);
                }
            }
        }
        if known.is_empty() {
            return;
        }
        for id in attributes.iter().filter(|id| !known.contains(&id.text.as_str())) {
            let at = Span::new(self.path, id.range);
            let kinds = || products.iter().map(|at| &self.site.kinds[self.site.products[*at].kind]);
            let by_label = kinds().find_map(|kind| kind.says.by_label(id));
            let unknown = references::unknown_attribute(at, id, "these products", &known, by_label);
            self.problems.push(unknown.resting_on_all(kinds().map(|kind| &kind.path)));
        }
    }

    /// Reports rows whose values cannot stand beside one another.
    fn rows(&mut self, products: &[usize], attributes: &[Text], range: TextRange) {
        let kind = |at: &usize| self.site.products[*at].kind;
        if products.windows(2).all(|pair| kind(&pair[0]) == kind(&pair[1])) {
            return;
        }
        let wanted: Vec<&str> = attributes.iter().map(|id| id.text.as_str()).collect();
        for declared in compare::attributes(self.site, products, &wanted) {
            let known =
                |at: &&usize| declared.fact(self.site, **at).is_some_and(|fact| fact.value().is_some());
            let misfit = products.iter().filter(known).find(|at| declared.value(self.site, **at).is_none());
            let Some((at, own)) = misfit.and_then(|at| Some((*at, declared.own(self.site, *at)?))) else {
                continue;
            };
            let attribute = declared.attribute;
            let said = |attribute: &Attribute| match &attribute.form {
                Form::Scale(steps) => format!("a scale of {}", steps.join(", ")),
                Form::Number | Form::Range | Form::Money(_) => {
                    format!("{} in {}", attribute.form.noun(), attribute.measure().words())
                }
                form => form.noun().to_owned(),
            };
            let declared_at = |kind: usize, range| Span::new(&self.site.kinds[kind].path, range);
            let first = declared_at(declared.kind, attribute.range);
            let second = declared_at(self.site.products[at].kind, own.range);
            self.problems.push(facts::mixed_row(
                Span::new(self.path, range),
                &attribute.id,
                (&said(attribute), first),
                (&said(own), second),
            ));
        }
    }

    fn question(&mut self, question: &Question) {
        for Answer { leads, .. } in &question.answers {
            match leads {
                Leads::Question(next) => self.question(next),
                Leads::Choose(id, _) => {
                    self.is_product(id);
                }
                Leads::Say(..) => {}
            }
        }
    }
}
