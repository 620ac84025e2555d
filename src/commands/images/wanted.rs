//! Which pictures on other sites a site names, and where; and which it has brought in already.
//!
//! Reads and never changes anything. Must not know: networks.

use crate::base::SitePath;
use crate::content::body::Target;
use crate::content::fetched::{Fetched, LOCK};
use crate::content::markdown::BlockNames;
use crate::content::parse::{Content, Parsed, parse};
use crate::diagnostics::{Diagnostic, Span};
use crate::render::Templates;
use crate::source::scan::{ScanError, list};
use crate::source::{Class, SourceFile};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A site as far as pictures from elsewhere go.
pub(super) struct Wanted {
    /// The files that name pictures on other sites, by path.
    pub(super) texts: Vec<Text>,
    /// The names of blocks.
    pub(super) names: BlockNames,
    /// What has been brought in, by address.
    pub(super) lock: BTreeMap<String, Fetched>,
    /// What is wrong with the list of that.
    pub(super) problems: Vec<Diagnostic>,
    /// Where each file of the site lies.
    pub(super) disk: BTreeMap<SitePath, PathBuf>,
}

/// A file that names pictures on other sites.
pub(super) struct Text {
    /// Where it lies.
    pub(super) disk: PathBuf,
    /// What was read.
    pub(super) file: Arc<SourceFile>,
    /// What it says.
    pub(super) parsed: Parsed,
    /// The files that references are to lead to, by number.
    pub(super) replaced: BTreeMap<usize, SitePath>,
}

/// A reference of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Place {
    /// Which of the texts.
    pub(super) text: usize,
    /// Which of its references.
    pub(super) reference: usize,
}

/// Reads the site at `root`.
///
/// # Errors
/// A folder or file cannot be read.
pub(super) fn read(root: &Path) -> Result<Wanted, ScanError> {
    let listed = list(root)?;
    let names = Templates::block_names(listed.iter().map(|file| &file.path));
    let mut wanted = Wanted {
        texts: Vec::new(),
        names,
        lock: BTreeMap::new(),
        problems: Vec::new(),
        disk: BTreeMap::new(),
    };
    for file in &listed {
        let Some(disk) = file.on_disk() else { continue };
        wanted.disk.insert(file.path.clone(), disk.to_owned());
        if file.class.is_published_as_it_is()
            || matches!(file.class, Class::Template | Class::Font | Class::Stray)
        {
            continue;
        }
        let source = file.read()?;
        let parsed = parse(&source, &wanted.names);
        if let Some(Content::Fetched(pictures)) = &parsed.content {
            let by_address = pictures.iter().map(|one| (one.url.clone(), Fetched::clone(one)));
            wanted.lock = by_address.collect();
            wanted.problems.extend(parsed.diagnostics);
        } else if parsed.references.iter().any(|reference| is_remote(&reference.target)) {
            let disk = disk.to_owned();
            wanted.texts.push(Text { disk, file: source, parsed, replaced: BTreeMap::new() });
        }
    }
    Ok(wanted)
}

fn is_remote(target: &Target) -> bool {
    matches!(target, Target::RemotePicture(_))
}

impl Wanted {
    /// The addresses as they are typed, each with all places that name it, in the order of the first of these.
    pub(super) fn addresses(&self) -> Vec<(String, Vec<Place>)> {
        let mut found: Vec<(String, Vec<Place>)> = Vec::new();
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for (text, file) in self.texts.iter().enumerate() {
            for (reference, one) in file.parsed.references.iter().enumerate() {
                let Target::RemotePicture(typed) = &one.target else { continue };
                let at = *seen.entry(typed).or_insert_with(|| {
                    found.push((typed.clone(), Vec::new()));
                    found.len() - 1
                });
                found[at].1.push(Place { text, reference });
            }
        }
        found
    }

    /// Where a reference stands.
    pub(super) fn span(&self, place: Place) -> Span {
        let parsed = &self.texts[place.text].parsed;
        Span::new(&parsed.path, parsed.references[place.reference].range)
    }

    /// The folder of the site that a picture of a text is put into: its own, if pictures are published from there.
    pub(super) fn folder(&self, place: Place) -> &str {
        let path = &self.texts[place.text].parsed.path;
        let beside = path.join("picture.jpg");
        let is_published = beside.is_some_and(|beside| Class::of(&beside) == Class::Asset);
        if is_published { path.folder() } else { "content/pages" }
    }

    /// Where a folder of the site lies.
    pub(super) fn folder_on_disk(&self, root: &Path, folder: &str) -> PathBuf {
        let inside = self.disk.iter().find(|(path, _)| path.folder() == folder);
        inside.and_then(|(_, disk)| disk.parent()).map_or_else(|| root.join(folder), Path::to_owned)
    }

    /// Where the list of what was brought in lies.
    pub(super) fn lock_on_disk(&self, root: &Path) -> PathBuf {
        self.disk.get(LOCK).cloned().unwrap_or_else(|| root.join(LOCK))
    }
}
