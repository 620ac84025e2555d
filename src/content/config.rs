//! `content/site.yaml`: the site's name, address, language, navigation and authors.

use super::affiliates::{self, Affiliates};
use super::feeds::{self, Feeds};
use super::fields::{Fields, Text, report_repeats};
use super::log::Log;
use super::markdown::Found;
use super::picture::{self, Picture};
use super::publish::{self, Publish};
use super::reading::{self, Reading};
use super::robots::{self, Robots};
use super::tables::{self, Tables};
use super::yaml::{Entry, Node};
use crate::base::TextRange;
use crate::base::address::goes_on;
use crate::base::path::is_language;
use crate::diagnostics::catalogue::fields as problem;
use crate::diagnostics::catalogue::languages;

/// What `content/site.yaml` says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Config {
    /// The site's name.
    pub title: String,
    /// One line under the name.
    pub tagline: String,
    /// One or two sentences.
    pub description: String,
    /// `https://example.org`, without a trailing `/`.
    pub base_url: String,
    /// BCP 47; `en` if not given, nothing if it cannot be told.
    pub language: String,
    /// The further languages, each with the place that names it.
    pub translations: Vec<Text>,
    /// The author of guides that name none.
    pub author: Option<Text>,
    /// The people who write.
    pub authors: Vec<Author>,
    /// The picture that stands for pages which have none of their own.
    pub image: Option<Picture>,
    /// Hosts that pay for links.
    pub affiliates: Affiliates,
    /// After how many days a fact is stale, where neither its attribute nor its kind says.
    pub stale_after: Option<u32>,
    /// What tables offer.
    pub tables: Tables,
    /// Whether guides, pairs and products get a picture for links to them elsewhere.
    pub share_cards: bool,
    /// Which guides are offered to be read next.
    pub related: Reading,
    /// What feeds hold.
    pub feeds: Feeds,
    /// Which facts are published for programs.
    pub data: Publish,
    /// Whether the site describes itself to language models.
    pub llms: bool,
    /// Whether the site can be searched.
    pub search: bool,
    /// What crawlers are asked to leave alone.
    pub robots: Robots,
    /// The links of the header.
    pub navigation: Vec<NavigationLink>,
    /// The links of the footer.
    pub footer: Vec<NavigationLink>,
}

/// Someone who writes guides.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Author {
    /// The id that guides name.
    pub id: String,
    /// The name that readers see.
    pub name: String,
    /// One sentence.
    pub about: String,
    /// The author's own site.
    pub url: Option<Text>,
    /// Whether it is several people, or a firm, and not one person.
    pub organization: bool,
}

/// A link of the header or footer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NavigationLink {
    /// The words.
    pub label: String,
    /// An id, an address of the site, or the address of another site.
    pub to: Text,
}

/// Reads `content/site.yaml`.
pub fn read(node: &Node, file: &str, found: &mut Found, log: &mut Log) -> Config {
    let Some(mut fields) = Fields::of(node, "site.yaml", log) else { return Config::default() };
    let string = |text: Option<Text>| text.map(|text| text.text).unwrap_or_default();
    let (language, translations) = languages(&mut fields, log);
    let config = Config {
        title: string(fields.required_words("title", log)),
        tagline: string(fields.words("tagline", log)),
        description: string(fields.required_words("description", log)),
        base_url: fields.required_text("base_url", log).map(|url| base_url(&url, log)).unwrap_or_default(),
        language,
        translations,
        author: fields.text("author", log),
        authors: fields.node("authors").map(|node| authors(node, log)).unwrap_or_default(),
        image: fields.node("image").and_then(|node| picture::read(node, found, log)),
        affiliates: fields
            .node("affiliates")
            .and_then(|node| affiliates::read(node, file, found, log))
            .unwrap_or_default(),
        stale_after: fields.days("stale_after", log),
        tables: fields.node("tables").and_then(|node| tables::read(node, log)).unwrap_or_default(),
        share_cards: fields.flag_or("share_cards", false, log),
        related: fields.node("related").and_then(|node| reading::read(node, log)).unwrap_or_default(),
        feeds: fields.node("feeds").and_then(|node| feeds::read(node, log)).unwrap_or_default(),
        data: fields.node("data").and_then(|node| publish::read(node, log)).unwrap_or_default(),
        llms: fields.flag_or("llms", true, log),
        search: fields.flag_or("search", true, log),
        robots: fields.node("robots").and_then(|node| robots::read(node, log)).unwrap_or_default(),
        navigation: fields.items("navigation").into_iter().filter_map(|n| navigation(n, log)).collect(),
        footer: fields.items("footer").into_iter().filter_map(|n| navigation(n, log)).collect(),
    };
    fields.finish(log);
    check_paid_links(&config, log);
    config
}

