//! `Body`: a text as HTML with holes, and the references that will fill them.
//!
//! The Markdown pass makes one from one file alone; `site/` decides what each reference means; `page/` fills the holes.
//! Must not know: what any reference leads to.

use crate::base::kept::{Deserialize, Serialize};
use crate::base::{SitePath, TextRange};

/// A text as HTML with holes.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Body {
    /// The finished markup, without what fills the holes.
    pub html: Box<str>,
    /// The holes, in order.
    pub holes: Box<[Hole]>,
}

/// A place in a text that only the whole site can fill.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Hole {
    /// Where in the markup it is, in bytes.
    pub at: u32,
    /// What goes there.
    pub fill: Fill,
}

/// What goes into a hole. Numbers are indexes into the file's references or blocks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Fill {
    /// The address of what a reference leads to, inside an attribute.
    Address(u32),
    /// The name of what a reference leads to, as text.
    Name(u32),
    /// The value of the fact that a reference names, with its source mark.
    Fact(u32),
    /// A picture up to its words.
    Picture(u32),
    /// The end of a picture.
    PictureEnd(u32),
    /// What a link to another site says of itself: whether somebody pays for it.
    Paid(u32),
    /// The same for a link in raw HTML, inside the `rel` that it has.
    PaidToo(u32),
    /// The same for a link in raw HTML whose `rel` says already that somebody pays: nothing is printed.
    PaidSaid(u32),
    /// A phrase of the theme in the language of the page, and the number that fills its gap; inside an attribute or as text.
    Say(Phrase, u32),
    /// A block.
    Block(u32),
}

/// What the theme says inside a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Phrase {
    /// The title of a callout.
    Note,
    /// The title of a callout.
    Tip,
    /// The title of a callout.
    Important,
    /// The title of a callout.
    Warning,
    /// The title of a callout.
    Caution,
    /// The name of a table without a caption.
    Table,
    /// What a ticked box of a list says.
    Done,
    /// What an empty box of a list says.
    ToDo,
    /// The name of a mark.
    Footnote,
    /// The name of the way back from a footnote.
    BackToFootnote,
    /// The name of all footnotes.
    Footnotes,
}

impl Phrase {
    /// Its key among the theme's phrases.
    pub fn key(self) -> &'static str {
        match self {
            Self::Note => "callout_note",
            Self::Tip => "callout_tip",
            Self::Important => "callout_important",
            Self::Warning => "callout_warning",
            Self::Caution => "callout_caution",
            Self::Table => "table_number",
            Self::Done => "task_done",
            Self::ToDo => "task_to_do",
            Self::Footnote => "footnote_number",
            Self::BackToFootnote => "back_to_footnote",
            Self::Footnotes => "footnotes",
        }
    }
}

impl Fill {
    fn shifted(self, by: u32) -> Fill {
        match self {
            Self::Address(at) => Self::Address(at + by),
            Self::Name(at) => Self::Name(at + by),
            Self::Fact(at) => Self::Fact(at + by),
            Self::Picture(at) => Self::Picture(at + by),
            Self::PictureEnd(at) => Self::PictureEnd(at + by),
            Self::Paid(at) => Self::Paid(at + by),
            Self::PaidToo(at) => Self::PaidToo(at + by),
            Self::PaidSaid(at) => Self::PaidSaid(at + by),
            Self::Say(..) | Self::Block(_) => self,
        }
    }
}

impl Body {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.html.is_empty() && self.holes.is_empty()
    }

    /// The same text where the file's references come behind `by` others.
    pub fn shifted(&self, by: u32) -> Body {
        let holes = self.holes.iter().map(|hole| Hole { fill: hole.fill.shifted(by), ..*hole });
        Body { html: self.html.clone(), holes: holes.collect() }
    }

    /// The stretches of markup, each with the hole behind it; the last has none.
    pub fn stretches(&self) -> impl Iterator<Item = (&str, Option<Fill>)> {
        let ends = self.holes.iter().map(|hole| (hole.at as usize, Some(hole.fill)));
        let mut from = 0;
        ends.chain(std::iter::once((self.html.len(), None))).map(move |(at, fill)| {
            let stretch = &self.html[from..at];
            from = at;
            (stretch, fill)
        })
    }
}

/// Something that a text refers to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reference {
    /// Where it stands.
    pub range: TextRange,
    /// What it names.
    pub target: Target,
}

/// What a reference names, as typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Target {
    /// `[[serum]]`: a product, guide, kind or page.
    Id(String),
    /// `[[ampoule.course]]`: a fact.
    Fact {
        /// The product's id.
        product: String,
        /// The attribute's id.
        attribute: String,
    },
    /// `[words](essence-vs-serum.md#how)`: a file of the site, relative to this one.
    File {
        /// The link as typed.
        link: String,
        /// The file; `None` if the link climbs out of the site.
        path: Option<SitePath>,
        /// The heading, without `#`.
        fragment: Option<String>,
    },
    /// `[words](/guides/x/#how)`: an address of the site.
    Address {
        /// The link as typed.
        link: String,
        /// The address, percent-encoding undone.
        address: String,
        /// The heading, without `#`.
        fragment: Option<String>,
    },
    /// `[words](https://example.org/x)`: another site, by its host.
    Foreign(String),
    /// `[words](#how)`: a heading of this text.
    Anchor(String),
    /// `![words](bottle.svg)` or `![words](/img/bottle.svg)`: a picture.
    Picture {
        /// The link as typed.
        link: String,
        /// The file beside this one, or the file of `static/`; `None` if the link climbs out of the site.
        path: Option<SitePath>,
    },
    /// `![words](https://example.org/bottle.jpg)`: a picture on another site, which no page shows.
    RemotePicture(String),
}

/// A heading of a text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its anchor, without `#`; unique in the text.
    pub id: Box<str>,
    /// Its words, without markup; ids where `named` says.
    pub title: Box<str>,
    /// The references among its words, in their order.
    pub named: Box<[Named]>,
}

/// A reference in a heading.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Named {
    /// Where in the title the id stands that the name of a page takes the place of; where a fact comes in, nothing.
    pub at: TextRange,
    /// The number of the reference.
    pub reference: u32,
}
