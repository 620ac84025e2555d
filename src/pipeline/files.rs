//! Files that are not pages, on their way to being published: as they are, without what a camera noted, in other forms.
//!
//! Photos are heavy, so they are not held while the site is made: they are read when their bytes are wanted, and not at all
//! if what was made of them stands. Must not know: pages.

use super::{Front, Output};
use crate::base::SitePath;
use crate::content::parse::{Content, Parsed};
use crate::diagnostics::catalogue::pictures as problem;
use crate::diagnostics::{self, Diagnostic, Span};
use crate::output::Writer;
use crate::pictures::cache::Key;
use crate::pictures::{self, Cache, Index, Raster, forms, hash};
use crate::site::File;
use crate::source::scan::Listed;
use crate::source::{Class, SourceFile};
use rayon::prelude::*;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// A file that is published, or a template.
pub(super) enum Asset {
    /// A file that has been read.
    Read(Arc<SourceFile>),
    /// A photo on the disk, whose first bytes are known and which is read again when its bytes are wanted.
    Photo(Listed, Known),
}

/// Where what is known of a photo comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// From an earlier build.
    Before,
    /// It has been read in this one.
    Now,
}

/// What an index knows of a file that has not been read.
pub(super) fn known_photo(listed: &Listed, index: &Index) -> Option<Parsed> {
    if !listed.class.is_published_as_it_is() {
        return None;
    }
    let raster = index.photo(listed.path.as_str(), listed.on_disk()?)?;
    let picture = pictures::Picture { size: Some((raster.width, raster.height)), raster: Some(raster) };
    Some(Parsed {
        path: listed.path.clone(),
        content: Some(Content::File(Some(Ok(picture)))),
        references: Vec::new(),
        terms: Default::default(),
        diagnostics: Vec::new(),
    })
}

impl Asset {
    /// A file that has been read; of a photo on the disk the bytes are let go.
    pub(super) fn of(file: Arc<SourceFile>, listed: Listed, parsed: &Parsed) -> Self {
        let is_photo =
            matches!(&parsed.content, Some(Content::File(Some(Ok(picture)))) if picture.raster.is_some());
        if is_photo && listed.on_disk().is_some() {
            Self::Photo(listed, Known::Now)
        } else {
            Self::Read(file)
        }
    }

    pub(super) fn path(&self) -> &SitePath {
        match self {
            Self::Read(file) => &file.path,
            Self::Photo(listed, _) => &listed.path,
        }
    }

    pub(super) fn class(&self) -> Class {
        match self {
            Self::Read(file) => file.class,
            Self::Photo(listed, _) => listed.class,
        }
    }

    /// The file, if it is held.
    pub(super) fn read(&self) -> Option<&Arc<SourceFile>> {
        match self {
            Self::Read(file) => Some(file),
            Self::Photo(..) => None,
        }
    }

    /// The file with the bytes that are known of it; why there is none.
    fn with_bytes(&self, raster: &Raster) -> Result<Arc<SourceFile>, String> {
        let listed = match self {
            Self::Read(file) => return Ok(file.clone()),
            Self::Photo(listed, _) => listed,
        };
        let file = listed.read().map_err(|error| error.to_string())?;
        let is_same = pictures::hash_of(raster) == hash(&file.bytes);
        if is_same {
            Ok(file)
        } else {
            Err("it has changed while the site was built; build again".to_owned())
        }
    }
}

/// A photo, and the files that are made of it.
pub struct Photo {
    /// Its forms in a cache, if a page shows it.
    pub forms: Option<Key>,
    /// The published files, by output path, each with what it is made of.
    pub files: Vec<(String, Key)>,
}

/// A file that is published as it is: a picture still without what a camera or an editor noted.
fn as_it_is(file: &Arc<SourceFile>) -> Output {
    if pictures::is_called_picture(&file.path) {
        let clean = pictures::without_metadata(&file.bytes);
        if clean != file.bytes {
            return Output::Made(clean.into());
        }
    }
    Output::Copied(file.clone())
}

/// What one file becomes: paths and bytes.
type Published = Vec<(String, Output)>;

/// A file that is not a page, and what became of it.
#[derive(Clone)]
pub(super) struct PublishedFile {
    file: Arc<SourceFile>,
    is_shown: bool,
    pub(super) published: Published,
}

/// All files that are not pages.
pub(super) struct Files {
    /// Each with what became of it.
    pub(super) published: HashMap<SitePath, PublishedFile>,
    /// Those that are other, new or gone.
    pub(super) changed: Vec<SitePath>,
}

impl Front {
    /// The photo behind a published file, and the files that are made of it; `None` for all other files.
    pub(super) fn photo(&self, path: &str, asset: &Asset) -> Option<(&File, Raster, Photo)> {
        let file = self.site().files.get(asset.path())?;
        let raster = file.raster()?;
        let is_shown = self.shown(asset.path()).is_some();
        let mut files = vec![(path.to_owned(), pictures::own_key(&raster))];
        let all = if is_shown { forms(&raster) } else { Vec::new() };
        files.extend(all.iter().map(|form| {
            (form.address(&file.address, &raster).output_path(), pictures::form_key(&raster, form))
        }));
        let forms = (!all.is_empty()).then(|| pictures::key(&raster));
        Some((file, raster, Photo { forms, files }))
    }

