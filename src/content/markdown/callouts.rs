//! Callouts: block quotes that start with `[!NOTE]` and the like.

use super::pass::Pass;
use crate::content::body::Phrase;
use crate::diagnostics::catalogue::blocks as problem;
use pulldown_cmark::BlockQuoteKind;
use std::ops::Range;

/// The words that make a callout.
const KNOWN: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

/// Opens a block quote.
pub(super) fn open(kind: Option<BlockQuoteKind>, range: Range<usize>, pass: &mut Pass<'_, '_>) {
    let (name, title) = match kind {
        None => {
            pass.open_line("<blockquote>\n", &range);
            return report_slip(range, pass);
        }
        Some(BlockQuoteKind::Note) => ("note", Phrase::Note),
        Some(BlockQuoteKind::Tip) => ("tip", Phrase::Tip),
        Some(BlockQuoteKind::Important) => ("important", Phrase::Important),
        Some(BlockQuoteKind::Warning) => ("warning", Phrase::Warning),
        Some(BlockQuoteKind::Caution) => ("caution", Phrase::Caution),
    };
    let tags = format!("<aside class=\"callout callout-{name}\" role=\"note\"><p class=\"callout-title\">");
    pass.open_line(&tags, &range);
    pass.out.say(title, 0);
    pass.out.markup("</p>\n");
}

/// A quote that starts with `[!WORD]` is meant as a callout: another word, or words behind it, would be shown as they are typed.
fn report_slip(range: Range<usize>, pass: &mut Pass<'_, '_>) {
    let quote = &pass.text.text[range.clone()];
    let Some(rest) = quote.trim_start_matches(['>', ' ']).strip_prefix("[!") else { return };
    let behind = rest.trim_start_matches(char::is_alphabetic);
    let end = rest.len() - behind.len();
    if end == 0 || !behind.starts_with(']') {
        return;
    }
    let start = range.start + quote.len() - rest.len();
    let at = pass.log.span(pass.text.place(start..start + end));
    pass.log.push(problem::no_callout(at, &rest[..end], &KNOWN));
}
