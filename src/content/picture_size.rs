//! The size of a picture in CSS pixels, from the first bytes of its file.
//!
//! The door of the image-size crate. Must not know: pixels. SVG is read here: its `width` and `height`, else its `viewBox`.

use crate::base::SitePath;

/// Width and height, if `path` is a picture that says.
pub fn size(path: &SitePath, bytes: &[u8]) -> Option<(u32, u32)> {
    match path.extension()?.to_ascii_lowercase().as_str() {
        "svg" => svg_size(std::str::from_utf8(bytes).ok()?),
        "png" | "jpg" | "jpeg" | "webp" | "gif" | "avif" => {
            let size = imagesize::blob_size(bytes).ok()?;
            Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
        }
        _ => None,
    }
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
}
