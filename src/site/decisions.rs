//! Whether the decision aids of a guide agree: its lists of reasons, its trees, its verdict, and the facts they rest on.
//!
//! Must not know: how an aid is drawn.

use super::compare::Lead;
use super::fresh::FactAt;
use super::reasons::{Claim, Weighed, described};
use super::{Resolved, Site};
use crate::base::words::lower_first;
use crate::base::{SitePath, TextRange};
use crate::content::blocks::{Answer, Block, Choose, Content, Decide, Leads, Question, Reason, Verdict, Why};
use crate::content::fields;
use crate::diagnostics::catalogue::decisions as problem;
use crate::diagnostics::{Diagnostic, Span};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Checks the decision aids of all guides and pages.
pub fn check(site: &Site, problems: &mut Vec<Diagnostic>) {
    for guide in &site.guides {
        let says = &guide.says;
        let whole = is_known(site, &says.compares);
        let (compares, resolved) = (&guide.compares[..], &guide.resolved[..]);
        let text = Text { path: &guide.path, compares, whole, resolved };
        Checker::new(site, text, &says.blocks).check(problems);
    }
    for page in &site.pages {
        let text = Text { path: &page.path, compares: &[], whole: true, resolved: &page.resolved };
        Checker::new(site, text, &page.says.blocks).check(problems);
    }
}

/// Whether there is a product for every id, of a kind that is known.
fn is_known(site: &Site, ids: &[fields::Text]) -> bool {
    let is_known = |id: &str| {
        let at = site.names.products.get(id).filter(|_| !site.names.doubled.contains(id));
        at.is_some_and(|at| site.products[*at].has_kind(site))
    };
    ids.iter().all(|id| is_known(&id.text))
}

/// The products that the lists of reasons of a text are about, or without such lists those it compares.
pub fn listed(site: &Site, blocks: &[Block], compares: &[usize]) -> Vec<usize> {
    let chooses = blocks.iter().filter_map(|block| match &block.content {
        Content::Choose(choose) => Some(site.products_of(&choose.products, compares)),
        _ => None,
    });
    let listed: BTreeSet<usize> = chooses.flatten().collect();
    if listed.is_empty() { compares.to_vec() } else { listed.into_iter().collect() }
}

/// A text with decision aids.
#[derive(Clone, Copy)]
struct Text<'c> {
    path: &'c SitePath,
    compares: &'c [usize],
    /// Whether these are all: if an id is unknown, its lists may be about any product.
    whole: bool,
    resolved: &'c [Resolved],
}

struct Checker<'c> {
    site: &'c Site,
    text: Text<'c>,
    /// See [`listed`]; empty if nothing chooses among them.
    listed: Vec<usize>,
    chooses: Vec<(TextRange, &'c Choose)>,
    decides: Vec<(TextRange, &'c Decide)>,
    verdicts: Vec<&'c Verdict>,
}

/// A product that an answer chooses.
struct Chosen<'c> {
    id: &'c fields::Text,
    why: Option<&'c Why>,
}

impl<'c> Checker<'c> {
    fn new(site: &'c Site, text: Text<'c>, blocks: &'c [Block]) -> Self {
        let (mut chooses, mut decides, mut verdicts) = (Vec::new(), Vec::new(), Vec::new());
        for block in blocks {
            match &block.content {
                Content::Choose(choose) => chooses.push((block.range, choose)),
                Content::Decide(decide) => decides.push((block.range, decide)),
                Content::Verdict(verdict) => verdicts.push(verdict),
                _ => {}
            }
        }
        let chooses_alone = decides.is_empty() && verdicts.is_empty();
        let listed = if chooses_alone { Vec::new() } else { listed(site, blocks, text.compares) };
        Self { site, text, listed, chooses, decides, verdicts }
    }

    fn check(&self, problems: &mut Vec<Diagnostic>) {
        let mut chosen: Vec<Chosen<'c>> = Vec::new();
        for (_, decide) in &self.decides {
            self.question(&decide.root, &mut Vec::new(), problems);
            gather(&decide.root, &mut chosen);
        }
        self.reach(&chosen, problems);
        self.check_chosen(&chosen, problems);
        for verdict in &self.verdicts {
            self.verdict(verdict, &chosen, problems);
        }
        for (range, choose) in &self.chooses {
            self.lists(*range, choose, problems);
        }
    }

