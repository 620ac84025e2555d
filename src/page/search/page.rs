//! The page of the search: what can be chosen, and the words that its script says.
//!
//! Must not know: the index.

use super::documents;
use super::gather::tag_key;
use crate::page::View;
use crate::page::head::HeadBuilder;
use crate::page::lists::Made;
use crate::page::view::{Choice, SearchView};
use crate::site::Site;
use crate::site::addresses::search;

/// How many tags can be chosen from, those with the most guides and products.
const MOST_TAGS: usize = 200;

/// The sentences that the script says; their forms are told apart by `count`.
const SAID: [&str; 5] = ["found", "found_many", "found_instead", "found_some", "found_none"];

/// The page of the search.
pub fn page(site: &Site) -> Made {
    let address = search(site);
    let title = site.words.say("search", &[]);
    let description = site.words.say("search_description", &[("site", &site.config.title)]);
    let head = HeadBuilder::new(site, "search", &address, &title, &description).noindex().finish();
    let view = SearchView { sorts: sorts(site), tags: tags(site), said: said(site) };
    (address, head, View::Search(view))
}

fn sorts(site: &Site) -> Vec<Choice> {
    let mut sorts: Vec<&str> = documents(site).into_iter().map(super::Document::sort).collect();
    sorts.dedup();
    let choice = |sort: &str| Choice {
        value: sort.to_owned(),
        label: site.words.say(&format!("search_all_{sort}"), &[]),
    };
    sorts.into_iter().map(choice).collect()
}

/// The tags with the most on them, by name.
fn tags(site: &Site) -> Vec<Choice> {
    let size = |at: &usize| site.tags[*at].guides.len() + site.tags[*at].products.len();
    let mut most: Vec<usize> = (0..site.tags.len()).collect();
    most.sort_by_key(|at| std::cmp::Reverse(size(at)));
    most.truncate(MOST_TAGS);
    most.sort_unstable();
    let choice = |at: usize| {
        let name = &site.tags[at].name;
        Choice { value: tag_key(name).trim_start_matches('-').to_owned(), label: name.clone() }
    };
    most.into_iter().map(choice).collect()
}

/// Each form of each sentence, such as `found-one`.
fn said(site: &Site) -> Vec<Choice> {
    let forms = |key: &&str| {
        let name = key.replace('_', "-");
        let forms = site.words.forms(&format!("search_{key}"));
        forms.into_iter().map(move |(category, label)| Choice { value: format!("{name}-{category}"), label })
    };
    SAID.iter().flat_map(forms).collect()
}
