//! A guide or plain page: front matter and Markdown.

use super::blocks::{self, Block};
use super::body::{Body, Heading};
use super::fields::{Fields, Text, repeats};
use super::log::Log;
use super::markdown::{self, BlockNames, Found};
use super::parse::yaml_document;
use super::picture::{self, Picture};
use super::product::rich_text;
use super::terms::Field;
use crate::base::kept::{Deserialize, Serialize};
use crate::base::{Aside, Date, TextRange};
use crate::diagnostics::catalogue::{blocks as block_problem, fields as fields_problem, files};
use crate::source::{Class, SourceFile};
use std::ops::Range;
use std::sync::Arc;

/// What a guide or page says of itself; all that other pages need of it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Article {
    /// The title.
    pub title: String,
    /// One or two sentences.
    pub description: String,
    /// The short answer.
    pub answer: Body,
    /// The day it appears, with its place; always there on a guide that has no problems and is no translation.
    pub date: Option<(Date, TextRange)>,
    /// The day it last changed in substance, and where that stands.
    pub updated: Option<(Date, TextRange)>,
    /// The author's id.
    pub author: Option<Text>,
    /// The tags.
    pub tags: Vec<Text>,
    /// The products it compares.
    pub compares: Vec<Text>,
    /// The guides to read next, picked by hand.
    pub related: Vec<Text>,
    /// The titles of guides that it would send readers to, if somebody wrote them.
    pub wanted: Vec<Text>,
    /// Old addresses.
    pub aliases: Vec<Text>,
    /// Where `draft: true` stands, if it does.
    pub draft: Option<TextRange>,
    /// Its picture.
    pub image: Option<Picture>,
    /// The headings, in order.
    pub headings: Vec<Heading>,
    /// The blocks, in order.
    pub blocks: Vec<Block>,
    /// The text. Only `page/` looks at it. `None` where no more is kept of a guide than what others see of it.
    #[serde(skip)]
    pub body: Option<Aside<Body>>,
}

impl Article {
    /// The text, of an article that has been read.
    pub fn text(&self) -> Arc<Body> {
        debug_assert!(self.body.is_some(), "the text of {:?} is shown and has not been read", self.title);
        self.body.as_ref().map(Aside::get).unwrap_or_default()
    }
}

/// Whether a text is a guide or a plain page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// `content/guides/`
    Guide,
    /// `content/pages/`
    Page,
}

/// Reads a guide or page.
pub fn read(file: &str, sort: Sort, names: &BlockNames, found: &mut Found, log: &mut Log) -> Option<Article> {
    let (front, body) = split(file, log)?;
    let node = yaml_document(file, front.clone(), log);
    let mut article = match &node {
        Some(node) => front_matter(node, file, sort, found, log)?,
        None => {
            if !log.is_cut() {
                let at = log.span(TextRange::new(0..front.start));
                log.push(files::empty_file(at, "a guide or page in its front matter"));
            }
            return None;
        }
    };
    found.terms.add(&article.title, Field::Title);
    found.terms.add(&article.description, Field::Description);
    let document = markdown::document(markdown::Text::part(file, body), names, found, log);
    article.blocks = document.fences.iter().map(|fence| blocks::read(fence, file, found, log)).collect();
    article.headings = document.headings;
    article.headings.shrink_to_fit();
    article.body = Some(Aside::new(document.body));
    Some(article)
}

