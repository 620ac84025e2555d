//! `diptych related`: why a guide's list is as it is, and how the whole site is linked.
//!
//! Must not know: how guides are ranked.

mod page;
mod site;

use super::{SiteArgs, report};
use crate::base::suggest::nearest;
use crate::base::words::listed;
use crate::diagnostics::print::Format;
use crate::pipeline::{Front, prepare};
use crate::site::names::sorted;
use crate::site::{Item, Site};
use clap::Args;
use std::process::ExitCode;

#[derive(Args)]
pub struct RelatedArgs {
    /// A guide: its id, file or address. Without it the report is on the whole site
    #[arg(value_name = "PAGE")]
    page: Option<String>,
    #[command(flatten)]
    site: SiteArgs,
    /// The site in this one of its languages, instead of the main one
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// List everything, not only the first ten of each sort
    #[arg(long, conflicts_with = "page")]
    all: bool,
    /// Print one JSON object, with everything
    #[arg(long)]
    json: bool,
}

impl RelatedArgs {
    /// How problems are printed: who reads JSON of the answer reads JSON of them too.
    fn format(&self) -> Format {
        if self.json { Format::Json } else { self.site.format() }
    }
}

/// Runs `diptych related`, and returns the exit status.
pub fn run(args: &RelatedArgs) -> ExitCode {
    let front = match prepare(&args.site.root, &args.site.options()) {
        Ok(front) => front,
        Err(error) => return report::environment(&error, args.format()),
    };
    if front.has_errors() {
        report::problems(&front.diagnostics, args.format(), &args.site.root);
        return ExitCode::from(1);
    }
    match say(&front, args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => report::environment(&error, args.format()),
    }
}

fn say(front: &Front, args: &RelatedArgs) -> Result<(), String> {
    let edition = edition(front, args.language.as_deref())?;
    let lines = match &args.page {
        Some(page) => {
            let (edition, guide) = find(front, edition, page)?;
            let found = page::look(front, edition, guide);
            let site = &front.sites()[edition];
            if args.json {
                vec![report::pretty(&page::json(site, &found))]
            } else {
                page::lines(site, &found)
            }
        }
        None => {
            let found = site::look(front, edition);
            let site = &front.sites()[edition];
            if args.json {
                vec![report::pretty(&site::json(site, &found))]
            } else {
                site::lines(site, &found, if args.all { usize::MAX } else { site::FEW })
            }
        }
    };
    lines.iter().for_each(|line| report::line(line));
    Ok(())
}

/// The number of the edition in a language; without one, the main language's.
fn edition(front: &Front, language: Option<&str>) -> Result<usize, String> {
    let Some(language) = language else { return Ok(0) };
    let known: Vec<&str> = front.sites().iter().map(|site| site.edition.language.as_str()).collect();
    known
        .iter()
        .position(|known| *known == language)
        .ok_or_else(|| format!("the site is not in `{language}`; its languages are {}", listed(&known)))
}

/// The edition and the number of the guide that a person means: by address, by file or by id.
fn find(front: &Front, edition: usize, page: &str) -> Result<(usize, usize), String> {
    let sites = front.sites();
    let own = &sites[edition];
    let address = page.strip_prefix(own.base_url.as_str()).unwrap_or(page);
    let known: Vec<String> = if address.starts_with('/') {
        let named = |address: &str| address.trim_matches('/').to_owned();
        if let Some(found) =
            among(sites, |site, at| named(site.guides[at].address.as_str()) == named(address))
        {
            return Ok(found);
        }
        sites.iter().flat_map(|site| &site.guides).map(|guide| guide.address.as_str().to_owned()).collect()
    } else if page.contains('/') || page.ends_with(".md") {
        let page = page.strip_prefix("./").unwrap_or(page);
        let is_at = |path: &str| {
            page == path || page.ends_with(&format!("/{path}")) || path.ends_with(&format!("/{page}"))
        };
        if let Some(found) = among(sites, |site, at| is_at(site.guides[at].path.as_str())) {
            return Ok(found);
        }
        sites.iter().flat_map(|site| &site.guides).map(|guide| guide.path.as_str().to_owned()).collect()
    } else {
        if let Some(at) = own.names.guides.get(page) {
            return Ok((edition, *at));
        }
        sorted(own.names.guides.keys()).into_iter().map(str::to_owned).collect()
    };
    Err(no_guide(own, page, &known))
}

/// The first guide of all editions for which a question is answered with yes.
fn among(sites: &[Site], is_it: impl Fn(&Site, usize) -> bool) -> Option<(usize, usize)> {
    let all = sites.iter().enumerate();
    all.flat_map(|(edition, site)| (0..site.guides.len()).map(move |at| (edition, at)))
        .find(|(edition, at)| is_it(&sites[*edition], *at))
}

/// What to say of a page that is no published guide.
fn no_guide(site: &Site, page: &str, known: &[String]) -> String {
    let id = page.trim_end_matches('/').rsplit('/').next().unwrap_or(page);
    let id = id.strip_suffix(".md").unwrap_or(id);
    if let Some(held) = site.names.held_back.get(id) {
        return format!("`{page}` is {}; {} includes it", held.why.words(), held.why.option());
    }
    if let Some(at) = site.names.abroad.get(id) {
        let at = &site.abroad[*at];
        return format!(
            "`{page}` is not in `{}`; --language {} finds it",
            site.edition.language, at.language
        );
    }
    let no_list = "and only guides have a list of related guides";
    match site.names.items(id)[..] {
        [Item::Product(_), ..] => return format!("`{page}` is a product, {no_list}"),
        [Item::Kind(_), ..] => return format!("`{page}` is a kind of product, {no_list}"),
        [Item::Page(_), ..] => return format!("`{page}` is a plain page, {no_list}"),
        _ => {}
    }
    match nearest(page, known.iter().map(String::as_str)) {
        Some(near) => format!("there is no guide `{page}`; did you mean `{near}`?"),
        None => format!("there is no guide `{page}`; name one by its id, its file or its address"),
    }
}
