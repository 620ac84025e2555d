//! `SitePath`: where a source file lies, relative to the site's root, always with `/`.
//!
//! Must not know: the disk. A `SitePath` may name a file that does not exist.

use super::address::composed;
use super::kept::{Deserialize, Serialize};
use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// A path relative to the site's root, such as `content/guides/ampoule-vs-serum.md`.
///
/// Cheap to clone; ordered by bytes, which is the order of every walk over a site.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SitePath(Arc<str>);

impl SitePath {
    /// Makes a path from text that already uses `/` and has no `.` or `..` steps.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        Self(path.into())
    }

    /// The whole path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last step, with its extension: `ampoule-vs-serum.md`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The last step without what follows its last dot: `ampoule-vs-serum`.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
    }

    /// The language that the file's name says, as a tag of BCP 47: `ko` of `ampoule-vs-serum.ko.md`.
    pub fn language(&self) -> Option<&str> {
        let (_, tag) = self.stem().rsplit_once('.')?;
        is_language(tag).then_some(tag)
    }

    /// What the file is called whatever its language: `ampoule-vs-serum` of `ampoule-vs-serum.ko.md`.
    pub fn id(&self) -> &str {
        let stem = self.stem();
        self.language().map_or(stem, |tag| &stem[..stem.len() - tag.len() - 1])
    }

    /// The file that says the same in another language: `a.ko.md` of `a.md`; `None` asks for the one of no language.
    pub fn in_language(&self, language: Option<&str>) -> SitePath {
        let tag = language.map(|tag| format!(".{tag}")).unwrap_or_default();
        let ending = self.extension().map(|ending| format!(".{ending}")).unwrap_or_default();
        let name = format!("{}{tag}{ending}", self.id());
        SitePath::new(match self.folder() {
            "" => name,
            folder => format!("{folder}/{name}"),
        })
    }

    /// What follows the last dot of the file name, if there is one.
    pub fn extension(&self) -> Option<&str> {
        self.file_name().rsplit_once('.').map(|(_, extension)| extension)
    }

    /// The path with its ending as Diptych knows it: `serum.yaml` of `serum.yml`; `None` if the ending is that, or another.
    pub fn with_known_ending(&self) -> Option<SitePath> {
        let ending = self.extension()?;
        let known = match ending.to_ascii_lowercase().as_str() {
            "yml" | "yaml" => "yaml",
            "markdown" | "md" => "md",
            _ => return None,
        };
        let stem = &self.0[..self.0.len() - ending.len()];
        (ending != known).then(|| SitePath::new(format!("{stem}{known}")))
    }

    /// The folder the file lies in, without a trailing `/`; empty at the root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Resolves a relative link written in this file: `../img/a.svg` from
    /// `content/guides/x.md` is `content/img/a.svg`.
    ///
    /// Returns `None` if the link climbs out of the site.
    pub fn join(&self, relative: &str) -> Option<SitePath> {
        let mut steps: Vec<&str> = self.folder().split('/').filter(|s| !s.is_empty()).collect();
        for step in relative.split('/') {
            match step {
                "" | "." => {}
                ".." => {
                    steps.pop()?;
                }
                step => steps.push(step),
            }
        }
        Some(SitePath::new(&*composed(&steps.join("/"))))
    }
}

/// Whether a word has the form of a language tag: `ko`, `pt-BR`, `zh-Hant`.
pub fn is_language(tag: &str) -> bool {
    let (main, mut parts) = (main_part(tag), tag.split('-').skip(1));
    let is_main = (2..=3).contains(&main.len()) && main.bytes().all(|byte| byte.is_ascii_lowercase());
    is_main
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// The language of a tag, without script and region: `pt` of `pt-BR`.
pub fn main_part(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

/// Why nothing is published under a path, as a clause that follows "it"; `None` if something may be. What a file is called
/// in the folder of the site is a part of its address.
pub fn unpublishable(path: &str) -> Option<&'static str> {
    path.chars().find_map(|character| match character {
        '\\' => Some("contains a backslash"),
        '\0' => Some("contains a NUL"),
        '\n' => Some("contains a line break"),
        _ => None,
    })
}

impl Borrow<str> for SitePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_path() {
        let path = SitePath::new("content/guides/a-vs-b.md");
        assert_eq!(path.file_name(), "a-vs-b.md");
        assert_eq!(path.stem(), "a-vs-b");
        assert_eq!(path.extension(), Some("md"));
        assert_eq!(path.folder(), "content/guides");
        assert_eq!(SitePath::new("README").folder(), "");
        assert_eq!(SitePath::new(".hidden").stem(), ".hidden");
    }

    #[test]
    fn a_name_may_say_its_language() {
        let parts = |path: &str| {
            let path = SitePath::new(path);
            (path.id().to_owned(), path.language().map(str::to_owned))
        };
        assert_eq!(parts("content/guides/a-vs-b.ko.md"), ("a-vs-b".to_owned(), Some("ko".to_owned())));
        assert_eq!(parts("a.pt-BR.yaml"), ("a".to_owned(), Some("pt-BR".to_owned())));
        assert_eq!(parts("a.yaml"), ("a".to_owned(), None));
        assert_eq!(parts("v1.2.md"), ("v1.2".to_owned(), None));
        let path = SitePath::new("content/guides/a.ko.md");
        assert_eq!(path.in_language(None).as_str(), "content/guides/a.md");
        assert_eq!(path.in_language(Some("de")).as_str(), "content/guides/a.de.md");
        assert_eq!(SitePath::new("a").in_language(Some("ko")).as_str(), "a.ko");
    }

    #[test]
    fn some_names_are_no_addresses() {
        let refused = ["static/a\\b.txt", "static/a\nb/c.txt", "static/a\0"];
        assert!(refused.iter().all(|path| unpublishable(path).is_some()));
        assert!(
            ["static/a b.txt", "static/Icon\r", "static/한.svg"]
                .iter()
                .all(|path| unpublishable(path).is_none())
        );
    }

    #[test]
    fn relative_links_stay_inside_the_site() {
        let path = SitePath::new("content/guides/a.md");
        let join = |link| path.join(link).map(|p| p.as_str().to_owned());
        assert_eq!(join("b.md").as_deref(), Some("content/guides/b.md"));
        assert_eq!(join("../products/x/y.yaml").as_deref(), Some("content/products/x/y.yaml"));
        assert_eq!(join("./b.md").as_deref(), Some("content/guides/b.md"));
        assert_eq!(join("../../../b.md"), None);
    }
}
