//! The wanted list: guides that other guides ask for and nobody has written, most wanted first.
//!
//! A guide asks by `wanted: [Essence vs Toner]` in its front matter, or by naming in `related` one that is held back. Two
//! products of one kind that several guides name together, and that no guide compares alone, are wanted without asking.
//! Must not know: how the list is printed.

use super::names::HeldBack;
use super::pairs::sorted;
use super::{Guide, Item, Resolved, Site};
use crate::base::address::slug;
use crate::diagnostics::catalogue::references as problem;
use crate::diagnostics::{Diagnostic, Span};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// How many guides have to name two products together before a guide on the two is wanted.
const TOGETHER: usize = 2;
/// A guide that names more products of one kind says nothing of any two of them.
const MOST_NAMED: usize = 12;

/// A guide that is wanted.
pub struct Wanted<'s> {
    /// What it would be called: in the words of the first guide that asks.
    pub title: String,
    /// The two products that it would compare, if they are known.
    pub products: Option<[usize; 2]>,
    /// The guides that ask for it.
    pub asked_by: Vec<usize>,
    /// The guides that name both products.
    pub together_in: Vec<usize>,
    /// The guide itself, if it is written and not published.
    pub held_back: Option<&'s HeldBack>,
}

/// What a title asks for, however it is worded.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Wish {
    /// A guide on two products, the lower index first.
    Pair([usize; 2]),
    /// Words as a step of an address.
    Title(String),
}

/// Products and guides by the words that may stand for them.
struct Book<'s> {
    site: &'s Site,
    products: HashMap<String, usize>,
    guides: HashMap<String, usize>,
    pairs: HashMap<[usize; 2], usize>,
}

impl<'s> Book<'s> {
    fn new(site: &'s Site) -> Self {
        let named = site.products.iter().enumerate().map(|(at, product)| (slug(&product.says.name), at));
        let mut products: HashMap<String, usize> = named.collect();
        products.extend(site.names.products.iter().map(|(id, at)| (id.clone(), *at)));
        let mut guides = HashMap::new();
        let mut pairs = HashMap::new();
        for (at, guide) in site.guides.iter().enumerate() {
            for words in [&guide.id, &guide.says.title, head(&guide.says.title)] {
                guides.entry(slug(words)).or_insert(at);
            }
            if let [one, other] = guide.compares[..] {
                pairs.entry(sorted([one, other])).or_insert(at);
            }
        }
        Self { site, products, guides, pairs }
    }

    /// Of two things compared, the sequence and what follows a colon are a matter of wording.
    fn wish(&self, title: &str) -> Wish {
        let words = slug(head(title));
        let Some((one, other)) = words.split_once("-vs-").or_else(|| words.split_once("-versus-")) else {
            return Wish::Title(slug(title));
        };
        match (self.products.get(one), self.products.get(other)) {
            (Some(one), Some(other)) if one != other => Wish::Pair(sorted([*one, *other])),
            _ => Wish::Title(format!("{}-vs-{}", one.min(other), one.max(other))),
        }
    }

    /// The guide that a wish is about, if it is published.
    fn written(&self, wish: &Wish, title: &str) -> Option<usize> {
        let by_words = || self.guides.get(&slug(title)).or_else(|| self.guides.get(&slug(head(title))));
        match wish {
            Wish::Pair(products) => self.pairs.get(products).or_else(by_words).copied(),
            Wish::Title(_) => by_words().copied(),
        }
    }

    /// The guide that a wish is about, if it waits.
    fn held_back(&self, wish: &Wish, title: &str) -> Option<&'s HeldBack> {
        let ids = &self.site.names.held_back;
        let mut words = vec![slug(title), slug(head(title))];
        if let Wish::Pair([one, other]) = wish {
            let [one, other] = [one, other].map(|at| &self.site.products[*at].id);
            words.extend([format!("{one}-vs-{other}"), format!("{other}-vs-{one}")]);
        }
        words.iter().find_map(|id| ids.get(id))
    }
}

