//! The builder behind the server: keeps the sources of a site, reads again what was touched, builds, and shows what came out.
//!
//! Must not know: sockets, requests, browsers.

use super::batch::Touched;
use super::editor::Editor;
use super::problems::Problems;
use super::server::Stage;
use super::shown::Shown;
use super::watch::Watch;
use super::why::why;
use crate::base::{Date, SitePath};
use crate::commands::{SiteArgs, report};
use crate::pictures::Cache;
use crate::pipeline::{Build, build_with, scan};
use crate::site::Options;
use crate::source::Sources;
use crate::source::scan::{ScanError, refresh};
use std::path::PathBuf;
use std::time::Instant;

/// How many changed files are named when a site is built again.
const NAMED: usize = 3;

/// A site that is built again and again.
pub struct Workshop {
    args: SiteArgs,
    root: PathBuf,
    editor: Editor,
    cache: Cache,
    sources: Sources,
    /// Where something may be that could not be read.
    unread: Option<Touched>,
    /// The last build, good or not: what the next starts from.
    last: Option<Build>,
    shown: Shown,
    stage: Stage,
    verbose: bool,
}

impl Workshop {
    /// A site at `root`, which is absolute and without links, and which nobody has read yet.
    pub fn new(args: SiteArgs, root: PathBuf, editor: Editor, verbose: bool, stage: Stage) -> Self {
        let cache = args.cache();
        let (sources, shown) = (Sources::default(), Shown::of_this_run());
        Self { args, root, editor, cache, sources, unread: None, last: None, shown, stage, verbose }
    }

    /// Builds what there is, and again after each change, for ever.
    pub fn run(mut self, mut watch: Watch) {
        let mut touched = Touched::Anywhere;
        let mut polls = watch.polls.clone();
        loop {
            self.turn(touched);
            touched = watch.next();
            if polls != watch.polls {
                polls.clone_from(&watch.polls);
                say_polls(&watch);
            }
        }
    }

    /// Reads again what was touched, and builds if that made a difference. What cannot be read is tried again in the next turn.
    fn turn(&mut self, touched: Touched) {
        let start = Instant::now();
        let was_unread = self.unread.is_some();
        let touched = match self.unread.take() {
            Some(unread) => unread.and(touched),
            None => touched,
        };
        match self.read(&touched) {
            Ok(changed) if changed.is_empty() && self.last.is_some() && !was_unread => {}
            Ok(changed) => self.build(&changed, start),
            Err(error) => {
                self.unread = Some(touched);
                report::environment(&error, self.args.format());
                self.shown.problems = Problems::environment(&error);
                self.stage.show(self.shown.clone());
            }
        }
    }

    /// Brings the sources up to date; returns the paths that differ.
    fn read(&mut self, touched: &Touched) -> Result<Vec<SitePath>, ScanError> {
        match touched {
            Touched::Places(places) => refresh(&self.root, places, &mut self.sources),
            Touched::Anywhere => Ok(self.sources.replace(scan(&self.root)?)),
        }
    }

    fn build(&mut self, changed: &[SitePath], start: Instant) {
        let options = Options { today: self.args.today.unwrap_or_else(Date::today), ..self.args.options() };
        let is_first = self.last.is_none();
        let site = build_with(&self.sources, &options, self.last.take(), &self.cache, || {});
        self.shown.problems = Problems::of(&site.diagnostics, &self.sources, &self.root, &self.editor);
        let failed = site.has_errors();
        if !failed {
            let is_style = |path: &SitePath| path.extension() == Some("css");
            self.shown.styles += u64::from(site.changed_files.iter().any(is_style));
            self.shown.files += u64::from(!site.changed_files.iter().all(is_style));
            self.shown.site = Some(site.outputs.clone());
        }
        self.stage.show(self.shown.clone());
        let time = start.elapsed();
        let text_of = |path: &SitePath| self.sources.get(path.as_str()).map(|file| file.readable());
        report::problems_in(&site.diagnostics, self.args.format(), &text_of);
        let what = match failed {
            true if self.shown.site.is_some() => "the last good site stays".to_owned(),
            true => "there is no site to show yet".to_owned(),
            false => format!("{} rendered", report::counted(site.rendered, "page")),
        };
        let why = if is_first { String::new() } else { format!(" after {}", named(changed)) };
        report::line(&format!("{what}{why}, in {} ms", time.as_millis()));
        if self.verbose && !is_first {
            renderings(&site);
        }
        self.last = Some(site);
    }
}

/// Says which pages were rendered, and why.
fn renderings(site: &Build) {
    for rendering in &site.renderings {
        report::line(&format!("  {}: {}", rendering.page.page.address, why(rendering)));
    }
    if site.rendered > site.renderings.len() {
        report::line(&format!("  and {} more", site.rendered - site.renderings.len()));
    }
}

/// Says that the disk is looked at from time to time, and why.
pub fn say_polls(watch: &Watch) {
    if let Some(reason) = &watch.polls {
        report::line(&format!("looking for changes twice a second: {reason}"));
    }
}

/// "content/guides/a.md and 5 more files"
fn named(changed: &[SitePath]) -> String {
    let names: Vec<&str> = changed.iter().take(NAMED).map(SitePath::as_str).collect();
    match changed.len() {
        0 => "no change".to_owned(),
        count if count <= NAMED => names.join(", "),
        count => format!("{} and {} more", names[0], report::counted(count - 1, "file")),
    }
}
