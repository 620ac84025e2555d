//! The law's site on the disk, built by one run of the program after another.

use super::edits::{Edit, SITE, apply, edit};
use super::options;
use diptych::base::{Date, SitePath};
use diptych::diagnostics::Diagnostic;
use diptych::pictures::Cache;
use diptych::pipeline::{Listener, Publication, Stage, Verified, build, scan};
use diptych::site::Options;
use diptych::source::{SourceFile, Sources, theme};
use proptest::prelude::*;
use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// What happens between two runs of the program.
#[derive(Clone, Debug)]
pub enum Event {
    /// Somebody edits the site.
    Edit(Edit),
    /// A byte of what is kept between runs is another, or everything from it on is gone.
    Damage { file: usize, byte: usize, cut: bool },
    /// What is kept between runs is lost, whole or one file of it.
    Forget(Option<usize>),
    /// A published file is other, or gone.
    Meddle { file: usize, remove: bool },
    /// Somebody asks for drafts, or for another day.
    Ask { drafts: bool, later: bool },
    /// A file is saved as it was.
    Touch(usize),
    /// Nothing happens.
    Nothing,
}

pub fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        6 => edit().prop_map(Event::Edit),
        2 => (any::<usize>(), any::<usize>(), any::<bool>())
            .prop_map(|(file, byte, cut)| Event::Damage { file, byte, cut }),
        1 => prop::option::of(any::<usize>()).prop_map(Event::Forget),
        2 => (any::<usize>(), any::<bool>()).prop_map(|(file, remove)| Event::Meddle { file, remove }),
        1 => (any::<bool>(), any::<bool>()).prop_map(|(drafts, later)| Event::Ask { drafts, later }),
        1 => any::<usize>().prop_map(Event::Touch),
        3 => Just(Event::Nothing),
    ]
}

/// A site on the disk, which is built by one run of the program after another.
pub struct Disk {
    folder: TempDir,
    history: Vec<Sources>,
    options: Options,
    /// In how many runs nothing was new.
    pub quick: usize,
    /// How many pages each run made in which only texts were.
    pub edited: Vec<usize>,
}

impl Disk {
    /// Writes the law's site.
    pub fn new() -> Self {
        Self::of(SITE)
    }

