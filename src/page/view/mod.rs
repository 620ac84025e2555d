//! Views: all that a template can see of a page, and so all that a page can depend on.
//!
//! Every struct here derives `PartialEq` and `Serialize`: what is compared between two builds is what is rendered.
//! Must not know: how a view is computed, or what a template makes of it.

mod blocks;
mod cards;
mod data;
mod head;
mod letters;
mod machine;
mod pages;
mod pairs;
mod pictures;
mod search;
mod sources;
mod table;
mod tags;

pub use blocks::*;
pub use cards::*;
pub use data::*;
pub use head::*;
pub use letters::*;
pub use machine::*;
pub use pages::*;
pub use pairs::*;
pub use pictures::*;
pub use search::*;
pub use sources::*;
pub use table::*;
pub use tags::*;
