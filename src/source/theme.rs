//! The default theme: this repository's own `templates/` and `static/`, laid under every site.
//!
//! The door of the embedding crate: embedded in release builds, read from the repository in debug builds.

use super::Sources;
use crate::base::SitePath;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "templates/"]
struct Templates;

#[derive(RustEmbed)]
#[folder = "static/"]
#[include = "style.css"]
#[include = "favicon.svg"]
#[include = "sort-tables.js"]
#[include = "search.js"]
struct Static;

/// The theme's files, at the paths under which a site overrides them.
pub fn sources() -> Sources {
    let mut sources = Sources::default();
    add::<Templates>(&mut sources, "templates");
    add::<Static>(&mut sources, "static");
    sources
}

fn add<Folder: RustEmbed>(sources: &mut Sources, folder: &str) {
    for name in Folder::iter() {
        if let Some(file) = Folder::get(&name) {
            let path = SitePath::new(format!("{folder}/{}", name.replace('\\', "/")));
            sources.insert(path, file.data.into_owned());
        }
    }
}
