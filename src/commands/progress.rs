//! How far a long build is, on one line of the terminal that it takes away again.
//!
//! Must not know: what is being made.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts photos as they are made, and shows the count to somebody who waits.
pub struct Progress {
    made: AtomicUsize,
    is_watched: bool,
}

impl Progress {
    /// Nothing is shown where standard error is no terminal.
    pub fn new() -> Self {
        Self { made: AtomicUsize::new(0), is_watched: std::io::stderr().is_terminal() }
    }

    /// Another photo is being made. May be called from many threads.
    pub fn step(&self) {
        let made = self.made.fetch_add(1, Ordering::Relaxed) + 1;
        if self.is_watched {
            // Nobody is left to tell when standard error is closed.
            let _ = write!(std::io::stderr().lock(), "\rphotos made smaller: {made} ");
        }
    }

    /// How many photos were made; the line is taken away.
    pub fn finish(&self) -> usize {
        let made = self.made.load(Ordering::Relaxed);
        if self.is_watched && made > 0 {
            let _ = write!(std::io::stderr().lock(), "\r\x1b[K");
        }
        made
    }
}
