//! `gallery`: pictures side by side, each with its caption.

use super::Reader;
use super::figure::{self, Figure};
use crate::base::kept::{Deserialize, Serialize};
use crate::content::body::Body;
use crate::content::fields::Fields;
use crate::content::yaml::{Node, Value};
use crate::diagnostics::catalogue::fields as problem;

/// Pictures side by side.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Gallery {
    /// A caption for all of them.
    pub caption: Body,
    /// The pictures, in their order.
    pub figures: Vec<Figure>,
}

pub(super) fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Gallery> {
    let mut fields = Fields::of(node, "a `gallery` block", reader.log)?;
    let caption = fields.text("caption", reader.log);
    let pictures = fields.required("pictures", reader.log);
    fields.finish(reader.log);
    let figures = pictures.map(|node| figures(node, reader)).unwrap_or_default();
    Some(Gallery { caption: reader.rich(caption), figures })
}

fn figures(node: &Node, reader: &mut Reader<'_>) -> Vec<Figure> {
    match &node.value {
        Value::List(items) if !items.is_empty() => {
            items.iter().filter_map(|item| figure::read(item, "a picture of a gallery", reader)).collect()
        }
        _ => {
            let (at, found) = (reader.log.span(node.range), node.describe());
            let wanted = "- {src: watery.jpg, alt: A drop that runs}";
            reader.log.push(problem::empty_list(at, "pictures", "pictures", found, wanted));
            Vec::new()
        }
    }
}
