//! `figure`: a picture with a caption.

use super::Reader;
use crate::content::body::Body;
use crate::content::fields::Fields;
use crate::content::picture::{self, Picture};
use crate::content::yaml::Node;

/// A picture with a caption.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    /// The picture.
    pub picture: Picture,
    /// The caption.
    pub caption: Body,
    /// Who made it.
    pub credit: Body,
}

pub(super) fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Figure> {
    let mut fields = Fields::of(node, "a `figure` block", reader.log)?;
    let picture = picture::read_fields(&mut fields, reader.found, reader.log);
    let caption = fields.text("caption", reader.log);
    let credit = fields.text("credit", reader.log);
    fields.finish(reader.log);
    let (caption, credit) = (reader.rich(caption), reader.rich(credit));
    Some(Figure { picture: picture?, caption, credit })
}
