//! What the files mean together: ids and references resolved, facts typed, addresses given, guides in order.
//!
//! Sees what files say of themselves and never a body. Must not know: views, templates, output.

pub mod addresses;
mod blocks;
mod collect;
pub mod compare;
pub mod decisions;
pub mod editions;
mod facts;
mod fair;
pub mod fresh;
pub mod letters;
pub mod link;
mod marks;
mod mixing;
pub mod names;
mod orders;
pub mod pairs;
mod photos;
pub mod prose;
mod ranking;
pub mod reach;
pub mod reasons;
mod references;
pub mod related;
mod resolve;
mod rows;
pub mod strings;
pub mod tables;
mod tags;
mod taken;
mod translate;
pub mod wanted;

pub use editions::{Abroad, Edition, Neighbour};
pub use facts::{Fact, State};
pub use link::{Demands, Options, link, take_texts};
pub use marks::Marks;
pub use mixing::Mixed;
pub use names::{Item, Names};
pub use ranking::{index, picked, read_next, read_next_again, terms, wording};
pub use references::Resolved;
pub use tags::Tag;

use crate::base::{Address, Date, SitePath, TextRange};
use crate::content::affiliates::host;
use crate::content::article::Article;
use crate::content::config::Config;
use crate::content::fetched::Fetched;
use crate::content::fields::Text;
use crate::content::sources::Source;
use crate::content::strings::Strings;
use crate::content::{kind, order, product};
use crate::diagnostics::{Diagnostic, Span};
use crate::pictures::{Picture, Raster, Unfit};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A whole site in one language, resolved. Items name one another by index.
#[derive(Default)]
pub struct Site {
    /// Which of the site's languages this is.
    pub edition: Edition,
    /// All languages of the site, this one too; empty if it has only one.
    pub neighbours: Arc<[Neighbour]>,
    /// `content/site.yaml`, in the words of this edition.
    pub config: Arc<Config>,
    /// The words of the theme, in the language of this edition.
    pub words: Arc<Strings>,
    /// The absolute address that all others hang on, without a trailing `/`.
    pub base_url: String,
    /// The kinds, by folder.
    pub kinds: Vec<Kind>,
    /// The products, by path.
    pub products: Vec<Product>,
    /// The files that say of many at once which there are: tables and the kinds that read them.
    pub rosters: Vec<SitePath>,
    /// The sources, in the order of their file.
    pub sources: Vec<Source>,
    /// The orders, by path.
    pub orders: Vec<Order>,
    /// The published guides, newest first; of one day by path.
    pub guides: Vec<Guide>,
    /// The published guides by the first letter of their titles.
    pub letters: Vec<letters::Letter>,
    /// The published plain pages, by path.
    pub pages: Vec<Page>,
    /// Guides and pages in other languages, by path.
    pub abroad: Vec<Abroad>,
    /// The tags, by name.
    pub tags: Vec<Tag>,
    /// Files that are published as they are, by path, with the size of those that are pictures.
    pub files: HashMap<SitePath, File>,
    /// The photos that published pages show, by path, each with the first place that names it.
    pub photos: BTreeMap<SitePath, Span>,
    /// Old addresses and where they lead, in the order of the files.
    pub redirects: Vec<(Address, Item)>,
    /// What the texts of `content/site.yaml` refer to.
    pub config_resolved: Vec<Resolved>,
    /// The links of the header, resolved.
    pub navigation: Vec<(String, Resolved)>,
    /// The links of the footer, resolved.
    pub footer: Vec<(String, Resolved)>,
    /// The "A vs B" pages, by kind.
    pub pairs: Vec<pairs::Pair>,
    /// The tables of whole kinds, by kind.
    pub tables: Vec<tables::KindTable>,
    /// What every id means.
    pub names: Names,
    /// The index that guides are ranked by, once it has been made: see [`index`].
    pub related: related::Index,
    /// What a traced page carries in its sentences.
    pub marks: Marks,
}

