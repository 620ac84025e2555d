//! The pictures that stand for pages where these are linked elsewhere: words set, and the drawing of a template turned into pixels.
//!
//! `layout` sets the words that `share.svg` draws; `fonts` measures and draws letters. Must not know: the site.

mod fonts;
mod layout;

use crate::diagnostics::catalogue::pictures::damaged_font;
use crate::diagnostics::{Diagnostic, Span};
use crate::page::view::ShareView;
use crate::pictures::Cache;
use crate::pictures::cache::{self, Key};
use crate::source::SourceFile;
use fonts::{Fonts, only_called_font};
use layout::Card;
use std::sync::Arc;

/// Draws the cards of a site with the fonts of its templates.
#[derive(Clone)]
pub struct Cards {
    fonts: Fonts,
    /// What the fonts and the way of drawing are known by.
    key: Key,
}

impl Cards {
    /// With these fonts.
    pub fn new(files: &[Arc<SourceFile>]) -> Self {
        let fonts = Fonts::new(files.to_vec());
        let key = fonts.key();
        Self { fonts, key }
    }

    /// Files that are called fonts and are none.
    pub fn problems(files: &[Arc<SourceFile>]) -> Vec<Diagnostic> {
        let damaged = files.iter().filter(|file| only_called_font(file));
        damaged.map(|file| damaged_font(Span::file(&file.path))).collect()
    }

    /// Sets the words of a card.
    pub fn set(&self, view: &ShareView) -> Card {
        layout::card(&self.fonts, view)
    }

    /// The letters of a text that no font has, each once.
    pub fn missing(&self, text: &str) -> String {
        self.fonts.missing(text)
    }

    /// A card as PNG, from the SVG that its template made: from `cache`, or drawn and put there.
    ///
    /// # Errors
    /// Why it cannot be drawn.
    pub fn draw(&self, svg: Vec<u8>, cache: &Cache) -> Result<Vec<u8>, String> {
        let key = cache::key(&[self.key.as_bytes(), &svg]);
        if let Some([kept]) = cache.get(&key).as_deref() {
            return Ok(kept.clone());
        }
        let drawn = [self.fonts.draw(&String::from_utf8_lossy(&svg))?];
        cache.put(&key, &drawn);
        let [drawn] = drawn;
        Ok(drawn)
    }
}