/// Reports paid links where no disclosure can stand above them: header, footer and the line that names an author.
fn check_paid_links(config: &Config, log: &mut Log) {
    let links = config.navigation.iter().chain(&config.footer).map(|link| &link.to);
    let authors = config.authors.iter().filter_map(|author| author.url.as_ref());
    for url in links.chain(authors).filter(|url| config.affiliates.pay_for(url)) {
        log.push(problem::paid_everywhere(log.span(url.range), url));
    }
}

/// The main language, and the others: `languages: [en, ko]` names all, the main one first.
fn languages(fields: &mut Fields<'_>, log: &mut Log) -> (String, Vec<Text>) {
    let mut all = fields.texts("languages", log);
    let mut one = fields.text("language", log);
    for language in all.iter().chain(&one).filter(|language| !is_language(language)) {
        let rule = match language.contains(',') {
            true => "write a list, between brackets: [en, ko]",
            false => "a language is a tag such as en, ko or pt-BR",
        };
        log.push(problem::bad_id(log.span(language.range), language, rule));
    }
    report_repeats(&all, "languages", log);
    if let (Some(one), Some(first)) = (&one, all.first())
        && one.text != first.text
    {
        log.push(languages::not_the_first(log.span(one.range), one, log.span(first.range)));
    }
    all.retain(|language| is_language(language));
    one = one.filter(|language| is_language(language));
    let main = if all.is_empty() { one } else { Some(all.remove(0)) };
    (main.map_or_else(|| "en".to_owned(), |text| text.text), all)
}

/// Checks that an address is whole, and takes the `/` off its end.
fn base_url(url: &Text, log: &mut Log) -> String {
    check_url(url, log);
    let base = url.trim_end_matches('/');
    if goes_beyond_host(base) {
        log.push(problem::base_url_with_path(log.span(url.range), url));
    }
    base.to_owned()
}

/// Whether something follows the host: a path, a query or a fragment. Addresses of pages start at the root of the host.
pub fn goes_beyond_host(base_url: &str) -> bool {
    base_url.split_once("://").is_some_and(|(_, rest)| rest.contains(['/', '?', '#']))
}

/// Whether an address starts with `http://` or `https://`, as those of other sites do.
pub fn is_of_the_web(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

/// Whether an address starts with `http://` or `https://` and a host.
pub fn is_whole(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty()
            && !rest.starts_with(['/', '?', '#'])
            && !rest.contains(|c: char| c.is_whitespace() || c == '"')
    })
}

/// Reports an address that is not whole.
pub fn check_url(url: &Text, log: &mut Log) {
    if !is_whole(url) {
        log.push(problem::bad_url(log.span(url.range), url));
    }
}

fn authors(node: &Node, log: &mut Log) -> Vec<Author> {
    let Some(mut fields) = Fields::of(node, "authors", log) else { return Vec::new() };
    fields.rest().into_iter().map(|entry| author(entry, log)).collect()
}

/// Reads one author, who stays without what could not be read, so that guides by this author are no second problem.
fn author(entry: &Entry, log: &mut Log) -> Author {
    let id = entry.key.clone();
    let Some(mut fields) = Fields::of(&entry.node, "an author", log) else {
        return Author { id, ..Author::default() };
    };
    let name = fields.required_text("name", log);
    let about = fields.text("about", log);
    let url = fields.text("url", log);
    if let Some(url) = &url {
        check_url(url, log);
    }
    let organization = fields.flag("organization", log);
    fields.finish(log);
    let [name, about] = [name, about].map(|text| text.map(|text| text.text).unwrap_or_default());
    Author { organization, id, name, about, url }
}

/// Reads a link of the header or footer.
pub fn navigation(node: &Node, log: &mut Log) -> Option<NavigationLink> {
    let mut fields = Fields::of(node, "a navigation link", log)?;
    let label = fields.required_text("label", log);
    let to = fields.required_text("to", log);
    fields.finish(log);
    if let Some(url) = to.as_ref().filter(|to| is_of_the_web(to)) {
        check_url(url, log);
    }
    Some(NavigationLink { label: label?.text, to: to? })
}

/// An id that may be part of addresses and references, checked: letters and digits of any script, and `-`.
pub fn check_id(id: &str, at: TextRange, log: &mut Log) {
    let good = !id.is_empty()
        && !id.starts_with('-')
        && !id.ends_with('-')
        && id.chars().all(|c| c == '-' || (goes_on(c) && !c.is_uppercase()));
    if !good {
        let rule = "a file's name is its id: use lower-case letters, digits and `-`, such as hydrating-toner";
        log.push(problem::bad_id(log.span(at), id, rule));
    }
}
