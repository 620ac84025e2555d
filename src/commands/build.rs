//! `diptych build`

use super::progress::Progress;
use super::{SiteArgs, report};
use crate::output::{Change, Difference, Why};
use crate::pipeline::{Listener, MEMORY, Publication, Published, Stage};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

/// More files than this are counted.
const SAID: usize = 100;

#[derive(Args)]
pub struct BuildArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// The folder to write to [default: public in the site's folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Say what each stage did and how long it took, and which files were written or removed and why
    #[arg(long)]
    verbose: bool,
    /// Then make every file once more without anything kept from earlier builds, photos too, and compare
    ///
    /// What is kept in .diptych/ can never change what is published; this shows it. The exit status is 2 if a file differs.
    #[arg(long)]
    verify: bool,
}

impl BuildArgs {
    /// The output folder: `--out` as typed, from where the command runs; without it `public` in the site's folder.
    fn out(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(|| self.site.root.join("public"))
    }
}

/// Runs `diptych build`, and returns the exit status.
pub fn run(args: &BuildArgs) -> ExitCode {
    let start = Instant::now();
    let (options, cache, out) = (args.site.options(), args.site.cache(), args.out());
    let publication = Publication {
        root: &args.site.root,
        out: &out,
        options: &options,
        cache: &cache,
        unsettled: None,
        memory: MEMORY,
    };
    let progress = Progress::new();
    let listener = Listener {
        stage: &|stage| {
            let made = if matches!(stage, Stage::Rendered(_)) { progress.finish() } else { 0 };
            if args.verbose {
                tell(stage, made, start);
            }
        },
        making: &|| progress.step(),
        changes: args.verbose.then_some(&said),
    };
    let published = match publication.publish(&listener) {
        Ok(published) => published,
        Err(failure) => return report::environment(&failure, args.site.format()),
    };
    report::problems(&published.diagnostics, args.site.format(), &args.site.root);
    let Some(done) = published.report else {
        if matches!(args.site.format, super::FormatArg::Long) {
            report::line("nothing was written");
        }
        return ExitCode::from(1);
    };
    report::line(&format!(
        "{}: {} written, {} unchanged, {} removed, in {:.2} s",
        report::counted(published.pages, "page"),
        report::counted(done.written, "file"),
        done.unchanged,
        done.removed,
        start.elapsed().as_secs_f32(),
    ));
    let verified = if args.verify { verify(args, &publication, &published) } else { ExitCode::SUCCESS };
    // The process ends here; to free a large site piece by piece would take longer than to write a part of it.
    std::mem::forget(published);
    verified
}

/// Holds what has been published against a build that remembers nothing.
fn verify(args: &BuildArgs, publication: &Publication<'_>, published: &Published) -> ExitCode {
    let verified = match publication.verify() {
        Ok(verified) => verified,
        Err(failure) => return report::environment(&failure, args.site.format()),
    };
    if verified.diagnostics != published.diagnostics {
        report::problems(&verified.diagnostics, args.site.format(), &args.site.root);
        return report::environment(
            &format!("a build that remembers nothing has other problems; {ASTRAY}"),
            args.site.format(),
        );
    }
    if verified.differences.is_empty() {
        report::line(&format!(
            "verified: a build that remembers nothing makes the same {}",
            report::counted(verified.files, "file")
        ));
        return ExitCode::SUCCESS;
    }
    for (path, difference) in verified.differences.iter().take(SAID) {
        let what = match difference {
            Difference::Missing => "is missing",
            Difference::Other => "has other bytes",
            Difference::Extra => "should not be there",
        };
        report::line(&format!("           {path} {what}"));
    }
    let count = report::counted(verified.differences.len(), "file");
    report::environment(
        &format!("{count} other than a build makes that remembers nothing; {ASTRAY}"),
        args.site.format(),
    )
}

/// What to do when what was kept has led astray.
const ASTRAY: &str = "if nobody changed the site or its output meanwhile, remove the folder .diptych beside content/, build again, and report this as a bug of Diptych";

/// Says what has been done, and how long after the start.
fn tell(stage: Stage, made: usize, start: Instant) {
    let say = |what: &str| report::line(&format!("{:>6} ms  {what}", start.elapsed().as_millis()));
    match stage {
        Stage::NothingNew => say("found nothing new since the last build"),
        Stage::Edited(pages) => {
            say(&format!(
                "took over the last build, but for the texts of {}",
                report::counted(pages, "page")
            ));
        }
        Stage::Planned(pages) => {
            say(&format!("read the site and planned {}", report::counted(pages, "page")))
        }
        Stage::Rendered(photos) => {
            if made > 0 {
                say(&format!("made {} smaller", report::counted(made, "photo")));
            }
            say("rendered");
            say(&format!("read {}", report::counted(photos, "photo")));
        }
        Stage::InPlace => say("in place"),
    }
}

/// Says which files are written and removed, and why; of many the first.
fn said(mut changes: &mut dyn Iterator<Item = Change>) {
    for change in (&mut changes).take(SAID) {
        let (what, why) = match change.why {
            Why::New => ("written", "new".to_owned()),
            Why::Missing => ("written", "it was there no more".to_owned()),
            Why::Other { before, now } if before == now => {
                ("written", format!("other bytes, {now} as before"))
            }
            Why::Other { before, now } => ("written", format!("other bytes, {now} where {before} were")),
            Why::Gone => ("removed", "nothing makes it any more".to_owned()),
        };
        report::line(&format!("           {what} {}: {why}", change.path));
    }
    let more = changes.count();
    if more > 0 {
        report::line(&format!("           and {more} more"));
    }
}
