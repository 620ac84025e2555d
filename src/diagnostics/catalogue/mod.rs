//! Every message that Diptych has about content: one constructor a code.
//!
//! A code is stable; `docs/manual/errors.md` has a paragraph on each, and a test keeps the two lists equal.
//! Must not know: when a message applies. The stages decide that.

pub mod blocks;
pub mod decisions;
pub mod facts;
pub mod fair;
pub mod fields;
pub mod files;
pub mod languages;
pub mod orders;
pub mod pages;
pub mod pairs;
pub mod pictures;
pub mod prose;
pub mod references;
pub mod strings;
pub mod tables;
pub mod templates;
