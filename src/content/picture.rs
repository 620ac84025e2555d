//! A picture named in a data file or in front matter: `image: {src: ..., alt: ...}`.

use super::body::{Reference, Target};
use super::fields::{Fields, text_of};
use super::log::Log;
use super::markdown::Found;
use super::markdown::picture_target;
use super::yaml::Node;
use crate::base::kept::{Deserialize, Serialize};
use crate::diagnostics::catalogue::references;

/// A picture with its words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Picture {
    /// Which of the file's references it is.
    pub reference: u32,
    /// What it shows, in words.
    pub alt: String,
}

/// Reads `{src, alt}`.
pub fn read(node: &Node, found: &mut Found, log: &mut Log) -> Option<Picture> {
    let mut fields = Fields::of(node, "a picture", log)?;
    let picture = read_fields(&mut fields, found, log);
    fields.finish(log);
    picture
}

/// Reads `src` and `alt` of a map that may have other keys.
pub fn read_fields(fields: &mut Fields<'_>, found: &mut Found, log: &mut Log) -> Option<Picture> {
    let src = fields.required_text("src", log);
    let alt = fields.node("alt").and_then(|node| text_of(node, "alt", log));
    let src = src?;
    let alt = alt.filter(|alt| !alt.trim().is_empty());
    if alt.is_none() && !fields.is_misspelt(&["alt"]) {
        log.push(references::missing_alt(log.span(src.range)));
    }
    let target = match picture_target(log.file(), &src) {
        Some(target) => target,
        None => {
            log.push(references::remote_image(log.span(src.range), &src));
            Target::RemotePicture(src.text)
        }
    };
    found.references.push(Reference { range: src.range, target });
    Some(Picture {
        reference: found.references.len() as u32 - 1,
        alt: alt.map(|alt| alt.text).unwrap_or_default(),
    })
}
