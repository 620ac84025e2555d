//! What stands for `cards` in a program that was made without them: no page has a card, so nothing is set or drawn.

use crate::diagnostics::Diagnostic;
use crate::page::view::ShareView;
use crate::pictures::Cache;
use crate::source::SourceFile;
use std::sync::Arc;

/// Draws nothing.
#[derive(Clone)]
pub struct Cards;

impl Cards {
    /// Without fonts.
    pub fn new(_files: &[Arc<SourceFile>]) -> Self {
        Self
    }

    /// Fonts are not looked at.
    pub fn problems(_files: &[Arc<SourceFile>]) -> Vec<Diagnostic> {
        Vec::new()
    }

    /// No words.
    pub fn set(&self, _view: &ShareView) {}

    /// No letter is asked for, so none is missing.
    pub fn missing(&self, _text: &str) -> String {
        String::new()
    }

    /// The SVG as it is.
    ///
    /// # Errors
    /// None.
    pub fn draw(&self, svg: Vec<u8>, _cache: &Cache) -> Result<Vec<u8>, String> {
        Ok(svg)
    }
}
