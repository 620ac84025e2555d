//! The problems of a run as a page lists them: the place with a link that opens the editor, and the message with its line.
//!
//! The page gets plain text and sets it as text; nothing here is markup. Must not know: how the page shows them.

use super::editor::Editor;
use crate::base::SitePath;
use crate::base::text::line_column;
use crate::commands::report::json;
use crate::diagnostics::print::{Format, print};
use crate::diagnostics::{Diagnostic, place};
use crate::source::Sources;
use std::fmt::Display;
use std::path::Path;
use std::sync::Arc;

/// The problems of one run as JSON: a list of objects with `severity`, `place`, `link` and `text`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problems(Arc<str>);

impl Default for Problems {
    fn default() -> Self {
        Self(Arc::from("[]"))
    }
}

impl Problems {
    /// The problems of a build of `sources`, which lie at `root`.
    pub fn of(diagnostics: &[Diagnostic], sources: &Sources, root: &Path, editor: &Editor) -> Self {
        let text_of = |path: &SitePath| sources.get(path.as_str()).map(|file| file.readable());
        let object = |problem: &Diagnostic| {
            let text = text_of(&problem.at.file).unwrap_or("");
            let at = line_column(text, problem.at.range.start as usize);
            json!({
                "severity": if problem.is_error() { "error" } else { "warning" },
                "place": place(&problem.at, text),
                "link": editor.link(root, &problem.at.file, at),
                "text": print(problem, Format::Long, false, &text_of).trim_end(),
            })
        };
        Self(json!(diagnostics.iter().map(object).collect::<Vec<_>>()).to_string().into())
    }

    /// One problem that is none of the content: a folder or file that cannot be read.
    pub fn environment(error: &dyn Display) -> Self {
        Self(
            json!([{"severity": "error", "place": "", "link": null, "text": error.to_string()}])
                .to_string()
                .into(),
        )
    }

    /// The list as JSON.
    pub fn as_json(&self) -> &str {
        &self.0
    }
}
