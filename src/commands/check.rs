//! `diptych check`

use super::{SiteArgs, report};
use crate::pipeline::prepare;
use clap::Args;
use std::convert::Infallible;
use std::process::ExitCode;

#[derive(Args)]
pub struct CheckArgs {
    #[command(flatten)]
    site: SiteArgs,
}

pub fn run(args: &CheckArgs) -> ExitCode {
    let mut front = match prepare(&args.site.root, &args.site.options()) {
        Ok(front) => front,
        Err(error) => return report::environment(&error),
    };
    // Pages are made and thrown away: templates may have problems too.
    let made: Result<(), Infallible> = front.produce(|_, _| Ok(()));
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
