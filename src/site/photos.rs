//! Which photos the published pages show, and where they are named first.
//!
//! Must not know: in which forms a photo is published.

use super::Site;
use crate::base::SitePath;
use crate::content::body::Target;
use crate::content::parse::Parsed;
use crate::diagnostics::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The photos that files with a page of their own name, and those of the site's settings. `files` come by path.
pub fn shown(site: &Site, files: &[Arc<Parsed>]) -> BTreeMap<SitePath, Span> {
    let is_held_back = |path: &SitePath| {
        let has_page =
            path.as_str().starts_with("content/guides/") || path.as_str().starts_with("content/pages/");
        has_page && !site.names.paths.contains_key(path)
    };
    let mut shown = BTreeMap::new();
    for file in files {
        for reference in &file.references {
            let Target::Picture { path: Some(path), .. } = &reference.target else { continue };
            let is_photo = site.files.get(path).is_some_and(|file| file.raster().is_some());
            if is_photo && !is_held_back(&file.path) {
                shown.entry(path.clone()).or_insert_with(|| Span::new(&file.path, reference.range));
            }
        }
    }
    shown
}
