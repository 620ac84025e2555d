//! What one page has shown so far: the numbers of its sources, the list at its foot, when its facts were checked, whether
//! somebody pays for a link, and whether there was a picture.

use super::cards::{day, link};
use super::fill::Filler;
use super::view::{CheckedView, CitedView, Link, SourceView};
use crate::base::{Date, Html};
use crate::content::attribute::Form;
use crate::site::fresh::FactAt;
use crate::site::{Item, Site};

/// How many products one line of a source's list names.
const MOST_NAMES: usize = 8;

/// The facts that one page shows, and their sources, numbered by first use.
#[derive(Default)]
pub struct Citations {
    sources: Vec<usize>,
    facts: Vec<FactAt>,
    /// Whether somebody pays for a link on the page.
    pub has_paid_link: bool,
    /// Whether it has shown a picture that readers see first.
    has_picture: bool,
}

impl Citations {
    /// Nothing has been shown yet, but perhaps a picture at the head of the page.
    pub fn below(has_picture: bool) -> Self {
        Self { has_picture, ..Self::default() }
    }

    /// Notes that the page shows a picture. Whether it is the first one.
    pub fn is_first_picture(&mut self) -> bool {
        !std::mem::replace(&mut self.has_picture, true)
    }

    /// Notes that the page shows a fact. The number of its source on this page, from 1, if it has one.
    pub fn cite(&mut self, site: &Site, at: FactAt) -> Option<usize> {
        let fact = at.fact(site);
        if fact.source.is_some() || fact.checked.is_some() {
            self.facts.push(at);
        }
        let source = fact.source?;
        match self.sources.iter().position(|known| *known == source) {
            Some(at) => Some(at + 1),
            None => {
                self.sources.push(source);
                Some(self.sources.len())
            }
        }
    }

    /// What readers are told if somebody pays for a link on the page; empty if nobody does.
    pub fn disclosure(&mut self, site: &Site) -> Html {
        if !self.has_paid_link {
            return Html::default();
        }
        let filler = Filler { site, resolved: &site.config_resolved };
        filler.line(&site.config.affiliates.disclosure, self)
    }

    /// The list of sources at the foot of the page, each with the facts that rest on it.
    pub fn list(&mut self, site: &Site) -> Vec<SourceView> {
        let facts = self.each_once();
        let view = |(at, source): (usize, &usize)| {
            let citing: Vec<FactAt> =
                facts.iter().copied().filter(|fact| fact.fact(site).source == Some(*source)).collect();
            source_view(site, at + 1, *source, &citing)
        };
        let list: Vec<SourceView> = self.sources.iter().enumerate().map(view).collect();
        self.has_paid_link |= list.iter().any(|source| source.paid);
        list
    }

    /// When the facts of the page were checked: prices by themselves, since they move.
    pub fn checked(&self, site: &Site) -> Vec<CheckedView> {
        let facts = self.each_once();
        let is_price = |at: &FactAt| matches!(at.attribute(site).form, Form::Money(_));
        let (prices, others): (Vec<FactAt>, Vec<FactAt>) = facts.into_iter().partition(is_price);
        let what = |facts: &[FactAt], key| {
            let (from, to) = span(site, facts)?;
            let words = site.words.say(key, &[("days", &site.words.date_span(from, to))]);
            Some(CheckedView { from, to, words })
        };
        [what(&prices, "prices_checked"), what(&others, "facts_checked")].into_iter().flatten().collect()
    }

    fn each_once(&self) -> Vec<FactAt> {
        let mut facts = self.facts.clone();
        facts.sort_unstable();
        facts.dedup();
        facts
    }
}

/// A source with the facts that rest on it: one line an attribute, the products in the order of their files.
pub fn source_view(site: &Site, number: usize, source: usize, citing: &[FactAt]) -> SourceView {
    let mut lines: Vec<(&str, Vec<FactAt>)> = Vec::new();
    for at in citing {
        let label = at.attribute(site).label.as_str();
        match lines.iter_mut().find(|(known, _)| *known == label) {
            Some((_, facts)) => facts.push(*at),
            None => lines.push((label, vec![*at])),
        }
    }
    let cited = lines.into_iter().map(|(label, facts)| cited_view(site, label, &facts)).collect();
    let source = &site.sources[source];
    SourceView {
        number,
        id: source.id.clone(),
        // Sources have no words in further languages.
        language: (!site.edition.is_main()).then(|| site.edition.main_language.clone()),
        title: source.title.clone(),
        publisher: source.publisher.clone(),
        url: source.url.clone(),
        paid: source.url.as_ref().is_some_and(|url| site.config.affiliates.pay_for(url)),
        read: source.read.map(|date| day(site, date)),
        quote: source.quote.clone(),
        facts: cited,
    }
}

fn cited_view(site: &Site, label: &str, facts: &[FactAt]) -> CitedView {
    let named = |at: &FactAt| {
        let mut named = link(site, Item::Product(at.product));
        named.label.push_str(site.marks.fact(*at));
        named
    };
    let products: Vec<Link> = facts.iter().take(MOST_NAMES).map(named).collect();
    CitedView {
        label: label.to_owned() + facts.first().map_or("", |at| site.marks.label(site, *at)),
        more: facts.len() - products.len(),
        products,
        checked: span(site, facts).map(|(from, to)| site.words.date_span(from, to)).unwrap_or_default(),
    }
}

/// The first and the last day on which some facts were checked.
fn span(site: &Site, facts: &[FactAt]) -> Option<(Date, Date)> {
    let days = || facts.iter().filter_map(|at| at.fact(site).checked);
    Some((days().min()?, days().max()?))
}
