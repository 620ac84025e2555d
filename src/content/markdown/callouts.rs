//! Callouts: block quotes that start with `[!NOTE]` and the like.

use super::writer::Writer;
use crate::content::body::Phrase;
use pulldown_cmark::BlockQuoteKind;

/// Opens a block quote.
pub(super) fn open(kind: Option<BlockQuoteKind>, out: &mut Writer) {
    let (name, title) = match kind {
        None => return out.markup("<blockquote>\n"),
        Some(BlockQuoteKind::Note) => ("note", Phrase::Note),
        Some(BlockQuoteKind::Tip) => ("tip", Phrase::Tip),
        Some(BlockQuoteKind::Important) => ("important", Phrase::Important),
        Some(BlockQuoteKind::Warning) => ("warning", Phrase::Warning),
        Some(BlockQuoteKind::Caution) => ("caution", Phrase::Caution),
    };
    out.format(format_args!(
        "<aside class=\"callout callout-{name}\" role=\"note\"><p class=\"callout-title\">"
    ));
    out.say(title, 0);
    out.markup("</p>\n");
}
