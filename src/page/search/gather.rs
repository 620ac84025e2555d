//! What the search sees of each page: its words by field, and what a result shows of it.
//!
//! Must not know: how words are counted or kept.

use super::Document;
use super::count::{Counted, Field};
use crate::base::address::slug;
use crate::base::html::texts;
use crate::content::body::{Body as Written, Heading};
use crate::page::blocks::BlockMaker;
use crate::page::cards::Cards;
use crate::page::citations::Citations;
use crate::page::fill::Filler;
use crate::page::guide::{Said, said};
use crate::page::view::{Block, Body, BodyPart, ChooseList, FoundHeading, FoundPage, Question, State};
use crate::site::fresh::{FactAt, shown};
use crate::site::{Item, Site};

/// Counts the words of a document.
pub fn count(site: &Site, cards: &Cards, document: Document, number: u32, counted: &mut Counted) {
    match document {
        Document::Item(Item::Guide(at)) => guide(site, cards, at, counted),
        Document::Item(Item::Product(at)) => product(site, cards, at, counted),
        Document::Item(Item::Kind(at)) => kind(site, at, counted),
        Document::Item(Item::Page(at)) => page(site, cards, at, counted),
        Document::Item(item @ (Item::Pair(_) | Item::Abroad(_))) => {
            counted.add(Field::Title, site.name(item))
        }
        Document::Tag(at) => counted.add(Field::Title, &site.tags[at].name),
    }
    for tag in tags(site, document) {
        counted.add(Field::Tags, &site.tags[*tag].name);
        counted.mark(number, &tag_key(&site.tags[*tag].name));
    }
    counted.finish(number);
}

/// The key under which the pages of a tag are listed: no word starts like it.
pub fn tag_key(tag: &str) -> String {
    format!("-{}", slug(tag))
}

fn tags(site: &Site, document: Document) -> &[usize] {
    match document {
        Document::Item(Item::Guide(at)) => &site.guides[at].tags,
        Document::Item(Item::Product(at)) => &site.products[at].tags,
        _ => &[],
    }
}

fn guide(site: &Site, cards: &Cards, at: usize, counted: &mut Counted) {
    let guide = &site.guides[at];
    counted.add(Field::Title, &guide.says.title);
    counted.add(Field::Description, &guide.says.description);
    headings(&Filler { site, resolved: &guide.resolved }, &guide.says.headings, counted);
    for product in &guide.compares {
        counted.add(Field::Names, &site.products[*product].says.name);
    }
    for fact in shown(site, guide) {
        add_fact(site, cards, fact, counted);
    }
    let Said { answer, body: text, .. } = said(site, cards, at);
    counted.add(Field::Body, &answer.words());
    body(&text, counted);
}

fn product(site: &Site, cards: &Cards, at: usize, counted: &mut Counted) {
    let product = &site.products[at];
    let kind = &site.kinds[product.kind];
    counted.add(Field::Title, &product.says.name);
    counted.add(Field::Description, &product.says.tagline);
    counted.add(Field::Names, &kind.says.name);
    for attribute in 0..product.facts.len() {
        add_fact(site, cards, FactAt { product: at, attribute }, counted);
    }
    let mut citations = Citations::default();
    let filler = Filler { site, resolved: &product.resolved };
    body(&filler.body(&product.says.about, &mut citations, |_, _| None), counted);
    for reason in product.says.choose_if.iter().chain(&product.says.avoid_if) {
        counted.add(Field::Body, &filler.line(reason, &mut citations).words());
    }
}

fn kind(site: &Site, at: usize, counted: &mut Counted) {
    let says = &site.kinds[at].says;
    counted.add(Field::Title, &says.plural);
    counted.add(Field::Description, &says.description);
    for attribute in &says.attributes {
        counted.add(Field::Facts, &attribute.label);
    }
}

fn page(site: &Site, cards: &Cards, at: usize, counted: &mut Counted) {
    let page = &site.pages[at];
    counted.add(Field::Title, &page.says.title);
    counted.add(Field::Description, &page.says.description);
    let filler = Filler { site, resolved: &page.resolved };
    headings(&filler, &page.says.headings, counted);
    let mut blocks = BlockMaker::new(&filler, cards, &page.says.blocks, &[]);
    let text = filler.body(&page.says.text(), &mut Citations::default(), |number, citations| {
        blocks.make(number, citations)
    });
    body(&text, counted);
}

fn headings(filler: &Filler<'_>, headings: &[Heading], counted: &mut Counted) {
    headings.iter().for_each(|heading| counted.add(Field::Headings, &filler.heading(heading)));
}

/// A known fact with its label. What is not known is no reason to find a page.
fn add_fact(site: &Site, cards: &Cards, fact: FactAt, counted: &mut Counted) {
    let shown = &cards.facts[fact.product][fact.attribute];
    if shown.state == State::Known {
        counted.add(Field::Facts, &fact.attribute(site).label);
        counted.add(Field::Facts, &shown.text);
    }
}

