//! The problems of a run as a page lists them: the place with a link that opens the editor, and the message with its line.
//!
//! The page gets plain text and sets it as text; nothing here is markup. Must not know: how the page shows them.

use super::editor::Editor;
use crate::base::SitePath;
use crate::commands::report::json;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::print::{Format, Quoted, print};
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
        let quoted = Quoted::by(diagnostics, &text_of);
        let object = |problem: &Diagnostic| {
            json!({
                "severity": if problem.is_error() { "error" } else { "warning" },
                "place": quoted.clickable(&problem.at),
                "link": editor.link(root, &problem.at.file, quoted.start(&problem.at)),
                "text": print(problem, Format::Long, false, &quoted).trim_end(),
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
