//! `diptych check`

use super::progress::Progress;
use super::{SiteArgs, report};
use crate::pictures::Index;
use crate::pipeline::{Photo, prepare_with};
use crate::site::{Demands, Options};
use clap::{Args, ValueEnum};
use std::convert::Infallible;
use std::process::ExitCode;

#[derive(Args)]
pub struct CheckArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// Also look for prose in guides that repeats or contradicts a fact, or an order
    #[arg(long)]
    facts: bool,
    /// Also warn of tables that favour one product
    #[arg(long)]
    fair: bool,
    /// Also list what is not in all languages of the site
    #[arg(long)]
    translations: bool,
    /// Also fail on known facts that are stale, or that have no source
    #[arg(long, value_name = "WHAT", value_enum, value_delimiter = ',')]
    fail_on: Vec<FailOn>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// A fact is older than its `stale_after`
    Stale,
    /// A known fact names no source
    Unsourced,
}

impl CheckArgs {
    fn options(&self) -> Options {
        let demands = Demands {
            fresh: self.fail_on.contains(&FailOn::Stale),
            sourced: self.fail_on.contains(&FailOn::Unsourced),
            fair: self.fair,
            facts: self.facts,
            translations: self.translations,
        };
        Options { demands, ..self.site.options() }
    }
}

/// Runs `diptych check`, and returns the exit status.
pub fn run(args: &CheckArgs) -> ExitCode {
    let cache = args.site.cache();
    let index = Index::look(&cache);
    let mut front = match prepare_with(&args.site.root, &args.options(), &index) {
        Ok(front) => front,
        Err(error) => return report::environment(&error, args.site.format()),
    };
    // Pages are made and thrown away: templates may have problems too.
    let progress = Progress::new();
    // A photo of which forms were made can be decoded.
    let stands = |photo: &Photo| photo.forms.as_ref().is_none_or(|forms| cache.holds(forms));
    let made: Result<(), Infallible> = front.produce(&cache, || progress.step(), stands, |_, _| Ok(()));
    progress.finish();
    match made {
        Ok(()) => {}
        Err(never) => match never {},
    }
    report::problems(&front.diagnostics, args.site.format(), &args.site.root);
    if front.has_errors() {
        return ExitCode::from(1);
    }
    if matches!(args.site.format, super::FormatArg::Long) {
        report::line(&format!("{}: no errors", report::counted(front.page_count(), "page")));
    }
    ExitCode::SUCCESS
}