/// The text of a page. Its tables say facts, which are counted as such; a site's own blocks say what only their templates
/// know.
fn body(body: &Body, counted: &mut Counted) {
    let mut add = |text: &str| counted.add(Field::Body, text);
    for part in body {
        match part {
            BodyPart::Html(markup) => texts(markup).for_each(|written| text(written, &mut add)),
            BodyPart::Block(Block::Choose(choose)) => {
                choose.lists.iter().for_each(|list| reasons(list, &mut add))
            }
            BodyPart::Block(Block::Decide(decide)) => {
                add(&decide.title);
                question(&decide.root, &mut add);
            }
            BodyPart::Block(Block::Mistake(mistake)) => {
                add(&mistake.title);
                [&mistake.wrong, &mistake.why, &mistake.instead].iter().for_each(|html| add(&html.words()));
            }
            BodyPart::Block(Block::Verdict(verdict)) => {
                add(&verdict.text.words());
                verdict.picks.iter().for_each(|pick| add(&pick.text.words()));
            }
            BodyPart::Block(Block::Figure(figure)) => add(&figure.caption.words()),
            BodyPart::Block(Block::Order(order)) => {
                order.steps.iter().flat_map(|step| &step.items).for_each(|item| add(&item.label));
            }
            BodyPart::Block(Block::Gallery(_) | Block::Compare(_) | Block::Own(..)) => {}
        }
    }
}

fn reasons(list: &ChooseList, add: &mut impl FnMut(&str)) {
    list.choose.iter().chain(&list.avoid).for_each(|html| add(&html.words()));
}

fn question(question: &Question, add: &mut impl FnMut(&str)) {
    add(&question.ask);
    for answer in &question.answers {
        add(&answer.answer);
        if let Some(outcome) = &answer.outcome {
            add(&outcome.say);
            add(&outcome.because.words());
        }
        if let Some(next) = &answer.next {
            self::question(next, add);
        }
    }
}

/// A text in which characters may be written as entities: an apostrophe, or else something between words.
fn text(text: &str, add: &mut impl FnMut(&str)) {
    if text.contains('&') {
        let text =
            text.replace("&#39;", "'").replace("&lt;", " ").replace("&gt;", " ").replace("&quot;", " ");
        add(&text.replace("&amp;", " ").replace("&nbsp;", " "));
    } else if !text.is_empty() {
        add(text);
    }
}

/// What a result shows of a document.
pub fn found(site: &Site, cards: &Cards, document: Document) -> FoundPage {
    let (title, address) = match document {
        Document::Item(item) => (site.name(item).to_owned(), site.address(item).clone()),
        Document::Tag(at) => (site.tags[at].name.clone(), site.tags[at].address.clone()),
    };
    let mut texts = texts_of(site, cards, document);
    texts.retain(|text| !text.is_empty());
    FoundPage {
        title,
        address,
        label: label(site, document),
        tags: tags(site, document).iter().map(|tag| site.tags[*tag].name.clone()).collect(),
        texts,
        headings: match document {
            Document::Item(Item::Guide(at)) => {
                let guide = &site.guides[at];
                found_headings(&Filler { site, resolved: &guide.resolved }, &guide.says.headings)
            }
            Document::Item(Item::Page(at)) => {
                let page = &site.pages[at];
                found_headings(&Filler { site, resolved: &page.resolved }, &page.says.headings)
            }
            _ => Vec::new(),
        },
    }
}

/// Texts that a result may show, the first if nothing is found in any of them.
fn texts_of(site: &Site, cards: &Cards, document: Document) -> Vec<String> {
    match document {
        Document::Item(Item::Guide(at)) => {
            let guide = &site.guides[at];
            let filler = Filler { site, resolved: &guide.resolved };
            let answer = filler.line(&guide.says.answer, &mut Citations::default()).words();
            vec![guide.says.description.clone(), answer]
        }
        Document::Item(Item::Product(at)) => {
            let product = &site.products[at];
            vec![
                product.says.tagline.clone(),
                facts(site, cards, at),
                lines(site, at, &product.says.choose_if),
            ]
        }
        Document::Item(Item::Pair(at)) => {
            let products = site.pairs[at].products.map(|at| &site.products[at].says);
            vec![products.map(|says| format!("{}: {}", says.name, says.tagline)).join(" · ")]
        }
        Document::Item(Item::Kind(at)) => {
            let says = &site.kinds[at].says;
            let labels: Vec<&str> =
                says.attributes.iter().map(|attribute| attribute.label.as_str()).collect();
            vec![says.description.clone(), labels.join(" · ")]
        }
        Document::Item(Item::Page(at)) => vec![site.pages[at].says.description.clone()],
        Document::Tag(_) | Document::Item(Item::Abroad(_)) => Vec::new(),
    }
}

/// "Strength: high · Course: 1 to 4 weeks"
fn facts(site: &Site, cards: &Cards, product: usize) -> String {
    let facts = cards.facts[product].iter().enumerate().filter(|(_, shown)| shown.state == State::Known);
    let said = facts.map(|(attribute, shown)| {
        format!("{}: {}", FactAt { product, attribute }.attribute(site).label, shown.text)
    });
    said.collect::<Vec<_>>().join(" · ")
}

fn lines(site: &Site, product: usize, lines: &[Written]) -> String {
    let filler = Filler { site, resolved: &site.products[product].resolved };
    let lines = lines.iter().map(|line| filler.line(line, &mut Citations::default()).words());
    lines.collect::<Vec<_>>().join(" · ")
}

fn found_headings(filler: &Filler<'_>, headings: &[Heading]) -> Vec<FoundHeading> {
    let short = headings.iter().filter(|heading| heading.level <= 3);
    short
        .map(|heading| FoundHeading {
            id: heading.id.to_string(),
            title: filler.heading(heading).into_owned(),
        })
        .collect()
}

fn label(site: &Site, document: Document) -> String {
    match document {
        Document::Item(Item::Product(at)) => site.kinds[site.products[at].kind].says.name.clone(),
        other => site.words.say(&format!("search_one_{}", other.sort()), &[]),
    }
}
