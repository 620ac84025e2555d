//! A picture as pages show it: its file, its size, and the forms of a photo.

use super::view::{Picture, PictureForms};
use crate::pictures;
use crate::site::File;

/// The view of a file that is a picture.
pub fn picture(file: &File, alt: &str) -> Picture {
    let (width, height) = file.size().unzip();
    let (credit, licence) = file.rights();
    Picture {
        address: file.address.clone(),
        alt: alt.to_owned(),
        width,
        height,
        forms: forms(file),
        credit: credit.to_owned(),
        licence: licence.to_owned(),
    }
}

/// The forms of a photo, a list of widths a format.
pub fn forms(file: &File) -> Vec<PictureForms> {
    let Some(raster) = file.raster() else { return Vec::new() };
    let mut lists: Vec<PictureForms> = Vec::new();
    for form in pictures::forms(&raster) {
        let one = format!("{} {}w", form.address(&file.address, &raster).href(), form.width);
        match lists.last_mut().filter(|list| list.media_type == form.media_type) {
            Some(list) => {
                list.srcset.push_str(", ");
                list.srcset.push_str(&one);
            }
            None => lists.push(PictureForms { media_type: form.media_type, srcset: one }),
        }
    }
    lists
}