    /// Writes a site.
    pub fn of(site: &str) -> Self {
        let site = Sources::from_fixture(site);
        let folder = tempfile::tempdir().expect("a folder");
        let mut this = Self { folder, history: Vec::new(), options: options(), quick: 0, edited: Vec::new() };
        this.write(site);
        this
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Makes the folder hold these files, of which those that are as before are not touched.
    pub fn write(&mut self, sources: Sources) {
        let none = Sources::default();
        let old = self.history.last().unwrap_or(&none);
        let theme = theme::sources();
        let is_own = |file: &&Arc<SourceFile>| theme.get(file.path.as_str()) != Some(*file);
        for file in old.iter().filter(is_own) {
            if sources.get(file.path.as_str()).is_none() {
                fs::remove_file(self.path(file.path.as_str())).expect("removed");
            }
        }
        for file in sources.iter().filter(is_own) {
            if old.get(file.path.as_str()).is_none_or(|old| old != file) {
                let path = self.path(file.path.as_str());
                fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                fs::write(path, &file.bytes).expect("written");
            }
        }
        self.history.push(sources);
    }

    /// Changes a file from what it says now.
    pub fn change(&mut self, path: &str, change: impl Fn(&str) -> String) {
        let mut sources = self.history.last().expect("a state").clone();
        let text = sources.get(path).and_then(|file| file.text()).expect("a file").to_owned();
        sources.insert(SitePath::new(path), change(&text).into_bytes());
        self.write(sources);
    }

    /// The files below a folder, in order.
    pub fn files(&self, folder: &str) -> Vec<PathBuf> {
        let (mut files, mut folders) = (Vec::new(), vec![self.path(folder)]);
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let is_ours = entry.file_name() == ".diptych";
                match entry.file_type().expect("a type") {
                    kind if kind.is_file() => files.push(entry.path()),
                    _ if is_ours => {}
                    _ => folders.push(entry.path()),
                }
            }
        }
        files.sort();
        files
    }

    pub fn happens(&mut self, event: &Event) {
        let one_of =
            |files: Vec<PathBuf>, at: usize| (!files.is_empty()).then(|| files[at % files.len()].clone());
        match *event {
            Event::Edit(ref edit) => self.write(apply(edit, &self.history)),
            Event::Damage { file, byte, cut } => {
                if let Some(path) = one_of(self.files(".diptych/cache"), file) {
                    let mut bytes = fs::read(&path).expect("an entry");
                    // An entry may have been cut before its first byte already.
                    let byte = byte.checked_rem(bytes.len()).unwrap_or_default();
                    bytes.get_mut(byte).into_iter().for_each(|byte| *byte ^= 0x10);
                    bytes.truncate(if cut { byte } else { bytes.len() });
                    fs::write(path, bytes).expect("damaged");
                }
            }
            Event::Forget(None) => drop(fs::remove_dir_all(self.path(".diptych"))),
            Event::Forget(Some(file)) => {
                one_of(self.files(".diptych/cache"), file).map(fs::remove_file);
            }
            Event::Meddle { file, remove } => match one_of(self.files("public"), file) {
                Some(path) if remove => fs::remove_file(path).expect("removed"),
                // As long as it was.
                Some(path) => {
                    let length = fs::metadata(&path).expect("a file").len();
                    fs::write(path, "x".repeat(length as usize)).expect("written");
                }
                None => {}
            },
            Event::Ask { drafts, later } => {
                let day = if later { "2026-12-01" } else { "2026-11-23" };
                self.options = Options { drafts, ..Options::on(Date::parse(day).expect("a day")) };
            }
            Event::Touch(file) => {
                if let Some(path) = one_of(self.files("content"), file) {
                    let bytes = fs::read(&path).expect("a file");
                    fs::write(path, bytes).expect("saved");
                }
            }
            Event::Nothing => {}
        }
    }

    /// Does something with the program's means.
    fn publication<T>(&self, act: impl FnOnce(&Publication<'_>) -> T) -> T {
        act(&Publication {
            root: self.folder.path(),
            out: &self.path("public"),
            options: &self.options,
            cache: &Cache::at(&self.path(".diptych/cache")),
            unsettled: Some(SETTLED),
            // All texts wait on the disk, and all words but the first.
            memory: 500,
        })
    }

    /// What `build --verify` finds of what stands.
    pub fn verify(&self) -> Verified {
        self.publication(|publication| publication.verify().expect("a run"))
    }

    /// Runs the program, and holds what it leaves and tells against a build in memory. Gives what it tells.
    pub fn build(&mut self) -> Vec<Diagnostic> {
        // Longer than it takes until times are settled.
        thread::sleep(SETTLED * 3);
        let (root, out) = (self.folder.path(), self.path("public"));
        let stages = RefCell::new(Vec::new());
        let listener =
            Listener { stage: &|stage| stages.borrow_mut().push(stage), making: &|| {}, changes: None };
        let published = self.publication(|publication| publication.publish(&listener).expect("a run"));
        let expected = build(&scan(root).expect("the site"), &self.options, None);
        assert_eq!(published.diagnostics, expected.diagnostics);
        assert_eq!(published.report.is_none(), expected.has_errors());
        if !expected.has_errors() {
            let mut paths: Vec<PathBuf> = expected.outputs.keys().map(|path| out.join(path)).collect();
            paths.sort();
            assert_eq!(self.files("public"), paths);
            for (path, output) in expected.outputs.iter() {
                assert!(fs::read(out.join(path)).expect("a file") == output.bytes(), "{path} differs");
            }
            let report = published.report.expect("a report");
            assert_eq!(report.written + report.unchanged, paths.len());
        }
        for stage in stages.into_inner() {
            match stage {
                Stage::NothingNew => self.quick += 1,
                Stage::Edited(pages) => self.edited.push(pages),
                _ => {}
            }
        }
        expected.diagnostics
    }
}

/// How long times have to be past in these tests: longer than a tick of the clocks that files are stamped by.
pub const SETTLED: Duration = Duration::from_millis(10);
