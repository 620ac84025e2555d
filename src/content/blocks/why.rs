//! `why: ampoule.irritation`: the fact that a reason rests on, and the direction in which it speaks.

use super::Reader;
use crate::base::TextRange;
use crate::base::kept::{Deserialize, Serialize};
use crate::content::attribute::Better;
use crate::content::body::{Body, Reference, Target};
use crate::content::fields::{Fields, one_of, text_of};
use crate::content::yaml::{Node, Value};
use crate::diagnostics::catalogue::decisions as problem;

/// The fact that a reason rests on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Why {
    /// The number of the reference to the fact.
    pub reference: u32,
    /// Where the fact is named.
    pub range: TextRange,
    /// The direction claimed; `None` for what the attribute's `better` says.
    pub way: Option<Better>,
}

/// A reason: its words, and the fact it rests on.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Reason {
    /// The words.
    pub text: Body,
    /// The fact.
    pub why: Option<Why>,
}

impl Reader<'_> {
    /// Reads `ampoule.irritation` or `{fact: ampoule.strength, is: higher}`.
    pub(super) fn why(&mut self, node: Option<&Node>) -> Option<Why> {
        let node = node?;
        let (fact, is, all_known) = match &node.value {
            Value::Map(_) => {
                let mut fields = Fields::of(node, "`why`", self.log)?;
                let fact = fields.required_text("fact", self.log);
                let is = fields.text("is", self.log);
                let all_known = fields.finish(self.log);
                (fact?, is, all_known)
            }
            _ => (text_of(node, "why", self.log)?, None, true),
        };
        let way = is.as_ref().map(|is| one_of(is, "direction", &Better::WORDS, self.log));
        let Some((product, attribute)) = fact.split_once('.') else {
            self.log.push(problem::bad_why(self.log.span(fact.range), &fact));
            return None;
        };
        let target = Target::Fact { product: product.to_owned(), attribute: attribute.to_owned() };
        self.found.references.push(Reference { range: fact.range, target });
        let reference = self.found.references.len() as u32 - 1;
        match way {
            // The direction may stand behind a key that is reported.
            None if !all_known => None,
            // A word for it that is none is reported.
            Some(None) => None,
            way => Some(Why { reference, range: fact.range, way: way.flatten() }),
        }
    }

    /// Reads a line of prose, or `{text: ..., why: ...}`.
    pub(super) fn reason(&mut self, node: &Node, what: &'static str) -> Option<Reason> {
        let Value::Map(_) = node.value else {
            let text = text_of(node, what, self.log);
            return text.map(|text| Reason { text: self.rich(Some(text)), why: None });
        };
        let mut fields = Fields::of(node, "a reason", self.log)?;
        let text = fields.required_text("text", self.log);
        let why = fields.node("why");
        fields.finish(self.log);
        let why = self.why(why);
        Some(Reason { text: self.rich(Some(text?)), why })
    }
}
