//! Problems in a site, as values: what is wrong, where, and what to type instead.
//!
//! Must not know: how a site is read or built. A stage makes a [`Diagnostic`] through one constructor of
//! [`catalogue`] and hands it on; only [`mod@print`] turns it into text.

pub mod catalogue;
mod doubt;
pub mod print;

pub use doubt::Doubted;

use crate::base::kept::{Deserialize, Serialize};
use crate::base::text::{LineColumn, line_column};
use crate::base::{SitePath, TextRange};
use doubt::Evidence;
use std::borrow::Cow;

/// A place in one source file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Span {
    /// The file.
    pub file: SitePath,
    /// The bytes of it.
    pub range: TextRange,
}

impl Span {
    /// A place in `file`.
    pub fn new(file: &SitePath, range: TextRange) -> Self {
        Self { file: file.clone(), range }
    }

    /// The start of `file`: for what is wrong with the file as a whole.
    pub fn file(file: &SitePath) -> Self {
        Self::new(file, TextRange::default())
    }
}

/// How bad a problem is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// The site must not be published like this: nothing is written.
    Error,
    /// Worth mending, but the site is built.
    Warning,
}

/// One problem: a stable code, a sentence, places, and what to type instead.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The stable name of this kind of problem, such as `unknown-key`; the manual has a paragraph on each.
    pub code: Cow<'static, str>,
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop.
    pub message: Box<str>,
    /// Where it is wrong.
    pub at: Span,
    /// Other places that matter, each with a few words.
    pub also: Vec<(Span, String)>,
    /// What to type instead.
    pub help: Option<Box<str>>,
    /// From which byte on the message names the slip alone: what stands before it says where one slip has shown, and of
    /// all that one slip has made only the first is kept.
    pub slip_from: u32,
    /// What has to be read whole before this is certain; what is kept for later runs is.
    #[serde(skip)]
    evidence: Option<Box<Evidence>>,
    /// Whether something is lost with it that other files may refer to.
    #[serde(skip)]
    hides: bool,
}

impl Diagnostic {
    fn error(code: &'static str, at: Span, message: impl Into<String>) -> Self {
        Self {
            code: Cow::Borrowed(code),
            severity: Severity::Error,
            message: message.into().into(),
            at,
            also: Vec::new(),
            help: None,
            slip_from: 0,
            evidence: None,
            hides: false,
        }
    }

    fn warning(code: &'static str, at: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, at, message) }
    }

    fn also(mut self, at: Span, words: impl Into<String>) -> Self {
        self.also.push((at, words.into()));
        self
    }

    fn help(mut self, words: impl Into<String>) -> Self {
        self.help = Some(words.into().into());
        self
    }

    /// Says that the first `bytes` of the message only tell where the slip has shown.
    fn slip_from(mut self, bytes: usize) -> Self {
        self.slip_from = bytes as u32;
        self
    }

    /// The message without where the slip has shown.
    fn slip(&self) -> &str {
        &self.message[self.slip_from as usize..]
    }

    /// Adds a "did you mean" if there is a near name, or else `otherwise`.
    fn suggest(self, near: Option<&str>, otherwise: impl Into<String>) -> Self {
        match near {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => {
                let otherwise = otherwise.into();
                if otherwise.is_empty() { self } else { self.help(otherwise) }
            }
        }
    }

    /// The files that it points into.
    pub fn files(&self) -> impl Iterator<Item = &SitePath> {
        std::iter::once(&self.at).chain(self.also.iter().map(|(at, _)| at)).map(|at| &at.file)
    }

    /// Whether this keeps the site from being published.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Sorts by file, place and code, drops repeats, and keeps the first of those that one slip made: the order does not
/// depend on threads.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        let place = a.at.file.cmp(&b.at.file).then(a.at.range.cmp(&b.at.range));
        place.then_with(|| (&a.code, a.slip(), &a.message).cmp(&(&b.code, b.slip(), &b.message)))
    });
    diagnostics.dedup_by(|later, first| {
        let shown_before = first.slip_from > 0 && (&first.at, &first.code) == (&later.at, &later.code);
        later == first || (shown_before && first.slip() == later.slip())
    });
}

/// `content/x.yaml:3:7`, the form that editors and terminals make clickable.
pub fn place(at: &Span, text: &str) -> String {
    clickable(&at.file, line_column(text, at.range.start as usize))
}

fn clickable(file: &SitePath, at: LineColumn) -> String {
    format!("{}:{}:{}", shown(file.as_str()), at.line, at.column)
}

/// A path or words as they are shown: what an editor or a file has named breaks no line and colours nothing, and what nobody could see
/// is seen.
fn shown(text: &str) -> Cow<'_, str> {
    // Not those that join and part the letters of Persian and of emoji.
    let is_unseen = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    if !text.contains(is_unseen) {
        return Cow::Borrowed(text);
    }
    let escaped = |c: char| match c {
        c if c.is_control() => c.escape_default().to_string(),
        c if is_unseen(c) => c.escape_unicode().to_string(),
        c => c.to_string(),
    };
    Cow::Owned(text.chars().map(escaped).collect())
}
