//! `figure`: a picture with a caption.

use super::Reader;
use crate::base::kept::{Deserialize, Serialize};
use crate::content::body::Body;
use crate::content::fields::Fields;
use crate::content::picture::{self, Picture};
use crate::content::yaml::Node;

/// A picture with a caption.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Figure {
    /// The picture.
    pub picture: Picture,
    /// The caption.
    pub caption: Body,
    /// Who made it.
    pub credit: Body,
    /// What others may do with it.
    pub licence: Body,
}

/// Reads a picture with its caption; `owner` is what messages call it.
pub(super) fn read(node: &Node, owner: &'static str, reader: &mut Reader<'_>) -> Option<Figure> {
    let mut fields = Fields::of(node, owner, reader.log)?;
    let picture = picture::read_fields(&mut fields, reader.found, reader.log);
    let caption = fields.text("caption", reader.log);
    let credit = fields.text("credit", reader.log);
    let licence = fields.text("licence", reader.log);
    fields.finish(reader.log);
    let [caption, credit, licence] = [caption, credit, licence].map(|text| reader.rich(text));
    Some(Figure { picture: picture?, caption, credit, licence })
}
