//! The default theme: this repository's own `templates/` and `static/`, laid under every site.
//!
//! The door of the embedding crate: embedded in release builds, read from the repository in debug builds.

use super::Sources;
use crate::base::SitePath;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "templates/"]
struct Templates;

/// All of `static/`, of which the pictures (0.1 MB) are the repository's own site's. To leave them out of the binary by patterns
/// would cost a regex engine, twice, which is a tenth of the time that a first build takes.
#[derive(RustEmbed)]
#[folder = "static/"]
struct Static;

/// The files of `static/` that belong to the theme.
const STATIC: [&str; 4] = ["style.css", "favicon.svg", "sort-tables.js", "search.js"];

/// The theme's files, at the paths under which a site overrides them.
pub fn sources() -> Sources {
    let mut sources = Sources::default();
    Templates::iter().for_each(|name| add::<Templates>(&mut sources, "templates", &name));
    STATIC.iter().for_each(|name| add::<Static>(&mut sources, "static", name));
    sources
}

/// The names of the theme's templates, by which templates name one another.
pub fn templates() -> impl Iterator<Item = String> {
    Templates::iter().map(|name| name.replace('\\', "/"))
}

fn add<Folder: RustEmbed>(sources: &mut Sources, folder: &str, name: &str) {
    if let Some(file) = Folder::get(name) {
        let path = SitePath::new(format!("{folder}/{}", name.replace('\\', "/")));
        sources.insert(path, file.data.into_owned());
    }
}
