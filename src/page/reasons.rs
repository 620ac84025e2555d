//! A reason as a line of prose, with the facts that it rests on.

use super::citations::Citations;
use super::fill::Filler;
use crate::base::Html;
use crate::base::html::escape_into;
use crate::content::blocks::Reason;
use crate::site::decisions::Claim;
use crate::site::fresh::FactAt;

/// What a reason is for.
pub struct Weighed<'w> {
    /// The product.
    pub target: usize,
    /// Whether the reason speaks against it.
    pub against: bool,
    /// The products among which it is chosen.
    pub among: &'w [usize],
}

/// The words of a reason, then the fact it rests on beside those of the others.
pub fn line(filler: &Filler<'_>, reason: &Reason, weighed: &Weighed<'_>, citations: &mut Citations) -> Html {
    let words = filler.line(&reason.text, citations);
    let Some(why) = &reason.why else { return words };
    let Weighed { target, against, among } = *weighed;
    let Some(claim) = Claim::of(filler.site, filler.resolved, why, target, against, among) else {
        return words;
    };
    let mut out = words.as_str().to_owned();
    out.push_str(if out.is_empty() { "<span class=\"why\">" } else { " <span class=\"why\">" });
    escape_into(&mut out, &claim.subject.attribute(filler.site).label);
    let known = |at: &FactAt| at.fact(filler.site).value().is_some();
    let against = claim.against.into_iter().filter(known);
    for (number, at) in std::iter::once(claim.subject).chain(against).enumerate() {
        out.push_str(if number == 0 { ": " } else { ", " });
        escape_into(&mut out, &filler.site.products[at.product].says.name);
        out.push(' ');
        filler.fact(at, &mut out, citations);
    }
    out.push_str("</span>");
    Html::finished(out)
}
