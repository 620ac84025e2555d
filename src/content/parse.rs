//! One file -> [`Parsed`]: what it says, what it refers to, and what is wrong with it.
//!
//! Pure: the same file and block names give the same value. Must not know: any other file.

use super::article::{self, Article, Sort};
use super::body::Reference;
use super::config::{self, Config};
use super::csv;
use super::fetched::{self, Fetched};
use super::kind::{self, Kind};
use super::log::Log;
use super::markdown::{BlockNames, Found};
use super::order::{self, Order};
use super::phrases::{self, Written};
use super::product::{self, Product};
use super::sources::{self, Source};
use super::table::{self, Table};
use super::terms::Terms;
use super::translation::{KindWords, OrderWords, ProductWords, SiteWords, Words};
use super::yaml::{self, Node, Problem};
use crate::base::{Aside, SitePath, TextRange};
use crate::diagnostics::catalogue::files;
use crate::diagnostics::{Diagnostic, Span};
use crate::pictures::{Picture, Unfit, inspect};
use crate::source::{Class, SourceFile};
use std::ops::Range;
use std::sync::Arc;

/// What one file says.
#[derive(Clone, PartialEq, Debug)]
pub struct Parsed {
    /// The file.
    pub path: SitePath,
    /// What it says; `None` if it could not be read at all.
    pub content: Option<Content>,
    /// What its texts refer to; bodies name these by number.
    pub references: Vec<Reference>,
    /// What its texts are about.
    pub terms: Aside<Terms>,
    /// What is wrong with it, so far as can be told from it alone.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a file says, by its class.
#[derive(Clone, PartialEq, Debug)]
pub enum Content {
    /// `content/site.yaml`
    Config(Arc<Config>),
    /// `content/sources.yaml`
    Sources(Vec<Source>),
    /// `content/images.lock`
    Fetched(Vec<Arc<Fetched>>),
    /// A `_kind.yaml`
    Kind(Arc<Kind>),
    /// A product
    Product(Arc<Product>),
    /// A file of many products
    Table(Arc<Table>),
    /// An order
    Order(Arc<Order>),
    /// A guide
    Guide(Arc<Article>),
    /// A plain page
    Page(Arc<Article>),
    /// The words of another file in a further language
    Words(Arc<Words>),
    /// The words of the theme in one language
    Strings(Arc<Written>),
    /// A file that is published: what it tells of itself, if it is called a picture
    File(Option<Result<Picture, Unfit>>),
}

/// The file at `path` among files that come by path.
pub fn find<'f>(files: &'f [Arc<Parsed>], path: &SitePath) -> Option<&'f Arc<Parsed>> {
    files.binary_search_by(|file| file.path.cmp(path)).ok().map(|at| &files[at])
}

/// Reads one file. Templates and fonts have no content here: `render/` reads them.
pub fn parse(file: &SourceFile, names: &BlockNames) -> Parsed {
    let mut log = Log::new(&file.path);
    let mut found = Found::default();
    let content = match file.class {
        Class::Asset | Class::Static => Some(Content::File(inspect(&file.path, &file.bytes))),
        Class::Template | Class::Font => None,
        Class::Stray => {
            let meant = Class::meant(&file.path);
            log.push(files::stray_file(log.span(TextRange::default()), meant.is_some()));
            meant.and_then(unread)
        }
        class => {
            let read = match file.text().filter(|text| !text.contains('\0')) {
                Some(text) => read(class, text, names, &mut found, &mut log),
                None => {
                    log.push(bad_bytes(file));
                    None
                }
            };
            read.or_else(|| unread(class))
        }
    };
    // All files are held at once, so none takes more room than it needs.
    found.references.shrink_to_fit();
    Parsed {
        path: file.path.clone(),
        content,
        references: found.references,
        terms: Aside::new(found.terms.finish()),
        diagnostics: log.into_found(),
    }
}