    /// What a file that is not a page becomes: itself, a photo without what its camera noted, and a photo's other forms.
    fn publish(
        &self,
        path: &str,
        asset: &Asset,
        cache: &Cache,
        making: impl Fn(),
        stands: impl Fn(&Photo) -> bool,
    ) -> Result<Published, Box<Diagnostic>> {
        let Some((_, raster, photo)) = self.photo(path, asset) else {
            // What is not held is a photo.
            let held = asset.read().map(|file| (path.to_owned(), as_it_is(file)));
            return Ok(held.into_iter().collect());
        };
        if stands(&photo) {
            return Ok(Vec::new());
        }
        if asset.read().is_none() {
            self.read.fetch_add(1, Ordering::Relaxed);
        }
        let damaged = |reason: String| {
            let at = self.shown(asset.path()).cloned().unwrap_or_else(|| Span::file(asset.path()));
            Box::new(problem::damaged_picture(at, asset.path().as_str(), &reason))
        };
        let file = asset.with_bytes(&raster).map_err(damaged)?;
        let mut made = vec![pictures::without_metadata(&file.bytes)];
        if photo.forms.is_some() {
            made.extend(pictures::made(&raster, &file.bytes, cache, making).map_err(damaged)?);
        }
        let files = photo.files.into_iter().zip(made);
        Ok(files.map(|((path, _), bytes)| (path, Output::Made(bytes.into()))).collect())
    }

    /// Publishes all files that are not pages, and says what is wrong with photos among them.
    ///
    /// # Errors
    /// The first error of `emit`.
    pub(super) fn publish_all<E: Send>(
        &self,
        cache: &Cache,
        making: impl Fn() + Sync,
        stands: impl Fn(&Photo) -> bool + Sync,
        emit: impl Fn(&str, &[u8]) -> Result<(), E> + Sync,
    ) -> Result<Vec<Diagnostic>, E> {
        self.copied
            .par_iter()
            .map(|(path, asset)| match self.publish(path, asset, cache, &making, &stands) {
                Ok(outputs) => {
                    outputs.iter().try_for_each(|(path, output)| emit(path, output.bytes())).map(|()| None)
                }
                Err(diagnostic) => Ok(Some(*diagnostic)),
            })
            .filter_map(Result::transpose)
            .collect()
    }

    /// How many photos have been read whole, at first or for what is made of them.
    pub fn photos_read(&self) -> usize {
        let at_first = |(_, asset): &&(String, Asset)| matches!(asset, Asset::Photo(_, Known::Now));
        self.copied.iter().filter(at_first).count() + self.read.load(Ordering::Relaxed)
    }

    /// Notes how what was made of photos stands before it is put in place, for [`Front::remember`].
    pub fn stage(&self, index: &mut Index, writer: &Writer) {
        let photos = self.copied.iter().filter_map(|(path, asset)| self.photo(path, asset));
        let files = photos.flat_map(|(_, _, photo)| photo.files);
        index.stage(files.filter_map(|(path, _)| Some((writer.out().join(&path), writer.staged(&path)?))));
    }

    /// Remembers the photos of this build, and what was made of them in the folder `out`, for the next one.
    pub fn remember(&self, index: Index, out: &Path) {
        // Then all are known, and stand as they are known.
        if self.photos_read() == 0 {
            return;
        }
        let photos: Vec<(&Asset, Raster, Photo)> = self
            .copied
            .iter()
            .filter_map(|(path, asset)| {
                self.photo(path, asset).map(|(_, raster, photo)| (asset, raster, photo))
            })
            .collect();
        let sources = photos.iter().filter_map(|(asset, raster, _)| match asset {
            Asset::Photo(listed, _) => Some((listed.path.as_str(), listed.on_disk()?, *raster)),
            Asset::Read(_) => None,
        });
        let files = photos.iter().flat_map(|(_, _, photo)| &photo.files);
        index.remember(sources, files.map(|(path, key)| (out.join(path), key.clone())));
    }

    /// Publishes all files that are not pages, in memory; those that have not changed since `old` are taken over. `None` if
    /// the site has errors.
    pub(super) fn publish_files(
        &mut self,
        old: &HashMap<SitePath, PublishedFile>,
        cache: &Cache,
        making: impl Fn() + Sync,
    ) -> Option<Files> {
        if self.has_errors() {
            return None;
        }
        let made: Vec<Result<(PublishedFile, bool), Box<Diagnostic>>> = self
            .copied
            .par_iter()
            .filter_map(|(path, asset)| Some((path, asset, asset.read()?)))
            .map(|(path, asset, file)| {
                let is_shown = self.shown(&file.path).is_some();
                let old = old.get(&file.path);
                match old.filter(|old| old.file == *file && old.is_shown == is_shown) {
                    Some(old) => Ok((old.clone(), false)),
                    None => {
                        let published = self.publish(path, asset, cache, &making, |_| false)?;
                        Ok((PublishedFile { file: file.clone(), is_shown, published }, true))
                    }
                }
            })
            .collect();
        let mut files = Files { published: HashMap::with_capacity(made.len()), changed: Vec::new() };
        for result in made {
            match result {
                Ok((file, is_new)) => {
                    files.changed.extend(is_new.then(|| file.file.path.clone()));
                    files.published.insert(file.file.path.clone(), file);
                }
                Err(problem) => self.diagnostics.push(*problem),
            }
        }
        diagnostics::sort(&mut self.diagnostics);
        let gone = old.keys().filter(|path| !files.published.contains_key(*path));
        files.changed.extend(gone.cloned());
        (!self.has_errors()).then_some(files)
    }
}