/// A kind of product.
pub struct Kind {
    /// Its folder's name.
    pub id: String,
    /// Its file.
    pub path: SitePath,
    /// What its file says.
    pub says: Arc<kind::Kind>,
    /// Where its whole table is published.
    pub address: Address,
    /// Whether that is in this edition.
    pub here: bool,
    /// For each attribute: whether its label is in the main language; empty if all are in this one.
    pub foreign: Vec<bool>,
    /// Its products.
    pub products: Vec<usize>,
    /// Its "A vs B" pages.
    pub pairs: Vec<usize>,
}

/// A product with its facts.
pub struct Product {
    /// Its file's stem, or what its row says.
    pub id: String,
    /// Its file.
    pub path: SitePath,
    /// Its row in that file; nothing if the file is its own.
    pub place: TextRange,
    /// The cell of that row with its name.
    pub named: TextRange,
    /// What its file says.
    pub says: Arc<product::Product>,
    /// Its kind.
    pub kind: usize,
    /// Where it is published.
    pub address: Address,
    /// Whether that is in this edition.
    pub here: bool,
    /// The file of its words, if they are translated.
    pub words: Option<SitePath>,
    /// Its facts, one for each attribute of its kind, in that order.
    pub facts: Vec<Fact>,
    /// For each of these: whether it is in words of the main language; empty if none is.
    pub foreign: Vec<bool>,
    /// What its texts refer to.
    pub resolved: Vec<Resolved>,
    /// Its tags.
    pub tags: Vec<usize>,
    /// The guides that compare it, newest first.
    pub guides: Vec<usize>,
    /// The products it goes together with, or does not.
    pub together: Vec<Mixed>,
    /// The "A vs B" pages it is on.
    pub pairs: Vec<usize>,
}

/// An order of steps.
pub struct Order {
    /// Its file's stem.
    pub id: String,
    /// Its file.
    pub path: SitePath,
    /// The file of its words, if they are translated.
    pub words: Option<SitePath>,
    /// What its file says.
    pub says: Arc<order::Order>,
    /// What its texts refer to.
    pub resolved: Vec<Resolved>,
}

/// A published guide.
pub struct Guide {
    /// Its file's stem.
    pub id: String,
    /// Its file.
    pub path: SitePath,
    /// What its file says.
    pub says: Arc<Article>,
    /// The day it appeared.
    pub date: Date,
    /// Where it is published.
    pub address: Address,
    /// What its texts refer to.
    pub resolved: Vec<Resolved>,
    /// The products it compares.
    pub compares: Vec<usize>,
    /// Its tags.
    pub tags: Vec<usize>,
    /// The guides picked by hand to be read next.
    pub picked: Vec<usize>,
    /// Its author: an index into the site's authors.
    pub author: Option<usize>,
    /// The day its words last changed, or a fact that it shows was last checked.
    pub changed: Date,
    /// What it takes over from the guide that it translates.
    pub inherited: Inherited,
}

/// What a translated guide takes over from the guide in the main language, where it has been checked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Inherited {
    /// The products that it compares.
    pub compares: bool,
    /// The guides to read next.
    pub related: bool,
    /// Its author.
    pub author: bool,
}

/// A published plain page.
pub struct Page {
    /// Its file's stem.
    pub id: String,
    /// Its file.
    pub path: SitePath,
    /// What its file says.
    pub says: Arc<Article>,
    /// Where it is published.
    pub address: Address,
    /// What its texts refer to.
    pub resolved: Vec<Resolved>,
}

/// A file that is published as it is.
#[derive(Clone, PartialEq, Debug)]
pub struct File {
    /// Where it is published.
    pub address: Address,
    /// What it tells of itself, if it is called a picture.
    pub picture: Option<Result<Picture, Unfit>>,
    /// Where it comes from, if it is a picture that was brought in from another site.
    pub fetched: Option<Arc<Fetched>>,
}

impl File {
    /// Width and height in CSS pixels, if it is a picture that says.
    pub fn size(&self) -> Option<(u32, u32)> {
        self.picture.as_ref()?.as_ref().ok()?.size
    }

