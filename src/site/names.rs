//! What every id means: products, guides, kinds and pages by id and by path, and what is held back.

use crate::base::SitePath;
use crate::base::kept::{Deserialize, Serialize};
use crate::base::suggest::{Suggestions, nearest_of_many};
use crate::diagnostics::Span;
use std::collections::{HashMap, HashSet};

/// Something with a page of its own, by its index in [`super::Site`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Item {
    /// A product.
    Product(usize),
    /// A guide.
    Guide(usize),
    /// A kind.
    Kind(usize),
    /// A plain page.
    Page(usize),
    /// An "A vs B" page, which no file stands for.
    Pair(usize),
    /// A guide or page in another language.
    Abroad(usize),
}

/// Why a guide or page is not published now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// It says that it is a draft.
    Draft,
    /// Its day has not come.
    Future,
}

impl Why {
    /// What it is, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Draft => "a draft",
            Self::Future => "dated in the future",
        }
    }

    /// The option that publishes it all the same.
    pub fn option(self) -> &'static str {
        match self {
            Self::Draft => "--drafts",
            Self::Future => "--future",
        }
    }
}

/// A guide or page that is not published now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldBack {
    /// Its file.
    pub path: SitePath,
    /// Why it is not.
    pub why: Why,
    /// Where that is said: in its file, or in that of the text which it translates.
    pub said: Span,
}

/// Ids among which one is looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Among {
    /// All that a reference in a text may name.
    Pages,
    /// Those of products.
    Products,
    /// Those of guides.
    Guides,
    /// Those of orders.
    Orders,
    /// Those of sources.
    Sources,
}

/// What every id and path means.
#[derive(Default, Debug)]
pub struct Names {
    /// Products by id; of several with one id the first.
    pub products: HashMap<String, usize>,
    /// Ids that several products have: nobody can tell which is meant.
    pub doubled: HashSet<String>,
    /// Guides by id.
    pub guides: HashMap<String, usize>,
    /// Kinds by id.
    pub kinds: HashMap<String, usize>,
    /// Plain pages by id.
    pub pages: HashMap<String, usize>,
    /// Orders by id.
    pub orders: HashMap<String, usize>,
    /// Sources by id.
    pub sources: HashMap<String, usize>,
    /// Items by their file.
    pub paths: HashMap<SitePath, Item>,
    /// What is meant by a file of another language: its translation, or else itself.
    pub foreign_paths: HashMap<SitePath, Item>,
    /// Guides and pages of the main language that this edition does not have, by id.
    pub abroad: HashMap<String, usize>,
    /// Guides and pages that are not published now, by id.
    pub held_back: HashMap<String, HeldBack>,
    suggestions: Suggestions<(Among, String)>,
}

impl Names {
    /// All items that an id could mean.
    pub fn items(&self, id: &str) -> Vec<Item> {
        let product = self.products.get(id).map(|at| Item::Product(*at));
        let guide = self.guides.get(id).map(|at| Item::Guide(*at));
        let kind = self.kinds.get(id).map(|at| Item::Kind(*at));
        let page = self.pages.get(id).map(|at| Item::Page(*at));
        let abroad = self.abroad.get(id).map(|at| Item::Abroad(*at));
        [product, guide, kind, page, abroad].into_iter().flatten().collect()
    }

    /// The item that a file stands for, in this language or another.
    pub fn by_path(&self, path: &SitePath) -> Option<Item> {
        self.paths.get(path).or_else(|| self.foreign_paths.get(path)).copied()
    }

    /// The id that was likely meant by one that means nothing. All names have to be known by now.
    pub fn nearest(&self, among: Among, id: &str) -> Option<String> {
        let all = [&self.products, &self.guides, &self.kinds, &self.pages, &self.abroad];
        let maps = match among {
            Among::Pages => &all[..],
            Among::Products => &[&self.products],
            Among::Guides => &[&self.guides],
            Among::Orders => &[&self.orders],
            Among::Sources => &[&self.sources],
        };
        self.suggestions.get((among, id.to_owned()), || {
            let names = maps.iter().flat_map(|map| map.keys()).map(String::as_str);
            nearest_of_many(id, names).map(str::to_owned)
        })
    }
}

/// Names in a fixed order, for messages.
pub fn sorted<'n>(names: impl IntoIterator<Item = &'n String>) -> Vec<&'n str> {
    let mut names: Vec<&str> = names.into_iter().map(String::as_str).collect();
    names.sort_unstable();
    names
}
