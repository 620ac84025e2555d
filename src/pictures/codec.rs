//! Photos decoded, turned upright, made smaller, and encoded again.
//!
//! The door of the decoders and encoders. Must not know: where anything is kept or published.

use super::header::Raster;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, imageops::FilterType, metadata::Orientation};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// Changes whenever the same photo would come out otherwise, so that nothing older is taken from a cache.
pub const VERSION: &str = "2 avif-q60-s9 webp-q78 srgb";

/// The most memory that decoding one photo may take, in bytes: four for each of 100 million pixels, and as much again.
const MOST_MEMORY: u64 = 800_000_000;
/// AVIF: 0 to 100. At 60 photos of skin show no blocks.
const AVIF_QUALITY: f32 = 60.0;
/// AVIF: 1 (slow) to 10.
const AVIF_SPEED: u8 = 9;
/// WebP: 0 to 100.
const WEBP_QUALITY: f32 = 78.0;

/// The bytes of every form of a photo, in the order of [`super::forms`].
///
/// # Errors
/// Why it cannot be decoded or encoded.
pub fn encode(raster: &Raster, bytes: &[u8]) -> Result<Vec<Vec<u8>>, String> {
    let whole = decode(raster, bytes)?;
    let forms = super::forms(raster);
    let mut sizes: Vec<(u32, u32)> = forms.iter().map(|form| (form.width, form.height)).collect();
    sizes.sort_unstable();
    sizes.dedup();
    let smaller: Vec<_> = sizes.into_iter().map(|size| (size, resized(&whole, size))).collect();
    let encoded = forms.iter().map(|form| {
        let (_, photo) =
            smaller.iter().find(|(size, _)| *size == (form.width, form.height)).ok_or("no such size")?;
        if form.media_type == "image/avif" { avif(photo) } else { Ok(webp(photo)) }
    });
    encoded.collect()
}

fn decode(raster: &Raster, bytes: &[u8]) -> Result<DynamicImage, String> {
    let mut reader = ImageReader::new(std::io::Cursor::new(bytes));
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let reader = reader.with_guessed_format().map_err(|error| error.to_string())?;
    let mut decoder = reader.into_decoder().map_err(|error| error.to_string())?;
    if decoder.total_bytes() > MOST_MEMORY {
        return Err("it takes too much memory".to_owned());
    }
    let profile = decoder.icc_profile().ok().flatten();
    let mut photo = DynamicImage::from_decoder(decoder).map_err(|error| error.to_string())?;
    photo.apply_orientation(Orientation::from_exif(raster.orientation).unwrap_or(Orientation::NoTransforms));
    let has_colour = photo.color().has_color();
    let mut photo = if photo.color().has_alpha() {
        DynamicImage::from(photo.into_rgba8())
    } else {
        DynamicImage::from(photo.into_rgb8())
    };
    if let Some(profile) = profile.filter(|_| has_colour) {
        to_srgb(&mut photo, &profile);
    }
    Ok(photo)
}

/// Turns the colours of a photo into those of sRGB, which screens assume where a file has no profile. What a damaged
/// profile, or one that is not of red, green and blue, may mean is left as it is.
fn to_srgb(photo: &mut DynamicImage, profile: &[u8]) {
    let Ok(own) = ColorProfile::new_from_slice(profile) else { return };
    if own.color_space != DataColorSpace::Rgb {
        return;
    }
    let layout = if photo.color().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    let srgb = ColorProfile::new_srgb();
    let transform = own.create_transform_8bit(layout, &srgb, layout, TransformOptions::default());
    let (Ok(transform), Some(pixels)) = (transform, bytes_of(photo)) else { return };
    let source = pixels.to_vec();
    if transform.transform(&source, pixels).is_err() {
        pixels.copy_from_slice(&source);
    }
}

/// The samples of a photo of eight bits.
fn bytes_of(photo: &mut DynamicImage) -> Option<&mut [u8]> {
    match photo {
        DynamicImage::ImageRgb8(pixels) => Some(pixels),
        DynamicImage::ImageRgba8(pixels) => Some(pixels),
        _ => None,
    }
}

/// What a photo looks like from far away, one bit for each of 8 by 8 places: whether it is darker than its right neighbour
/// (the difference hash of Krawetz, "Kind of Like That", 2013). Photos that look alike differ in few bits.
///
/// # Errors
/// Why it cannot be decoded.
pub fn looks(raster: &Raster, bytes: &[u8]) -> Result<Option<u64>, String> {
    let small = decode(raster, bytes)?.thumbnail_exact(36, 32).into_luma8();
    let small = image::imageops::resize(&small, 9, 8, FilterType::Triangle);
    let places = (0..8).flat_map(|y| (0..8).map(move |x| (x, y)));
    let darker = |(x, y): (u32, u32)| small.get_pixel(x, y).0[0] < small.get_pixel(x + 1, y).0[0];
    Ok(Some(places.fold(0, |bits, place| bits << 1 | u64::from(darker(place)))))
}

fn resized(whole: &DynamicImage, (width, height): (u32, u32)) -> DynamicImage {
    if (whole.width(), whole.height()) == (width, height) {
        return whole.clone();
    }
    // A box filter first where the photo is many times as large: it looks the same and is many times as fast.
    if whole.width() > width * 4 && height * 2 < whole.height() {
        whole.thumbnail_exact(width * 2, height * 2).resize_exact(width, height, FilterType::CatmullRom)
    } else {
        whole.resize_exact(width, height, FilterType::CatmullRom)
    }
}

