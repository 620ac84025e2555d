//! Bytes from elsewhere -> what picture they are, or why they are none that a site can show.
//!
//! The first bytes decide, not the address and not what the server says. Must not know: where the bytes come from.

use crate::base::SitePath;
use crate::pictures::{Unfit, ending, inspect, looks};

/// What a picture is.
pub(super) struct Seen {
    /// The ending of its name.
    pub(super) ending: &'static str,
    /// Width and height in pixels, upright.
    pub(super) size: (u32, u32),
    /// What it looks like from far away, if it can be decoded here.
    pub(super) looks: Option<u64>,
}

/// Looks at bytes, and decodes what can be decoded.
///
/// # Errors
/// Why they are no picture that a site can show.
pub(super) fn examine(bytes: &[u8]) -> Result<Seen, String> {
    let Some(ending) = ending(bytes) else { return Err(instead(bytes).to_owned()) };
    let picture = match inspect(&SitePath::new(format!("picture.{ending}")), bytes) {
        Some(Ok(picture)) => picture,
        Some(Err(Unfit::Huge(width, height))) => {
            return Err(format!("it is {width} by {height} pixels, too large to decode"));
        }
        Some(Err(Unfit::Damaged)) | None => return Err("it is damaged or breaks off".to_owned()),
    };
    let size = picture.size.ok_or("it does not say how large it is")?;
    let looks = match &picture.raster {
        Some(raster) => {
            looks(raster, bytes).map_err(|reason| format!("it is damaged or breaks off: {reason}"))?
        }
        None => None,
    };
    Ok(Seen { ending, size, looks })
}

/// What bytes are that are no picture of pixels.
fn instead(bytes: &[u8]) -> &'static str {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    if start.contains("<svg") {
        "it is a drawing (SVG), which may hold programs: look at it, and save it yourself"
    } else if start.contains("<html") || start.contains("<!doctype html") {
        "it is a web page; the address of the picture itself is another one"
    } else {
        "it is no picture: neither JPEG, PNG, WebP, AVIF nor GIF"
    }
}
