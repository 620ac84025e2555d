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
    /// Who made it, if `content/images.lock` says; may be empty.
    pub credit: String,
    /// What others may do with it, if `content/images.lock` says; may be empty.
    pub licence: String,
}

/// The widths of a photo in one format, for a `<source>`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct PictureForms {
    /// `image/avif` or `image/webp`
    pub media_type: &'static str,
    /// Addresses with their widths, ready for a `srcset`.
    pub srcset: String,
}

/// A picture that stands for a page where it is linked elsewhere; in templates `share`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ShareView {
    /// The page's title: the question.
    pub title: String,
    /// The names of the products it is about, at most four.
    pub names: Vec<String>,
}