    /// What the answers choose is in the lists, and for a reason that holds.
    fn check_chosen(&self, chosen: &[Chosen<'_>], problems: &mut Vec<Diagnostic>) {
        let lists = self.chooses.first().filter(|_| self.are_known()).map(|(range, _)| self.span(*range));
        let names: Vec<&str> = self.listed.iter().map(|at| self.site.products[*at].id.as_str()).collect();
        for Chosen { id, why } in chosen {
            let Some(at) = self.product(id) else { continue };
            if let Some(lists) = lists.clone().filter(|_| !self.listed.contains(&at)) {
                let elsewhere = problem::chosen_elsewhere(self.span(id.range), id, &names, lists);
                problems.push(self.resting_on_products(elsewhere));
            }
            self.why(*why, Weighed { target: at, against: false, among: &self.listed }, problems);
        }
    }

    /// Every product of a block of reasons has some, and the facts speak for them.
    fn lists(&self, range: TextRange, choose: &Choose, problems: &mut Vec<Diagnostic>) {
        let among = self.site.products_of(&choose.products, self.text.compares);
        self.empty_lists(range, choose, &among, problems);
        for (lists, against) in [(&choose.choose, false), (&choose.avoid, true)] {
            for (id, reasons) in lists {
                let Some(target) = self.product(id) else { continue };
                let weighed = Weighed { target, against, among: &among };
                reasons.iter().for_each(|reason| self.why(reason.why.as_ref(), weighed, problems));
            }
        }
    }

    /// The product with an id; that there is none, or none whose kind is known, has been reported.
    fn product(&self, id: &fields::Text) -> Option<usize> {
        let at = self.site.names.products.get(&id.text).copied();
        at.filter(|at| self.site.products[*at].has_kind(self.site))
    }

    fn span(&self, range: TextRange) -> Span {
        Span::new(self.text.path, range)
    }

    /// Whether the lists of reasons are about these products alone, as far as can be told.
    fn are_known(&self) -> bool {
        self.text.whole && self.chooses.iter().all(|(_, choose)| is_known(self.site, &choose.products))
    }

    /// Says that a problem is certain only if the text, which says what products it is about, has been read whole.
    fn resting_on_products(&self, problem: Diagnostic) -> Diagnostic {
        // A translation is about those of its main text.
        problem.resting_on(self.text.path).resting_on(&self.text.path.in_language(None))
    }

    /// Every product of a block has a reason for or against it: below its name readers would find nothing.
    fn empty_lists(
        &self,
        range: TextRange,
        choose: &Choose,
        among: &[usize],
        problems: &mut Vec<Diagnostic>,
    ) {
        let site = self.site;
        for product in among.iter().map(|at| &site.products[*at]) {
            let count = |lists: &[(fields::Text, Vec<Reason>)], own: usize| {
                let given = lists.iter().find(|(id, _)| id.text == product.id);
                given.map_or(own, |(_, reasons)| reasons.len())
            };
            let says = &product.says;
            let for_it = count(&choose.choose, says.choose_if.len());
            // What is missing in another language is another matter.
            if for_it == 0 && count(&choose.avoid, says.avoid_if.len()) == 0 && product.here {
                let problem = problem::no_reasons(self.span(range), &product.id);
                problems.push(self.resting_on_products(product.resting_on_its_files(problem)));
            }
        }
    }

    /// Every product wins somewhere, or the tree says that one need not.
    fn reach(&self, chosen: &[Chosen<'_>], problems: &mut Vec<Diagnostic>) {
        let Some(&(range, _)) = self.decides.first() else { return };
        // An answer that leads to an unknown product may have been meant for any.
        if chosen.iter().any(|chosen| self.product(chosen.id).is_none()) {
            return;
        }
        let is_chosen = |at: &usize| chosen.iter().any(|chosen| self.product(chosen.id) == Some(*at));
        let missed: Vec<usize> = self.listed.iter().copied().filter(|at| !is_chosen(at)).collect();
        match self.decides.iter().find_map(|(_, decide)| decide.never) {
            Some(never) if missed.is_empty() => {
                problems.push(self.resting_on_products(problem::never_unneeded(self.span(never))));
            }
            Some(_) => {}
            None => {
                for at in missed {
                    let product = &self.site.products[at].id;
                    problems.push(self.resting_on_products(problem::never_chosen(self.span(range), product)));
                }
            }
        }
    }

    /// Checks a question on its way: `asked` are the questions before it.
    fn question<'q>(
        &self,
        question: &'q Question,
        asked: &mut Vec<&'q fields::Text>,
        problems: &mut Vec<Diagnostic>,
    ) {
        let same = |a: &fields::Text, b: &fields::Text| a.trim().to_lowercase() == b.trim().to_lowercase();
        if let Some(first) = asked.iter().find(|first| same(first, &question.ask)) {
            let (at, first) = (self.span(question.ask.range), self.span(first.range));
            problems.push(problem::asked_twice(at, first));
        }
        let outcomes: BTreeSet<&str> = outcomes(question).into_iter().collect();
        if let (1, Some(outcome)) = (outcomes.len(), outcomes.first()) {
            problems.push(problem::dead_question(self.span(question.ask.range), outcome));
        }
        asked.push(&question.ask);
        for (at, Answer { answer, leads }) in question.answers.iter().enumerate() {
            if let Some(first) = question.answers[..at].iter().find(|first| same(&first.answer, answer)) {
                let (place, first) = (self.span(answer.range), self.span(first.answer.range));
                problems.push(problem::answer_twice(place, answer, first));
            }
            // A dead question below a dead one is no second problem.
            if let (Leads::Question(next), true) = (leads, outcomes.len() > 1) {
                self.question(next, asked, problems);
            }
        }
        asked.pop();
    }

    fn verdict(&self, verdict: &Verdict, chosen: &[Chosen<'_>], problems: &mut Vec<Diagnostic>) {
        for (id, reason) in &verdict.picks {
            if let Some(target) = self.product(id) {
                let weighed = Weighed { target, against: false, among: &self.listed };
                self.why(reason.why.as_ref(), weighed, problems);
            }
        }
        let Some(winner) = &verdict.winner else { return };
        let Some(at) = self.product(winner) else { return };
        let against = if let Some((range, _)) = self.decides.first().filter(|_| !chosen.is_empty()) {
            // An answer that leads to an unknown product may have been meant for it.
            let may_lead = |chosen: &Chosen<'_>| self.product(chosen.id).is_none_or(|product| product == at);
            let leads = chosen.iter().any(may_lead);
            (!leads).then_some((*range, "no answer of the decision leads to it"))
        } else {
            None
        };
        let against = against.or_else(|| {
            let (range, choose) = self.chooses.first()?;
            if !self.listed.contains(&at) {
                return self.are_known().then_some((*range, "the lists of reasons do not have it"));
            }
            let own = choose.choose.iter().find(|(id, _)| id.text == winner.text);
            let reasons = own.map_or(self.site.products[at].says.choose_if.len(), |(_, list)| list.len());
            (reasons == 0).then_some((*range, "there is no reason to choose it"))
        });
        if let Some((range, how)) = against {
            let (place, there) = (self.span(winner.range), self.span(range));
            let contradiction = problem::verdict_contradicts(place, winner, how, there);
            let product = &self.site.products[at];
            problems.push(self.resting_on_products(product.resting_on_its_files(contradiction)));
        }
    }

    /// Checks that a fact speaks for a reason as it claims.
    fn why(&self, why: Option<&Why>, weighed: Weighed<'_>, problems: &mut Vec<Diagnostic>) {
        let site = self.site;
        let Some(why) = why else { return };
        let Some(claim) = Claim::of(site, self.text.resolved, why, weighed) else { return };
        let (product, attribute) = (&site.products[claim.subject.product], claim.subject.attribute(site));
        let name = claim.subject.id(site);
        let at = self.span(why.range);
        let Some(way) = claim.way else {
            let declared = Span::new(&site.kinds[product.kind].path, attribute.range);
            problems.push(problem::why_which_way(at, &name, attribute.form.has_order(), declared));
            return;
        };
        match claim.lead(site, way) {
            Some(Lead::Leads) => {}
            // It may lead one that is not known.
            _ if !self.are_known() => {}
            None => {
                let facts = claim.against.iter().chain([&claim.subject]);
                let products = facts.map(|fact| &site.products[fact.product].path);
                let unknown = problem::why_unknown(at, &name).resting_on_all(products);
                problems.push(self.resting_on_products(unknown));
            }
            Some(Lead::Equal | Lead::Trails) => {
                let way = if way == Ordering::Less { "lower" } else { "higher" };
                let label = lower_first(&attribute.label);
                let said = format!("this rests on {label} being {way} for {}", product.says.name);
                let facts: Vec<FactAt> = std::iter::once(claim.subject).chain(claim.against).collect();
                let there = facts.iter().map(|at| at.span(site)).collect();
                let facts = facts.iter().map(|at| described(site, *at)).collect::<Vec<_>>().join(", ");
                let in_vain = problem::why_does_not_hold(at, &said, &facts, there);
                problems.push(self.resting_on_products(in_vain));
            }
        }
    }
}

/// What every way through a question ends with: a product's id or the words of another outcome.
fn outcomes(question: &Question) -> Vec<&str> {
    let mut ends = Vec::new();
    for answer in &question.answers {
        match &answer.leads {
            Leads::Question(next) => ends.extend(outcomes(next)),
            Leads::Choose(id, _) => ends.push(id.text.as_str()),
            Leads::Say(say, _) => ends.push(say.as_str()),
        }
    }
    ends
}

/// Every product that an answer chooses.
fn gather<'c>(question: &'c Question, chosen: &mut Vec<Chosen<'c>>) {
    for answer in &question.answers {
        match &answer.leads {
            Leads::Question(next) => gather(next, chosen),
            Leads::Choose(id, reason) => chosen.push(Chosen { id, why: reason.why.as_ref() }),
            Leads::Say(..) => {}
        }
    }
}
