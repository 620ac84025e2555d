//! `diptych stale`

use super::report::json;
use super::{FormatArg, SiteArgs, report};
use crate::base::{Date, SitePath};
use crate::content::fields;
use crate::diagnostics::print::Quoted;
use crate::pipeline::prepare;
use crate::site::Site;
use crate::site::fresh::{FactAt, stale, uses};
use clap::Args;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::process::ExitCode;

/// The exit status when something is stale.
const STALE: u8 = 3;

#[derive(Args)]
pub struct StaleArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// Also list what will be stale this long from today, such as 14d, 2w or 1m
    #[arg(long, value_name = "TIME", value_parser = time, default_value = "0d")]
    within: u32,
}

fn time(text: &str) -> Result<u32, String> {
    fields::days(text).ok_or_else(|| "write a number and d, w, m or y, such as 14d".to_owned())
}

/// Runs `diptych stale`, and returns the exit status. 3 says that something is stale.
pub fn run(args: &StaleArgs) -> ExitCode {
    let options = args.site.options();
    let front = match prepare(&args.site.root, &options) {
        Ok(front) => front,
        Err(error) => return report::environment(&error, args.site.format()),
    };
    if front.has_errors() {
        report::problems(&front.diagnostics, args.site.format(), &args.site.root);
        return ExitCode::from(1);
    }
    let site = front.site();
    let found = most_shown_first(site, options.today.plus_days(args.within));
    let files: BTreeSet<&SitePath> = found.iter().map(|(at, _)| &site.products[at.product].path).collect();
    let texts = report::texts(&files, &args.site.root);
    let quoted = Quoted::new(files, &|path| texts.get(path.as_str()).map(|file| file.readable()));
    for (at, guides) in &found {
        let place = quoted.clickable(&at.span(site));
        report::line(&described(site, *at, *guides, &place, args.site.format));
    }
    if matches!(args.site.format, FormatArg::Long) {
        let what = if args.within == 0 { "stale" } else { "stale or soon will be" };
        let count =
            if found.is_empty() { "no fact".to_owned() } else { report::counted(found.len(), "fact") };
        report::line(&format!("{count} {what}"));
    }
    if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(STALE) }
}

/// The facts that are stale on a day, each with the number of guides that show it.
fn most_shown_first(site: &Site, day: Date) -> Vec<(FactAt, usize)> {
    let uses: HashMap<FactAt, usize> = uses(site);
    let mut found: Vec<(FactAt, usize)> =
        stale(site, day).into_iter().map(|at| (at, uses.get(&at).copied().unwrap_or(0))).collect();
    found
        .sort_by_key(|(at, guides)| (Reverse(*guides), Reverse(site.products[at.product].guides.len()), *at));
    found
}

fn described(site: &Site, at: FactAt, guides: usize, place: &str, format: FormatArg) -> String {
    let (attribute, fact) = (at.attribute(site), at.fact(site));
    let source = fact.source.map(|source| &site.sources[source]);
    let name = at.id(site);
    match format {
        FormatArg::Json => json!({
            "place": place,
            "fact": name,
            "value": fact.value().map(|value| value.words(attribute, &site.words)),
            "checked": fact.checked.map(|day| day.to_string()),
            "days": at.limit(site),
            "guides": guides,
            "source": source.map(|source| &source.id),
            "url": source.and_then(|source| source.url.as_ref()),
        })
        .to_string(),
        _ => {
            let shown = report::counted(guides, "guide");
            let cited = source.map(|source| format!(", {}", source.id)).unwrap_or_default();
            format!("{place}: {name}: {}; shown in {shown}{cited}", at.why_stale(site))
        }
    }
}