fn front_matter(
    node: &super::yaml::Node,
    file: &str,
    sort: Sort,
    found: &mut Found,
    log: &mut Log,
) -> Option<Article> {
    let owner = if sort == Sort::Guide { "a guide" } else { "a page" };
    let mut fields = Fields::of(node, owner, log)?;
    let title = fields.required_words("title", log);
    let description = fields.required_words("description", log);
    let mut article = Article {
        title: title.map(|text| text.text).unwrap_or_default(),
        description: description.map(|text| text.text).unwrap_or_default(),
        aliases: fields.names("aliases", log),
        ..Article::default()
    };
    let draft = fields.node("draft").map(|node| node.range);
    article.draft = draft.filter(|_| fields.flag("draft", log));
    article.image = fields.node("image").and_then(|node| picture::read(node, found, log));
    if sort == Sort::Guide {
        article.answer =
            fields.text("answer", log).map(|text| rich_text(&text, file, found, log)).unwrap_or_default();
        // A translation appears with the guide that it translates.
        let translates = log.file().language().is_some();
        let node = if translates { fields.node("date") } else { fields.required("date", log) };
        let place = node.map(|node| node.range);
        article.date = place.and_then(|range| Some((fields.date("date", log)?, range)));
        article.updated = updated(&mut fields, article.date.map(|(day, _)| day), log);
        article.author = fields.text("author", log);
        article.tags = fields.names("tags", log);
        article.compares = fields.texts("compares", log);
        article.related = fields.texts("related", log);
        report_twice("the products of `compares`", &article.compares, log);
        report_twice("the guides of `related`", &article.related, log);
        let own = log.file().id().to_owned();
        for id in article.related.iter().filter(|id| id.text == own) {
            log.push(block_problem::related_to_itself(log.span(id.range), id));
        }
        article.wanted = fields.texts("wanted", log);
    }
    fields.finish(log);
    Some(article)
}

/// Reports ids that a list of front matter has twice.
fn report_twice(what: &str, ids: &[Text], log: &mut Log) {
    for (id, first) in repeats(ids) {
        let (at, first) = (log.span(id.range), log.span(first.range));
        log.push(block_problem::named_twice(at, what, id, first));
    }
}

/// The day of the last change, which comes after that of the guide.
fn updated(fields: &mut Fields<'_>, date: Option<Date>, log: &mut Log) -> Option<(Date, TextRange)> {
    let place = fields.node("updated")?.range;
    let updated = fields.date("updated", log)?;
    if let Some(date) = date.filter(|date| updated < *date) {
        log.push(fields_problem::updated_before(log.span(place), updated, date));
    }
    Some((updated, place))
}

/// The text of a guide or page with a mark before all words (`markdown::traced`); `None` if it cannot be read.
pub fn traced(file: &SourceFile, names: &BlockNames, first: usize) -> Option<Body> {
    let (text, mut log, mut found) = (file.readable(), Log::new(&file.path), Found::default());
    let (front, body) = split(text, &mut log)?;
    let node = yaml_document(text, front, &mut log)?;
    let sort = if file.class == Class::Guide { Sort::Guide } else { Sort::Page };
    // What the front matter refers to is numbered first.
    front_matter(&node, text, sort, &mut found, &mut log)?;
    Some(markdown::traced(markdown::Text::part(text, body), names, first, &mut found, &mut log))
}

/// Where the front matter and the text are: `---`, YAML, `---`, text.
pub(super) fn split(file: &str, log: &mut Log) -> Option<(Range<usize>, Range<usize>)> {
    let start = if file.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = Lines { text: file, at: start };
    let first = lines.next();
    if first.as_ref().is_none_or(|line| file[line.clone()].trim_end() != "---") {
        let at = log.span(TextRange::new(start..first.map_or(start, |line| line.end)));
        log.push(files::front_matter_missing(at));
        return None;
    }
    let front = lines.at;
    while let Some(line) = lines.next() {
        if file[line.clone()].trim_end() == "---" {
            return Some((front..line.start, lines.at..file.len()));
        }
    }
    log.push(files::front_matter_unterminated(log.span(TextRange::new(start..start + 3))));
    None
}

/// The lines of a text as ranges without their ends.
struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let rest = &self.text[self.at..];
        if rest.is_empty() {
            return None;
        }
        let start = self.at;
        let end = rest.find('\n').map_or(self.text.len(), |i| start + i);
        self.at = (end + 1).min(self.text.len());
        Some(start..end)
    }
}
