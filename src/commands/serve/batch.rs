//! What belongs to one save: the places touched since the last build, and how long to wait for more.
//!
//! Editors save in several steps: they empty a file and fill it, or write another and give it the name, or put the old one
//! aside first. What is read between two steps is not what was meant. Must not know: what is at a place.

use super::git::Git;
use notify::Event;
use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind, RenameMode};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// To wait after the last step of a save.
const AFTER_SAVE: Duration = Duration::from_millis(3);

/// To wait if another step may follow.
const BETWEEN_STEPS: Duration = Duration::from_millis(60);

/// More files than this are no save but the work of a program, which may have more to do.
const FEW: usize = 4;

/// However much goes on, somebody wants to see something after this.
const LONGEST: Duration = Duration::from_secs(3);

/// Where something may have changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Touched {
    /// At these places, each a file or a folder.
    Places(BTreeSet<PathBuf>),
    /// Anywhere: the system has lost count.
    Anywhere,
}

/// Places that have been touched.
#[derive(Default, Debug)]
pub struct Batch {
    places: BTreeMap<PathBuf, Step>,
    lost_count: bool,
}

/// How far the saving of a file is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Step {
    /// It was not there when the batch began.
    came: bool,
    /// It was closed after writing, or got its name as a whole.
    done: bool,
}

/// Since when a batch has been gathered, and when something was last touched.
pub struct Gathering<'g> {
    git: &'g Git,
    start: Instant,
    last: Instant,
}

impl<'g> Gathering<'g> {
    /// A batch that begins now.
    pub fn begin(git: &'g Git) -> Self {
        Self { git, start: Instant::now(), last: Instant::now() }
    }

    /// Something more has been touched.
    pub fn go_on(&mut self) {
        self.last = Instant::now();
    }

    /// Whether the batch is to be taken as it is: all `is_quiet`, or it has gone on for too long; never while git is at work.
    pub fn is_over(&self, is_quiet: bool) -> bool {
        (is_quiet || self.start.elapsed() > LONGEST) && !self.git.is_at_work(self.last)
    }
}

impl Touched {
    /// Here and where something else has been touched.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Places(mut places), Self::Places(more)) => {
                places.extend(more);
                Self::Places(places)
            }
            _ => Self::Anywhere,
        }
    }
}

impl Batch {
    /// Whether nothing has been touched.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty() && !self.lost_count
    }

    /// How long nothing more has to happen until the batch is complete.
    pub fn quiet(&self) -> Duration {
        let is_saved = self.places.len() <= FEW && self.places.values().all(|step| step.done);
        if is_saved && !self.lost_count { AFTER_SAVE } else { BETWEEN_STEPS }
    }

    /// Anything may have changed.
    pub fn lose_count(&mut self) {
        self.lost_count = true;
    }

    /// Takes what the system says of places that `matter`: not of what editors keep beside a file. Reading is no change.
    pub fn take(&mut self, event: &Event, matter: impl Fn(&Path) -> bool) {
        for path in event.paths.iter().filter(|path| matter(path)) {
            let path = path.clone();
            match event.kind {
                EventKind::Access(AccessKind::Close(AccessMode::Write)) => self.step(path, false, true),
                EventKind::Access(_) => {}
                EventKind::Create(CreateKind::Folder) => self.step(path, false, false),
                EventKind::Create(_) => self.step(path, true, false),
                EventKind::Modify(ModifyKind::Name(RenameMode::To)) => self.step(path, false, true),
                // The same again, both names at once.
                EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => {}
                EventKind::Modify(ModifyKind::Name(RenameMode::From)) | EventKind::Remove(_) => {
                    self.leave(path)
                }
                _ => self.step(path, false, false),
            }
        }
    }

    fn step(&mut self, place: PathBuf, came: bool, done: bool) {
        let came = self.places.get(&place).map_or(came, |step| step.came);
        self.places.insert(place, Step { came, done });
    }

    /// A file that comes and goes within one batch was an editor's own: no other step is to be waited for.
    fn leave(&mut self, place: PathBuf) {
        let came = self.places.get(&place).is_some_and(|step| step.came);
        self.places.insert(place, Step { came, done: came });
    }

    /// The places.
    pub fn finish(self) -> Touched {
        if self.lost_count { Touched::Anywhere } else { Touched::Places(self.places.into_keys().collect()) }
    }
}
