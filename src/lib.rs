//! Diptych builds explainer sites of the form "X vs Y: what is the difference, and which one do I need?".
//!
//! Its one idea: a fact is written once, and every restatement is generated from it or checked against it.
//! The modules are the stages of a build, in the order in which data flows; see `ARCHITECTURE.md`.

pub mod base;
pub mod commands;
pub mod content;
pub mod diagnostics;
pub mod output;
pub mod page;
pub mod pictures;
pub mod pipeline;
pub mod render;
pub mod site;
pub mod source;
