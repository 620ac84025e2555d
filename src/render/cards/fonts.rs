//! The letters of drawn cards: how wide words are, which letters there are, and the drawing itself.
//!
//! The door of the rasteriser and of the font reader. Fonts are those in `templates/fonts/`, never the system's, so that a card
//! has the same bytes everywhere. Must not know: what a card shows.

use crate::pictures::cache::{self, Key};
use crate::source::SourceFile;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::sync::Arc;

/// Changes whenever the same drawing would come out otherwise, so that nothing older is taken from a cache.
pub const VERSION: &str = "1 resvg-0.49";

/// Some fonts, in the order in which they are asked for a letter.
#[derive(Clone, Default)]
pub struct Fonts {
    files: Vec<Arc<SourceFile>>,
    database: Arc<fontdb::Database>,
}

/// The endings of files that hold letters, those of the web too, which cannot be read here.
const CALLED: [&str; 5] = ["ttf", "otf", "ttc", "woff", "woff2"];

/// Whether a file is called a font and cannot be read as one.
pub fn only_called_font(file: &SourceFile) -> bool {
    let ending = file.path.extension().unwrap_or_default();
    CALLED.iter().any(|called| ending.eq_ignore_ascii_case(called)) && !is_font(file)
}

fn is_font(file: &SourceFile) -> bool {
    FontRef::from_index(&file.bytes, 0).is_ok()
}

impl Fonts {
    /// Reads font files; what is none is passed over, such as the licence of one.
    pub fn new(files: Vec<Arc<SourceFile>>) -> Self {
        let mut database = fontdb::Database::new();
        let files: Vec<_> = files.into_iter().filter(|file| is_font(file)).collect();
        for file in &files {
            database.load_font_data(file.bytes.clone());
        }
        Self { files, database: Arc::new(database) }
    }

    /// What these fonts and the way of drawing are known by.
    pub fn key(&self) -> Key {
        let mut parts: Vec<&[u8]> = vec![b"card", VERSION.as_bytes()];
        parts.extend(self.files.iter().map(|file| file.bytes.as_slice()));
        cache::key(&parts)
    }

    /// How wide words are, in pixels at a size in pixels; without kerning, so rather too wide than too narrow.
    pub fn width(&self, words: &str, size: f32) -> f32 {
        words.chars().map(|letter| self.advance(letter, size).unwrap_or(size)).sum()
    }

    /// The letters of a text that no font has, each once.
    pub fn missing(&self, text: &str) -> String {
        let mut missing = String::new();
        for letter in text.chars().filter(|letter| !letter.is_control()) {
            if self.advance(letter, 1.0).is_none() && !missing.contains(letter) {
                missing.push(letter);
            }
        }
        missing
    }

    fn advance(&self, letter: char, size: f32) -> Option<f32> {
        self.files.iter().find_map(|file| {
            let font = FontRef::from_index(&file.bytes, 0).ok()?;
            let glyph = font.charmap().map(letter)?;
            font.glyph_metrics(Size::new(size), LocationRef::default()).advance_width(glyph)
        })
    }

    /// Draws an SVG at its own size, as PNG.
    ///
    /// # Errors
    /// Why it cannot be drawn.
    pub fn draw(&self, svg: &str) -> Result<Vec<u8>, String> {
        let options = Options { fontdb: self.database.clone(), ..Options::default() };
        let tree = Tree::from_str(svg, &options).map_err(|error| error.to_string())?;
        let size = tree.size().to_int_size();
        let mut pixels = Pixmap::new(size.width(), size.height()).ok_or("it has no size")?;
        resvg::render(&tree, Transform::default(), &mut pixels.as_mut());
        pixels.encode_png().map_err(|error| error.to_string())
    }
}