/// Always by way of RGBA, of which the encoder leaves out an alpha that says nothing: its entry for RGB would be compiled
/// with this crate, and so without optimisation in a debug build, where it takes twenty times as long.
fn avif(photo: &DynamicImage) -> Result<Vec<u8>, String> {
    use ravif::{BitDepth, Encoder, Img, RGBA8};
    let pixels: Vec<RGBA8> = photo.to_rgba8().pixels().map(|pixel| RGBA8::from(pixel.0)).collect();
    let encoded = Encoder::new()
        .with_quality(AVIF_QUALITY)
        .with_alpha_quality(AVIF_QUALITY)
        .with_bit_depth(BitDepth::Eight)
        .with_speed(AVIF_SPEED)
        .encode_rgba(Img::new(&pixels, photo.width() as usize, photo.height() as usize));
    encoded.map(|encoded| encoded.avif_file).map_err(|error| error.to_string())
}

fn webp(photo: &DynamicImage) -> Vec<u8> {
    let (width, height) = (photo.width(), photo.height());
    let encoded = match photo {
        DynamicImage::ImageRgba8(pixels) => {
            webp::Encoder::from_rgba(pixels, width, height).encode(WEBP_QUALITY)
        }
        other => webp::Encoder::from_rgb(&other.to_rgb8(), width, height).encode(WEBP_QUALITY),
    };
    encoded.to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::SitePath;
    use crate::pictures::{forms, inspect};

    /// A PNG of 700 by 400, red above and blue below, see-through if `alpha`.
    fn png(alpha: bool) -> Vec<u8> {
        let half = |y: u32| if y < 200 { [200, 20, 20, 128] } else { [20, 20, 200, 255] };
        let whole = image::RgbaImage::from_fn(700, 400, |_, y| image::Rgba(half(y)));
        let whole = DynamicImage::from(whole);
        let whole = if alpha { whole } else { DynamicImage::from(whole.into_rgb8()) };
        let mut bytes = std::io::Cursor::new(Vec::new());
        whole.write_to(&mut bytes, image::ImageFormat::Png).expect("a PNG");
        bytes.into_inner()
    }

    fn raster(bytes: &[u8]) -> Raster {
        let found = inspect(&SitePath::new("a.png"), bytes).expect("a picture").expect("whole");
        found.raster.expect("a photo")
    }

    #[test]
    fn every_form_has_the_size_that_its_name_says() {
        for alpha in [false, true] {
            let bytes = png(alpha);
            let raster = raster(&bytes);
            let made = encode(&raster, &bytes).expect("forms");
            assert_eq!(made.len(), 6);
            for (form, bytes) in forms(&raster).iter().zip(&made) {
                let size = imagesize::blob_size(bytes).expect("a size");
                assert_eq!((size.width as u32, size.height as u32), (form.width, form.height));
                let wanted = if form.media_type == "image/avif" { &b"ftypavif"[..] } else { b"WEBP" };
                assert!(bytes.windows(wanted.len()).any(|window| window == wanted));
            }
        }
    }

    #[test]
    fn a_photo_is_turned_upright() {
        let bytes = png(false);
        let upright = raster(&bytes);
        let turned = Raster { width: 400, height: 700, orientation: 6, ..upright };
        let photo = decode(&turned, &bytes).expect("a photo").to_rgb8();
        assert_eq!((photo.width(), photo.height()), (400, 700));
        // 6: the top row is the right side.
        assert!(photo.get_pixel(399, 350).0[0] > 100 && photo.get_pixel(0, 350).0[2] > 100);
    }

    /// A PNG of one colour, with a profile.
    fn with_profile(colour: [u8; 3], profile: Vec<u8>) -> Vec<u8> {
        use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};
        let mut bytes = Vec::new();
        let mut encoder = PngEncoder::new(&mut bytes);
        encoder.set_icc_profile(profile).expect("a profile");
        let pixels = colour.repeat(16 * 16);
        encoder.write_image(&pixels, 16, 16, ExtendedColorType::Rgb8).expect("a PNG");
        bytes
    }

    #[test]
    fn colours_of_a_profile_become_those_of_srgb() {
        let first = |colour, profile| {
            let bytes = with_profile(colour, profile);
            decode(&raster(&bytes), &bytes).expect("a photo").to_rgb8().get_pixel(0, 0).0
        };
        let p3 = ColorProfile::new_display_p3().encode().expect("a profile");
        // Display P3 (200, 100, 50) is (215, 93, 31) in sRGB, by the matrices of both and the curve that they share.
        let seen = first([200, 100, 50], p3.clone());
        assert!(seen.iter().zip([215, 93, 31]).all(|(seen, wanted)| seen.abs_diff(wanted) <= 2), "{seen:?}");
        // Grey is grey in both, and what has no place in sRGB comes as near as it can.
        assert!(first([128; 3], p3.clone()).iter().all(|seen| seen.abs_diff(128) <= 1));
        assert_eq!(first([255, 0, 0], p3.clone())[0], 255);
        let srgb = ColorProfile::new_srgb().encode().expect("a profile");
        assert!(first([200, 100, 50], srgb).iter().zip([200, 100, 50]).all(|(a, b)| a.abs_diff(b) <= 1));
        assert_eq!(first([200, 100, 50], p3[..60].to_vec()), [200, 100, 50]);
    }

    #[test]
    fn a_cut_photo_is_an_error() {
        let bytes = png(false);
        let raster = raster(&bytes);
        assert!(encode(&raster, &bytes[..bytes.len() / 2]).is_err());
    }
}
