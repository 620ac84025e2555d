//! Words that every stage shares: paths, addresses, places in a text, finished HTML, "did you mean".
//!
//! Must not know: what a guide or a product is, that there is a terminal; and of the disk no more than how a file stands there.

pub mod address;
pub mod aside;
pub mod date;
pub mod html;
pub mod kept;
pub mod mark;
pub mod path;
pub mod shared;
pub mod stamp;
pub mod suggest;
pub mod text;
pub mod words;
pub mod workers;

pub use address::Address;
pub use aside::{Aside, Shelf};
pub use date::Date;
pub use html::Html;
pub use path::SitePath;
pub use shared::Shared;
pub use stamp::Stamp;
pub use text::TextRange;
pub use workers::{OneByOne, Workers};
