//! Links that open a place of a file in the editor, such as `vscode://file/...`.
//!
//! Must not know: whether the editor is there.

use crate::base::SitePath;
use crate::base::address::encode;
use crate::base::text::LineColumn;
use std::path::Path;

/// The editors whose links are known, with the form of each.
const KNOWN: [(&str, &str); 7] = [
    ("vscode", "vscode://file{path}:{line}:{column}"),
    ("vscodium", "vscodium://file{path}:{line}:{column}"),
    ("cursor", "cursor://file{path}:{line}:{column}"),
    ("zed", "zed://file{path}:{line}:{column}"),
    ("idea", "idea://open?file={path}&line={line}&column={column}"),
    ("sublime", "subl://open?url=file://{path}&line={line}&column={column}"),
    ("textmate", "txmt://open?url=file://{path}&line={line}&column={column}"),
];

/// Says how links to an editor look; without a form there are none.
#[derive(Clone, Debug)]
pub struct Editor {
    form: Option<String>,
}

impl Editor {
    /// The name of an editor that is known, a form of link with `{path}` in it, or `none`.
    ///
    /// # Errors
    /// It is none of these: what to type instead.
    pub fn parse(text: &str) -> Result<Self, String> {
        let form = match KNOWN.iter().find(|(name, _)| *name == text) {
            _ if text == "none" => None,
            Some((_, form)) => Some((*form).to_owned()),
            None if text.contains("{path}") => Some(text.to_owned()),
            None => {
                let names: Vec<&str> = KNOWN.iter().map(|(name, _)| *name).collect();
                let names = names.join(", ");
                return Err(format!(
                    "write {names}, none, or a link with {{path}}, {{line}} and {{column}} in it"
                ));
            }
        };
        Ok(Self { form })
    }

    /// A link to a place in a file of the site at `root`, which is absolute.
    pub fn link(&self, root: &Path, file: &SitePath, at: LineColumn) -> Option<String> {
        let path = root.join(file.as_str()).to_string_lossy().replace('\\', "/");
        // Windows: the drive is a step like any other.
        let path = if path.starts_with('/') { path } else { format!("/{path}") };
        let link = self.form.as_ref()?.replace("{path}", &encode(&path));
        Some(link.replace("{line}", &at.line.to_string()).replace("{column}", &at.column.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_name_the_place() {
        let at = LineColumn { line: 3, column: 7 };
        let link = |editor: &str| {
            Editor::parse(editor).unwrap().link(Path::new("/a b"), &SitePath::new("content/앰플.md"), at)
        };
        assert_eq!(link("vscode").as_deref(), Some("vscode://file/a%20b/content/%EC%95%B0%ED%94%8C.md:3:7"));
        assert_eq!(link("x:{line}?{path}").as_deref(), Some("x:3?/a%20b/content/%EC%95%B0%ED%94%8C.md"));
        assert_eq!(link("none"), None);
        assert!(Editor::parse("ed").unwrap_err().contains("vscode"));
    }
}
