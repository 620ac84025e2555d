//! Listed files -> what they say: reading and parsing a site from the disk.
//!
//! Each file is parsed as soon as it has been read and its text let go. Must not know: what files mean together.

use super::files::{Asset, Known, known_photo};
use super::is_of_templates;
use super::record::Seen;
use crate::base::{Shelf, SitePath, Stamp};
use crate::content::markdown::BlockNames;
use crate::content::parse::{Content, Parsed, parse};
use crate::pictures::{Index, hash, hash_of};
use crate::render::Templates;
use crate::source::Sources;
use crate::source::scan::{Listed, ScanError};
use rayon::prelude::*;
use std::sync::Arc;

/// A site that has been read.
pub(super) struct Texts {
    /// What each file says, by path.
    pub parsed: Vec<Arc<Parsed>>,
    /// The files that may be published as they are.
    pub published: Vec<Asset>,
    /// What pages are rendered with.
    pub templates: Sources,
    /// By what each file on the disk is known again, by path; nothing if nobody asked.
    pub seen: Vec<(SitePath, Seen)>,
}

/// About what a word of a guide takes of memory, in bytes.
const TERM: usize = 6;

/// How files are read.
pub(super) struct Reader<'r> {
    names: BlockNames,
    index: &'r Index,
    /// Up to when times are settled; nothing if nobody wants to know files again.
    settled: Option<u64>,
    /// Where waits for what there is no memory; nothing if all stays in it.
    shelves: Option<&'r Shelves>,
}

/// Where waits for what there is no memory.
pub(super) struct Shelves {
    /// Texts, until their pages are made.
    pub texts: Arc<Shelf>,
    /// The words of guides, until they are weighed.
    pub terms: Arc<Shelf>,
}

/// A file that has been read and parsed.
pub(super) struct OneFile {
    /// What it says.
    pub parsed: Arc<Parsed>,
    /// What of it is still needed: a template, or a file to be published.
    kept: Option<Asset>,
    /// By what it is known again.
    pub seen: Option<Seen>,
}

impl Shelves {
    /// Takes what a guide or page says, if there is no memory for it.
    fn take(&self, parsed: &mut Parsed) {
        if let Some(Content::Guide(article) | Content::Page(article)) = &mut parsed.content {
            if let Some(body) = &mut Arc::make_mut(article).body {
                body.set_aside(&self.texts, |body| body.html.len());
            }
            parsed.terms.set_aside(&self.terms, |terms| terms.len() * TERM);
        }
    }

    /// Whether anything could not be read back.
    pub(super) fn have_failed(&self) -> bool {
        self.texts.has_failed() || self.terms.has_failed()
    }
}

impl<'r> Reader<'r> {
    /// A reader of the files of one site. It does not read the photos that an index knows.
    pub(super) fn new(files: &[Listed], index: &'r Index, settled: Option<u64>) -> Self {
        let names = Templates::block_names(files.iter().map(|file| &file.path));
        Self { names, index, settled, shelves: None }
    }

    /// The same reader, which sets aside what it reads.
    pub(super) fn with_shelves(self, shelves: &'r Shelves) -> Self {
        Self { shelves: Some(shelves), ..self }
    }

    /// Reads all files but those of which it is `known` what they say.
    ///
    /// # Errors
    /// A file cannot be read.
    pub(super) fn all(
        &self,
        files: &[Listed],
        known: impl Fn(&Listed) -> Option<(Arc<Parsed>, Seen)> + Sync,
    ) -> Result<Texts, ScanError> {
        let one = |listed: &Listed| match known(listed) {
            Some((parsed, seen)) => Ok(OneFile { parsed, kept: None, seen: Some(seen) }),
            None => self.one(listed),
        };
        let read: Vec<OneFile> = files.par_iter().map(one).collect::<Result<_, ScanError>>()?;
        let (mut parsed, mut kept, mut seen) = (Vec::with_capacity(read.len()), Vec::new(), Vec::new());
        for (file, listed) in read.into_iter().zip(files) {
            parsed.push(file.parsed);
            kept.extend(file.kept);
            seen.extend(file.seen.map(|seen| (listed.path.clone(), seen)));
        }
        let (templates, published): (Vec<_>, Vec<_>) =
            kept.into_iter().partition(|file| is_of_templates(file.class()));
        let templates = Sources::from_files(templates.iter().filter_map(Asset::read).cloned());
        Ok(Texts { parsed, published, templates, seen })
    }

    /// Reads one file.
    ///
    /// # Errors
    /// It cannot be read.
    pub(super) fn one(&self, listed: &Listed) -> Result<OneFile, ScanError> {
        let seen = |stamp: Option<Stamp>, hash: &dyn Fn() -> String| {
            let is_known_again = self.settled.is_some() && listed.on_disk().is_some();
            is_known_again.then(|| Seen::new(stamp, self.settled, hash))
        };
        if let Some(photo) = known_photo(listed, self.index) {
            let raster = match &photo.content {
                Some(Content::File(Some(Ok(picture)))) => picture.raster,
                _ => None,
            };
            let stamp = self.settled.and_then(|_| listed.stamp());
            let seen = seen(stamp, &|| raster.map(|raster| hash_of(&raster)).unwrap_or_default());
            let kept = Some(Asset::Photo(listed.clone(), Known::Before));
            return Ok(OneFile { parsed: Arc::new(photo), kept, seen });
        }
        let (file, stamp) = listed.read_stamped()?;
        let seen = seen(stamp, &|| hash(&file.bytes));
        let mut parsed = parse(&file, &self.names);
        if let Some(shelves) = self.shelves {
            shelves.take(&mut parsed);
        }
        let parsed = Arc::new(parsed);
        let is_kept = is_of_templates(file.class) || file.class.is_published_as_it_is();
        let kept = is_kept.then(|| Asset::of(file, listed.clone(), &parsed));
        Ok(OneFile { parsed, kept, seen })
    }
}
