//! `mistake`: a common mistake, why it goes wrong, and what to do instead.

use super::Reader;
use crate::base::kept::{Deserialize, Serialize};
use crate::content::body::Body;
use crate::content::fields::Fields;
use crate::content::yaml::Node;

/// A common mistake.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Mistake {
    /// The title; empty if it is not said.
    pub title: String,
    /// What people do.
    pub wrong: Body,
    /// Why that goes wrong.
    pub why: Body,
    /// What to do.
    pub instead: Body,
}

pub(super) fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Mistake> {
    let mut fields = Fields::of(node, "a `mistake` block", reader.log)?;
    let title = fields.words("title", reader.log);
    let wrong = fields.required_text("wrong", reader.log);
    let why = fields.required_text("why", reader.log);
    let instead = fields.required_text("instead", reader.log);
    fields.finish(reader.log);
    Some(Mistake {
        title: title.map(|text| text.text).unwrap_or_default(),
        wrong: reader.rich(wrong),
        why: reader.rich(why),
        instead: reader.rich(instead),
    })
}