    /// Who made it and what others may do with it, as far as `content/images.lock` says.
    pub fn rights(&self) -> (&str, &str) {
        self.fetched.as_ref().map_or(("", ""), |from| (&from.credit, &from.licence))
    }

    /// What it is made of, if it is a photo.
    pub fn raster(&self) -> Option<Raster> {
        self.picture.as_ref()?.as_ref().ok()?.raster
    }
}

impl Product {
    /// Where it stands: its row, or the start of its own file.
    pub fn span(&self) -> Span {
        Span::new(&self.path, self.place)
    }

    /// Whether its kind can be read. If not, that has been reported, and nothing can be said of it.
    pub fn has_kind(&self, site: &Site) -> bool {
        self.kind < site.kinds.len()
    }

    /// Whether it has a page in this edition.
    pub fn has_page(&self, site: &Site) -> bool {
        self.here && self.has_kind(site)
    }

    /// Says that a problem is certain only if its file and that of its words have been read whole.
    pub fn resting_on_its_files(&self, problem: Diagnostic) -> Diagnostic {
        problem.resting_on_all(std::iter::once(&self.path).chain(&self.words))
    }

    /// Whether its file has other products too.
    pub fn is_row(&self) -> bool {
        self.place != TextRange::default()
    }
}

impl Default for Product {
    /// A product of no kind and without facts.
    fn default() -> Self {
        Self {
            id: String::new(),
            path: SitePath::new(""),
            place: TextRange::default(),
            named: TextRange::default(),
            says: Arc::default(),
            kind: usize::MAX,
            address: Address::new("/"),
            here: true,
            words: None,
            facts: Vec::new(),
            foreign: Vec::new(),
            resolved: Vec::new(),
            tags: Vec::new(),
            guides: Vec::new(),
            together: Vec::new(),
            pairs: Vec::new(),
        }
    }
}

impl Site {
    /// Where an item is published.
    pub fn address(&self, item: Item) -> &Address {
        match item {
            Item::Product(at) => &self.products[at].address,
            Item::Guide(at) => &self.guides[at].address,
            Item::Kind(at) => &self.kinds[at].address,
            Item::Page(at) => &self.pages[at].address,
            Item::Pair(at) => &self.pairs[at].address,
            Item::Abroad(at) => &self.abroad[at].address,
        }
    }

    /// What readers call an item.
    pub fn name(&self, item: Item) -> &str {
        match item {
            Item::Product(at) => &self.products[at].says.name,
            Item::Guide(at) => &self.guides[at].says.title,
            Item::Kind(at) => &self.kinds[at].says.plural,
            Item::Page(at) => &self.pages[at].says.title,
            Item::Pair(at) => &self.pairs[at].name,
            Item::Abroad(at) => &self.abroad[at].says.title,
        }
    }

    /// The file of an item; of a pair that of its kind.
    pub fn path(&self, item: Item) -> &SitePath {
        match item {
            Item::Product(at) => &self.products[at].path,
            Item::Guide(at) => &self.guides[at].path,
            Item::Kind(at) => &self.kinds[at].path,
            Item::Page(at) => &self.pages[at].path,
            Item::Pair(at) => &self.kinds[self.pairs[at].kind].path,
            Item::Abroad(at) => &self.abroad[at].path,
        }
    }

    /// The products that ids name, or without ids `others`: those that the text compares. One without a kind has been
    /// reported, and is none of them.
    pub fn products_of(&self, ids: &[Text], others: &[usize]) -> Vec<usize> {
        if ids.is_empty() {
            return others.to_vec();
        }
        let named = ids.iter().filter_map(|id| self.names.products.get(&id.text).copied());
        named.filter(|at| self.products[*at].has_kind(self)).collect()
    }

    /// Whether the site is published at a host. Where it is built for the moment does not count.
    pub fn is_at(&self, to: &str) -> bool {
        !to.is_empty() && host(&self.config.base_url).eq_ignore_ascii_case(to)
    }

    /// The absolute form of an address.
    pub fn absolute(&self, address: &Address) -> String {
        format!("{}{}", self.base_url, address.href())
    }
}
