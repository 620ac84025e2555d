//! Which forms a photo is published in: a function of its size alone, so that pages can name them before they are made.
//!
//! Must not know: pixels, pages.

use super::header::Raster;
use crate::base::Address;

/// The widths in pixels that a photo is published in, as far as it has so many: phones, columns, and twice as dense screens.
const WIDTHS: [u32; 4] = [320, 640, 960, 1440];

/// A form of a photo.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Form {
    /// `image/avif`, `image/webp`: the newer first.
    pub media_type: &'static str,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// The forms of a photo besides its own: none if this program was made without codecs.
pub fn forms(raster: &Raster) -> Vec<Form> {
    if !cfg!(feature = "codecs") {
        return Vec::new();
    }
    let of = |media_type| {
        widths(raster).map(move |width| Form { media_type, width, height: height(raster, width) })
    };
    of("image/avif").chain(of("image/webp")).collect()
}

fn widths(raster: &Raster) -> impl Iterator<Item = u32> + use<> {
    let own = raster.width;
    let largest = own.min(WIDTHS[WIDTHS.len() - 1]);
    WIDTHS.into_iter().filter(move |width| *width < largest).chain(std::iter::once(largest))
}

/// The height that goes with a width, at least one pixel.
fn height(raster: &Raster, width: u32) -> u32 {
    let height =
        (u64::from(raster.height) * u64::from(width) + u64::from(raster.width) / 2) / u64::from(raster.width);
    u32::try_from(height).unwrap_or(u32::MAX).max(1)
}

impl Form {
    /// Where this form of the photo at `address` is published: beside it, under a name that changes with its bytes.
    pub fn address(&self, address: &Address, raster: &Raster) -> Address {
        let path = address.as_str();
        let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        let [a, b, c, d, ..] = raster.hash;
        let ending = self.media_type.trim_start_matches("image/");
        Address::new(&format!("{stem}.{a:02x}{b:02x}{c:02x}{d:02x}-{}.{ending}", self.width))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raster(width: u32, height: u32) -> Raster {
        Raster { width, height, orientation: 1, hash: [0xab; 32] }
    }

    #[test]
    fn no_form_is_wider_than_the_photo() {
        let widths = |width| widths(&raster(width, 10)).collect::<Vec<_>>();
        assert_eq!(widths(4000), [320, 640, 960, 1440]);
        assert_eq!(widths(960), [320, 640, 960]);
        assert_eq!(widths(200), [200]);
        assert_eq!(height(&raster(4000, 3000), 640), 480);
        assert_eq!(height(&raster(4000, 1), 320), 1);
    }

    #[test]
    fn the_address_changes_with_the_bytes() {
        let form = Form { media_type: "image/avif", width: 640, height: 480 };
        let address = form.address(&Address::new("/guides/a.b.jpg"), &raster(4000, 3000));
        assert_eq!(address.as_str(), "/guides/a.b.abababab-640.avif");
    }
}
