//! Callouts: block quotes that start with `[!NOTE]` and the like.

use pulldown_cmark::BlockQuoteKind;

/// How a block quote opens.
pub(super) fn callout(kind: Option<BlockQuoteKind>) -> &'static str {
    match kind {
        None => "<blockquote>\n",
        Some(BlockQuoteKind::Note) => {
            "<aside class=\"callout callout-note\" role=\"note\"><p class=\"callout-title\">Note</p>\n"
        }
        Some(BlockQuoteKind::Tip) => {
            "<aside class=\"callout callout-tip\" role=\"note\"><p class=\"callout-title\">Tip</p>\n"
        }
        Some(BlockQuoteKind::Important) => {
            "<aside class=\"callout callout-important\" role=\"note\"><p class=\"callout-title\">Important</p>\n"
        }
        Some(BlockQuoteKind::Warning) => {
            "<aside class=\"callout callout-warning\" role=\"note\"><p class=\"callout-title\">Warning</p>\n"
        }
        Some(BlockQuoteKind::Caution) => {
            "<aside class=\"callout callout-caution\" role=\"note\"><p class=\"callout-title\">Caution</p>\n"
        }
    }
}
