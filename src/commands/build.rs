//! `diptych build`

use super::progress::Progress;
use super::{SiteArgs, report};
use crate::diagnostics::Diagnostic;
use crate::output::{Change, Why, Writer};
use crate::pictures::Index;
use crate::pipeline::{Photo, prepare_with};
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
}

impl BuildArgs {
    /// The output folder: `--out` as typed, from where the command runs; without it `public` in the site's folder.
    fn out(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(|| self.site.root.join("public"))
    }
}

pub fn run(args: &BuildArgs) -> ExitCode {
    let start = Instant::now();
    let say = |what: &str| {
        if args.verbose {
            report::line(&format!("{:>6} ms  {what}", start.elapsed().as_millis()));
        }
    };
    let cache = args.site.cache();
    let mut index = Index::open(&cache);
    let mut front = match prepare_with(&args.site.root, &args.site.options(), &index) {
        Ok(front) => front,
        Err(error) => return report::environment(&error),
    };
    say(&format!("read the site and planned {}", report::counted(front.page_count(), "page")));
    if front.has_errors() {
        return failed(args, &front.diagnostics);
    }
    let progress = Progress::new();
    let written = Writer::open(&args.site.root, &args.out()).and_then(|writer| {
        let out = writer.out().to_owned();
        let stands = |photo: &Photo| {
            let is_cached = photo.forms.as_ref().is_none_or(|forms| cache.holds(forms));
            let paths = photo.files.iter().map(|(path, _)| path.as_str());
            let stand = photo.files.iter().all(|(path, what)| index.stands(&out.join(path), what));
            is_cached && stand && writer.keep(paths)
        };
        front.produce(&cache, || progress.step(), stands, |path, bytes| writer.put(path, bytes))?;
        let made = progress.finish();
        if made > 0 {
            say(&format!("made {} smaller", report::counted(made, "photo")));
        }
        say("rendered");
        say(&format!("read {}", report::counted(front.photos_read(), "photo")));
        if front.has_errors() {
            return Ok(None);
        }
        front.stage(&mut index, &writer);
        let done = if args.verbose { writer.commit_saying(said) } else { writer.commit() };
        done.map(|done| Some((done, out)))
    });
    let (done, out) = match written {
        Ok(Some(done)) => done,
        Ok(None) => return failed(args, &front.diagnostics),
        Err(error) => return report::environment(&error),
    };
    front.remember(index, &out);
    cache.prune(front.cached());
    say("in place");
    report::problems(&front.diagnostics, args.site.format(), &args.site.root);
    let pages = front.page_count();
    // The process ends here; to free a large site piece by piece would take longer than to write a part of it.
    std::mem::forget(front);
    report::line(&format!(
        "{}: {} written, {} unchanged, {} removed, in {:.2} s",
        report::counted(pages, "page"),
        report::counted(done.written, "file"),
        done.unchanged,
        done.removed,
        start.elapsed().as_secs_f32(),
    ));
    ExitCode::SUCCESS
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

fn failed(args: &BuildArgs, diagnostics: &[Diagnostic]) -> ExitCode {
    report::problems(diagnostics, args.site.format(), &args.site.root);
    if matches!(args.site.format, super::FormatArg::Long) {
        report::line("nothing was written");
    }
    ExitCode::from(1)
}
