//! Whether search engines find a page, and why or why not.
//!
//! Must not know: how `robots.txt` and the sitemap are written.

use super::Files;
use super::places::place_of_key;
use crate::base::{Address, SitePath};
use crate::commands::report::{Json, json};
use crate::page::View;
use crate::pipeline::{Found, Front};
use crate::site::Item;

/// Whether search engines are to list a page.
pub struct Indexed {
    /// Whether they are; nothing for what is no page for readers.
    pub yes: Option<bool>,
    /// Why.
    pub why: String,
    /// The sitemap that lists it.
    pub sitemap: Option<Address>,
    /// Crawlers that are asked to leave it alone, while others are not.
    pub barred: Vec<String>,
    /// The page in each language of the site: the language, and the address if there is one.
    pub alternates: Vec<(String, Option<String>)>,
}

/// Judges a page.
pub fn indexed(front: &Front, found: &Found, files: &Files) -> Indexed {
    let site = &front.sites()[found.edition];
    let page = &found.page;
    let href = page.address.href();
    let robots = &site.config.robots;
    let config = SitePath::new("content/site.yaml");
    let (yes, why) = match &page.head {
        None => (None, "a file for programs".to_owned()),
        Some(head) if head.noindex => {
            (Some(false), format!("its head says noindex: {}", why_noindex(front, found, files)))
        }
        Some(head) if head.canonical != site.absolute(&page.address) => {
            (Some(false), format!("it names {} as the page to keep (canonical)", head.canonical))
        }
        Some(_) if !robots.all.let_in(&href) => {
            let at = place_of_key(files, &config, &["robots", "disallow"]);
            (Some(false), format!("crawlers are asked to leave it alone by `robots` at {at}"))
        }
        Some(_) => (Some(true), "nothing keeps it out".to_owned()),
    };
    let bars = robots.agents.iter().filter(|(_, rules)| robots.all.let_in(&href) && !rules.let_in(&href));
    let translations = page.head.iter().flat_map(|head| &head.translations);
    Indexed {
        yes,
        why,
        sitemap: front.sitemap_of(&site.absolute(&page.address)),
        barred: bars.map(|(agent, _)| agent.clone()).collect(),
        alternates: translations.map(|there| (there.language.clone(), there.location.clone())).collect(),
    }
}

fn why_noindex(front: &Front, found: &Found, files: &Files) -> String {
    let site = &front.sites()[found.edition];
    match (&found.page.view, found.item()) {
        (_, Some(Item::Pair(at))) => {
            let kind = &site.kinds[site.pairs[at].kind].path;
            format!("the pair falls short of the rules at {}", place_of_key(files, kind, &["pairs"]))
        }
        (View::Redirect(view), _) => format!("it is an old address, and leads to {}", view.to.address),
        (View::NotFound(_), _) => "it stands for addresses that lead nowhere".to_owned(),
        (View::Search(_), _) => "a page of results is nothing to find".to_owned(),
        _ => "the page is made so".to_owned(),
    }
}

impl Indexed {
    /// As lines for people.
    pub fn words(&self) -> Vec<String> {
        let first = match self.yes {
            None => format!("not a page: {}", self.why),
            Some(true) => format!("yes: {}", self.why),
            Some(false) => format!("no: {}", self.why),
        };
        let mut words = vec![first];
        if self.yes.is_some() {
            words.push(match &self.sitemap {
                Some(sitemap) => format!("listed in {sitemap}"),
                None => "in no sitemap".to_owned(),
            });
        }
        if !self.barred.is_empty() {
            words
                .push(format!("not for {}, which robots.txt asks to leave it alone", self.barred.join(", ")));
        }
        words.extend(self.alternates.iter().map(|(language, location)| match location {
            Some(location) => format!("{language}: {location}"),
            None => format!("{language}: none"),
        }));
        words
    }

    /// As JSON.
    pub fn json(&self) -> Json {
        let alternates: Vec<Json> = self
            .alternates
            .iter()
            .map(|(language, location)| json!({"language": language, "location": location}))
            .collect();
        let sitemap = self.sitemap.as_ref().map(Address::as_str);
        json!({"yes": self.yes, "why": self.why, "sitemap": sitemap, "barred": self.barred, "alternates": alternates})
    }
}