/// A title without what follows a colon: "Essence vs Serum: which comes first?"
fn head(title: &str) -> &str {
    title.split(':').next().unwrap_or(title)
}

/// Warns of titles that guides still ask for although somebody has written them.
pub fn check(site: &Site, problems: &mut Vec<Diagnostic>) {
    let asking: Vec<&Guide> = site.guides.iter().filter(|guide| !guide.says.wanted.is_empty()).collect();
    if asking.is_empty() {
        return;
    }
    let book = Book::new(site);
    for guide in asking {
        for title in &guide.says.wanted {
            if let Some(at) = book.written(&book.wish(title), title) {
                let written = &site.guides[at];
                let (here, there) = (Span::new(&guide.path, title.range), Span::file(&written.path));
                problems.push(problem::wanted_written(here, title, &written.id, there));
            }
        }
    }
}

/// The wanted list: what most guides ask for first, then what most guides name together.
pub fn wanted(site: &Site) -> Vec<Wanted<'_>> {
    let book = Book::new(site);
    let mut found: BTreeMap<Wish, Wanted> = BTreeMap::new();
    for (at, guide) in site.guides.iter().enumerate() {
        let titles = guide.says.wanted.iter().filter(|title| !slug(title).is_empty());
        let waiting = guide.says.related.iter().filter(|id| site.names.held_back.contains_key(&id.text));
        for title in titles.chain(waiting) {
            let wish = book.wish(title);
            if book.written(&wish, title).is_none() {
                let asked = found.entry(wish.clone()).or_insert_with(|| Wanted {
                    title: title.text.clone(),
                    products: None,
                    asked_by: Vec::new(),
                    together_in: Vec::new(),
                    held_back: book.held_back(&wish, title),
                });
                if asked.asked_by.last() != Some(&at) {
                    asked.asked_by.push(at);
                }
            }
        }
    }
    for (products, together_in) in named_together(site) {
        let wish = Wish::Pair(products);
        let title = products.map(|at| site.products[at].says.name.as_str()).join(" vs ");
        let is_known = found.contains_key(&wish);
        if is_known || (together_in.len() >= TOGETHER && book.written(&wish, &title).is_none()) {
            let held_back = book.held_back(&wish, &title);
            let new =
                || Wanted { title, products: None, asked_by: Vec::new(), together_in: Vec::new(), held_back };
            found.entry(wish).or_insert_with(new).together_in = together_in;
        }
    }
    for (wish, wanted) in &mut found {
        wanted.products = if let Wish::Pair(products) = wish { Some(*products) } else { None };
    }
    let mut list: Vec<Wanted> = found.into_values().collect();
    list.sort_by_key(|wanted| (Reverse(wanted.asked_by.len()), Reverse(wanted.together_in.len())));
    list
}

/// The products of one kind that guides name together, each pair with the guides that do.
fn named_together(site: &Site) -> BTreeMap<[usize; 2], Vec<usize>> {
    let mut together: BTreeMap<[usize; 2], Vec<usize>> = BTreeMap::new();
    for (at, guide) in site.guides.iter().enumerate() {
        let mut by_kind: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for product in named(guide) {
            by_kind.entry(site.products[product].kind).or_default().push(product);
        }
        for products in by_kind.values().filter(|products| products.len() <= MOST_NAMED) {
            for (place, one) in products.iter().enumerate() {
                for other in &products[place + 1..] {
                    together.entry([*one, *other]).or_default().push(at);
                }
            }
        }
    }
    together
}

/// The products that a guide compares, links to or shows a fact of, in the site's order.
fn named(guide: &Guide) -> Vec<usize> {
    let in_text = guide.resolved.iter().filter_map(|resolved| match resolved {
        Resolved::Item(Item::Product(at), _) | Resolved::Fact(at, _) => Some(*at),
        _ => None,
    });
    let mut products: Vec<usize> = guide.compares.iter().copied().chain(in_text).collect();
    products.sort_unstable();
    products.dedup();
    products
}
