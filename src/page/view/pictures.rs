//! The views of pictures.

use crate::base::Address;
use serde::Serialize;

/// A picture that stands for a page or product.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Picture {
    /// The address of the file.
    pub address: Address,
    /// What the picture shows, in words.
    pub alt: String,
    /// Width in CSS pixels; absent if the file does not say.
    pub width: Option<u32>,
    /// Height in CSS pixels; absent if the file does not say.
    pub height: Option<u32>,
    /// The other forms of a photo, the newest first; none of a drawing.
    pub forms: Vec<PictureForms>,
}

/// The widths of a photo in one format, for a `<source>`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct PictureForms {
    /// `image/avif` or `image/webp`
    pub media_type: &'static str,
    /// Addresses with their widths, ready for a `srcset`.
    pub srcset: String,
}
