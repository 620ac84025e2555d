//! What one file says, as typed values with places. Every reader here is a pure function of one file.
//!
//! Must not know: any other file. A reference is kept as typed; `site/` decides what it means.

pub mod affiliates;
mod amount;
pub mod article;
pub mod attribute;
pub mod blocks;
pub mod body;
pub mod config;
pub mod csv;
pub mod fact;
pub mod feeds;
pub mod fetched;
pub mod fields;
pub mod from;
pub mod kind;
pub mod log;
pub mod markdown;
pub mod measure;
pub mod mixing;
pub mod number;
pub mod order;
pub mod pairs;
pub mod parse;
pub mod phrases;
pub mod picture;
pub mod place;
pub mod product;
pub mod publish;
pub mod reading;
pub mod robots;
pub mod same;
pub mod sources;
pub mod strings;
pub mod table;
pub mod tables;
pub mod terms;
pub mod texts;
pub mod translation;
pub mod unit;
pub mod value;
mod word;
pub mod yaml;
