//! `/llms.txt`: the site in one page of Markdown, for language models (llmstxt.org).

use super::View;
use super::lists::Made;
use super::view::{LlmsLink, LlmsSection, LlmsView};
use crate::base::Address;
use crate::site::Site;
use crate::site::addresses::{SOURCES, kind_data, kind_has_data};
use crate::site::letters::ALL;

/// How many guides it lists, the newest; the list of all guides is linked for the rest.
const MOST_GUIDES: usize = 200;

/// The site in one page.
pub fn llms(site: &Site) -> Made {
    let say = |key| site.words.say(key, &[]);
    let section = |title, links| LlmsSection { title, links };
    let mut sections = vec![
        section(say("guides"), guides(site)),
        section(say("products"), kinds(site)),
        section(say("about_site"), pages(site)),
        // The form fixes this word: what is under it may be left out.
        section("Optional".to_owned(), rest(site)),
    ];
    sections.retain(|section| !section.links.is_empty());
    let view = LlmsView {
        title: one_line(&site.config.title),
        summary: one_line(&site.config.description),
        sections,
    };
    (Address::new("/llms.txt"), None, View::Llms(view))
}

fn link(site: &Site, address: &Address, label: &str, about: &str) -> LlmsLink {
    let label = one_line(label).replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
    LlmsLink {
        label,
        address: site.absolute(address).replace('(', "%28").replace(')', "%29"),
        about: one_line(about),
    }
}

/// A line break would end the item.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn guides(site: &Site) -> Vec<LlmsLink> {
    let newest = site.guides.iter().take(MOST_GUIDES);
    newest.map(|guide| link(site, &guide.address, &guide.says.title, &guide.says.description)).collect()
}

fn kinds(site: &Site) -> Vec<LlmsLink> {
    let of_kind = |at: usize| {
        let kind = &site.kinds[at];
        let name = &kind.says.plural;
        let data = kind_has_data(site, kind).then(|| {
            link(
                site,
                &kind_data(kind, "json"),
                &format!("{name} (JSON)"),
                &site.words.say("data_as_json", &[]),
            )
        });
        std::iter::once(link(site, &kind.address, name, &kind.says.description)).chain(data)
    };
    (0..site.kinds.len()).flat_map(of_kind).collect()
}

fn pages(site: &Site) -> Vec<LlmsLink> {
    site.pages
        .iter()
        .map(|page| link(site, &page.address, &page.says.title, &page.says.description))
        .collect()
}

fn rest(site: &Site) -> Vec<LlmsLink> {
    let made = |address: &str, key: &str| link(site, &Address::new(address), &site.words.say(key, &[]), "");
    let mut links = vec![made(ALL, "all_guides_a_to_z"), made("/feed.xml", "feed")];
    if !site.sources.is_empty() {
        links.push(made(SOURCES, "all_sources"));
    }
    links
}