/// What a file says; `None` if it cannot be read.
fn read(class: Class, text: &str, names: &BlockNames, found: &mut Found, log: &mut Log) -> Option<Content> {
    if let Class::Guide | Class::Page = class {
        config::check_id(log.file().clone().id(), TextRange::default(), log);
        let sort = if class == Class::Guide { Sort::Guide } else { Sort::Page };
        let article = Arc::new(article::read(text, sort, names, found, log)?);
        return Some(if class == Class::Guide { Content::Guide(article) } else { Content::Page(article) });
    }
    if class == Class::Table {
        let is_csv = log.file().extension() == Some("csv");
        let table = if is_csv { csv::read(text, log) } else { table::read_json(text, log) };
        return Some(Content::Table(Arc::new(table)));
    }
    let node = yaml_document(text, 0..text.len(), log);
    let (owner, id) = match class {
        Class::Site => ("the site", None),
        Class::SourceList => ("the sources", None),
        Class::ImagesLock => ("images.lock", None),
        Class::Strings => ("the strings", None),
        Class::Kind => ("a kind", log.file().folder().rsplit('/').next().map(str::to_owned)),
        Class::Product => ("a product", Some(log.file().id().to_owned())),
        Class::SiteWords | Class::KindWords | Class::ProductWords | Class::OrderWords => ("words", None),
        _ => ("an order", Some(log.file().id().to_owned())),
    };
    if let Some(id) = id {
        config::check_id(&id, TextRange::default(), log);
    }
    let Some(node) = node else {
        match class {
            Class::SourceList => return Some(Content::Sources(Vec::new())),
            Class::ImagesLock => return Some(Content::Fetched(Vec::new())),
            _ => {}
        }
        if !log.is_cut() {
            log.push(files::empty_file(log.span(TextRange::default()), owner));
        }
        return None;
    };
    if class == Class::Product && node.has("attributes") && node.has("plural") {
        log.push(files::kind_as_product(log.span(TextRange::default())));
        return unread(Class::Kind);
    }
    let words = |words| Content::Words(Arc::new(words));
    match class {
        Class::Site => Some(Content::Config(Arc::new(config::read(&node, text, found, log)))),
        Class::SourceList => sources::read(&node, log).map(Content::Sources),
        Class::ImagesLock => {
            Some(Content::Fetched(fetched::read(&node, log).into_iter().map(Arc::new).collect()))
        }
        Class::Strings => phrases::read(&node, log).map(|s| Content::Strings(Arc::new(s))),
        Class::Kind => kind::read(&node, log).map(|k| Content::Kind(Arc::new(k))),
        Class::Product => product::read(&node, text, found, log).map(|p| Content::Product(Arc::new(p))),
        Class::SiteWords => SiteWords::read(&node, text, found, log).map(Words::Site).map(words),
        Class::KindWords => KindWords::read(&node, log).map(Words::Kind).map(words),
        Class::ProductWords => ProductWords::read(&node, text, found, log).map(Words::Product).map(words),
        Class::OrderWords => OrderWords::read(&node, text, found, log).map(Words::Order).map(words),
        _ => order::read(&node, text, found, log).map(|o| Content::Order(Arc::new(o))),
    }
}

/// What stands for a file that cannot be read: a thing of which nothing is known, so that references to it are no second problem.
fn unread(class: Class) -> Option<Content> {
    match class {
        Class::Guide => Some(Content::Guide(Arc::default())),
        Class::Page => Some(Content::Page(Arc::default())),
        Class::Kind => Some(Content::Kind(Arc::default())),
        Class::Product => Some(Content::Product(Arc::default())),
        Class::Order => Some(Content::Order(Arc::default())),
        Class::SourceList => Some(Content::Sources(Vec::new())),
        Class::Table => Some(Content::Table(Arc::default())),
        _ => None,
    }
}

/// The line that a byte stands in, and the one before.
fn lines_at(text: &str, at: usize) -> [&str; 2] {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    [text[start..].lines().next().unwrap_or_default(), text[..start].lines().next_back().unwrap_or_default()]
}

/// Reads the YAML of a part of a file and reports its problems.
pub fn yaml_document(file: &str, part: Range<usize>, log: &mut Log) -> Option<Node> {
    let (node, problems) = yaml::parse(file, part.clone());
    log.begin_part();
    for problem in problems {
        let diagnostic = match problem {
            Problem::Syntax { at, reason } => {
                log.cut();
                let text = &file[part.clone()];
                // No YAML has such a line: a block that does not end reaches to the end of the next.
                let fence = text.lines().find(|line| line.starts_with("```"));
                let lines =
                    fence.map_or_else(|| lines_at(text, at.start as usize - part.start), |fence| [fence; 2]);
                files::yaml_syntax(log.span(at), &reason, lines)
            }
            Problem::CutOff { at } => files::text_cut(log.span(at)),
            Problem::CurlyQuotes { at } => files::quotes_shown(log.span(at)),
            Problem::DuplicateKey { key, at, first } => {
                files::duplicate_key(log.span(at), &key, log.span(first))
            }
            Problem::Unsupported { at, what, instead } => {
                log.cut();
                files::yaml_unsupported(log.span(at), what, instead)
            }
        };
        log.push(diagnostic);
    }
    // Of a text where a map was wanted the reader gives up at the first colon: that has been told.
    let says_nothing = |node: &Node| node.is_null() || log.is_cut() && node.scalar().is_some();
    node.filter(|node| !says_nothing(node))
}

/// The diagnostic for bytes that are no text in UTF-8, at the first of them.
pub fn bad_bytes(file: &SourceFile) -> Diagnostic {
    let readable = file.readable();
    // In UTF-16 every second byte of plain text is a zero, and no text has any.
    let good = readable.find('\0').map_or(readable, |at| &readable[..at]);
    let is_utf_16 =
        good.len() < readable.len() || matches!(file.bytes.get(..2), Some([0xff, 0xfe] | [0xfe, 0xff]));
    let line = good.bytes().filter(|b| *b == b'\n').count() + 1;
    files::not_utf8(Span::new(&file.path, TextRange::new(good.len()..good.len() + 1)), line, is_utf_16)
}
