//! Listed files -> [`Front`]: reading, parsing and linking a site from the disk.
//!
//! Each file is parsed as soon as it has been read and its text let go. Must not know: pages, the output folder.

use super::files::{Asset, Known, known_photo};
use super::record::Seen;
use super::{Front, is_of_templates};
use crate::base::SitePath;
use crate::content::markdown::BlockNames;
use crate::content::parse::{Content, Parsed, parse};
use crate::pictures::{Index, hash, hash_of};
use crate::render::Templates;
use crate::site::Options;
use crate::source::Sources;
use crate::source::scan::{Listed, ScanError};
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// Reads, parses and links listed files, without reading the photos that an index knows. If times are known to be `settled` up to some
/// moment, it is said of each file on the disk by what it is known again.
///
/// # Errors
/// A file cannot be read.
pub(super) fn prepare(
    files: &[Listed],
    options: &Options,
    index: &Index,
    settled: Option<u64>,
) -> Result<(Front, Vec<(SitePath, Seen)>), ScanError> {
    // Inside the pool, so that linking reuses the memory that parsing has let go.
    rayon::scope(|_| {
        let names = Templates::block_names(files.iter().map(|file| &file.path));
        let read: Vec<ReadFile> = files
            .par_iter()
            .map(|listed| ReadFile::new(listed, &names, index, settled))
            .collect::<Result<_, ScanError>>()?;
        let (mut parsed, mut kept, mut seen) = (Vec::with_capacity(read.len()), Vec::new(), Vec::new());
        for file in read {
            parsed.push(file.parsed);
            kept.extend(file.kept);
            seen.extend(file.seen);
        }
        let (templates, published): (Vec<_>, Vec<_>) =
            kept.into_iter().partition(|file| is_of_templates(file.class()));
        let templates = Sources::from_files(templates.iter().filter_map(Asset::read).cloned());
        let mut front = Front::new(&parsed, published, &templates, None, options, false);
        if options.demands.facts {
            let listed: HashMap<&SitePath, &Listed> = files.iter().map(|file| (&file.path, file)).collect();
            front.check_facts(|path| listed.get(path)?.read().ok());
        }
        Ok((front, seen))
    })
}

/// A file that has been read and parsed.
struct ReadFile {
    parsed: Arc<Parsed>,
    /// What of it is still needed: a template, or a file to be published.
    kept: Option<Asset>,
    /// By what it is known again.
    seen: Option<(SitePath, Seen)>,
}

impl ReadFile {
    /// Reads a file, if it is no photo that an index knows.
    ///
    /// # Errors
    /// It cannot be read.
    fn new(
        listed: &Listed,
        names: &BlockNames,
        index: &Index,
        settled: Option<u64>,
    ) -> Result<Self, ScanError> {
        // Before it is read: whoever changes it later leaves another stamp.
        let stamp = settled.and_then(|_| listed.stamp());
        let seen = |hash: &dyn Fn() -> String| {
            let is_known_again = settled.is_some() && listed.on_disk().is_some();
            is_known_again.then(|| (listed.path.clone(), Seen::new(stamp, settled, hash)))
        };
        if let Some(photo) = known_photo(listed, index) {
            let raster = match &photo.content {
                Some(Content::File(Some(Ok(picture)))) => picture.raster,
                _ => None,
            };
            let seen = seen(&|| raster.map(|raster| hash_of(&raster)).unwrap_or_default());
            let kept = Some(Asset::Photo(listed.clone(), Known::Before));
            return Ok(Self { parsed: Arc::new(photo), kept, seen });
        }
        let file = listed.read()?;
        let seen = seen(&|| hash(&file.bytes));
        let parsed = Arc::new(parse(&file, names));
        let is_kept = is_of_templates(file.class) || file.class.is_published_as_it_is();
        let kept = is_kept.then(|| Asset::of(file, listed.clone(), &parsed));
        Ok(Self { parsed, kept, seen })
    }
}
