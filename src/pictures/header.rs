//! What the first bytes of a picture's file tell: its size in CSS pixels as it is shown, its format, whether it moves.
//!
//! The door of the image-size crate. Must not know: pixels. SVG is read here: its `width` and `height`, else its `viewBox`.

use super::metadata;
use crate::base::SitePath;
use crate::base::kept::{Deserialize, Serialize};
use imagesize::{Compression, ImageType};

/// More pixels than this are not decoded: 100 million, a square of 10,000.
const MOST_PIXELS: u64 = 100_000_000;
/// The longest side that is decoded, in pixels: what WebP can hold.
const LONGEST_SIDE: u32 = 16_383;
/// The endings of pictures of pixels, in lower case.
const PIXELS: [&str; 6] = ["png", "jpg", "jpeg", "webp", "gif", "avif"];

/// A picture's file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Picture {
    /// Width and height in CSS pixels, upright; absent if a drawing does not say.
    pub size: Option<(u32, u32)>,
    /// What it is made of, if it is a photo that is published in several forms.
    pub raster: Option<Raster>,
}

/// A still picture of pixels, in a format that can be decoded.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Raster {
    /// Width in pixels, upright.
    pub width: u32,
    /// Height in pixels, upright.
    pub height: u32,
    /// How it has to be turned: the value of the EXIF tag `Orientation`, 1 to 8 (1: not at all).
    pub orientation: u8,
    /// BLAKE3 of the file's bytes.
    pub hash: [u8; 32],
}

/// Why a file that is called a picture cannot be shown as one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unfit {
    /// Its first bytes are not a picture's.
    Damaged,
    /// It has more pixels than are decoded: its width and height.
    Huge(u32, u32),
}

/// The ending of the format of pixels that a file's first bytes are of: "jpg", "png", "webp", "gif", "avif".
pub fn ending(bytes: &[u8]) -> Option<&'static str> {
    match imagesize::image_type(bytes).ok()? {
        ImageType::Jpeg => Some("jpg"),
        ImageType::Png => Some("png"),
        ImageType::Webp => Some("webp"),
        ImageType::Gif => Some("gif"),
        ImageType::Heif(Compression::Av1) => Some("avif"),
        _ => None,
    }
}

/// Whether a file's name is that of a picture of pixels.
pub fn is_called_picture(path: &SitePath) -> bool {
    path.extension().is_some_and(|ending| PIXELS.contains(&ending.to_ascii_lowercase().as_str()))
}

/// What a file tells of itself; `None` if its name is not a picture's.
pub fn inspect(path: &SitePath, bytes: &[u8]) -> Option<Result<Picture, Unfit>> {
    if path.extension()?.eq_ignore_ascii_case("svg") {
        let size = std::str::from_utf8(bytes).ok().and_then(svg_size);
        return Some(is_svg(bytes).then_some(Picture { size, raster: None }).ok_or(Unfit::Damaged));
    }
    is_called_picture(path).then(|| pixels(bytes))
}

fn pixels(bytes: &[u8]) -> Result<Picture, Unfit> {
    let format = imagesize::image_type(bytes).map_err(|_| Unfit::Damaged)?;
    let size = imagesize::blob_size(bytes).map_err(|_| Unfit::Damaged)?;
    let side = |pixels: usize| u32::try_from(pixels).unwrap_or(u32::MAX);
    let (mut width, mut height) = (side(size.width), side(size.height));
    if width == 0 || height == 0 {
        return Err(Unfit::Damaged);
    }
    if width.max(height) > LONGEST_SIDE || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Unfit::Huge(width, height));
    }
    match format {
        ImageType::Jpeg | ImageType::Png | ImageType::Webp => {}
        ImageType::Gif | ImageType::Heif(Compression::Av1) => {
            return Ok(Picture { size: Some((width, height)), raster: None });
        }
        _ => return Err(Unfit::Damaged),
    }
    let found = metadata::look(bytes).ok_or(Unfit::Damaged)?;
    if found.orientation >= 5 {
        (width, height) = (height, width);
    }
    let hash = *blake3::hash(bytes).as_bytes();
    let raster = Raster { width, height, orientation: found.orientation, hash };
    Ok(Picture { size: Some((width, height)), raster: (!found.moves).then_some(raster) })
}

/// Whether a file has the element that a drawing is, with a prefix or without, in any encoding that keeps ASCII; what is in
/// UTF-16 is taken at its mark.
fn is_svg(bytes: &[u8]) -> bool {
    let element = |four: &[u8]| four == b"<svg" || four == b":svg";
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || bytes.windows(4).any(element)
}

fn svg_size(text: &str) -> Option<(u32, u32)> {
    let start = text.find("<svg")?;
    let tag = &text[start..start + text[start..].find('>')?];
    let pixels = |name: &str| attribute(tag, name)?.trim_end_matches("px").parse::<f32>().ok();
    let (width, height) = pixels("width").zip(pixels("height")).or_else(|| {
        let numbers: Vec<f32> = attribute(tag, "viewBox")?
            .split([' ', ',', '\n'])
            .filter(|part| !part.is_empty())
            .map_while(|part| part.parse().ok())
            .collect();
        (numbers.len() == 4).then(|| (numbers[2], numbers[3]))
    })?;
    (width >= 1.0 && height >= 1.0).then_some((width.round() as u32, height.round() as u32))
}

/// The value of an attribute in a tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    loop {
        let at = rest.find(name)?;
        let before = rest[..at].chars().next_back();
        let after = rest[at + name.len()..].trim_start();
        rest = &rest[at + name.len()..];
        if let (true, Some(value)) = (before.is_some_and(char::is_whitespace), after.strip_prefix('=')) {
            let value = value.trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            return value[1..].split(quote).next();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_say_their_size() {
        let size = |text: &str| svg_size(text);
        assert_eq!(size(r#"<svg width="320" height="240" viewBox="0 0 1 1">"#), Some((320, 240)));
        assert_eq!(size("<?xml?>\n<svg xmlns='x' viewBox='0 0 960 480' >"), Some((960, 480)));
        assert_eq!(size(r#"<svg stroke-width="3" width="10px" height="5px">"#), Some((10, 5)));
        assert_eq!(size(r#"<svg width="100%" height="auto">"#), None);
        assert_eq!(size("not a picture"), None);
    }

    /// The first bytes of a PNG of some size.
    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
        bytes
    }

    #[test]
    fn what_cannot_be_shown_says_why() {
        let path = SitePath::new("content/guides/a.png");
        let look = |bytes: &[u8]| inspect(&path, bytes).expect("a picture's name");
        assert_eq!(look(b"<html>"), Err(Unfit::Damaged));
        assert_eq!(look(&png(0, 10)), Err(Unfit::Damaged));
        assert_eq!(look(&png(60_000, 60_000)), Err(Unfit::Huge(60_000, 60_000)));
        assert_eq!(look(&png(16_383, 16_383)), Err(Unfit::Huge(16_383, 16_383)));
        assert_eq!(inspect(&SitePath::new("content/guides/a.csv"), b""), None);
        let drawing =
            |bytes: &[u8]| inspect(&SitePath::new("static/a.svg"), bytes).expect("a picture's name");
        for bytes in [&png(3, 4)[..], b"<!doctype html><p>Not found", b""] {
            assert_eq!(drawing(bytes), Err(Unfit::Damaged));
        }
        for bytes in [&b"<?xml?><svg:svg xmlns:svg='x'/>"[..], b"\xe9 <svg/>", b"\xff\xfe<\0s\0v\0g\0"] {
            assert!(drawing(bytes).is_ok());
        }
    }
}
