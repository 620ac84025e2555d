//! What a file is for, told from its path alone.

use crate::base::SitePath;

/// The file that describes the site.
pub const SITE_FILE: &str = "content/site.yaml";

/// The file that declares the sources of facts.
pub const SOURCES_FILE: &str = "content/sources.yaml";

/// What a file of a site is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Hash)]
pub enum Class {
    /// [`SITE_FILE`]
    Site,
    /// [`SOURCES_FILE`]
    SourceList,
    /// `content/images.lock`: pictures that were brought in from other sites
    ImagesLock,
    /// `content/products/<kind>/_kind.yaml`
    Kind,
    /// `content/products/<kind>/<product>.yaml`
    Product,
    /// `content/products/<kind>/*.csv` and `*.json`: many products
    Table,
    /// `content/orders/<order>.yaml`
    Order,
    /// `content/site.<language>.yaml`: the site's words in a further language
    SiteWords,
    /// `content/products/<kind>/_kind.<language>.yaml`
    KindWords,
    /// `content/products/<kind>/<product>.<language>.yaml`
    ProductWords,
    /// `content/orders/<order>.<language>.yaml`
    OrderWords,
    /// `content/guides/<guide>.md`, and `<guide>.<language>.md`
    Guide,
    /// `content/pages/<page>.md`, and `<page>.<language>.md`
    Page,
    /// A picture or other file beside a guide, page or product; published at its own path.
    Asset,
    /// `templates/strings/<language>.yaml` and `content/strings/<language>.yaml`: the words of the theme.
    Strings,
    /// `templates/fonts/*`: the letters of drawn cards.
    Font,
    /// `templates/**`
    Template,
    /// `static/**`; published as it is.
    Static,
    /// A text file in `content/` that has no meaning where it lies.
    Stray,
}

impl Class {
    /// The class of the file at `path`, which lies in `content/`, `templates/` or `static/`.
    pub fn of(path: &SitePath) -> Self {
        let translated = path.language().is_some();
        let unmarked = if translated { path.in_language(None) } else { path.clone() };
        let steps: Vec<&str> = unmarked.as_str().split('/').collect();
        match steps.as_slice() {
            ["templates" | "content", "strings", file] if file.ends_with(".yaml") => Self::Strings,
            ["templates", "fonts", _] => Self::Font,
            ["templates", _, ..] => Self::Template,
            ["static", _, ..] => Self::Static,
            ["content", "site.yaml"] if translated => Self::SiteWords,
            ["content", "products", _, "_kind.yaml"] if translated => Self::KindWords,
            ["content", "products", _, file] if translated && file.ends_with(".yaml") => Self::ProductWords,
            ["content", "orders", file] if translated && file.ends_with(".yaml") => Self::OrderWords,
            ["content", "site.yaml"] => Self::Site,
            ["content", "sources.yaml"] if !translated => Self::SourceList,
            ["content", "images.lock"] => Self::ImagesLock,
            ["content", "products", _, "_kind.yaml"] => Self::Kind,
            ["content", "products", _, file] if file.ends_with(".yaml") => Self::Product,
            ["content", "products", _, file] if file.ends_with(".csv") || file.ends_with(".json") => {
                Self::Table
            }
            ["content", "orders", file] if file.ends_with(".yaml") => Self::Order,
            ["content", "guides", file] if file.ends_with(".md") => Self::Guide,
            ["content", "pages", file] if file.ends_with(".md") => Self::Page,
            ["content", "guides" | "pages" | "products", ..] if is_shown_beside(path) => Self::Asset,
            _ => Self::Stray,
        }
    }

    /// What a stray file would be if its ending were written as it should: `serum.yml`, `essence-vs-serum.MD`.
    pub fn meant(path: &SitePath) -> Option<Self> {
        Some(Self::of(&path.with_known_ending()?)).filter(|class| *class != Self::Stray)
    }

    /// Whether the file is published as it is.
    pub fn is_published_as_it_is(self) -> bool {
        matches!(self, Self::Asset | Self::Static)
    }
}

/// Endings of what a text shows or plays: pictures, also those that no browser shows and a message is for; films, sound and what is
/// said in them; documents as they are printed.
const MEDIA: [&str; 28] = [
    "apng", "avif", "bmp", "flac", "gif", "heic", "heif", "ico", "jpeg", "jpg", "jxl", "m4a", "m4v", "mov",
    "mp3", "mp4", "oga", "ogg", "ogv", "pdf", "png", "svg", "tif", "tiff", "vtt", "wav", "webm", "webp",
];

/// Whether a file beside the texts is published with them. What else lies there is for their writers: notes, lists of prices.
fn is_shown_beside(path: &SitePath) -> bool {
    path.extension().is_some_and(|ending| MEDIA.iter().any(|media| media.eq_ignore_ascii_case(ending)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_decide() {
        let class = |path: &str| Class::of(&SitePath::new(path));
        assert_eq!(class("content/site.yaml"), Class::Site);
        assert_eq!(class("content/products/toners/_kind.yaml"), Class::Kind);
        assert_eq!(class("content/products/toners/hydrating.yaml"), Class::Product);
        assert_eq!(class("content/products/hydrating.yaml"), Class::Stray);
        assert_eq!(class("content/images.lock"), Class::ImagesLock);
        assert_eq!(class("content/guides/images.lock"), Class::Stray);
        assert_eq!(class("content/guides/prices.xlsx"), Class::Stray);
        assert_eq!(class("content/guides/a.md"), Class::Guide);
        assert_eq!(class("content/guides/a.ko.md"), Class::Guide);
        assert_eq!(class("content/site.ko.yaml"), Class::SiteWords);
        assert_eq!(class("content/products/toners/_kind.ko.yaml"), Class::KindWords);
        assert_eq!(class("content/products/toners/hydrating.ko.yaml"), Class::ProductWords);
        assert_eq!(class("content/orders/evening.ko.yaml"), Class::OrderWords);
        assert_eq!(class("content/sources.ko.yaml"), Class::Stray);
        assert_eq!(class("content/guides/a.jpg"), Class::Asset);
        assert_eq!(class("content/guides/a.yml"), Class::Stray);
        assert_eq!(class("content/guides/a.MD"), Class::Stray);
        assert_eq!(class("content/guides/a.md.old"), Class::Stray);
        assert_eq!(class("content/products/toners/hydrating.yaml.1"), Class::Stray);
        assert_eq!(class("content/guides/a.mdx"), Class::Stray);
        assert_eq!(class("content/guides/a.2026.jpg"), Class::Asset);
        let meant = |path: &str| Class::meant(&SitePath::new(path));
        assert_eq!(meant("content/guides/a.MD"), Some(Class::Guide));
        assert_eq!(meant("content/products/toners/_kind.yml"), Some(Class::Kind));
        assert_eq!((meant("content/notes.markdown"), meant("content/guides/a.txt")), (None, None));
        assert_eq!(class("content/guides/a.JPG"), Class::Asset);
        assert_eq!(class("templates/blocks/compare.html"), Class::Template);
        assert_eq!(class("templates/fonts/a.ttf"), Class::Font);
        assert_eq!(class("static/style.css"), Class::Static);
        assert_eq!(class("templates/strings/en.yaml"), Class::Strings);
        assert_eq!(class("content/strings/ko.yaml"), Class::Strings);
    }
}
