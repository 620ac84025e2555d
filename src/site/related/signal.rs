//! `Signal`: the kinds of evidence that one document is worth reading after another.
//!
//! Must not know: how a signal is measured, or what it counts.

/// A kind of evidence. In the descriptions the reader has read "this" and may read "that".
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Signal {
    /// Both use the same telling words, and that one is among those most like this.
    Words,
    /// That one has this among those most like it in words.
    AlikeFromThere,
    /// That one speaks of what this one's title and description say.
    Title,
    /// Both compare the same products.
    Products,
    /// Both have the same tags.
    Tags,
    /// Both stand in the same place of the site.
    Place,
    /// This one links to that.
    LinksFrom,
    /// That one links to this.
    LinksTo,
    /// Both link to the same documents (Kessler's bibliographic coupling).
    Coupled,
    /// The same documents link to both (Small's co-citation).
    Cited,
    /// Documents like this link to that.
    AlikeLinkTo,
    /// That links to documents like this.
    LinksToAlike,
}

impl Signal {
    /// All signals, in the order in which they are added up.
    pub const ALL: [Signal; 12] = [
        Signal::Words,
        Signal::AlikeFromThere,
        Signal::Title,
        Signal::Products,
        Signal::Tags,
        Signal::Place,
        Signal::LinksFrom,
        Signal::LinksTo,
        Signal::Coupled,
        Signal::Cited,
        Signal::AlikeLinkTo,
        Signal::LinksToAlike,
    ];

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Signal::Words => "words",
            Signal::AlikeFromThere => "words-back",
            Signal::Title => "title",
            Signal::Products => "products",
            Signal::Tags => "tags",
            Signal::Place => "place",
            Signal::LinksFrom => "links-to-it",
            Signal::LinksTo => "links-here",
            Signal::Coupled => "link-to-the-same",
            Signal::Cited => "linked-by-the-same",
            Signal::AlikeLinkTo => "alike-link-to-it",
            Signal::LinksToAlike => "links-to-alike",
        }
    }
}
