//! Files that are not pages, on their way to being published: as they are, without what a camera noted, in other forms.
//!
//! Must not know: pages.

use super::{Build, Front, Output};
use crate::base::SitePath;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::catalogue::pictures as problem;
use crate::pictures::{self, Cache};
use crate::source::SourceFile;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// What one file becomes: paths and bytes.
type Published = Vec<(String, Output)>;

/// A file that is not a page, and what became of it.
pub(super) struct PublishedFile {
    file: Arc<SourceFile>,
    is_shown: bool,
    pub(super) published: Published,
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

    /// Publishes all files that are not pages, in memory; those that have not changed are taken over.
    pub(super) fn publish_files(&mut self, previous: Option<&Build>) -> HashMap<SitePath, PublishedFile> {
        if self.has_errors() {
            return HashMap::new();
        }
        let made: Vec<Result<PublishedFile, Box<Diagnostic>>> = self
            .copied
            .par_iter()
            .map(|(path, file)| {
                let is_shown = self.shown(&file.path).is_some();
                let old = previous.and_then(|previous| previous.files.get(&file.path));
                let published = match old.filter(|old| old.file == *file && old.is_shown == is_shown) {
                    Some(old) => old.published.clone(),
                    None => self.publish(path, file, &Cache::default(), || {})?,
                };
                Ok(PublishedFile { file: file.clone(), is_shown, published })
            })
            .collect();
        let (files, problems): (Vec<_>, Vec<_>) = made.into_iter().partition(Result::is_ok);
        self.diagnostics.extend(problems.into_iter().filter_map(Result::err).map(|problem| *problem));
        files.into_iter().flatten().map(|file| (file.file.path.clone(), file)).collect()
    }
}
