//! Files that are not pages, on their way to being published: as they are, without what a camera noted, in other forms.
//!
//! Must not know: pages.

use super::{Front, Output};
use crate::base::SitePath;
use crate::diagnostics::catalogue::pictures as problem;
use crate::diagnostics::{self, Diagnostic};
use crate::pictures::{self, Cache};
use crate::source::SourceFile;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

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
    /// What a file that is not a page becomes: itself, a photo without what its camera noted, and a photo's other forms.
    pub(super) fn publish(
        &self,
        path: &str,
        file: &Arc<SourceFile>,
        cache: &Cache,
        making: impl Fn(),
    ) -> Result<Published, Box<Diagnostic>> {
        let published = self.site().files.get(&file.path);
        let Some((published, raster)) = published.and_then(|own| Some((own, own.raster()?))) else {
            return Ok(vec![(path.to_owned(), Output::Copied(file.clone()))]);
        };
        let own = pictures::without_metadata(&file.bytes);
        let mut outputs = vec![(path.to_owned(), Output::Made(own.into()))];
        let Some(shown) = self.shown(&file.path) else { return Ok(outputs) };
        let made = pictures::made(&raster, &file.bytes, cache, making).map_err(|reason| {
            Box::new(problem::damaged_picture(shown.clone(), file.path.as_str(), &reason))
        })?;
        let forms = pictures::forms(&raster);
        outputs.extend(forms.iter().zip(made).map(|(form, bytes)| {
            (form.address(&published.address, &raster).output_path(), Output::Made(bytes.into()))
        }));
        Ok(outputs)
    }

    /// Publishes all files that are not pages, in memory; those that have not changed since `old` are taken over. `None` if
    /// the site has errors.
    pub(super) fn publish_files(
        &mut self,
        old: HashMap<SitePath, PublishedFile>,
        cache: &Cache,
        making: impl Fn() + Sync,
    ) -> Option<Files> {
        if self.has_errors() {
            return None;
        }
        let made: Vec<Result<(PublishedFile, bool), Box<Diagnostic>>> = self
            .copied
            .par_iter()
            .map(|(path, file)| {
                let is_shown = self.shown(&file.path).is_some();
                let old = old.get(&file.path);
                match old.filter(|old| old.file == *file && old.is_shown == is_shown) {
                    Some(old) => Ok((old.clone(), false)),
                    None => {
                        let published = self.publish(path, file, cache, &making)?;
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
        let gone = old.into_keys().filter(|path| !files.published.contains_key(path));
        files.changed.extend(gone);
        (!self.has_errors()).then_some(files)
    }
}
