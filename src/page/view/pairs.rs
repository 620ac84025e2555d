//! The view of an "A vs B" page.

use super::{CheckedView, ChooseList, GuideCard, Link, ProductCard, SourceView, Table, TogetherView};
use crate::base::{Html, Shared};
use serde::Serialize;

/// Two products against one another; in templates `pair`.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct PairView {
    /// The two.
    pub products: Vec<Shared<ProductCard>>,
    /// Their kind, with its whole table.
    pub kind: Link,
    /// The answer in a few sentences, made of the facts.
    pub summary: Vec<String>,
    /// The rows that differ; absent if none does.
    pub differs: Option<Table>,
    /// The rows that are the same.
    pub same: Option<Table>,
    /// The rows on which one side, or both, is not known.
    pub open: Option<Table>,
    /// Reasons to choose or skip each; empty if the products' files give none.
    pub choose: Vec<Shared<ChooseList>>,
    /// Whether the two go together, if somebody says.
    pub together: Option<TogetherView>,
    /// Guides that compare one of the two or both, newest first.
    pub guides: Vec<Shared<GuideCard>>,
    /// Other pages of the same kind about one of the two.
    pub others: Vec<Link>,
    /// The sources it cites, by number.
    pub sources: Vec<SourceView>,
    /// When its facts were checked.
    pub checked: Vec<CheckedView>,
    /// What readers are told before the first link that somebody pays for; empty if there is none.
    pub disclosure: Html,
}
