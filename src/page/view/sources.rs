//! The views of sources: what a page cites, and when its facts were checked.

use super::{Day, Link};
use crate::base::{Date, Html};
use serde::Serialize;

/// A source that a page cites.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct SourceView {
    /// Its number on this page, from 1; its anchor is `source-<number>`.
    pub number: usize,
    /// Its id.
    pub id: String,
    /// The language of its title and quote; absent where that is the page's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The title.
    pub title: String,
    /// Who published it; may be empty.
    pub publisher: String,
    /// Where it is; may be absent.
    pub url: Option<String>,
    /// Whether somebody pays for the link.
    pub paid: bool,
    /// The day it was read.
    pub read: Option<Day>,
    /// The words that carry the fact; may be empty.
    pub quote: String,
    /// What rests on it, on this page.
    pub facts: Vec<CitedView>,
}

/// The facts of one attribute that rest on a source.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct CitedView {
    /// The attribute's label.
    pub label: String,
    /// The products, or the first of many.
    pub products: Vec<Link>,
    /// How many more products there are.
    pub more: usize,
    /// When they were checked: `1 to 20 September 2026`; empty if nobody wrote it down.
    pub checked: String,
}

/// When facts of a page were checked. Never the day of the build.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct CheckedView {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Which facts and both days in words: `Prices checked 1 to 20 September 2026`.
    pub words: String,
}

/// The page of all sources; in templates `sources`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct SourcesView {
    /// The sources, in the order of their file.
    pub sources: Vec<SourceView>,
    /// What readers are told before the first link that somebody pays for; empty if there is none.
    pub disclosure: Html,
}
